"""``lkjdsl report`` as a planner types it."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lkjdsl import cli
from lkjdsl.documents.ooxml.package import ENCRYPTED, OLE
from tests.support.office_document import BODY, office_document
from tests.support.paths import ROOT
from tests.support.word_files import p, zipped

LAPORAN = office_document()
EDITION, DATA = str(ROOT / "formulas" / "2025.toml"), str(ROOT / "examples" / "bontang-2025" / "data.toml")
WRITTEN = 1
"""It is written; the figures of the example contradict each other, which every command says."""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def report(*arguments: str) -> int:
    return cli.main(["report", EDITION, DATA, *arguments])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["docx", "html", "md", "pdf"])
def test_a_new_file_is_written_and_not_over_another(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"bab-iii.{suffix}"

    assert report("--output", name) == WRITTEN
    first = Path(name).read_bytes()
    said(capsys)

    assert report("--output", name) == 2
    assert "file-exists" in said(capsys)
    assert report("--output", name, "--force") == WRITTEN
    assert Path(name).read_bytes() == first


def test_a_document_of_the_office_is_filled_into_another_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("laporan.docx").write_bytes(LAPORAN)

    assert report("--into", "laporan.docx", "--output", "hasil.docx") == WRITTEN

    assert Path("laporan.docx").read_bytes() == LAPORAN
    with zipfile.ZipFile("hasil.docx") as archive:
        assert b"108,00%" in archive.read("word/document.xml")
    assert "control" not in said(capsys)


def test_what_was_changed_by_hand_is_left_until_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("laporan.docx").write_bytes(LAPORAN)
    report("--into", "laporan.docx", "--output", "hasil.docx")
    with zipfile.ZipFile("hasil.docx") as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents["word/document.xml"] = contents["word/document.xml"].replace(
        b">108,00%</w:t></w:r></w:sdtContent>", b">108%</w:t></w:r></w:sdtContent>", 1
    )
    with zipfile.ZipFile("diubah.docx", "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    said(capsys)

    assert report("--into", "diubah.docx", "--output", "dua.docx") == WRITTEN
    assert "control-changed" in said(capsys)
    assert b">108%<" in zipfile.ZipFile("dua.docx").read("word/document.xml")
    assert (
        report("--into", "dua.docx", "--output", "tiga.docx", "--overwrite", "lkjdsl:nilai:IKK1.achievement") == WRITTEN
    )
    assert "control-changed" not in said(capsys)
    assert b">108%<" not in zipfile.ZipFile("tiga.docx").read("word/document.xml")


def with_macros(data: bytes) -> bytes:
    """Return a document as Word saves one with macros."""
    plain, macros = b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    types = contents["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument." + plain, b"application/vnd." + macros
    )
    return zipped({**contents, "[Content_Types].xml": types})


REFUSED = {
    "the original": (["--into", "laporan.docx", "--output", "laporan.docx", "--force"], "document-is-original", 2),
    "an ending that nobody writes": (["--output", "laporan.doc"], "report-of-unknown-kind", 2),
    "a page into a document": (["--into", "laporan.docx", "--output", "hasil.pdf"], "report-of-unknown-kind", 2),
    "an old document": (["--into", "lama.doc", "--output", "hasil.docx"], "document-of-old-office", 1),
    "a document with macros": (["--into", "makro.docm", "--output", "hasil.docx"], "document-with-macros", 1),
    "a document with a password": (["--into", "terkunci.docx", "--output", "hasil.docx"], "document-locked", 1),
    "a document that is broken": (["--into", "rusak.docx", "--output", "hasil.docx"], "document-broken", 1),
    "a document that is not there": (["--into", "tiada.docx", "--output", "hasil.docx"], "file-missing", 2),
    "a text": (["--into", "laporan.txt", "--output", "hasil.docx"], "report-into-no-word", 1),
    "a key that nobody knows": (["--into", "salah.docx", "--output", "hasil.docx"], "control-unknown", 1),
    "a mark among words": (["--into", "sela.docx", "--output", "hasil.docx"], "mark-not-alone", 1),
    "overwriting in a new document": (["--overwrite", "nilai:IKK1", "--output", "hasil.docx"], "missing-argument", 2),
    "sentences that cannot be filled in": (
        ["--sentences", "kalimat.toml", "--output", "hasil.docx"],
        "sentence-field",
        1,
    ),
    "letters that no font of a PDF has": (
        ["--sentences", "huruf.toml", "--output", "hasil.pdf"],
        "letter-without-font",
        1,
    ),
    "two offices": ([DATA, "--output", "hasil.docx"], "report-of-several-offices", 2),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_said_and_nothing_is_written(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, code, status = REFUSED[case]
    Path("laporan.docx").write_bytes(LAPORAN)
    Path("salah.docx").write_bytes(office_document(BODY + p("[[lkjdsl:nilai:IKK99]]")))
    Path("sela.docx").write_bytes(office_document(p("lihat [[lkjdsl:tabel:capaian]]")))
    Path("lama.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    Path("terkunci.docx").write_bytes(OLE + bytes(500) + ENCRYPTED + bytes(500))
    Path("makro.docm").write_bytes(with_macros(LAPORAN))
    Path("rusak.docx").write_bytes(office_document()[:900])
    Path("laporan.txt").write_text("BAB III", encoding="utf-8")
    Path("kalimat.toml").write_text("[kalimat]\nreached = '{nama}'\n", encoding="utf-8")

    Path("huruf.toml").write_text("[kalimat]\nsummary = 'Bab ini 😀 {office}.'\n", encoding="utf-8")

    assert report(*arguments) == status

    assert code in said(capsys)
    assert not Path("hasil.pdf").exists()
    assert not Path("hasil.docx").exists()
    assert Path("laporan.docx").read_bytes() == LAPORAN


def test_an_office_says_it_in_its_own_words() -> None:
    Path("kalimat.toml").write_text("[kalimat]\nreached = 'Capaian {name}: {achievement}.'\n", encoding="utf-8")

    assert report("--sentences", "kalimat.toml", "--output", "bab.md") == WRITTEN

    assert "Capaian Indeks Kualitas Layanan Keimigrasian di Wilayah: 108,00%." in Path("bab.md").read_text("utf-8")


def test_years_are_compared() -> None:
    before = Path(DATA).read_text("utf-8").replace("year   = 2025", "year   = 2024")
    Path("2024.toml").write_text(before.replace("tepat_waktu   = 6823", "tepat_waktu   = 6000"), encoding="utf-8")

    assert report("2024.toml", "--output", "bab.md") == WRITTEN

    text = Path("bab.md").read_text("utf-8")
    assert "meningkat" in text
    assert "data:image/svg+xml" in text


def test_a_year_between_that_has_no_data_is_said_and_keeps_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(DATA).read_text("utf-8").replace("year   = 2025", "year   = 2023")
    Path("2023.toml").write_text(before, encoding="utf-8")

    assert report("2023.toml", "--output", "bab.md") == 1

    assert "[year-without-data]: data tahun 2024 tidak ada" in said(capsys)
    lines = Path("bab.md").read_text("utf-8").splitlines()
    years = [line.split(" | ") for line in lines if line.startswith(("| 2023 ", "| 2024 ", "| 2025 "))][:3]
    assert [cells[0] for cells in years] == ["| 2023", "| 2024", "| 2025"]
    assert [cells[2] for cells in years][1] == "data tidak ada"
    assert cli.main(["report", EDITION, DATA, "--previous", "2023.toml", "--output", "lagi.md"]) == 1
    assert "| 2024 |  | data tidak ada |" in Path("lagi.md").read_text("utf-8")


def test_each_period_of_the_year_before_is_read() -> None:
    folder = ROOT / "examples" / "dinas-kesehatan"
    quarters = [str(folder / f"tw{number}.toml") for number in (1, 2, 3, 4)]
    before = []
    for number, name in enumerate(quarters, 1):
        before += ["--previous", f"2024-{number}.toml"]
        text = Path(name).read_text("utf-8")
        Path(before[-1]).write_text(re.sub(r"(?m)^year(\s*)= 2025", r"year\1= 2024", text), encoding="utf-8")
    cli.main(["report", str(folder / "2025.toml"), *quarters, *before, "--output", "bab.md"])

    text = Path("bab.md").read_text("utf-8")
    assert "sama dengan tahun 2024" in text
    assert "data TW1" not in text
