"""Tables from anywhere: nothing in them is lost in silence, hangs, or shows a word of Python."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from openpyxl import Workbook, load_workbook
from pyarrow import parquet

from lkjdsl import LkjdslError, cli, load
from lkjdsl.spreadsheet_text import cell_text, harmless
from lkjdsl.tables.results import sheet_file

EDITION = """lkjdsl = 1
title = 'A'
year = 2025
language = 'en'
input.d = { a = { kind = 'number' }, b = { kind = 'number' } }
rows.r = { x = { kind = 'number' } }
[indicator.I]
unit = 'index'
digits = 0
formula = 'd.a - d.b'
"""
PYTHON_WORDS = re.compile(r"\b(nan|inf|None|Traceback|Exception|defect|Error|invalid literal)\b|<class|datetime\.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.toml").write_text(EDITION)
    return tmp_path


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["eval", "edition.toml", *arguments, "--lang", "en"])
    out, error = capsys.readouterr()
    assert not PYTHON_WORDS.search(out + error), out + error
    return status, out, error


def codes(error: str) -> list[str]:
    return re.findall(r"^\w+\[([a-z0-9-]+)\]", error, re.MULTILINE)


def table(columns: dict[str, Any], name: str = "many.parquet") -> None:
    parquet.write_table(pa.table({"d.a": pa.array([3, 4]), "d.b": pa.array([1, 2]), **columns}), name)


# What is written


@pytest.mark.parametrize(
    ("kind", "values", "written"),
    [
        (pa.int64(), [198001012005011001, -(10**17)], ["198001012005011001", "-100000000000000000"]),
        (pa.uint64(), [2**64 - 1, 10**15], [str(2**64 - 1), "1000000000000000"]),
        (pa.int64(), [999_999_999_999_999, -5], [999_999_999_999_999, -5]),
        (pa.decimal128(38, 2), [Decimal("12345678901234567.89"), Decimal("12.25")], ["12345678901234567.89", 12.25]),
        (pa.float64(), [float("nan"), 0.5], [None, 0.5]),
        (pa.float64(), [float("inf"), -float("inf")], ["∞", "−∞"]),
        (pa.date32(), [date(2025, 1, 31), None], ["2025-01-31", None]),
        (pa.binary(), [b"\xff\x00", b""], ["ff00", None]),
        (pa.list_(pa.int64()), [[1, None], []], ["[1, null]", "[]"]),
        (pa.struct([("a", pa.float64())]), [{"a": float("nan")}, {"a": 1.5}], ['{"a": null}', '{"a": 1.5}']),
        (pa.map_(pa.string(), pa.int64()), [[("=1", 2)], []], ['[["=1", 2]]', "[]"]),
        (pa.string_view(), ["=1+1", "x"], ["=1+1", "x"]),
        (pa.list_view(pa.int64()), [[1], [2]], ["[1]", "[2]"]),
        (pa.bool_(), [True, None], [True, None]),
        (pa.null(), [None, None], [None, None]),
        (pa.string(), ["a\x00b\x1b", "\ud7ff"], ["a\x00b\x1b", "\ud7ff"]),
    ],
)
def test_what_passes_through_is_what_it_was(
    kind: pa.DataType, values: list[Any], written: list[Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table({"nip": pa.array(values, kind)})
    for suffix in ("xlsx", "csv", "parquet"):
        options = ("--output", f"out.{suffix}", "--rank", "I")
        for more in (options, ("--by", "nip"), ("--by", "nip", "--output", f"groups.{suffix}")):
            status, _, error = evaluated(capsys, "many.parquet", "--with-all", *more)
            assert (status, {*codes(error)} - {"rows-repeated"}) == (0, set())
    sheet = load_workbook(folder / "out.xlsx").active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [unescaped(cell.value) for cell in cells] == written
    assert {cell.data_type for cell in cells} <= {"n", "s", "b", "inlineStr"}
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        told = [row["nip"] for row in csv.DictReader(file)]
    assert told == [harmless(cell_text(value)) if value is not True else "true" for value in written]
    assert repr(parquet.read_table(folder / "out.parquet").column("nip").to_pylist()) == repr(values)


def unescaped(value: Any) -> Any:
    """Return a text without the escapes that XML needs for characters it does not have."""
    return re.sub("_x([0-9A-F]{4})_", lambda one: chr(int(one[1], 16)), value) if isinstance(value, str) else value


def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_file, "MOST_COLUMNS", 5)
    table({f"c{number}": pa.array(["x", "y"]) for number in range(6)})


def really_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    table({f"c{number}": pa.array(["x", "y"]) for number in range(16_384)})


def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_file, "MOST_ROWS", 1)
    table({})


def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    table({"name": pa.array(["x", "y" * 32_768])})


def heading(monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    table({"y" * 32_768: pa.array(["x", "y"])})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (wide, "table-too-wide"),
        (really_wide, "table-too-wide"),
        (long, "table-too-long"),
        (texts, "text-too-long"),
        (heading, "text-too-long"),
    ],
)
@pytest.mark.parametrize("before", [None, b"before"])
def test_what_a_sheet_does_not_hold_is_refused_before_anything_is_written(
    change: Any, code: str, before: bytes | None, folder: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    change(monkeypatch)
    if before is not None:
        (folder / "out.xlsx").write_bytes(before)
    status, _, error = evaluated(capsys, "many.parquet", "--output", "out.xlsx", "--only", "I", "--force")

    assert (status, codes(error)) == (2, [code])
    assert (folder / "out.xlsx").exists() == (before is not None)
    assert before is None or (folder / "out.xlsx").read_bytes() == before
    assert list(folder.glob(".lkjdsl-*")) == []


def test_a_text_as_long_as_a_cell_is_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table({"name": pa.array(["x", "y" * 32_767])})
    assert evaluated(capsys, "many.parquet", "--output", "out.xlsx")[0] == 0
    assert load_workbook(folder / "out.xlsx").active["A3"].value == "y" * 32_767


FORMULAS = ["=1+1", "x;=1+1", 'x;"=1+1', "a,+1+1", "a\t@SUM(1)", "a\n-1+cmd", "a\r\n=1", "\t=1", "＝1", "x;－1"]  # noqa: RUF001 - wide signs


LIVE = '"?[=+@＝＋－＠]|"?-[^0-9]'  # noqa: RUF001 - the same


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_settings_of_a_spreadsheet_make_a_formula_of_a_cell(
    name: str, delimiter: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table({"office": pa.array([name, "B"]), name: pa.array(["x", name])})
    assert evaluated(capsys, "many.parquet", "--output", "out.csv")[0] == 0

    text = (folder / "out.csv").read_text("utf-8")
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting) for cell in row]
        assert [cell for cell in cells if re.match(LIVE, cell)] == []


@pytest.mark.parametrize(
    "text", ["a - b", "Kantor Imigrasi Kelas II-A", "x; y", "-5,5%", "-Rp1.000", "a@b.go.id", "(a+b)"]
)
def test_a_text_that_is_no_formula_stays(text: str) -> None:
    assert harmless(text) == text


# What is read


def workbook(rows: str, strings: str = "", prefix: str = "") -> bytes:
    """Return a workbook whose sheet has *rows*, as XML."""
    book = Workbook()
    book.active["A1"] = "d.a"
    file = io.BytesIO()
    book.save(file)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.getvalue())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "xl/worksheets/sheet1.xml":
                content: str | bytes = f'{prefix}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
            else:
                content = old.read(name)
            new.writestr(name, content)
        if strings:
            new.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def row(number: Any, *values: Any, kind: str = "n") -> str:
    cells = "".join(f'<c r="{"ABCDEF"[at]}{number}" t="{kind}"><v>{value}</v></c>' for at, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>d.a</t></is></c><c r="B1" t="inlineStr"><is><t>d.b</t></is></c></row>'
LONG = "123456789012345678901234567890123456789"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOMB = f"""<!DOCTYPE a [<!ENTITY a "{"a" * 100}">{"".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "&a;"}">' for n in range(5))}]>"""  # noqa: E501 - one text


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(3, 1, 2) + row(2, 3, 4), "sheet-disordered"),
        (row(2, 1, 2) + row(2, 3, 4), "sheet-disordered"),
        (row(1_000_000_000_000, 1, 2), "sheet-disordered"),
        (row(1_048_577, 1, 2), "sheet-disordered"),
        (row(0, 1, 2), "sheet-disordered"),
        (row(-1, 1, 2), "sheet-disordered"),
        ('<row r="2x"/>', "sheet-disordered"),
        ('<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>', "sheet-disordered"),
        ('<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>', "sheet-disordered"),
        ('<row r="2"><c r="A3"><v>1</v></c></row>', "sheet-disordered"),
        ('<row r="2"><c r="XFE2"><v>1</v></c></row>', "sheet-disordered"),
        ('<row r="2"><c r="ZZZZZZZZZ2"><v>1</v></c></row>', "sheet-disordered"),
        ('<row r="2"><c r="2"><v>1</v></c></row>', "sheet-disordered"),
        (f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>', "sheet-cell-too-long"),
        (row(2, "9" * 5000, 1), "sheet-number"),
        (row(2, "NaN", 1), "sheet-number"),
        (row(2, "0x10", 1), "sheet-number"),
        (row(2, "1 2", 1), "sheet-number"),
        (row(2, "1_000", 1), "sheet-number"),
        (row(2, "١٢", 1), "sheet-number"),
        ("<row", "package-broken"),
        (f'<row r="2" x="{"y" * 2_000_000}"/>', "package-broken"),
    ],
)
def test_a_sheet_that_would_lose_something_is_refused(
    rows: str, code: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "many.xlsx").write_bytes(workbook(HEAD + rows))
    status, _, error = evaluated(capsys, "many.xlsx")

    assert (status, codes(error)) == (1, [code])


@pytest.mark.parametrize("value", ["1e400", "-1e400", "inf", "1e999999"])
def test_a_number_beyond_all_bounds_is_a_cell_that_cannot_be_read(
    value: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "many.xlsx").write_bytes(workbook(HEAD + row(2, value, 1) + row(3, 3, 1)))
    status, out, error = evaluated(capsys, "many.xlsx")

    assert status == 1
    assert set(codes(error)) <= {"unreadable-cell", "sheet-number"}
    assert "2 rows read, 1 evaluated, 1 rejected" in out or codes(error) == ["sheet-number"]


@pytest.mark.parametrize(
    ("a", "b", "printed"),
    [(LONG, int(LONG) - 123, "123"), (LONG, 0, LONG), (f"-{LONG}", 1, f"-{int(LONG) + 1}"), ("1" * 900, 0, "1" * 900)],
)
def test_a_whole_number_is_read_with_all_its_digits(
    a: str, b: Any, printed: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "many.xlsx").write_bytes(workbook(HEAD + row(2, a, b)))
    status, _, _ = evaluated(capsys, "many.xlsx", "--output", "out.csv", "--only", "I")

    assert status == 0
    with (folder / "out.csv").open() as file:
        assert next(csv.DictReader(file))["I.printed"].replace(",", "") == printed


def test_a_size_that_is_told_too_small_loses_no_rows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = workbook(HEAD + row(2, 1, 2) + row(5, 3, 4)).replace(b"", b"")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(folder / "many.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<sheetData>", b'<dimension ref="A1:A2"/><sheetData>')
            new.writestr(name, content)

    assert "2 rows read, 2 evaluated" in evaluated(capsys, "many.xlsx")[1]


@pytest.mark.parametrize(
    "content",
    [
        workbook(HEAD, prefix=BOMB),
        workbook(HEAD, strings=f'{BOMB}<sst xmlns="{SPACE}"><si><t>&a4;</t></si></sst>'),
        workbook(HEAD, strings="<sst"),
        b"PK\x05\x06" + b"\0" * 18,
        b"PK",
        b"",
        b"text",
        workbook(HEAD)[:-200],
    ],
    ids=["bomb", "bomb of strings", "cut strings", "no parts", "cut", "empty", "text", "cut archive"],
)
def test_what_is_no_workbook_is_told_so(content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "many.xlsx").write_bytes(content)
    status, _, error = evaluated(capsys, "many.xlsx")

    assert (status, codes(error)) == (1, ["package-broken"])


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/new.xml"])
def test_gigabytes_in_kilobytes_are_not_unpacked(part: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(workbook(HEAD))) as old,
        zipfile.ZipFile(folder / "many.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as file:
            for _ in range(257):
                file.write(b" " * 2**20)
    status, _, error = evaluated(capsys, "many.xlsx")

    assert (status, codes(error)) == (1, ["package-too-large"])


def test_pictures_are_not_unpacked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "many.xlsx").write_bytes(workbook(HEAD + row(2, 3, 1)))
    with (
        zipfile.ZipFile(folder / "many.xlsx", "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("xl/media/image1.png", "w", force_zip64=True) as file,
    ):
        for _ in range(300):
            file.write(b" " * 2**20)

    assert evaluated(capsys, "many.xlsx")[0] == 0


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        (b"d.a,d.b\n1,2\n\xff,1,2,3\n3,1\n", "file-not-utf8", 1),
        (b"d.a,d.b\n1,2\n1,2,\xe9\n", "file-not-utf8", 1),
        (b"d.a,d.b\n1,2\n\xc3", "file-not-utf8", 1),
        (b"\xff\xfed\0.\0a\0\n\0", "inputs-without-column", 0),
        (b"d.a,d.b\n1,2\n1,2,3\n", "broken-line", 1),
        (b"", "file-empty", 1),
    ],
)
def test_a_broken_line_that_is_no_utf8_has_its_words_on_stderr(
    content: bytes, code: str, status: int, folder: Path
) -> None:
    (folder / "many.csv").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "lkjdsl", "eval", "edition.toml", "many.csv"], capture_output=True, check=False
    )

    assert (done.returncode, codes(done.stderr.decode())) == (status, [code])
    assert b"Exception ignored" not in done.stderr


def test_a_line_that_is_no_utf8_is_told_by_its_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = b"1,2\n" * 3_000_000
    (folder / "many.csv").write_bytes(b"d.a,d.b\n" + lines + b"1,\xe9\n")
    _, _, error = evaluated(capsys, "many.csv")

    assert "(line 3000002)" in error


NESTED = [
    pa.array([[1], [2]]),
    pa.array([{"a": 1}, None]),
    pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int64())),
    pa.array([[1], [2]], pa.list_view(pa.int64())),
    pa.array([[1, 2], [3, 4]], pa.list_(pa.int64(), 2)),
]


@pytest.mark.parametrize("column", NESTED, ids=lambda column: str(column.type))
@pytest.mark.parametrize("name", ["d.a", "year", "I", "r.x"])
def test_a_column_of_lists_is_no_input(
    name: str, column: pa.Array, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = {"d.a": pa.array([3, 4]), "d.b": pa.array([1, 2])}
    parquet.write_table(pa.table({**columns, name: column}), folder / "many.parquet")
    status, _, error = evaluated(capsys, "many.parquet")

    is_rows = name == "r.x" and (pa.types.is_list(column.type) or pa.types.is_list_view(column.type))
    expected = [] if is_rows else ["header-not-a-list" if name == "r.x" else "column-nested"]
    assert (status, codes(error)) == (1 if expected else 0, expected)


ODD = [
    pa.array([date(2025, 1, 1), None]),
    pa.array([b"\xff", b"1"]),
    pa.array([Decimal("1.5"), Decimal("1e30")]),
    pa.array([float("nan"), float("inf")]),
    pa.array(["x", None], pa.string_view()),
    pa.array([True, False]),
    pa.array([1, 2], pa.duration("s")),
    pa.array([1, 2], pa.time32("s")),
    pa.array([[1, 2], [3]], pa.list_(pa.float32())),
    pa.array([1.5, None], pa.float16()),
    pa.array([None, None]),
]


@pytest.mark.parametrize("column", ODD, ids=lambda column: str(column.type))
@pytest.mark.parametrize("name", ["d.a", "year", "I", "r.x", "other"])
def test_a_column_of_any_type_is_read_or_refused_in_words(
    name: str, column: pa.Array, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = {"d.a": pa.array([3, 4]), "d.b": pa.array([1, 2])}
    parquet.write_table(pa.table({**columns, name: column}), folder / "many.parquet")
    for output in ("out.csv", "out.xlsx"):
        status, _, _ = evaluated(capsys, "many.parquet", "--output", output, "--rejects", "r.csv", "--force")
        assert status in (0, 1)
        if (folder / "r.csv").exists():
            assert not re.search(r"\b(nan|inf|None|datetime)\b", (folder / "r.csv").read_text("utf-8"))


def test_names_of_nested_values_are_json() -> None:
    value = {"a": [1, None, float("nan"), date(2025, 1, 1), b"\xff", Decimal("1.50")], 2: True}

    assert json.loads(cell_text(value)) == {"a": [1, None, None, "2025-01-01", "ff", "1.50"], "2": True}


def test_an_apostrophe_alone_is_an_empty_cell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet marks a text with it: fuzzing found that no word said what is wrong with the rest, nothing."""
    (folder / "many.csv").write_text("office;d.a;d.b\nA;';1\nB;'\u00a0;1\nC;\u200b;1\n", "utf-8")

    _, _, error = evaluated(capsys, "many.csv", "--output", "o.csv")

    assert codes(error) == []
    rows = csv.DictReader(io.StringIO(Path("o.csv").read_text("utf-8")))
    assert [row["I.status"] for row in rows] == ["unavailable"] * 3


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.parquet", b"PAR1xx"), ("a.parquet", b""), ("a.csv", b'office,d.a\nA,"' + b"x" * (20 * 2**20))],
    ids=["cut", "empty", "line without end"],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_no_table_is_told_in_our_words(
    name: str, content: bytes, language: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(content)

    assert cli.main(["eval", "edition.toml", name, "--lang", language]) == 1
    error = capsys.readouterr().err
    assert codes(error) == ["table-broken"]
    assert not re.search("Arrow|Parquet magic|straddl|block|footer|Could not|CSV parser", error), error


@pytest.mark.parametrize("values", [{"y" * 40_000: ["x", "x"]}, {"t": ["x" * 40_000, "x"]}])
def test_a_workbook_that_is_refused_leaves_nothing(
    values: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "temporary"))
    table(values)

    _, _, error = evaluated(capsys, "many.parquet", "--output", "out.xlsx")

    assert codes(error) == ["text-too-long"]
    assert [*(folder / "temporary").iterdir()] == []


@pytest.mark.parametrize("column", [pa.array([0, 2**62], pa.timestamp("us")), pa.array([0, 2**31 - 1], pa.date32())])
def test_a_date_beyond_the_calendar_passes_through(column: pa.Array, tmp_path: Path) -> None:
    edition = tmp_path / "e.toml"
    edition.write_text(
        "lkjdsl = 1\ntitle = 'A'\nyear = 2025\ninput.d.a.kind = 'count'\n"
        "indicator.I = { unit = 'count', formula = 'd.a' }\n"
    )
    parquet.write_table(pa.table({"h": column, "d.a": [7, 8]}), tmp_path / "t.parquet")
    output = tmp_path / "o.csv"
    assert cli.main(["eval", str(edition), str(tmp_path / "t.parquet"), "--output", str(output)]) in (0, 1)
    assert len(output.read_text().splitlines()) == 3


def test_an_identifier_that_lost_its_last_digits_gets_none_that_were_made_up(tmp_path: Path) -> None:
    edition = tmp_path / "e.toml"
    edition.write_text(
        "lkjdsl = 1\ntitle = 'A'\nyear = 2025\ninput.d.a.kind = 'count'\n"
        "indicator.I = { unit = 'count', formula = 'd.a' }\n"
    )
    book = Workbook()
    for line in (["nip", "d.a"], [123456789012345678, 7]):  # openpyxl writes it with 16 digits and an exponent
        book.active.append(line)
    book.save(tmp_path / "t.xlsx")
    output = tmp_path / "o.csv"
    assert cli.main(["eval", str(edition), str(tmp_path / "t.xlsx"), "--output", str(output)]) in (0, 1)
    assert "1.234567890123457e+17" in output.read_text()


@pytest.mark.usefixtures("folder")
def test_a_number_beyond_any_of_a_sheet_has_words_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    for row in (["kantor", "d.a", "d.b"], ["A", 123456, 1]):
        book.worksheets[0].append(row)
    book.save("small.xlsx")
    with zipfile.ZipFile("small.xlsx") as small, zipfile.ZipFile("many.xlsx", "w") as many:
        for name in small.namelist():
            many.writestr(name, small.read(name).replace(b">123456<", b">1e400<"))

    status, _, error = evaluated(capsys, "many.xlsx")

    assert (status, codes(error)) == (1, ["unreadable-cell"])
    assert "greater than any that a spreadsheet can hold" in error


@pytest.mark.parametrize("where", ["--output", "--rejects"])
@pytest.mark.usefixtures("folder")
def test_a_table_is_not_written_over(capsys: pytest.CaptureFixture[str], where: str) -> None:
    Path("many.csv").write_text("kantor,d.a,d.b\nA,3,1\n")
    Path("link.csv").symlink_to("many.csv")
    for name in ("many.csv", "link.csv"):
        assert codes(evaluated(capsys, "many.csv", where, name, "--force")[2]) == ["output-over-input"]
    assert Path("many.csv").read_text() == "kantor,d.a,d.b\nA,3,1\n"


@pytest.mark.usefixtures("folder")
def test_data_are_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data.toml").write_text("d = { a = 3, b = 1 }\n")
    for name in ("data.toml", "edition.toml"):
        before = Path(name).read_text()
        status, _, error = evaluated(capsys, "data.toml", "--format", "table", "--output", name, "--force")
        assert (status, codes(error), Path(name).read_text()) == (2, ["output-over-input"], before)


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_listed_is_not_called_empty(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("data/closed").mkdir(parents=True)
    Path("data/a.toml").write_text("d = { a = 3, b = 1 }\n")
    listed = os.scandir

    def refusing(path: str = ".") -> Any:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert codes(evaluated(capsys, "data")[2]) == ["file-unreadable"]


@pytest.mark.usefixtures("folder")
def test_a_header_that_is_no_text_is_refused() -> None:
    with pytest.raises(LkjdslError) as refused:
        load("edition.toml").evaluate_table({None: ["A"], "d.a": [3], "d.b": [1]})
    assert [one.code for one in refused.value.diagnostics] == ["wrong-argument"]
