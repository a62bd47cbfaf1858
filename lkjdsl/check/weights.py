"""Weights: who must have one, and that they add up to exactly 100%."""

from collections.abc import Mapping, Sequence
from typing import Any

from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.stated_numbers import stated
from lkjdsl.diagnostic import Label, Word
from lkjdsl.numbers.rational import Number, compare, sum_of
from lkjdsl.source import Path
from lkjdsl.syntax.formula_tree import ParsedFormula
from lkjdsl.unit_words import NumberWord

HUNDRED_PERCENT: Number = (1, 1)
NAMED = 12  # more weights than this are not listed one by one

_NEEDS = {"weighted-mean": "all", "geometric-mean": "either", "harmonic-mean": "either"}


def weight_of(report: Report, names: Names, path: Path, raw: ParsedFormula) -> Number | None:
    """Return the weight stated at *path*, a number from 0 to 1."""
    found = stated(FormulaResolver(report, names, path), raw)
    if found is None:
        return None
    if found.value[0] < 0 or compare(found.value, HUNDRED_PERCENT) > 0:
        helps = () if found.percent else ("percent",)
        report.at("weight-out-of-range", path, helps=helps, written=raw.text)
        return None
    return found.value


def check_weights(
    report: Report, names: Names, path: Path, table: Mapping[str, Any], components: Sequence[str]
) -> dict[str, Number]:
    """
    Return the weights of the components of the node at *path*, and report what is wrong with them.

    ``weighted-mean``: every component has one; ``geometric-mean`` and ``harmonic-mean``: all or none; the other
    aggregates, and a node whose formula counts instead of its components: none.
    """
    raw = report.document.raw_at(path)
    having = [name for name in components if "weight" in table[name]]
    aggregate = table.get("aggregate", "weighted-mean")
    if "aggregate" in raw and "aggregate" not in table:
        return {}
    if "formula" in table or aggregate not in _NEEDS:
        reason = "formula" if "formula" in table else "aggregate"
        for name in having:
            report.at("weight-unexpected", (*path, name, "weight"), notes=(reason,), name=name, aggregate=aggregate)
        return {}
    if _NEEDS[aggregate] == "either" and not having:
        return {}
    for name in components:
        if "weight" not in raw[name]:
            report.at("weight-missing", (*path, name), "key", name=name, node=".".join(map(str, path[1:])))
    weights = {name: weight_of(report, names, (*path, name, "weight"), table[name]["weight"]) for name in having}
    known = {name: weight for name, weight in weights.items() if weight is not None}
    if len(known) == len(components) and components:
        _check_total(report, path, known)
    return known


def _check_total(report: Report, path: Path, weights: Mapping[str, Number]) -> None:
    total = sum_of(list(weights.values()))
    order = compare(total, HUNDRED_PERCENT)
    if order == 0:
        return
    points = (abs(total[0] - total[1]) * 100, total[1])
    labels: list[Label] = []
    running: Number = (0, 1)
    for name, weight in list(weights.items())[:NAMED]:
        running = sum_of([running, weight])
        words = "first" if not labels else "running"
        spelled: dict[str, Word] = {"weight": NumberWord(weight, "percent"), "running": NumberWord(running, "percent")}
        labels.append(Label(report.place((*path, name, "weight")), words, spelled))
    report.at(
        "weights-not-100", path, "key", *labels,
        notes=("exact",), helps=("lower" if order > 0 else "raise",), node=".".join(map(str, path[1:])),
        total=NumberWord(total, "percent"), difference=NumberWord(points),
    )  # fmt: skip
