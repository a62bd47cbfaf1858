"""
What ``lkjdsl report`` writes, proofread: nothing is found in it, each figure is known, and a wrong digit is found.

What a figure was printed from is told by the page model, which knows it without reading. Digits are changed in all
figures of a report at once, and in some of them by turns; with ``LKJDSL_DIGITS=1`` by turns in all of them.
"""

import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli
from attrs import define

import lkjdsl
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.documents.blocks import Document, Equation
from lkjdsl.documents.reading import read_bytes
from lkjdsl.editions.years import by_year
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import Proofreading, Recognised, ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.proofreading import proofread_document
from lkjdsl.proofreading.written_places import PlacedNumbers
from lkjdsl.report.account import Account
from lkjdsl.report.forms import written
from lkjdsl.report.word_document import fill_document
from tests.proofreading.test_reports import FOLDER
from tests.support.own_reports import numbers_of_the_page, with_other_digits, without_controls
from tests.support.paths import ROOT
from tests.support.word_files import docx, p, read, zipped
from tests.support.word_files import package as package_of

EXAMPLES = ROOT / "examples"
OWN = ROOT / "tests" / "report"


def of_earlier_year(data: Path, years: int) -> Mapping[str, Any]:
    """Return the data of some years before, of which some inputs were less."""
    told = tomli.loads(data.read_text("utf-8"), parse_float=Decimal)
    less = {
        name: {key: value - 7 * years if type(value) is int and value > 90 else value for key, value in table.items()}
        for name, table in told.items()
        if isinstance(table, dict)
    }
    return {**told, **less, "year": told["year"] - years}


DESA = FOLDER / "desa-data.toml"
REPORTS: dict[str, tuple[Path, Sequence[Sequence[Path | Mapping[str, Any]]], Language]] = {
    "lapas": (FOLDER / "lapas.toml", [[FOLDER / "lapas-data.toml"]], "id"),
    "desa in English": (FOLDER / "desa.toml", [[DESA]], "en"),
    "three years": (FOLDER / "desa.toml", [[of_earlier_year(DESA, 2)], [of_earlier_year(DESA, 1)], [DESA]], "id"),
    "a year between without data": (FOLDER / "desa.toml", [[of_earlier_year(DESA, 2)], [DESA]], "id"),
    "dana-desa": (EXAMPLES / "dana-desa" / "2025.toml", [[EXAMPLES / "dana-desa" / "data.toml"]], "id"),
    "pengadilan": (EXAMPLES / "pengadilan-agama" / "2025.toml", [[EXAMPLES / "pengadilan-agama" / "data.toml"]], "id"),
    "dinas by quarters": (
        EXAMPLES / "dinas-kesehatan" / "2025.toml",
        [[EXAMPLES / "dinas-kesehatan" / f"tw{number}.toml" for number in (1, 2, 3, 4)]],
        "id",
    ),
    "targets of each period by itself": (
        OWN / "periods.toml",
        [[OWN / f"periods-tw{number}.toml" for number in (1, 2, 3, 4)]],
        "id",
    ),
    "ranges, budgets, and what does not apply": (
        OWN / "perhubungan.toml",
        [[OWN / "perhubungan-2024.toml"], [OWN / "perhubungan-2025.toml"]],
        "id",
    ),
    "names of marks, numbers and many words": (
        OWN / "names.toml",
        [[OWN / "names-2024.toml"], [OWN / "names-2025.toml"]],
        "id",
    ),
    "bontang": (ROOT / "formulas" / "2025.toml", [[EXAMPLES / "bontang-2025" / "data.toml"]], "id"),
}
"""Each with its edition, the data of its years, and the language that it is written in."""
EACH = 1 if os.environ.get("LKJDSL_DIGITS") else 211
"""Of how many figures one is changed by turns: all of them take half an hour."""


@define(eq=False)
class OwnReport:
    """A report of ours, with what it was written from."""

    known: KnownEdition
    account: Account
    document: Document

    def proofread(self, data: bytes) -> Proofreading:
        """Return what is found in *data*, the report after somebody changed it."""
        return proofread_document(read(data), self.known)


@cache
def own_report(name: str) -> OwnReport:
    edition, years, language = REPORTS[name]
    loaded = lkjdsl.load(edition)
    outcomes = by_year(loaded, [list(loaded.read_all(data)) for data in years])
    account = Account(outcomes, language)
    known = KnownEdition.of(loaded, outcomes[-1], outcomes[:-1])
    return OwnReport(known, account, read(written(account, ".docx")))


@cache
def result_of(name: str) -> Proofreading:
    report = own_report(name)
    return proofread_document(report.document, report.known)


def figures(name: str) -> list[Recognised]:
    """Return what was recognised but ratings, which are words."""
    return [one for one in result_of(name).figures if one.number is not None]


def numbers(recognised: Sequence[Recognised]) -> list[NumberInText]:
    return [one.number for one in recognised if one.number is not None]


def place(one: Recognised | ReportFault) -> tuple[object, ...]:
    return one.site.address, one.site.context, one.start, one.what


every_report = pytest.mark.parametrize("name", REPORTS)


@every_report
def test_nothing_is_found_in_what_we_write(name: str) -> None:
    result = result_of(name)
    assert [(one.kind, one.printed, one.what, one.computed) for one in result.findings] == []
    assert {one.verdict for one in result.figures} == {"agrees"}
    assert result.unread == ()


@every_report
def test_each_figure_is_known_by_the_path_that_it_was_printed_from(name: str) -> None:
    report = own_report(name)
    wanted = [one for one in numbers_of_the_page(report.account) if one.path]
    found = figures(name)
    assert [one.what for one in found] == [one.path for one in wanted]
    assert [one.year or report.known.year for one in found] == [one.year for one in wanted]
    assert len(wanted) > 100


@every_report
def test_a_wrong_digit_in_every_figure_is_found_in_each(name: str) -> None:
    report, right = own_report(name), figures(name)
    found = report.proofread(with_other_digits(report.document, numbers(right))).findings
    assert len({place(one)[2:] for one in found}) > 1
    changed = {(one.site.address, one.start, one.what) for one in found}
    assert [one for one in right if (one.site.address, one.start, one.what) not in changed] == []
    assert len(found) == len(right)


@every_report
def test_a_wrong_digit_is_found_where_it_is_and_nowhere_else(name: str) -> None:
    report = own_report(name)
    for one in figures(name)[EACH // 2 :: EACH]:
        assert one.number is not None
        found = report.proofread(with_other_digits(report.document, [one.number])).findings
        assert [(fault.site.address, fault.start, fault.what) for fault in found] == [
            (one.site.address, one.start, one.what)
        ]


@every_report
def test_a_wrong_digit_in_what_is_of_no_path_is_found_in_a_calculation_and_asked_elsewhere(name: str) -> None:
    """Factors such as 100%, numbers of a formula, changes since last year: the report knows what it wrote there."""
    report = own_report(name)
    placed = PlacedNumbers.of(report.document, result_of(name).sites, report.known).written
    others = [number for number, one in placed.items() if not one.path and number.measures]
    result = report.proofread(with_other_digits(report.document, others))
    found = {(one.site.address, one.start) for one in result.findings}
    asked = {(one.site.address, one.start) for one in result.questions}
    for one in others:
        at = one.site.address, one.start
        assert at in (found if isinstance(one.site.block, Equation) else found | asked), one.text
    assert others


@pytest.mark.parametrize("suffix", [".md", ".pdf"])
@every_report
def test_nothing_is_found_nor_asked_in_the_same_in_other_forms(name: str, suffix: str) -> None:
    """Each line of a calculation is a formula of its own in Markdown, and in both nothing is on record."""
    report = own_report(name)
    document = read_bytes(f"bab-iii{suffix}", written(report.account, suffix))
    assert not isinstance(document, Diagnostic)
    result = proofread_document(document, report.known)
    assert [(one.kind, one.printed, one.what) for one in (*result.findings, *result.questions)] == []
    assert {one.verdict for one in result.figures} == {"agrees"}
    assert len(result.figures) * 3 > len(figures(name))


@every_report
def test_without_its_controls_nothing_is_found_either(name: str) -> None:
    """Then names have to tell what a number is of: fewer are known, and none for another than it is."""
    report = own_report(name)
    result = report.proofread(without_controls(report.document))
    assert [(one.kind, one.printed, one.what, one.computed) for one in result.findings] == []
    assert len(result.figures) * 2 > len(figures(name)) * 0.9


def test_what_was_reworded_by_hand_is_left_to_its_names() -> None:
    report = own_report("lapas")
    package = report.document.package
    assert package is not None
    main = package.parts["word/document.xml"]
    reworded = main.replace(b"pada tahun 2025 sebesar", b"di tahun 2025 senilai", 1)
    assert reworded != main
    result = report.proofread(zipped({**package.parts, "word/document.xml": reworded}))
    placed = {id(one.site) for one in PlacedNumbers.of(report.document, result.sites, report.known).written}
    changed = [site for site in result.sites if "senilai" in site.text.string]
    assert len(changed) == 1
    assert id(changed[0]) not in placed
    assert [(one.printed, one.what) for one in result.findings] == []


def test_a_value_in_a_sentence_of_the_office_is_of_the_path_in_its_key() -> None:
    report = own_report("lapas")
    name = next(iter(report.account.outcome.definition.indicators))
    printed = report.account.shown(f"{name}.achievement")
    body = p(f"Capaian kami [[lkjdsl:nilai:{name}.achievement]] dari dulu, 12 orang.")
    filling = fill_document(report.account, package_of(docx(body)))
    assert filling.data is not None, filling.problems
    right = report.proofread(filling.data)
    assert [(one.what, one.printed) for one in right.figures] == [(f"{name}.achievement", printed)]
    wrong = with_other_digits(read(filling.data), numbers(right.figures))
    assert [one.what for one in report.proofread(wrong).findings] == [f"{name}.achievement"]


PLAIN = """
lkjdsl = 1
title = 'Uji'
year = 2025
[input.x]
a = { kind = 'count' }
[indicator.I]
name = 'Layanan'
unit = 'count'
formula = 'x.a'
target = 90
"""


def test_two_rows_that_somebody_exchanged_are_no_longer_those_that_were_written() -> None:
    """Both have the same words, a year and figures: the year tells."""
    edition = lkjdsl.load(text=PLAIN)
    outcomes = [edition.evaluate({"year": 2023 + at, "x": {"a": 80 + 2 * at}}) for at in range(3)]
    data = written(Account(outcomes, "id"), ".docx")
    known = KnownEdition.of(edition, outcomes[-1])
    package = package_of(data)
    main = package.parts["word/document.xml"]
    table = main.index(b"Layanan menurut tahun</w:t>")
    rows = [found.span() for found in re.finditer(rb"<w:tr>.*?</w:tr>", main[table:], re.DOTALL)][2:4]
    (start, middle), (other, end) = [(table + one, table + two) for one, two in rows]
    assert main[start:middle].count(b"2024") == main[other:end].count(b"2025") == 1
    exchanged = main[:start] + main[other:end] + main[middle:other] + main[start:middle] + main[end:]
    result = proofread_document(read(zipped({**package.parts, "word/document.xml": exchanged})), known)
    assert [(one.printed, one.what) for one in result.findings] == []
    assert all(one.year != 2025 for one in result.figures if "2024 | " in one.site.context)


def test_the_line_of_a_whole_in_a_chart_is_what_was_written() -> None:
    asked = [one.site.context for name in REPORTS for one in result_of(name).questions if one.site.of_chart]
    assert asked == []
