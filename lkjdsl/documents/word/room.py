"""
The width of the place where an element of a Word document stands: between the margins of its page, or inside its cell.

Only what the document states is told (ECMA-376 part 1, 17.4.71, 17.4.48, 17.6.11, 17.6.13, 20.1.7.3): a width that is
worked out when a page is laid out is None.
"""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.documents.ooxml.values import whole
from lkjdsl.documents.ooxml.xml import Element

SIDES = (("w:left", "w:start"), ("w:right", "w:end"))
CELL_MARGIN = 115
"""Twentieths of a point at each side of a cell where nothing else is stated (17.4.43)."""
BETWEEN_COLUMNS = 720
"""Twentieths of a point between columns of text where nothing else is stated (17.6.4)."""

EMU = 635
"""English metric units, which drawings are measured in, of a twentieth of a point."""
INSET = 144
"""Twentieths of a point at each side of a text box where nothing else is stated (21.1.2.1.1)."""
OF_SHAPE = re.compile(r"(?:^|;)\s*width:\s*(\d+(?:\.\d+)?)pt")
"""The width of a shape as older programs have it."""


def sections_of(root: Element) -> list[Element]:
    """Return the properties of the sections of a main part, each of them after what they are of."""
    return [one for one in root.descendants() if one.name == "w:sectPr"]


def width_at(ancestors: Sequence[Element], at: int, sections: Sequence[Element]) -> int | None:
    """
    Return the width in twentieths of a point of what stands at the byte *at*, inside of all *ancestors*.

    *sections* are those of the document. None is of a place that does not say: a cell or box that takes the width of
    what is in it.
    """
    for depth in range(len(ancestors) - 1, -1, -1):
        if ancestors[depth].name == "w:tc":
            return _of_cell(ancestors[depth], ancestors[:depth])
        if ancestors[depth].name == "w:txbxContent":
            return _of_box(ancestors[:depth])
    section = next((one for one in sections if one.start > at), None)
    return None if section is None else _of_section(section)


def _of_box(ancestors: Sequence[Element]) -> int | None:
    """Return the width inside of a text box, by the shape that it is in."""
    for one in reversed(ancestors):
        if one.name == "wps:wsp":
            extent = whole(one.value("wps:spPr", "a:xfrm", "a:ext", of="cx"))
            insets = [whole(one.value("wps:bodyPr", of=side)) for side in ("lIns", "rIns")]
            sides = sum(INSET if inset is None else inset // EMU for inset in insets)
            return max(0, extent // EMU - sides) or None if extent else None
        style = OF_SHAPE.search(one.attributes.get("style", "")) if one.name.startswith("v:") else None
        if style is not None:
            return max(0, int(float(style[1]) * 20) - 2 * INSET) or None
    return None


def _of_section(section: Element) -> int | None:
    """Return the width of a line of text: of columns that differ, that of the narrowest."""
    page = whole(section.value("w:pgSz", of="w:w"))
    margins = [whole(section.value("w:pgMar", of=f"w:{side}")) for side in ("left", "right")]
    if page is None or None in margins:
        return None
    gutter = whole(section.value("w:pgMar", of="w:gutter")) or 0
    width = page - sum(one for one in margins if one is not None) - gutter
    columns = section.child("w:cols")
    number = 1 if columns is None else whole(columns.attributes.get("w:num")) or 1
    if columns is not None and _is_switched_on(columns, "w:equalWidth") is False:
        stated = [whole(one.attributes.get("w:w")) for one in columns.children if one.name == "w:col"]
        known = [one for one in stated if one]
        return min(known, default=None)
    if columns is not None and number > 1:
        space = whole(columns.attributes.get("w:space"))
        width = (width - (number - 1) * (BETWEEN_COLUMNS if space is None else space)) // number
    return width if width > 0 else None


def _is_switched_on(element: Element, name: str) -> bool | None:
    """Return whether the attribute *name* is switched on; None where it is not there."""
    return None if name not in element.attributes else element.attributes[name] not in ("0", "false", "off")


def _of_cell(cell: Element, ancestors: Sequence[Element]) -> int | None:
    table = next((one for one in reversed(ancestors) if one.name == "w:tbl"), None)
    row = next((one for one in reversed(ancestors) if one.name == "w:tr"), None)
    if table is None or row is None:
        return None
    stated = cell.child("w:tcPr")
    own = None if stated is None else stated.child("w:tcW")
    is_stated = own is not None and own.attributes.get("w:type", "dxa") == "dxa"
    width = whole(own.attributes.get("w:w")) if own is not None and is_stated else None
    width = width or _of_grid(cell, row, table)
    return None if width is None else max(0, width - _margins(cell, table)) or None


def _of_grid(cell: Element, row: Element, table: Element) -> int | None:
    """Return the width of the columns that *cell* goes over, by the grid of its table."""
    grid = table.child("w:tblGrid")
    columns = (
        [] if grid is None else [whole(one.attributes.get("w:w")) for one in grid.children if one.name == "w:gridCol"]
    )
    at = whole(row.value("w:trPr", "w:gridBefore")) or 0
    for one in _cells(row):
        span = whole(one.value("w:tcPr", "w:gridSpan")) or 1
        if one is cell:
            over = columns[at : at + span]
            return sum(width for width in over if width) if len(over) == span and all(over) else None
        at += span
    return None


def _cells(parent: Element) -> Iterator[Element]:
    """Yield the cells of a row, those in content controls among them."""
    for child in parent.children:
        if child.name == "w:tc":
            yield child
        elif child.name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml"):
            yield from _cells(child)


def _margins(cell: Element, table: Element) -> int:
    """Return what the sides of *cell* take: stated for it, for its table, or by nobody."""
    places = (cell.child("w:tcPr"), "w:tcMar"), (table.child("w:tblPr"), "w:tblCellMar")
    total = 0
    for names in SIDES:
        stated = [
            whole(owner.value(margins, name, of="w:w"))
            for owner, margins in places
            if owner is not None
            for name in names
        ]
        total += next((one for one in stated if one is not None), CELL_MARGIN)
    return total
