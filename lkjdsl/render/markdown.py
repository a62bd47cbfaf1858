"""Page → Markdown."""

import re

from lkjdsl.render.page import Grid, Marked, Page
from lkjdsl.visible import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#$])")


def page_markdown(page: Page) -> str:
    """Return *page* as Markdown; what a name contains is shown and never taken for markup."""
    parts = [f"# {escaped(page.title)}", ""]
    for line in page.about:
        parts += [escaped(line), ""]
    for section in page.sections:
        if section.heading:
            parts += [f"## {escaped(section.heading)}", ""]
        if section.grid is not None:
            parts += [*grid_markdown(section.grid), ""]
        if section.lines:
            parts += [*(f"- {escaped(line)}" for line in section.lines), ""]
    return "\n".join(parts).rstrip() + "\n"


def grid_markdown(grid: Grid) -> list[str]:
    """Return the lines of a table; a total is bold."""
    rule = ["---:" if column.align == "right" else "---" for column in grid.columns]
    lines = [_line([escaped(column.heading) for column in grid.columns]), _line(rule)]
    for index, row in enumerate(grid.rows):
        cells = [escaped(cell) for cell in row]
        if grid.total and index == len(grid.rows) - 1:
            cells = [f"**{cell}**" if cell else "" for cell in cells]
        lines.append(_line(cells))
    return lines


def escaped(text: str) -> str:
    """Return *text* so that Markdown shows it as it is, on one line; what went struck out, what came bold."""
    if isinstance(text, Marked):
        return "".join(_piece(kind, words) for kind, words in text.pieces)
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))


def _piece(kind: str, text: str) -> str:
    inner = _SPECIAL.sub(r"\\\1", visible(text))
    stripped = inner.strip()
    mark = {"removed": "~~", "added": "**"}.get(kind, "")
    return inner.replace(stripped, f"{mark}{stripped}{mark}", 1) if stripped else inner


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
