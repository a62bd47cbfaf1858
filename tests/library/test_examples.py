"""The examples of other offices: what they come to, which slips their reports have, that all forms can be written."""

import json
from pathlib import Path

import pytest

from lkjdsl import cli
from lkjdsl.edition import load
from lkjdsl.proving.findings import check_edition
from tests.support.paths import ROOT

EXAMPLES = {
    "pengadilan-agama": (
        {"IKU4": "91,85", "IKU7": "80,00", "IKU8": "97,52", "SK1.achievement": "101,14%", "achievement": "103,38%"},
        {"IKU4", "IKU8", "achievement"},
        ["falls-with-work"],  # appeals lower the share of decisions without
    ),
    "dinas-kesehatan": (
        {
            "IKU1": "86,31%",
            "IKU3.achievement": "96,92%",
            "IKU4": "87,17",
            "IKU5": "72,85",
            "achievement": "99,13%",
        },
        {"IKU2@..TW3", "IKU3.achievement", "achievement"},
        ["scale-not-covered"],  # a prevalence of more than twice the target
    ),
    "dana-desa": (
        {"IKU2": "95,48%", "IKU3": "95,03%", "IKU6": "84,03", "table.desa.total.serap": "Rp4.444.484.150"},
        {"IKU2", "table.desa.3.persen", "table.desa.total.salur"},
        [],
    ),
}
every_example = pytest.mark.parametrize("name", EXAMPLES)


def files(name: str) -> list[str]:
    """Return the edition and the data files of an example."""
    folder = ROOT / "examples" / name
    data = sorted(folder.glob("tw?.toml")) or [folder / "data.toml"]
    return [str(folder / "2025.toml"), *map(str, data)]


@every_example
def test_the_figures_are_those_of_its_readme(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", *files(name), "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    expected, _, _ = EXAMPLES[name]
    assert {path: values[path]["printed"] for path in expected} == expected
    readme = (ROOT / "examples" / name / "README.md").read_text("utf-8")
    slips = json_audit(name, capsys)
    assert all(slip["computed"] in readme and slip["printed"] in readme for slip in slips)


@every_example
def test_the_slips_of_its_report_are_found(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, slips, _ = EXAMPLES[name]
    assert {one["what"] for one in json_audit(name, capsys)} == slips


def json_audit(name: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    """Return the figures of its report that disagree."""
    printed = str(ROOT / "examples" / name / "printed.toml")
    cli.main(["audit", *files(name), printed, "--format", "json"])
    figures = json.loads(capsys.readouterr().out)["figures"]
    return [one for one in figures if one["verdict"] == "disagrees"]


@every_example
def test_its_edition_has_no_warning_that_is_not_expected(name: str) -> None:
    found = check_edition(load(files(name)[0])).problems
    assert [one.code for one in found if one.severity != "note"] == EXAMPLES[name][2]


@every_example
def test_a_workbook_and_a_chapter_can_be_written(name: str, tmp_path: Path) -> None:
    edition, *data = files(name)
    for command in (["template", edition, "--output", "b.xlsx"], ["report", edition, *data, "--output", "c.docx"]):
        *rest, file = command
        assert cli.main([*rest, str(tmp_path / file)]) == 0
    assert {file.name for file in tmp_path.iterdir()} == {"b.xlsx", "c.docx"}


@every_example
def test_it_uses_the_library(name: str) -> None:
    source = load(files(name)[0]).source
    assert source is not None
    assert source.uses
