"""Random attributes of indicators and components."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from lkjdsl.syntax.unparse import unparse
from lkjdsl.testing.choices import Chooser
from lkjdsl.testing.random_expressions import expressions, names_in
from lkjdsl.units import PERCENT, PLAIN, RUPIAH, Unit, of_node

YEARS = ("2024", "2025", "2026")
WHOLES = (100, 100, 3, 7, 9, 1000, 40)
"""Into how many parts a weight of 100% is divided: percents, thirds, per mille ..."""
POLARITIES = ("maximize", "maximize", "minimize", "minimize-inverse", "range", "stabilize")


def weights(choose: Chooser, number: int) -> Sequence[str]:
    """Return *number* weights that add up to exactly 100%; some may be 0%."""
    whole = choose.one_of(WHOLES)
    if whole == number and choose.chance(2):
        return [f"1/{number}"] * number
    left, parts = whole, []
    for _ in range(number - 1):
        parts.append(choose.below(left + 1))
        left -= parts[-1]
    return [_weight(part, whole) for part in (*parts, left)]


def _weight(part: int, whole: int) -> str:
    return f"{part}/{whole}" if 1000 % whole else f"{Decimal(part * 100) / whole}%"


def number_for(choose: Chooser, unit: Unit) -> Any:
    """Return a number as an edition states it for a node of *unit*: with ``%`` for a percent, bare for any other."""
    whole, tenth = divmod(choose.below(1201), 10)
    if unit == PERCENT:
        return f"{whole}.{tenth}%" if tenth else f"{whole}%"
    return Decimal(f"{whole}.{tenth}") if tenth else whole


def limits_for(choose: Chooser, unit: Unit) -> dict[str, Any]:
    """Return a floor, a cap not below it, and a rounding that can show both."""
    mark = "%" if unit == PERCENT else ""
    low = choose.below(101)
    keys: dict[str, Any] = {}
    if choose.chance(3):
        keys["floor"] = f"{low}{mark}"
    if choose.chance(2):
        keys["cap"] = f"{low + choose.below(101)}{mark}"
    if choose.chance(2):
        keys["round"] = choose.below(4)
    elif not keys:
        keys["round"] = -1 - choose.below(3)
    return keys


def aims(choose: Chooser, unit: Unit, inputs: Mapping[str, Unit]) -> dict[str, Any]:
    """Return the polarity, target and comparisons of an indicator of *unit*; a target may name *inputs*."""
    keys: dict[str, Any] = {}
    if choose.chance(3):
        keys["polarity"] = choose.one_of(POLARITIES)
    ranged = keys.get("polarity") == "range"

    def goal() -> Any:
        if not ranged and not choose.chance(6):
            return number_for(choose, unit)
        below = 100 if choose.chance(8) else 0
        ends = sorted((choose.below(200) - below, choose.below(200) - below))
        return [f"{end}%" if unit == PERCENT else end for end in ends]

    if not choose.chance(4):
        keys["target"] = goal()
        if not ranged and of_node(unit) in inputs.values() and choose.chance(6):
            tree = choose.draw(expressions(inputs, unit=of_node(unit), depth=1))
            keys["target"] = unparse(tree) if names_in(tree) else keys["target"]
        elif choose.chance(6):
            keys["target"] = {year: goal() for year in YEARS[: 1 + choose.below(3)]}
    if choose.chance(4):
        keys["compare"] = {"RPJMN": goal(), **({"nasional": "target"} if "target" in keys else {})}
    return keys


def judged(
    choose: Chooser, unit: Unit, formula: Callable[[Unit, Mapping[str, Unit]], str], aimed: Mapping[str, Any]
) -> dict[str, Any]:
    """
    Return how an achievement is made and limited, and scales.

    *formula* writes a formula of a unit over names; *aimed* has the target and the comparisons.
    """
    keys: dict[str, Any] = {}
    if choose.chance(6):
        ends = ("target.from", "target.to") if _has_range(aimed) else ("target",)
        keys["achievement"] = formula(PLAIN, dict.fromkeys(("result", *ends), unit))
    if choose.chance(4):
        keys["achievement_cap"] = f"{100 + choose.below(51)}%"
    if choose.chance(6):
        keys["achievement_floor"] = f"{choose.below(51)}%"
    if choose.chance(6):
        keys["scale"] = "mutu" if unit == PERCENT else "nilai"
    if choose.chance(6):
        keys["achievement_scale"] = "mutu"
    return keys


def funding(choose: Chooser, formula: Callable[[Unit], str], *, measured: bool) -> dict[str, Any]:
    """Return what something is paid from, by a *formula* in rupiah; where it is *measured*, with an efficiency."""
    keys: dict[str, Any] = {}
    if choose.chance(8):
        keys["budget"] = formula(RUPIAH)
        if choose.chance(2):
            keys |= {"programme": "Program", "absorbed": formula(RUPIAH)}
            if measured and choose.chance(2):
                keys["efficiency"] = choose.one_of(("difference", "ratio"))
    return keys


def _has_range(aimed: Any) -> bool:
    return isinstance(aimed, list) or (isinstance(aimed, Mapping) and any(map(_has_range, aimed.values())))
