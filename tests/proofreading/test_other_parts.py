"""Numbers of the year before and of periods of the year: ``other_parts.toml``; workbooks of offices as data."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl import cli
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import FOLDER, read
from tests.support.paths import ROOT

CASES = tomli.loads(Path(__file__).with_name("other_parts.toml").read_text("utf-8"))["case"]
OFFICE = ROOT / "examples" / "dinas-kesehatan"
PREVIOUS = {"ibu": {"melahirkan": 4900, "ditolong": 4719, "k6": 4500, "hamil": 5100}, "year": 2024}
"""Of the year before: 96.31% of births, 88.24% of pregnancies."""


@cache
def by_periods() -> KnownEdition:
    edition = lkjdsl.load(OFFICE / "2025.toml")
    return KnownEdition.of(edition, edition.evaluate([OFFICE / "tw1.toml", OFFICE / "tw2.toml"]))


@cache
def with_previous() -> KnownEdition:
    edition = lkjdsl.load(FOLDER / "kesehatan.toml")
    return KnownEdition.of(edition, edition.evaluate(FOLDER / "kesehatan-data.toml", PREVIOUS))


def test_targets_of_periods_are_known_without_their_data() -> None:
    """The edition states them; of results nothing is known."""
    edition = lkjdsl.load(OFFICE / "2025.toml")
    result = proofread_document(read(CASES[0]["text"].strip().replace("22%", "32%")), KnownEdition.of(edition, None))
    found = [(figure.printed, figure.what, figure.verdict) for figure in result.figures]
    assert found == [
        ("20%", "IKU1@..TW1.target", "agrees"),
        ("42%", "IKU1@..TW2.target", "agrees"),
        ("32%", "IKU2@..TW1.target", "disagrees"),
        ("46%", "IKU2@..TW2.target", "agrees"),
    ]
    assert [finding.computed for finding in result.findings] == ["22,00%"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_numbers_are_of_their_part_of_the_year(case: dict[str, Any]) -> None:
    result = proofread_document(read(case["text"].strip()), with_previous() if "previous" in case else by_periods())
    found = [[figure.printed, figure.what, figure.year or 0, figure.verdict] for figure in result.figures]
    assert found == case["gives"]
    wrong = [printed for printed, _, _, verdict in case["gives"] if verdict == "disagrees"]
    assert [finding.printed for finding in result.findings] == wrong


def proofread(*arguments: object, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    cli.main(["proofread", *map(str, arguments), "--format", "json"])
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_the_year_before_is_given_as_to_the_audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A transcript has the years, and as a memory keeps them."""
    report, previous, memory = (tmp_path / name for name in ("laporan.md", "2024.toml", "angka.toml"))
    report.write_text(CASES[-3]["text"].strip(), "utf-8")
    figures = "\n".join(f"{name} = {number}" for name, number in {"melahirkan": 4900, "ditolong": 4719}.items())
    previous.write_text(f"year = 2024\n[ibu]\n{figures}\nk6 = 4500\nhamil = 5100\n", "utf-8")
    known = FOLDER / "kesehatan.toml", FOLDER / "kesehatan-data.toml", report, "--previous", previous
    found = proofread(*known, "--transcript", memory, capsys=capsys)
    assert [(finding["printed"], finding["computed"]) for finding in found["findings"]] == [("88,42", "88,24%")]
    assert "2024" in found["findings"][0]["cause"]
    entries = tomli.loads(memory.read_text("utf-8"))["figure"]
    assert [entry["printed"] for entry in entries if entry.get("year") == 2024] == ["96,31", "88,42"]
    assert proofread(*known, "--memory", memory, capsys=capsys)["findings"] == found["findings"]


def test_a_workbook_of_the_office_is_its_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edition, data = FOLDER / "kesehatan.toml", FOLDER / "kesehatan-data.toml"
    book, report = tmp_path / "kantor.xlsx", tmp_path / "laporan.md"
    assert cli.main(["eval", str(edition), str(data), "--output", str(book)]) == 0
    report.write_text(CASES[-1]["text"].strip().replace("97,44", "97,54"), "utf-8")
    capsys.readouterr()
    for source in (data, book):
        (finding,) = proofread(edition, source, report, capsys=capsys)["findings"]
        assert (finding["printed"], finding["what"], finding["computed"]) == ("97,54", "Persalinan", "97,44%")


def test_what_is_counted_is_of_the_part_of_the_year_that_a_sentence_says() -> None:
    """By the data of periods, added up: alone and up to its end are two figures."""
    sentence = "Pada triwulan II saja {} bayi mendapat imunisasi dasar lengkap, dan sampai dengan triwulan II {} bayi."
    first, second = 1688, tomli.loads((OFFICE / "tw2.toml").read_text("utf-8"))["kia"]["imunisasi"]
    both = [f"{number:,}".replace(",", ".") for number in (second, first + second)]
    for printed, expected in ((both, []), (both[::-1], both)):
        result = proofread_document(read(f"# BAB III HASIL\n\n{sentence.format(*printed)}"), by_periods())
        assert [finding.computed for finding in result.findings] == expected
