"""Runs the conformance suite (tests/conformance/README.md), walked and compiled: every case is a test of its own."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lkjdsl.diagnostic import Diagnostic, is_error
from lkjdsl.domains.exact.compiled import compiled
from lkjdsl.edition import Edition, try_load
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.numerals import exact_text
from lkjdsl.numbers.rational import significant
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.syntax.toml_writer import toml_text

Case = Mapping[str, Any]

FOLDER = Path(__file__).with_name("conformance")
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in sorted(FOLDER.glob("*.toml"))
    for case in read(file.read_text("utf-8"))["case"]
]
STATES = ("excluded", "unavailable", "invalid")
FLAGS = {"true": "1", "false": "0"}
SIGNIFICANT = 50
ABOUT_RESULTS = ("result-invalid",)
"""Errors that say something of a result, not of the edition or the data."""


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, tmp_path: Path) -> None:
    edition, problems = try_load(text=case["edition"] if "edition" in case else edition_of(case))
    if edition is None:
        assert errors_among(problems) == case.get("problems")
        return
    outcome, found = evaluated_or_refused(edition.answering(case.get("values", {})), case, tmp_path)
    assert errors_among((*problems, *found)) == case.get("problems", [])
    if outcome is None:
        return
    expected = case.get("values", {}) if "edition" in case else {"N": value_of(case)}
    assert {path: told(outcome.result(path, "id"), wanted) for path, wanted in expected.items()} == expected
    straight = compiled(outcome.program)(outcome.data.facts)
    assert list(map(comparable, straight)) == list(map(comparable, outcome.values))


def comparable(value: Value) -> object:
    """Return *value* so that equal numbers are equal."""
    return (type(value), Fraction(*value)) if isinstance(value, tuple) else value


def test_names_are_unique() -> None:
    names = [str(case.id).split(": ", 1)[1] for case in CASES]
    assert [name for name in set(names) if names.count(name) > 1] == []


def edition_of(case: Case) -> str:
    """Return the edition that a case of one expression stands for."""
    formula = f"if({case['expression']}, 1, 0)" if case.get("gives") in FLAGS else case["expression"]
    kinds = case.get("kinds", {})
    inputs: dict[str, dict[str, Any]] = {}
    for path in (*case.get("inputs", {}), *case.get("absent", []), *case.get("previous", {})):
        group, name = path.split(".")
        inputs.setdefault(group, {})[name] = {"kind": kinds.get(path, "number")}
    rows = {
        name: {column: {"kind": kind} for column, kind in table["columns"].items()}
        for name, table in case.get("rows", {}).items()
    }
    node = {"name": "N", "unit": case.get("unit", "ratio"), "formula": formula, **case.get("node", {})}
    head = {"lkjdsl": 1, "title": "Uji", "year": 2025, "language": "id", "rules": case.get("rules", {})}
    scales = case.get("scales", {})
    return toml_text({**head, "input": inputs, "rows": rows, "scale": scales, "indicator": {"N": node}})


def evaluated(edition: Edition, case: Case, folder: Path) -> Outcome:
    """Return the outcome of the case's data, read from files as a user's are."""

    def written(name: str, year: int, inputs: Mapping[str, Any], rows: Mapping[str, Any]) -> Path:
        tables: dict[str, Any] = {"year": year}
        for path, value in inputs.items():
            group, key = path.split(".")
            tables.setdefault(group, {})[key] = value
        file = folder / name
        file.write_text(
            toml_text({**tables, **{name: table["data"] for name, table in rows.items() if "data" in table}}), "utf-8"
        )
        return file

    def copied(key: str) -> Path | list[Path]:
        told = case[key]
        files = [folder / f"{key}{index}.toml" for index in range(1 if isinstance(told, str) else len(told))]
        for file, text in zip(files, [told] if isinstance(told, str) else told, strict=True):
            file.write_text(text, "utf-8")
        return files[0] if isinstance(told, str) else files

    data: Path | list[Path]
    previous: Path | list[Path] | None
    if "edition" in case:
        data = copied("data")
        previous = copied("previous") if "previous" in case else None
    else:
        data = written("data.toml", 2025, case.get("inputs", {}), case.get("rows", {}))
        previous = written("previous.toml", 2024, case["previous"], {}) if "previous" in case else None
    return edition.evaluate(data, previous)


def evaluated_or_refused(edition: Edition, case: Case, folder: Path) -> tuple[Outcome | None, Sequence[Diagnostic]]:
    """Return the outcome of the case's data with its problems; or None with why the files are not used together."""
    try:
        outcome = evaluated(edition, case, folder)
    except LkjdslError as refused:
        return None, refused.diagnostics
    return outcome, outcome.problems


def errors_among(problems: Iterable[Diagnostic]) -> list[str]:
    """Return the codes of the errors that the suite compares."""
    return sorted({one.code for one in problems if is_error(one) and one.code not in ABOUT_RESULTS})


def value_of(case: Case) -> dict[str, Any]:
    """Return what a case of one expression expects of N, in the form that a case of an edition has."""
    gives = case.get("gives")
    wanted = {key: case[key] for key in ("reason", "printed", "approximate") if key in case}
    if gives in STATES:
        return {"status": gives, **wanted}
    return wanted if gives is None else {"exact": FLAGS.get(gives, gives), **wanted}


def told(result: Result, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return of *result* what is *wanted*."""
    value = result.value
    facts: dict[str, Any] = {"status": result.status, "printed": result.printed}
    if isinstance(value, State):
        facts["reason"] = value.reasons[0].code
    elif isinstance(value, tuple) and result.approximate:
        facts["approximate"] = decimal_text(significant(value, SIGNIFICANT))
    elif isinstance(value, tuple):
        facts["exact"] = exact_text(value)
    return {key: facts.get(key) for key in wanted}


def decimal_text(coefficient_and_exponent: tuple[int, int]) -> str:
    """Return coefficient times ten to the exponent (0 or less) with all its digits."""
    coefficient, exponent = coefficient_and_exponent
    digits = str(abs(coefficient)).rjust(1 - exponent, "0")
    sign = "-" if coefficient < 0 else ""
    return f"{sign}{digits[:exponent]}.{digits[exponent:]}" if exponent else f"{sign}{digits}"
