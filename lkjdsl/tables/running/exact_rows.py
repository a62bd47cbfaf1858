"""Rows evaluated by the compiled exact program: those that hang on the last bits, or all of a table that is small."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, TypeVar

from attrs import evolve, frozen

from lkjdsl.core.program import Program, pruned
from lkjdsl.domains.exact.compiled import compiled
from lkjdsl.domains.exact.domain import Columns, Facts, is_short
from lkjdsl.domains.float_program.leaves import leaves_of
from lkjdsl.domains.float_program.writer import ColumnKey
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Value, state
from lkjdsl.tables.kernel.two_years import Years, in_its_year, of_years
from lkjdsl.tables.reading.absent_rows import unknown_rows, without_absent_rows
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import given_input
from lkjdsl.tables.results.requested import RequestedResult, asked, paths_of

T = TypeVar("T")


@frozen(eq=False)
class Exactly:
    """The exact evaluation of single rows: of only those steps that the results asked for need."""

    definition: Definition
    program: Program
    kernel: Callable[[Facts], list[Value]]
    absent: Mapping[str, Columns]
    """The rows of an office that does not have a table, by the name of the table."""

    def __call__(
        self,
        columns: Mapping[ColumnKey, Sequence[Any]],
        lists: Mapping[str, Mapping[str, Sequence[Any]]],
        size: int,
        reading: CellFormat,
    ) -> Iterator[Sequence[Value]]:
        """
        Yield the values of all steps for each of *size* rows.

        *columns* are their cells by what they are read for, *lists* those of rows by table and column.
        """
        alone = self.definition.inputs and not self.definition.rows
        if alone and all(self._is_whole(key, cells) for key, cells in columns.items()):
            yield from self._whole({key[1]: cells for key, cells in columns.items()}, size)
            return
        read_for = {key: _values(self.input_of(key), cells, reading) for key, cells in columns.items()}
        for row in range(size):
            here = {key: values[row] for key, values in read_for.items()}
            facts = self._facts(here, self.tables(lists, row, reading))
            yield self.kernel(facts)

    def _is_whole(self, key: ColumnKey, cells: Sequence[Any]) -> bool:
        """Return whether a column holds nothing but whole numbers of an input."""
        is_number = key[0] == "input" and self.input_of(key).kind in ("count", "rupiah", "index", "number")
        return is_number and all(cell.__class__ is int for cell in cells)

    def _whole(self, inputs: Mapping[int | str, Sequence[int]], size: int) -> Iterator[Sequence[Value]]:
        """Yield the values where all inputs are whole numbers below 2^63, the common case."""
        columns = [
            inputs.get(slot) or repeat(input_.default, size)
            for slot, input_ in enumerate(self.definition.inputs.values())
        ]
        short = all(map(is_short, (input_.default for input_ in self.definition.inputs.values())))
        short = short and all(is_short((end(values), 1)) for values in inputs.values() if values for end in (min, max))
        for raw in zip(*columns, strict=True):
            yield self.kernel(Facts([(value, 1) if value.__class__ is int else value for value in raw], short=short))

    def _facts(self, by_key: Mapping[ColumnKey, Value | None], tables: Mapping[str, Columns]) -> Facts:
        """Return the facts of one office; an input that the table does not have is its default."""
        inputs = enumerate(self.definition.inputs.values())
        before = [by_key.get(("previous", slot)) for slot in range(len(self.definition.inputs))]
        return Facts(
            [by_key.get(("input", slot), input_.default) for slot, input_ in inputs],
            tables,
            {str(path): value for (name, path), value in by_key.items() if name == "given" and value is not None},
            before if any(one is not None for one in before) else (),
        )

    def input_of(self, key: ColumnKey) -> Input:
        """Return the input that a column is read as."""
        name, where = key
        if isinstance(where, int):
            input_ = list(self.definition.inputs.values())[where]
            return evolve(input_, default=None) if name == "previous" else input_  # no year before has no defaults
        return given_input(self.definition, in_its_year(where)[0])

    def tables(
        self, tables: Mapping[str, Mapping[str, Sequence[Any]]], row: int, reading: CellFormat
    ) -> dict[str, Columns]:
        """Return the tables of rows of one office; *tables* have a list for each office by table and column."""
        found = dict(self.absent)
        for name, columns in tables.items():
            lists = {column: values[row] for column, values in columns.items() if values[row] is not None}
            if lists:
                length = max(map(len, lists.values()))
                cells = [
                    _values(input_, lists.get(column) or [None] * length, reading)
                    for column, input_ in self.definition.rows[name].columns.items()
                ]
                found[name] = Columns(length, cells)
        return found


@frozen(eq=False)
class RowProgram:
    """
    What is asked of the rows of a table: the results, the steps that they need, the columns that these read.

    ``inputs`` are what columns are read as; an aggregate over rows is read as none. ``asked`` has positions of steps
    among those of ``steps``.
    """

    definition: Definition
    headers: Headers
    reading: CellFormat
    asked: Sequence[RequestedResult]
    steps: Program
    inputs: Mapping[ColumnKey, Any]
    exact: Exactly

    @classmethod
    def of(
        cls, edition: CheckedEdition, headers: Headers, only: Sequence[str] | None, reading: CellFormat, years: Years
    ) -> "RowProgram":
        """Return the program for the results *only* (all where it is None) of a year, and of the one before it."""
        definition, program = of_years(edition, years, earlier=headers.earlier)
        requests = [asked(program, path) for path in only or paths_of(program)]
        return cls.answering(definition, headers, reading, program, requests)

    @classmethod
    def answering(
        cls,
        definition: Definition,
        headers: Headers,
        reading: CellFormat,
        program: Program,
        requests: Sequence[RequestedResult],
    ) -> "RowProgram":
        """Return the program for what is asked of that of a *definition*."""
        program = without_absent_rows(definition, headers, program)
        small, at = pruned(program, [request.step for request in requests])
        requests = [evolve(request, step=at[request.step]) for request in requests]
        absent = {name: unknown_rows(rows) for name, rows in definition.rows.items()}
        exact = Exactly(definition, small, compiled(small), absent)
        inputs = {key: None if key[0] == "fold" else exact.input_of(key) for key in leaves_of(small).values()}
        return cls(definition, headers, reading, requests, small, inputs, exact)

    def columns(self, column: Callable[[int], T]) -> dict[ColumnKey, T]:
        """Return the columns that are read, by what they are read for; *column* gives one by its position."""
        return {key: column(at) for key in self.inputs if (at := self.headers.at(key)) is not None}


def _values(input_: Input, raws: Sequence[Any], reading: CellFormat) -> list[Any]:
    found: list[Any] = []
    simple = input_.kind in ("count", "rupiah", "index", "number")
    for raw in raws:
        if simple and raw.__class__ is int and raw >= 0:
            found.append((raw, 1))
            continue
        meaning = read(input_, raw, reading)
        if isinstance(meaning, Misfit) or meaning == "missing":
            found.append(input_.default)
        elif meaning == "not-applicable":
            found.append(state("excluded", "not-applicable-input", input_.path))
        else:
            found.append(meaning)
    return found
