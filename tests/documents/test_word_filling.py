"""A document of an office is filled, changed by hand, and filled again."""

import zipfile
from io import BytesIO

import docx as python_docx

from lkjdsl.diagnostic import Language
from lkjdsl.documents.word.controls import controls_of, text_of
from lkjdsl.documents.word.filling import Content, Filling, fill
from lkjdsl.render.diagnostics import full
from lkjdsl.render.word.paragraphs import paragraph
from tests.documents.test_word_splicing import CELL, MAIN, R, control, root_of
from tests.support.word_files import p, package, parts, read, strings, zipped

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


def test_what_was_meant_for_a_mark_is_named_and_nothing_is_written() -> None:
    typed = ("[[lkjdsl:nilai:IKK1", "[lkjdsl:nilai:IKK1]", "[[Lkjdsl nilai]]")
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
