"""A caption of ours with the bookmarks of others, and with a number that Word counted: no change, nothing is lost."""

import re

import pytest

from lkjdsl.documents.word.controls import run
from lkjdsl.documents.word.filling import Content, fill
from lkjdsl.render.word.paragraphs import caption, paragraph
from tests.documents.test_word_filling import codes, data_of
from tests.documents.test_word_splicing import MAIN
from tests.support.word_files import docx, p, package, read, zipped

KEY = "tabel:capaian"


def content(title: str, number: int = 3) -> dict[str, Content]:
    blocks = caption("Tabel", number, title, None, (7, "lkjdsl_tabel_capaian")) + paragraph(f"Isi {title}")
    return {KEY: Content(blocks=blocks)}


FIRST = package(data_of(fill(package(docx(p(f"[[lkjdsl:{KEY}]]"))), content("Capaian"))))
LABEL, TITLE = run("Tabel ").decode(), run(" Capaian").decode()
SPACE, WORD = run(" ").decode(), run("Capaian").decode()
START, END = '<w:bookmarkStart w:id="9" w:name="_Ref184"/>', '<w:bookmarkEnd w:id="9"/>'
COUNTED = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> SEQ Tabel \\* ARABIC '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:noProof/></w:rPr>'
    "<w:t>12</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
FIELD = re.compile(r"<w:fldSimple.*?</w:fldSimple>")
PLACES = {
    "label and number": ((LABEL, START + LABEL), (TITLE, END + TITLE), "Tabel 3"),
    "number": ((LABEL, LABEL + START), (TITLE, END + TITLE), "3"),
    "all of it": ((LABEL, START + LABEL), (TITLE, TITLE + END), "Tabel 3 Program"),
    "a word of the title": ((TITLE, f"{SPACE}{START}{WORD}"), (WORD, WORD + END), " Program"),
    "title": ((TITLE, START + TITLE), (TITLE, TITLE + END), " Program"),
}
"""Where the bookmark begins, where it ends, and what it has inside after filling in again."""


def marked(case: str, *, is_counted: bool) -> bytes:
    (before, begun), (after, ended), _ = PLACES[case]
    main = FIRST.parts[MAIN].decode().replace(before, begun).replace(after, ended)
    main = FIELD.sub(lambda _: COUNTED, main) if is_counted else main
    assert main.count(START) == main.count(END) == 1
    return zipped({**FIRST.parts, MAIN: main})


@pytest.mark.parametrize("is_counted", [False, True])
@pytest.mark.parametrize("case", PLACES)
def test_a_bookmark_in_a_caption_is_no_change_and_stays_round_the_same(case: str, *, is_counted: bool) -> None:
    again = fill(package(marked(case, is_counted=is_counted)), content("Program"))

    assert codes(again) == []
    main = package(data_of(again)).parts[MAIN].decode()
    inside = re.search(f'{re.escape("_Ref184")}"/>(.*?)<w:bookmarkEnd[^>]*w:id="9"/>', main)
    assert inside is not None
    assert re.sub("<[^>]*>", "", inside[1]) == PLACES[case][2]
    assert "Tabel 3 Program" in {text.string for _, text in read(data_of(again)).texts()}
    assert fill(package(data_of(again)), content("Program")).data == data_of(again)


def test_nothing_is_written_where_only_a_bookmark_came() -> None:
    document = marked("label and number", is_counted=False)
    again = fill(package(document), content("Capaian"))
    assert codes(again) == []
    assert package(data_of(again)).parts[MAIN] == package(document).parts[MAIN]


def test_another_title_is_a_change_with_a_bookmark_too() -> None:
    main = package(marked("label and number", is_counted=True)).parts[MAIN].replace(b" Capaian<", b" Capaian kami<")
    again = fill(package(zipped({**FIRST.parts, MAIN: main})), content("Program"))
    assert codes(again) == ["control-changed"]
    forced = fill(package(zipped({**FIRST.parts, MAIN: main})), content("Program"), overwrite=[KEY])
    assert START.encode() in package(data_of(forced)).parts[MAIN].replace(b' xmlns:w="' + NAMESPACE + b'"', b"")


NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
