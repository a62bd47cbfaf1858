"""What sentences say in words of results: ``wording.toml``; and the numbers of charts."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.documents.blocks import Address, Chart, Document, Heading, Leaf, Series, Text
from lkjdsl.documents.chart_tables import chart_table
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import Proofreading, ReportFault
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import read

CASES = tomli.loads((Path(__file__).parent / "wording.toml").read_text("utf-8"))


@cache
def known() -> KnownEdition:
    edition = lkjdsl.load(text=CASES["edition"])
    return KnownEdition.of(edition, edition.evaluate(tomli.loads(CASES["data"], parse_float=Decimal)))


def read_below(about: str | None, text: str) -> Proofreading:
    """Return what is said of a paragraph below a heading *about* an indicator."""
    names = {path: node.name for path, node in known().quantities.definition.indicators.items()}
    heading = "Umum" if about is None else names[about]
    return proofread_document(read(f"BAB III AKUNTABILITAS KINERJA\n\nA. {heading}\n\n{text}\n"), known())


def shown(faults: Sequence[ReportFault]) -> list[list[str]]:
    """Return the kind and the printed text of each."""
    return [[one.kind, one.printed] for one in faults]


@pytest.mark.parametrize("case", CASES["case"], ids=[case["name"] for case in CASES["case"]])
def test_what_words_say_is_checked(case: dict[str, Any]) -> None:
    result = read_below(case.get("about"), case["text"])
    assert shown(result.findings) == case["gives"]
    assert shown(result.questions) == case.get("asks", shown(result.questions))


TRAPS = [(trap.get("about"), text) for trap in CASES["trap"] for text in trap["texts"]]


@pytest.mark.parametrize(("about", "text"), TRAPS, ids=[text for _, text in TRAPS])
def test_what_is_of_something_else_is_no_fault(about: str | None, text: str) -> None:
    assert shown(read_below(about, text).findings) == []


@pytest.mark.parametrize(("point", "found"), [("0.92", []), ("0.9187", ["91,87%"])])
def test_numbers_of_charts_are_checked(point: str, found: list[str]) -> None:
    title, years = "Realisasi", ["2024", "2025"]
    series = [Series("Target", ["0.85", "0.9"], "0%"), Series("Realisasi", ["0.8750", point], "0.00%")]
    leaf = Leaf("word/document.xml")
    chart = Chart(Address(), title, years, series, leaf, chart_table(title, years, series, leaf))
    heading = Heading(Address(), 1, "A", Text("Persentase penyelesaian perkara"))
    result = proofread_document(Document("laporan.docx", "docx", [heading, chart], []), known())
    assert [one.printed for one in result.findings] == found
    assert "IK1" in [one.what for one in result.figures]
