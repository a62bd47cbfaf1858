"""The office's own document: what the planner wrote stays byte for byte, and what is filled in is found again."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

import lkjdsl
from lkjdsl.documents.word.controls import controls_of, text_of
from lkjdsl.documents.word.filling import Filling
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from lkjdsl.report.account import Account
from lkjdsl.report.forms import written
from lkjdsl.report.places import SUMMARY, place, places
from lkjdsl.report.word_document import fill_document
from tests.documents.test_word_splicing import MAIN, R, control, root_of
from tests.support.office_document import COMMENT, HEADER, PICTURE, PLANNER, around_controls, office_document
from tests.support.paths import ROOT
from tests.support.word_files import docx, p, package, read, strings, zipped

EDITION = lkjdsl.load(ROOT / "formulas" / "2025.toml")
NOW = EDITION.evaluate(ROOT / "examples" / "bontang-2025" / "data.toml")
ACCOUNT = Account([NOW], "id")
COUNTS: dict[str, int | bool] = {path: 1 for path, input_ in EDITION.inputs.items() if input_.kind == "count"}


def filled(data: bytes, account: Account = ACCOUNT, overwrite: tuple[str, ...] = ()) -> Filling:
    return fill_document(account, package(data), overwrite)


def data_of(filling: Filling) -> bytes:
    assert filling.data is not None, filling.problems
    return filling.data


def main_of(data: bytes) -> str:
    return package(data).parts[MAIN].decode()


def test_what_is_outside_of_the_controls_stays_byte_for_byte() -> None:
    original = office_document()
    first = data_of(filled(original))

    second = data_of(filled(first))

    assert second == first
    assert around_controls(main_of(first)) == around_controls(main_of(original))
    for written_by_the_office in (">disisipkan<", ">dihapus<", f">{PLANNER}<", "> karena &amp; berkat.<", PICTURE):
        assert written_by_the_office in main_of(first)
    with zipfile.ZipFile(BytesIO(original)) as old, zipfile.ZipFile(BytesIO(first)) as new:
        others = set(old.namelist()) - {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels"}
        assert len(others) == 8
        assert {name for name in others if old.read(name) != new.read(name)} == set()


def test_another_program_finds_everything_that_was_in_the_document() -> None:
    document = python_docx.Document(BytesIO(data_of(filled(office_document()))))

    section = document.sections[0]
    assert [one.text for one in section.header.paragraphs] == [HEADER]
    assert "PAGE" in section.footer._element.xml  # noqa: SLF001 - python-docx has no fields
    assert [one.text for one in document.comments] == [COMMENT]
    assert document.inline_shapes[0].width == 900_000
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"
    assert 'w:footnoteReference w:id="2"' in document.element.xml
    inside = document.tables[0].rows[0].cells[1]._tc.xml  # noqa: SLF001 - nor controls
    assert "Realisasi Indeks Kualitas Layanan" in inside


def test_new_figures_change_only_the_controls() -> None:
    first = data_of(filled(office_document()))
    data = {**COUNTS, "kantor.tpi": False}

    second = data_of(filled(first, Account([EDITION.evaluate(data)], "id")))

    assert second != first
    assert around_controls(main_of(second)) == around_controls(main_of(first))


def test_every_key_can_be_filled_and_filled_again() -> None:
    names = list(places(ACCOUNT))
    assert len(names) == len(set(names))

    first = data_of(filled(office_document("".join(p(f"[[lkjdsl:{name}]]") for name in names))))

    found = [one.key for one in controls_of(root_of(package(first)))]
    assert found == names
    assert data_of(filled(first)) == first
    assert all(place(ACCOUNT, name) is not None for name in names)
    assert place(ACCOUNT, "tabel:capaiam") is None


def test_captions_count_on_from_those_of_the_office() -> None:
    texts = strings(read(data_of(filled(office_document()))))

    captions = [text for text in texts if text.startswith("Tabel ")]
    assert [text.split()[1] for text in captions] == ["1", "2", "1", "4"]
    body = main_of(data_of(filled(office_document())))
    assert body.count('<w:pStyle w:val="Keterangan"/>') == 5
    assert body.count('<w:tblStyle w:val="KisiTabel"/>') == 4


@pytest.mark.parametrize(("caption", "grid"), [("caption", "Table Grid"), ("Keterangan", "Kisi Tabel")])
def test_styles_are_found_by_either_of_their_names(caption: str, grid: str) -> None:
    """Word writes English names whatever it speaks; styles renamed by hand have Indonesian ones."""
    styles = f'<w:style w:type="paragraph" w:styleId="K1"><w:name w:val="{caption}"/></w:style>'
    styles += f'<w:style w:type="table" w:styleId="T1"><w:name w:val="{grid}"/></w:style>'
    body = main_of(data_of(filled(docx(p("[[lkjdsl:tabel:belanja]]"), styles=styles))))
    assert '<w:pStyle w:val="K1"/>' in body
    assert '<w:tblStyle w:val="T1"/>' in body


def test_an_unknown_path_is_named_and_nothing_is_written() -> None:
    filling = filled(office_document(p("[[lkjdsl:nilai:IKK1.achievemnt]]") + p("[[lkjdsl:tabel:capaiam]]")))

    assert filling.data is None
    assert [(one.code, one.values.get("nearest")) for one in filling.problems] == [
        ("control-unknown", "nilai:IKK1.achievement"),
        ("control-unknown", "tabel:capaian"),
    ]


def test_overwriting_what_is_not_there_is_refused() -> None:
    filling = filled(office_document(), overwrite=("tabel:capaiam",))

    assert filling.data is None
    assert [(one.code, one.values.get("nearest")) for one in filling.problems] == [
        ("overwrite-unknown", "tabel:capaian")
    ]
    assert filling.problems[0].message("id") != filling.problems[0].message("en")


def test_a_document_that_records_changes_has_what_is_filled_in_as_insertions() -> None:
    first = data_of(filled(office_document(records=True)))

    assert data_of(filled(first)) == first
    root = root_of(package(first))
    inserted = [one for one in root.descendants() if one.name == "w:ins" and one.attributes["w:author"] == "lkjdsl"]
    inside = {run for one in inserted for run in one.descendants() if run.name == "w:r"}
    for one in controls_of(root):
        runs = [run for run in one.element.descendants() if run.name == "w:r"]
        assert [run for run in runs if run not in inside] == [], one.key
    numbers = [one.attributes["w:id"] for one in inserted]
    assert len(set(numbers)) == len(numbers)
    plain = root_of(package(data_of(filled(office_document()))))
    assert {one.key: text_of(one) for one in controls_of(root)} == {one.key: text_of(one) for one in controls_of(plain)}
    python_docx.Document(BytesIO(first))


def test_only_what_changed_is_a_new_insertion() -> None:
    first = data_of(filled(office_document(p("[[lkjdsl:nilai:IKK1]]") + p("[[lkjdsl:nilai:IKK2]]"), records=True)))
    accepted = re.sub(rb"<w:ins [^>]*>(.*?)</w:ins>", rb"\1", package(first).parts[MAIN])
    data = zipped({**package(first).parts, MAIN: accepted})

    second = package(data_of(filled(data)))

    assert b"<w:ins" not in second.parts[MAIN]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_filled_again(tmp_path: Path) -> None:
    source = tmp_path / "laporan.docx"
    source.write_bytes(data_of(filled(office_document())))
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(saved), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    data = (saved / "laporan.docx").read_bytes()
    again = filled(data)

    found = {one.key for one in controls_of(root_of(package(data)))}
    assert {"nilai:IKK1.achievement", "tabel:capaian", "tabel:belanja", "hitung:IKK2"} <= found
    # It leaves a table outside of its control: what would be filled in there would stand in the report twice.
    assert {(one.code, one.values["key"]) for one in again.problems} == {
        ("control-changed", "tabel:capaian"),
        ("control-changed", "tabel:belanja"),
        ("control-changed", "nilai:IKK1.achievement"),  # it moves into it the comment that stood before it
    }
    known = KnownEdition.of(EDITION, NOW)
    before, after = (proofread_document(read(one), known) for one in (source.read_bytes(), data))
    assert after.findings == ()
    assert len(after.figures) > 0.9 * len(before.figures) > 100


def restyled(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a document whose chart somebody changed in Word."""
    opened = package(data)
    part = next(name for name in opened.parts if name.startswith("word/charts/lkjdsl"))
    assert old in opened.parts[part]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**contents, part: contents[part].replace(old, new)})


@pytest.mark.parametrize("records", [False, True])
def test_the_look_that_a_chart_was_given_stays(*, records: bool) -> None:
    data = restyled(data_of(filled(office_document(records=records))), b"2F6690", b"FF00FF")

    again = filled(data)

    assert not again.problems
    assert b"FF00FF" in b"".join(text for name, text in package(data_of(again)).parts.items() if "charts/" in name)


def test_a_chart_whose_data_somebody_changed_is_named_and_left() -> None:
    data = restyled(data_of(filled(office_document())), b"IKK1</c:v>", b"Layanan</c:v>")

    left, forced = filled(data), filled(data, overwrite=("grafik:capaian",))

    assert [(one.code, one.values["key"]) for one in left.problems] == [("control-changed", "grafik:capaian")]
    charts = [
        b"".join(text for name, text in package(data_of(one)).parts.items() if "charts/" in name)
        for one in (left, forced)
    ]
    assert [b"Layanan</c:v>" in one for one in charts] == [True, False]
    assert not forced.problems


def test_a_mark_that_is_typed_again_is_filled_again() -> None:
    first = package(data_of(filled(office_document(p("[[lkjdsl:nilai:IKK1]]")))))
    alone = re.sub(rb"<w:sdt .*</w:sdt>", R.format("[[lkjdsl:nilai:IKK1]]").encode(), first.parts[MAIN])

    assert not filled(zipped({**first.parts, MAIN: alone})).problems


@pytest.mark.parametrize("width", [1500, 4320, 9070, 14000])
def test_what_is_filled_in_is_no_wider_than_its_cell(width: int) -> None:
    marks = "".join(p(f"[[lkjdsl:{key}]]") for key in ("tabel:capaian", "tabel:perjanjian", "grafik:capaian"))
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{marks}{p("")}</w:tc>'
    filling = fill_document(ACCOUNT, package(docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")))
    assert filling.data is not None, filling.problems
    main = package(filling.data).parts[MAIN].decode()
    tables = [
        sum(map(int, re.findall('<w:gridCol w:w="([0-9]+)"', one)))
        for one in re.findall("<w:tblGrid>.*?</w:tblGrid>", main)
    ]
    inside = width - 230
    assert all(inside - 20 <= one <= inside for one in tables), tables
    assert len(tables) == 4  # three of figures, and one for the signatures
    assert all(int(one) <= inside * 635 for one in re.findall(r'<wp:extent cx="(\d+)"', main))


@pytest.mark.parametrize("key", ["tabel:capaian", "grafik:capaian", "narasi:IKK1", "tabel:perjanjian"])
def test_a_control_round_a_cell_keeps_the_cell(key: str) -> None:
    """Word puts a control round the cell where somebody marks all of it."""
    cell = f'<w:tc><w:tcPr><w:tcW w:w="4320" w:type="dxa"/></w:tcPr>{p("?")}</w:tc>'
    body = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc>{control(key, cell)}</w:tr></w:tbl>"

    first = data_of(filled(docx(body)))

    row = python_docx.Document(BytesIO(first)).element.body.tbl_lst[0].tr_lst[0]
    assert [child.tag.rpartition("}")[2] for child in row] == ["tc", "sdt"]
    content = row[1][-1]
    assert [child.tag.rpartition("}")[2] for child in content] == ["tc"]
    inside = [child.tag.rpartition("}")[2] for child in content[0]]
    assert (inside[0], inside[-1]) == ("tcPr", "p")
    assert all(int(width) < 4320 for width in re.findall('<w:gridCol w:w="([0-9]+)"', main_of(first)))
    assert data_of(filled(first)) == first


def test_a_name_that_looks_like_a_mark_is_none() -> None:
    """Neither where it is filled in, at the second time, nor in the headings of a new document."""
    name = "Nilai [[lkjdsl:nilai:I]], {{lkjdsl:tabel}}, [[nilai:I]] dan [lkjdsl:tabel"
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[input.x]\na = { kind = 'percent' }\n[scale.nilai]\n"
        "bands = [{ at_least = '0%', label = '[[lkjdsl:nilai:I]]' }]\n"
        f"[indicator.I]\nname = '{name}'\nunit = 'percent'\nformula = 'x.a'\ntarget = '50%'\nscale = 'nilai'\n"
    )
    account = Account([edition.evaluate({"x": {"a": "60%"}})], "id")
    marks = "".join(p(f"[[lkjdsl:{key}]]") for key in ("tabel:capaian", "narasi:I"))
    first = filled(docx(marks + p("Kategori [[lkjdsl:nilai:I.scale]].")), account)

    second = filled(data_of(first), account)

    assert (first.problems, second.problems) == ([], [])
    assert data_of(second) == data_of(first)
    new = written(account, ".docx")
    again = filled(new, account)
    assert again.problems == []
    assert data_of(again) == new
    keys = [one.key for one in controls_of(root_of(package(new)))]
    assert keys == list(dict.fromkeys(keys))


SENTENCE_LOOK = (
    '<w:pStyle w:val="IsiBab"/><w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="720"/>'
    '<w:jc w:val="both"/>'
)
LETTERS = '<w:rFonts w:ascii="Bookman Old Style" w:hAnsi="Bookman Old Style"/><w:sz w:val="24"/>'
MARK = f"[[lkjdsl:narasi:{SUMMARY}]]"


@pytest.mark.parametrize("records", [False, True])
def test_sentences_look_as_the_paragraph_that_their_mark_stood_in(*, records: bool) -> None:
    mark = f'<w:r><w:rPr>{LETTERS}<w:highlight w:val="yellow"/></w:rPr><w:t>{MARK}</w:t></w:r>'
    body = f"<w:p><w:pPr><w:keepNext/>{SENTENCE_LOOK}</w:pPr>{mark}</w:p>"

    first = data_of(filled(office_document(body, records=records)))

    sentences = re.findall(r"<w:p [^>]*>(<w:pPr>.*?</w:pPr>)(.*?)</w:p>", main_of(first))
    assert len(sentences) > 1
    for settings, said in sentences:
        assert settings.startswith(f"<w:pPr>{SENTENCE_LOOK}<")
        assert "keepNext" not in settings
        assert f"<w:rPr>{LETTERS}</w:rPr>" in said
    again = filled(first)
    assert (data_of(again), again.problems) == (first, [])


@pytest.mark.parametrize(
    ("settings", "letters"),
    [
        ('<w:pStyle w:val="Judul1"/>', ""),
        ('<w:pStyle w:val="Keterangan"/>', ""),
        ('<q:jc xmlns:q="urn:q" q:val="both"/>', ""),
        ("", '<w:sz w:val="9" q:a="1"/>'),
    ],
)
def test_no_sentence_is_a_heading_or_a_caption_or_has_what_is_not_of_word(settings: str, letters: str) -> None:
    body = f'<w:p xmlns:q="urn:q"><w:pPr>{settings}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t>{MARK}</w:t></w:r></w:p>'
    main = main_of(data_of(filled(office_document(body))))
    assert "Bab ini menyajikan" in main
    assert "Judul1" not in main.partition("<w:sdtContent>")[2]
    assert "Keterangan" not in main.partition("<w:sdtContent>")[2]
    assert "q:" not in main.partition("<w:sdtContent>")[2].partition("</w:sdtContent>")[0]


@pytest.mark.parametrize(
    ("key", "width", "codes"),
    [
        ("tabel:IKK1", 8900, []),
        ("tabel:IKK1", 2500, ["place-too-narrow"]),
        ("hitung:IKK1.K1", 5000, []),
        ("hitung:IKK1.K1", 2500, ["place-too-narrow-for-equations"]),
        ("narasi:IKK1", 2500, []),
    ],
)
def test_a_place_that_is_too_narrow_for_what_stands_there_is_named(key: str, width: int, codes: list[str]) -> None:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p(f"[[lkjdsl:{key}]]")}</w:tc>'
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    filling = filled(office_document(table))
    assert [one.code for one in filling.problems] == codes
    assert filling.data is not None


NUMBERED = r'w:instr=" SEQ Tabel [^>]*><w:r[^>]*><w:t[^>]*>(\d+)<'


def test_what_is_asked_for_again_has_captions_bookmarks_and_charts_of_its_own() -> None:
    keys = ["tabel:IKK1", "grafik:capaian", "tabel:pengukuran", "tabel:IKK1", "grafik:capaian", "tabel:IKK2"]
    first = data_of(filled(docx("".join(p(f"[[lkjdsl:{key}]]") for key in keys))))

    main = main_of(first)
    assert re.findall(NUMBERED, main) == ["1", "2", "3", "4"]
    for names in (r'w:bookmarkStart w:id="\d+" w:name="([^"]*)"', r'w:bookmarkStart w:id="(\d+)"', r'docPr id="(\d+)"'):
        found = re.findall(names, main)
        assert (len(found), len(set(found))) == (len(found), len(found)), names
    assert len([name for name in package(first).parts if name.startswith("word/charts/lkjdsl")]) == 2
    assert data_of(filled(first)) == first
    result = proofread_document(read(first), KnownEdition.of(EDITION, NOW), ())
    assert not result.findings


def test_captions_count_those_that_somebody_changed_by_hand() -> None:
    keys = ["tabel:IKK1", "tabel:pengukuran", "tabel:IKK2"]
    first = data_of(filled(docx("".join(p(f"[[lkjdsl:{key}]]") for key in keys))))
    changed = zipped({**package(first).parts, MAIN: main_of(first).replace("Formulir Pengukuran Kinerja", "Formulir")})

    again = filled(changed, Account([EDITION.evaluate({"kantor.tpi": False})], "id"))

    assert [one.code for one in again.problems] == ["control-changed"]
    assert re.findall(NUMBERED, main_of(data_of(again))) == ["1", "2", "3"]


def test_no_name_turns_the_figures_behind_it_round() -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[input.x]\n"
        'a = { kind = "count", label = "A \\u202e" }\nb = { kind = "count", label = "\\u2067B" }\n'
        '[objective.S]\nname = "S \\u202d"\n'
        '[indicator.I]\nname = "Nama \\u202e"\nobjective = "S"\nunit = "percent"\n'
        'formula = "x.a / x.b"\ntarget = "50%"\n'
    )
    account = Account([edition.evaluate({"x": {"a": 1, "b": 2}, "office": "K \u2066"})], "id")

    data = written(account, ".docx")

    assert isinstance(data, bytes)
    texts = b"".join(package(data).parts.values()).decode()
    assert not re.findall("[\u202a-\u202e\u2066-\u2069]", texts)
    assert data_of(filled(data, account)) == data


def charts_of(data: bytes) -> dict[str, bytes]:
    return {name: part for name, part in package(data).parts.items() if name.startswith("word/charts/lkjdsl")}


def workbooks_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "embeddings/" in name}


def test_a_chart_keeps_the_look_that_it_was_given_when_its_data_change() -> None:
    """Colours, and what Word writes beside the data; figures and the workbook behind them are the new ones."""
    later = Account([EDITION.evaluate({**COUNTS, "kantor.tpi": False})], "id")
    first = data_of(filled(docx(p("[[lkjdsl:grafik:capaian]]"))))
    anew = data_of(filled(first, later))
    assert charts_of(anew) != charts_of(first)

    changed = restyled(restyled(first, b"2F6690", b"FF00FF"), b'<c:gapWidth val="80"/>', b'<c:gapWidth val="30"/>')
    again = filled(changed, later)

    assert not again.problems
    assert charts_of(data_of(again)) == {
        name: part.replace(b"2F6690", b"FF00FF").replace(b'gapWidth val="80"', b'gapWidth val="30"')
        for name, part in charts_of(anew).items()
    }
    assert workbooks_of(data_of(again)) == workbooks_of(anew) != workbooks_of(first)
    assert package(data_of(filled(data_of(again)))).parts == package(changed).parts
    result = proofread_document(read(data_of(again)), KnownEdition.of(EDITION, later.outcome), ())
    assert not result.findings


TABLE_LOOKS = {
    "its style": ('<w:tblStyle w:val="KisiTabel"/>', '<w:tblStyle w:val="TabelKementerian"/>'),
    "the height of a row": ("<w:cantSplit/></w:trPr>", '<w:cantSplit/><w:trHeight w:val="900"/></w:trPr>'),
    "where a cell has its text": ("</w:tcPr>", '<w:vAlign w:val="center"/></w:tcPr>'),
    "the lines of a cell": ("</w:tcPr>", '<w:tcBorders><w:top w:val="double"/></w:tcBorders></w:tcPr>'),
    "their colour": ("</w:tcPr>", '<w:tcBorders><w:top w:val="single" w:color="FF0000"/></w:tcBorders></w:tcPr>'),
    "the fill of a cell": ("</w:tcPr>", '<w:shd w:val="clear" w:fill="FFEECC"/></w:tcPr>'),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE_LOOKS)
def test_the_look_that_a_table_was_given_is_named_and_left(case: str) -> None:
    first = data_of(filled(office_document(p("[[lkjdsl:tabel:IKK1]]"))))
    old, new = TABLE_LOOKS[case]
    assert old in main_of(first)
    changed = zipped({**package(first).parts, MAIN: main_of(first).replace(old, new, 1)})

    left = filled(changed, Account([EDITION.evaluate({**COUNTS, "kantor.tpi": False})], "id"))

    assert [one.code for one in left.problems] == ["control-changed"]
    assert new in main_of(data_of(left))
    assert not filled(first).problems


PLAIN_BORDERS = '<w:tcBorders><w:top w:val="single" w:sz="4" w:color="000000"/></w:tcBorders><w:vAlign w:val="top"/>'


def test_what_programs_say_of_every_cell_is_no_look() -> None:
    first = data_of(filled(office_document(p("[[lkjdsl:tabel:IKK1]]"))))
    saved = main_of(first).replace("</w:tcPr>", f"{PLAIN_BORDERS}</w:tcPr>").replace('w:w="', 'w:w="1')
    assert not filled(zipped({**package(first).parts, MAIN: saved})).problems


def test_a_table_that_comes_and_goes_leaves_no_trace() -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[rows.belanja]\npagu = { kind = 'rupiah' }\n"
        "[table.belanja]\nname = 'Belanja'\nrows = 'belanja'\ncolumns = { pagu = 'pagu' }\n"
    )
    absent, there = (Account([edition.evaluate(data)], "id") for data in ({}, {"belanja": [{"pagu": 1}]}))
    first = data_of(filled(office_document(p("[[lkjdsl:tabel:belanja]]")), absent))

    again = data_of(filled(data_of(filled(first, there)), absent))

    assert main_of(again) == main_of(first)
