"""``lkjdsl eval`` on tables: counts, rejects, files, ranks, groups, and what the rows say against the edition."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import lkjdsl
from lkjdsl.cli import main
from lkjdsl.model.known_headers import known_headers
from lkjdsl.tables.reading import files
from lkjdsl.tables.reading.cells import CellFormat
from tests.support.paths import ROOT

EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'en'
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
[input.paspor]
terbit = { kind = 'count' }
permohonan = { kind = 'count' }
nilai = { kind = 'index', min = 1, max = 4, default = 3 }
petugas = { kind = 'number', rollup = 'last', default = 1 }
[rows.belanja]
pagu = { kind = 'rupiah', max = 100 }
[constraint]
bagian = 'paspor.terbit <= paspor.permohonan'
[indicator.IKK1]
name = 'Passports'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan'
target = { 2024 = '50%', 2025 = '100%' }
scale = 'mutu'
[indicator.IKK2]
name = 'Quality'
unit = 'index'
formula = 'paspor.nilai'
[indicator.IKK3]
name = 'Staff'
unit = 'count'
formula = 'paspor.petugas'
[indicator.IKK4]
name = 'Budget'
unit = 'rupiah'
formula = 'sum(belanja.pagu)'
[[scale.mutu.bands]]
at_least = 0
label = 'Baik'
"""
HEADERS = "kantor,wilayah,paspor.terbit,paspor.permohonan\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").write_text(EDITION, encoding="utf-8")


def run(*arguments: str) -> int:
    return main(["eval", "edition.toml", *arguments, "--lang", "en"])


def offices(text: str, name: str = "offices.csv") -> None:
    Path(name).write_text(HEADERS + text, encoding="utf-8")


def cells(line: str) -> list[str]:
    return line.split()


def test_every_row_is_evaluated_or_rejected_and_found_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,1,2\nB,X,1\nC,X,one,2\nD,X,1,2\nE,X,1.5,x\nF,X,1,2,3\nG,X,2,2\n")
    assert run("offices.csv", "--only", "IKK1", "--output", "results.csv", "--rejects", "rejects.csv") == 1

    assert "7 rows read, 3 evaluated, 4 rejected" in capsys.readouterr().out
    assert csv.read_csv("results.csv").column("kantor").to_pylist() == ["A", "D", "G"]
    rejects = csv.read_csv("rejects.csv")
    assert dict(zip(rejects["row"].to_pylist(), rejects["kantor"].to_pylist(), strict=True)) == {
        3: "", 4: "C", 6: "E", 7: "",
    }  # fmt: skip
    reasons = dict(zip(rejects["row"].to_pylist(), rejects["reason"].to_pylist(), strict=True))
    assert reasons[6].count("paspor.") >= 2
    assert "B,X,1" in reasons[3]


def test_more_cells_than_the_limit_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    offices("".join(f"K{number},X,?,1\n" for number in range(130)))
    assert run("offices.csv", "--only", "IKK1") == 1
    shown = capsys.readouterr().err
    assert shown.count("error[unreadable-cell]") == 100
    assert "cells that cannot be read and are not listed: 30" in shown


def test_no_file_is_overwritten_unless_told(capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,1,2\n")
    Path("results.csv").write_text("mine", encoding="utf-8")
    assert run("offices.csv", "--output", "results.csv") == 2
    assert "file-exists" in capsys.readouterr().err
    assert Path("results.csv").read_text(encoding="utf-8") == "mine"
    assert run("offices.csv", "--only", "IKK1", "--output", "results.csv", "--force") == 0
    assert Path("results.csv").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1"])
@pytest.mark.parametrize("where", ["--output", "--rejects"])
def test_what_a_spreadsheet_takes_for_a_formula_stays_a_text(text: str, where: str) -> None:
    from openpyxl import load_workbook

    parquet.write_table(
        pa.table(
            {
                text: [1],
                "kantor": [text],
                "paspor.terbit": ["1" if where == "--output" else "?"],
                "paspor.permohonan": ["2"],
            }
        ),
        "offices.parquet",
    )
    for name in ("out.csv", "out.xlsx"):
        run("offices.parquet", "--only", "IKK1", where, name)
    written = csv.read_csv("out.csv", convert_options=csv.ConvertOptions(column_types={"kantor": pa.string()}))
    harmless = f"'{text}".replace("\t", "\t'")  # a tab may part cells as well
    assert written["kantor"].to_pylist() == [harmless]
    assert harmless in written.schema.names
    sheet = load_workbook("out.xlsx").worksheets[0]
    at = [cell.value for cell in sheet[1]].index("kantor")
    assert (sheet[2][at].value, sheet[2][at].data_type) == (text, "s")


def test_numbers_that_are_printed_stay_as_they_are_in_csv() -> None:
    offices("A,X,1,2\n")
    edition = EDITION.replace("formula = 'paspor.nilai'", "formula = '0 - paspor.nilai'")
    Path("edition.toml").write_text(edition, encoding="utf-8")
    run("offices.csv", "--only", "IKK2", "--output", "results.csv")
    assert '"-3.00"' in Path("results.csv").read_text(encoding="utf-8")


def test_stats_tell_how_many_rows_took_the_exact_path(capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,9007199254740993,9007199254740994\nB,X,1,3\n")
    assert run("offices.csv", "--only", "IKK1", "--stats") == 0
    assert "1 of 2 rows took the exact path" in capsys.readouterr().out


def test_a_bar_is_shown_on_a_terminal_only() -> None:
    offices("A,X,1,2\n")
    code = "import sys; from lkjdsl.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "eval", "edition.toml", "offices.csv", "--lang", "en", "--only", "IKK1"]
    reader, writer = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, stdout=subprocess.PIPE, stderr=writer, check=True, env=environment)
    os.close(writer)
    assert b"rows" in os.read(reader, 10_000)
    piped = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert piped.stderr == b""


@pytest.mark.parametrize("name", ["offices.csv", "offices.parquet"])
def test_a_file_is_read_in_pieces_of_its_own_size(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CSV_BLOCK", 1000)
    monkeypatch.setattr(files, "ROWS", 50)
    numbers = [str(number) for number in range(1000)]
    table = pa.table({"kantor": numbers, "paspor.terbit": ["1"] * 1000, "paspor.permohonan": ["2"] * 1000})
    csv.write_csv(table, "offices.csv")
    parquet.write_table(table, "offices.parquet", row_group_size=100)
    source = files.opened(name, CellFormat("en"), known_headers(lkjdsl.load("edition.toml").definition))
    assert isinstance(source, files.TableFile)
    batches = [batch.num_rows for batch in source.batches]
    assert len(batches) >= 10
    assert sum(batches) == 1000


def test_a_file_that_turns_out_to_be_broken_is_told_and_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    good = "".join(f"K{number},X,1,2\n" for number in range(100_000))
    Path("offices.csv").write_bytes((HEADERS + good).encode() + b"Kantor \xe9,X,1,2\n")
    assert run("offices.csv", "--only", "IKK1", "--output", "results.csv") == 1
    assert "file-not-utf8" in (shown := capsys.readouterr().err)
    assert "100002" in shown
    assert sorted(path.name for path in Path().iterdir()) == ["edition.toml", "offices.csv"]


def test_equal_printed_values_share_a_rank_and_the_rest_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    # 33333/100000 and 33334/100000 are both printed 33.33%
    rows = ["A,X,33333,100000", "B,X,1,2", "C,X,33334,100000", "D,X,0,0", *(f"K{n},Y,1,100" for n in range(19))]
    offices("\n".join(rows) + "\n")
    assert run("offices.csv", "--only", "IKK2", "--rank", "IKK1", "--top", "20") == 0
    lines = [cells(line) for line in capsys.readouterr().out.splitlines()]
    assert ["1", "50.00%", "B", "X"] in lines
    assert ["2=", "33.33%", "A", "X"] in lines
    assert ["2=", "33.33%", "C", "X"] in lines
    assert ["4=", "1.00%", "K0", "Y"] in lines
    assert cells("- = the same printed value, so the same rank") in lines
    assert cells("- 3 more are not shown") in lines
    assert run("offices.csv", "--rank", "IKK1.scale") == 2
    assert "rank by the number: `--rank IKK1`" in capsys.readouterr().err


GROUPS: Mapping[str, list[Any]] = {
    "wilayah": ["X", "X", "Y", None, "X"],
    "year": [2025, 2025, 2025, 2025, 2024],
    "paspor.terbit": [1, 4, 2**62, 1, 1],
    "paspor.permohonan": [2, 5, 2**62, 0, 4],
    "paspor.nilai": [1.25, 2.5, None, 4, 2],
    "paspor.petugas": [5, 7, 9, 11, 13],
    "belanja.pagu": [[1, 2], [3], [], [4], [5]],
}


@pytest.mark.parametrize("kind", ["numbers", "texts"])
def test_a_group_is_pooled_as_each_input_says_beside_the_mean_of_what_is_printed(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pa.table(GROUPS)
    if kind == "texts":
        at = table.schema.get_field_index("paspor.nilai")
        texts = pa.array([None if one is None else f"{one:.2f}" for one in GROUPS["paspor.nilai"]])
        table = table.set_column(at, "paspor.nilai", texts)
    parquet.write_table(table, "offices.parquet")
    only = ("IKK1", "IKK1.achievement", "IKK2", "IKK3", "IKK4")
    run("offices.parquet", "--by", "wilayah", "--with-all", "--only", *only, "--locale", "en")
    lines = [cells(line) for line in capsys.readouterr().out.splitlines()]
    pooled = Fraction(1 + 4, 2 + 5) * 100
    assert ["X", "2025", "2†", "IKK1", f"{float(pooled):.2f}%", "65.00%"] in lines  # (50% + 80%) / 2
    assert ["X", "2024", "1", "IKK1.achievement", "50.00%", "50.00%"] in lines
    assert ["X", "2025", "2†", "IKK2", "1.88", "1.88"] in lines  # an index has a mean
    assert ["X", "2025", "2†", "IKK3", "7", "6"] in lines  # rollup = 'last'
    assert ["X", "2025", "2†", "IKK4", "Rp6", "Rp3"] in lines  # the rows of both: 1 + 2 + 3; (3 + 3) / 2
    assert ["Y", "2025", "1", "IKK2", "3.00", "3.00"] in lines  # the default of the input
    assert ["(empty)", "2025", "1†", "IKK1", "cannot", "be", "computed"] in lines


def test_a_group_of_which_offices_tell_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,1,2\nB,X,1,\nC,Y,1,4\n")
    assert run("offices.csv", "--by", "wilayah", "--only", "IKK1", "IKK2") == 1
    lines = [cells(line) for line in capsys.readouterr().out.splitlines()]
    assert ["X", "2", "IKK1", "100.00%*", "50.00%"] in lines  # (1 + 1) / 2
    assert ["X", "2", "IKK2", "3.00", "3.00"] in lines
    assert ["Y", "1", "IKK1", "25.00%", "25.00%"] in lines
    gap = "- * an input or a table of rows of some offices is missing, so its sum or mean is that of the others"
    assert cells(gap) in lines


def test_rows_that_break_a_constraint_or_an_end_are_told_like_an_office_and_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = {
        "kantor": [f"K{n}" for n in range(9)],
        "paspor.terbit": [3, None, *[9] * 7],
        "paspor.permohonan": [2, 5, *[8] * 6, 9],
        "paspor.nilai": [0.5, 4.25, *[4] * 7],
        "belanja.pagu": [[], [1, 101, 102], *[[1]] * 7],
    }
    parquet.write_table(pa.table(table), "offices.parquet")
    assert run("offices.parquet", "--only", "IKK2", "--output", "results.csv") == 1
    shown = capsys.readouterr().err

    assert "row 1: the data breaks the constraint `bagian`: paspor.terbit <= paspor.permohonan" in shown
    assert "check these values: paspor.terbit = 3, paspor.permohonan = 2" in shown
    assert shown.count("breaks the constraint") == 5
    assert "more rows that break `bagian`: 2" in shown
    assert "a constraint, so that it was not checked (1): `bagian`" in shown
    assert "row 1: `paspor.nilai` is 0.5, less than the least value 1" in shown
    assert "row 2: `paspor.nilai` is 4.25, more than the greatest value 4" in shown
    assert "row 2: `belanja.2.pagu` is 101, more than the greatest value 100" in shown
    assert "row 2: `belanja.3.pagu` is 102" in shown
    assert csv.read_csv("results.csv").num_rows == 9


def test_a_data_file_that_cannot_be_read_is_rejected_and_the_others_are_evaluated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("offices").mkdir()
    for name, text in (("a", "[paspor]\nterbit = 1\npermohonan = 2\n"), ("b", "[paspor\n"), ("c", "lkjdsl = 1\n")):
        Path("offices", f"{name}.toml").write_text(text, encoding="utf-8")
    assert run("offices", "--only", "IKK1", "--rejects", "rejects.csv") == 1
    shown = capsys.readouterr()
    assert "2 rows read, 1 evaluated, 1 rejected" in shown.out
    assert "b.toml" in shown.err
    assert "b.toml" in Path("rejects.csv").read_text(encoding="utf-8")


def test_a_sheet_is_read_by_its_headers_whatever_is_empty_between(capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["kantor", None, "paspor.terbit", "paspor.permohonan", "paspor.nilai"])
    for row in (["A", "x", 1, 2, 2.5], [], ["B", None, "many", 2, 3], ["C", None, 1, 4, 7 / 3]):
        sheet.append(row)
    book.save("offices.xlsx")
    assert run("offices.xlsx", "--rank", "IKK1", "--only", "IKK2") == 1
    shown = capsys.readouterr()
    assert "50.00%  A" in shown.out
    assert "row 4, `paspor.terbit`: `many` is no number" in shown.err
    assert "row 5, `paspor.nilai`: `2.333333333333333` has more than 15 digits" in shown.err


@pytest.mark.parametrize("name", ["results.csv", "results.parquet", "results.xlsx"])
def test_a_table_without_rows_has_results_without_rows(name: str) -> None:
    offices("")
    assert run("offices.csv", "--only", "IKK1", "--output", name) == 0
    source = files.opened(name, CellFormat("en"), known_headers(lkjdsl.load("edition.toml").definition))
    assert isinstance(source, files.TableFile)
    assert source.schema.names[:3] == ["kantor", "wilayah", "IKK1"]
    assert sum(batch.num_rows for batch in source.batches) == 0


def test_the_rows_of_two_tables_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,1,2\n")
    offices("B,X,?,2\nC,X,3,2\nD,X\n", "more.csv")
    assert run("offices.csv", "more.csv", "--only", "IKK1") == 1
    shown = capsys.readouterr().err
    for told in (
        "row 2 (more.csv), `paspor.terbit`",
        "row 3 (more.csv): the data breaks",
        "row 4 (more.csv) does not",
    ):
        assert told in shown
    Path("other.csv").write_text("kantor,wilayah,paspor.terbit\nC,X,?\n", encoding="utf-8")
    assert run("offices.csv", "other.csv", "--only", "IKK1", "--rejects", "rejects.csv") == 1
    assert "tables-differ" in capsys.readouterr().err


def test_two_tables_go_to_one_file_if_they_have_the_same_columns(capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,1,2\n")
    offices("B,X,1,2\n", "more.csv")
    Path("other.csv").write_text("office,paspor.terbit\nC,1\n", encoding="utf-8")
    assert run("offices.csv", "more.csv", "--only", "IKK1", "--output", "results.csv") == 0
    assert csv.read_csv("results.csv")["kantor"].to_pylist() == ["A", "B"]
    assert run("offices.csv", "other.csv", "--only", "IKK1", "--output", "results.csv", "--force") == 1
    assert "tables-differ" in capsys.readouterr().err
    assert csv.read_csv("results.csv")["kantor"].to_pylist() == ["A", "B"]
    assert run("offices.csv", "other.csv", "--only", "IKK1") == 1
    assert "2 rows read" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("csv", "path,ok"), ("markdown", "# Paspor")])
def test_the_summary_has_the_form_that_is_asked_for(form: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    offices("A,X,1,2\n")
    assert run("offices.csv", "--only", "IKK1", "--format", form) == 0
    assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize("name", ["offices.csv", "offices.xlsx"])
def test_a_column_may_be_spelled_in_another_way_than_the_rest(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook

    rows = [["kantor", "paspor.terbit", "paspor.permohonan"], ["A", "1.000", "2,000"], ["B", "500", "2,500"]]
    if name == "offices.csv":
        Path(name).write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    else:
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.active["C4"], book.active["B4"] = 1234.0, 617
        book.save(name)
    locales = ("--locale", "id", "paspor.permohonan=en")
    assert run(name, "--only", "IKK1", "--output", "results.csv", *locales) == 0
    assert csv.read_csv("results.csv")["IKK1"].to_pylist() == [0.5, 0.2, 0.5][: 2 + (name == "offices.xlsx")]
    for told, status, code in (("de", 2, "bad-format"), ("paspor.terbti=id", 1, "unknown-header")):
        assert run(name, "--only", "IKK1", "--locale", told) == status
        assert code in capsys.readouterr().err


STATUS_EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'en'
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
missing = '{missing}'
[input.paspor]
terbit = {{ kind = 'count' }}
permohonan = {{ kind = 'count' }}
[objective.SK1]
name = 'SK'
[indicator.IKK1]
name = 'Passports'
objective = 'SK1'
unit = 'percent'
target = {{ 2024 = '50%' }}
[indicator.IKK1.D1]
name = 'D1'
unit = 'percent'
weight = '100%'
formula = 'paspor.terbit / paspor.permohonan'
[indicator.IKK1.D2]
name = 'D2'
unit = 'percent'
weight = '0%'
formula = 'paspor.permohonan / paspor.terbit'
"""


@pytest.mark.parametrize("missing", ["unavailable", "exclude"])
@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("given", [None, "90%"])
@pytest.mark.parametrize("cells", [(1, 2), (0, 2), (1, None), (None, None), (1, 0), (0, 0)])
def test_an_office_has_the_same_status_alone_in_a_folder_and_in_a_table(
    missing: str, year: int, given: str | None, cells: tuple[int | None, int | None]
) -> None:
    Path("edition.toml").write_text(STATUS_EDITION.format(missing=missing), encoding="utf-8")
    stated = dict(zip(("terbit", "permohonan"), cells, strict=True))
    values = "".join(f"paspor.{name} = {value}\n" for name, value in stated.items() if value is not None)
    node = f"given.IKK1 = {{ value = '{given}', from = 'x' }}\n" if given else ""
    Path("folder").mkdir()
    Path("folder/data.toml").write_text(f"year = {year}\n{values}{node}", encoding="utf-8")
    row = [str(year), *("" if value is None else str(value) for value in cells), given or ""]
    headers = "tahun,paspor.terbit,paspor.permohonan,IKK1\n"
    Path("table.csv").write_text(headers + ",".join(row) + "\n", encoding="utf-8")
    statuses = {run("folder/data.toml"), run("folder"), run("table.csv")}
    assert len(statuses) == 1


RANKED = """
[indicator.IKK5]
name = 'Complaints'
unit = 'count'
formula = 'paspor.terbit'
polarity = 'minimize'
target = 1
[indicator.IKK6]
name = 'Stable'
unit = 'count'
formula = 'paspor.terbit'
polarity = 'stabilize'
target = 3
"""


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("IKK1", [("1=", "B"), ("1=", "D"), ("3", "A"), ("4", "C"), ("", "E")]),
        ("IKK5", [("1", "A"), ("2", "C"), ("3=", "B"), ("3=", "D"), ("", "E")]),
        ("IKK6", [("1=", "B"), ("1=", "D"), ("3", "C"), ("4", "A"), ("", "E")]),
    ],
)
def test_every_office_has_a_rank_by_polarity_ties_share_it_and_without_a_value_there_is_none(
    path: str, order: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    edition = EDITION.replace("[[scale.mutu.bands]]", f"{RANKED}[[scale.mutu.bands]]")
    Path("edition.toml").write_text(edition, encoding="utf-8")
    offices("A,X,1,2\nB,X,3,3\nC,X,2,9\nD,X,3,3\nE,X,,7\n")
    assert run("offices.csv", "--only", "IKK2", "--rank", path, "--output", "out.csv", "--format", "json") == 1
    ranking = json.loads(capsys.readouterr().out)["sections"][1]
    written = {row["kantor"]: row[f"{path}.rank"] for row in csv.read_csv("out.csv").to_pylist()}
    assert written == {office: int(rank.strip("=")) if rank else None for rank, office in order}
    assert ranking["headings"][2:] == ["kantor", "wilayah"] if "headings" in ranking else True
    text = run("offices.csv", "--only", "IKK2", "--rank", path)
    assert text == 1
    lines = [cells(line) for line in capsys.readouterr().out.splitlines()]
    shown = [(line[0], line[-2]) for line in lines if line[-1:] == ["X"] and line[0] != "not"]
    assert shown == [pair for pair in order if pair[0]]
    assert ["not", "available", "E", "X"] in lines


def test_only_so_many_ranks_are_shown_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    offices("".join(f"K{number},X,{number},50\n" for number in range(40)))
    assert run("offices.csv", "--only", "IKK2", "--rank", "IKK1", "--top", "3") == 0
    shown = capsys.readouterr().out
    assert "K37" in shown
    assert "K36" not in shown
    assert "37 more are not shown" in shown


def test_a_csv_for_people_opens_in_a_spreadsheet_of_their_settings() -> None:
    offices("A,X,1,8\nB;=1,X,1,4\n")
    assert run("offices.csv", "--only", "IKK1", "--output", "results.csv", "--output-locale", "id") == 0
    text = Path("results.csv").read_text(encoding="utf-8")
    assert text.splitlines()[:2] == [
        '\ufeff"kantor";"wilayah";"IKK1";"IKK1.printed";"IKK1.status";"IKK1.reason";"remark"',
        '"A";"X";0,125;"12.50%";"ok";;',
    ]
    assert '"B;\'=1";"X";0,25;' in text


def test_groups_are_written_where_offices_are_brought_together() -> None:
    offices("A,X,1,2\nB,X,4,5\nC,Y,1,4\n")
    assert run("offices.csv", "--by", "wilayah", "--only", "IKK1", "IKK1.scale", "--output", "groups.csv") == 0
    assert csv.read_csv("groups.csv").to_pylist() == [
        {
            "wilayah": name, "year": None, "period": None, "offices": number, "path": path,
            "pooled": value, "pooled.printed": printed, "mean of results.printed": mean,
        }
        for name, number, path, value, printed, mean in [
            ("X", 2, "IKK1", 5 / 7, "71.43%", "65.00%"), ("X", 2, "IKK1.scale", None, "Baik", ""),
            ("Y", 1, "IKK1", 0.25, "25.00%", "25.00%"), ("Y", 1, "IKK1.scale", None, "Baik", ""),
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "idle"),
    [
        (["offices.csv", "--top", "3"], ["--top"]),
        (["offices.csv", "--rank-by", "exact"], ["--rank-by"]),
        (["offices.csv", "--output-locale", "id"], ["--output-locale"]),
        (["data.toml", "--rank", "IKK1", "--only", "IKK1"], ["--only", "--rank"]),
        (["data.toml", "--by", "wilayah", "--locale", "id"], ["--by", "--locale"]),
        (["offices.csv", "--office", "A", "--rank", "IKK1"], ["--rank"]),
        (["folder", "--sheet", "2"], ["--sheet"]),
    ],
    ids=str,
)
def test_an_option_that_does_nothing_is_refused(
    options: list[str], idle: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    offices("A,X,1,2\n")
    Path("data.toml").write_text("paspor = { terbit = 1, permohonan = 2 }\n", encoding="utf-8")
    Path("folder").mkdir()
    assert run(*options) == 2
    assert re.findall(r"option-idle\]: `([^`]*)`", capsys.readouterr().err) == idle


def test_offices_may_be_ranked_by_what_is_not_printed() -> None:
    offices("A,X,50001,100000\nB,X,1,2\nC,X,1,2\nD,X,1,4\n")
    for options, ranks in (((), [1, 1, 1, 4]), (("--rank-by", "exact"), [1, 2, 2, 4])):
        assert run("offices.csv", "--rank", "IKK1", "--only", "IKK1", *options, "--output", "out.csv", "--force") == 0
        assert csv.read_csv("out.csv")["IKK1.rank"].to_pylist() == ranks


def test_rows_that_some_offices_do_not_have_are_a_gap_and_those_of_none_unavailable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No list is not filled in; an empty list says that there are no rows."""
    lists = {"A": ("X", [40]), "B": ("X", None), "C": ("Y", None), "D": ("Z", []), "E": ("W", [3, 4]), "F": ("W", [])}
    parquet.write_table(
        pa.table(
            {
                "kantor": [*lists],
                "wilayah": [area for area, _ in lists.values()],
                "belanja.pagu": pa.array([rows for _, rows in lists.values()], pa.list_(pa.int64())),
            }
        ),
        "offices.parquet",
    )
    run("offices.parquet", "--only", "IKK4", "--by", "wilayah", "--output", "results.csv")
    printed = capsys.readouterr().out
    pooled = {words[0]: words[3] for line in printed.splitlines() if (words := line.split())[2:3] == ["IKK4"]}
    assert pooled == {"X": "Rp40*", "Y": "not", "Z": "Rp0", "W": "Rp7"}, printed
