"""Nothing right is ever found wrong, and one unit in the last printed digit is always found."""

import csv
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.auditing.audit import Audit
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number, round_at
from lkjdsl.testing import data_for, editions
from lkjdsl.units import PERCENT, TEXT
from tests.support.paths import ROOT

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LOCALE: numerals.Locale = "id"
MOST_PRINTED = 10**30
"""Longer numbers are in no report, and what is written of them is refused."""


@frozen(slots=False)
class Report:
    """An edition and the data of an office, with what comes of them."""

    text: str
    data: dict[str, Any]

    @cached_property
    def edition(self) -> lkjdsl.Edition:
        """Return the edition."""
        return lkjdsl.load(text=self.text)

    @cached_property
    def outcome(self) -> Outcome:
        """Return the results for the data."""
        return self.edition.evaluate(self.data)


@st.composite
def reports(draw: st.DrawFn, *, given: bool = True) -> Report:
    text = draw(editions())
    report = Report(text, draw(data_for(lkjdsl.load(text=text), complete=True, given=given)))
    assume(not report.outcome.data.problems)
    return report


def results(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the path of each result and how a report prints it."""
    for path in outcome.paths:
        result = outcome.result(path, LOCALE)
        number = result.value if isinstance(result.value, tuple) else (0, 1)
        if result.printed and result.printed.strip() and abs(number[0]) < MOST_PRINTED * number[1]:
            yield path, result.printed


def inputs(report: Report, digits: int | None = None) -> Iterator[tuple[str, str]]:
    """Yield the path of each input and how it is printed: in full, or rounded to *digits* where it may be."""
    facts, definition = report.outcome.data.facts, report.edition.definition
    told = [(path, one, value) for (path, one), value in zip(definition.inputs.items(), facts.inputs, strict=True)]
    for name, table in definition.rows.items():
        columns = facts.rows[name]
        for (column, one), values in zip(table.columns.items(), columns.values, strict=True):
            told += [(f"{name}.{row}.{column}", one, value) for row, value in enumerate(values, 1)]
    for path, one, value in told:
        if isinstance(value, bool):
            yield path, "ya" if value else "tidak"
        elif isinstance(value, str) and value.strip():
            yield path, value
        if isinstance(value, tuple) and not isinstance(value, bool):
            yield path, printed_input(value, one.kind, digits)


def printed_input(value: Number, kind: str, digits: int | None) -> str:
    unit = kind if kind in ("count", "rupiah", "percent") else "number"
    if digits is None or kind == "count":
        return numerals.shortest(value, unit, LOCALE)
    return numerals.printed(value, unit, digits, "half-up", LOCALE)


def printed_of(report: Report, digits: int | None = None) -> dict[str, Any]:
    told = (*inputs(report, digits), *results(report.outcome))
    figures = [{"what": what, "printed": text} for what, text in told]
    return {"year": report.outcome.data.year, "figure": figures}


def false_alarms(audit: Audit) -> list[Any]:
    # 1,234 is refused wherever it stands, and that is no alarm.
    assert {problem.code for problem in audit.problems} <= {"figure-ambiguous", "nothing-printed"}
    return [
        (figure.figure.what, figure.figure.printed, figure.computed, figure.between)
        for figure in audit.figures
        if figure.verdict == "disagrees"
    ]


def is_possible(report: Report) -> bool:
    """Return whether the data are such as the edition says that all are."""
    broken = {"constraint-broken", "above-maximum", "below-minimum", "count-not-whole", "count-negative"}
    broken.add("constraint-unchecked")  # for want of a value, and so perhaps broken
    return broken.isdisjoint(problem.code for problem in report.outcome.problems)


@slow
@given(reports())
def test_a_report_that_prints_the_results_has_no_false_alarm(report: Report) -> None:
    found = lkjdsl.audit(report.edition, printed_of(report), report.data)
    assert false_alarms(found) == []
    assert found.conflicts == ()


@slow
@given(reports(given=False), st.sampled_from((None, 0, 1, 2)))
def test_without_data_the_printed_inputs_leave_no_false_alarm(report: Report, digits: int | None) -> None:
    assume(is_possible(report))
    found = lkjdsl.audit(report.edition, printed_of(report, digits))
    assert false_alarms(found) == []


@slow
@given(reports(), st.sampled_from((1, -1)))
def test_one_unit_in_the_last_printed_digit_is_found(report: Report, unit: int) -> None:
    for path in report.outcome.paths:
        result = report.outcome.result(path, LOCALE)
        value = result.value
        if not isinstance(value, tuple) or result.unit == TEXT or result.rounding not in ("half-up", "half-even"):
            continue
        digits = result.digits + (2 if result.unit == PERCENT else 0)
        scale = 10**digits
        rounded = round_at(value, digits, result.rounding)
        planted = (rounded[0] * scale // rounded[1] + unit, scale)
        if abs(value[0]) >= MOST_PRINTED * value[1] or 2 * value[0] * scale % value[1] == 0:
            continue  # halfway between two figures both are right
        text = numerals.printed(planted, result.unit, result.digits, "half-up", LOCALE)
        found = lkjdsl.audit(report.edition, {"figure": [{"what": path, "printed": text}]}, report.data)
        assert [figure.verdict for figure in found.figures] == ([] if found.problems else ["disagrees"])
        break


@pytest.mark.parametrize("digits", [None, 1])
def test_a_table_of_offices_that_prints_the_results_has_no_false_alarm(digits: int | None, tmp_path: Path) -> None:
    text = (ROOT / "formulas" / "2025.toml").read_text("utf-8")
    edition = lkjdsl.load(text=text)
    table = tmp_path / "printed.csv"

    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(st.lists(data_for(edition, complete=True, given=False), min_size=1, max_size=5))
    def no_false_alarm(offices: list[dict[str, Any]]) -> None:
        told, possible = [], True
        for data in offices:
            report = Report(text, data)
            possible = possible and is_possible(report)
            told.append({**dict(inputs(report, digits)), **dict(results(report.outcome))})
        headers = sorted({path for one in told for path in one if not path.startswith(("table.", "program."))})
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(headers)
            writer.writerows([one.get(path, "") for path in headers] for one in told)
        found = lkjdsl.audit(edition, table)
        assert {problem.code for problem in found.problems} <= {"table-cell-ambiguous", "table-more-unreadable"}
        wrong = [figure for figure in found.figures if figure.verdict == "disagrees"]
        if not possible:
            wrong = [one for one in wrong if "figure-impossible" not in [each.code for each in one.findings]]
        assert wrong == []

    no_false_alarm()
