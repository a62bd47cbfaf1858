"""The door: a report in a file → its blocks, or one problem that says what to do; and out again, never over itself."""

from pathlib import Path, PurePath

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.ooxml.package import OLE, opened
from lkjdsl.documents.plain_text import read_text
from lkjdsl.documents.word.reader import read_word
from lkjdsl.files import open_file, unreadable, write_whole

PDF = b"%PDF-"
"""How a PDF begins."""


def read_file(name: str) -> Document | Diagnostic:
    """Return the blocks of the report in the file *name*, which is only read."""
    try:
        with open_file(name) as file:
            data = file.read(limits.DOCUMENT_BYTES + 1)
    except (OSError, ValueError) as error:
        return unreadable(name, error)
    return read_bytes(name, data)


def read_bytes(name: str, data: bytes) -> Document | Diagnostic:
    """Return the blocks of a report whose bytes are *data*; its *name* says which format it has."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        return problem("file-empty", name=name)
    if suffix in (".txt", ".md"):
        return _text(name, data, suffix)
    if suffix == ".pdf" or data.startswith(PDF):
        from lkjdsl.documents.pdf.reader import read_pdf

        return read_pdf(name, data)
    if suffix in (".docx", ".xlsx") or data.startswith((OLE, b"PK")):
        package = opened(name, data)
        if isinstance(package, Diagnostic):
            return package
        if suffix != ".xlsx":
            return read_word(package)
        from lkjdsl.documents.excel.reader import read_workbook

        return read_workbook(package)
    return problem("document-of-unknown-kind", name=name)


def write_copy(name: str, data: bytes, original: str, *, force: bool = False) -> Diagnostic | None:
    """Write *data* into the file *name*, whole or not at all; never over the *original* that it was made of."""
    if is_same_file(name, original):
        return problem("document-is-original", name=name)
    return write_whole(name, data, force=force)


def is_same_file(name: str, other: str) -> bool:
    """Return whether two names are those of one file, which is there."""
    target, source = Path(name), Path(other)
    return target.exists() and source.exists() and target.samefile(source)


def _text(name: str, data: bytes, suffix: str) -> Document | Diagnostic:
    if len(data) > limits.FILE_BYTES:
        limit = f"{limits.FILE_BYTES // 2**20}"
        return problem("file-too-large", name=name, size=f"{len(data) // 2**20}", limit=limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return problem("file-not-utf8", name=name, line=f"{data.count(bytes([10]), 0, error.start) + 1}")
    return read_text(name, text, "txt" if suffix == ".txt" else "md")
