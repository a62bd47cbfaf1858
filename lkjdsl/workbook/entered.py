"""What offices type: how it is written into a cell, and what a spreadsheet takes there."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.domains.sheet.cells import text
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Input
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.numerals import shortest
from lkjdsl.numbers.rational import Approximate, reduced
from lkjdsl.units import FLAG, TEXT, of_kind
from lkjdsl.words import Words
from lkjdsl.workbook.book import Book
from lkjdsl.workbook.entries import MOST, NO, YES

KINDS = Words("editions.kinds")
PATTERNS: Mapping[str, str] = {
    "count": "[$-421]#,##0",
    "rupiah": '[$-421]"Rp"#,##0',
    "percent": "[$-421]0.00##%",
    "index": "[$-421]General",
    "number": "[$-421]General",
    "flag": "General",
    "text": "@",
}
"""How what is typed is shown; the languages of Excel differ, and ``[$-421]`` is Indonesian in all of them."""
MESSAGE, TITLE = 255, 32
"""Characters that Excel takes for a message beside a cell."""


MOST_EXACT = 10**15
"""A spreadsheet keeps 15 digits."""


def in_period(path: str, period: str) -> str:
    """Return the path of what is filled in for a *period*, where the year has any: ``paspor.terbit@TW1``."""
    return f"{path}@{period}" if period else path


@frozen
class EnteredData:
    """What is in the cells already: of an office's data, or nothing."""

    data: Data | None = None

    def input(self, index: int) -> Value | None:
        """Return the value of an input."""
        return None if self.data is None else self.data.facts.inputs[index]

    def previous(self, index: int) -> Value | None:
        """Return the value of an input in the year before."""
        return self.data.facts.previous[index] if self.data is not None and self.data.facts.previous else None

    def given(self, path: str) -> Value | None:
        """Return the value that is given for a node."""
        return None if self.data is None else self.data.facts.given.get(path)

    def rows(self, name: str) -> Sequence[Sequence[Value | None]]:
        """Return the columns of a table of rows."""
        if self.data is None or self.data.facts.rows[name].absent:
            return []
        return self.data.facts.rows[name].values

    def length(self, name: str) -> int:
        """Return how many rows a table has: where nothing is filled in, one of which nothing is known."""
        return 1 if self.data is None else self.data.facts.rows[name].length

    def has_none(self, name: str) -> bool:
        """Return whether the data say that a table has no rows."""
        return self.data is not None and not self.length(name)


def typed(value: Value | None) -> float | str | bool | None:
    """Return what is typed for a value: a number of at most 15 digits, or a word."""
    match value:
        case None | "":
            return None
        case State(kind="excluded"):
            return kinds.NOT_APPLICABLE_WORD
        case State():
            return "?"
        case bool():
            return YES if value else NO
        case str():
            return value
        case n, d:
            return n / d if n % d else n // d if abs(n // d) < float(MOST) else n / d


def lost_digits(outcome: Outcome) -> Iterator[Diagnostic]:
    """Yield what a workbook filled in with the data of *outcome* cannot hold: more digits than a cell keeps."""
    definition = outcome.definition
    parts = [one for span, one in outcome.spans.items() if not span.to_date] or [outcome]
    names: list[str] = []
    for part in parts:
        facts = part.data.facts
        for values in (facts.inputs, facts.previous):  # the year before may be absent
            names += [path for path, value in zip(definition.inputs, values, strict=False) if not _is_kept(value)]
        names += [path for path, value in facts.given.items() if not _is_kept(value)]
        names += [
            f"{rows.name}.{key}"
            for rows in definition.rows.values()
            for key, values in zip(rows.columns, facts.rows[rows.name].values, strict=True)
            if not all(map(_is_kept, values))
        ]
    for name in dict.fromkeys(names):
        yield problem("workbook-digits", name=name)


def _is_kept(value: Value | None) -> bool:
    """Return whether a cell holds a value as it is: a decimal of at most 15 digits."""
    if isinstance(value, Approximate):
        return False
    if not isinstance(value, tuple):
        return True
    n, d = value
    written = Decimal(repr(n / d)) if abs(n) < MOST_EXACT * d else None
    return written is not None and written.as_integer_ratio() == reduced((n, d))


def write_typed(sheet: Any, row: int, column: int, value: float | str | bool | None, style: Any) -> None:  # noqa: FBT001 - a value
    """Write what was typed; a text is never a formula."""
    match value:
        case None:
            sheet.write_blank(row, column, None, style)
        case bool():
            sheet.write_boolean(row, column, value, style)
        case str():
            sheet.write_string(row, column, value, style)
        case _:
            sheet.write_number(row, column, value, style)


def bounds(input_: Input, book: Book) -> Iterator[str]:
    """Yield the words for the least and the most that an input may be."""
    for key, bound in (("least", input_.minimum), ("most", input_.maximum)):
        if bound is not None:
            yield book.word(key, value=shortest(bound, input_.kind, book.language)) + "."


def kind_words(input_: Input, book: Book) -> str:
    """Return what is typed for a kind of input: a flag is ``ya`` or ``tidak`` in a workbook."""
    return f"{YES}/{NO}" if input_.kind == FLAG else KINDS[input_.kind].text(book.language)


def validate(book: Book, sheet: Any, area: tuple[int, int, int, int], cell: str, input_: Input) -> None:
    """Let a spreadsheet refuse what is no value of its kind while it is typed."""
    unit = of_kind(input_.kind)
    if unit == TEXT:
        return
    title = (input_.label or input_.path)[:TITLE]
    options: dict[str, Any] = {
        "error_title": book.word("refused"),
        "error_message": book.word("refused-why", kind=kind_words(input_, book))[:MESSAGE],
        "input_title": title,
        "input_message": book.word(f"type-{input_.kind}")[:MESSAGE],
    }
    if unit == FLAG:
        source = [YES, NO, kinds.NOT_APPLICABLE_WORD, "-"]
        sheet.data_validation(*area, {"validate": "list", "source": source, **options})
        return
    words = [
        *kinds.MISSING_WORDS,
        kinds.NOT_APPLICABLE_WORD,
        *([kinds.NIL_WORD] if input_.kind in kinds.NIL_KINDS else []),
    ]
    spelled = ",".join(f"LOWER(TRIM({cell}))={text(word)}" for word in words)
    whole = f"AND({cell}=INT({cell}),ABS({cell})<{MOST}{f',{cell}>=0' if input_.kind == 'count' else ''})"
    number_ok = whole if input_.kind in kinds.NIL_KINDS else f"ABS({cell})<{MOST}"
    sheet.data_validation(
        *area, {"validate": "custom", "value": f"=IF(ISNUMBER({cell}),{number_ok},OR({spelled}))", **options}
    )
