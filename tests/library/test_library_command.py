"""`lkjdsl library` and `lkjdsl new --use`: what is listed, what is said of a file, what a new edition begins with."""

import json
from pathlib import Path

import pytest

from lkjdsl import cli
from lkjdsl.edition import load
from lkjdsl.library import library_names


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main([*arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize(("language", "since"), [("id", "sejak 2017"), ("en", "since 2017")])
def test_every_file_is_listed_with_its_regulation_and_years(
    language: str, since: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "library", "--lang", language)
    assert status == 0
    assert all(name in out for name in library_names())
    assert since in out


def test_the_list_is_there_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "library", "--format", "json")
    listed = {one["name"]: one for one in json.loads(out)["library"]}
    assert list(listed) == library_names()
    assert listed["lkjdsl:ikpa-2022"]["valid"] == {"from": 2022, "to": 2023}
    assert listed["lkjdsl:akip-2021"]["definitions"] == {"AKIP": "Nilai AKIP", "AKIP_poin": "Nilai AKIP"}
    assert listed["lkjdsl:nka-2023"]["basis"][0].startswith("PMK Nomor 62 Tahun 2023")


@pytest.mark.parametrize("name", ["ikpa-2024", "lkjdsl:ikpa-2024"])
@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_a_file_tells_its_rules_sources_and_open_points(
    name: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "library", name, "--format", form)
    assert status == 0
    text = " ".join(out.replace("\\_", "_").split())
    for told in ("PER-5/PB/2024", "Kontrak_dini", "pengurang_dispensasi", "revisi_dipa.semester_1", "Belum dipastikan"):
        assert told in text


def test_formulas_are_set_in_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "library", "smart-2021", "--format", "markdown")
    assert "\\frac{" in out


def test_a_misspelt_name_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "library", "skm-2071")
    assert status == 1
    assert "lkjdsl:skm-2017" in err


def test_a_new_edition_begins_with_definitions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2026.toml"
    uses = ("lkjdsl:skm-2017/IKM_rerata", "lkjdsl:nka-2023/NKA.Perencanaan", "lkjdsl:skm-2017/IKM_rerata")
    options = [option for use in uses for option in ("--use", use)]
    assert run(capsys, "new", "2026", *options, "--output", str(path))[0] == 0
    assert list(load(path).indicators) == ["IKM_rerata", "Perencanaan", "IKM_rerata_2"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("2026", "--use", "lkjdsl:skm-2017/IKN"), "use-unknown"),
        (("2026", "--use", "lkjdsl:skm-2017"), "use-without-definition"),
        (("26", "--use", "lkjdsl:skm-2017/IKM"), "no-year"),
    ],
)
def test_what_cannot_be_begun_with_is_told(
    arguments: tuple[str, ...],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys, "new", *arguments)
    assert status != 0
    assert f"[{code}]" in err
    assert list(tmp_path.iterdir()) == []
