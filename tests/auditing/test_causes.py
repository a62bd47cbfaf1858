"""Each kind of likely cause is found from what it does to a figure, and told with the computation that gives it."""

import re
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.auditing.audit import FigureResult
from lkjdsl.auditing.causes import SMALL
from lkjdsl.catalogue import entries
from tests.support.paths import ROOT

TOLD = tomli.loads(Path(__file__).with_name("causes.toml").read_text("utf-8"))
EDITION = lkjdsl.load(text=TOLD["edition"])
CAUSES = ROOT / "lkjdsl" / "catalogue" / "causes.toml"


def result(case: dict[str, Any], tmp_path: Path) -> FigureResult:
    data = tmp_path / "data.toml"
    data.write_text(TOLD["data"], encoding="utf-8")
    beside = [
        {"what": what, "printed": text, "place": case.get("beside_place", "di sini")}
        for what, text in case.get("beside", {}).items()
    ]
    figure = {"what": case["what"], "printed": case["printed"], "place": case.get("place", "")}
    found = lkjdsl.audit(EDITION, {"figure": [figure, *beside]}, data, previous=tomli.loads(TOLD["previous"]))
    assert found.problems == ()
    return found.figures[0]


@pytest.mark.parametrize("case", TOLD["case"], ids=lambda case: f"{case['kind']} {case['printed']}")
def test_a_cause_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    found = result(case, tmp_path)
    assert found.verdict == "disagrees"
    told = {cause.kind: cause.words.message("id") for cause in found.causes}
    assert case["kind"] in told, told
    assert case["says"] in told[case["kind"]]
    assert all(cause.chance < SMALL for cause in found.causes)


@pytest.mark.parametrize("case", TOLD["case"], ids=lambda case: f"{case['kind']} {case['printed']}")
def test_a_cause_is_told_in_english_as_well(case: dict[str, Any], tmp_path: Path) -> None:
    for cause in result(case, tmp_path).causes:
        assert not re.search(r"[{}]", cause.words.message("en"))


def test_every_kind_of_the_catalogue_has_a_case() -> None:
    kinds = {code.removeprefix("cause-") for code in tomli.loads(CAUSES.read_text("utf-8"))}
    assert {case["kind"] for case in TOLD["case"]} == kinds
    assert all(entries()[f"cause-{kind}"].why for kind in kinds)


# Of figures with so few digits any search finds something.
@pytest.mark.parametrize(("what", "printed"), [("IKK1", "98"), ("IKK1.D1", "90%"), ("IKK2.A.weight", "4%")])
def test_no_cause_is_claimed_that_chance_finds(what: str, printed: str, tmp_path: Path) -> None:
    kinds = [cause.kind for cause in result({"what": what, "printed": printed}, tmp_path).causes]
    assert kinds == (["weights"] if what.endswith("weight") else [])


@pytest.mark.parametrize("case", TOLD["chance"], ids=lambda case: f"{case['what']} {case['printed']}")
def test_no_cause_is_claimed_that_a_search_finds(case: dict[str, Any], tmp_path: Path) -> None:
    found = result(case, tmp_path)
    assert found.verdict == "disagrees"
    assert [cause.kind for cause in found.causes] == case["kinds"]


def test_no_two_figures_are_put_down_to_each_other() -> None:
    figures = [
        {"what": what, "printed": "73,24%", "place": place}
        for what, place in (("IKK2.achievement", "Bab I"), ("IKK3.achievement", "Bab II"))
    ]
    found = lkjdsl.audit(EDITION, {"figure": figures}, tomli.loads(TOLD["data"]))
    assert [[cause.kind for cause in figure.causes] for figure in found.figures] == [[], []]


def test_a_right_figure_has_no_causes(tmp_path: Path) -> None:
    found = result({"what": "IKK1", "printed": "96,97"}, tmp_path)
    assert (found.verdict, found.causes) == ("agrees", ())


def test_what_nothing_reproduces_has_no_causes(tmp_path: Path) -> None:
    assert result({"what": "IKK1", "printed": "41,37"}, tmp_path).causes == ()
