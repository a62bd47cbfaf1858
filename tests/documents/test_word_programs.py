"""Documents as programs write them: python-docx, and LibreOffice where it is installed."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from lkjdsl.documents.blocks import Block, Document, Equation, Heading, Paragraph, Table
from lkjdsl.documents.word.comments import Comment, commented
from lkjdsl.documents.word.controls import controls_of
from tests.documents.test_text_and_sheets import REPORT
from tests.documents.test_word_splicing import CONTROLS, MAIN, root_of
from tests.support.report_docx import word_report
from tests.support.word_files import docx, package, read, strings

OFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def report() -> Document:
    return read(REPORT.read_bytes(), "laporan.txt")


def outline(found: Document) -> list[tuple[str, str, object]]:
    return [(type(block).__name__, block.address.text("id"), content(block)) for block in found.blocks]


def content(block: Block) -> object:
    match block:
        case Table():
            return [
                block.caption and block.caption.number,
                block.columns,
                [[cell.string for cell in row] for row in block.rows],
            ]
        case Equation(lines=lines):
            return [line.string for line in lines]
        case Heading() | Paragraph():
            return block.text.string
        case _:
            return None


def without_merged(told: list[tuple[str, str, object]]) -> list[tuple[str, str, object]]:
    """Leave out empty cells: in Word those of a group are one."""
    return [(kind, place, str(said).replace("'', ", "").replace("['']", "")) for kind, place, said in told]


@pytest.mark.parametrize("styled", [True, False])
def test_a_report_in_word_has_the_blocks_that_it_has_as_text(styled: bool) -> None:
    found = read(word_report(report(), styled=styled))

    assert without_merged(outline(found)) == without_merged(outline(report()))


def converted(data: bytes, folder: Path, kind: str = "docx") -> bytes:
    """Return a document as LibreOffice saves it."""
    source = folder / "laporan.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"laporan.{kind}").read_bytes()


@needs_libreoffice
def test_libreoffice_reads_our_comments_and_we_read_what_it_saves(tmp_path: Path) -> None:
    original = word_report(report())
    found = read(original)
    wanted = {"97.17%": "rata-rata", "73,24%": "baris I", "[3,78%]": "masih dalam kurung", "6.858": "Terbit"}
    comments = [
        Comment(text, at, at + len(figure), said)
        for figure, said in wanted.items()
        for text in [next(text for _, text in found.texts() if figure in text.string)]
        for at in [text.string.index(figure)]
    ]
    assert found.package is not None
    with_comments = commented(found.package, comments)
    assert isinstance(with_comments, bytes)

    saved = converted(with_comments, tmp_path)

    assert sorted(one.text for one in python_docx.Document(BytesIO(saved)).comments) == sorted(wanted.values())
    again = read(saved)
    assert [block.text.string for block in again.blocks if isinstance(block, Heading)] == [
        block.text.string for block in found.blocks if isinstance(block, Heading)
    ]
    cells = [  # LibreOffice counts the numbers of captions anew
        [(block.columns, [[cell.string for cell in row] for row in block.rows])
            for block in one.blocks if isinstance(block, Table)]
        for one in (again, found)
    ]  # fmt: skip
    assert cells[0] == cells[1]


@needs_libreoffice
def test_a_control_is_found_by_its_alias_after_libreoffice_dropped_the_tag(tmp_path: Path) -> None:
    body = CONTROLS.replace(
        '<w:tag w:val="lkjdsl:tabel', '<w:alias w:val="lkjdsl:tabel:capaian"/><w:tag w:val="lkjdsl:tabel'
    )
    original = docx(body)
    assert strings(read(original))

    saved = converted(original, tmp_path)

    assert "tabel:capaian" in {one.key for one in controls_of(root_of(package(saved)))}
    assert MAIN in package(saved).parts
