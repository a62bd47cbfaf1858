"""The workbook of an office, read back: the same strictness as a data file, every problem with its cell."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lkjdsl import Edition, audit, load
from lkjdsl.cli import main
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.syntax.places import spot
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.workbook.entered import lost_digits
from lkjdsl.workbook.writing import workbook

TEXT = """
lkjdsl = 1
title = 'Paspor'
year = 2025

[rules]
zero_over_zero = 'exclude'

[input.paspor]
permohonan = { kind = 'count', label = 'Permohonan' }
terbit = { kind = 'count', label = 'Terbit', max = 10_000 }
biaya = { kind = 'rupiah', default = 0 }
tepat = { kind = 'percent' }
tpi = { kind = 'flag', default = false }

[rows.belanja]
jenis = { kind = 'text' }
pagu = { kind = 'rupiah' }

[indicator.IKK1]
unit = 'percent'
formula = 'if(paspor.tpi, paspor.tepat, paspor.terbit / paspor.permohonan)'
target = '90%'

[indicator.IKK2]
unit = 'index'

[indicator.IKK3]
unit = 'rupiah'
formula = 'sum(belanja.pagu) + paspor.biaya'

[table.belanja]
name = 'Belanja'
rows = 'belanja'
columns = { jenis = 'belanja.jenis', pagu = 'belanja.pagu' }
total = { pagu = 'sum' }
"""
DATA: dict[str, Any] = {
    "office": "Bontang",
    "paspor": {"permohonan": 7630, "terbit": 6858, "tepat": "99.5%"},
    "belanja": [{"jenis": "Pegawai", "pagu": 100}, {"jenis": "=1+1", "pagu": 250}],
    "given": {"IKK2": "tidak berlaku"},
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(text=TEXT)


@pytest.fixture
def filled(edition: Edition, tmp_path: Path) -> Path:
    path = tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
    return path


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    """Let somebody change a workbook; openpyxl saves it without the values of formulas."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def cell_of(path: Path, wanted: str) -> tuple[str, str]:
    """Return the sheet and the cell of an input or a result, by the map."""
    for line in load_workbook(path)["_lkjdsl"].iter_rows(min_row=7, values_only=True):
        if line[1] == wanted:
            return str(line[2]), str(line[3])
    raise KeyError(wanted)


def told(outcome: Outcome) -> dict[str, Diagnostic]:
    """Return the problems of an outcome by code, but for those of results that nobody worked out."""
    return {one.code: one for one in outcome.problems if one.code != "workbook-not-calculated"}


def test_what_was_written_is_read_back(edition: Edition, filled: Path) -> None:
    outcome, right = edition.evaluate(filled), edition.evaluate(DATA)
    assert [outcome.result(path).value for path in right.paths] == [right.result(path).value for path in right.paths]
    assert outcome.data.office == "Bontang"
    assert set(told(outcome)) == set(told(right))


@pytest.mark.parametrize(
    ("typed", "style", "code", "status"),
    [
        (7.63, "#,##0", "count-not-whole", "unavailable"),
        ("7.630", "@", "number-as-text", "unavailable"),
        ("nihil", "@", None, "excluded"),
        ("-", "@", "missing-inputs", "unavailable"),
        ("Tidak  berlaku", "@", None, "excluded"),
        (89.88, "#,##0", "count-not-whole", "unavailable"),
        ("banyak", "@", "text-for-number", "unavailable"),
        (-3, "#,##0", "count-negative", "unavailable"),
        (1 / 3, "General", "cell-computed", "unavailable"),
        (1e15, "General", "cell-computed", "unavailable"),
        (True, "General", "not-a-number", "unavailable"),
    ],
)
def test_a_cell_says_what_a_data_file_would_and_is_named(
    edition: Edition, filled: Path, typed: Any, style: str, code: str | None, status: str
) -> None:
    sheet, cell = cell_of(filled, "paspor.permohonan")

    def change(book: Any) -> None:
        book[sheet][cell].value, book[sheet][cell].number_format = typed, style
        book[sheet][cell_of(filled, "paspor.terbit")[1]].value = 0

    outcome = edition.evaluate(changed(filled, change))
    problems = told(outcome)
    assert outcome["IKK1"].status == status
    if code is None:
        assert not problems
    else:
        assert code in problems
        if code != "missing-inputs":
            assert spot(problems[code].labels[0].place).where == f"{filled}:{sheet}!{cell}"


def test_a_percentage_is_told_by_how_its_cell_is_shown(edition: Edition, filled: Path) -> None:
    sheet, cell = cell_of(filled, "paspor.tepat")
    _, flag = cell_of(filled, "paspor.tpi")

    def change(book: Any) -> None:
        book[sheet][cell].value, book[sheet][flag].value = 0.8988, "ya"

    assert edition.evaluate(changed(filled, change))["IKK1"].printed == "89,88%"

    def shown_plainly(book: Any) -> None:
        book[sheet][cell].number_format = "General"

    assert "percent-without-sign" in told(edition.evaluate(changed(filled, shown_plainly)))


@pytest.mark.parametrize("typed", ["ya", " YA ", "TRUE", "Benar", True, "tidak", "false", "SALAH", False])
def test_a_flag_is_what_a_spreadsheet_makes_of_it(edition: Edition, filled: Path, typed: Any) -> None:
    def change(book: Any) -> None:
        book["Isian"][cell_of(filled, "paspor.tpi")[1]].value = typed

    right = str(typed).strip().casefold() in {"ya", "true", "benar"}
    assert edition.evaluate(changed(filled, change))["IKK1"].printed == ("99,50%" if right else "89,88%")


def test_lines_without_anything_are_no_rows(edition: Edition, filled: Path) -> None:
    def change(book: Any) -> None:
        book["Baris belanja"]["A5"].value, book["Baris belanja"]["B5"].value = "Modal", "7.000"

    outcome = edition.evaluate(changed(filled, change))
    assert outcome["table.belanja.3.jenis"].printed == "Modal"
    problem = told(outcome)["number-as-text"]
    assert spot(problem.labels[0].place).where == f"{filled}:Baris belanja!B5"


def test_a_result_that_was_typed_over_or_differs_is_named(edition: Edition, filled: Path) -> None:
    sheet, cell = cell_of(filled, "IKK1")

    def typed_over(book: Any) -> None:
        book[sheet][cell].value = 0.9999

    found = told(edition.evaluate(changed(filled, typed_over)))["workbook-typed-over"]
    assert spot(found.labels[0].place).where == f"{filled}:{sheet}!{cell}"


def test_a_workbook_that_nobody_worked_out_after_a_change_is_told(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "kantor.xlsx"
    stale = edition.evaluate({**DATA, "paspor": {**DATA["paspor"], "terbit": 7000}})
    data = bytearray(workbook(edition, "id", stale))
    path.write_bytes(bytes(data))
    fresh = load_workbook(path)
    fresh.save(path)
    codes = [one.code for one in edition.evaluate(path).problems]
    assert "workbook-not-calculated" in codes


def test_a_workbook_of_another_edition_is_told_and_what_is_gone_is_named(filled: Path) -> None:
    other = load(text=TEXT.replace("terbit = {", "terbit_baru = {").replace("paspor.terbit", "paspor.terbit_baru"))
    found = told(other.evaluate(filled))
    assert "workbook-other-edition" in found
    assert found["workbook-input-gone"].values["name"] == "paspor.terbit"
    sheet, cell = cell_of(filled, "paspor.terbit")
    assert spot(found["workbook-input-gone"].labels[0].place).where == f"{filled}:{sheet}!{cell}"


def test_a_workbook_without_the_map_is_a_table(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "kantor.xlsx"
    Workbook().save(path)
    with pytest.raises(LkjdslError, match="workbook-unknown"):
        edition.evaluate(path)


def test_a_damaged_workbook_is_refused(edition: Edition, filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:-200])
    with pytest.raises(LkjdslError):
        edition.evaluate(filled)


def test_labels_are_texts_and_sheets_are_protected_without_a_password(filled: Path) -> None:
    book = load_workbook(filled)
    assert book["Baris belanja"]["A3"].value == "=1+1"
    assert book["Baris belanja"]["A3"].data_type == "s"
    assert all(one.protection.sheet and one.protection.password is None for one in book.worksheets)
    assert not book["Isian"][cell_of(filled, "paspor.terbit")[1]].protection.locked
    assert book["_lkjdsl"].sheet_state == "veryHidden"
    assert "isi.paspor.terbit" in book.defined_names
    assert "hasil.IKK1.achievement" in book.defined_names
    assert "hasil.table.belanja.total.pagu" in book.defined_names
    assert book["Hasil"]._charts  # noqa: SLF001 - openpyxl has no public list of them


def test_the_commands_write_and_read_workbooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    formulas, kept = tmp_path / "edisi.toml", tmp_path / "kantor.xlsx"
    formulas.write_text(TEXT, encoding="utf-8")
    assert main(["template", str(formulas), "--output", str(kept), "--rows", "7"]) == 0
    assert load_workbook(kept)["Baris belanja"].max_row == 8
    main(["eval", str(formulas), str(kept)])
    assert "tidak tersedia" in capsys.readouterr().out
    main(["explain", str(formulas), str(kept), "IKK3"])
    assert "IKK3" in capsys.readouterr().out


def test_a_formula_that_is_too_long_is_an_error_that_names_the_sheet() -> None:
    many = " + ".join(f"paspor.a{at}" for at in range(600))
    inputs = "\n".join(f"a{at} = {{ kind = 'number' }}" for at in range(600))
    head = f"lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[input.paspor]\n{inputs}"
    edition = load(text=f"{head}\n[indicator.IKK1]\nunit = 'ratio'\nformula = '{many}'\n")
    with pytest.raises(LkjdslError, match="workbook-formula-long"):
        workbook(edition, "id")


FIXED = """
lkjdsl = 1
title = 'Belanja'
year = 2025

[rows.belanja]
jenis = { kind = 'text', fixed = ['Pegawai', 'Barang', 'Modal'] }
pagu = { kind = 'number' }

[table.belanja]
name = 'Belanja'
rows = 'belanja'
columns = { jenis = 'jenis', pagu = 'pagu / 3' }
total = { pagu = 'sum' }
"""


def test_fixed_rows_stand_in_an_empty_workbook_with_their_names(tmp_path: Path) -> None:
    edition, path = load(text=FIXED), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id"))

    sheet = load_workbook(path)["Baris belanja"]
    names = [sheet.cell(row, 1) for row in (2, 3, 4)]
    assert [(cell.value, cell.protection.locked) for cell in names] == [
        ("Pegawai", True),
        ("Barang", True),
        ("Modal", True),
    ]
    assert sheet.max_row == 4
    assert not {"rows-missing", "row-unknown", "workbook-differs"} & set(told(edition.evaluate(path)))


def test_a_workbook_says_what_a_printed_total_is_more_than_its_printed_rows(tmp_path: Path) -> None:
    edition, path = load(text=FIXED), tmp_path / "kantor.xlsx"
    rows = [{"jenis": name, "pagu": 1} for name in ("Modal", "Barang", "Pegawai")]
    path.write_bytes(workbook(edition, "id", edition.evaluate({"belanja": rows})))

    lines = list(load_workbook(path, data_only=True)["Tabel belanja"].iter_rows(min_row=4, values_only=True))
    assert lines == [
        ("Pegawai", 0.33),
        ("Barang", 0.33),
        ("Modal", 0.33),
        ("Jumlah", 1),
        ("selisih karena pembulatan", 0.01),
    ]


def test_the_results_of_a_workbook_are_audited_against_what_it_says(edition: Edition, filled: Path) -> None:
    alone = audit(edition, filled)
    assert [one.verdict for one in alone.figures] == ["agrees"] * 7
    assert not alone.problems
    other = audit(edition, filled, {**DATA, "paspor": {**DATA["paspor"], "terbit": 7000}, "given": {"IKK2": "3.5"}})
    assert {one.figure.what: one.figure.place for one in other.figures if one.verdict == "disagrees"} == {
        "IKK1": "Hasil!E4", "IKK1.achievement": "Hasil!F4",
    }  # fmt: skip
    assert [one.values["name"] for one in other.problems if one.code == "workbook-differs"] == ["IKK2"]

    def typed_over(book: Any) -> None:
        book["Hasil"]["E4"].value = 0.9999

    codes = {one.code for one in audit(edition, changed(filled, typed_over)).problems}
    assert {"workbook-typed-over", "workbook-not-calculated"} <= codes


@pytest.mark.parametrize(
    ("biaya", "names"),
    [(999_999_999_999_999, []), (10**15, ["paspor.biaya"]), (12_345_678_901_234_567, ["paspor.biaya"])],
)
def test_digits_that_a_cell_cannot_hold_are_told(edition: Edition, biaya: int, names: list[str]) -> None:
    outcome = edition.evaluate({**DATA, "paspor": {**DATA["paspor"], "biaya": biaya}})
    assert [one.values["name"] for one in lost_digits(outcome)] == names


def test_a_line_through_a_single_point_has_no_formula_without_operands() -> None:
    text = TEXT.replace("'sum(belanja.pagu) + paspor.biaya'", "'interpolate(paspor.permohonan, 85, sum(belanja.pagu))'")
    book = load_workbook(BytesIO(workbook(load(text=text), "id")))
    assert not [cell.value for row in book["Hitungan"].iter_rows() for cell in row if "MIN()" in str(cell.value)]


def test_constraints_are_told_before_a_spreadsheet_works_them_out(tmp_path: Path) -> None:
    conditions = "[constraint]\nmasuk = 'paspor.terbit <= paspor.permohonan'\nkeluar = 'paspor.terbit > 7000'\n"
    edition = load(text=f"{TEXT}\n{conditions}sisa = 'IKK2 > 1'\n")
    path = tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))

    lines = {row[0]: row for row in load_workbook(path, data_only=True)["Hasil"].iter_rows(values_only=True)}

    verdicts = {"terpenuhi", "DILANGGAR", "tidak diperiksa"}
    told = {name: next(iter(verdicts & set(lines[name])), None) for name in ("masuk", "keluar", "sisa")}
    assert told == {"masuk": "terpenuhi", "keluar": "DILANGGAR", "sisa": "tidak diperiksa"}


@pytest.mark.parametrize("sheet", ["Isian", "Baris belanja"])
def test_a_workbook_without_a_sheet_that_was_filled_in_is_refused(edition: Edition, filled: Path, sheet: str) -> None:
    def renamed(book: Any) -> None:
        book[sheet].title = "Lembar 1"

    with pytest.raises(LkjdslError, match=rf"workbook-sheet-gone.*`{sheet}`"):
        edition.evaluate(changed(filled, renamed))


def test_a_sheet_of_results_that_is_gone_is_named_once(edition: Edition, filled: Path) -> None:
    def removed(book: Any) -> None:
        del book["Hasil"]

    outcome = edition.evaluate(changed(filled, removed))
    found = [(one.code, one.values["name"]) for one in outcome.problems if one.code != "workbook-not-calculated"]
    assert found == [("workbook-sheet-gone", "Hasil")]
    assert outcome["IKK1"].printed == "89,88%"


def test_what_stands_below_the_prepared_lines_is_named(edition: Edition, filled: Path) -> None:
    def added(book: Any) -> None:
        book["Baris belanja"]["B40"].value = 7000

    problem = told(edition.evaluate(changed(filled, added)))["workbook-below-rows"]
    assert spot(problem.labels[0].place).where == f"{filled}:Baris belanja!B40"
    assert problem.values["found"] == "7000"


def test_a_formula_typed_as_an_input_and_not_worked_out_is_no_missing_value(edition: Edition, filled: Path) -> None:
    def added(book: Any) -> None:
        book["Baris belanja"]["B2"].value = "=3000+4000"

    problem = told(edition.evaluate(changed(filled, added)))["workbook-entry-not-calculated"]
    assert spot(problem.labels[0].place).where == f"{filled}:Baris belanja!B2"
