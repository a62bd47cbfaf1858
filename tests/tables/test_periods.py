"""Tables of offices with a column of periods give what the data files of each office give."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import csv, parquet

import lkjdsl
from lkjdsl import cli
from lkjdsl.model.periods import YearSpan
from lkjdsl.syntax.toml_files import LkjdslError
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from lkjdsl.diagnostic import Diagnostic

EDITION = lkjdsl.load(ROOT / "tests/golden/periods/edition.toml")
PERIODS = EDITION.definition.periods
INPUTS = tuple(EDITION.inputs)

amounts = st.tuples(st.integers(50, 90), st.integers(0, 50), st.integers(1, 60), st.integers(0, 60))
offices = st.dictionaries(st.sampled_from("ABC"), st.dictionaries(st.sampled_from(PERIODS), amounts, min_size=1))


def table_of(drawn: dict[str, dict[str, Any]]) -> pa.Table:
    rows = [(office, period, *values) for office, told in drawn.items() for period, values in told.items()]
    names = ["office", "triwulan", *INPUTS]
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})


@given(offices.filter(bool))
def test_a_row_has_what_the_data_files_of_its_office_give(drawn: dict[str, dict[str, Any]]) -> None:
    results = EDITION.evaluate_table(table_of(drawn), printed="id").to_pylist()

    for row in results:
        told = drawn[row["office"]]
        outcome = EDITION.evaluate(
            [{"period": period, **dict(zip(INPUTS, values, strict=True))} for period, values in told.items()]
        )
        period = row["triwulan"]
        for path in ("IKK1", "IKK2"):
            for column, asked in ((path, f"{path}@..{period}"), (f"{path}@", f"{path}@{period}")):
                assert row[f"{column}.status"] == outcome[asked].status
                assert row[f"{column}.printed"] == outcome[asked].printed
        for path in ("IKK1.achievement", "IKK2.achievement"):
            name, _, rest = path.partition(".")
            assert row[f"{path}.printed"] == outcome[f"{name}@..{period}.{rest}"].printed


@pytest.mark.parametrize("text", ["TW2", "tw2", "2", "II", "Triwulan 2", "TW II"])
def test_a_period_may_be_named_by_its_number(text: str) -> None:
    table = pa.table({"office": ["A"], "Triwulan": [text], **{name: [10] for name in INPUTS}})

    assert EDITION.evaluate_table(table).to_pylist()[0]["IKK1@"] == 1


def test_an_unknown_period_and_one_that_stands_twice_are_rejected() -> None:
    table = pa.table(
        {"office": ["A", "A", "A"], "period": ["TW1", "TW9", "TW1"], **{name: [10] * 3 for name in INPUTS}}
    )
    problems: list[Diagnostic] = []

    statuses = EDITION.evaluate_table(table, problems=problems)["IKK1.status"].to_pylist()

    assert statuses == ["ok", "invalid", "invalid"]
    assert [problem.code for problem in problems] == ["unreadable-cell", "unreadable-cell"]


def test_figures_from_the_start_of_the_year_are_told_where_they_fall() -> None:
    more = {name: [10, 5] for name in INPUTS}
    table = pa.table({"office": ["A", "A"], "period": ["TW1", "TW2"], "kumulatif": ["ya", "ya"], **more})
    problems: list[Diagnostic] = []

    results = EDITION.evaluate_table(table, problems=problems).to_pylist()

    assert [row["IKK1"] for row in results] == [1, 1]
    assert [row["IKK1@.status"] for row in results] == ["ok", "unavailable"]
    assert {problem.code for problem in problems} == {"cumulative-falls"}


@given(offices.filter(bool), offices.filter(bool))
def test_the_same_periods_of_the_year_before_are_beside_a_row(
    drawn: dict[str, dict[str, Any]], drawn_before: dict[str, dict[str, Any]]
) -> None:
    results = EDITION.evaluate_table(
        table_of(drawn), previous=table_of(drawn_before), key=["office", "triwulan"], printed="id"
    ).to_pylist()

    def year(told: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"period": period, **dict(zip(INPUTS, values, strict=True))} for period, values in told.items()]

    for row in results:
        told = drawn[row["office"]]
        before = {period: one for period, one in drawn_before.get(row["office"], {}).items() if period in told}
        outcome = EDITION.evaluate(year(told), year(before) if before else None)
        part = outcome.spans[YearSpan(row["triwulan"], to_date=True)]
        asked = "IKK1.compare.previous"
        expected = (part[asked].status, part[asked].printed) if asked in part else ("unavailable", None)
        assert (row["IKK1.compare.previous.status"], row["IKK1.compare.previous.printed"]) == expected


def test_the_previous_year_of_figures_from_the_start_of_the_year_is_refused() -> None:
    table = pa.table({"office": ["A"], "period": ["TW1"], "kumulatif": ["ya"], **{name: [10] for name in INPUTS}})

    with pytest.raises(LkjdslError) as refused:
        EDITION.evaluate_table(table, previous=table, key=["office", "period"])

    assert [problem.code for problem in refused.value.diagnostics] == ["previous-of-periods"]


def test_offices_are_rolled_up_period_by_period(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["A,X,TW1,10,4,8,2", "B,X,TW1,10,6,8,4", "A,X,TW2,20,5,8,4"]
    table = tmp_path / "offices.csv"
    table.write_text(f"office,wilayah,period,{','.join(INPUTS)}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    edition = str(ROOT / "tests/golden/periods/edition.toml")

    cli.main(["eval", edition, str(table), "--by", "wilayah", "--only", "IKK1", "IKK2"])

    pooled = EDITION.evaluate(
        [
            {"period": "TW1", **dict(zip(INPUTS, (20, 10, 16, 6), strict=True))},
            {"period": "TW2", **dict(zip(INPUTS, (20, 5, 8, 4), strict=True))},
        ]
    )
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    for period, number, gap in (("TW1", "2", ""), ("TW2", "1", "*")):  # B has no row of TW2
        for path, asked in (("IKK1", f"IKK1@..{period}"), ("IKK1@", f"IKK1@{period}")):
            expected = pooled[asked].printed
            assert expected is not None
            assert [row[4] for row in shown if row[:4] == ["X", period, number, path]] == [f"{expected}{gap}"]


def test_offices_are_not_rolled_up_where_figures_are_from_the_start_of_the_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "offices.csv"
    table.write_text(f"office,period,kumulatif,{','.join(INPUTS)}\nA,TW1,ya,10,10,10,10\n", encoding="utf-8")

    assert cli.main(["eval", str(ROOT / "tests/golden/periods/edition.toml"), str(table), "--by", "office"]) != 0
    assert "rollup-of-periods" in capsys.readouterr().err


def test_rows_that_say_of_no_period_count_for_the_whole_year_and_that_is_said() -> None:
    table = pa.table({"office": ["A"], **{name: [10] for name in INPUTS}})
    problems: list[Diagnostic] = []

    results = EDITION.evaluate_table(table, problems=problems)

    assert "IKK1@" not in results.schema.names
    assert [problem.code for problem in problems] == ["whole-year-taken"]


def test_groups_of_periods_are_put_together_from_a_parquet_file_as_from_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {name: [10, 20, 30, None] for name in INPUTS}
    table = pa.table({
        "kantor": ["A", "A", "B", "B"], "tahun": [2025] * 4, "triwulan": ["TW1", "TW2"] * 2, **more,
        "wilayah": pa.array(["utara"] * 4).dictionary_encode(),
    })  # fmt: skip
    parquet.write_table(table, tmp_path / "offices.parquet")
    csv.write_csv(table.set_column(table.num_columns - 1, "wilayah", pa.array(["utara"] * 4)), tmp_path / "offices.csv")
    pages = []
    for name in ("offices.csv", "offices.parquet"):
        options = ["--by", "wilayah", "--lang", "en", "--locale", "id"]
        cli.main(["eval", str(ROOT / "tests/golden/periods/edition.toml"), str(tmp_path / name), *options])
        pages.append(capsys.readouterr().out)
    assert "By wilayah" in pages[0]
    assert pages[1] == pages[0]
