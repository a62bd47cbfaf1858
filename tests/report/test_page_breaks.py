"""What belongs together stays on a page of Word and of PDF: rows of a cell, captions, signatures; annexes have one."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

import lkjdsl
from lkjdsl.documents.ooxml.xml import W
from lkjdsl.render.page import ABOVE, Grid, PageColumn
from lkjdsl.render.word.tables import table
from lkjdsl.report.account import Account
from lkjdsl.report.forms import written
from tests.documents.test_word_splicing import MAIN
from tests.report.test_word_document import ACCOUNT
from tests.support.word_files import package

PDFTOTEXT = shutil.which("pdftotext")
CAPTION = re.compile(r"Tabel \d+ \S")


def account_of(number: int) -> Account:
    """Return the account of a *number* of indicators of one objective."""
    indicators = "".join(
        f"[indicator.I{at}]\nname = 'Indikator nomor {at}'\nobjective = 'SK1'\nunit = 'percent'\nformula = 'x.a'\n"
        "target = '50%'\n"
        for at in range(number)
    )
    head = (
        "lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[input.x]\na = { kind = 'percent' }\n[objective.SK1]\nname = 'Satu'\n"
    )
    edition = lkjdsl.load(text=head + indicators)
    return Account([edition.evaluate({"x": {"a": "60%"}})], "id")


def pages_of(account: Account, folder: Path) -> list[list[str]]:
    """Return the lines of each page of the PDF."""
    assert PDFTOTEXT is not None
    (folder / "bab-iii.pdf").write_bytes(written(account, ".pdf"))
    command = [PDFTOTEXT, "-layout", str(folder / "bab-iii.pdf"), "-"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [[line.strip() for line in page.split("\n") if line.strip()] for page in printed.split("\f")[:-1]]


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler is not installed")
@pytest.mark.parametrize("number", [1, 33, 36, 37, 38, 40, 80])
def test_signatures_stay_with_the_end_of_what_is_signed(number: int, tmp_path: Path) -> None:
    """Where all of it has no room on a page, its last row goes with them."""
    pages = pages_of(account_of(number), tmp_path)[1:]

    signed = [page for page in pages if any("NIP" in line for line in page)]
    assert len(signed) == 3
    assert all(any(f"nomor {number - 1}" in line for line in page) for page in signed)
    first = next(at for at, page in enumerate(pages) if page[0] == "Lampiran")
    assert pages[first][1].startswith("Lampiran 1 ")
    assert sum(page[0].startswith(("Lampiran 2 ", "Lampiran 3 ")) for page in pages[first:]) == 2
    assert not [page for page in pages if CAPTION.match(page[-2] if page[-1].isdigit() else page[-1])]


def test_annexes_begin_a_page_in_word_and_in_html() -> None:
    main = package(written(ACCOUNT, ".docx")).parts[MAIN].decode()
    starting = [
        re.sub("<[^>]*>", "", one)
        for one in re.findall(r"<w:p [^>]*><w:pPr>(?:(?!</w:p>).)*?</w:p>", main)
        if "pageBreakBefore" in one
    ]
    assert [one.partition(" Tahun")[0] for one in starting] == [
        "Lampiran",
        "Lampiran 2 Rencana Aksi",
        "Lampiran 3 Formulir Pengukuran Kinerja",
    ]
    assert written(ACCOUNT, ".html").decode().count('class="page"') == 3


COLUMNS = [PageColumn("No"), PageColumn("Indikator"), PageColumn("Capaian", "right")]
FEW = [*[["1", "a", "2"], [ABOVE, "b", "2"], [ABOVE, ABOVE, "3"]], *[["2", "c", "4"]] * 8]
MANY = [["1", "a", "2"], *[[ABOVE, "b", "2"], [ABOVE, ABOVE, "3"]] * 5]
KEPT: dict[str, tuple[Sequence[Sequence[str]], list[bool]]] = {
    "a short table": (FEW[:3], [True, True, False]),
    "cells over a few rows": (FEW, [True, True, *[False] * 9]),
    "a cell over too many, with smaller ones inside": (MANY, [False, *[True, False] * 5]),
}


@pytest.mark.parametrize("case", KEPT)
def test_rows_of_one_cell_stay_on_a_page_of_word(case: str) -> None:
    rows, kept = KEPT[case]

    xml = table(Grid(COLUMNS, rows), None).decode()

    parts = xml.split("<w:tr>")[2:]
    assert [part.count("<w:keepNext/>") == len(COLUMNS) for part in parts] == kept
    assert xml.count("<w:cantSplit/>") == len(rows) + 1
    assert W in xml


def test_rows_of_one_cell_stay_on_a_page_of_pdf(tmp_path: Path) -> None:
    """Four lines for each indicator, wherever the page ends."""
    indicators = "".join(
        f"[indicator.I{at}]\nname = 'Indikator nomor {at}'\nunit = 'percent'\nformula = 'x.a'\ntarget = '50%'\n"
        for at in range(25)
    )
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\nperiods = ['W1', 'W2', 'W3', 'W4']\n[input.x]\n"
        "a = { kind = 'percent', over_periods = 'last' }\n" + indicators
    )
    quarters = [{"year": 2025, "period": f"W{at}", "x": {"a": "60%"}} for at in range(1, 5)]
    pages = pages_of(Account([edition.evaluate(quarters)], "id"), tmp_path)
    counts = [sum(line.count("s.d. W") for line in page if "60,00%" in line) for page in pages]
    first = next(at for at, count in enumerate(counts) if count)
    assert counts[first] % 4 == counts[first + 1] % 4 == 0
    assert counts[first] + counts[first + 1] <= 100
