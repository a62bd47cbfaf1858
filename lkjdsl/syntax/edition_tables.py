"""The tables that make a TOML file an edition: whoever reads data asks for no more of its vocabulary."""

from collections.abc import Mapping
from typing import Any

TABLES = (
    "rules",
    "constant",
    "input",
    "rows",
    "constraint",
    "objective",
    "indicator",
    "scale",
    "table",
    "case",
    "invariant",
    "kalimat",
)


def is_edition(raw: Mapping[str, Any]) -> bool:
    """Return whether a file says that it is an edition, and has a table of one."""
    return "lkjdsl" in raw and any(key in TABLES for key in raw)
