"""Formulas are set as people write them, in names and in figures, and no renderer has to know what binds how."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import lkjdsl
from lkjdsl.domains import notation
from lkjdsl.domains.exact import Exact
from lkjdsl.domains.lettering import Figures, Names
from lkjdsl.domains.notation import Cell, Chain, Fraction, Number, Tree, Word
from lkjdsl.domains.typeset import Typeset, tree_at
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.render.notation.latex import latex
from lkjdsl.render.notation.mathml import mathml
from lkjdsl.render.notation.text import block, line
from lkjdsl.render.phrases import phrases
from lkjdsl.testing import toml_text

WORDS = {key.removeprefix("math."): word for key, word in phrases("id").items() if key.startswith("math.")}
DATA: dict[str, Any] = {
    "g": {"a": 6858, "b": 7630, "c": 0, "d": -2, "kosong": "-"},
    "belanja": [
        {"jenis": "Pegawai", "pagu": 10, "pakai": 5},
        {"jenis": "Barang", "pagu": 20, "pakai": 4},
        {"jenis": "Modal", "pagu": 0, "pakai": 0},
    ],
}


def outcome_of(formula: str, unit: str = "ratio") -> Outcome:
    number = {"kind": "number"}
    inputs = {name: {**number, "label": name.upper()} for name in ("a", "b", "c", "d", "kosong")}
    columns = {"jenis": {"kind": "text"}, "pagu": {**number, "label": "Pagu"}, "pakai": number}
    tables = {
        "lkjdsl": 1,
        "title": "Uji",
        "year": 2025,
        "rules": {"zero_over_zero": "exclude", "over_zero": "error"},
        "constant": {"batas": "1/3"},
        "input": {"g": inputs},
        "rows": {"belanja": columns},
        "indicator": {"N": {"name": "N", "unit": unit, "formula": formula}},
    }
    return lkjdsl.load(text=toml_text(tables)).evaluate(DATA)


def set_in(outcome: Outcome) -> tuple[Tree, Tree]:
    """Return the formula of N in names and in figures."""
    names = Names(outcome.definition, "id", WORDS)
    figures = Figures(Exact(outcome.data.facts), outcome.values, "id", WORDS)
    index = outcome.program.results["N"]
    return tree_at(outcome.program, index, Typeset(names)), tree_at(outcome.program, index, Typeset(figures))


def unit_of(formula: str) -> str:
    return "percent" if "%" in formula else "count" if formula.startswith("count") else "ratio"


CASES = [
    ("g.a / g.b", "A / B", "6.858 / 7.630"),
    ("(g.a + g.b) / g.b", "(A + B) / B", "(6.858 + 7.630) / 7.630"),
    ("g.a + (g.b + g.c)", "A + B + C", "6.858 + 7.630 + 0"),
    ("g.a - (g.b - g.c)", "A − (B − C)", "6.858 − (7.630 − 0)"),
    ("g.a - g.b - g.c", "A − B − C", "6.858 − 7.630 − 0"),
    ("g.a * (g.b + 2)", "A × (B + 2)", "6.858 × (7.630 + 2)"),
    ("g.a / g.b * (-100%)", "A / B × (-100%)", "6.858 / 7.630 × (-100%)"),
    ("g.d + g.d", "D + D", "-2 + (-2)"),
    ("-2^2", "-2^2", "-2^2"),
    ("g.a / (g.b / g.c)", "A / (B / C)", "6.858 / (7.630 / 0)"),
    ("g.a / g.b / g.c", "A / B / C", "6.858 / 7.630 / 0"),
    ("2^(1/2)", "2^(1 / 2)", "2^(1 / 2)"),
    ("(g.a/g.b)^2", "(A / B)^2", "(6.858 / 7.630)^2"),
    ("7_630 + 95.20", "7.630 + 95,20", "7.630 + 95,20"),
    ("batas * g.a", "batas × A", "0,3333 × 6.858"),
    ("min(g.a, g.b; 1)".replace(";", ","), "min(A; B; 1)", "min(6.858; 7.630; 1)"),
    ("max(g.a, 1)", "maks(A; 1)", "maks(6.858; 1)"),
    ("mean(g.a, g.b)", "(A + B) / 2", "(6.858 + 7.630) / 2"),
    ("abs(g.d)", "|D|", "|-2|"),
    ("floor(g.a/g.b)", "⌊A / B⌋", "⌊6.858 / 7.630⌋"),
    ("sqrt(g.a)", "√(A)", "√(6.858)"),
    ("exp(1)", "e^1", "e^1"),
    ("round(g.a/g.b, 2)", "bulatkan(A / B; 2)", "bulatkan(6.858 / 7.630; 2)"),
    ("clamp(g.a, 0, 1)", "batasi(A; 0; 1)", "batasi(6.858; 0; 1)"),
    ("if(g.a > g.b, 1, g.c)", "{ 1 jika A > B; C selain itu }", "0"),
    ("if(g.a > 1, 1, if(g.b > 1, 2, 3))", "{ 1 jika A > 1; 2 jika B > 1; 3 selain itu }", "1"),
    ("if(g.a = 1 and not (g.b <> 2), 1, 0)", "{ 1 jika A = 1 dan bukan B ≠ 2; 0 selain itu }", "0"),
    ("g.kosong + 1", "KOSONG + 1", "belum diisi + 1"),
    ("sum(belanja.pagu)", "∑ belanja: Pagu", "10 + 20 + 0"),
    ("sum(belanja.pagu + belanja.pakai) / 2", "(∑ belanja: (Pagu + pakai)) / 2", "(10 + 5 + 20 + 4 + 0 + 0) / 2"),
    ("sum(belanja.pakai / belanja.pagu)", "∑ belanja: pakai / Pagu", "5 / 10 + 4 / 20"),
    ("mean(belanja.pagu)", "rata-rata(Pagu)", "(10 + 20 + 0) / 3"),
    ("count(belanja.pagu > 0)", "banyaknya(Pagu > 0)", "banyaknya(10 > 0; 20 > 0; 0 > 0)"),
    (
        'sum(if(belanja.jenis = "Modal", g.a, belanja.pagu))',
        "∑ belanja: ({ A jika jenis = “Modal”; Pagu selain itu })",
        "10 + 20 + 6.858",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "names", "figures"), CASES, ids=[case[0] for case in CASES])
def test_a_formula_is_set(formula: str, names: str, figures: str) -> None:
    unit = unit_of(formula)
    assert tuple(map(line, set_in(outcome_of(formula, unit)))) == (names, figures)


@pytest.mark.parametrize("formula", [case[0] for case in CASES])
def test_every_renderer_shows_every_word_and_number(formula: str) -> None:
    for tree in set_in(outcome_of(formula, unit_of(formula))):
        element = ET.fromstring(f"<math>{mathml(tree)}</math>".replace("&nbsp;", " "))  # noqa: S314 - our own
        shown = "".join("".join(element.itertext()).split())
        wanted = re.findall(r"[\w.,%]*\d[\w.,%]*|\w{2,}", line(tree))
        assert [one for one in wanted if one not in shown] == []
        flat = latex(tree).replace("\\%", "%").replace("\\_", "_")
        assert [one for one in wanted if one not in flat] == []
        assert flat.count("{") == flat.count("}")


def test_a_fraction_stands_on_three_lines() -> None:
    tree = Chain("×", (Fraction(Number("6.858"), Chain("+", (Number("1"), Number("22")), 5)), Number("100%")), 6)

    assert [one.rstrip() for one in block(tree, 80).lines] == [" 6.858", "──────── × 100%", " 1 + 22"]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_wide_formula_is_broken_between_its_terms(width: int) -> None:
    terms = tuple(Cell(f"nama masukan {number}", "g.a") for number in range(12))
    found = block(Fraction(Chain("+", terms, notation.SUM), Word("penyebut")), width)

    assert all(len(one) <= width for one in found.lines)
    told = " ".join(" ".join(found.lines).split())
    assert [number for number in range(12) if f"nama masukan {number}" not in told] == []


@pytest.mark.parametrize("width", [12, 40])
@pytest.mark.parametrize("formula", [case[0] for case in CASES])
def test_a_block_is_a_rectangle(formula: str, width: int) -> None:
    for tree in set_in(outcome_of(formula, unit_of(formula))):
        found = block(tree, width)
        assert len({len(one) for one in found.lines}) == 1
        assert 0 <= found.axis < len(found.lines)


def test_a_formula_as_deep_as_may_be_written_is_set() -> None:
    formula = "(" * 99 + "g.a" + " + 1) * 2" * 99
    for tree in set_in(outcome_of(formula)):
        assert line(tree).count("(") == 98 + 1
        assert mathml(tree)
        assert latex(tree)
        assert block(tree, 80).lines


def test_what_an_author_wrote_is_no_command() -> None:
    hostile = Cell(r"\input{x} $y$ 5% a_b ^ ~ # & `c` <script>", "g.a")

    assert latex(hostile) == (
        r"\text{\textbackslash input\{x\} \$y\$ 5\% a\_b \char94  \char126  \# \& ‘c‘ \char60 script\char62 }"
    )
    assert mathml(hostile).startswith(r"<mtext>\input{x} $y$ 5% a_b ^ ~ # &amp; `c` &lt;script&gt;</mtext>")
