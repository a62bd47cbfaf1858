"""The chapter as one HTML file that needs no other file and no network; equations are MathML, charts SVG."""

from importlib.resources import files
from typing import assert_never

from lkjdsl.render.chart_svg import chart_svg
from lkjdsl.render.figure_text import with_kept_sign
from lkjdsl.render.html import STYLE, grid_html
from lkjdsl.render.notation.mathml import equations, escaped
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import (
    CaptionedTable,
    Chapter,
    ChapterBlock,
    ChapterFigure,
    ChapterHeading,
    ChapterParagraph,
    EquationLines,
    Signatory,
    Signatures,
)
from lkjdsl.report.numbering import Captions

LOOK = """
h4, h5, h6 { margin: 1.2rem 0 .4rem; }
h3, h4 { text-transform: none; font-size: 1.05rem; color: inherit; letter-spacing: 0; }
p.lead { font-weight: 600; margin-bottom: .2rem; }
p.item { margin-left: 1.5rem; }
p.blank { background: #fff3bf; }
figcaption, .caption { font-size: .85rem; font-weight: 600; text-align: center; margin: .5rem 0; }
.page { break-before: page; }
.caption, .lead, .definition, h2, h3, h4, h5 { break-after: avoid; }
.signatures { display: flex; justify-content: flex-end; gap: 4rem; margin: 2rem 0; }
.signatures { break-inside: avoid; break-before: avoid; }
.signatures p { margin: .1rem 0; }
.room { height: 4rem; }
"""


def chapter_html(account: Account, chapter: Chapter) -> str:
    """Return *chapter* as an HTML file; every text in it is escaped, whoever wrote it."""
    style = files("lkjdsl.render.explanation").joinpath("page.css").read_text("utf-8")
    captions = Captions(account)
    body = "".join(_block(block, captions) for block in chapter.blocks())
    about = "".join(f"<p>{escaped(line)}</p>\n" for line in chapter.about)
    title = escaped(chapter.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{account.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{style}{STYLE}{LOOK}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n{about}</header>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _block(block: ChapterHeading | ChapterBlock, captions: Captions) -> str:
    match block:
        case ChapterHeading(text=text, level=level, starts_page=starts_page):
            kind = ' class="page"' if starts_page else ""
            return f"<h{level}{kind}>{escaped(text)}</h{level}>\n"
        case ChapterParagraph():
            return _paragraph(block)
        case EquationLines(equations=chain):
            return f'<div class="formula">{equations(chain)}</div>\n'
        case CaptionedTable(title=title, grid=grid):
            return f'<p class="caption">{escaped(captions.next("table", title))}</p>\n{grid_html(grid)}'
        case ChapterFigure(chart=chart):
            said = escaped(captions.next("figure", chart.title))
            return f"<figure>{chart_svg(chart)}<figcaption>{said}</figcaption></figure>\n"
        case Signatures(signatories=signatories):
            return f'<div class="signatures">{"".join(map(_signatory, signatories))}</div>\n'
        case _:
            assert_never(block)


def _paragraph(block: ChapterParagraph) -> str:
    kind = "" if block.style == "text" else f' class="{block.style}"'
    return f"<p{kind}>{with_kept_sign(escaped(block.text))}</p>\n"


def _signatory(signatory: Signatory) -> str:
    above, below = ("".join(map(_paragraph, lines)) for lines in (signatory.above, signatory.below))
    return f'<div>{above}<div class="room"></div>{below}</div>'
