"""Contributions and rounding differences, as they are shown."""

import json
from collections.abc import Mapping
from types import MappingProxyType

import pytest

import lkjdsl
from lkjdsl.render.contributions_page import contributions_section
from lkjdsl.render.json import outcome_json
from lkjdsl.render.results_page import table_grid

EDITION = """
lkjdsl = 1
title = 'Uji'
year = 2025

[input.x]
a = { kind = 'index' }
b = { kind = 'percent' }
c = { kind = 'index' }

[rows.belanja]
jenis = { kind = 'text' }
pagu = { kind = 'number' }

[indicator.N]
name = 'Nilai'
unit = 'index'
cap = 60
K1 = { name = 'Satu', unit = 'index', weight = '1/3', formula = 'x.a' }
K2 = { name = 'Dua', unit = 'percent', weight = '1/3', formula = 'x.b' }
K3 = { name = 'Tiga', unit = 'index', weight = '1/3', formula = 'x.c' }

[table.belanja]
name = 'Belanja'
rows = 'belanja'
columns = { jenis = 'jenis', pagu = 'pagu / 3', dua = 'pagu' }
total = { pagu = 'sum', dua = 'sum' }
"""
DATA = {"x.a": 100, "x.b": "100%", "x.c": 100}


def outcome_of(changed: Mapping[str, str] = MappingProxyType({}), rows: int = 3) -> lkjdsl.Outcome:
    told = [{"jenis": "ABCD"[row], "pagu": 1} for row in range(rows)]
    return lkjdsl.load(text=EDITION).evaluate({**DATA, **changed, "belanja": told}).with_contributions


def rows_of(outcome: lkjdsl.Outcome) -> list[list[str]]:
    grid = contributions_section(outcome, "id").grid
    assert grid is not None
    return [list(row) for row in grid.rows]


def test_the_section_shows_what_adds_up_before_the_cap_and_the_rounding_difference() -> None:
    assert rows_of(outcome_of()) == [
        ["N", "Nilai", "", "60,00", "100,00"],
        ["N.K1", "Satu", "1/3", "100,00", "33,33"],
        ["N.K2", "Dua", "1/3", "100,00%", "33,33"],
        ["N.K3", "Tiga", "1/3", "100,00", "33,33"],
        ["", "selisih karena pembulatan", "", "", "0,01"],
    ]


def test_there_is_no_line_of_a_difference_where_printed_parts_add_up() -> None:
    outcome = outcome_of({"x.a": "tidak berlaku"})

    assert [row[-1] for row in rows_of(outcome)] == ["100,00", "tidak berlaku", "50,00", "50,00"]


def test_without_a_component_there_is_no_total_of_contributions() -> None:
    outcome = outcome_of({"x.a": "tidak tersedia"})

    assert [row[-1] for row in rows_of(outcome)] == ["", *["tidak tersedia"] * 3]


@pytest.mark.parametrize(
    ("rows", "lines"), [(3, ["A", "B", "C", "selisih karena pembulatan", "Jumlah"]), (0, ["Jumlah"])]
)
def test_a_report_table_has_the_rounding_difference_of_its_total(rows: int, lines: list[str]) -> None:
    outcome = outcome_of(rows=rows)
    grid = table_grid(outcome, outcome.definition.tables["belanja"], "id")

    assert [row[0] for row in grid.rows] == lines
    assert [row[1:] for row in grid.rows if row[0].startswith("selisih")] == ([["0,01", ""]] if rows else [])


def test_json_has_the_difference_beside_the_total() -> None:
    values = json.loads(json.dumps(outcome_json(outcome_of(), "id", ())))["values"]

    found = {path: value["rounding_difference"] for path, value in values.items() if "rounding_difference" in value}
    assert found == {path: {"value": "0.01", "printed": "0,01"} for path in ("N", "table.belanja.total.pagu")}


def test_an_explanation_shows_the_weight_that_counted_and_digits_that_give_the_result() -> None:
    explained = lkjdsl.explain(outcome_of({"x.a": "tidak berlaku", "x.b": "66.675%"}), "N.K2.contribution")

    lines = [line.strip() for line in explained.text().splitlines() if "Sumbangan K2" in line]
    assert lines == ["Sumbangan K2 = K2 × 1/3", "Sumbangan K2 = 66,68 × 50%", "Sumbangan K2 = 33,34"]


def test_the_year_before_has_contributions_as_the_year_has() -> None:
    """What a report prints of the year before is held against them, too."""
    before = {**DATA, "x.a": 70, "belanja": [], "year": 2024}
    outcome = lkjdsl.load(text=EDITION).evaluate({**DATA, "belanja": []}, before).with_contributions
    assert outcome.previous is not None
    assert outcome.previous.result("N.K1.contribution").printed == "23,33"
    assert "N.K1.contribution" in outcome.previous.program.results
