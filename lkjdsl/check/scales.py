"""Scales: bands from high to low, without gaps between what is printed of them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import frozen

from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.rules import digits_of
from lkjdsl.check.scale_units import band_in_other_unit
from lkjdsl.check.stated_numbers import Stated, stated
from lkjdsl.core.program import printed_digits
from lkjdsl.diagnostic import nearest
from lkjdsl.model.scales import Band, Scale
from lkjdsl.numbers.numerals import value_text
from lkjdsl.numbers.rational import Number, compare, sum_of
from lkjdsl.source import Path
from lkjdsl.syntax.vocabulary import EXAMPLES
from lkjdsl.unit_words import NumberWord, UnitWord
from lkjdsl.units import PERCENT, PLAIN, UNKNOWN, Unit

MOST_PRINTED = 5
"""Regulations print their bands with fewer decimals than this."""


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
    foreign = band_in_other_unit(report.document, name, unit)
    if foreign is not None:
        raw = str(report.document.raw_at(foreign))
        report.at(
            "band-percent", path, "value", report.label("band", foreign), scale=name, unit=UnitWord(unit), band=raw
        )
    return name


@frozen(eq=False)
class _StatedBand:
    """A band as it is stated: where, which numbers are written with ``%``, what it means."""

    path: Path
    percent: bool
    value: Stated | None
    band: Band


def _scale(report: Report, names: Names, name: str, table: Mapping[str, Any]) -> Scale:
    path: Path = ("scale", name)
    digits = digits_of(report, path, table, "digits")
    lookup = table.get("lookup", "exact")
    if digits is not None and lookup == "exact":
        report.at("scale-digits-unused", (*path, "digits"), scale=name)
    read = [_band(report, names, (*path, "bands", index), band) for index, band in enumerate(table["bands"])]
    stated_bands = [band for band in read if band is not None]
    if not table["bands"]:
        report.at("scale-without-bands", path, "key", name=name)
    for before, here in pairwise(stated_bands):
        order = compare(here.band.start, before.band.start)
        if order > 0 or (order == 0 and not (before.band.open and not here.band.open)):
            report.at("bands-not-descending", here.path, "value", report.label("before", before.path))
    percent = any(stated_band.percent for stated_band in stated_bands)
    step = (
        None
        if digits is None or lookup == "exact"
        else (1, 10 ** printed_digits(digits, PERCENT if percent else PLAIN))
    )
    for before, here in pairwise(stated_bands):
        _check_end(report, names, here, table["bands"][here.path[-1]], before.band, step)
    bands = tuple(stated_band.band for stated_band in stated_bands)
    return Scale(name, lookup, bands, digits, percent, _unit(report, stated_bands), report.place(path, "key"))


def _unit(report: Report, stated_bands: Sequence[_StatedBand]) -> Unit | None:
    """Return the unit of the values of the bands, if they have any; report a band that differs from the others."""
    if all(stated_band.value is None for stated_band in stated_bands):
        return None
    marks: dict[bool, Path] = {}
    for stated_band in stated_bands:
        if stated_band.value is None:
            report.at("band-without-value", stated_band.path, label=stated_band.band.label)
        elif stated_band.value.value[0] != 0:
            marks.setdefault(stated_band.value.percent, (*stated_band.path, "value"))
    if len(marks) > 1:
        report.at("band-values-differ", marks[False], "value", report.label("percent", marks[True]))
        return UNKNOWN
    return PERCENT if True in marks else PLAIN


def _band(report: Report, names: Names, path: Path, band: Mapping[str, Any]) -> _StatedBand | None:
    starts = [key for key in ("at_least", "above") if key in band]
    if len(starts) != 1:
        report.at("band-without-start" if not starts else "band-with-two-starts", path)
        return None
    if "label" not in band:
        report.at("missing-key", path, key="label", inside="bands", example=EXAMPLES["label"])
        return None
    start = stated(FormulaResolver(report, names, (*path, starts[0])), band[starts[0]])
    value = None
    if "value" in band:
        value = stated(FormulaResolver(report, names, (*path, "value")), band["value"])
        if value is None:
            return None
    if start is None:
        return None
    score = None if value is None else value.value
    return _StatedBand(path, start.percent, value, Band(start.value, starts[0] == "above", band["label"], score))


def _check_end(
    report: Report, names: Names, here: _StatedBand, band: Mapping[str, Any], above: Band, step: Number | None
) -> None:
    """
    Compare the upper end that a band states with the start of the band above it.

    Printed scales often leave gaps: 76 to 90 and 91 to 100 say nothing of 90,5. Where printed values are looked up,
    nothing lies between two that are a *step* of the last decimal apart.
    """
    for key in ("below", "at_most"):
        if key not in band:
            continue
        path = (*here.path, key)
        end = stated(FormulaResolver(report, names, path), band[key])
        if end is None:
            continue
        meets = compare(end.value, above.start) == 0 and (key == "below") != above.open
        is_printed = key == "at_most" and not above.open
        if meets or (step and is_printed and compare(sum_of((end.value, step)), above.start) == 0):
            continue
        unit = "percent" if end.percent else "plain"
        words = {"end": NumberWord(end.value, unit), "start": NumberWord(above.start, unit)}
        meant = f"{'at_most' if above.open else 'below'} = {_written(above.start, percent=end.percent)}"
        apart = _digits_between(end, above.start) if step is None and is_printed else None
        report.at(
            "scale-gap", path, helps=() if apart is None else ("printed",), also=words,
            label=band["label"], above=above.label, meant=meant, digits=str(apart),
        )  # fmt: skip


def _digits_between(end: Stated, start: Number) -> int | None:
    """Return the decimals of which *start* is the next printed number after *end*, if it is that for any."""
    apart = sum_of((start, (-end.value[0], end.value[1])))
    return next(
        (
            digits
            for digits in range(MOST_PRINTED)
            if compare(apart, (1, 10 ** printed_digits(digits, PERCENT if end.percent else PLAIN))) == 0
        ),
        None,
    )


def _written(number: Number, *, percent: bool) -> str:
    """Return *number* as it is written in an edition."""
    numerator, denominator = number
    return f"'{value_text((numerator * 100, denominator))}%'" if percent else value_text(number)
