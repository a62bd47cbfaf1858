"""
A PDF → what is printed on each of its pages.

PDFium reads it, which has no tables and knows no order of reading: what it says is taken by its place on the page.
"""

from collections.abc import Mapping
from typing import Any

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.pdf.glyphs import Letters
from lkjdsl.documents.pdf.printed import Page, Printed, squeezed
from lkjdsl.documents.pdf.streams import unpacks_too_large
from lkjdsl.documents.pdf.strokes import drawn

LOST = 0.03
"""The share of characters without a meaning from which on a page is not read."""
LOCKED = 4
"""FPDF_ERR_PASSWORD."""


def pages_of(name: str, data: bytes) -> Printed | Diagnostic:
    """Return what is printed in the PDF whose bytes are *data*, or why it is not read."""
    import pypdfium2
    from pypdfium2 import raw

    if len(data) > limits.DOCUMENT_BYTES:
        return problem("document-too-large", name=name, limit=f"{limits.DOCUMENT_BYTES // 2**20}")
    if unpacks_too_large(data):
        return problem("document-unpacks-too-large", name=name, limit=f"{limits.PART_BYTES // 2**20}")
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        code = "pdf-locked" if error.err_code == LOCKED else "pdf-broken"
        return problem(code, name=name)
    try:
        if count > limits.DOCUMENT_PAGES:
            return problem("pdf-with-too-many-pages", name=name, count=count, limit=limits.DOCUMENT_PAGES)
        pages, left = list[Page](), limits.PDF_PIECES
        for at in range(count):
            source = document[at]
            left -= raw.FPDFPage_CountObjects(source)
            if left >= 0:
                pages.append(_page(source, at + 1, raw))
                left -= _work(pages[-1])
            if left < 0:
                return problem("pdf-too-full", name=name)
            source.close()
        bookmarks = _bookmarks(document)
    except pypdfium2.PdfiumError:
        return problem("pdf-broken", name=name)
    finally:
        document.close()
    if not any(page.glyphs for page in pages):
        return problem("pdf-scanned" if any(page.lost == "scan" for page in pages) else "pdf-without-text", name=name)
    return Printed(pages, bookmarks)


def _work(page: Page) -> int:
    """Return how much there is to do with a page: its characters, and each line across with each upright one."""
    return len(page.glyphs) + len(page.across) * len(page.upright) // 10


def _page(source: Any, number: int, raw: Any) -> Page:
    """Return what is printed on a page of PDFium."""
    page = Page(number, source.get_width())
    if raw.FPDFPage_CountObjects(source) > limits.PAGE_PIECES:
        page.lost = "drawing"
        return page
    across, upright, page.pictures = drawn(source, raw)
    letters = Letters.of(source, raw)
    if len(across) + len(upright) > limits.PAGE_LINES or letters.is_too_many:
        page.lost = "drawing"
    elif letters.unknown > LOST * (len(letters.glyphs) + letters.unknown):
        page.lost = "letters"
    elif not letters.glyphs and (letters.hidden or page.pictures):
        page.lost = "scan"
    else:
        page.glyphs, page.across, page.upright = letters.glyphs, across, upright
    return page


def _bookmarks(document: Any) -> Mapping[int, Mapping[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        page = None if target is None else target.get_index()
        if page is not None:
            found.setdefault(page + 1, {}).setdefault(squeezed(bookmark.get_title()), bookmark.level + 1)
    return found
