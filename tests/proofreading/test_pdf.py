"""Reports as PDF: what is found is what is found in the same report as Word, but for what is said here."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import Proofreading
from lkjdsl.proofreading.proofreading import proofread_document
from lkjdsl.report.forms import written
from tests.proofreading.test_own_reports import own_report
from tests.proofreading.test_reports import PLANTED, REPORTS, clean, read, text_of
from tests.proofreading.test_reports import known as known_office
from tests.support.libreoffice import PDF, converted, soffice
from tests.support.report_docx import word_report

LOST: Mapping[str, set[str]] = {"statistik": {"42"}}
"""What is found in Word alone, by report: LibreOffice prints an equation that begins with its sign of equality as ¿."""


def proofread(name: str, data: bytes, edition: KnownEdition | None) -> Proofreading:
    document = read_bytes(name, data)
    assert not isinstance(document, Diagnostic), document
    return proofread_document(document, edition)


@pytest.mark.parametrize("name", ["lapas", "dana-desa", "pengadilan", "bontang"])
def test_nothing_is_found_in_what_we_write(name: str) -> None:
    """Only what is still to be filled in is, which Word has in places of its own."""
    own = own_report(name)
    result = proofread("laporan.pdf", written(own.account, ".pdf"), own.known)
    assert {one.printed for one in result.findings} <= {"[tanggal]", "[nama pejabat]"}
    assert {one.verdict for one in result.figures} == {"agrees"}
    assert len(result.figures) > 90


@cache
def in_both(name: str) -> tuple[bytes, bytes]:
    """Return a report with all its faults, and right, as Word."""
    wrong = PLANTED.sub(lambda fault: fault[2], text_of(name))
    return word_report(read(wrong)), word_report(read(clean(text_of(name))))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the reports printed by LibreOffice, those without a fault under names with a dash before."""
    words = {f"{dash}{name}": in_both(name)[bool(dash)] for name in REPORTS for dash in ("", "-")}
    return converted(words, tmp_path_factory.mktemp("pdf"), PDF, "docx")


def found(result: Proofreading) -> Counter[str]:
    """Return the figures that are wrong; which of the checks tells first that one is, may differ."""
    return Counter(finding.printed.strip() for finding in result.findings)


@pytest.mark.libreoffice
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", REPORTS)
def test_in_a_pdf_the_same_is_found_as_in_word(name: str, printed: Mapping[str, Path]) -> None:
    edition = known_office(name.partition("-")[0], "data")
    in_word = found(proofread("laporan.docx", in_both(name)[0], edition))
    in_pdf = found(proofread("laporan.pdf", printed[name].read_bytes(), edition))
    assert in_pdf - in_word == Counter()
    assert set(in_word - in_pdf) == LOST.get(name, set())
    assert found(proofread("laporan.pdf", printed[f"-{name}"].read_bytes(), edition)) == Counter()
