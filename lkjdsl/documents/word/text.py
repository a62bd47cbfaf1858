"""
A paragraph of Word → its text as printed, with the place of each character; and what hangs on it.

Tracked insertions are in, deletions out; of a field its result is read; what stands twice for older programs
(``mc:AlternateContent``) is read once; hidden text is not there.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from lkjdsl.documents.blocks import Leaf, Piece, Text
from lkjdsl.documents.ooxml.values import is_on
from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.word.equations import equation_lines

SKIPPED = {
    "w:del",
    "w:moveFrom",
    "w:pPr",
    "w:rPr",
    "w:sdtPr",
    "w:sdtEndPr",
    "w:instrText",
    "w:delText",
    "w:rt",
    "w:tcPr",
}
SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-"})
"""Characters that are printed as a space or a hyphen, one for one."""
PRINTED = re.compile("[^\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
"""What is left of a text without what marks places to break a line at."""
SYMBOLS = {0xB4: "×", 0xD7: "·", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB8: "÷", 0xB7: "•", 0xE5: "∑", 0xB9: "≠", 0xBB: "≈"}
"""Characters of the font Symbol (its own encoding) that stand in reports."""
PICTURES = {"pic:pic", "v:imagedata", "o:OLEObject", "w:altChunk"}


@frozen(eq=False)
class Content:
    """What a paragraph has: its text, and in the order of reading what hangs on it."""

    text: Text
    is_equation: bool
    is_bold: bool
    boxes: Sequence[tuple[Element, Leaf]]
    notes: Sequence[tuple[str, str, Leaf]]
    charts: Sequence[tuple[str, Leaf]]
    pictures: int


@define(eq=False)
class Fields:
    """Fields that are open, across paragraphs: of each, whether its code is over and its result is read."""

    open: list[bool] = field(factory=list)

    def change(self, kind: str | None) -> None:
        """Follow a ``w:fldChar``."""
        if kind == "begin":
            self.open.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            self.open.pop()

    @property
    def is_code(self) -> bool:
        """Return whether what stands here is the code of a field and not its result."""
        return not all(self.open)


@define(eq=False)
class _Collector:
    part: str
    fields: Fields
    anchor: Element | None
    bold: bool
    strings: list[str] = field(factory=list)
    pieces: list[Piece] = field(factory=list)
    length: int = 0
    all_bold: bool = True
    plain: bool = False
    math: bool = False
    boxes: list[tuple[Element, Leaf]] = field(factory=list)
    notes: list[tuple[str, str, Leaf]] = field(factory=list)
    charts: list[tuple[str, Leaf]] = field(factory=list)
    pictures: int = 0

    def add(self, string: str, leaf: Leaf) -> None:
        """Take the characters of *leaf*, without those that are not printed."""
        if string.isascii():  # most are, and none of those is a character that is not printed
            self._take(string, leaf, 0)
            return
        for printed in PRINTED.finditer(string):
            self._take(printed[0].translate(SPACES), leaf, printed.start())

    def _take(self, string: str, leaf: Leaf, first: int) -> None:
        self.pieces.append(Piece(self.length, len(string), leaf, first))
        self.strings.append(string)
        self.length += len(string)

    def walk(self, parent: Element, run: Element | None) -> None:
        """Take what is inside *parent*; *run* is the ``w:r`` around it."""
        for child in parent.children:
            printed = _printed(child)
            if printed is not None:
                self.characters(child, printed, run)
                continue
            match child.name:
                case "w:r":
                    self.walk_run(child)
                case "w:fldChar":
                    self.fields.change(child.attributes.get("w:fldCharType"))
                case "m:oMath" | "m:oMathPara":
                    self.equation(child)
                case "w:footnoteReference" | "w:endnoteReference":
                    kind = child.name[2:].removesuffix("Reference")
                    anchor = Leaf(self.part, child, run, self.anchor or run)
                    self.notes.append((kind, child.attributes.get("w:id", ""), anchor))
                case "mc:AlternateContent":
                    chosen = child.child("mc:Choice") or child.child("mc:Fallback")
                    if chosen is not None:
                        self.walk(chosen, run)
                case "w:drawing" | "w:pict" | "w:object":
                    self.drawing(child, Leaf(self.part, child, run, self.anchor or run))
                case name if name not in SKIPPED:
                    self.walk(child, run)

    def walk_run(self, run: Element) -> None:
        properties = run.child("w:rPr")
        if properties is not None and (is_on(properties.child("w:vanish")) or is_on(properties.child("w:webHidden"))):
            for child in run.children:
                if child.name == "w:fldChar":
                    self.fields.change(child.attributes.get("w:fldCharType"))
            return
        before = self.length
        self.walk(run, run)
        if "".join(self.strings[-1:]).strip() and self.length > before:
            own = None if properties is None else is_on(properties.child("w:b"))
            self.all_bold &= self.bold if own is None else own

    def characters(self, element: Element, string: str, run: Element | None) -> None:
        if string and not self.fields.is_code:
            self.plain = self.plain or bool(string.strip())
            self.add(string, Leaf(self.part, element, run, self.anchor))

    def equation(self, element: Element) -> None:
        separator = "\n" if element.name == "m:oMathPara" and self.length else ""
        string = separator + "\n".join(equation_lines(element))
        self.math = self.math or bool(string)
        self.add(string, Leaf(self.part, element, None, self.anchor or element))

    def drawing(self, drawing: Element, leaf: Leaf) -> None:
        """Take text boxes, charts and pictures of a drawing; what is inside a box is for whoever reads the box."""
        waiting = [drawing]
        while waiting:
            element = waiting.pop()
            if element.name == "w:txbxContent":
                self.boxes.append((element, leaf))
                continue
            if element.name == "c:chart" and "r:id" in element.attributes:
                self.charts.append((element.attributes["r:id"], leaf))
            self.pictures += element.name in PICTURES or (
                element.name.endswith(":relIds") and "diagram" in element.name
            )
            if element.name == "mc:AlternateContent":
                chosen = element.child("mc:Choice") or element.child("mc:Fallback")
                waiting += [] if chosen is None else [chosen]
            else:
                waiting.extend(reversed(element.children))


def content_of(
    paragraph: Element, part: str, fields: Fields, *, anchor: Element | None = None, is_bold: bool = False
) -> Content:
    """
    Return what *paragraph* has, in a *part*; *anchor* is what a comment goes round where it cannot go into the part.

    *is_bold* tells whether its style is.
    """
    collector = _Collector(part, fields, anchor, is_bold)
    collector.walk(paragraph, None)
    return Content(
        Text("".join(collector.strings), collector.pieces),
        collector.math and not collector.plain,
        collector.all_bold and collector.plain,
        collector.boxes,
        collector.notes,
        collector.charts,
        collector.pictures,
    )


def lines_of(text: Text) -> Iterator[Text]:
    """Yield the lines of *text* that have characters."""
    at = 0
    for line in text.string.split("\n"):
        if line.strip():
            yield text.cut(at, at + len(line)).stripped()
        at += len(line) + 1


def _printed(element: Element) -> str | None:
    """Return the characters that an element of a run stands for; None where it stands for none."""
    match element.name:
        case "w:t":
            return element.text
        case "w:tab" | "w:ptab":
            return "\t"
        case "w:br" | "w:cr":
            return "\n" if element.attributes.get("w:type", "textWrapping") == "textWrapping" else ""
        case "w:noBreakHyphen":
            return "-"
        case "w:sym":
            return _symbol(element)
        case _:
            return None


def _symbol(element: Element) -> str:
    code = element.attributes.get("w:char", "")
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
    if element.attributes.get("w:font", "").casefold() == "symbol":
        return SYMBOLS.get(number & 0xFF, "")
    return chr(number) if number and not 0xE000 <= number <= 0xF8FF else ""  # noqa: PLR2004 - the private use area
