"""
Numbers that ``lkjdsl report`` filled into controls: what each is of, as the document itself has it on record.

Nothing here is guessed: a number inside a control ``nilai:IKK1`` is of the path in its key, and one of a unit
whose words are still those that were written is of what it was printed from.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document, Equation, Text
from lkjdsl.documents.word.controls import Control, controls_of
from lkjdsl.documents.word.reader import word_parts
from lkjdsl.documents.word.record import record_of
from lkjdsl.documents.word.written_numbers import NUMERAL, WrittenNumber, WrittenUnit, paired, words_of
from lkjdsl.model.periods import without_span
from lkjdsl.numbers import numerals
from lkjdsl.numbers.numerals import Numeral
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.render.codes import titled
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

OF_VALUE = "nilai:"
"""How the key of a control begins that has one printed value in it."""


@frozen(eq=False)
class PlacedNumbers:
    """Numbers where they were filled in, each with what was ``written`` there."""

    written: Mapping[NumberInText, WrittenNumber]

    @classmethod
    def of(cls, document: Document, sites: Sequence[Site], known: KnownEdition) -> "PlacedNumbers":
        """Return the numbers of *document* of which it says what they are of, where the edition has that."""
        found = dict([*_titled(sites, known), *_placed(document, sites, known.year)])
        is_known = {
            path for path in {number.path for number in found.values()} if known.quantities.find(path) is not None
        }
        return cls(
            {
                number: written_number
                for number, written_number in found.items()
                if not written_number.path or written_number.path in is_known
            }
        )

    @property
    def paths(self) -> set[str]:
        """Return what the numbers are of."""
        return {number.path for number in self.written.values()}

    @property
    def claims(self) -> list[MatchedNumber]:
        """Return the numbers that are of a path."""
        return [
            MatchedNumber(number, [written_number.path], written_number.year)
            for number, written_number in self.written.items()
            if written_number.path
        ]

    def changed(self) -> Iterator[tuple[ReportFault, bool]]:
        """Yield each number of no path that is another than was written: wrong for certain in a calculation alone."""
        for number, written_number in self.written.items():
            if not written_number.path and number.measures and not _says(number, written_number):
                cause, start = WORDS["written"].filled(text=written_number.text), number.start
                fault = ReportFault(
                    "disagrees", number.site, number.text, "", written_number.text, cause, start, number
                )
                yield fault, isinstance(number.site.block, Equation)


def _titled(sites: Sequence[Site], known: KnownEdition) -> Iterator[tuple[NumberInText, WrittenNumber]]:
    """Yield the numbers behind the codes and the name of a component, ``IKK1 K1 Kualitas: 95,29`` as we write it."""
    paths: dict[str, list[str]] = {}
    for one, node in known.quantities.nodes.items():
        title, alone = titled(one, node.name), known.alone(one)
        if title != node.name:  # a name alone may be that of anything
            span = None if alone is None else without_span(alone)[1]
            paths.setdefault(title if span is None else f"{title} ({span.period})", []).append(alone or one)
    for site in sites:
        title, _, value = site.text.string.rpartition(": ")
        of_title = paths.get(title, []) if site.is_prose else []
        numbers = [number for number in site.numbers if number.start > len(title)]
        if len(of_title) == len(numbers) == 1 and numbers[0].text == value:
            yield numbers[0], WrittenNumber("", of_title[0], known.year)


def _placed(document: Document, sites: Sequence[Site], year: int) -> Iterator[tuple[NumberInText, WrittenNumber]]:
    """Yield the numbers of *document*, a report for *year*, of which it says what they are of."""
    package = document.package
    parts = None if package is None or document.format != "docx" else word_parts(package)
    if package is None or parts is None or isinstance(parts, Diagnostic):
        return
    record, in_main = record_of(package, parts), _InPart.of(parts.main, sites)
    for control in controls_of(parts.root):
        if control.key.startswith(OF_VALUE):
            written = WrittenNumber("", control.key.removeprefix(OF_VALUE), year)
            numbers = in_main.numbers(control)
            yield from ((number, written) for number in numbers if len(numbers) == 1)
        elif control.key in record:
            yield from _of_units(record[control.key].units, in_main.units(control))


@frozen(eq=False)
class _InPart:
    """The texts that stand in the main *part* of a document, with the bytes at which their elements begin."""

    part: str
    spans: Mapping[Site, tuple[int, int]]

    @classmethod
    def of(cls, part: str, sites: Sequence[Site]) -> "_InPart":
        found = {site: _span(site.text, part) for site in sites}
        return cls(part, {site: span for site, span in found.items() if span is not None})

    def units(self, control: Control) -> list[list[Site]]:
        """Return the texts in *control* by the paragraph, the row, or the derivation that they are of."""
        inside = [site for site, span in self.spans.items() if _is_in(span, control)]
        ids = set(map(id, inside))
        outside = {id(site.table) for site in self.spans if id(site) not in ids}

        def unit(site: Site) -> tuple[int, int]:
            if isinstance(site.block, Equation):
                return 0, 0
            if site.cell is not None and id(site.table) not in outside:
                return id(site.table), site.cell.row
            return id(site), 0  # a paragraph, be it in a cell of the office's own table

        return [list(group) for _, group in groupby(inside, unit)]

    def numbers(self, control: Control) -> list[NumberInText]:
        """Return the numbers all of whose characters stand in *control*."""
        near = (
            site
            for site, (first, last) in self.spans.items()
            if first < control.element.closing and last > control.element.start
        )
        numbers = (number for site in near for number in site.numbers)
        return [
            number
            for number in numbers
            if _is_in(_span(number.site.text.cut(number.start, number.end), self.part), control)
        ]


def _span(text: Text, part: str) -> tuple[int, int] | None:
    """Return where the first and the last element begin that have *text*; None where not all stand in *part*."""
    elements = [piece.leaf.element for piece in text.pieces if piece.leaf.part == part]
    starts = [element.start for element in elements if element is not None]
    return (min(starts), max(starts)) if len(starts) == len(text.pieces) > 0 else None


def _is_in(span: tuple[int, int] | None, control: Control) -> bool:
    return span is not None and control.element.start < span[0] and span[1] < control.element.closing


def _of_units(
    units: Sequence[WrittenUnit], groups: Sequence[Sequence[Site]]
) -> Iterator[tuple[NumberInText, WrittenNumber]]:
    words = [words_of([site.text.string for site in group]) for group in groups]
    for at, unit in paired(units, words).items():
        numerals = [(site, hit.start()) for site in groups[at] for hit in NUMERAL.finditer(site.text.string)]
        numbers = [_number_at(*place) for place in numerals]
        pairs = list(zip(numbers, unit.numbers, strict=True))
        # Two rows whose years were exchanged have the same words.
        if all(
            written.path or number is None or number.measures or _says(number, written) for number, written in pairs
        ):
            yield from ((number, written) for number, written in pairs if number is not None)


def _number_at(site: Site, start: int) -> NumberInText | None:
    return next((number for number in site.numbers if number.start <= start < number.end), None)


def _says(number: NumberInText, written: WrittenNumber) -> bool:
    """Return whether a number is what was written there; a chart may show more of its decimals."""
    numeral = numerals.read(written.text, number.locale)
    is_alike = isinstance(numeral, Numeral) and Fraction(*numeral.number) * number.multiple == number.value
    return is_alike or NUMERAL.findall(number.text) == [written.text]
