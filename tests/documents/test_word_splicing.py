"""Comments, controls and marks put into a Word document: what is outside of them stays byte for byte."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Paragraph, Text
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.writing import rewritten
from lkjdsl.documents.ooxml.xml import Element, parsed
from lkjdsl.documents.word.comments import Comment, commented
from lkjdsl.documents.word.controls import Control, controls_of, filled, inline_content, run, text_of
from lkjdsl.documents.word.marks import with_controls
from tests.support.word_files import docx, p, package, parts, read, strings, zipped

MAIN = "word/document.xml"
CHARACTERS = st.text(st.sampled_from("ab 1,9%<&>\"'é\u00ad😀\u00a0"), min_size=1, max_size=6)
AROUND = ["<w:r>{}</w:r>", '<w:ins w:id="1"><w:r>{}</w:r></w:ins>', "<w:hyperlink><w:r>{}</w:r></w:hyperlink>"]
WRITTEN = ["<w:t>{}</w:t>", '<w:t xml:space="preserve">{}</w:t>', "<w:t>{}</w:t><w:tab/>", "<w:br/><w:t>{}</w:t>"]
RUNS = st.lists(
    st.tuples(
        CHARACTERS,
        st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="18"/></w:rPr>']),
        st.sampled_from(AROUND),
        st.sampled_from(WRITTEN),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


def body_of(runs: list[tuple[str, str, str, str]]) -> str:
    return f"<w:p>{''.join(around.format(look + text.format(escape(said))) for said, look, around, text in runs)}</w:p>"


def only_text(data: bytes) -> Text:
    block = read(data).blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


def with_comments(data: bytes, comments: list[Comment]) -> bytes:
    found = commented(package(data), comments)
    assert isinstance(found, bytes)
    return found


def covered(data: bytes) -> dict[str, str]:
    """Return the text between the marks of each comment, by its id."""
    root = root_of(package(data))
    found: dict[str, str] = {}
    begun: set[str] = set()
    for one in root.descendants():
        if one.name == "w:commentRangeStart":
            begun.add(one.attributes["w:id"])
        elif one.name == "w:commentRangeEnd":
            begun.discard(one.attributes["w:id"])
        elif one.name in ("w:t", "w:tab", "w:br"):
            for id_ in begun:
                found[id_] = found.get(id_, "") + {"w:tab": "\t", "w:br": "\n"}.get(one.name, one.text)
    return found


def root_of(opened: Package) -> Element:
    root = parsed("", MAIN, opened.parts[MAIN])
    assert not isinstance(root, Diagnostic)
    return root


def plain(text: str) -> str:
    return text.replace("\u00ad", "").replace("\u00a0", " ")


@given(RUNS, st.data())
def test_comments_go_round_their_characters_and_nothing_else_changes(
    runs: list[tuple[str, str, str, str]], data: st.DataObject
) -> None:
    original = docx(body_of(runs) + p("Sesudah"))
    blocks = read(original).blocks
    assert isinstance(blocks[0], Paragraph)
    text = blocks[0].text
    if text.string == "Sesudah":
        return
    ends = st.integers(0, len(text.string) - 1)
    spans = [sorted(data.draw(st.tuples(ends, ends))) for _ in range(data.draw(st.integers(1, 3)))]
    comments = [Comment(text, start, end + 1, f"temuan {number}") for number, (start, end) in enumerate(spans)]

    result = with_comments(original, comments)

    assert strings(read(result)) == strings(read(original))
    told = {id_: plain(said) for id_, said in covered(result).items()}
    assert told == {str(number): text.string[start : end + 1] for number, (start, end) in enumerate(spans)}
    changed, before = package(result).parts, package(original).parts
    assert {name for name in changed if changed[name] != before.get(name)} == {
        MAIN, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert _is_subsequence(before[MAIN], changed[MAIN])
    reread = python_docx.Document(BytesIO(result))
    assert [one.text for one in reread.comments] == [comment.message for comment in comments]
    assert with_comments(original, comments) == result


def _is_subsequence(short: bytes, long: bytes) -> bool:
    """Return whether *long* is *short* with bytes put in: nothing was taken away."""
    rest = iter(long)
    return all(byte in rest for byte in short)


def test_the_spaces_at_the_ends_of_a_text_that_is_cut_still_count() -> None:
    """Word drops them where it is not told to keep them."""
    original = docx("<w:p><w:r><w:t>naik 2,23 poin</w:t></w:r></w:p>")

    result = with_comments(original, [Comment(only_text(original), 5, 9, "temuan")])

    texts = [one for one in root_of(package(result)).descendants() if one.name == "w:t"]
    assert [one.text for one in texts] == ["naik ", "2,23", " poin"]
    assert all(one.attributes.get("http://www.w3.org/XML/1998/namespace:space") == "preserve" for one in texts)


def test_further_comments_join_those_that_are_there() -> None:
    once = with_comments(
        docx(p("Capaian 99,83% dan 74%")), [Comment(only_text(docx(p("Capaian 99,83% dan 74%"))), 8, 14, "satu")]
    )

    text = only_text(once)
    twice = with_comments(once, [Comment(text, 19, 22, "dua\nbaris kedua")])

    assert [(one.comment_id, one.author, one.text) for one in python_docx.Document(BytesIO(twice)).comments] == [
        (0, "lkjdsl", "satu"),
        (1, "lkjdsl", "dua\nbaris kedua"),
    ]
    assert covered(twice) == {"0": "99,83%", "1": "74%"}


def test_a_comment_on_a_note_a_box_or_an_equation_goes_round_its_anchor() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('di kotak')}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = (
        '<w:p><w:r><w:t>Isi</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        f"<w:p>{box}</w:p><w:p><m:oMath><m:r><m:t>X = 5</m:t></m:r></m:oMath></w:p>"
    )
    data = docx(body, footnotes=f'<w:footnote w:id="1">{p("catatan")}</w:footnote>')
    texts = {text.string: text for _, text in read(data).texts()}

    result = with_comments(data, [Comment(texts[said], 0, 3, said) for said in ("catatan", "di kotak", "X = 5")])

    xml = package(result).parts[MAIN].decode()
    for number, inside in enumerate(("footnoteReference", "txbxContent", "oMath")):
        start, end = (
            xml.index(f'RangeStart xmlns:w="{W}" w:id="{number}"'),
            xml.index(f'RangeEnd xmlns:w="{W}" w:id="{number}"'),
        )
        assert inside in xml[start:end]
    assert package(result).parts["word/footnotes.xml"] == package(data).parts["word/footnotes.xml"]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_other_parts_are_copied_as_they_are_packed_and_new_bytes_are_always_the_same() -> None:
    contents: dict[str, str | bytes] = {
        **parts(p("a")),
        "word/media/image1.png": bytes(range(256)) * 40,
        "kosong/": b"",
        "é.xml": "<x/>",
    }
    original = zipped(contents)
    opened = package(original)

    result = rewritten(opened, {"word/baru.xml": b"<x/>", MAIN: opened.parts[MAIN] + b"\n"})

    with zipfile.ZipFile(BytesIO(result)) as archive, zipfile.ZipFile(BytesIO(original)) as before:
        assert archive.testzip() is None
        assert archive.namelist() == [*before.namelist(), "word/baru.xml"]
        for name in before.namelist():
            assert (archive.read(name) == before.read(name)) == (name != MAIN)
            assert archive.getinfo(name).date_time == before.getinfo(name).date_time
    packed = original[original.index(b"image1.png") + 10 :][:200]
    assert packed in result
    assert rewritten(opened, {"word/baru.xml": b"<x/>", MAIN: opened.parts[MAIN] + b"\n"}) == result


@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.binary(max_size=4)), max_size=5),
)
def test_splicing_changes_what_it_is_told_to(data: bytes, wanted: list[tuple[int, int, bytes]]) -> None:
    edits, at = [], 0
    for gap, length, new in wanted:
        start = min(at + gap, len(data))
        at = min(start + length, len(data))
        edits.append(Edit(start, at, new))

    result = spliced(data, edits)

    back, done = b"", 0
    shift = 0
    for edit in edits:
        place = edit.start + shift
        assert result[place : place + len(edit.new)] == edit.new
        back += result[done:place] + data[edit.start : edit.end]
        done = place + len(edit.new)
        shift += len(edit.new) - (edit.end - edit.start)
    assert back + result[done:] == data


def test_edits_that_overlap_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="overlap"):
        spliced(b"abc", [Edit(0, 2, b""), Edit(1, 3, b"")])


def control(key: str, content: str, more: str = "", name: str = "tag") -> str:
    properties = f'<w:sdtPr><w:{name} w:val="lkjdsl:{key}"/>{more}</w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


R = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
CELL = f"<w:tc><w:tcPr/>{p('?')}</w:tc>"
PLACEHOLDER = "<w:showingPlcHdr/>"
CONTROLS = (
    p("Sebelum")
    + control("tabel:capaian", p("lama"))
    + f"<w:p>{R.format('Nilai ')}{control('nilai:IKK1', R.format('klik'), PLACEHOLDER, 'alias')}{R.format('.')}</w:p>"
    + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc>{control('nilai:IKK2', CELL)}</w:tr>"
    + control("baris:x", f"<w:tr><w:tc>{p('b')}</w:tc></w:tr>")
    + "</w:tbl>"
    + control("kosong", "").replace("<w:sdtContent></w:sdtContent>", "<w:sdtContent/>")
    + p("Sesudah &amp; akhir")
)


def test_controls_are_found_with_what_they_stand_for() -> None:
    found = controls_of(root_of(package(docx(CONTROLS))))

    assert [(one.key, one.level) for one in found] == [
        ("tabel:capaian", "block"),
        ("nilai:IKK1", "inline"),
        ("nilai:IKK2", "cell"),
        ("baris:x", "row"),
        ("kosong", "block"),
    ]


def fill(data: bytes, texts: dict[str, str]) -> bytes:
    opened = package(data)
    xml = opened.parts[MAIN]
    contents: list[tuple[Control, bytes]] = [
        (one, inline_content(xml, one, texts[one.key])) for one in controls_of(root_of(opened)) if one.key in texts
    ]
    return rewritten(opened, {MAIN: filled(xml, contents)})


SAID = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\t", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12
)


@given(SAID, SAID, SAID)
def test_filling_changes_only_what_is_inside_and_again_changes_nothing(first: str, second: str, third: str) -> None:
    texts = {"tabel:capaian": first, "nilai:IKK1": second, "nilai:IKK2": third, "kosong": first}
    original = docx(CONTROLS)

    result = fill(original, texts)

    assert fill(result, texts) == result
    told = {one.key: text_of(one) for one in controls_of(root_of(package(result)))}
    assert told == {**texts, "baris:x": "b"}
    assert outside(result) == outside(original).replace(PLACEHOLDER, "").replace(
        "<w:sdtContent/>", "<w:sdtContent></w:sdtContent>"
    )
    python_docx.Document(BytesIO(result))


def outside(data: bytes) -> str:
    """Return a document without what is inside the controls that are filled."""
    opened = package(data)
    xml = opened.parts[MAIN]
    emptied = filled(xml, [(one, b"") for one in controls_of(root_of(opened)) if one.key != "baris:x"])
    return emptied.decode()


def test_what_is_filled_in_looks_like_what_was_there() -> None:
    result = package(fill(docx(CONTROLS), {"nilai:IKK1": "105,88%"})).parts[MAIN].decode()

    assert f'<w:r xmlns:w="{W}"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">105,88%</w:t></w:r>' in result


MARKED = (
    p("Bab III") + "<w:p><w:r><w:t>[[lkj</w:t></w:r><w:proofErr/><w:r><w:t>dsl:tabel:capaian]]</w:t></w:r></w:p>"
    + f"<w:p>{R.format('Capaian [[lkjdsl:ni')}{R.format('lai:IKK1]] naik.')}</w:p>"
    + f"<w:tbl><w:tr><w:tc>{p('[[ lkjdsl: nilai:IKK2 ]]')}</w:tc></w:tr></w:tbl>"
)  # fmt: skip


def marked(data: bytes) -> tuple[bytes, list[Diagnostic]]:
    opened = package(data)
    xml, problems = with_controls(
        "laporan.docx", opened.parts[MAIN], root_of(opened), lambda key: key.startswith("nilai")
    )
    return rewritten(opened, {MAIN: xml}), problems


def test_typed_marks_become_controls_that_can_be_filled() -> None:
    original = docx(MARKED)

    result, problems = marked(original)

    assert problems == []
    assert strings(read(result)) == strings(read(original))
    found = controls_of(root_of(package(result)))
    assert [(one.key, one.level) for one in found] == [
        ("tabel:capaian", "block"),
        ("nilai:IKK1", "inline"),
        ("nilai:IKK2", "inline"),
    ]
    again = fill(result, {"nilai:IKK1": "105,88%", "nilai:IKK2": "74%"})
    assert strings(read(again))[2:] == ["Capaian 105,88% naik.", "74%"]
    python_docx.Document(BytesIO(again))


def test_a_mark_that_cannot_become_a_control_is_named_and_left() -> None:
    body = p("Lihat [[lkjdsl:tabel:capaian]]") + (
        "<w:p><w:r><w:t>[[lkjdsl:nilai:</w:t></w:r><w:ins w:id='1'><w:r><w:t>IKK1]]</w:t></w:r></w:ins></w:p>"
    )
    original = docx(body)

    result, problems = marked(original)

    assert [(one.code, one.values["mark"]) for one in problems] == [
        ("mark-not-alone", "[[lkjdsl:tabel:capaian]]"),
        ("mark-divided", "[[lkjdsl:nilai:IKK1]]"),
    ]
    assert package(result).parts[MAIN] == package(original).parts[MAIN]
    assert all(one.helps_in(language) and one.message(language) for one in problems for language in ("en", "id"))


def test_a_run_has_no_character_that_xml_cannot_have() -> None:
    assert b"a&lt;b" in run("a\0<\x0bb")
