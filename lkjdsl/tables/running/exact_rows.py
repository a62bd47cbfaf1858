"""The rows that hang on the last bits: read again, exactly, and evaluated by the compiled exact program."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

import pyarrow as pa
from attrs import evolve, frozen

from lkjdsl.core.program import Program, pruned
from lkjdsl.domains.exact.compiled import compiled
from lkjdsl.domains.exact.domain import Columns, Facts, is_short
from lkjdsl.domains.float_program.writer import ColumnKey
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Value, state
from lkjdsl.tables.kernel.two_years import PREVIOUS
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.office import given_input


@frozen(eq=False)
class Exactly:
    """The exact evaluation of single rows: of only those steps that the results asked for need."""

    definition: Definition
    program: Program
    at: Mapping[int, int]
    kernel: Callable[[Facts], list[Value]]

    def __call__(
        self,
        arrays: Mapping[ColumnKey, pa.Array],
        lists: Mapping[str, Mapping[str, pa.Array]],
        rows: Any,
        reading: CellFormat,
    ) -> Iterator[Sequence[Value]]:
        """Yield the values of all steps for each of *rows*; *arrays* are the columns by what they are read for."""
        chosen = {key: array.take(rows) for key, array in arrays.items()}
        alone = self.definition.inputs and not self.definition.rows
        if alone and all(self._is_whole(key, array) for key, array in chosen.items()):
            yield from self._whole({key[1]: array.to_pylist() for key, array in chosen.items()}, len(rows))
            return
        read_for = {key: _values(self.input_of(key), array.to_pylist(), reading) for key, array in chosen.items()}
        tables = {
            name: {column: array.take(rows).to_pylist() for column, array in columns.items()}
            for name, columns in lists.items()
        }
        for row in range(len(rows)):
            here = {key: values[row] for key, values in read_for.items()}
            facts = self._facts(here, self.tables(tables, row, reading))
            yield self.kernel(facts)

    def _is_whole(self, key: ColumnKey, array: pa.Array) -> bool:
        """Return whether a column holds nothing but whole numbers of an input."""
        is_number = pa.types.is_integer(array.type) and not array.null_count
        return is_number and key[0] == "input" and self.input_of(key).kind in ("count", "rupiah", "index", "number")

    def _whole(self, inputs: Mapping[int | str, Sequence[int]], size: int) -> Iterator[Sequence[Value]]:
        """Yield the values where all inputs are whole numbers below 2^63, the common case."""
        columns = [
            inputs.get(slot) or repeat(one.default, size) for slot, one in enumerate(self.definition.inputs.values())
        ]
        short = all(map(is_short, (one.default for one in self.definition.inputs.values())))
        short = short and all(is_short((end(values), 1)) for values in inputs.values() if values for end in (min, max))
        for raw in zip(*columns, strict=True):
            yield self.kernel(Facts([(value, 1) if value.__class__ is int else value for value in raw], short=short))

    def _facts(self, by_key: Mapping[ColumnKey, Value | None], tables: Mapping[str, Columns]) -> Facts:
        """Return the facts of one office; an input that the table does not have is its default."""
        inputs = enumerate(self.definition.inputs.values())
        before = [by_key.get(("previous", slot)) for slot in range(len(self.definition.inputs))]
        return Facts(
            [by_key.get(("input", slot), one.default) for slot, one in inputs],
            tables,
            {str(path): value for (name, path), value in by_key.items() if name == "given" and value is not None},
            before if any(one is not None for one in before) else (),
        )

    def input_of(self, key: ColumnKey) -> Input:
        """Return the input that a column is read as."""
        name, where = key
        if isinstance(where, int):
            found = list(self.definition.inputs.values())[where]
            return evolve(found, default=None) if name == "previous" else found  # no year before has no defaults
        return given_input(self.definition, where.removeprefix(PREVIOUS))

    def tables(
        self, tables: Mapping[str, Mapping[str, list[Any]]], row: int, reading: CellFormat
    ) -> dict[str, Columns]:
        """Return the tables of rows of one office; *tables* have a list for each office by table and column."""
        found = {}
        for name, rows in self.definition.rows.items():
            lists = {column: values[row] or [] for column, values in tables.get(name, {}).items()}
            length = max(map(len, lists.values()), default=0)
            columns = [
                _values(one, lists.get(column) or [None] * length, reading) for column, one in rows.columns.items()
            ]
            found[name] = Columns(length, columns)
        return found


def exactly(definition: Definition, program: Program, wanted: Sequence[int]) -> Exactly:
    """Return the exact evaluation of the steps *wanted* of a program."""
    small, at = pruned(program, wanted)
    return Exactly(definition, small, at, compiled(small))


def _values(one: Input, raws: Sequence[Any], reading: CellFormat) -> list[Any]:
    found: list[Any] = []
    simple = one.kind in ("count", "rupiah", "index", "number")
    for raw in raws:
        if simple and raw.__class__ is int and raw >= 0:
            found.append((raw, 1))
            continue
        meaning = read(one, raw, reading)
        if isinstance(meaning, Misfit) or meaning == "missing":
            found.append(one.default)
        elif meaning == "not-applicable":
            found.append(state("excluded", "not-applicable-input", one.path))
        else:
            found.append(meaning)
    return found
