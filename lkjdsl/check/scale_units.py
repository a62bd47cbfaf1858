"""Whether the bands of a scale are in the unit of what is looked up in it."""

from lkjdsl import units
from lkjdsl.source import Path
from lkjdsl.syntax.document import Document
from lkjdsl.units import PERCENT, UNKNOWN, WRITTEN_PERCENT, Unit


def band_in_other_unit(document: Document, scale: str, unit: Unit) -> Path | None:
    """Return where a band of *scale* begins with ``%`` and values of *unit* have none, or the other way round."""
    if unit in (UNKNOWN, units.PLAIN, WRITTEN_PERCENT):
        return None
    for index, band in enumerate(document.tables.get("scale", {})[scale]["bands"]):
        start = "at_least" if "at_least" in band else "above"
        raw = band.get(start, 0)
        if raw != 0 and str(raw).strip().endswith("%") != (unit == PERCENT):
            return ("scale", scale, "bands", index, start)
    return None
