"""A document of a stranger is read within limits or refused with what to do; the original is never written to."""

import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl import limits
from lkjdsl.catalogue import entry
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.reading import read_bytes, read_file, write_copy
from lkjdsl.render.diagnostics import full
from tests.support.paths import ROOT
from tests.support.pdf_files import ENCRYPTED, IMAGE, PICTURE, TEXT, bomb, pdf, ruled
from tests.support.word_files import DECLARATION, TYPES, docx, p, parts, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BODY = p("Capaian 99,83%")


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped({**parts(BODY), name: content})


def with_main(content: str | bytes) -> bytes:
    return with_part("word/document.xml", content)


def encrypted() -> bytes:
    data = bytearray(docx(BODY))
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    return bytes(data)


def with_overlap() -> bytes:
    """Two entries of the directory are at the same bytes."""
    data = bytearray(zipped({**parts(BODY), "word/a.xml": "<x/>", "word/b.xml": "<x/>"}))
    first, second = (data.rindex(name) - 46 for name in (b"word/a.xml", b"word/b.xml"))
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def with_a_false_size() -> bytes:
    """The directory says that the document has ten bytes."""
    data = bytearray(docx(BODY * 1000))
    at = data.index(b"word/document.xml", data.index(b"PK\1\2")) - 46
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(data)


def many_parts() -> bytes:
    return zipped({**parts(BODY), **{f"word/media/{number}.png": b"" for number in range(20)}})


def deep() -> bytes:
    return docx("<w:p>" * 250 + "</w:p>" * 250)


def spreadsheet() -> bytes:
    return with_main(f"{DECLARATION}<workbook/>")


BOMB = f"{DECLARATION}<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><w>&b;</w>"
EXTERNAL = f'{DECLARATION}<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'
CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an old Word file": ("laporan.doc", lambda: OLE + bytes(600), "document-of-old-office"),
    "an old Word file under a new name": ("laporan.docx", lambda: OLE + bytes(600), "document-of-old-office"),
    "a password": ("laporan.docx", lambda: OLE + bytes(60) + "EncryptedPackage".encode("utf-16-le"), "document-locked"),
    "an encrypted zip": ("laporan.docx", encrypted, "document-locked"),
    "macros": (
        "laporan.docm",
        lambda: with_part(
            "[Content_Types].xml", f'<Types xmlns="{TYPES}"><Override ContentType="x.macroEnabled"/></Types>'
        ),
        "document-with-macros",
    ),
    "LibreOffice": (
        "laporan.odt",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "document-of-open-office",
    ),
    "rich text": ("laporan.rtf", lambda: b"{\\rtf1 halo}", "document-of-unknown-kind"),
    "no zip": ("laporan.docx", lambda: b"halo", "document-broken"),
    "an empty file": ("laporan.docx", lambda: b"", "file-empty"),
    "another zip": ("laporan.docx", lambda: zipped({"a.txt": "a"}), "document-broken"),
    "half of it": ("laporan.docx", lambda: docx(BODY)[:400], "document-broken"),
    "a workbook": ("laporan.docx", spreadsheet, "document-broken"),
    "broken XML": ("laporan.docx", lambda: with_main("<w:document><w:body>"), "document-broken"),
    "another encoding": ("laporan.docx", lambda: with_main("<w/>".encode("utf-16")), "document-broken"),
    "overlapping entries": ("laporan.docx", with_overlap, "document-broken"),
    "names outside": ("laporan.docx", lambda: with_part("../x.xml", "<x/>"), "document-broken"),
    "entities": ("laporan.docx", lambda: with_main(BOMB), "document-with-entities"),
    "a file of the machine": ("laporan.docx", lambda: with_main(EXTERNAL), "document-with-entities"),
    "entities in relationships": ("laporan.docx", lambda: with_part("_rels/.rels", BOMB), "document-with-entities"),
    "depth": ("laporan.docx", deep, "document-too-deep"),
    "many tables": (
        "laporan.docx",
        lambda: docx("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 10_000),
        "document-with-too-many-tables",
    ),
    "many tables in text": ("laporan.md", lambda: b"| a | b |\n\nx\n\n" * 10_000, "document-with-too-many-tables"),
    "a broken PDF": ("laporan.pdf", lambda: b"%PDF-1.7 halo", "pdf-broken"),
    "half a PDF": ("laporan.pdf", lambda: pdf(TEXT)[:200], "pdf-broken"),
    "no PDF": ("laporan.pdf", lambda: b"halo", "pdf-broken"),
    "a PDF with a password": ("laporan.pdf", lambda: pdf(TEXT, trailer=ENCRYPTED), "pdf-locked"),
    "an empty PDF": ("laporan.pdf", lambda: pdf(b""), "pdf-without-text"),
    "a scan": ("laporan.pdf", lambda: pdf(b"q 300 0 0 300 0 0 cm /I Do Q", IMAGE, PICTURE), "pdf-scanned"),
    "many pages": ("laporan.pdf", lambda: pdf(TEXT, count=limits.DOCUMENT_PAGES + 1), "pdf-with-too-many-pages"),
    "a PDF that swells": ("laporan.pdf", bomb, "document-unpacks-too-large"),
    "many tables in a PDF": ("laporan.pdf", lambda: pdf(TEXT + ruled(100), count=21), "document-with-too-many-tables"),
    "text in another encoding": ("laporan.txt", lambda: b"Caf\xe9", "file-not-utf8"),
}


@pytest.mark.parametrize(("name", "make", "code"), CASES.values(), ids=CASES)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, make: Callable[[], bytes], code: str) -> None:
    found = read_bytes(name, make())

    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert all(found.helps_in(language) and name in full(found, language) for language in ("en", "id"))


LIMITED = {
    "document-too-large": ("DOCUMENT_BYTES", 1_000, lambda: docx(BODY)),
    "document-with-too-many-parts": ("DOCUMENT_PARTS", 10, many_parts),
    "document-unpacks-too-large": ("PART_BYTES", 10_000, lambda: docx(BODY * 1000)),
    "pdf-too-full": ("PDF_PIECES", 10, lambda: pdf(TEXT + ruled(2))),
    "document-with-too-many-elements": ("XML_ELEMENTS", 100, lambda: docx(BODY * 100)),
}


@pytest.mark.parametrize(("code", "case"), LIMITED.items(), ids=LIMITED)
def test_limits_hold(code: str, case: tuple[str, int, Callable[[], bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    name, limit, make = case
    data = make()
    monkeypatch.setattr(limits, name, limit)

    found = read_bytes("laporan.docx", data)

    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert all(full(found, language) for language in ("en", "id"))


def test_all_xml_together_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({**parts(BODY), **{f"word/x{number}.xml": "<x/>" + " " * 1_000 for number in range(20)}})
    monkeypatch.setattr(limits, "XML_BYTES", 10_000)

    found = read_bytes("laporan.docx", data)

    assert isinstance(found, Diagnostic)
    assert found.code == "document-unpacks-too-large"


def test_a_bomb_takes_no_memory_and_a_false_size_is_not_believed() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(BODY).items():
            archive.writestr(name, content)
        archive.writestr("word/styles.xml", b"<x>" + bytes(200 * 2**20))
    data = target.getvalue()
    tracemalloc.start()

    found = read_bytes("laporan.docx", data)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Diagnostic)
    assert found.code == "document-unpacks-too-large"
    assert peak < 2 * limits.PART_BYTES + 2**22
    assert not isinstance(read_bytes("laporan.docx", with_a_false_size()), Diagnostic)


def test_pictures_are_never_unpacked() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(BODY).items():
            archive.writestr(name, content)
        archive.writestr("word/media/image1.png", bytes(100 * 2**20))

    assert not isinstance(read_bytes("laporan.docx", target.getvalue()), Diagnostic)


def test_a_file_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "laporan.docx"
    path.write_bytes(docx(BODY))
    path.chmod(0o400)
    before = path.stat()

    found = read_file(str(path))

    assert not isinstance(found, Diagnostic)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (docx(BODY), before.st_mtime_ns)


def test_a_document_is_never_written_over_itself(tmp_path: Path) -> None:
    original, link, other = tmp_path / "laporan.docx", tmp_path / "tautan.docx", tmp_path / "hasil.docx"
    original.write_bytes(docx(BODY))
    link.symlink_to(original)

    for target in (original, link):
        found = write_copy(str(target), b"x", str(original), force=True)
        assert isinstance(found, Diagnostic)
        assert found.code == "document-is-original"
    assert write_copy(str(other), b"x", str(original)) is None
    refused = write_copy(str(other), b"y", str(original))
    assert isinstance(refused, Diagnostic)
    assert refused.code == "file-exists"
    assert (original.read_bytes(), other.read_bytes()) == (docx(BODY), b"x")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name, code in (
        (tmp_path / "x.docx", "file-missing"),
        (tmp_path, "file-is-folder"),
        ("a\0.docx", "file-unreadable"),
    ):
        found = read_file(str(name))
        assert isinstance(found, Diagnostic)
        assert found.code == code


def test_reading_needs_nothing_but_python_and_our_own_three_libraries() -> None:
    """It runs in a browser, which has nothing compiled but Python's own."""
    code = "import lkjdsl.documents.word.comments, lkjdsl.documents.reading, sys; print(*sys.modules)"

    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    loaded = {name.split(".")[0] for name in finished.stdout.split()} - sys.stdlib_module_names
    assert not loaded & {"docx", "lxml", "openpyxl", "pypdfium2", "numpy", "xlsxwriter", "rapidfuzz"}


def test_every_code_is_shown_here() -> None:
    file = ROOT / "lkjdsl" / "catalogue" / "documents.toml"
    codes = set(tomli.loads(file.read_text(encoding="utf-8")))
    elsewhere = {"document-of-strict-kind", "document-with-too-many-cells", "mark-divided", "mark-not-alone"}
    elsewhere |= {
        "control-changed",
        "control-in-line",
        "control-unknown",
        "control-round-cells",
        "control-round-control",
        "control-of-narrow-kind",
    }
    elsewhere |= {"fill-record-lost", "mark-broken", "mark-elsewhere", "nothing-to-fill"}

    assert codes - {code for _, _, code in CASES.values()} - LIMITED.keys() == {*elsewhere, "document-is-original"}
    assert all(entry(code).why for code in codes)


CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6)


@given(CHANGES, st.floats(0, 1))
def test_any_bytes_changed_give_a_document_or_a_problem(changes: list[tuple[float, int]], part: float) -> None:
    changed = bytearray(docx(BODY * 3, styles="<w:style/>"))
    for at, byte in changes:
        changed[int(at * len(changed))] = byte

    for data in (bytes(changed), bytes(changed[: int(part * len(changed))])):
        found = read_bytes("laporan.docx", data)
        assert isinstance(found, Diagnostic) or found.blocks is not None


@given(CHANGES, st.floats(0, 1))
def test_any_bytes_changed_give_a_pdf_or_a_problem(changes: list[tuple[float, int]], part: float) -> None:
    changed = bytearray(pdf(TEXT + ruled(2), f"/Font << /F 4 0 R >> {IMAGE}", PICTURE))
    for at, byte in changes:
        changed[int(at * len(changed))] = byte

    for data in (bytes(changed), bytes(changed[: int(part * len(changed))])):
        found = read_bytes("laporan.pdf", data)
        assert isinstance(found, Diagnostic) or found.blocks is not None


WORDS = ["w:p", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:r", "w:t", "w:fldChar", "m:oMath", "m:f", "m:num"]
WORDS += ["w:vMerge", "w:tcPr", "w:pPr", "w:numPr", "w:ilvl", "w:numId", "mc:AlternateContent", "mc:Choice", "w:ins"]
WORDS += ["w:txbxContent", "w:drawing", "w:footnoteReference", "m:eqArr", "m:d", "m:e", "m:rad", "m:nary", "w:sym"]
VALUES = ["", ' w:val="99999999999"', ' w:val="-1"', ' w:id="x"', ' w:val="restart"', ' w:char="ZZ"']
MARKUP = st.recursive(
    st.sampled_from(["", "5%", "<w:t>97,17%</w:t>", "<w:vMerge/>"]),
    lambda inside: st.builds(
        lambda name, attributes, children: f"<{name}{attributes}>{''.join(children)}</{name}>",
        st.sampled_from(WORDS),
        st.sampled_from(VALUES),
        st.lists(inside, max_size=3),
    ),
    max_leaves=12,
)


@given(MARKUP, MARKUP)
def test_any_order_of_elements_gives_a_document(body: str, note: str) -> None:
    found = read_bytes("laporan.docx", docx(body, footnotes=note, numbering=note, styles=note))

    assert isinstance(found, Document)
    assert all(address.text("id") for address, _ in found.texts())
