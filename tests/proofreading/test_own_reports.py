"""What ``lkjdsl report`` writes, proofread: nothing is found in it, and a wrong digit in a cell of it is."""

import re
from functools import cache
from pathlib import Path

import pytest

import lkjdsl
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.findings import Proofreading
from lkjdsl.proofreading.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from lkjdsl.report.account import Account
from lkjdsl.report.forms import written
from tests.proofreading.test_reports import FOLDER
from tests.support.paths import ROOT
from tests.support.word_files import zipped

EDITIONS = {
    "lapas": (FOLDER / "lapas.toml", FOLDER / "lapas-data.toml"),
    "desa": (FOLDER / "desa.toml", FOLDER / "desa-data.toml"),
    "dana-desa": (ROOT / "examples" / "dana-desa" / "2025.toml", ROOT / "examples" / "dana-desa" / "data.toml"),
    "pengadilan": (
        ROOT / "examples" / "pengadilan-agama" / "2025.toml",
        ROOT / "examples" / "pengadilan-agama" / "data.toml",
    ),
    "bontang": (ROOT / "formulas" / "2025.toml", ROOT / "examples" / "bontang-2025" / "data.toml"),
}
CELL = re.compile(rb"<w:t[^>]*>(\d+,\d\d)%?</w:t>")
EACH = 9
"""Of how many cells one is given a wrong digit: all of them would take minutes."""


@cache
def known(name: str) -> KnownEdition:
    edition, data = map(Path, EDITIONS[name])
    loaded = lkjdsl.load(edition)
    return KnownEdition.of(loaded, loaded.evaluate(data))


@cache
def report(name: str) -> bytes:
    outcome = known(name).outcome
    assert outcome is not None
    return written(Account([outcome], "id"), ".docx")


def proofread(name: str, data: bytes) -> Proofreading:
    document = read_bytes("laporan.docx", data)
    assert not isinstance(document, Diagnostic), document
    return proofread_document(document, known(name))


@pytest.mark.parametrize("name", EDITIONS)
def test_nothing_is_found_in_what_we_write(name: str) -> None:
    result = proofread(name, report(name))
    assert [(one.printed, one.what, one.computed) for one in result.findings] == []
    assert {one.verdict for one in result.figures} == {"agrees"}
    assert len(result.figures) > 90


def test_a_wrong_digit_in_what_we_write_is_found() -> None:
    document = read_bytes("laporan.docx", report("desa"))
    assert isinstance(document, Document)
    assert isinstance(document.package, Package)
    parts = dict(document.package.parts)
    main = parts["word/document.xml"]
    cells = list(CELL.finditer(main))[::EACH]
    assert len(cells) > 3
    for cell in cells:
        digit = cell.start(1)
        wrong = str((int(main[digit : digit + 1]) + 3) % 9 + 1).encode()
        changed = main[:digit] + wrong + main[digit + 1 :]
        found = proofread("desa", zipped({**parts, "word/document.xml": changed})).findings
        assert [one.printed for one in found if wrong.decode() in one.printed], cell[0]
