"""
Reports of nine offices with faults planted in them: ``{{right=>wrong}}`` in the texts beside this file.

The reports were written, faults and all, before the reader of figures was tried on them. ``*-jebakan.txt`` has none:
all that is in it looks wrong and is right.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

import lkjdsl
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import Proofreading, ReportFault
from lkjdsl.proofreading.proofreading import proofread_document
from tests.support.report_docx import word_report

FOLDER = Path(__file__).parent
PLANTED = re.compile(r"\{\{(.*?)=>(.*?)\}\}")
REPORTS = (
    "kesehatan",
    "agama",
    "agama-lain",
    "agama-jebakan",
    "statistik",
    "inspektorat",
    "desa",
    "lapas",
    "perpustakaan",
    "rumahsakit",
    "rumahsakit-jebakan",
    "syariyah",
    "syariyah-jebakan",
)
ROUNDED = {"lapas": "102,49%"}
"""What a report works out from figures that it has rounded: a question, and no fault."""
Source = Literal["data", "edition", "alone"]


@cache
def known(name: str, source: Source) -> KnownEdition | None:
    edition = lkjdsl.load(FOLDER / f"{name}.toml")
    match source:
        case "data":
            return KnownEdition.of(edition, edition.evaluate(FOLDER / f"{name}-data.toml"))
        case "edition":
            return KnownEdition.of(edition, None)
        case "alone":
            return None


def read(text: str) -> Document:
    document = read_bytes("laporan.md" if text.startswith("#") else "laporan.txt", text.encode())
    assert not isinstance(document, Diagnostic), document
    return document


def in_word(text: str) -> Document:
    document = read_bytes("laporan.docx", word_report(read(text)))
    assert not isinstance(document, Diagnostic), document
    return document


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def clean(text: str) -> str:
    return PLANTED.sub(lambda fault: fault[1], text)


def with_one_fault(text: str) -> Iterator[tuple[str, str]]:
    for fault in PLANTED.finditer(text):
        yield fault[2], clean(text[: fault.start()]) + fault[2] + clean(text[fault.end() :])


def shown(fault: ReportFault) -> str:
    cause = "" if fault.cause is None else fault.cause.id
    return f"{fault.kind} {fault.site.address.text('id')}: {fault.printed} {fault.what} {fault.computed} {cause}"


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("source", ["data", "edition", "alone"])
def test_nothing_is_found_where_nothing_is_wrong(name: str, source: Source) -> None:
    for document in (read(clean(text_of(name))), in_word(clean(text_of(name)))):
        result = proofread_document(document, known(name.partition("-")[0], source))
        assert [shown(fault) for fault in result.findings] == []
        assert {fault.printed for fault in result.questions} <= {ROUNDED.get(name)}


@pytest.mark.parametrize(("name", "source", "share"), [
    ("kesehatan", "data", 1.0), ("agama", "data", 0.95), ("agama-lain", "data", 0.9),
    ("statistik", "data", 0.95), ("inspektorat", "data", 0.95), ("desa", "data", 0.85), ("lapas", "data", 0.95),
    ("perpustakaan", "data", 0.95), ("rumahsakit", "data", 0.85), ("syariyah", "data", 0.85),
    ("kesehatan", "edition", 0.7), ("inspektorat", "edition", 0.6), ("lapas", "edition", 0.7),
    ("kesehatan", "alone", 0.65), ("agama", "alone", 0.65), ("statistik", "alone", 0.5),
])  # fmt: skip
def test_planted_faults_are_found_and_nothing_else(name: str, source: Source, share: float) -> None:
    missed, others, number = [], [], 0
    for wrong, text in with_one_fault(text_of(name)):
        number += 1
        result = proofread_document(read(text), known(name.partition("-")[0], source))
        mine = [fault for fault in result.findings if is_of(fault, wrong)]
        missed += [] if mine else [wrong]
        if source == "data":
            others += [f"{wrong}: {shown(fault)}" for fault in result.findings if fault not in mine]
    assert number
    assert len(missed) <= round((1 - share) * number), missed
    assert others == []


def is_of(fault: ReportFault, wrong: str) -> bool:
    plain = wrong.replace("\\", "")
    operands = (f" {plain} ", f" {plain.partition(' ')[0]} ")
    if fault.kind == "total" and fault.cause is not None and any(one in fault.cause.id for one in operands):
        return True  # of operands between which nothing tells none is blamed, but the sum of them
    return fault.kind == "direction" or fault.printed in plain or plain.partition(" (")[0] in fault.printed


def test_a_figure_is_matched_by_its_names_whatever_it_is() -> None:
    """With every figure of the table of indicators wrong, each has the path that it had."""
    text = clean(text_of("agama"))

    def paths(result: Proofreading) -> list[str]:
        return [one.what for one in result.figures if "Tabel 3.1" in one.site.address.text("id")]

    right = paths(proofread_document(read(text), known("agama", "data")))
    other = text.replace("99,00%\t101,02%", "41,57%\t63,18%").replace("98,70%\t102,81%", "12,34%\t77,77%")
    assert right == paths(proofread_document(read(other), known("agama", "data"))) != []


def test_printed_inputs_that_break_a_constraint_are_found(tmp_path: Path) -> None:
    file = tmp_path / "edisi.toml"
    constraint = "\n[constraint]\ntepat = 'perkara.tepat <= perkara.diputus'\n"
    file.write_text((FOLDER / "agama.toml").read_text("utf-8") + constraint, "utf-8")
    edition = lkjdsl.load(file)
    rows = "No\tUraian\tJumlah\n1\tPerkara diputus\t1.304\n2\tPerkara diputus tepat waktu\t1.391\n"
    result = proofread_document(read(f"BAB III HASIL\n\n{rows}"), KnownEdition.of(edition, None))
    assert [(fault.kind, fault.printed, fault.what) for fault in result.findings] == [
        ("constraint", "1.391", "perkara.tepat")
    ]
