"""The chapter as Markdown: equations are LaTeX between ``$$``, charts are SVG in the file itself."""

from base64 import b64encode
from collections.abc import Iterator
from typing import assert_never

from lkjdsl.render.chart_svg import chart_svg
from lkjdsl.render.markdown import escaped, grid_markdown
from lkjdsl.render.notation.latex import equation
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import (
    CaptionedTable,
    Chapter,
    ChapterBlock,
    ChapterFigure,
    ChapterHeading,
    ChapterParagraph,
    EquationLines,
    Signatures,
)
from lkjdsl.report.numbering import Captions

MARKS = {"text": "{}", "definition": "{}", "lead": "**{}**", "item": "- {}", "blank": "*{}*"}
"""How a paragraph stands by its style."""


def chapter_markdown(account: Account, chapter: Chapter) -> str:
    """Return *chapter* as Markdown; what a name contains is shown and never taken for markup."""
    captions = Captions(account)
    lines = [f"# {escaped(chapter.title)}", "", *(line for one in chapter.about for line in (escaped(one), ""))]
    for block in chapter.blocks():
        lines += [*_block(block, captions), ""]
    return "\n".join(lines).rstrip() + "\n"


def _block(block: ChapterHeading | ChapterBlock, captions: Captions) -> Iterator[str]:
    match block:
        case ChapterHeading(text=text, level=level):
            yield f"{'#' * level} {escaped(text)}"
        case ChapterParagraph():
            yield _paragraph(block)
        case EquationLines(equations=chain):
            for tree in chain:
                yield from ("$$", equation(tree), "$$", "")
        case CaptionedTable(title=title, grid=grid):
            yield from (f"**{escaped(captions.next('table', title))}**", "", *grid_markdown(grid))
        case ChapterFigure(chart=chart):
            picture = b64encode(chart_svg(chart).encode()).decode()
            said = escaped(captions.next("figure", chart.title))
            yield from (f"![{said}](data:image/svg+xml;base64,{picture})", "", f"**{said}**")
        case Signatures(signatories=signatories):
            for signatory in signatories:
                for line in (*signatory.above, *signatory.below):
                    yield from (_paragraph(line), "")
        case _:
            assert_never(block)


def _paragraph(block: ChapterParagraph) -> str:
    return MARKS[block.style].format(escaped(block.text)) if block.text else ""
