"""Formulas are set as people write them, in names and in figures, and no renderer has to know what binds how."""

import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import lkjdsl
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.domain import Typeset, meaning_at
from lkjdsl.domains.typeset.figures import Figures
from lkjdsl.domains.typeset.lettering import NameLettering
from lkjdsl.domains.typeset.tree import Chain, Fraction, PathTree, PlainWord, PrintedNumber, Tree
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.render.notation.latex import latex
from lkjdsl.render.notation.mathml import mathml
from lkjdsl.render.notation.text import block, line
from lkjdsl.testing import toml_text
from lkjdsl.words import Words

WORDS = {
    key.removeprefix("math."): word
    for key, word in Words("explanation").spoken("id").items()
    if key.startswith("math.")
}
Table = dict[str, Any]
DATA: Table = {
    "g": {
        "a": 6858,
        "b": 7630,
        "c": 0,
        "d": -2,
        "e": Decimal("0.12345"),
        "kosong": "-",
        "tak": "tidak berlaku",
        "persen": "12.345%",
        "aktif": True,
    },
    "belanja": [
        {"jenis": "Pegawai", "pagu": 10, "pakai": 5},
        {"jenis": "Barang", "pagu": 20, "pakai": 4},
        {"jenis": "Modal", "pagu": 0, "pakai": 0},
    ],
}


def outcome_of(
    formula: str | None,
    unit: str = "ratio",
    node: Table | None = None,
    data: Table = DATA,
    previous: Table | None = None,
) -> Outcome:
    """Return what becomes of a formula N, or of a *node* with more than that, of the year 2025."""
    number = {"kind": "number"}
    inputs: Table = {name: {**number, "label": name.upper()} for name in ("a", "b", "c", "d", "e", "kosong", "tak")}
    inputs |= {"persen": {"kind": "percent"}, "aktif": {"kind": "flag"}}
    columns = {"jenis": {"kind": "text"}, "pagu": {**number, "label": "Pagu"}, "pakai": number}
    tables = {
        "lkjdsl": 1,
        "title": "Uji",
        "year": 2025,
        "rules": {"zero_over_zero": "exclude", "over_zero": "error"},
        "constant": {"batas": "1/3", "k2": 2},
        "input": {"g": inputs},
        "rows": {"belanja": columns},
        "indicator": {"N": {"name": "N", "unit": unit} | ({"formula": formula} if formula else {}) | (node or {})},
    }
    return lkjdsl.load(text=toml_text(tables)).evaluate(data, previous)


def set_in(outcome: Outcome, path: str = "N") -> tuple[Tree, Tree]:
    """Return the formula of a result in names and in figures."""
    names = NameLettering(outcome.definition, "id", WORDS)
    figures = Figures(Exact(outcome.data.facts), outcome.values, "id", WORDS)
    index = outcome.program.results[path]
    return meaning_at(outcome.program, index, Typeset(names), names.cell), meaning_at(
        outcome.program, index, Typeset(figures), figures.cell
    )


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
    ("(g.a ^ 2) ^ 3", "(A^2)^3", "(6.858^2)^3"),
    ("g.a ^ g.b ^ 2", "A^(B^2)", "6.858^(7.630^2)"),
    ("5.20 * g.a", "5,20 × A", "5,20 × 6.858"),
    ("k2 * g.a", "k2 × A", "2 × 6.858"),
    ("g.e", "E", "0,12345"),
    ("g.persen * 1%", "g.persen × 1%", "12,345% × 1%"),
    ("g.tak + 1", "TAK + 1", "tidak berlaku + 1"),
    ("mean(g.a, g.tak, g.b)", "(A + TAK + B) / 3", "(6.858 + 7.630) / 2"),
    ("sum(g.tak, g.tak)", "TAK + TAK", "tidak berlaku"),
    ("geomean(g.a, g.b, 1)", "³√(A × B × 1)", "³√(6.858 × 7.630 × 1)"),
    ("harmean(g.a, g.b)", "2 / (1 / A + 1 / B)", "2 / (1 / 6.858 + 1 / 7.630)"),
    ("count(g.aktif and g.a > 1)", "banyaknya(g.aktif dan A > 1)", "banyaknya(ya dan 6.858 > 1)"),
    ("if((g.a > 1) = (g.b > 1), 1, 0)", "{ 1 jika (A > 1) = (B > 1); 0 selain itu }", "1"),
    ("if(g.a + 1 > g.b, 1, 0)", "{ 1 jika A + 1 > B; 0 selain itu }", "0"),
    ("if(g.a = 1 or g.b = 2 and g.c = 0, 1, 0)", "{ 1 jika A = 1 atau B = 2 dan C = 0; 0 selain itu }", "0"),
    ("if((g.a = 1 or g.b = 2) and g.c = 0, 1, 0)", "{ 1 jika (A = 1 atau B = 2) dan C = 0; 0 selain itu }", "0"),
    ("if(g.kosong > 1, 1, 2)", "{ 1 jika KOSONG > 1; 2 selain itu }", "tidak tersedia"),
    (
        "sum(belanja.pagu * (g.a / g.b) + g.d)",
        "∑ belanja: (Pagu × A / B + D)",
        "10 × 6.858 / 7.630 + (-2) + 20 × 6.858 / 7.630 + (-2) + 0 × 6.858 / 7.630 + (-2)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "names", "figures"), CASES, ids=[case[0] for case in CASES])
def test_a_formula_is_set(formula: str, names: str, figures: str) -> None:
    unit = unit_of(formula)
    assert tuple(map(line, set_in(outcome_of(formula, unit)))) == (names, figures)


NODES = [
    ("mean", "g.a 1/3; g.b 2/3", "(A × 1/3) + (B × 2/3)", "(6.858 × 1/3) + (7.630 × 2/3)"),
    ("mean", "g.a 1/64; g.b 63/64", "(A × 1,5625%) + (B × 98,4375%)", "(6.858 × 1,5625%) + (7.630 × 98,4375%)"),
    ("mean", "g.a 1/128; g.b 127/128", "(A × 1/128) + (B × 127/128)", "(6.858 × 1/128) + (7.630 × 127/128)"),
    (
        "mean",
        "g.a 20%; g.tak 30%; g.b 50%",
        "(A × 20%) + (TAK × 30%) + (B × 50%)",
        "((6.858 × 20%) + (7.630 × 50%)) / (20% + 50%)",
    ),
    ("geometric-mean", "g.a 20%; g.b 80%", "A^20% × B^80%", "6.858^20% × 7.630^80%"),
    (
        "geometric-mean",
        "g.a 20%; g.tak 30%; g.b 50%",
        "A^20% × TAK^30% × B^50%",
        "(6.858^20% × 7.630^50%)^(1 / (20% + 50%))",
    ),
    ("harmonic-mean", "g.a 20%; g.b 80%", "100% / (20% / A + 80% / B)", "100% / (20% / 6.858 + 80% / 7.630)"),
    (
        "harmonic-mean",
        "g.a 20%; g.tak 30%; g.b 50%",
        "100% / (20% / A + 30% / TAK + 50% / B)",
        "(20% + 50%) / (20% / 6.858 + 50% / 7.630)",
    ),
]


@pytest.mark.parametrize(("aggregate", "components", "names", "figures"), NODES)
def test_weighted_components_are_set(aggregate: str, components: str, names: str, figures: str) -> None:
    node: Table = {"aggregate": "weighted-mean" if aggregate == "mean" else aggregate}
    for number, (formula, weight) in enumerate(one.split() for one in components.split("; ")):
        node[f"K{number}"] = {"unit": "ratio", "formula": formula, "weight": weight}
    assert tuple(map(line, set_in(outcome_of(None, node=node)))) == (names, figures)


@pytest.mark.parametrize(
    ("formula", "node", "names", "figures"),
    [
        (None, {}, "N", "belum diisi"),  # only the data can give it
        ("g.a", {"applies_if": "g.aktif"}, "A", "6.858"),
        ("g.a", {"cap": 5, "floor": 1}, "min(maks(A; 1); 5)", "min(maks(6.858; 1); 5)"),
    ],
)
def test_what_a_node_does_with_its_formula_is_set(formula: str | None, node: Table, names: str, figures: str) -> None:
    assert tuple(map(line, set_in(outcome_of(formula, node=node)))) == (names, figures)


def test_a_comparison_with_the_year_before_names_it() -> None:
    outcome = outcome_of("g.a", previous={**DATA, "year": 2024})
    before = "N (tahun sebelumnya)"
    below = f"1 + (A − {before}) / |{before}| jika {before} < A × 0"  # explanations show the side that is taken
    names = f"{{ {below}; A / {before} selain itu }}"
    assert tuple(map(line, set_in(outcome, "N.compare.previous"))) == (names, "6.858 / 6.858")


@pytest.mark.parametrize(
    ("formula", "count", "figures"),
    [
        ("sum(belanja.pagu)", 0, "0"),
        ("count(belanja.pagu)", 0, "0"),
        ("mean(belanja.pagu)", 0, "tidak tersedia"),
        ("max(belanja.pagu)", 0, "tidak tersedia"),
        ("count(belanja.pagu)", 1, "banyaknya(1)"),
        ("sum(belanja.pagu)", 8, "1 + 2 + 3 + 4 + 5 + 6 + 7 + 8"),
        ("mean(belanja.pagu)", 9, "(1 + 2 + 3 + 4 + 5 + 6 + … + 9) / 9"),
        ("max(belanja.pagu)", 9, "maks(1; 2; 3; 4; 5; 6; …; 9)"),
    ],
)
def test_rows_are_written_out_and_the_middle_of_many_is_left_out(formula: str, count: int, figures: str) -> None:
    rows = [{"jenis": "Modal", "pagu": number + 1, "pakai": 0} for number in range(count)]
    assert line(set_in(outcome_of(formula, unit_of(formula), data={**DATA, "belanja": rows}))[1]) == figures


def test_what_is_explained_by_itself_is_so_in_the_formula_of_a_row_and_nothing_else_is() -> None:
    outcome = outcome_of("sum(belanja.pagu + belanja.pakai * g.a)")
    names = NameLettering(
        outcome.definition, "id", WORDS, lambda index: None if index else PlainWord("…")
    )  # the first step is g.a
    tree = meaning_at(outcome.program, outcome.program.results["N"], Typeset(names), names.cell)
    assert line(tree) == "∑ belanja: (Pagu + pakai × …)"


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
    tree = Chain(
        "×",
        (
            Fraction(PrintedNumber("6.858"), Chain("+", (PrintedNumber("1"), PrintedNumber("22")), 5)),
            PrintedNumber("100%"),
        ),
        6,
    )

    assert [one.rstrip() for one in block(tree, 80).lines] == [" 6.858", "──────── × 100%", " 1 + 22"]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_wide_formula_is_broken_between_its_terms(width: int) -> None:
    terms = tuple(PathTree(f"nama masukan {number}", "g.a") for number in range(12))
    found = block(Fraction(Chain("+", terms, notation.SUM), PlainWord("penyebut")), width)

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
    hostile = PathTree(r"\input{x} $y$ 5% a_b ^ ~ # & `c` <script>", "g.a")

    assert latex(hostile) == (
        r"\text{\textbackslash input\{x\} \$y\$ 5\% a\_b \char94  \char126  \# \& ‘c‘ \char60 script\char62 }"
    )
    assert mathml(hostile).startswith(r"<mtext>\input{x} $y$ 5% a_b ^ ~ # &amp; `c` &lt;script&gt;</mtext>")
