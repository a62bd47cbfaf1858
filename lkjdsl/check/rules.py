"""Rules: what 0/0, x/0 and missing inputs give, rounding and digits, and how they are inherited."""

from collections.abc import Mapping
from typing import Any

from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.stated_numbers import stated
from lkjdsl.model.definition import Rules
from lkjdsl.model.values import KIND_OF_RULE, Rule
from lkjdsl.source import Path

MOST_DIGITS = 30
_QUOTIENTS = ("zero_over_zero", "over_zero")


def rules_of(report: Report, names: Names, path: Path, table: Mapping[str, Any]) -> Rules:
    """Return the rules that *table* itself states."""
    values: dict[str, Any] = {}
    for key in (*_QUOTIENTS, "missing"):
        if key in table:
            values[key] = _rule(FormulaResolver(report, names, (*path, key)), table[key])
    if "rounding" in table:
        values["rounding"] = table["rounding"]
    digits = digits_of(report, path, table, "digits")
    if digits is not None:
        values["digits"] = digits
    stated_at = {key: report.place((*path, key)) for key in values}
    return Rules(**values, stated=stated_at)


def digits_of(report: Report, path: Path, table: Mapping[str, Any], key: str, least: int = 0) -> int | None:
    """Return a number of printed digits; report one that nobody could print."""
    digits: int | None = table.get(key)
    if digits is not None and not least <= digits <= MOST_DIGITS:
        report.at("digits-out-of-range", (*path, key), key=key, found=digits, least=least, most=MOST_DIGITS)
        return None
    return digits


def _rule(reader: FormulaResolver, raw: Any) -> Rule | None:
    if raw in KIND_OF_RULE:
        return raw  # type: ignore[no-any-return] # one of the three words
    found = stated(reader, raw)
    return None if found is None else found.value


def check_quotients(report: Report, rules: Rules, path: Path) -> None:
    """
    Report a rule whose number, bare and neither 0 nor 1, is to be the quotient of a percent node at *path*.

    A quotient of 100 printed with ``%`` is 10.000%: whoever writes 100 there means '100%'.
    """
    for key in _QUOTIENTS:
        value = getattr(rules, key)
        place = rules.stated.get(key)
        if not isinstance(value, tuple) or place is None or place.path is None:
            continue
        raw = report.document.raw_at(place.path)
        if isinstance(raw, str) or value[0] in (0, value[1]):
            continue
        label = report.label("node", path, "key")
        report.at("rule-number-on-percent", place.path, "value", label, key=key, written=str(raw))
