"""The office's own document: what the planner wrote stays byte for byte, and what is filled in is found again."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

import lkjdsl
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.word.controls import controls_of, text_of
from lkjdsl.documents.word.filling import Filling
from lkjdsl.report.account import Account
from lkjdsl.report.places import place, places
from lkjdsl.report.word_document import fill_document
from tests.documents.test_word_splicing import MAIN, R, control, root_of
from tests.support.paths import ROOT
from tests.support.word_files import p, package, parts, read, strings, zipped

EDITION = lkjdsl.load(ROOT / "formulas" / "2025.toml")
NOW = EDITION.evaluate(ROOT / "examples" / "bontang-2025" / "data.toml")
ACCOUNT = Account([NOW], "id")

BODY = (
    p("Analisis kami: capaian [[lkjdsl:nilai:IKK1.achievement]] karena &amp; berkat.")
    + f"<w:p>{R.format('[[lkjd')}{R.format('sl:tabel:capa')}{R.format('ian]]')}</w:p>"
    + '<w:p><w:ins w:id="3" w:author="Budi"><w:r><w:t>disisipkan</w:t></w:r></w:ins>'
    '<w:del w:id="4" w:author="Budi"><w:r><w:delText>dihapus</w:delText></w:r></w:del></w:p>'
    + f"<w:tbl><w:tr><w:tc>{p('Bobot')}</w:tc><w:tc>{control('narasi:IKK1', p('?'))}{p('')}</w:tc></w:tr></w:tbl>"
    + '<w:p><w:r><w:t>Tabel </w:t></w:r><w:fldSimple w:instr=" SEQ Tabel "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    + control("grafik:capaian", p("?"))
    + p("[[lkjdsl:tabel:belanja]]")
    + p("[[lkjdsl:hitung:IKK2]]")
    + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="K1"><w:name w:val="Keterangan"/></w:style>'
    '<w:style w:type="table" w:styleId="T1"><w:name w:val="Kisi Tabel"/></w:style>'
)
OTHERS = {
    "styles": STYLES,
    "settings": "",
    "footnotes": f'<w:footnote w:id="2">{p("Sumber: SIMKIM")}</w:footnote>',
    "comments": f'<w:comment w:id="0" w:author="Budi">{p("periksa lagi")}</w:comment>',
}
MEDIA = {"word/media/image1.png": b"\x89PNG gambar", "word/header1.xml": b"<h/>", "word/footer1.xml": b"<f/>"}


def document(body: str = BODY, others: Mapping[str, str] = OTHERS) -> bytes:
    """Return a document as an office keeps it."""
    return zipped({**parts(body, others), **MEDIA})


def filled(data: bytes, account: Account = ACCOUNT, overwrite: tuple[str, ...] = ()) -> Filling:
    return fill_document(account, package(data), overwrite)


def data_of(filling: Filling) -> bytes:
    assert filling.data is not None, filling.problems
    return filling.data


def outside(opened: Package) -> bytes:
    """Return the main part without what is inside controls, and without the marks and the controls' own tags."""
    xml = opened.parts[MAIN]
    xml = re.sub(rb"<w:sdt\b(?:(?!</w:sdt>).)*</w:sdt>", b"@", xml, flags=re.DOTALL)
    return re.sub(rb"\[\[lkjdsl:[^\]]*\]\]", b"@", xml)


def test_what_is_outside_of_the_controls_stays_byte_for_byte() -> None:
    original = document()
    first = data_of(filled(original))

    second = data_of(filled(first))

    assert second == first
    before, after = package(original), package(first)
    for written_by_the_office in ("disisipkan", "dihapus", "Analisis kami: capaian ", " karena &amp; berkat."):
        assert written_by_the_office.encode() in after.parts[MAIN]
    others = set(before.parts) - {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name for name in others if before.parts[name] != after.parts[name]} == set()
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {name: archive.read(name) for name in MEDIA} == MEDIA
    python_docx.Document(BytesIO(first))


def test_new_figures_change_only_the_controls() -> None:
    first = data_of(filled(document()))
    data = {**{path: 1 for path in EDITION.inputs if EDITION.inputs[path].kind == "count"}, "kantor.tpi": False}

    second = data_of(filled(first, Account([EDITION.evaluate(data)], "id")))

    assert second != first
    assert outside(package(second)) == outside(package(first))


def test_every_key_can_be_filled_and_filled_again() -> None:
    names = list(places(ACCOUNT))
    assert len(names) == len(set(names))

    first = data_of(filled(document("".join(p(f"[[lkjdsl:{name}]]") for name in names), {})))

    found = [one.key for one in controls_of(root_of(package(first)))]
    assert found == names
    assert data_of(filled(first)) == first
    assert all(place(ACCOUNT, name) is not None for name in names)
    assert place(ACCOUNT, "tabel:capaiam") is None


def test_captions_count_on_from_those_of_the_office() -> None:
    texts = strings(read(data_of(filled(document()))))

    captions = [text for text in texts if text.startswith("Tabel ")]
    assert [text.split()[1] for text in captions] == ["1", "2", "1", "4"]
    assert '<w:pStyle w:val="K1"/>' in package(data_of(filled(document()))).parts[MAIN].decode()
    assert '<w:tblStyle w:val="T1"/>' in package(data_of(filled(document()))).parts[MAIN].decode()


def test_an_unknown_path_is_named_and_nothing_is_written() -> None:
    filling = filled(document(p("[[lkjdsl:nilai:IKK1.achievemnt]]") + p("[[lkjdsl:tabel:capaiam]]")))

    assert filling.data is None
    assert [(one.code, one.values.get("nearest")) for one in filling.problems] == [
        ("control-unknown", "nilai:IKK1.achievement"),
        ("control-unknown", "tabel:capaian"),
    ]


def test_overwriting_what_is_not_there_is_refused() -> None:
    filling = filled(document(), overwrite=("tabel:capaiam",))

    assert filling.data is None
    assert [(one.code, one.values.get("nearest")) for one in filling.problems] == [
        ("overwrite-unknown", "tabel:capaian")
    ]
    assert filling.problems[0].message("id") != filling.problems[0].message("en")


RECORDED = {**OTHERS, "settings": "<w:trackRevisions/>"}


def test_a_document_that_records_changes_has_what_is_filled_in_as_insertions() -> None:
    first = data_of(filled(document(others=RECORDED)))

    assert data_of(filled(first)) == first
    root = root_of(package(first))
    inserted = [one for one in root.descendants() if one.name == "w:ins" and one.attributes["w:author"] == "lkjdsl"]
    inside = {run for one in inserted for run in one.descendants() if run.name == "w:r"}
    for one in controls_of(root):
        runs = [run for run in one.element.descendants() if run.name == "w:r"]
        assert [run for run in runs if run not in inside] == [], one.key
    numbers = [one.attributes["w:id"] for one in inserted]
    assert len(set(numbers)) == len(numbers)
    plain = root_of(package(data_of(filled(document()))))
    assert {one.key: text_of(one) for one in controls_of(root)} == {one.key: text_of(one) for one in controls_of(plain)}
    python_docx.Document(BytesIO(first))


def test_only_what_changed_is_a_new_insertion() -> None:
    first = data_of(filled(document(p("[[lkjdsl:nilai:IKK1]]") + p("[[lkjdsl:nilai:IKK2]]"), RECORDED)))
    accepted = re.sub(rb"<w:ins [^>]*>(.*?)</w:ins>", rb"\1", package(first).parts[MAIN])
    data = zipped({**package(first).parts, MAIN: accepted})

    second = package(data_of(filled(data)))

    assert b"<w:ins" not in second.parts[MAIN]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_filled_again(tmp_path: Path) -> None:
    source = tmp_path / "laporan.docx"
    source.write_bytes(data_of(filled(document(BODY.split("<w:p><w:r><w:footnote")[0], {"styles": STYLES}))))
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(saved), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    again = filled((saved / "laporan.docx").read_bytes())

    marked = {"nilai:IKK1.achievement", "tabel:capaian", "tabel:belanja", "hitung:IKK2"}
    saved_root = root_of(package((saved / "laporan.docx").read_bytes()))
    assert marked <= {one.key for one in controls_of(saved_root)}
    assert [one.code for one in again.problems] == ["fill-record-lost"]
    assert not filled(data_of(again)).problems


def restyled(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a document whose chart somebody changed in Word."""
    opened = package(data)
    part = next(name for name in opened.parts if name.startswith("word/charts/lkjdsl"))
    assert old in opened.parts[part]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**contents, part: contents[part].replace(old, new)})


@pytest.mark.parametrize("others", [OTHERS, RECORDED])
def test_the_look_that_a_chart_was_given_stays(others: dict[str, str]) -> None:
    data = restyled(data_of(filled(document(others=others))), b"2F6690", b"FF00FF")

    again = filled(data)

    assert not again.problems
    assert b"FF00FF" in b"".join(text for name, text in package(data_of(again)).parts.items() if "charts/" in name)


def test_a_chart_whose_data_somebody_changed_is_named_and_left() -> None:
    data = restyled(data_of(filled(document())), b"IKK1</c:v>", b"Layanan</c:v>")

    left, forced = filled(data), filled(data, overwrite=("grafik:capaian",))

    assert [(one.code, one.values["key"]) for one in left.problems] == [("control-changed", "grafik:capaian")]
    charts = [
        b"".join(text for name, text in package(data_of(one)).parts.items() if "charts/" in name)
        for one in (left, forced)
    ]
    assert [b"Layanan</c:v>" in one for one in charts] == [True, False]
    assert not forced.problems


def test_a_mark_that_is_typed_again_is_filled_again() -> None:
    first = package(data_of(filled(document(p("[[lkjdsl:nilai:IKK1]]")))))
    alone = re.sub(rb"<w:sdt .*</w:sdt>", R.format("[[lkjdsl:nilai:IKK1]]").encode(), first.parts[MAIN])

    assert not filled(zipped({**first.parts, MAIN: alone})).problems
