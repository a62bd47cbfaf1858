"""What a result hangs on: one thing otherwise at a time, exactly."""

import json
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from lkjdsl import cli
from lkjdsl.edition import Edition, of_tables
from lkjdsl.editions.edits import variant
from lkjdsl.editions.sensitivity import Alternative, Factor, Sensitivity, sensitivity
from lkjdsl.editions.variations import variations
from lkjdsl.numbers.rational import sum_of
from lkjdsl.syntax.extending import ExtendedTables, read_written
from tests.support.paths import ROOT

EDITION = str(ROOT / "formulas/2025.toml")
DATA = str(ROOT / "examples/bontang-2025/data.toml")


def read() -> tuple[ExtendedTables, Edition]:
    written = read_written(EDITION)
    assert isinstance(written, ExtendedTables)
    edition, problems = of_tables(written)
    assert edition is not None, problems
    return written, edition


def found(path: str) -> Sensitivity:
    written, edition = read()
    return sensitivity(written, edition, edition.evaluate(DATA), path)


def cases(one: Sensitivity, name: str, what: str) -> dict[str, Fraction | str]:
    """Return what each case of a factor gives."""
    factor = next(factor for factor in one.factors if (factor.name, factor.what) == (name, what))
    return {how(case): Fraction(*case.value) if isinstance(case.value, tuple) else "-" for case in factor.cases}


def how(case: Alternative) -> str:
    return case.how if isinstance(case.how, str) else case.how.en


def test_the_rule_for_nothing_over_nothing_alone_moves_the_example_between_60_and_100() -> None:
    one = found("IKK2")
    strongest = one.factors[0]
    assert (strongest.name, strongest.what, strongest.span(one.base)) == ("rules", "zero_over_zero", (40, 1))
    assert cases(one, "rules", "zero_over_zero") == {"1": 96, "exclude": 100, "unavailable": "-"}


EXPECTED = [
    ("IKK2", "IKK2.K1", "weight", {"+10 pp": Fraction(105, 2), "-10 pp": Fraction(135, 2)}),
    ("IKK2", "IKK2.K2", "component", {"removed": Fraction(50)}),
    ("IKK2", "pengawasan.dilaksanakan", "unit", {"+1": Fraction(190, 3), "-1": Fraction(170, 3)}),
]


@pytest.mark.parametrize(("path", "name", "what", "values"), EXPECTED)
def test_each_thing_moves_the_result_exactly(path: str, name: str, what: str, values: dict[str, Fraction]) -> None:
    assert cases(found(path), name, what) == values


def test_every_variation_is_the_edition_with_these_edits() -> None:
    """What is found on the part of the edition that counts is what the whole edition gives."""
    written, edition = read()
    now = edition.evaluate(DATA)
    one = sensitivity(written, edition, now, "IKK1")
    tried = 0
    for variation in variations(written.tables, edition.definition, "IKK1"):
        other, problems = variant(written, variation.edits)
        assert other is not None, problems
        value = other.evaluate(DATA)["IKK1"].exact
        factor = next((f for f in one.factors if (f.name, f.what) == (variation.factor, variation.what)), None)
        if factor is None:
            assert value == now["IKK1"].exact
            continue
        told = next(case.value for case in factor.cases if case.how == variation.how)
        assert (Fraction(*told) if isinstance(told, tuple) else None) == value
        tried += 1
    assert tried > 15


def test_weights_stay_at_a_hundred_percent() -> None:
    written, edition = read()
    for variation in variations(written.tables, edition.definition, "IKK2"):
        if variation.what != "weight":
            continue
        other, problems = variant(written, variation.edits)
        assert other is not None, problems
        node = next(one for one in other.indicators["IKK2"].walk() if one.path == variation.factor.rpartition(".")[0])
        total = sum_of([component.weight for component in node.components if component.weight is not None])
        assert total[0] == total[1]


def test_the_strongest_comes_first() -> None:
    one = found("IKK1")
    spans = [Fraction(*factor.span(one.base)) for factor in one.factors]
    assert spans == sorted(spans, reverse=True)
    assert len(spans) > 20


def test_a_change_of_the_data_that_breaks_a_constraint_is_marked() -> None:
    factor: Factor = next(
        factor for factor in found("IKK1").factors if factor.name == "paspor.terbit" and factor.what == "tenth"
    )
    assert [case.broken for case in factor.cases] == [True, True]


def test_the_chart_is_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sensitivity", EDITION, DATA, "IKK2", "--format", "svg"]) == 0
    chart = ET.fromstring(capsys.readouterr().out)  # noqa: S314 - our own text
    texts = [text.text for text in chart.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[2] == "semua: aturan 0/0"
    assert {"60,00", "100,00"} <= set(texts)
    widths = [int(bar.get("width", 0)) for bar in chart.iter("{http://www.w3.org/2000/svg}rect")]
    assert widths[0] == max(widths)


def test_json_has_every_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sensitivity", EDITION, DATA, "IKK2.achievement", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    first = next(factor for factor in told["factors"] if factor["name"] == "rules")
    assert {case["how"]: case.get("exact") for case in first["cases"]}["dikecualikan"] == "250/227"


BAD = [("IKK9", 2, "unknown-path"), ("IKK3", 1, "no-number-to-move")]


@pytest.mark.parametrize(("path", "status", "code"), BAD)
def test_what_cannot_be_moved_is_said(path: str, status: int, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sensitivity", EDITION, DATA, path]) == status
    assert f"[{code}]" in capsys.readouterr().err
