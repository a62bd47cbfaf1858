"""A script as machine code, made by LLVM: loops over the rows, without a column for what lies in between."""

import ctypes
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from llvmlite import ir

from lkjdsl.domains.float_program.nodes import CellNode, FloatNode, OperationNode, ReadNode
from lkjdsl.tables.kernel.llvm_engine import engine
from lkjdsl.tables.kernel.llvm_forms import Forms
from lkjdsl.tables.kernel.llvm_instructions import BYTE, FLAG, FLOAT, SHORT, Instructions
from lkjdsl.tables.kernel.portions import Portion, portions
from lkjdsl.tables.kernel.script import Floats, Found, OutputKind, Script

SIZE, POINTER, NOTHING = ir.IntType(64), ir.PointerType(), ir.VoidType()
STORED = {"float64": FLOAT, "int64": SIZE, "uint8": BYTE}
"""How the numbers of a column lie in memory, by the name of numpy's type."""
TYPES: Mapping[OutputKind, Any] = {"doubt": BYTE, "number": FLOAT, "code": SHORT}
"""The same of an output."""
NUMPY_TYPES: Mapping[OutputKind, type[np.generic]] = {"doubt": np.bool_, "number": np.float64, "code": np.int16}
TILE = 1024
"""Rows that go through all loops before the next ones do: what lies between two loops stays near the processor."""
APART = 72
"""Columns whose distance is a power of two get in each other's way in the nearest cache."""


@frozen(eq=False)
class Machine:
    """
    The code for columns of certain forms. It needs no lock of Python, so that threads run it at the same time.

    ``between`` counts the numbers of a row that one loop leaves to another.
    """

    script: Script
    entry: Callable[..., None]
    between: int
    code: Any
    """What the code lives in."""

    def __call__(self, size: int, margins: Floats, columns: Sequence[Any]) -> Found:
        """Return the results of *size* rows; *columns* are those of numbers, then those of cells that have a form."""
        kinds = [output.kind for output in self.script.outputs]
        rows = {kind: iter(_rows(kinds.count(kind), size, stored)) for kind, stored in NUMPY_TYPES.items()}
        outputs = [next(rows[kind]) for kind in kinds]
        arrays = [margins, *columns, *outputs, *np.empty((self.between, TILE))]
        pointers = (ctypes.c_void_p * len(arrays))(*(array.__array_interface__["data"][0] for array in arrays))
        self.entry(size, pointers)
        return self.script.found(outputs)


def _rows(count: int, size: int, kind: type[np.generic]) -> Any:
    """
    Return *count* new columns in one piece, apart by what keeps them out of step.

    They are from Arrow's pool, which keeps what was let go for the next block; the system would clear it anew.
    """
    numbers = count * (size + APART)
    room = pa.allocate_buffer(numbers * np.dtype(kind).itemsize)
    return np.frombuffer(room, kind, numbers).reshape(count, size + APART)[:, :size]


@frozen
class Storage:
    """Where the numbers of a column lie: which of the pointers, their type, whether they are one, or of one tile."""

    pointer: int
    stored: Any
    single: bool = False
    tile: bool = False


Owner = FloatNode | int | None
"""What lies at a place: a column, an operation that a loop leaves, the output of a position, or the margins (None)."""


def machine(script: Script, x: Forms, m: Forms) -> Machine:
    """Return the code of *script* for columns of numbers *x* and of cells *m*."""
    columns: list[FloatNode] = [*map(ReadNode, range(len(x))), *map(CellNode, range(len(m)))]
    places: dict[Owner, Storage] = {None: Storage(0, FLOAT, single=True)}
    for node, form in zip(columns, [*x, *m], strict=True):
        if form is not None:
            places[node] = Storage(len(places), STORED[form.stored], form.single)
    for position, output in enumerate(script.outputs):
        places[position] = Storage(len(places), TYPES[output.kind])
    module = ir.Module("batch")
    before = len(places)
    parts = portions(script)
    taken = {node for portion in parts for node in portion.taken}
    calls = [_loop(module, f"loop{at}", script, portion, taken, places) for at, portion in enumerate(parts)]
    _entry(module, calls, len(places))
    code = engine(str(module))
    entry = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p)(code.get_function_address("entry"))
    return Machine(script, entry, len(places) - before, code)


MachineCall = tuple[ir.Function, Sequence[Storage]]
"""A loop, and where the numbers lie whose pointers it takes."""


def _loop(
    module: ir.Module,
    name: str,
    script: Script,
    portion: Portion,
    taken: set[OperationNode],
    places: dict[Owner, Storage],
) -> MachineCall:
    """Write the loop over the rows of a tile; what it leaves to others, which have *taken* it, gets a place."""
    cells = [
        CellNode(node.column) for node in portion.read if isinstance(node, ReadNode)
    ]  # they tell where a number is none
    left = [node for node in portion.order if node in taken]
    read: list[FloatNode] = [node for node in dict.fromkeys((*portion.read, *cells, *portion.taken)) if node in places]
    owners: list[Owner] = [None, *read, *left, *portion.outputs]
    loop = ir.Function(module, ir.FunctionType(NOTHING, [SIZE] + [POINTER] * len(owners)), name)
    loop.attributes.add("noinline")
    for argument in loop.args[1:]:
        argument.add_attribute("noalias")
    size, pointers = loop.args[0], dict(zip(owners, loop.args[1:], strict=True))
    start, body, end = (loop.append_basic_block(name) for name in ("start", "body", "end"))
    build = ir.IRBuilder(start)
    singles = {node: build.load(pointers[node], typ=places[node].stored) for node in read if places[node].single}
    build.branch(body)
    build = ir.IRBuilder(body)
    row = build.phi(SIZE)

    def load(node: FloatNode) -> Any:
        """Return what a column has in this row, or None where it is not there."""
        if node in singles or node not in pointers:
            return singles.get(node)
        stored = places[node].stored
        return build.load(build.gep(pointers[node], [row], inbounds=True, source_etype=stored), typ=stored)

    def store(value: Any, owner: Owner) -> None:
        build.store(value, build.gep(pointers[owner], [row], inbounds=True, source_etype=value.type))

    write = Instructions(build, load, pointers[None])
    for node in portion.order:
        write.work_out(node)
    for node in left:
        value = write.value(node)
        value = build.zext(value, BYTE) if value.type == FLAG else value
        # these lie 8 bytes apart, whatever their type
        places[node] = Storage(len(places), value.type, tile=True)
        store(value, node)
    for position in portion.outputs:
        output = script.outputs[position]
        store(write.stored(write.value(output.node), output.kind), position)
    following = build.add(row, SIZE(1), flags=("nuw", "nsw"))
    row.add_incoming(SIZE(0), start)
    row.add_incoming(following, body)
    build.cbranch(build.icmp_signed("<", following, size), body, end)
    ir.IRBuilder(end).ret_void()
    return loop, [places[owner] for owner in owners]


def _entry(module: ir.Module, calls: Iterable[MachineCall], count: int) -> None:
    """Write the function that runs all loops, tile by tile, on columns whose pointers it gets as one array."""
    entry = ir.Function(module, ir.FunctionType(NOTHING, [SIZE, POINTER]), "entry")
    size, array = entry.args
    start, body, end = (entry.append_basic_block(name) for name in ("start", "body", "end"))
    build = ir.IRBuilder(start)
    pointers = [build.load(build.gep(array, [SIZE(at)], source_etype=POINTER), typ=POINTER) for at in range(count)]
    build.cbranch(build.icmp_signed(">", size, SIZE(0)), body, end)
    build = ir.IRBuilder(body)
    first = build.phi(SIZE)
    following = build.add(first, SIZE(TILE))
    last = build.icmp_signed(">=", following, size)
    rows = build.select(last, build.sub(size, first), SIZE(TILE))
    for loop, places in calls:
        arguments = [
            pointers[place.pointer]
            if place.single or place.tile
            else build.gep(pointers[place.pointer], [first], source_etype=place.stored)
            for place in places
        ]
        build.call(loop, [rows, *arguments])
    first.add_incoming(SIZE(0), start)
    first.add_incoming(following, body)
    build.cbranch(last, end, body)
    ir.IRBuilder(end).ret_void()
