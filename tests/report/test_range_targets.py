"""A target that is a range: the quotient that counts with its numbers, both ends in the chart, no line too wide."""
# ruff: noqa: E501 - a case is a line of its table

import re
from typing import Any

import pytest

import lkjdsl
from lkjdsl.domains.typeset.tree import PRODUCT, RELATION, Cases, PathTree, PlainWord, PrintedNumber, chain
from lkjdsl.domains.typeset.tree import EquationTree as Equation
from lkjdsl.render.notation import mathml, omml, typst
from lkjdsl.render.notation.text import line
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterFigure, ChapterParagraph, EquationLines
from lkjdsl.report.places import place
from tests.report.test_sentences import account
from tests.support.paths import ROOT

RANGE = {"target": ["70%", "85%"]}
BELOW = "dihitung terhadap batas bawahnya."
CASES: dict[str, tuple[dict[str, Any], str, int, str, list[str]]] = {
    "inside": (RANGE, "achievement", 84, "sehingga capaiannya 100%.", ["100,00%"]),
    "at its end": (RANGE, "achievement", 85, "sehingga capaiannya 100%.", ["100,00%"]),
    "below": (RANGE, "achievement", 60, BELOW, ["Realisasi / Batas bawah target × 100%", "60,00% / 70,00% × 100%", "85,71%"]),
    "above": (RANGE, "achievement", 90, "terhadap batas atasnya.", ["Realisasi / Batas atas target × 100%", "90,00% / 85,00% × 100%", "105,88%"]),
    "of a comparison": ({**RANGE, "compare": {"RPJMD": ["80%", "90%"]}}, "compare.RPJMD", 72, BELOW, ["Realisasi / Batas bawah target RPJMD × 100%", "72,00% / 80,00% × 100%", "90,00%"]),
    "against the year before, inside": (RANGE, "compare.previous", 84, "sehingga capaiannya 100%.", ["100,00%"]),
    "against the year before, above": (RANGE, "compare.previous", 90, "terhadap realisasi tahun sebelumnya.", ["Realisasi / Realisasi tahun sebelumnya × 100%", "90,00% / 80,00% × 100%", "112,50%"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_calculation_shows_the_quotient_that_counts(case: str) -> None:
    node, what, value, said, lines = CASES[case]
    told = account(node, (80, 100), (value, 100))

    found = place(told, f"hitung:I.{what}")

    assert found is not None
    definitions = [block.text for block in found.blocks if isinstance(block, ChapterParagraph)]
    assert any(text.endswith(said) for text in definitions), definitions
    assert not any(text.startswith("Realisasi") and text.endswith(said) for text in definitions[2:])  # once, before it
    drawn = [block for block in found.blocks if isinstance(block, EquationLines)]
    assert [line(equation.right) for equation in drawn[0].equations] == lines


def test_what_prints_as_an_end_of_the_range_is_outside_of_it_before_rounding() -> None:
    found = place(account(RANGE, (699_999, 1_000_000)), "hitung:I.achievement")
    assert found is not None
    said = "Sebelum dibulatkan, realisasi sedikit di bawah rentang target 70,00% – 85,00%, sehingga "
    assert any(isinstance(one, ChapterParagraph) and said + BELOW in one.text for one in found.blocks)


def test_a_chart_over_the_years_has_both_ends_of_a_range() -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[input.x]\na = { kind = 'percent' }\n[indicator.I]\nname = 'I'\n"
        "unit = 'percent'\nformula = 'x.a'\ntarget = { 2024 = '60%', 2025 = ['70%', '85%'] }\n"
    )
    before = edition.evaluate({"year": 2024, "x": {"a": "65%"}})
    now = edition.outcome(edition.read({"year": 2025, "x": {"a": "84%"}}), before)
    told = Account([before, now], "id")

    found = place(told, "grafik:I")

    assert found is not None
    block = found.blocks[0]
    assert isinstance(block, ChapterFigure)
    assert {one.name: [mark.printed for mark in one.marks] for one in block.chart.series} == {
        "Realisasi": ["65,00%", "84,00%"],
        "Batas bawah target": ["60,00%", "70,00%"],
        "Batas atas target": ["60,00%", "85,00%"],
    }


def test_an_explanation_holds_the_period_by_itself_against_its_range() -> None:
    """To date it is 60,83%, below the range; that is not what the achievement is of."""
    folder = ROOT / "tests" / "report"
    outcome = lkjdsl.load(folder / "periods.toml").evaluate([folder / f"periods-tw{at}.toml" for at in (1, 2, 3, 4)])
    assert "Realisasi 68,33% berada di dalam rentang target 65,00% – 70,00%" in " ".join(
        lkjdsl.explain(outcome, "IKK2").text(width=10_000).split()
    )


LONG = PathTree("Persentase pengguna layanan angkutan umum yang puas", "x.a")
SHORT = PathTree("Nilai", "x.b")


def cases(name: PathTree) -> Equation:
    """Return an equation of cases with a percentage behind them."""
    condition = chain("<", [name, PrintedNumber("10%")], RELATION)
    tree = Cases(((name, condition), (SHORT, condition)), PrintedNumber("1"), ("jika", "selain itu"))
    return Equation(PlainWord("Capaian"), chain("×", [tree, PrintedNumber("100%")], PRODUCT))


def test_cases_that_are_too_wide_have_their_conditions_below_them() -> None:
    """In all forms on paper and in HTML; a name of a few letters has its condition beside it."""
    wide, narrow = cases(LONG), cases(SHORT)
    assert (omml.equation_paragraphs([wide]).count("<m:m>"), omml.equation_paragraphs([narrow]).count("<m:m>")) == (
        0,
        1,
    )
    rows = [len(re.findall('class="cases"><mtr>.*?</mtable>', mathml.equations([one]))) for one in (wide, narrow)]
    assert rows == [1, 1]
    assert [re.sub(".*cases", "", mathml.equations([one])).count("<mtr>") for one in (wide, narrow)] == [6, 3]
    assert [typst.equation(one).count('inline("jika ') for one in (wide, narrow)] == [2, 0]


def test_what_is_below_each_other_has_letters_of_one_size_in_typst() -> None:
    """A matrix inside of another, or of a fraction, would be set in the letters of an index."""
    written = typst.equation(cases(LONG))
    assert written.count("mat(") == written.count("align: #left, inline(") > 0
