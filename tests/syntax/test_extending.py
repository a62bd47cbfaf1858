"""Editions that extend one another: what merges, where it comes from, and what is refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.edition import load, try_load
from lkjdsl.syntax.places import spot

BASE = """
lkjdsl = 1
title = 'Dasar'
year = 2025
[rules]
zero_over_zero = 0
[input.a]
x = { kind = 'count' }
y = { kind = 'count', label = 'Lama' }
[constraint]
urut = 'a.x <= a.y'
[indicator.I]
unit = 'index'
target = { 2025 = 91 }
[indicator.I.K1]
weight = '60%'
unit = 'percent'
formula = 'a.x / a.y'
[indicator.I.K2]
weight = '40%'
unit = 'percent'
formula = 'a.y / a.x'
"""


def load_files(folder: Path, files: Mapping[str, str], name: str) -> tuple[object, tuple[Diagnostic, ...]]:
    """Return what loading the last of *files* gives, once they are written."""
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return try_load(folder / name)


def test_tables_merge_attribute_by_attribute(tmp_path: Path) -> None:
    (tmp_path / "2025.toml").write_text(BASE)
    (tmp_path / "2026.toml").write_text(
        "extends = '2025.toml'\ntitle = 'Baru'\nyear = 2026\nremove = ['a.y.label', 'urut']\n"
        "[indicator.I]\ntarget = { 2026 = 92 }\n[indicator.I.K1]\nweight = '70%'\n[indicator.I.K2]\nweight = '30%'\n"
    )
    edition = load(tmp_path / "2026.toml")
    definition, indicator = edition.definition, edition.indicators["I"]
    assert (definition.title, definition.year, definition.constraints) == ("Baru", 2026, {})
    assert edition.inputs["a.y"].label == ""
    assert indicator.target is not None
    assert sorted(indicator.target.by_year) == [2025, 2026]
    assert [component.weight for component in indicator.components] == [(70, 100), (30, 100)]
    assert edition.evaluate({"a.x": 1, "a.y": 2})["I"].exact == 95


def test_what_is_removed_may_be_written_anew(tmp_path: Path) -> None:
    (tmp_path / "2025.toml").write_text(BASE)
    (tmp_path / "2026.toml").write_text(
        "extends = '2025.toml'\nremove = 'I.K2'\n[indicator.I.K2]\nunit = 'index'\nweight = '40%'\nformula = '50'\n"
    )
    assert load(tmp_path / "2026.toml").evaluate({"a.x": 1, "a.y": 1})["I"].exact == 80


def test_a_chain_goes_through_folders(tmp_path: Path) -> None:
    files = {
        "dasar/2024/2024.toml": BASE,
        "dasar/2025.toml": "extends = '2024/2024.toml'\nyear = 2025\n",
        "2026.toml": "extends = 'dasar/2025.toml'\nyear = 2026\n[indicator.I.K1]\nformula = 'a.x / a.z'\n",
    }
    edition, problems = load_files(tmp_path, files, "2026.toml")
    assert edition is None
    assert [(problem.code, Path(spot(problem.labels[0].place).file).name) for problem in problems] == [
        ("unknown-name", "2026.toml")
    ]


def test_a_place_is_in_the_file_that_says_it(tmp_path: Path) -> None:
    (tmp_path / "2025.toml").write_text(BASE)
    (tmp_path / "2026.toml").write_text("extends = '2025.toml'\n[indicator.I.K1]\nweight = '50%'\n")
    _, problems = try_load(tmp_path / "2026.toml")
    assert [problem.code for problem in problems] == ["weights-not-100"]
    spots = [spot(label.place) for label in problems[0].labels]
    assert [(Path(one.file).name, one.text) for one in spots] == [
        ("2026.toml", "[indicator.I.K1]"),
        ("2026.toml", "weight = '50%'"),
        ("2025.toml", "weight = '40%'"),
    ]


REFUSED = [
    ("extends = '2024.toml'", "file-missing", "'2024.toml'"),
    ("extends = '2O25.toml'", "file-missing", "'2O25.toml'"),
    ("extends = '../2025.toml'", "extends-outside", "'../2025.toml'"),
    ("extends = '/etc/passwd'", "extends-outside", "'/etc/passwd'"),
    ("extends = 'C:\\2025.toml'", "extends-outside", "'C:\\2025.toml'"),
    ("extends = '\\\\server\\2025.toml'", "extends-outside", "'\\\\server\\2025.toml'"),
    ("extends = 'link.toml'", "extends-outside", "'link.toml'"),
    ('extends = "a\\u0000.toml"', "extends-outside", '"a\\u0000.toml"'),
    ("extends = 'new.toml'", "extends-circle", "'new.toml'"),
    ("extends = 'back.toml'", "extends-circle", "'new.toml'"),
    ("extends = 'folder.toml'", "file-is-folder", "'folder.toml'"),
    ("extends = 'bad.toml'", "toml-bare-percent", "12%"),
    ("extends = 2025", "wrong-type", "2025"),
    ("extends = '2025.toml'\nremove = 3", "wrong-type", "3"),
    ("extends = '2025.toml'\nremove = ['I.K3']", "remove-unknown", "'I.K3'"),
    ("extends = '2025.toml'\nremove = 'a.zz'", "remove-unknown", "'a.zz'"),
    ("extends = '2025.toml'\nremove = ['I.K1', 'I.K1']", "remove-unknown", "'I.K1'"),
    ("remove = ['I.K1']", "remove-without-extends", "remove"),
    ("extends = '2025.toml'\n[indicator.I.K3]\nweight = '60%'", "change-unknown", "K3"),
    ("extends = '2025.toml'\n[indicator.J]\ncap = 3", "change-unknown", "J"),
    ("extends = '2025.toml'\n[input.a]\nz = { label = 'z' }", "change-unknown", "z"),
    ("extends = '2025.toml'\n[scale.mutu]\nlookup = 'exact'", "change-unknown", "mutu"),
    ("extend = '2025.toml'", "unknown-key", "extend"),
]


@pytest.mark.parametrize(("text", "code", "place"), REFUSED)
def test_what_cannot_be_extended_is_refused_at_its_place(text: str, code: str, place: str, tmp_path: Path) -> None:
    folder = tmp_path / "formulas"
    (folder / "folder.toml").mkdir(parents=True)
    (tmp_path / "2025.toml").write_text(BASE)
    (folder / "link.toml").symlink_to(tmp_path / "2025.toml")
    files = {"2025.toml": BASE, "back.toml": "extends = 'new.toml'", "bad.toml": "x = 12%", "new.toml": text}
    edition, problems = load_files(folder, files, "new.toml")
    assert edition is None
    problem = next(problem for problem in problems if problem.code != "missing-key")
    assert problem.code == code
    found = spot(problem.labels[0].place)
    assert found.text[found.column - 1 : found.end_column - 1] == place
    assert problem.message("id") != problem.message("en")


def test_a_text_extends_nothing() -> None:
    _, problems = try_load(text="extends = '2025.toml'")
    assert [problem.code for problem in problems] == ["extends-without-folder"]


def test_a_chain_may_be_long_but_not_endless(tmp_path: Path) -> None:
    files = {f"{number}.toml": f"extends = '{number - 1}.toml'" for number in range(1, 30)} | {"0.toml": BASE}
    assert load_files(tmp_path, files, "20.toml")[0] is not None
    assert [one.code for one in load_files(tmp_path, files, "29.toml")[1]] == ["extends-too-long"]


def test_the_extending_file_is_not_what_was_meant(tmp_path: Path) -> None:
    _, problems = load_files(tmp_path, {"news.toml": "extends = 'new.toml'"}, "news.toml")
    assert [(problem.code, problem.helps) for problem in problems] == [("file-missing", ())]
