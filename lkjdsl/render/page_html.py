"""Page → one HTML file that needs no other and no network."""

from html import escape

from lkjdsl.diagnostic import Language
from lkjdsl.render.page import Grid, Page, Section

STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 2rem auto; max-width: 75rem;
       padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #ddd; }
th { border-bottom: 2px solid #888; } .right { text-align: right; font-variant-numeric: tabular-nums; }
tr.total td { font-weight: 600; border-top: 2px solid #888; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } h2 { break-after: avoid; }
               tr, li { break-inside: avoid; } }
"""


def page_html(page: Page, language: Language) -> str:
    """Return *page* as HTML; every text in it is escaped, whoever wrote it."""
    about = "".join(f"<p>{escape(line)}</p>\n" for line in page.about)
    sections = "".join(map(_section, page.sections))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(page.title)}</h1>\n{about}{sections}</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>\n" if section.heading else ""
    grid = "" if section.grid is None else _grid(section.grid)
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in section.lines)
    return f"<section>\n{heading}{grid}{f'<ul>{chr(10)}{lines}</ul>{chr(10)}' if lines else ''}</section>\n"


def _grid(grid: Grid) -> str:
    classes = [' class="right"' if column.align == "right" else "" for column in grid.columns]
    heads = "".join(
        f"<th{kind}>{escape(column.heading)}</th>" for kind, column in zip(classes, grid.columns, strict=True)
    )
    rows = []
    for index, row in enumerate(grid.rows):
        total = ' class="total"' if grid.total and index == len(grid.rows) - 1 else ""
        cells = "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(classes, row, strict=True))
        rows.append(f"<tr{total}>{cells}</tr>\n")
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
