"""The chapter as PDF (PDF/A-2b, tagged) through typst: A4, an outline, tables over pages, same bytes twice."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Final, assert_never

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.render.chart_svg import chart_svg
from lkjdsl.render.figure_text import with_kept_sign
from lkjdsl.render.grid_layout import GridLayout, grid_layout
from lkjdsl.render.notation.text import line
from lkjdsl.render.notation.typst import equation
from lkjdsl.render.page import BlankCell, CellAbove, Grid
from lkjdsl.render.word.tables import SHORT
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
from lkjdsl.visible import visible

LARGEST = 8.5
"""Points of the letters in tables."""
LONGEST = 600
"""Characters of rows that stay on a page: of more there may be no page that they fit on."""
STANDARD: Final = "a-2b"
WITHOUT_FONT = re.compile('the text `"(.+?)"` could not be displayed')
"""How typst says that no font has a letter, which is the first of them; PDF/A has no room for one without a shape."""
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
TIMESTAMP = 946_684_800
"""The creation time in the file, the beginning of 2000: a clock would make each file differ."""


def chapter_pdf(account: Account, chapter: Chapter) -> bytes | Diagnostic:
    """Return *chapter* as a PDF file, or which letter of it no font has. Needs the extra ``pdf``."""
    import typst

    data = {
        "title": chapter.title,
        "about": chapter.about,
        "office": account.outcome.data.office,
        "year": account.outcome.data.year,
        "language": account.language,
        "contents": account.word("contents"),
        "table": account.word("table"),
        "figure": account.word("figure"),
        "blocks": list(_blocks(chapter.blocks())),
    }
    template = files("lkjdsl.report").joinpath("chapter.typ").read_bytes()
    source = {"main.typ": template, "data.json": json.dumps(data, ensure_ascii=False).encode()}
    files_by_name: Any = source  # its types leave this kind of input out
    try:
        return typst.compile(files_by_name, ignore_system_fonts=True, pdf_standards=STANDARD, timestamp=TIMESTAMP)
    except typst.TypstError as error:
        missing = WITHOUT_FONT.search(str(error))
        if missing is None:
            raise
        letter = ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), missing[1])
        text = min((one for one in _texts(data) if letter in one), key=len, default=letter)
        return problem("letter-without-font", letter=letter, text=text)


def _texts(data: Any) -> Iterator[str]:
    """Yield the texts of what the template is given."""
    match data:
        case str():
            yield data
        case dict() | list():
            for inner in data.values() if isinstance(data, dict) else data:
                yield from _texts(inner)


def _blocks(blocks: Sequence[ChapterHeading | ChapterBlock]) -> Iterator[Mapping[str, Any]]:
    """Yield the blocks of the template; a table that is signed is one with its signatures."""
    signed: Mapping[str, Any] | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, CaptionedTable) and isinstance(following, Signatures):
            signed = {"kind": "signed", "title": block.title, "whole": _grid(block.grid), **_parted(block.grid)}
        elif signed is not None:
            yield {**signed, **_block(block), "kind": "signed"}
            signed = None
        else:
            yield _block(block)


def _parted(grid: Grid) -> Mapping[str, Any]:
    """Return a table without its last row, and that row, which stays on a page with what is signed."""
    whole = grid_layout(grid)
    last = ["" if isinstance(cell, CellAbove) else cell for cell in grid.rows[-1]] if grid.rows else []
    rest = Grid(grid.columns, grid.rows[:-1])
    return {"rest": _grid(rest, whole), "last": _grid(Grid(grid.columns, [last] if last else []), whole)}


def _block(block: ChapterHeading | ChapterBlock) -> Mapping[str, Any]:
    match block:
        case ChapterHeading(text=text, level=level, starts_page=starts_page):
            return {"kind": "heading", "text": visible(text), "level": level - 1, "page": starts_page}
        case ChapterParagraph(text=text, style=style):
            return {"kind": style, "text": _shown(text)}
        case EquationLines(equations=chain):
            return {"kind": "formulas", "lines": [equation(tree) for tree in chain], "alt": _alt(block)}
        case CaptionedTable(title=title, grid=grid):
            return {"kind": "table", "title": title, **_grid(grid)}
        case ChapterFigure(chart=chart):
            return {"kind": "figure", "title": chart.title, "svg": chart_svg(chart)}
        case Signatures(signatories=signatories):
            people = [[_lines(signatory.above), _lines(signatory.below)] for signatory in signatories]
            return {"kind": "signatures", "people": people}
        case _:
            assert_never(block)


def _alt(block: EquationLines) -> str:
    return "; ".join(f"{line(tree.left)} {tree.sign} {line(tree.right)}" for tree in block.equations)


def _grid(grid: Grid, layout: GridLayout | None = None) -> Mapping[str, Any]:
    """Return a table with the widths of its columns and the size of its letters, by which no word is broken."""
    layout = layout or grid_layout(grid)
    return {
        "widths": list(layout.widths),
        "size": min(LARGEST, layout.size),
        "columns": [{"heading": column.heading, "right": column.align == "right"} for column in grid.columns],
        "rows": [
            [
                {
                    "text": _shown(cell),
                    "blank": isinstance(cell, BlankCell),
                    "rows": rows,
                    "broken": rows > SHORT or _length(grid, number, rows) > LONGEST,
                }
                for column, cell in enumerate(row)
                if (rows := grid.span(number, column))
            ]
            for number, row in enumerate(grid.rows)
        ],
        "total": grid.total,
    }


def _length(grid: Grid, first: int, number: int) -> int:
    """Return the characters of a *number* of rows below each other, of each its longest cell."""
    return sum(max(map(len, row)) for row in grid.rows[first : first + number])


def _shown(text: str) -> str:
    return with_kept_sign(visible(text))


def _lines(lines: Sequence[ChapterParagraph]) -> list[Mapping[str, str]]:
    return [{"text": paragraph.text, "kind": paragraph.style} for paragraph in lines]
