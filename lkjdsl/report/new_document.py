"""A new Word document for the chapter: headings, blanks, and a mark for each place, which filling makes a control."""

import zipfile
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO

from lkjdsl.diagnostic import Language
from lkjdsl.documents.ooxml.relationships import OFFICE
from lkjdsl.documents.ooxml.writing import EARLIEST
from lkjdsl.documents.ooxml.xml import W
from lkjdsl.documents.word.controls import KEY
from lkjdsl.documents.word.marks import BEGUN
from lkjdsl.render.word.paragraphs import paragraph
from lkjdsl.report.blocks import Chapter, ChapterHeading, ChapterParagraph
from lkjdsl.report.word import styled

PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer1.xml": "footer1.xml",
}
"""The parts that every new document has, and the files beside this one that they are kept in."""
WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "[]{}:"})
"""Signs of marks as signs of full width, which look like them."""
LANGUAGES = {"id": "id-ID", "en": "en-GB"}
PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)
"""A4 with margins of 2.5 cm; the footer has the number of the page."""


def blank_document(chapter: Chapter, language: Language) -> bytes:
    """Return a document with the headings of *chapter* and its places as marks, the same bytes every time."""
    folder = files("lkjdsl.report").joinpath("new_document_parts")
    parts = {name: folder.joinpath(file).read_text("utf-8") for name, file in PARTS.items()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("{language}", LANGUAGES[language])
    parts["word/document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}" xmlns:r="{OFFICE}">'
        f"<w:body>{''.join(_body(chapter))}{PAGE}</w:body></w:document>"
    )
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _body(chapter: Chapter) -> Iterator[str]:
    yield paragraph(chapter.title, "Heading1").decode()
    for line in chapter.about:
        yield paragraph(_no_mark(line)).decode()
    for item in chapter.items:
        match item:
            case ChapterHeading(text=text, level=level, starts_page=starts_page):
                yield paragraph(_no_mark(text), f"Heading{level}", starts_page=starts_page).decode()
            case ChapterParagraph():
                yield styled(item).decode()
            case _:
                yield paragraph(f"[[{KEY}{item.key}]]").decode()


def _no_mark(text: str) -> str:
    """Return a *text* of the edition, which stands outside of the controls, so that nothing in it is read as a mark."""
    return BEGUN.sub(lambda hit: hit[0].translate(WIDE), text)  # joiners and the like are not read at all
