"""``lkjdsl proofread``: what comes back, and that the report itself is never touched."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from lkjdsl import cli
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.reading import read_file
from tests.proofreading.test_reports import FOLDER, PLANTED, read, text_of
from tests.support.paths import ROOT
from tests.support.report_docx import word_report

EDITION, DATA = str(FOLDER / "kesehatan.toml"), str(FOLDER / "kesehatan-data.toml")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "laporan.docx"
    path.write_bytes(word_report(read(PLANTED.sub(lambda fault: fault[2], text_of("kesehatan")))))
    return path


def test_json_is_a_stable_interface(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["proofread", EDITION, DATA, str(report), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found.keys() == {"lkjdsl", "findings", "questions", "figures", "forgotten", "unread", "unseen", "problems"}
    assert {
        "kind": "disagrees",
        "place": "Bab III.A, Tabel 3.1 baris 2 kolom Capaian (%)",
        "text": "2 | Cakupan kunjungan ibu hamil K6 | % | 90 | 89,64 | 99,95",
        "printed": "99,95",
        "what": "Ibu_hamil.achievement",
        "computed": "99,59%",
    }.items() <= next(one for one in found["findings"] if one["printed"] == "99,95").items()
    assert found["figures"][0].keys() == {"place", "text", "printed", "what", "verdict"}
    assert found["unread"][0].keys() == {"section", "numbers"}


def test_each_finding_is_a_comment_and_the_report_stays(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report.read_bytes()
    copy = report.with_name("diperiksa.docx")
    cli.main(["proofread", EDITION, DATA, str(report), "--comments", str(copy), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert report.read_bytes() == before
    document, commented = read_file(str(report)), read_file(str(copy))
    assert isinstance(document, Document)
    assert isinstance(commented, Document)
    assert [text.string for _, text in commented.texts()] == [text.string for _, text in document.texts()]
    assert isinstance(commented.package, Package)
    comments = commented.package.parts["word/comments.xml"].decode()
    assert comments.count('w:author="lkjdsl"') == len(findings) > 20
    assert "Tidak sesuai data: tercetak 99,95, hitung 99,59%" in comments


@pytest.mark.parametrize(
    ("edition", "with_data", "misfits"),
    [("kesehatan", True, False), ("kesehatan", False, False), ("agama", True, True), ("rumahsakit", True, True)],
)
def test_a_report_says_that_it_is_hardly_one_of_the_edition(
    report: Path, edition: str, with_data: bool, misfits: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(FOLDER / f"{edition}.toml"), *([str(FOLDER / f"{edition}-data.toml")] if with_data else [])]
    cli.main(["proofread", *files, str(report), "--format", "json"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert ("report-misfits" in [one["code"] for one in problems]) == misfits


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_the_other_forms_show_the_same(report: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["proofread", str(report), "--format", form]) == 1
    assert "103,31" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "code"), [
    ([EDITION, DATA, DATA, str(FOLDER / "agama-jebakan.txt")], "proofread-too-many-files"),
    ([str(FOLDER / "agama-jebakan.txt"), "--comments", "hasil.docx"], "comments-only-in-word"),
    (["tidak-ada.docx"], "file-missing"),
])  # fmt: skip
def test_wrong_use_is_a_message(arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["proofread", *arguments]) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_with_periods_each_has_its_data_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    edition, *data = (str(ROOT / f"examples/dinas-kesehatan/{name}.toml") for name in ("2025", "tw1", "tw2"))
    report = tmp_path / "laporan.md"
    cli.main(["report", edition, *data, "--output", str(report)])
    text = report.read_text("utf-8")
    report.write_text(text.replace("42,40%", "42,44%", 1), "utf-8")
    capsys.readouterr()
    cli.main(["proofread", edition, *data, str(report), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert ("42,44%", "42,40%") in [(finding["printed"], finding.get("computed")) for finding in findings]


def test_the_report_is_never_written_over(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report.read_bytes()
    assert cli.main(["proofread", str(report), "--comments", str(report), "--force"]) == 2
    assert "[document-is-original]" in capsys.readouterr().err
    assert report.read_bytes() == before


def test_the_ending_of_the_output_is_what_is_written(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report by its own ending comes back with comments, no text under the name of a document."""
    target = report.with_name("diperiksa.docx")
    cli.main(["proofread", str(report), "--output", str(target)])
    assert "word/comments.xml" in zipfile.ZipFile(target).namelist()
    assert capsys.readouterr().out
    assert cli.main(["proofread", str(report), "--output", str(report.with_name("diperiksa.xlsx"))]) == 2
    assert "output-ending" in capsys.readouterr().err
    page = report.with_name("diperiksa.html")
    cli.main(["proofread", str(report), "--output", str(page)])
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_number_of_two_tables_keeps_its_own_value_in_a_calculation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taken for one index, printed with a per cent sign: it is no slip of what the other table prints."""
    edition, report = tmp_path / "edisi.toml", tmp_path / "laporan.md"
    edition.write_text(
        "lkjdsl = 1\ntitle = 'Kantor'\nyear = 2025\n[indicator.IKK1]\nname = 'Kepuasan'\nunit = 'index'\n"
        "aggregate = 'mean'\n[indicator.IKK1.K1]\nname = 'Ketepatan waktu penyelesaian layanan'\nunit = 'index'\n"
        "[indicator.IKK1.K2]\nname = 'Sarana dan prasarana'\nunit = 'index'\n",
        "utf-8",
    )
    head = "| Uraian | Target | Realisasi | Capaian |\n| --- | --- | --- | --- |\n"
    rows = ("97 % | 97,99 % | 101,02 %", "98 % | 97,78 % | 100,79 %")
    tables = "\n".join(f"{head}| Ketepatan waktu penyelesaian layanan | {row} |\n" for row in rows)
    report.write_text(f"# BAB III\n\n{tables}", "utf-8")
    cli.main(["proofread", str(edition), str(report), "--format", "json"])
    causes = [one["cause"] for one in json.loads(capsys.readouterr().out)["findings"] if one["printed"] == "100,79 %"]
    assert causes == ["97,78 % / 98 % × 100 = 99,78%"]


def test_figures_of_a_year_whose_data_are_not_at_hand_are_said_to_be_unchecked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = []
    for year in (2023, 2025):
        files.append(tmp_path / f"{year}.toml")
        text = Path(DATA).read_text("utf-8")
        files[-1].write_text(re.sub(r"(?m)^year(\s*)= 2025", rf"year\1= {year}", text), encoding="utf-8")
    before, now = map(str, files)
    report = str(tmp_path / "bab-iii.docx")
    cli.main(["report", EDITION, before, now, "--output", report])
    capsys.readouterr()

    assert cli.main(["proofread", EDITION, now, report]) == 0
    assert "angka tahun 2023 tidak diperiksa" in capsys.readouterr().out
    assert cli.main(["proofread", EDITION, before, now, report]) == 0
    assert "tidak diperiksa" not in capsys.readouterr().out
