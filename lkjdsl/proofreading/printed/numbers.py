"""The texts of a document with what stands around them, and the numbers printed in each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field, frozen

from lkjdsl.auditing.arithmetic import PrintedExpression, UnreadableText, read_line
from lkjdsl.documents.blocks import (
    Address,
    Block,
    Cell,
    Chart,
    Document,
    Equation,
    Heading,
    Paragraph,
    Table,
    Text,
)
from lkjdsl.kinds import NIL_WORD
from lkjdsl.numbers.numerals import DECIMAL_SIGN, Doubt, Locale, Numeral, read
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.measures import may_measure
from lkjdsl.proofreading.printed.multiples import multiple_of
from lkjdsl.proofreading.printed.torn_rows import torn_rows

NUMBER = re.compile(
    r"(?P<sign>(?<![\w\d)])[-−])?(?P<rupiah>Rp\.?\s*)?(?P<body>\d(?:[\d.,]*\d)?)(?P<percent>\s?%|\s+persen\b)?",
    re.IGNORECASE,
)
TABBED = re.compile(r"[^\W\d_]{3}[^\t]*\t\s*[^\s:]")
"""Words with a tab behind them that no colon follows: a row whose table was lost, and no *Capaian : 92%*."""
COUNTED = re.compile(r"(?:(?:no|nomor|tahun)\b(?!\s*20\d\d).{0,8}|kode\b.{0,24})", re.IGNORECASE)
"""The title of a column that counts its rows."""
LEVELS = re.compile(r"\d{1,2}(?:\.\d{1,4})*\.?")
"""The code of an account or programme."""
NIL = re.compile(rf"[\[\s]*(?P<word>{NIL_WORD})[\]\s.]*", re.IGNORECASE)
"""A cell that says that there is none."""
GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""7,630: three decimals or thousands."""
SHORT = re.compile(r"\d{1,2}\.\d{1,2}")
NEARLY_ALL = 0.9


@define(eq=False)
class Site:
    """
    A text of the document: a heading, a paragraph, a line of an equation, a paragraph of a cell of a table.

    ``context`` is what is shown beside a finding: the paragraph, or the cells of the row joined by `` | ``. What is
    ``of_chart`` was spelled by us and not by an author; what ``is_torn`` is left of a table without its columns.
    """

    address: Address
    text: Text
    context: str
    block: Block
    cell: Cell | None = None
    of_chart: bool = False
    is_torn: bool = False
    numbers: list["NumberInText"] = field(factory=list)

    @property
    def table(self) -> Table | None:
        """Return the table that the text is in."""
        return self.block if isinstance(self.block, Table) else None

    @cached_property
    def is_prose(self) -> bool:
        """Return whether the text is of words, and no cell or formula, nor a row whose table was lost."""
        is_text = isinstance(self.block, Heading | Paragraph) and not self.is_torn
        return is_text and TABBED.search(self.text.string) is None


@frozen(eq=False)
class NumberInText:
    """
    A number where it is printed, in printed units: 12,5% is 12.5.

    ``measures`` tells whether it may be a quantity at all: no date, number of a law, year, code or list.
    """

    site: Site
    start: int
    end: int
    value: Fraction
    decimals: int
    percent: bool
    rupiah: bool
    multiple: int
    locale: Locale
    is_ambiguous: bool
    measures: bool

    @property
    def text(self) -> str:
        """Return the number as it is printed."""
        return self.site.text.string[self.start : self.end]

    @cached_property
    def half(self) -> Fraction:
        """Return half a unit of the last printed digit; 0 for a whole number, which is exact."""
        return Fraction(self.multiple, 2 * 10**self.decimals) if self.decimals or self.multiple > 1 else Fraction(0)

    @cached_property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Return the values that the number was rounded from; a whole number is exact."""
        return (self.value - self.half, self.value + self.half) if self.half else (self.value, self.value)

    @cached_property
    def rounded_from(self) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest value that is rounded to the number, be it a whole one."""
        half_unit = Fraction(self.multiple, 2 * 10**self.decimals)
        return self.value - half_unit, self.value + half_unit

    @cached_property
    def cut_off_from(self) -> tuple[Fraction, Fraction]:
        """Return the least value that is cut off to the number, or the greatest of one below 0, and what is none."""
        unit = Fraction(self.multiple, 10**self.decimals)
        away = self.value + (unit if self.value >= 0 else -unit)
        return min(away, self.value), max(away, self.value)

    @cached_property
    def is_marked(self) -> bool:
        """Return whether the marks of the number tell its spelling."""
        if not self.measures or self.is_ambiguous:
            return False
        body = re.sub(r"[^\d.,]", "", self.text)
        if GROUP.fullmatch(body) or _is_beside_digits(self) or (SHORT.fullmatch(body) and not _is_stated(self)):
            return False
        if self.locale == "id":
            return "," in body or body.count(".") > 1
        return "." in body or body.count(",") > 1


def sites(document: Document, read: Sequence[Site] = ()) -> list[Site]:
    """
    Return the texts of *document* in the order of reading, each with its numbers.

    Those of blocks that were *read* already, as of a document most of which is this one, are taken as they are.
    """
    by_block: dict[int, list[Site]] = {}
    for site in read:
        by_block.setdefault(id(site.block), []).append(site)
    result: list[Site] = []
    for block in document.blocks:
        result += by_block.get(id(block.table if isinstance(block, Chart) else block)) or _of_block(block)
    fresh = [site for site in result if id(site.block) not in by_block]
    counting = {id(site.table): _counting(site.table) for site in fresh if site.table is not None}
    usual = _usual(read) if by_block else None
    torn = {id(one) for one in torn_rows([site.block for site in fresh if isinstance(site.block, Paragraph)])}
    for site in fresh:
        site.is_torn = id(site.block) in torn

    def numbers(site: Site) -> Iterator[NumberInText]:
        return _numbers(site, "id" if site.of_chart else usual, counting.get(id(site.table), frozenset()))

    for site in fresh:
        site.numbers += numbers(site)
    if not by_block and (usual := _usual(result)) is not None:
        for site in result:
            if GROUP.search(site.text.string) is not None:  # all others read the same
                site.numbers[:] = numbers(site)
    return result


def _of_block(block: Block) -> list[Site]:
    match block:
        case Heading(address=address, text=text) | Paragraph(address=address, text=text):
            return [Site(address, text, text.string, block)]
        case Equation(address=address, lines=lines):
            return [Site(address, line, line.string, block) for line in lines]
        case Table():
            return list(_of_table(block))
        case Chart(table=table):
            return [evolve(site, of_chart=True) for site in _of_table(table)]
        case _:
            return []


def counted(site: Site) -> Iterator[NumberInText]:
    """Yield the numbers of *site* that may be quantities, as a person would count them."""
    return (number for number in site.numbers if number.measures)


def _usual(read: Sequence[Site]) -> Locale | None:
    """Return the spelling that nearly all numbers have whose marks tell it, or None."""
    typed = [site for site in read if not site.of_chart]
    counts = Counter(number.locale for site in typed for number in site.numbers if number.is_marked)
    locale, most = max(counts.items(), key=lambda one: one[1], default=("id", 0))
    return locale if most >= NEARLY_ALL * sum(counts.values()) and most else None


def equal_sides(string: str, numbers: Sequence["NumberInText"]) -> list[PrintedExpression]:
    """Return the sides of the equals signs of *string*, whose *numbers* tell its spelling; none of a text."""
    doubt: Doubt = "decimals" if any(number.is_ambiguous for number in numbers) else "none"
    english = sum(number.locale == "en" for number in numbers) * 2 > len(numbers)
    locales: tuple[Locale, ...] = ("en", "id") if english else ("id", "en")
    for locale in locales:
        sides = read_line(string, locale, doubt)
        if sides and not any(isinstance(side, UnreadableText) for side in sides):
            return sides  # type: ignore[return-value] # none is unreadable
    return []


def _is_stated(number: NumberInText) -> bool:
    """Return whether a number like 3.21 is no version, hour or number of a title: it has a unit, a verb or a cell."""
    before, after = number.site.text.string[: number.start], number.site.text.string[number.end :]
    if number.percent or number.rupiah or number.multiple > 1:
        return True
    if number.site.cell is not None:
        return not re.search(r"[^\W\d_]", before) and len(after.split()) <= 1
    return form("stated_before").search(before) is not None


def _is_beside_digits(number: NumberInText) -> bool:
    """Return whether only a blank parts a number of a text from other digits: then it may be a piece of theirs."""
    string = number.site.text.string
    beside = re.search(r"\d \Z", string[: number.start]) or re.match(r" \d", string[number.end :])
    return number.site.is_prose and beside is not None


def _of_table(table: Table) -> Iterator[Site]:
    for row in table.rows[table.header_rows :]:
        context = " | ".join(cell.string for cell in row)
        for cell in row:
            address = table.cell_address(cell)
            for paragraph in cell.paragraphs:
                yield Site(address, paragraph.text, context, table, cell)


def _counting(table: Table) -> frozenset[int]:
    """Return the columns that count the rows: by their title, or by codes of several levels, 4.2 above 4.2.1."""
    titled = {column for column, title in enumerate(table.columns) if COUNTED.fullmatch(title.strip())}
    texts = [cell.string.strip() for row in table.rows[table.header_rows :] for cell in row if not cell.column]
    coded = [text for text in texts if LEVELS.fullmatch(text)]
    is_coded = any(text.strip(".").count(".") > 1 for text in coded) and len(coded) * 2 > len(texts)
    return frozenset(titled | {0} if is_coded else titled)


def _numbers(site: Site, usual: Locale | None, counting: frozenset[int]) -> Iterator[NumberInText]:
    string = site.text.string
    counts_rows = site.cell is not None and site.cell.column in counting
    is_bar = site.of_chart and site.cell is not None and site.cell.column > 0  # what is drawn is no year
    nil = NIL.fullmatch(string) if site.cell is not None else None
    if nil is not None:
        start, end = nil.span("word")
        yield NumberInText(site, start, end, Fraction(0), 0, False, False, 1, "id", False, True)  # noqa: FBT003
    for hit in NUMBER.finditer(string):
        start, end = hit.span()
        if isinstance(site.block, Heading) and not (hit["percent"] or hit["rupiah"]):
            continue  # what counts headings
        reading = _read(hit["body"], usual)
        if reading is None:
            continue
        locale, numeral, is_ambiguous = reading
        word = re.match(r"[^\W\d_]+", string[end:].lstrip())
        multiple = multiple_of("" if word is None else word[0], is_rupiah=bool(hit["rupiah"]))
        value = (-1 if hit["sign"] else 1) * Fraction(*numeral.number) * multiple
        measures = is_bar or may_measure(string, hit, is_prose=site.is_prose)
        yield NumberInText(
            site, start, end, value, numeral.decimals, bool(hit["percent"]), bool(hit["rupiah"]), multiple,
            locale, is_ambiguous, measures and not (counts_rows or site.is_torn),
        )  # fmt: skip


def _read(body: str, usual: Locale | None) -> tuple[Locale, Numeral, bool] | None:
    """
    Return a number as it reads in Indonesian, else in English, and whether both may be.

    One group of three digits behind a mark reads as the report usually does.
    """
    if GROUP.fullmatch(body):
        mark, digits = ("," if "," in body else "."), re.sub(r"[.,]", "", body)
        decimals = len(re.split(r"[.,]", body)[1])
        if usual is None and mark == ",":
            return "en", Numeral((int(digits), 1), 0), True
        if mark == DECIMAL_SIGN[usual or "id"]:
            return usual or "id", Numeral((int(digits), 10**decimals), decimals), False
        return usual or "id", Numeral((int(digits), 1), 0), False
    locales: tuple[Locale, ...] = ("id", "en")
    for locale in locales:
        numeral = read(body, locale)
        if isinstance(numeral, Numeral):
            return locale, numeral, False
    return None
