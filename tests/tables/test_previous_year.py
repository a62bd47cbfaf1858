"""The year before of a table: the same as evaluating each office with its previous data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import lkjdsl
from lkjdsl.cli import main

EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'en'
[rules]
over_zero = 'error'
[input.paspor]
terbit = { kind = 'count' }
permohonan = { kind = 'count' }
bobot = { kind = 'count', default = 4 }
[rows.belanja]
pagu = { kind = 'rupiah' }
[indicator.IKK1]
name = 'Passports'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan'
target = { 2024 = '80%', 2025 = '90%' }
[indicator.IKK2]
name = 'Growth'
unit = 'percent'
formula = 'paspor.terbit * paspor.bobot / (previous(paspor.terbit) * previous(paspor.bobot))'
[indicator.IKK3]
name = 'Budget'
unit = 'rupiah'
formula = 'sum(belanja.pagu)'
[indicator.IKK4]
name = 'Survey'
unit = 'index'
formula = 'IKK1.achievement * 100'
"""
Office = Mapping[str, Any]
NOW: Mapping[str, Office] = {
    "A": {"paspor": {"terbit": 9, "permohonan": 10}, "belanja": [{"pagu": 5}, {"pagu": 6}]},
    "B": {"paspor": {"terbit": 9, "permohonan": 10, "bobot": 2}, "belanja": [{"pagu": 7}]},
    "C": {"paspor": {"terbit": 1, "permohonan": 3}, "belanja": []},
}
BEFORE: Mapping[str, Office] = {
    "B": {"year": 2024, "paspor": {"terbit": 3, "permohonan": 0, "bobot": 3}, "belanja": [{"pagu": 14}]},
    "A": {"year": 2024, "paspor": {"terbit": 8, "permohonan": 10}, "belanja": [{"pagu": 1}], "given": {"IKK4": 50}},
}


def table(offices: Mapping[str, Office], year: int) -> dict[str, list[Any]]:
    names = ("terbit", "permohonan", "bobot")
    return {
        "kantor": list(offices),
        "year": [year] * len(offices),
        **{f"paspor.{name}": [told["paspor"].get(name) for told in offices.values()] for name in names},
        "belanja.pagu": [[row["pagu"] for row in told["belanja"]] for told in offices.values()],
        "IKK4": [told.get("given", {}).get("IKK4") for told in offices.values()],
    }


def test_the_year_before_of_a_table_is_that_of_each_office() -> None:
    edition = lkjdsl.load(text=EDITION)
    problems: list[Any] = []
    made = edition.evaluate_table(
        table(NOW, 2025), previous=table(BEFORE, 2024), key=["kantor"], printed="en", problems=problems
    )
    assert [(one.code, one.values["number"]) for one in problems] == [("rows-without-previous", 1)]
    rows = {row["kantor"]: row for row in made.to_pylist()}
    for name, told in BEFORE.items():
        outcome = edition.evaluate(NOW[name], told)
        paths = [path for path in outcome.paths if path.startswith("IKK")]
        expected = {path: (outcome[path].status, outcome[path].printed) for path in paths}
        assert {path: (rows[name][f"{path}.status"], rows[name][f"{path}.printed"]) for path in paths} == expected
    for path, about in (("IKK1.compare.previous", "IKK1"), ("IKK2", "paspor.terbit")):
        why = f"{about} is not filled in for the previous year"
        assert (rows["C"][f"{path}.status"], rows["C"][f"{path}.reason"]) == ("unavailable", why)


def test_a_table_of_several_years_has_the_year_before_in_itself() -> None:
    edition = lkjdsl.load(text=EDITION)
    apart, together = table(NOW, 2025), table(BEFORE, 2024)
    both = {name: [*apart[name], *together[name]] for name in apart}
    paths = ["IKK1.compare.previous", "IKK2", "IKK4.compare.previous"]
    found = edition.evaluate_table(both, only=paths, previous=both, key=["kantor"]).to_pylist()
    expected = edition.evaluate_table(apart, only=paths, previous=together, key=["kantor"]).to_pylist()

    assert found[: len(NOW)] == expected
    assert {row["IKK2.reason"] for row in found[len(NOW) :]} == {"missing-previous"}


@pytest.mark.parametrize(
    ("previous", "key", "code"),
    [
        ({"kantor": ["A"], "paspor.terbit": [1]}, [], "key-needed"),
        ({"kantor": ["A"], "paspor.terbit": [1]}, ["kantr"], "key-missing"),
        ({"office": ["A"], "paspor.terbit": [1]}, ["kantor"], "key-missing"),
        ({"kantor": ["A", "A"], "paspor.terbit": [1, 2]}, ["kantor"], "key-twice"),
        ({"kantor": ["A"], "paspor.terbti": [1]}, ["kantor"], "unknown-header"),
    ],
)
def test_two_years_that_do_not_go_together_are_told(previous: dict[str, Any], key: list[str], code: str) -> None:
    edition = lkjdsl.load(text=EDITION)
    with pytest.raises(lkjdsl.LkjdslError) as raised:
        edition.evaluate_table({"kantor": ["A"], "paspor.terbit": [2]}, previous=previous, key=key)
    assert [one.code for one in raised.value.diagnostics] == [code]


def test_the_command_takes_the_year_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").write_text(EDITION, encoding="utf-8")
    Path("now.csv").write_text("kantor,paspor.terbit,paspor.permohonan\nA,9,10\nB,1,2\n", encoding="utf-8")
    Path("before.csv").write_text("kantor,paspor.terbit,paspor.permohonan\nA,8,10\n", encoding="utf-8")
    for folder, issued in (("now", 9), ("before", 8)):
        Path(folder).mkdir()
        text = f"[paspor]\nterbit = {issued}\npermohonan = 10\n"
        Path(folder, "a.toml").write_text(text, encoding="utf-8")
    only = ("--only", "IKK1.compare.previous", "--lang", "en")

    assert main(["eval", "edition.toml", "now.csv", "--previous", "before.csv", "--key", "kantor", *only]) == 0
    shown = capsys.readouterr()
    assert "112.50%  112.50%   112.50%" in shown.out
    assert "rows without a year before: 1" in shown.err
    assert main(["eval", "edition.toml", "now", "--previous", "before", *only]) == 0
    assert "112.50%  112.50%   112.50%" in capsys.readouterr().out
    assert main(["eval", "edition.toml", "now", "--previous", "before.csv", *only]) == 2
    assert "previous-other-kind" in capsys.readouterr().err
