"""A script as machine code, made by LLVM: loops over the rows, without a column for what lies in between."""

import ast
import ctypes
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from llvmlite import ir

from lkjdsl.tables.kernel.llvm_engine import engine
from lkjdsl.tables.kernel.llvm_forms import Form
from lkjdsl.tables.kernel.llvm_instructions import BYTE, FLAG, FLOAT, SHORT, Instructions
from lkjdsl.tables.kernel.portions import Portion, portions
from lkjdsl.tables.kernel.script import Floats, Found, Script

SIZE, POINTER, NOTHING = ir.IntType(64), ir.PointerType(), ir.VoidType()
STORED = {"float64": FLOAT, "int64": SIZE, "uint8": BYTE}
"""How the numbers of a column lie in memory, by the name of numpy's type."""
TILE = 1024
"""Rows that go through all loops before the next ones do: what lies between two loops stays near the processor."""

Forms = Sequence[Form | None]
"""Of columns in the order of the leaves; None: there are no cells, since all are told."""


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

    def __call__(self, size: int, errors: tuple[Floats, Floats], columns: Sequence[Any]) -> Found:
        """Return the results of *size* rows; *columns* are those of numbers, then those of cells that have a form."""
        doubt = np.zeros(size, np.bool_)
        codes = [is_code for _, is_code in self.script.varying]
        states = iter(_rows(codes.count(True), size, np.int16))
        numbers = iter(_rows(codes.count(False), size, np.float64))
        arrays = [next(states if is_code else numbers) for is_code in codes]
        told = [*errors, *columns, doubt, *arrays, *np.empty((self.between, TILE))]
        pointers = (ctypes.c_void_p * len(told))(*(one.__array_interface__["data"][0] for one in told))
        self.entry(size, pointers)
        return self.script.found(doubt, arrays)


def _rows(count: int, size: int, kind: type[np.generic]) -> Any:
    """
    Return *count* new columns in one piece, apart by what keeps them out of step.

    They are from Arrow's pool, which keeps what was let go for the next block; the system would clear it anew.
    """
    numbers = count * (size + APART)
    room = pa.allocate_buffer(numbers * np.dtype(kind).itemsize)
    return np.frombuffer(room, kind, numbers).reshape(count, size + APART)[:, :size]


APART = 72
"""Columns whose distance is a power of two get in each other's way in the nearest cache."""


@frozen
class Place:
    """Where the numbers of a name lie: which of the pointers, their type, whether they are one, or of one tile."""

    pointer: int
    stored: Any
    single: bool = False
    tile: bool = False


def machine(script: Script, x: Forms, m: Forms) -> Machine:
    """Return the code of *script* for columns of numbers *x* and of cells *m*."""
    forms = [(f"{letter}{at}", form) for letter, those in (("x", x), ("m", m)) for at, form in enumerate(those)]
    places = {"e": Place(0, FLOAT, single=True), "g": Place(1, FLOAT, single=True)}
    for name, form in forms:
        if form is not None:
            places[name] = Place(len(places), STORED[form.stored], form.single)
    places["doubt"] = Place(len(places), BYTE)
    for at, (_, is_code) in enumerate(script.varying):
        places[f" {at}"] = Place(len(places), SHORT if is_code else FLOAT)
    module = ir.Module("batch")
    before = len(places)
    calls = [_loop(module, f"loop{at}", portion, places) for at, portion in enumerate(portions(script))]
    _entry(module, calls, len(places))
    code = engine(str(module))
    entry = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p)(code.get_function_address("entry"))
    return Machine(script, entry, len(places) - before, code)


Call = tuple[ir.Function, Sequence[Place]]
"""A loop, and where the numbers lie whose pointers it takes."""


def _loop(module: ir.Module, name: str, portion: Portion, places: dict[str, Place]) -> Call:
    """Write the loop over the rows of a tile; what it leaves to others gets a place."""
    names = [one for one in places if one in portion.names]
    # what it leaves to other loops lies 8 bytes apart, whatever its type, which is not known yet
    left = [one for one in portion.left if one not in places]
    results = [f" {one.position}" for one in portion.results]
    taken = list(dict.fromkeys((*names, *left, *results)))
    loop = ir.Function(module, ir.FunctionType(NOTHING, [SIZE] + [POINTER] * len(taken)), name)
    loop.attributes.add("noinline")
    for argument in loop.args[1:]:
        argument.add_attribute("noalias")
    size, pointers = loop.args[0], dict(zip(taken, loop.args[1:], strict=True))
    start, body, end = (loop.append_basic_block(one) for one in ("start", "body", "end"))
    build = ir.IRBuilder(start)
    singles = {
        one: build.load(pointers[one], typ=places[one].stored)
        for one in names
        if places[one].single and one not in ("e", "g")
    }
    build.branch(body)
    build = ir.IRBuilder(body)
    row = build.phi(SIZE)

    def read(one: str) -> Any:
        """Return the number of a name in this row, or None where there is none."""
        if one in singles or one not in pointers:
            return singles.get(one)
        stored = places[one].stored
        return build.load(build.gep(pointers[one], [row], inbounds=True, source_etype=stored), typ=stored)

    def store(value: Any, one: str) -> None:
        build.store(value, build.gep(pointers[one], [row], inbounds=True, source_etype=value.type))

    write = Instructions(build, read, pointers)
    for line in portion.lines:
        target, _, formula = line.partition(" = ")
        write.names[target] = write.value(_parsed(formula))
    for one in left:
        value = write.names[one]
        value = build.zext(value, BYTE) if value.type == FLAG else value
        places[one] = Place(len(places), value.type, tile=True)
        store(value, one)
    if "doubt" in portion.left:
        store(build.zext(write.flag(write.names["doubt"]), BYTE), "doubt")
    for result in portion.results:
        value = write.value(_parsed(result.text))
        store(write.short(value) if result.is_code else write.number(value), f" {result.position}")
    following = build.add(row, SIZE(1), flags=("nuw", "nsw"))
    row.add_incoming(SIZE(0), start)
    row.add_incoming(following, body)
    build.cbranch(build.icmp_signed("<", following, size), body, end)
    ir.IRBuilder(end).ret_void()
    return loop, [places[one] for one in taken]


def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _entry(module: ir.Module, calls: Iterable[Call], count: int) -> None:
    """Write the function that runs all loops, tile by tile, on columns whose pointers it gets as one array."""
    entry = ir.Function(module, ir.FunctionType(NOTHING, [SIZE, POINTER]), "entry")
    size, array = entry.args
    start, body, end = (entry.append_basic_block(one) for one in ("start", "body", "end"))
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
            pointers[one.pointer]
            if one.single or one.tile
            else build.gep(pointers[one.pointer], [first], source_etype=one.stored)
            for one in places
        ]
        build.call(loop, [rows, *arguments])
    first.add_incoming(SIZE(0), start)
    first.add_incoming(following, body)
    build.cbranch(last, end, body)
    ir.IRBuilder(end).ret_void()
