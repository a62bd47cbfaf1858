"""
Data to try an edition on, drawn quickly: all choices of one office's data are the bytes of one short string.

The candidates are few and the same for many inputs, so that numerators equal denominators, ties and zeros come
up all the time; and the edition's own numbers, with one more and one less, are among them. The first byte says how
many of the candidates are used this time, since some mistakes show only where many inputs are alike, others only
where nothing is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

from attrs import frozen

from lkjdsl.model.definition import Definition, Input, Rows
from lkjdsl.numbers.rational import compare
from lkjdsl.trying.repair import Repair
from lkjdsl.trying.spelled_numbers import numbers_of

WHOLE = (0, 1, 2, 3, 5, 7, 8, 10, 32, 100, 101, 160, 200, 20_000, 7_630, 10**9)
"""The first are what a counterexample shrinks to; as denominators 8, 32, 160, 200 and 20.000 give rounding ties."""
WORDS = ("-", "tidak berlaku")
NIL = "nihil"
TEXTS = ("PNBP", "RM", "Belanja Modal")
MOST_ROWS = 3
WIDTHS = (3, 8, 100, 100)
"""How many candidates of each input are used; any more than there are is all of them."""
MOST_CHOICES = 4000
"""Hypothesis draws no more than some thousand bytes at once."""
FIRST_WORD = 240
"""A byte from here on asks for a word, where words are used at all."""


@frozen
class Candidates:
    """The values of an input that are tried: those of its kind, the plainest first, and words that stand for none."""

    plain: Sequence[Any]
    words: Sequence[str]

    def __iter__(self) -> Iterator[Any]:
        """Yield all of them, the plainest first."""
        yield from self.plain
        yield from self.words

    def chosen(self, byte: int, width: int, *, words: bool) -> Any:
        """Return the candidate that *byte* stands for among the first *width*."""
        if words and byte >= FIRST_WORD:
            return self.words[byte % len(self.words)]
        return self.plain[byte % min(width, len(self.plain))]


@frozen(eq=False)
class Drawing:
    """The candidates of every input and column of an edition, and what its constraints ask."""

    inputs: Mapping[str, Mapping[str, Candidates]]
    rows: Mapping[str, Mapping[str, Candidates]]
    repair: Repair
    declared: Mapping[str, Rows]

    @classmethod
    def of(cls, definition: Definition) -> "Drawing":
        """Return what data of an edition are drawn from."""
        edition_numbers = own_numbers(definition)
        inputs: dict[str, dict[str, Candidates]] = {}
        for path, input_ in definition.inputs.items():
            group, _, name = path.partition(".")
            inputs.setdefault(group, {})[name] = candidates(input_, edition_numbers)
        rows = {
            table: {name: candidates(column, edition_numbers) for name, column in rows.columns.items()}
            for table, rows in definition.rows.items()
        }
        return cls(inputs, rows, Repair.of(definition), definition.rows)

    @property
    def length(self) -> int:
        """Return how many choices are drawn; where there are more to make, they are used again."""
        rows = {table: len(self.declared[table].fixed) or MOST_ROWS for table in self.rows}
        cells = sum(1 + rows[table] * len(columns) for table, columns in self.rows.items())
        return min(1 + sum(map(len, self.inputs.values())) + cells, MOST_CHOICES)

    @property
    def plainest(self) -> dict[str, Any]:
        """Return the data in which every input is as plain as can be, without rows."""
        return self.tables(bytes(self.length))

    def tables(self, choices: bytes) -> dict[str, Any]:
        """Return the data that *choices* stand for, one byte for each; most constraints hold."""
        first, *rest = choices
        width, words = WIDTHS[first % len(WIDTHS)], first // len(WIDTHS) % 2 == 1
        left = cycle(rest)

        def one_of_each(of: Mapping[str, Candidates]) -> dict[str, Any]:
            return {name: one.chosen(next(left), width, words=words) for name, one in of.items()}

        tables: dict[str, Any] = {group: one_of_each(inputs) for group, inputs in self.inputs.items()}
        for table, columns in self.rows.items():
            several, fixed = next(left) % (MOST_ROWS + 1), len(self.declared[table].fixed)
            drawn = [one_of_each(columns) for _ in range(fixed or MOST_ROWS)]
            tables[table] = self.declared[table].named(drawn[: fixed or several])
        return self.repair.mend(tables)


def own_numbers(definition: Definition) -> list[int]:
    """Return the whole numbers that the formulas, caps and targets of an edition name, each with its neighbours."""
    near = {value + step for a, b in numbers_of(definition) for value in (a // b,) for step in (-1, 0, 1)}
    return sorted(value for value in near if value >= 0)[:20]


def candidates(input_: Input, edition_numbers: Sequence[int]) -> Candidates:
    """Return the values of an input that are tried."""
    match input_.kind:
        case "flag":
            return Candidates([False, True], WORDS)
        case "text":
            return Candidates(TEXTS, WORDS)
        case "percent":
            plain: list[Any] = [f"{value}%" for value in (*WHOLE[:13], *edition_numbers)]
        case _:
            plain = [*WHOLE, *edition_numbers]
    kept = [value for value in dict.fromkeys(plain) if _within(input_, value)] or plain[:1]
    return Candidates(kept, (*WORDS, NIL) if input_.kind in ("count", "rupiah") and 0 in kept else WORDS)


def _within(input_: Input, value: int | str) -> bool:
    number = (int(value.removesuffix("%")), 100) if isinstance(value, str) else (value, 1)
    above = input_.minimum is None or compare(number, input_.minimum) >= 0
    return above and (input_.maximum is None or compare(number, input_.maximum) <= 0)


def shortened(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return *tables* without empty tables of rows, to be shown."""
    return {key: value for key, value in tables.items() if value not in ({}, [])}
