"""A run without Arrow and numpy prints, says and writes what a run by whole columns does."""

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lkjdsl.cli import main
from lkjdsl.commands import office_tables
from lkjdsl.commands.office_rows_run import RowRun
from lkjdsl.commands.office_tables_run import BlockRun

FILES = Path(__file__).parent / "files"
STATED: Mapping[str, Any] = tomli.loads((FILES / "cases.toml").read_text("utf-8"))
CASES = [
    (name, list(case.get("options", ()))) for case in STATED["case"] for name in case.get("files", [case.get("file")])
]
ASKED: Sequence[Sequence[str]] = (
    ("--output", "out.csv", "--rejects", "bad.csv"),
    ("--output", "out.xlsx", "--rank", "IKK1", "--by", "Kantor", "--with-all"),
    ("--format", "json", "--rank", "IKK1.achievement", "--output", "out.csv"),
)


def answers(arguments: Sequence[str], folder: Path) -> list[Any]:
    """Return what each road prints, says and writes."""
    found: list[Any] = []
    for road in (BlockRun, RowRun):
        here = folder / road.__name__
        here.mkdir()
        printed, stated = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, chdir(here), redirect_stdout(printed), redirect_stderr(stated):
            patch.setattr(office_tables, "_road", road)
            status = main([*arguments, "--lang", "en"])
            written = [cells_of(file) for file in sorted(Path().iterdir())]
        found.append((status, printed.getvalue(), stated.getvalue(), written))
    return found


def cells_of(file: Path) -> Sequence[Sequence[Any]]:
    """Return the cells of a file that was written; numbers of a CSV may be spelled in several ways."""
    if file.suffix == ".xlsx":
        from openpyxl import load_workbook

        return [[cell.value for cell in row] for row in load_workbook(file).worksheets[0].iter_rows()]
    with file.open(encoding="utf-8", newline="") as lines:
        return [[number_or_text(cell) for cell in row] for row in csv.reader(lines)]


def number_or_text(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.parametrize(("name", "options"), CASES, ids=str)
def test_a_file_has_one_answer(name: str, options: list[str], asked: Sequence[str], tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(STATED["edition"], encoding="utf-8")
    command = ["eval", str(tmp_path / "edition.toml"), str(FILES / name), *options, *asked]
    blocks, rows = answers(command, tmp_path)
    assert rows == blocks


EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'en'
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
[input.p]
terbit = { kind = 'count', max = 9 }
mohon = { kind = 'count' }
mutu = { kind = 'percent', default = '50%' }
biaya = { kind = 'rupiah', rollup = 'mean' }
kelas = { kind = 'text', default = 'A' }
puas = { kind = 'index', default = 3, label = 'Puaskah Anda?', values = { 'Baik' = 4, 'Kurang' = 2 } }
buka = { kind = 'flag', default = true }
[constraint]
cukup = 'p.terbit <= p.mohon'
[indicator.I1]
name = 'Passports'
unit = 'percent'
formula = 'p.terbit / p.mohon'
target = { 2024 = '50%', 2025 = '100%' }
scale = 'nilai'
[indicator.I2]
name = 'Growth'
unit = 'percent'
polarity = 'minimize'
formula = 'p.terbit / previous(p.terbit) * previous(p.mutu)'
target = '90%'
[indicator.I3]
name = 'Cost'
unit = 'rupiah'
formula = 'if(p.buka, if(p.kelas = "A", p.biaya, p.biaya / 2), 0)'
[indicator.I4]
name = 'Satisfaction'
unit = 'index'
formula = 'p.puas'
[[scale.nilai.bands]]
at_least = '80%'
label = 'B'
[[scale.nilai.bands]]
at_least = '0%'
label = 'C'
"""
NUMBERS = st.sampled_from(
    ["0", "1", "3", "7", "8", "12", "", "-", "n/a", "tidak berlaku", "1,5", "x", "1.000", "12345678901234567"]
)
COLUMNS = {
    "kantor": st.sampled_from(["A", "B", "C", "a ", "JUMLAH"]),
    "p.terbit": NUMBERS,
    "p.mohon": NUMBERS,
    "p.biaya": st.sampled_from(["1000", "2500000", "Rp3.000", "", "nihil"]),
    "wilayah": st.sampled_from(["utara", "", "selatan"]),
    "tahun": st.sampled_from(["2025", "2024", "", "dua"]),
    "p.mutu": st.sampled_from(["50%", "12,5%", "50", "", "0"]),
    "p.kelas": st.sampled_from(["A", "B", ""]),
    "Puaskah Anda?": st.sampled_from(["Baik", " kurang ", "4", "3,5", "Cukup", ""]),
    "p.buka": st.sampled_from(["ya", "tidak", "", "entah"]),
    "I1": st.sampled_from(["", "75%", "-"]),
}
FILES_ASKED = ("table.csv", "columns.toml")
NEEDED = list(COLUMNS)[:4]
OPTIONS = st.lists(
    st.sampled_from([
        ("--by", "wilayah"), ("--by", "kantor"), ("--rank", "I1"), ("--rank", "I2"), ("--only", "I1", "I3"),
        ("--without", "kantor=jumlah"), ("--previous", "table.csv", "--key", "kantor"), ("--with-all",), ("--top", "1"),
        ("--rank-by", "exact"), ("--percent", "points"), ("--percent", "ratio", "p.mutu=points"), ("--displayed",),
        ("--columns", "columns.toml"), ("--without", "wilayah=utara", "Kantor=b"),
    ]),
    unique_by=lambda option: option[0],
)  # fmt: skip


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # each shrink takes a while
@given(st.lists(st.fixed_dictionaries(COLUMNS), max_size=12), st.sets(st.sampled_from([*COLUMNS][4:])), OPTIONS)
def test_a_table_has_one_answer(rows: list[dict[str, str]], more: set[str], options: list[Sequence[str]]) -> None:
    names = [name for name in COLUMNS if name in NEEDED or name in more]
    lines = [names, *([row[name] for name in names] for row in rows)]
    with tempfile.TemporaryDirectory() as inside:
        edition, table = Path(inside) / "edition.toml", Path(inside) / "table.csv"
        edition.write_text(EDITION, encoding="utf-8")
        table.write_text("".join(";".join(line) + "\n" for line in lines), encoding="utf-8")
        (Path(inside) / "columns.toml").write_text("wilayah = 'p.kelas'\n", encoding="utf-8")
        asked = [str(Path(inside) / one) if one in FILES_ASKED else one for option in options for one in option]
        files = ["--output", "out.csv", "--rejects", "bad.csv", "--locale", "id"]
        blocks, rows_alone = answers(["eval", str(edition), str(table), *asked, *files], Path(inside))
    assert rows_alone == blocks


PERIODS = ["TW1", "tw 2", "III", "4", "TW5", ""]
OF_PERIODS = {
    "kantor": st.sampled_from(["A", "B"]),
    "wilayah": st.sampled_from(["utara", "selatan"]),
    "triwulan": st.sampled_from(PERIODS),
    "p.terbit": NUMBERS,
    "p.mohon": NUMBERS,
    "p.biaya": st.sampled_from(["1000", "2500000", ""]),
    "kumulatif": st.sampled_from(["ya", ""]),
}


@settings(max_examples=30, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.fixed_dictionaries(OF_PERIODS), max_size=8), st.booleans(), OPTIONS)
def test_a_table_of_periods_has_one_answer(
    rows: list[dict[str, str]], is_cumulative: bool, options: list[Sequence[str]]
) -> None:
    names = [name for name in OF_PERIODS if is_cumulative or name != "kumulatif"]
    lines = [names, *([row[name] for name in names] for row in rows)]
    periods = "language = 'en'\nperiods = ['TW1', 'TW2', 'TW3', 'TW4']"
    with tempfile.TemporaryDirectory() as inside:
        edition, table = Path(inside) / "edition.toml", Path(inside) / "table.csv"
        edition.write_text(EDITION.replace("language = 'en'", periods, 1), encoding="utf-8")
        table.write_text("".join(";".join(line) + "\n" for line in lines), encoding="utf-8")
        (Path(inside) / "columns.toml").write_text("wilayah = 'p.kelas'\n", encoding="utf-8")
        asked = [str(Path(inside) / one) if one in FILES_ASKED else one for option in options for one in option]
        files = ["--output", "out.csv", "--rejects", "bad.csv", "--locale", "id"]
        blocks, rows_alone = answers(["eval", str(edition), str(table), *asked, *files], Path(inside))
    assert rows_alone == blocks
