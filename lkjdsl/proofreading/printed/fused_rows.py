"""Tables of which two rows ran into one: each of its cells has the figures of both, and nothing tells them apart."""

import re

from lkjdsl.documents.blocks import Table

FIGURE = r"(?:Rp\.?\s*)?-?\d[\d.,]*\s*%?"
SEVERAL = re.compile(rf"{FIGURE}(?:\s+{FIGURE})+", re.IGNORECASE)
FEWEST = 2
"""Cells of a row; in one alone two figures may be meant."""


def has_fused_rows(table: Table) -> bool:
    """Return whether a row of *table* has several figures in more than one cell, and nothing else in those."""
    return any(
        sum(SEVERAL.fullmatch(cell.string.strip()) is not None for cell in row) >= FEWEST
        for row in table.rows[table.header_rows :]
    )
