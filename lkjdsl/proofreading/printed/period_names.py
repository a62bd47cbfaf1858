"""How reports name the periods of an edition, and a report as if it were of the year where it names one of them."""

import re
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from lkjdsl.documents.blocks import Block, Caption, Cell, Document, Heading, Paragraph, Table, Text
from lkjdsl.documents.headings import ROMAN
from lkjdsl.proofreading.printed.genre import genre

QUARTERS, HALVES, MONTHS = 4, 2, 12
WORDS: Mapping[int, str] = {QUARTERS: r"triwulan|tw|kuartal|quarter|q", HALVES: r"semester|smt|sem"}
"""What a period of a year with so many of them is called."""
QUARTERS_OF_YEAR = ("TW1", "TW2", "TW3", "TW4")
"""Periods that reports speak of where the edition has none."""
SO_FAR = r"(?:(?:kumulatif|cumulative)\s+)?(?:(?:s\.?\s?/?\s?d\.?|sampai dengan|hingga)\s+)?"
"""What stands before the name of a period up to whose end something is."""
FIRST_HALF = r"(?<!\w)(?:semester|smt|sem|sm)\.?\s*(?:I|1)(?![\w%]|[.,]\d)"
"""What the first two quarters together are called."""
LINK = re.compile(
    r"\s*(?:%|persen\b|(?!(?:dan|sedangkan|pada|di)\b)[^\W\d][\w/]*)?\s*\(?\s*(?:(?:pada|di|untuk|dalam|in)\s+)?"
)
"""What may stand between a number and the period that it is given to."""
SHORTEST = 4
"""Characters that a year takes in place of the name of a period."""


@frozen(eq=False)
class PeriodNames:
    """The ``patterns`` by which the periods of an edition are found; of a year of months only where a title is one."""

    patterns: Mapping[str, re.Pattern[str]]
    alone: Mapping[str, re.Pattern[str]]
    word: re.Pattern[str] | None = None
    """What a period is called without its number."""

    @classmethod
    def of(cls, periods: Sequence[str]) -> "PeriodNames":
        """Return the names of *periods*; none for a year that is parted in another way than into known ones."""
        words, count = WORDS.get(len(periods)), len(periods)
        patterns: dict[str, re.Pattern[str]] = {}
        alone: dict[str, re.Pattern[str]] = {}
        for at, period in enumerate(periods if words is not None or count == MONTHS else (), 1):
            if words is not None:
                number = rf"(?:{ROMAN[at - 1]}|0?{at})(?![\w%]|[.,]\d)"
                name = rf"(?<!\w){SO_FAR}(?:{words})\.?\s*(?:ke-?\s*)?{number}"
                halves = rf"|{FIRST_HALF}" if count == QUARTERS and at == HALVES else ""
                patterns[period] = re.compile(f"(?:{name}{halves})", re.IGNORECASE)
                alone[period] = re.compile(rf"\s*(?:(?:{words})\.?\s*)?{number}\s*", re.IGNORECASE)
            else:
                alone[period] = re.compile(rf"\s*{genre().months[at - 1]}\s*", re.IGNORECASE)
        return cls(patterns, alone, None if words is None else re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))

    def all_in(self, text: str, *, is_title: bool = False) -> set[str]:
        """Return the periods that *text* names; a title may be no more than the number of one."""
        named = {period for period, pattern in self.patterns.items() if pattern.search(text)}
        return named | {period for period, pattern in self.alone.items() if is_title and pattern.fullmatch(text)}

    def is_one(self, text: str, periods: Sequence[str]) -> bool:
        """Return whether *text* is no more than the name of one of *periods*; a number alone may be of anything."""
        patterns = self.patterns or self.alone
        return any(patterns[period].fullmatch(text.strip()) for period in periods if period in patterns)

    def last_in(self, string: str, start: int, end: int) -> str:
        """Return the period that is named last from *start* to *end*, empty where none is."""
        found = {name: [hit.end() for hit in re_.finditer(string, start, end)] for name, re_ in self.patterns.items()}
        named = {name: ends[-1] for name, ends in found.items() if ends}
        return max(named, key=lambda name: named[name], default="")

    def behind(self, string: str, start: int, end: int) -> str:
        """Return the period that the number which ends at *start* is given to by what follows it, up to *end*."""
        lead = LINK.match(string, start, end)
        assert lead is not None, "it may be empty"
        return next((name for name, pattern in self.patterns.items() if pattern.match(string, lead.end(), end)), "")


def without_period(document: Document, names: PeriodNames, period: str, year: int) -> Document:
    """
    Return *document* with the *year* where it names *period*; every number stays at its place in its text.

    Blocks that do not name it are the same.
    """
    as_year = _AsYear(names, period, year)
    return evolve(document, blocks=[as_year.block(block) for block in document.blocks])


@frozen(eq=False)
class _AsYear:
    names: PeriodNames
    period: str
    year: int

    def text(self, text: Text) -> Text:
        pattern = self.names.patterns.get(self.period)
        return text if pattern is None else _with_string(text, pattern.sub(self._same_length, text.string))

    def caption(self, text: Text) -> Text:
        """Return the text of a caption, without the word for periods where it names none."""
        own, word = self.text(text), self.names.word
        if word is None or self.names.all_in(own.string):
            return own
        return _with_string(own, word.sub(lambda named: " " * len(named[0]), own.string))

    def _same_length(self, named: re.Match[str]) -> str:
        return str(self.year).ljust(len(named[0])) if len(named[0]) >= SHORTEST else named[0]

    def title(self, title: str, heading: str = "") -> str:
        """Return a title, or the first cell of a row under a *heading* that may say what it counts."""
        pattern, alone = self.names.patterns.get(self.period), self.names.alone[self.period]
        whole = f"{heading} {title}" if title and not self.names.all_in(title) else title
        if alone.fullmatch(title) and (not re.fullmatch(r"\s*\w{1,3}\s*", title) or self.names.all_in(whole)):
            return str(self.year)
        return title if pattern is None else pattern.sub(str(self.year), title)

    def block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph() | Caption():
                text = self.text(block.text)
                return block if text is block.text else evolve(block, text=text)
            case Table(caption=caption):
                rows = [[self.cell(block, cell) for cell in row] for row in block.rows]
                named = None if caption is None else self.captioned(caption)
                columns = [self.title(title) for title in block.columns]
                is_same = all(
                    cell is its_own
                    for row, its in zip(rows, block.rows, strict=True)
                    for cell, its_own in zip(row, its, strict=True)
                )
                if is_same and named is caption and columns == list(block.columns):
                    return block
                return evolve(block, rows=rows, columns=columns, caption=named)
            case _:
                return block

    def captioned(self, caption: Caption) -> Caption:
        text = self.caption(caption.text)
        return caption if text is caption.text else evolve(caption, text=text)

    def cell(self, table: Table, cell: Cell) -> Cell:
        if cell.column == 0 and len(cell.paragraphs) == 1:
            string = self.title(cell.string, table.columns[0])
            texts = [cell.paragraphs[0].text if string == cell.string else Text(string)]
        else:
            texts = [self.text(paragraph.text) for paragraph in cell.paragraphs]
        if all(text is paragraph.text for text, paragraph in zip(texts, cell.paragraphs, strict=True)):
            return cell
        pairs = zip(cell.paragraphs, texts, strict=True)
        return evolve(cell, paragraphs=[evolve(paragraph, text=text) for paragraph, text in pairs])


def _with_string(text: Text, string: str) -> Text:
    """Return *text* where it is that *string*, else one of it."""
    return text if string == text.string else Text(string)
