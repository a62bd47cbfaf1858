"""Blocks → what Word has for them: paragraphs, equations, tables with numbered captions, charts, room to sign."""

import re
import zlib
from collections.abc import Mapping
from itertools import zip_longest
from typing import assert_never

from attrs import define, field

from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.xml import W
from lkjdsl.documents.word.added_parts import chart_parts, workbook_relationship
from lkjdsl.documents.word.controls import run
from lkjdsl.documents.word.paragraph_look import PLAIN, ParagraphLook, looking
from lkjdsl.documents.word.styles import Styles
from lkjdsl.render.chart import Chart
from lkjdsl.render.grid_layout import WIDTH
from lkjdsl.render.notation.omml import equation_paragraphs, widest_in
from lkjdsl.render.word.charts import chart_run, chart_workbook, chart_xml
from lkjdsl.render.word.paragraphs import caption, paragraph
from lkjdsl.render.word.tables import table
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import (
    CaptionedTable,
    ChapterBlock,
    ChapterFigure,
    ChapterParagraph,
    ChapterPlace,
    EquationLines,
    Signatures,
)

LOOKS = {
    "text": (b"", b""),
    "lead": (b"<w:pPr><w:keepNext/></w:pPr>", b"<w:rPr><w:b/></w:rPr>"),
    "definition": (b"<w:pPr><w:keepNext/></w:pPr>", b""),
    "item": (b'<w:pPr><w:ind w:left="360"/></w:pPr>', b""),
    "blank": (b"", b'<w:rPr><w:highlight w:val="yellow"/></w:rPr>'),
}
"""The settings of a paragraph and of its run by its style; Word shows a blank as if marked with a pen."""
LONGEST_BOOKMARK = 40
LAST = (
    f'<w:p xmlns:w="{W}"><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    "</w:pPr></w:p>"
).encode()
"""The paragraph that a cell must end in, so small that it needs no page of its own."""
ROOM = 3
"""Empty lines for a signature."""


@define(eq=False)
class WordForm:
    """
    Makes the content of places for the document *package*, whose parts are *main* and its *styles*.

    ``added`` takes the parts of the charts. ``captions`` counts those written so far, by their label.
    """

    account: Account
    package: Package
    main: str
    styles: Styles
    added: dict[str, bytes] = field(factory=dict)
    captions: dict[str, int] = field(factory=dict)

    def content(
        self,
        place: ChapterPlace,
        before: Mapping[str, int],
        width: int = WIDTH,
        look: ParagraphLook = PLAIN,
        number: int = 1,
    ) -> bytes:
        """
        Return a *place* as WordprocessingML, as wide as where it stands, in twentieths of a point.

        *before* counts the captions of the document itself before it; sentences have the *look* of what stood there.
        *number* counts the places of the same key: bookmarks and charts are of one alone.
        """
        if all(isinstance(block, ChapterParagraph) and block.style == "text" for block in place.blocks):
            sentences = (block.text for block in place.blocks if isinstance(block, ChapterParagraph))
            return b"".join(looking(text, look) for text in sentences) or paragraph("")
        content, captioned = b"", 0
        for block, following in zip_longest(place.blocks, place.blocks[1:]):
            captioned += isinstance(block, CaptionedTable | ChapterFigure)
            key = place.key if captioned <= 1 else f"{place.key}.{captioned}"  # each caption has its own bookmark
            key = key if number == 1 else f"{number}.{key}"
            content += self._block(key, block, before, width, is_signed=isinstance(following, Signatures))
        return content or paragraph("")

    def _block(self, key: str, block: ChapterBlock, before: Mapping[str, int], width: int, *, is_signed: bool) -> bytes:
        match block:
            case ChapterParagraph():
                return styled(block)
            case EquationLines(equations=equations):
                return equation_paragraphs(equations, widest_in(width)).encode()
            case CaptionedTable(title=title, grid=grid):
                # What ends in a table needs a paragraph after it: a cell must, and two tables would become one.
                drawn = table(grid, self.styles.built_in("table grid"), width, is_followed=is_signed)
                return self._caption("table", key, title, before) + drawn + paragraph("", keep_with_next=is_signed)
            case ChapterFigure(chart=chart):
                opening = f'<w:p xmlns:w="{W}"><w:pPr><w:keepNext/></w:pPr>'
                drawn = opening.encode() + self._chart(key, chart, width) + b"</w:p>"
                return drawn + self._caption("figure", key, chart.title, before)
            case Signatures():
                return signatures(block, width)
            case _:
                assert_never(block)

    def _caption(self, kind: str, key: str, title: str, before: Mapping[str, int]) -> bytes:
        label = self.count(kind)
        number = before.get(label, 0) + self.captions[label]
        bookmark = (number_of(key), bookmark_name(key))
        return caption(label, number, title, self.styles.built_in("caption"), bookmark)

    def count(self, kind: str) -> str:
        """Count one more ``table`` or ``figure``, and return the label of its caption."""
        label = self.account.word(kind)
        self.captions[label] = self.captions.get(label, 0) + 1
        return label

    def _chart(self, key: str, chart: Chart, width: int) -> bytes:
        number = number_of(key)
        xml = chart_xml(chart, workbook_relationship())
        parts, relationship = chart_parts(self.package, self.added, self.main, number, xml, chart_workbook(chart))
        self.added |= parts
        return chart_run(relationship, number, chart, width)


def styled(block: ChapterParagraph) -> bytes:
    """Return a paragraph in the look of its style."""
    settings, look = LOOKS[block.style]
    return f'<w:p xmlns:w="{W}">'.encode() + settings + run(block.text, look) + b"</w:p>"


def signatures(block: Signatures, width: int = WIDTH) -> bytes:
    """Return the signatories side by side, one alone at the right, in a table without lines."""
    people = list(block.signatories)
    columns = [None, *people] if len(people) == 1 else people
    width //= len(columns)
    cells = []
    for column in columns:
        lines = [] if column is None else [*column.above, *[ChapterParagraph("")] * ROOM, *column.below]
        inside = b"".join(map(styled, lines)) or paragraph("")
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'.encode() + inside + b"</w:tc>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in columns)
    size = f'<w:tblPr><w:tblW w:w="{width * len(columns)}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    opening = f'<w:tbl xmlns:w="{W}">{size}<w:tr><w:trPr><w:cantSplit/></w:trPr>'
    return opening.encode() + b"".join(cells) + b"</w:tr></w:tbl>" + LAST


def number_of(key: str) -> int:
    """Return a number for *key* that stays when other keys come and go: of a bookmark, a drawing, a part."""
    return zlib.crc32(key.encode()) & 0x7FFFFFFF or 1


def bookmark_name(key: str) -> str:
    """Return the name of the bookmark round the caption of *key*: letters, digits and ``_``, at most 40 of them."""
    name = f"lkjdsl_{re.sub('[^A-Za-z0-9]', '_', key)}"
    return name if len(name) <= LONGEST_BOOKMARK else f"{name[: LONGEST_BOOKMARK - 11]}_{number_of(key)}"
