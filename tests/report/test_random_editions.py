"""
The chapter of random editions and data, in every form, and as LibreOffice prints it.

``LKJDSL_REPORTS=200`` tries so many instead of the few that every run tries.
"""

import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx as python_docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import CaptionedTable
from lkjdsl.report.chapter import chapter
from lkjdsl.report.forms import FORMS, written
from lkjdsl.testing import data_for, editions
from tests.documents.test_word_splicing import MAIN, root_of
from tests.report.test_forms import cells_and_sentences
from tests.support.word_files import package, read

if TYPE_CHECKING:
    from lkjdsl.diagnostic import Language

REPORTS = int(os.environ.get("LKJDSL_REPORTS", "12"))
PDFTOTEXT = shutil.which("pdftotext")


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Draw an account of one or two years of an edition."""
    edition = lkjdsl.load(text=draw(editions()))
    language: Language = draw(st.sampled_from(("id", "en")))
    before: Any = draw(st.none() | data_for(edition))
    told = edition.read(draw(data_for(edition)))
    if before is None:
        return Account([edition.outcome(told)], language)
    earlier = edition.outcome(edition.read({**before, "year": told.year - 1}))
    return Account([earlier, edition.outcome(told, earlier)], language)


sample = settings(max_examples=REPORTS, phases=[Phase.generate], derandomize=True, database=None)


@sample
@given(accounts())
def test_every_form_of_any_chapter_can_be_read(account: Account) -> None:
    forms = {suffix: written(account, suffix) for suffix in FORMS}

    root_of(package(forms[".docx"])).descendants()
    python_docx.Document(BytesIO(forms[".docx"]))
    strings = {text.string for _, text in read(forms[".docx"]).texts()}
    texts = cells_and_sentences(chapter(account))
    assert [
        text for text in texts if " ".join(text.split()) not in {" ".join(string.split()) for string in strings}
    ] == []
    assert forms[".pdf"].startswith(b"%PDF")
    ET.fromstring(package(forms[".docx"]).parts[MAIN])  # noqa: S314 - it is ours


@pytest.mark.skipif(
    PDFTOTEXT is None or shutil.which("soffice") is None, reason="LibreOffice and poppler are not installed"
)
def test_libreoffice_prints_the_figures_of_any_chapter_unbroken(tmp_path: Path) -> None:
    wanted: list[set[str]] = []

    @sample
    @given(accounts())
    def write(account: Account) -> None:
        tables = [block for block in chapter(account).blocks() if isinstance(block, CaptionedTable)]
        (tmp_path / f"{len(wanted)}.docx").write_bytes(written(account, ".docx"))
        wanted.append({figure for table in tables for figure in figures_of(table)})

    write()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    documents = [str(tmp_path / f"{number}.docx") for number in range(len(wanted))]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *documents]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 10 * len(wanted))

    missing = [(number, sorted(one - set(printed(tmp_path / f"{number}.pdf")))) for number, one in enumerate(wanted)]

    assert sum(map(len, wanted)) > REPORTS
    assert [one for one in missing if one[1]] == []


def figures_of(table: CaptionedTable) -> set[str]:
    """Return the cells of figures that are a number, or a number and a sign."""
    at = [number for number, column in enumerate(table.grid.columns) if column.align == "right"]
    cells = {row[number] for row in table.grid.rows for number in at}
    return {str(cell) for cell in cells if any(map(str.isdigit, cell)) and " " not in cell}


def printed(pdf: Path) -> list[str]:
    """Return the words of a PDF file."""
    assert PDFTOTEXT is not None, "the test is skipped without it"
    finished = subprocess.run([PDFTOTEXT, str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")
    return finished.stdout.replace("\N{NON-BREAKING HYPHEN}", "-").split()
