"""The two languages in which lkjdsl speaks, and how bad a problem is."""

from typing import Literal

Language = Literal["id", "en"]
Severity = Literal["error", "warning", "note"]
