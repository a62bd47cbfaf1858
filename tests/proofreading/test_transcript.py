"""``--transcript`` writes what was read; corrected by hand and read by ``--memory``, its paths win."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl import cli
from tests.proofreading.test_reports import FOLDER, clean, text_of

EDITION, DATA = str(FOLDER / "kesehatan.toml"), str(FOLDER / "kesehatan-data.toml")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("laporan.txt").write_text(clean(text_of("kesehatan")), encoding="utf-8")


def proofread(*arguments: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    cli.main(["proofread", EDITION, DATA, *arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def entries() -> list[dict[str, Any]]:
    return tomli.loads(Path("angka.toml").read_text("utf-8"))["figure"]  # type: ignore[no-any-return]


def corrected(**what: str) -> None:
    """Put another path to the first number that is printed so."""
    text = Path("angka.toml").read_text("utf-8")
    for printed, path in what.items():
        at = text.index(f"printed = '{printed.replace('_', ',')}'")
        start = text.index("what    = '", at) + len("what    = '")
        text = text[:start] + path + text[text.index("'", start) :]
    Path("angka.toml").write_text(text, encoding="utf-8")


def test_a_transcript_has_every_number_with_its_path_and_can_be_audited(capsys: pytest.CaptureFixture[str]) -> None:
    found = proofread("laporan.txt", "--transcript", "angka.toml", capsys=capsys)
    named = [(one["place"], one["printed"], one["what"]) for one in entries() if one["what"]]
    assert named == [(one["place"], one["printed"], one["what"]) for one in found["figures"]]
    assert len(entries()) > len(named)
    assert cli.main(["audit", EDITION, DATA, "angka.toml"]) == 0


def test_a_transcript_is_the_memory_of_the_same_report(capsys: pytest.CaptureFixture[str]) -> None:
    first = proofread("laporan.txt", "--transcript", "angka.toml", capsys=capsys)
    assert proofread("laporan.txt", "--memory", "angka.toml", capsys=capsys) == first


def test_a_path_that_was_corrected_wins(capsys: pytest.CaptureFixture[str]) -> None:
    proofread("laporan.txt", "--transcript", "angka.toml", capsys=capsys)
    corrected(**{"87_34": "Sakip"})
    found = proofread("laporan.txt", "--memory", "angka.toml", capsys=capsys)
    assert [(one["printed"], one["what"]) for one in found["findings"] if one["kind"] == "disagrees"] == [
        ("87,34", "Sakip")
    ]
    corrected(**{"87_34": "-"})
    found = proofread("laporan.txt", "--memory", "angka.toml", capsys=capsys)
    assert found["findings"] == []


@pytest.mark.parametrize(("old", "new"), [
    ("BAB III", "Satu alinea baru tentang kegiatan.\n\nBAB III"),
    ("87,34", "87,43"),
])  # fmt: skip
def test_a_number_is_known_again_where_it_moved_or_changed(
    old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    proofread("laporan.txt", "--transcript", "angka.toml", capsys=capsys)
    text = Path("laporan.txt").read_text("utf-8")
    Path("laporan.txt").write_text(text.replace(old, new), encoding="utf-8")
    found = proofread("laporan.txt", "--memory", "angka.toml", capsys=capsys)
    assert found["forgotten"] == []
    assert {one["printed"] for one in found["findings"]} <= {"87,43"}


def test_what_is_no_longer_in_the_report_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    proofread("laporan.txt", "--transcript", "angka.toml", capsys=capsys)
    lines = Path("laporan.txt").read_text("utf-8").splitlines()
    gone = next(line for line in lines if "Rata-rata capaian" in line)
    Path("laporan.txt").write_text("\n".join(line for line in lines if line != gone), encoding="utf-8")
    found = proofread("laporan.txt", "--memory", "angka.toml", capsys=capsys)
    assert "achievement" in [one["what"] for one in found["forgotten"]]
    cli.main(["proofread", EDITION, DATA, "laporan.txt", "--memory", "angka.toml"])
    assert "tidak lagi di laporan" in capsys.readouterr().out


def test_no_file_is_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("angka.toml").write_text("isi", encoding="utf-8")
    arguments = ["proofread", EDITION, DATA, "laporan.txt", "--transcript"]
    assert cli.main([*arguments, "angka.toml"]) == 2
    assert Path("angka.toml").read_text("utf-8") == "isi"
    assert cli.main([*arguments, "angka.toml", "--force"]) == 0
    before = Path("laporan.txt").read_bytes()
    assert cli.main([*arguments, "laporan.txt", "--force"]) == 2
    assert Path("laporan.txt").read_bytes() == before
    assert "[document-is-original]" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "code"), [
    ("", "file-empty"),
    ("year = 2025", "nothing-printed"),
    ("figure = [{ place = 'Bab I', text = 'x', number = 1 }]", "missing-key"),
    ("figure = [{ place = 'Bab I', text = 'x', number = '1', what = 'Ikm' }]", "wrong-type"),
    ("figure = [{ place = 'Bab I', text = 'x', number = 1, what = 'Ikn' }]", "printed-path-unknown"),
])  # fmt: skip
def test_a_memory_that_is_not_right_is_told(text: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("angka.toml").write_text(text, encoding="utf-8")
    assert cli.main(["proofread", EDITION, DATA, "laporan.txt", "--memory", "angka.toml"]) != 0
    assert f"[{code}]" in capsys.readouterr().err


def test_a_memory_needs_an_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["proofread", "laporan.txt", "--memory", "angka.toml"]) == 2
    assert "[memory-without-edition]" in capsys.readouterr().err


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["mark"]:
            self.marked.append(data)


def test_the_page_has_the_text_of_the_report_with_its_marks(capsys: pytest.CaptureFixture[str]) -> None:
    text = clean(text_of("kesehatan")).replace("87,34", "<b>87,43", 1)
    Path("laporan.txt").write_text(text, encoding="utf-8")
    cli.main(["proofread", EDITION, DATA, "laporan.txt", "--format", "html"])
    page = capsys.readouterr().out
    parser = _Balanced()
    parser.feed(page)
    assert parser.open == []
    assert "&lt;b&gt;<mark>87,43</mark><sup>" in page
    assert set(parser.marked) >= {"87,43"}
    assert "Peraturan Presiden Nomor 29 Tahun 2014" in page
