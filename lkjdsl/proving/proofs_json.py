"""Proofs and findings → JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number
from lkjdsl.proving.derivation import derivation, said, text_of
from lkjdsl.proving.finding import Finding
from lkjdsl.proving.findings import EditionFindings
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.proofs_page import moving
from lkjdsl.proving.turning_points import turning
from lkjdsl.proving.zero_denominators import ZeroDenominator, zeros
from lkjdsl.render.json import diagnostic

VERSION = 1


def checked_text(checked: EditionFindings, language: Language) -> str:
    """Return what is proved and found as JSON text: a ratio for percent, None where a range has no end."""
    proofs = checked.proofs
    document = {
        "lkjdsl": VERSION,
        "title": proofs.definition.title,
        "year": proofs.definition.year,
        "proved": {path: result(checked, path) for path in proofs.program.results},
        "turning": [
            {
                "path": turning_point.path,
                "input": turning_point.input,
                **{way: data(shown) for way, shown in turning_point.shown.items()},
            }
            for turning_point in turning(checked.search)
        ],
        "zero_denominators": [zero(denominator) for denominator in zeros(proofs, language)],
        "findings": [finding(one, language) for one in checked.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def refused_text(problems: Iterable[Diagnostic], language: Language) -> str:
    """Return why an edition cannot be used as JSON text: nothing is proved of it."""
    document = {"lkjdsl": VERSION, "proved": {}, "findings": [diagnostic(problem, language) for problem in problems]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def derivation_text(proofs: Proofs, path: str, language: Language) -> str:
    """Return how the range of a result is derived as JSON text."""
    steps = [
        {
            "step": text_of(step.step, language),
            **possible(step.range),
            "because": [
                {
                    "side": because.side,
                    "end": number(because.end),
                    "used": [said(proofs.definition, relation, times, language) for relation, times in because.used],
                }
                for because in step.reasons
            ],
        }
        for step in derivation(proofs, path)
    ]
    document = {"lkjdsl": VERSION, "path": path, **possible(proofs.range(path)), "steps": steps}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def result(checked: EditionFindings, path: str) -> dict[str, Any]:
    """Return what is proved of one result."""
    proofs = checked.proofs
    entry: dict[str, Any] = possible(proofs.range(path))
    entry |= {"rises_with": list(moving(proofs, path, "rises")), "falls_with": list(moving(proofs, path, "falls"))}
    entry["unknown_in"] = list(moving(proofs, path, "unknown"))
    node = proofs.nodes.get(path)
    if node is not None:
        entry |= {"name": node.name, "unit": node.unit}
        entry |= {key: number(bound) for key, bound in (("floor", node.floor), ("cap", node.cap)) if bound is not None}
    return entry


def possible(values: Range) -> dict[str, Any]:
    """Return everything that a value may be."""
    entry: dict[str, Any] = {"range": None, "states": sorted(values.states)}
    if values.numbers is not None:
        interval = values.numbers
        entry["range"] = {"low": None if interval.low is None else {**number(interval.low), "open": interval.low_open}}
        entry["range"]["high"] = (
            None if interval.high is None else {**number(interval.high), "open": interval.high_open}
        )
    if values.texts is None or values.texts:
        entry["texts"] = None if values.texts is None else sorted(values.texts)
    if values.flags:
        entry["flags"] = sorted(values.flags)
    return entry


def zero(denominator: ZeroDenominator) -> dict[str, Any]:
    """Return a denominator that can be 0; a rule is a number or the word of the edition, None for one never asked."""
    rules = {"zero_over_zero": denominator.zero_over_zero, "over_zero": denominator.over_zero}
    stated_rules = {key: number(rule) if isinstance(rule, tuple) else rule for key, rule in rules.items()}
    return {"path": denominator.path, "denominator": denominator.denominator, **stated_rules}


def number(one: Number) -> dict[str, str]:
    """Return a number as a fraction in lowest terms and with its digits."""
    return {"exact": numerals.exact_text(one), "value": numerals.value_text(one)}


def finding(one: Finding, language: Language) -> dict[str, Any]:
    """Return a finding, and the data that show it."""
    entry = diagnostic(one.diagnostic, language)
    if one.witness is not None:
        entry["data"] = data(one.witness.shown)
    return entry


def data(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of inputs by their names; a fraction as text."""
    return {name: value if isinstance(value, bool | int | str) else str(value) for name, value in shown.items()}
