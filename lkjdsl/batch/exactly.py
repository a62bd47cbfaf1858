"""The rows that hang on the last bits: read again, exactly, and evaluated by the compiled exact program."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from attrs import frozen

from lkjdsl.batch.cells import Reading, read
from lkjdsl.batch.kernel import Key, pruned
from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import Columns, Exact, Facts
from lkjdsl.domains.straight import compiled, fits
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Value, state


@frozen(eq=False)
class Exactly:
    """The exact evaluation of single rows: of only those steps that the results asked for need."""

    definition: Definition
    program: Program
    at: Mapping[int, int]
    kernel: Callable[[Facts], list[Value]]

    def __call__(
        self, told: Mapping[Key, pa.Array], lists: Mapping[str, Mapping[str, pa.Array]], rows: Any, reading: Reading
    ) -> list[list[Value]]:
        """Return the values of all steps for each of *rows*; *told* are the columns by what they are read for."""
        chosen = {
            key: _values(self.input_of(key), array.take(rows).to_pylist(), reading) for key, array in told.items()
        }
        tables = {
            name: {column: array.take(rows).to_pylist() for column, array in columns.items()}
            for name, columns in lists.items()
        }
        defaults = [one.default for one in self.definition.inputs.values()]
        by_input: list[Any] = [chosen.get(("input", slot)) for slot in range(len(defaults))]
        before: list[Any] = [chosen.get(("previous", slot)) for slot in range(len(defaults))]
        given = {str(path): values for (name, path), values in chosen.items() if name == "given"}
        earlier = {str(path): values for (name, path), values in chosen.items() if name == "earlier"}
        found = []
        for row in range(len(rows)):
            inputs = [
                default if values is None else values[row] for default, values in zip(defaults, by_input, strict=True)
            ]
            previous = [None if values is None else values[row] for values in before] if any(before) else ()
            nodes = {path: values[row] for path, values in given.items() if values[row] is not None}
            facts = Facts(
                inputs,
                self._tables(tables, row, reading),
                nodes,
                previous,
                {path: values[row] for path, values in earlier.items() if values[row] is not None},
            )
            short = not facts.rows and not earlier and not previous and fits(facts)
            found.append(self.kernel(facts) if short else walk(self.program, Exact(facts)))
        return found

    def input_of(self, key: Key) -> Input:
        """Return the input that a column is read as."""
        where = key[1]
        if isinstance(where, int):
            return list(self.definition.inputs.values())[where]
        return given_input(self.definition, where)

    def _tables(self, tables: Mapping[str, Mapping[str, list[Any]]], row: int, reading: Reading) -> dict[str, Columns]:
        found = {}
        for name, rows in self.definition.rows.items():
            told = {column: values[row] or [] for column, values in tables.get(name, {}).items()}
            length = max(map(len, told.values()), default=0)
            columns = [
                _values(one, told.get(column) or [None] * length, reading) for column, one in rows.columns.items()
            ]
            found[name] = Columns(length, columns)
        return found


def exactly(definition: Definition, program: Program, wanted: Sequence[int]) -> Exactly:
    """Return the exact evaluation of the steps *wanted* of a program."""
    small, at = pruned(program, wanted)
    return Exactly(definition, small, at, compiled(small))


def given_input(definition: Definition, path: str) -> Input:
    """Return what the given value of a node is read as."""
    from lkjdsl.units import of_node

    unit = next(of_node(node.unit) for node in definition.nodes() if node.path == path)
    return Input(path, unit if unit in ("percent", "count", "rupiah", "index") else "number")


def _values(one: Input, raws: Sequence[Any], reading: Reading) -> list[Any]:
    found: list[Any] = []
    simple = one.kind in ("count", "rupiah", "index", "number")
    for raw in raws:
        if simple and raw.__class__ is int and raw >= 0:
            found.append((raw, 1))
            continue
        meaning = read(one, raw, reading)
        if isinstance(meaning, Misfit) or raw is None or (meaning == "missing" and one.kind != "text"):
            found.append(one.default)
        elif meaning == "not-applicable" and one.kind != "text":
            found.append(state("excluded", "not-applicable-input", one.path))
        else:
            found.append(meaning)
    return found
