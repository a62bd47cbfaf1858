"""Page → one HTML file that needs no other file and no network."""

from importlib.resources import files

from lkjdsl.diagnostic import Language
from lkjdsl.render.notation.mathml import escaped
from lkjdsl.render.page import BlankCell, Grid, Marked, Page, Section

STYLE = """
section { margin: 1.5rem 0; }
tr.total td { font-weight: 600; border-top: 2px solid var(--line); }
del { color: var(--warn); background: #fbeee9; }
ins { color: #11603a; background: #e6f4ec; text-decoration: none; }
figure { margin: 1rem 0; }
figure svg { width: 100%; height: auto; }
li { overflow-wrap: anywhere; }
@media print { h2 { break-after: avoid; } li { break-inside: avoid; } }
"""
ELEMENTS = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def page_html(page: Page, language: Language) -> str:
    """Return *page* as an HTML file; every text in it is escaped, whoever wrote it."""
    style = files("lkjdsl.render.explanation").joinpath("page.css").read_text("utf-8")
    about = "".join(f"<p>{_text(line)}</p>\n" for line in page.about)
    sections = "".join(map(_section, page.sections))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escaped(page.title)}</title>\n'
        f"<style>\n{style}{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{escaped(page.title)}</h1>\n{about}</header>\n"
        f"<main>\n{sections}</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    heading = f"<h2>{escaped(section.heading)}</h2>\n" if section.heading else ""
    figure = f"<figure>{section.figure}</figure>\n" if section.figure else ""
    grid = "" if section.grid is None else grid_html(section.grid)
    items = "".join(f"<li>{_text(line)}</li>" for line in section.lines)
    return f"<section>\n{heading}{figure}{grid}{f'<ul>{items}</ul>' if items else ''}\n</section>\n"


def grid_html(grid: Grid) -> str:
    """Return a table; its last row is a total where it says so."""
    kinds = ["number" if column.align == "right" else "path" if column.leading else "" for column in grid.columns]
    heads = "".join(_cell("th", kind, column.heading, 0) for kind, column in zip(kinds, grid.columns, strict=True))
    wide = next((index for index, column in enumerate(grid.columns) if column.wide), 0)
    rows = []
    for number, row in enumerate(grid.rows):
        depth = grid.indents[number] if grid.indents else 0
        cells = "".join(
            _cell("td", kind, cell, depth if index == wide else 0, rows_of_cell)
            for index, (kind, cell) in enumerate(zip(kinds, row, strict=True))
            if (rows_of_cell := grid.span(number, index))
        )
        total = ' class="total"' if grid.total and number == len(grid.rows) - 1 else ""
        rows.append(f"<tr{total}>{cells}</tr>\n")
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>{''.join(rows)}</tbody></table>\n"


def _cell(element: str, kind: str, text: str, depth: int, rows: int = 1) -> str:
    attributes = f' class="{kind}"' if kind else ""
    attributes += f' rowspan="{rows}"' if rows > 1 else ""
    attributes += f' style="padding-left: {depth + 0.5}rem"' if depth else ""
    return f"<{element}{attributes}>{_text(text)}</{element}>"


def _text(text: str) -> str:
    if isinstance(text, Marked):
        return "".join(ELEMENTS[kind].format(escaped(words)) for kind, words in text.pieces)
    return f"<mark>{escaped(text)}</mark>" if isinstance(text, BlankCell) else escaped(text)
