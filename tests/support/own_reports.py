"""What ``lkjdsl report`` wrote, as a file: the bytes that a number stands at, and other digits put there."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.splicing import character_offsets
from lkjdsl.documents.ooxml.xml import Element, inner
from lkjdsl.documents.word.equations import equation_lines
from lkjdsl.documents.word.reader import word_parts
from lkjdsl.documents.word.written_numbers import NUMERAL, WrittenNumber
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterPlace
from lkjdsl.report.chapter import chapter
from lkjdsl.report.figures import written_units
from tests.support.word_files import zipped

CONTROL = re.compile(rb"</?w:(?:sdt|sdtContent)(?: [^>]*)?>|<w:sdtPr\b.*?</w:sdtPr>", re.DOTALL)


def numbers_of_the_page(account: Account) -> list[WrittenNumber]:
    """Return each numeral inside the places of the page model, in order, with the path that it is printed from."""
    places = [item for item in chapter(account).items if isinstance(item, ChapterPlace)]
    year = account.outcome.data.year
    return [number for place in places for unit in written_units(place, year) for number in unit.numbers]


def with_other_digits(document: Document, numbers: Sequence[NumberInText]) -> bytes:
    """Return *document* with one digit changed in each of *numbers*: of the first its first one, and so on."""
    package = document.package
    assert isinstance(package, Package)
    parts = {name: bytearray(data) for name, data in package.parts.items()}
    for at, number in enumerate(numbers):
        part, start, end = _bytes_of(package, number)
        data = parts[part]
        digits = [place for place in range(start, end) if data[place : place + 1].isdigit()]
        if "charts/" in part:  # 0.98 is shown as 98%: of its many decimals the first is printed for certain
            digits = [place for place in digits if data[place : place + 1] != b"0"][:1] or digits[:1]
        place = digits[at % len(digits)]
        data[place : place + 1] = b"%d" % ((int(data[place : place + 1]) + 3) % 9 + 1)
    return zipped({name: bytes(data) for name, data in parts.items()})


def without_controls(document: Document) -> bytes:
    """Return *document* with everything in it but not the content controls around it."""
    package = document.package
    assert isinstance(package, Package)
    main = "word/document.xml"
    return zipped({**package.parts, main: CONTROL.sub(b"", package.parts[main])})


def _bytes_of(package: Package, number: NumberInText) -> tuple[str, int, int]:
    """Return the part and the bytes of the numeral of *number*."""
    site = number.site
    numeral = NUMERAL.search(number.text)
    assert numeral is not None
    first = number.start + numeral.start()
    piece = next(one for one in site.text.pieces if one.start <= first < one.start + one.length)
    leaf, element = piece.leaf, piece.leaf.element
    assert element is not None
    xml = package.parts[leaf.part]
    if site.of_chart:
        return _bytes_in_chart(package, number, element)
    if element.name == "w:t":
        offsets = character_offsets(xml, *inner(xml, element))
        begin = piece.first + first - piece.start
        return leaf.part, offsets[begin], offsets[begin + len(numeral[0])]
    before = len(NUMERAL.findall("\n".join(equation_lines(element))[: piece.first + first - piece.start]))
    return (leaf.part, *list(_numerals(xml, element))[before])


def _numerals(xml: bytes, equation: Element) -> Iterator[tuple[int, int]]:
    for one in equation.descendants():
        if one.name == "m:t":
            offsets = character_offsets(xml, *inner(xml, one))
            yield from ((offsets[found.start()], offsets[found.end()]) for found in NUMERAL.finditer(one.text))


@lru_cache(maxsize=1)
def _parts(package: Package) -> Parts:
    parts = word_parts(package)
    assert not isinstance(parts, Diagnostic)
    return parts


def _bytes_in_chart(package: Package, number: NumberInText, drawing: Element) -> tuple[str, int, int]:
    """Return the same of a point of a chart, the texts of which all stand at its *drawing*."""
    parts, cell = _parts(package), number.site.cell
    assert cell is not None
    id_ = next(one.attributes["r:id"] for one in drawing.descendants() if one.name == "c:chart")
    part, root = parts.related[id_].part, parts.of_id(id_)
    assert part is not None
    assert root is not None
    series = [one for one in root.descendants() if one.name == "c:ser"][cell.column - 1]
    values = next(one for one in series.children if one.name == "c:val")
    points = [one for one in values.descendants() if one.name == "c:pt"]
    point = next(one for one in points if one.attributes["idx"] == str(cell.row - 1))
    value = next(one for one in point.children if one.name == "c:v")
    return (part, *inner(package.parts[part], value))
