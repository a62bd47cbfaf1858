"""A document of an office is filled, changed by hand, and filled again."""
# ruff: noqa: E501 - a case is a line of its table

import re
import zipfile
from io import BytesIO

import docx as python_docx
import pytest

from lkjdsl.diagnostic import Language
from lkjdsl.documents.word.controls import controls_of, text_of
from lkjdsl.documents.word.filling import Content, Filling, fill
from lkjdsl.render.diagnostics import full
from lkjdsl.render.word.paragraphs import paragraph
from tests.documents.test_word_splicing import CELL, MAIN, R, control, root_of
from tests.support.word_files import docx, p, package, parts, read, strings, zipped

BODY = (
    p("[[lkjdsl:tabel:capaian]]")
    + f"<w:p>{R.format('Capaian [[lkjdsl:nilai:IKK1]] dan ')}{control('nilai:IKK2', R.format('?'))}</w:p>"
    + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc>{control('nilai:IKK3', CELL)}</w:tr></w:tbl>"
    + p("Analisis ditulis dengan tangan.")
)
OFFICE = zipped({**parts(BODY), "word/header1.xml": "<w:hdr/>", "word/media/image1.png": b"gambar"})
CONTENTS = {
    "tabel:capaian": Content(blocks=paragraph("Tabel") + paragraph("Baris")),
    "nilai:IKK1": Content("105,88%"),
    "nilai:IKK2": Content("74%"),
    "nilai:IKK3": Content("<&>"),
}
LANGUAGES: tuple[Language, ...] = ("en", "id")


def data_of(filling: Filling) -> bytes:
    assert filling.data is not None, filling.problems
    return filling.data


def codes(filling: Filling) -> list[str]:
    assert all(full(one, language) for one in filling.problems for language in LANGUAGES)
    return [one.code for one in filling.problems]


def test_marks_and_controls_are_filled_and_a_second_time_changes_no_byte() -> None:
    first = fill(package(OFFICE), CONTENTS)

    assert codes(first) == []
    data = data_of(first)
    assert strings(read(data)) == [
        "Tabel",
        "Baris",
        "Capaian 105,88% dan 74%",
        "a",
        "<&>",
        "Analisis ditulis dengan tangan.",
    ]
    assert data_of(fill(package(data), CONTENTS)) == data
    before, after = package(OFFICE), package(data)
    assert after.parts["word/header1.xml"] == before.parts["word/header1.xml"]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.read("word/media/image1.png") == b"gambar"
    assert len(python_docx.Document(BytesIO(data)).paragraphs) > 0


def test_new_values_change_only_their_own_controls() -> None:
    first = data_of(fill(package(OFFICE), CONTENTS))

    second = data_of(fill(package(first), {**CONTENTS, "nilai:IKK2": Content("80%")}))

    told = {one.key: text_of(one) for one in controls_of(root_of(package(second)))}
    assert told["nilai:IKK2"] == "80%"
    assert package(second).parts[MAIN] == package(first).parts[MAIN].replace(b">74%<", b">80%<")


def test_what_was_changed_by_hand_is_named_and_left_unless_it_is_overwritten() -> None:
    first = package(data_of(fill(package(OFFICE), CONTENTS)))
    xml = first.parts[MAIN].replace(b">74%<", b">75%<")
    changed = package(zipped({**{name: first.parts[name] for name in first.parts}, MAIN: xml}))

    left = fill(changed, CONTENTS)

    assert codes(left) == ["control-changed"]
    assert "Capaian 105,88% dan 75%" in strings(read(data_of(left)))
    again = fill(package(data_of(left)), CONTENTS)
    assert codes(again) == ["control-changed"]
    forced = fill(changed, CONTENTS, overwrite=["nilai:IKK2"])
    assert codes(forced) == []
    assert "Capaian 105,88% dan 74%" in strings(read(data_of(forced)))


NOTE = '<w:r><w:footnoteReference w:id="3"/></w:r>'
LINE = "Baris</w:t></w:r></w:p>"
CHANGED_BESIDE: dict[str, tuple[str, str]] = {
    "a picture": (LINE, "Baris</w:t></w:r><w:r><w:drawing/></w:r></w:p>"),
    "a comment": (LINE, 'Baris</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'),
    "a footnote": (LINE, f"Baris</w:t></w:r>{NOTE}</w:p>"),
    "a bookmark": (LINE, 'Baris</w:t></w:r><w:bookmarkStart w:id="9" w:name="_Ref1"/><w:bookmarkEnd w:id="9"/></w:p>'),
    "a break": (LINE, 'Baris</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>'),
    "a line break": (LINE, "Ba</w:t></w:r><w:r><w:br/><w:t>ris</w:t></w:r></w:p>"),
    "a tab": (LINE, "Ba</w:t></w:r><w:r><w:tab/><w:t>ris</w:t></w:r></w:p>"),
    "what was struck out": (LINE, 'Baris</w:t></w:r><w:del w:id="7" w:author="a"><w:r><w:delText>Lama</w:delText></w:r></w:del></w:p>'),
    "a highlight": (LINE, '</w:t></w:r><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>Baris</w:t></w:r></w:p>'),
    "bold": (LINE, "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Baris</w:t></w:r></w:p>"),
    "a style": (LINE, '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Judul2"/></w:pPr><w:r><w:t>Baris</w:t></w:r></w:p>'),
    "a colour": (LINE, '</w:t></w:r></w:p><w:p><w:pPr><w:shd w:val="clear" w:fill="ABCDEF"/></w:pPr><w:r><w:t>Baris</w:t></w:r></w:p>'),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED_BESIDE)
def test_what_was_put_beside_the_characters_is_named_and_left(case: str) -> None:
    first = package(data_of(fill(package(OFFICE), CONTENTS)))
    old, new = CHANGED_BESIDE[case]
    main = first.parts[MAIN].decode()
    assert main.count(old) == 1
    changed = package(zipped({**first.parts, MAIN: main.replace(old, new)}))
    others = {**CONTENTS, "tabel:capaian": Content(blocks=paragraph("Lain"))}

    left = fill(changed, others)

    assert codes(left) == ["control-changed"]
    assert package(data_of(left)).parts[MAIN] == changed.parts[MAIN]
    assert codes(fill(package(data_of(left)), others)) == ["control-changed"]
    forced = fill(changed, others, overwrite=["tabel:capaian"])
    assert codes(forced) == []
    assert "Lain" in strings(read(data_of(forced)))
    as_it_was = fill(changed, CONTENTS, overwrite=["tabel:capaian"])
    assert package(data_of(as_it_was)).parts == first.parts


WRITTEN_ANEW: dict[str, tuple[str, str]] = {
    "runs apart": (LINE, 'Ba</w:t></w:r><w:r w:rsidR="00AB12CD"><w:t>ris</w:t></w:r></w:p>'),
    "the bookmark of Word": (LINE, 'Baris</w:t></w:r><w:bookmarkStart w:id="9" w:name="_GoBack"/></w:p>'),
    "the bookmark of a list of tables": (LINE, 'Baris</w:t></w:r><w:bookmarkStart w:id="9" w:name="_Toc12"/></w:p>'),
    "a language": (LINE, '</w:t></w:r><w:r><w:rPr><w:lang w:val="id-ID"/></w:rPr><w:t>Baris</w:t></w:r></w:p>'),
    "the style of all": (LINE, '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Normal"/><w:jc w:val="left"/></w:pPr><w:r><w:t>Baris</w:t></w:r></w:p>'),
    "where a page ended": (LINE, "</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>Baris</w:t></w:r></w:p>"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN_ANEW)
def test_what_programs_write_by_themselves_is_no_change(case: str) -> None:
    first = package(data_of(fill(package(OFFICE), CONTENTS)))
    old, new = WRITTEN_ANEW[case]
    main = first.parts[MAIN].decode()
    assert main.count(old) == 1
    again = fill(package(zipped({**first.parts, MAIN: main.replace(old, new)})), CONTENTS)
    assert codes(again) == []


def test_a_line_keeps_the_look_that_it_was_given() -> None:
    first = package(data_of(fill(package(OFFICE), CONTENTS)))
    look = '<w:rPr><w:i/><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">74%'
    main = re.sub(r"(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>74%", look, first.parts[MAIN].decode())
    again = fill(package(zipped({**first.parts, MAIN: main})), {**CONTENTS, "nilai:IKK2": Content("75%")})
    assert codes(again) == []
    assert look.replace("74%", "75%") in package(data_of(again)).parts[MAIN].decode()


def test_an_unknown_key_is_named_with_the_nearest_and_nothing_is_written() -> None:
    body = p("[[lkjdsl:nilai:IKK9]]") + control("tabel:capaiam", p("?"))

    filling = fill(package(zipped(parts(body))), CONTENTS)

    assert filling.data is None
    assert codes(filling) == ["control-unknown", "control-unknown"]
    assert "`lkjdsl:tabel:capaian`" in full(filling.problems[1], "id")


def test_a_table_has_no_room_inside_a_line() -> None:
    body = f"<w:p>{control('tabel:capaian', R.format('?'))}</w:p>"

    filling = fill(package(zipped(parts(body))), CONTENTS)

    assert filling.data is None
    assert codes(filling) == ["control-in-line"]


ROW = f"<w:tr><w:tc>{p('satu')}</w:tc><w:tc>{p('dua')}</w:tc></w:tr>"
TEXT, LIST, DATE, PICTURE = (
    "<w:text/>",
    '<w:dropDownList><w:listItem w:value="1"/></w:dropDownList>',
    "<w:date/>",
    "<w:picture/>",
)
BOX = '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'
WITHOUT_ROOM = {
    "round a row": (f"<w:tbl>{control('nilai:IKK1', ROW)}</w:tbl>", "control-round-cells"),
    "a table round a row": (f"<w:tbl>{control('tabel:capaian', ROW)}</w:tbl>", "control-round-cells"),
    "round two cells": (f"<w:tbl><w:tr>{control('nilai:IKK1', CELL + CELL)}</w:tr></w:tbl>", "control-round-cells"),
    "a table round two cells": (f"<w:tbl><w:tr>{control('tabel:capaian', CELL + CELL)}</w:tr></w:tbl>", "control-round-cells"),
    "a figure round a table": (control("nilai:IKK1", f"<w:tbl>{ROW}</w:tbl>"), "control-round-cells"),
    "a sentence in a table": (control("tabel:capaian", p("a") + control("nilai:IKK1", p("?"))), "control-round-control"),
    "a figure in a figure": (f"<w:p>{control('nilai:IKK1', control('nilai:IKK2', R.format('?')))}</w:p>", "control-round-control"),
    "a table in plain text": (control("tabel:capaian", p("?"), TEXT), "control-of-narrow-kind"),
    "a figure in a list": (f"<w:p>{control('nilai:IKK1', R.format('?'), LIST)}</w:p>", "control-of-narrow-kind"),
    "a figure in a date": (f"<w:p>{control('nilai:IKK1', R.format('?'), DATE)}</w:p>", "control-of-narrow-kind"),
    "a figure in a picture": (f"<w:p>{control('nilai:IKK1', R.format('?'), PICTURE)}</w:p>", "control-of-narrow-kind"),
    "a figure in a box": (f"<w:p>{control('nilai:IKK1', R.format('?'), BOX)}</w:p>", "control-of-narrow-kind"),
    "a mark in plain text of the office": (control("x", p("[[lkjdsl:nilai:IKK1]]"), TEXT).replace("lkjdsl:x", "kantor"), "control-of-narrow-kind"),
    "a table in plain text of the office": (control("x", p("[[lkjdsl:tabel:capaian]]"), TEXT).replace("lkjdsl:x", "kantor"), "control-of-narrow-kind"),
}  # fmt: skip


@pytest.mark.parametrize("case", WITHOUT_ROOM)
def test_a_control_that_cannot_hold_it_is_named_and_nothing_is_lost(case: str) -> None:
    body, code = WITHOUT_ROOM[case]
    filling = fill(package(docx(body)), CONTENTS)
    assert filling.data is None
    assert codes(filling) == [code]


@pytest.mark.parametrize("kind", [TEXT, "<w:comboBox/>", "<w:richText/>"])
def test_a_control_of_characters_holds_a_figure(kind: str) -> None:
    filling = fill(package(docx(f"<w:p>{control('nilai:IKK1', R.format('?'), kind)}</w:p>")), CONTENTS)
    assert codes(filling) == []
    assert strings(read(data_of(filling))) == ["105,88%"]


def test_what_was_meant_for_a_mark_is_named_and_nothing_is_written() -> None:
    typed: tuple[str, ...] = ("[[lkjdsl:nilai:IKK1", "[lkjdsl:nilai:IKK1]", "[[Lkjdsl nilai]]", "[[nilai:IKK1]]")
    typed += ("{{lkjdsl:nilai:IKK1}}", "{lkjdsl:nilai:IKK1}", "lkjdsl:nilai:IKK1", "(lkjdsl:nilai:IKK1)")
    filling = fill(package(zipped(parts("".join(p(f"Capaian {one}") for one in typed)))), CONTENTS)

    assert codes(filling) == ["mark-broken"] * len(typed)
    assert filling.data is None


def test_a_mark_may_have_capitals_and_spaces() -> None:
    filling = fill(package(zipped(parts(p("Capaian [[ LKJDSL : nilai:IKK1 ]]")))), CONTENTS)

    assert codes(filling) == []
    assert strings(read(data_of(filling))) == ["Capaian 105,88%"]


def test_a_document_that_asks_for_nothing_is_named() -> None:
    assert codes(fill(package(zipped(parts(p("Capaian")))), CONTENTS)) == ["nothing-to-fill"]


def test_a_mark_in_a_header_is_named_and_left() -> None:
    others = {"header": p("[[lkjdsl:nilai:IKK1]]")}

    assert codes(fill(package(zipped(parts(p("[[lkjdsl:nilai:IKK2]]"), others))), CONTENTS)) == ["mark-elsewhere"]


BESIDE = {
    "a picture": "<w:r><w:drawing/></w:r>",
    "a note": '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "a comment": '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>',
    "a page break": '<w:r><w:br w:type="page"/></w:r>',
    "a bookmark": '<w:bookmarkStart w:id="1" w:name="lampiran"/>',
    "the end of a section": "<w:pPr><w:sectPr/></w:pPr>",
}


@pytest.mark.parametrize("case", BESIDE)
def test_nothing_is_lost_with_the_paragraph_of_a_mark(case: str) -> None:
    body = f"<w:p>{BESIDE[case]}{R.format('[[lkjdsl:tabel:capaian]]')}</w:p>"

    filling = fill(package(zipped(parts(body))), CONTENTS)

    assert (filling.data, codes(filling)) == (None, ["mark-not-alone"])


def test_what_word_puts_beside_a_mark_by_itself_is_no_content() -> None:
    beside = "<w:r><w:br/></w:r><w:bookmarkStart w:id='1' w:name='_GoBack'/>"
    body = f"<w:p>{R.format('[[lkjdsl:tabel:capaian]]')}{beside}</w:p>"

    assert codes(fill(package(zipped(parts(body))), CONTENTS)) == []


def test_a_text_box_says_the_same_to_older_programs() -> None:
    box = f"<w:txbxContent>{p('[[lkjdsl:nilai:IKK1]]')}</w:txbxContent>"
    choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    older = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{choice}{older}</mc:AlternateContent></w:r></w:p>"

    first = data_of(fill(package(zipped(parts(body))), CONTENTS))

    xml = package(first).parts[MAIN]
    assert (xml.count(b"105,88%"), xml.count(b"[[")) == (2, 0)
    assert data_of(fill(package(first), CONTENTS)) == first


def test_a_comment_inside_of_what_did_not_change_stays() -> None:
    first = package(data_of(fill(package(OFFICE), CONTENTS)))
    comment = b'<w:commentRangeStart w:id="0"/>'
    xml = re.sub(rb"(<w:r [^>]*><w:t [^>]*>Baris<)", comment + rb"\1", first.parts[MAIN])
    assert comment in xml
    commented = package(zipped({**first.parts, MAIN: xml}))

    assert comment in package(data_of(fill(commented, CONTENTS))).parts[MAIN]


def test_the_same_characters_in_other_cells_are_another_content() -> None:
    body = zipped(parts(p("[[lkjdsl:tabel:capaian]]")))
    first = data_of(fill(package(body), {"tabel:capaian": Content(blocks=paragraph("1") + paragraph("23"))}))

    second = data_of(fill(package(first), {"tabel:capaian": Content(blocks=paragraph("12") + paragraph("3"))}))

    assert strings(read(second)) == ["12", "3"]


KNOWN = ["nilai:IKK1", "nilai:SK1.achievement", "tabel:perjanjian", "narasi:IKK4", "hitung:IKK1"]
MEANT = {
    "nilai:SK1": "nilai:SK1.achievement",
    "tabel:perjanjan": "tabel:perjanjian",
    "tabel:belanja": None,
    "narasi:IKK9": None,
    "hitug:IKK1": "hitung:IKK1",
    "nilai:IKK": "nilai:IKK1",
}


@pytest.mark.parametrize("key", MEANT)
def test_an_unknown_key_is_taken_for_none_of_another_kind_or_number(key: str) -> None:
    filling = fill(package(zipped(parts(p(f"[[lkjdsl:{key}]]")))), {}, known=KNOWN)
    assert codes(filling) == ["control-unknown"]
    shown = full(filling.problems[0], "id")
    assert (f"lkjdsl:{MEANT[key]}`?" in shown) is (MEANT[key] is not None)
    assert ("yang ada: " in shown) is (MEANT[key] is None)
