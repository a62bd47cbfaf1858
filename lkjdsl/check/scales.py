"""Scales: bands from high to low, without gaps between what is printed of them."""

from collections.abc import Mapping
from typing import Any

from lkjdsl import units
from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.stated_numbers import Stated, stated
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Band, Scale
from lkjdsl.numbers.numerals import value_text
from lkjdsl.numbers.rational import Number, compare
from lkjdsl.source import Path
from lkjdsl.syntax.vocabulary import EXAMPLES
from lkjdsl.unit_words import NumberWord, UnitWord
from lkjdsl.units import PERCENT, Unit


def scales_of(report: Report, names: Names) -> Mapping[str, Scale]:
    """Return the scales of the edition by name."""
    tables = report.document.tables.get("scale", {})
    return {name: _scale(report, names, name, table) for name, table in tables.items()}


def scale_of(report: Report, at: Path, table: Mapping[str, Any], key: str, unit: Unit) -> str | None:
    """
    Return the name of the scale that *table* states under *key* for values of *unit*, if any.

    Reported: one that does not exist, or whose bands are in another unit than what is looked up in it.
    """
    if key not in table:
        return None
    path, name, scales = (*at, key), str(table[key]), report.document.tables.get("scale", {})
    if name not in scales:
        report.at("unknown-name", path, name=name, near=nearest(name, scales))
        return None
    for index, band in enumerate(scales[name]["bands"]):
        start = "at_least" if "at_least" in band else "above"
        raw = band.get(start, 0)
        percent = str(raw).strip().endswith("%")
        if raw != 0 and unit != units.UNKNOWN and percent != (unit == PERCENT):
            label = report.label("band", ("scale", name, "bands", index, start))
            report.at("band-percent", path, "value", label, scale=name, unit=UnitWord(unit), band=str(raw))
            break
    return name


def _scale(report: Report, names: Names, name: str, table: Mapping[str, Any]) -> Scale:
    path: Path = ("scale", name)
    read = [_band(report, names, (*path, "bands", index), band) for index, band in enumerate(table["bands"])]
    bands = [band for band in read if band is not None]
    if not table["bands"]:
        report.at("scale-without-bands", path, "key", name=name)
    for index in range(1, len(bands)):
        (at, before), (here, band) = bands[index - 1], bands[index]
        order = compare(band.start, before.start)
        if order > 0 or (order == 0 and not (before.open and not band.open)):
            report.at("bands-not-descending", here, "value", report.label("before", at))
    for index, (here, _) in enumerate(bands):
        _check_end(report, names, here, table["bands"][here[-1]], bands[index - 1][1] if index else None)
    return Scale(name, table.get("lookup", "exact"), tuple(band for _, band in bands), report.place(path, "key"))


def _band(report: Report, names: Names, path: Path, band: Mapping[str, Any]) -> tuple[Path, Band] | None:
    starts = [key for key in ("at_least", "above") if key in band]
    if len(starts) != 1:
        report.at("band-without-start" if not starts else "band-with-two-starts", path)
        return None
    if "label" not in band:
        report.at("missing-key", path, key="label", inside="bands", example=EXAMPLES["label"])
        return None
    found = stated(FormulaResolver(report, names, (*path, starts[0])), band[starts[0]])
    if found is None:
        return None
    return path, Band(found.value, starts[0] == "above", band["label"])


def _check_end(report: Report, names: Names, path: Path, band: Mapping[str, Any], above: Band | None) -> None:
    """
    Compare the upper end that a band states with the start of the band above it.

    Printed scales often leave gaps: 76 to 90 and 91 to 100 say nothing of 90,5.
    """
    for key in ("below", "at_most"):
        if key not in band or above is None:
            continue
        found: Stated | None = stated(FormulaResolver(report, names, (*path, key)), band[key])
        if found is None:
            continue
        meets = compare(found.value, above.start) == 0 and (key == "below") != above.open
        if not meets:
            unit = "percent" if found.percent else "plain"
            words = {"end": NumberWord(found.value, unit), "start": NumberWord(above.start, unit)}
            meant = f"{'at_most' if above.open else 'below'} = {_written(above.start, percent=found.percent)}"
            report.at("scale-gap", (*path, key), also=words, label=band["label"], above=above.label, meant=meant)


def _written(number: Number, *, percent: bool) -> str:
    """Return *number* as it is written in an edition."""
    numerator, denominator = number
    return f"'{value_text((numerator * 100, denominator))}%'" if percent else value_text(number)
