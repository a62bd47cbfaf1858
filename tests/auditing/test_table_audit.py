"""A printed table of many offices: CSV and spreadsheets, row by row."""

from collections import Counter
from pathlib import Path

import pytest

import lkjdsl
from lkjdsl import cli
from lkjdsl.auditing import table_audit as offices
from lkjdsl.auditing.audit import Audit
from lkjdsl.numbers.numerals import Locale

EDITION = """
lkjdsl = 1
title = 'Kantor'
year = 2025
language = 'id'
[rules]
zero_over_zero = 0
over_zero = 'error'
[input.kantor]
tpi = { kind = 'flag', default = false }
[input.paspor]
permohonan = { kind = 'count' }
terbit = { kind = 'count' }
nilai = { kind = 'index' }
[indicator.IKK1]
name = 'Penyelesaian'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan'
target = { 2024 = '80%', 2025 = '90%' }
[indicator.IKK2]
name = 'Nilai'
unit = 'index'
formula = 'paspor.nilai * 2'
[indicator.TPI]
name = 'Pelintas'
unit = 'count'
formula = 'paspor.terbit'
applies_if = 'kantor.tpi'
"""
LOADED = lkjdsl.load(text=EDITION)


def audited(tmp_path: Path, text: str, locale: Locale = "id") -> Audit:
    path = tmp_path / "printed.csv"
    path.write_text(text, encoding="utf-8")
    return lkjdsl.audit(LOADED, path, locale=locale)


def verdicts(audit: Audit) -> list[tuple[str, str, str]]:
    return [
        (figure.figure.place, figure.figure.what, figure.verdict)
        for figure in audit.figures
        if figure.quantity.kind == "result"
    ]


def test_each_row_is_audited_with_its_own_data(tmp_path: Path) -> None:
    found = audited(
        tmp_path,
        "kantor;paspor.permohonan;paspor.terbit;IKK1\n"
        "Bontang;7.630;6.858;89,88%\n"
        "Samarinda;8.000;6.858;89,88%\n"
        "\n"
        "Berau;0;0;0%\n",
    )
    assert found.problems == ()
    assert verdicts(found) == [
        ("2, Bontang", "IKK1", "agrees"),
        ("3, Samarinda", "IKK1", "disagrees"),
        ("5, Berau", "IKK1", "agrees"),
    ]


def test_the_cause_of_a_cell_is_searched_in_its_row(tmp_path: Path) -> None:
    found = audited(tmp_path, "paspor.permohonan;paspor.terbit;IKK1\n7.630;6.858;89,98%\n7.630;6.858;98,88%\n")
    told = [figure.causes[0].kind for figure in found.figures if figure.verdict == "disagrees"]
    assert told == ["digit-wrong", "digits-exchanged"]


def test_printed_inputs_are_intervals(tmp_path: Path) -> None:
    found = audited(tmp_path, "paspor.nilai;IKK2\n1,2;2,31\n1,2;2,49\n1,2;2,52\n")
    assert [verdict for _, _, verdict in verdicts(found)] == ["agrees", "agrees", "disagrees"]


def test_the_year_of_a_row_chooses_its_targets(tmp_path: Path) -> None:
    found = audited(
        tmp_path, "tahun;paspor.permohonan;paspor.terbit;IKK1.achievement\n2024;100;80;100%\n2025;100;80;88,89%\n"
    )
    assert [verdict for _, _, verdict in verdicts(found)] == ["agrees", "agrees"]


def test_an_empty_cell_is_not_printed_and_a_placeholder_is_found(tmp_path: Path) -> None:
    found = audited(tmp_path, "paspor.permohonan;paspor.terbit;IKK1\n7.630;6.858;\n7.630;;89,88%\n7.630;6.858;...\n")
    assert verdicts(found) == [("3", "IKK1", "unverifiable"), ("4", "IKK1", "disagrees")]
    assert found.figures[-1].findings[0].code == "figure-placeholder"


def test_a_result_whose_inputs_are_not_in_the_table_is_the_data_of_others(tmp_path: Path) -> None:
    found = audited(tmp_path, "IKK1;IKK1.achievement\n89,88%;99,87%\n89,88%;98,87%\n")
    assert verdicts(found) == [
        ("2", "IKK1", "unverifiable"),
        ("2", "IKK1.achievement", "agrees"),
        ("3", "IKK1", "unverifiable"),
        ("3", "IKK1.achievement", "disagrees"),
    ]


def test_units_are_checked_in_every_cell(tmp_path: Path) -> None:
    found = audited(tmp_path, "paspor.nilai;IKK2\n1,2;2,40%\n")
    assert found.figures[0].findings[0].code == "percent-on-other-unit"


def test_a_flag_may_be_told(tmp_path: Path) -> None:
    found = audited(tmp_path, "kantor.tpi;paspor.terbit;TPI\nya;7;7\nya;7;8\n")
    assert [verdict for _, _, verdict in verdicts(found)] == ["agrees", "disagrees"]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("paspor.permohonan;paspor.terbit;IKK1\n7.630;6.858;89,88%\n", "id"),
        ('paspor.permohonan,paspor.terbit,IKK1\n"7,630","6,858",89.88%\n', "en"),
        ("paspor.permohonan\tpaspor.terbit\tIKK1\n7630\t6858\t89,88 %\n", "id"),
        ("\ufeffpaspor.permohonan;paspor.terbit;IKK1\r\n7.630;6.858;89,88%\r\n", "id"),
    ],
)
def test_delimiters_and_locales(text: str, locale: Locale, tmp_path: Path) -> None:
    found = audited(tmp_path, text, locale)
    assert (found.problems, verdicts(found)) == ((), [("2", "IKK1", "agrees")])


SPREADSHEET = [
    (0.8988204456094364, "General", "agrees"),
    (0.8988, "0.00%", "agrees"),
    (0.89882, "0.0000%", "agrees"),
    (0.8989, "0.00%", "disagrees"),
    (89.88, "0.00", "agrees"),
    ("89,88%", "General", "agrees"),
    ("89,98%", "@", "disagrees"),
]


@pytest.mark.parametrize(("value", "form", "verdict"), SPREADSHEET)
def test_a_number_of_a_spreadsheet_is_what_its_format_shows(
    value: float | str, form: str, verdict: str, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["kantor", "paspor.permohonan", "paspor.terbit", "IKK1"])
    sheet.append(["Bontang", 7630, "6.858", value])
    sheet["D2"].number_format = form
    path = tmp_path / "printed.xlsx"
    book.save(path)
    found = lkjdsl.audit(LOADED, path)
    assert (found.problems, verdicts(found)) == ((), [("2, Bontang", "IKK1", verdict)])


def test_causes_are_searched_for_the_first_figures_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices, "MOST_SEARCHED", 2)
    found = audited(tmp_path, "paspor.permohonan;paspor.terbit;IKK1\n" + "7.630;6.858;98,88%\n" * 4)
    assert [bool(figure.causes) for figure in found.figures if figure.verdict == "disagrees"] == [
        True,
        True,
        False,
        False,
    ]


def test_thousands_of_rows(tmp_path: Path) -> None:
    rows = "".join(f"{7630 + row};6858;{'12' if row % 500 == 0 else ''}\n" for row in range(2000))
    found = audited(tmp_path, f"paspor.permohonan;paspor.terbit;IKK1\n{rows}")
    assert Counter(verdict for _, _, verdict in verdicts(found)) == {"disagrees": 4}


def test_the_command_takes_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "edition.toml").write_text(EDITION, encoding="utf-8")
    table = tmp_path / "printed.csv"
    table.write_text('office,paspor.permohonan,paspor.terbit,IKK1\nBontang,"7,630","6,858",89.98%\n', "utf-8")
    status = cli.main(["audit", str(tmp_path / "edition.toml"), str(table), "--locale", "en", "--lang", "en"])
    told = capsys.readouterr().out
    assert status == 1
    assert "2, Bontang" in told
    assert "one digit wrong, 9 in the place of 8: 89.88%" in told


def test_columns_are_known_by_their_labels_and_others_pass(tmp_path: Path) -> None:
    edition = lkjdsl.load(
        text=EDITION.replace(
            "terbit = { kind = 'count' }",
            "terbit = { kind = 'count', label = 'Paspor Terbit', alias = 'Jumlah terbit' }",
        )
    )
    path = tmp_path / "printed.csv"
    for header in ("Paspor terbit", "JUMLAH TERBIT"):
        path.write_text(f"kantor;Wilayah;paspor.permohonan;{header};IKK1\nA;X;10;9;90%\n", encoding="utf-8")
        found = lkjdsl.audit(edition, path)
        assert verdicts(found) == [("2, A", "IKK1", "agrees")]
        assert [(problem.code, problem.values["names"]) for problem in found.problems] == [
            ("table-columns-passed", "`Wilayah`")
        ]


def test_a_header_that_is_like_a_path_is_no_column_that_passes(tmp_path: Path) -> None:
    found = audited(tmp_path, "kantor;paspor.permohonan;paspor.terbit;IKK11\nA;10;9;90%\n")
    assert [problem.code for problem in found.problems] == ["table-header-unknown"]


def test_a_place_has_its_year_and_inputs_are_no_figures(tmp_path: Path) -> None:
    found = audited(tmp_path, "kantor;tahun;paspor.permohonan;paspor.terbit;IKK1\nA;2024;10;9;90%\nA;2025;10;9;91%\n")
    assert [(figure.figure.place, figure.verdict) for figure in found.figures] == [
        ("2, A, 2024", "agrees"),
        ("3, A, 2025", "disagrees"),
    ]


def test_causes_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "printed.csv"
    path.write_text("paspor.permohonan;paspor.terbit;IKK1\n7.630;6.858;89,98%\n", encoding="utf-8")
    assert [
        len(lkjdsl.audit(LOADED, path, locale="id", causes=causes).figures[0].causes) > 0 for causes in (True, False)
    ] == [True, False]


GROWTH = """
lkjdsl = 1
title = 'Kantor'
year = 2025
language = 'id'
rules = { zero_over_zero = 0, over_zero = 'error' }
input.perkara.putus = { kind = 'count' }
input.perkara.nilai = { kind = 'index' }
[indicator.Naik]
name = 'Kenaikan perkara'
unit = 'percent'
formula = 'perkara.putus / previous(perkara.putus) - 1'
[indicator.Mutu]
name = 'Kenaikan mutu'
unit = 'percent'
formula = 'perkara.nilai / previous(perkara.nilai)'
[indicator.Putus]
name = 'Perkara putus'
unit = 'count'
formula = 'perkara.putus'
"""
PAIRED = [
    # the rows of the year before, those of this one, the verdicts of the latter
    ("A;60;;;;", "A;95;;58,33%;;", ["agrees"]),
    ("A;60;;;;", "A;95;;58,34%;;", ["disagrees"]),
    ("A;60;;;;", " a ;95;;58,33%;;", ["agrees"]),
    ("B;60;;;;", "A;95;;58,33%;;", ["unverifiable"]),
    ("A;60;;;;\nA;61;;;;", "A;95;;58,33%;;", ["unverifiable"]),
    (";60;;;;", ";95;;58,33%;;", ["unverifiable"]),
    ("A;;1,1;;;", "A;;1,2;;109,09%;", ["agrees"]),
    ("A;;1,1;;;", "A;;1,2;;114,00%;", ["agrees"]),  # 1.1 and 1.2 stand for all that is rounded to them
    ("A;;1,1;;;", "A;;1,2;;120,00%;", ["disagrees"]),
    ("A;;;;;", "A;;1,2;;109,09%;", ["unverifiable"]),
    ("A;60;;;;", "A;95;;;;158,33%", ["agrees"]),
    ("A;60;;;;", "A;95;;;;157%", ["disagrees"]),
    ("A;...;;;;", "A;95;;;;157%", ["unverifiable"]),
]


@pytest.mark.parametrize(("before", "now", "expected"), PAIRED)
@pytest.mark.parametrize("is_one_table", [True, False])
def test_growth_is_audited_by_the_row_of_the_year_before(
    before: str, now: str, expected: list[str], *, is_one_table: bool, tmp_path: Path
) -> None:
    headers = "perkara.putus;perkara.nilai;Naik;Mutu;Putus.compare.previous"
    first, second = tmp_path / "2024.csv", tmp_path / "2025.csv"
    if is_one_table:
        rows = [f"{row};{year}" for year, several in ((2024, before), (2025, now)) for row in several.split("\n")]
        second.write_text("\n".join([f"kantor;{headers};tahun", *rows]) + "\n", encoding="utf-8")
        found = lkjdsl.audit(lkjdsl.load(text=GROWTH), second, locale="id")
    else:
        for path, several in ((first, before), (second, now)):
            path.write_text(f"kantor;{headers}\n{several}\n", encoding="utf-8")
        found = lkjdsl.audit(lkjdsl.load(text=GROWTH), second, previous=first, locale="id")
    assert [verdict for place, _, verdict in verdicts(found) if "2024" not in place] == expected


def test_what_is_wrong_with_the_table_of_the_year_before_is_said(tmp_path: Path) -> None:
    def codes(before: str) -> list[str]:
        first, second = tmp_path / "2024.csv", tmp_path / "2025.csv"
        first.write_text(before, encoding="utf-8")
        second.write_text("kantor;perkara.putus;Naik\nA;95;58,33%\nB;60;0,00%\n", encoding="utf-8")
        found = lkjdsl.audit(lkjdsl.load(text=GROWTH), second, previous=first, locale="id")
        return [problem.code for problem in found.problems]

    assert codes("kantor;perkara.putus\nA;60\nB;60\n") == []
    assert codes("kantor;perkara.putus\nA;60\n") == ["rows-without-previous"]
    assert codes("nama;perkara.putus\nA;60\n") == ["table-columns-passed", "key-missing"]
    assert codes("kantor;perkara.putus\nA;60\nA;61\nB;60\n") == ["key-twice", "rows-without-previous"]
    assert codes("kantor;perkara.putus\nA;enam\nB;60\n") == ["table-cell-not-a-number"]


def test_the_year_before_of_a_table_is_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("e.toml", GROWTH), ("d.toml", "perkara.putus = 60"), ("now.csv", "kantor;Naik\nA;5%\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("e.toml", "now.csv")]
    assert cli.main(["audit", *files, "--previous", str(tmp_path / "d.toml")]) == 1
    assert "[previous-other-kind]" in capsys.readouterr().err


@pytest.mark.parametrize("cell", ["6o", "l00", "1O0", "6 o8", "60x"])
def test_a_digit_that_is_a_letter_is_named(cell: str, tmp_path: Path) -> None:
    found = audited(tmp_path, f"kantor;paspor.permohonan;paspor.terbit;IKK1\nA;100;{cell};60%\nB;100;60;60%\n")
    assert [(one.code, cell in one.message("en")) for one in found.problems] == [("table-cell-not-a-number", True)]
    assert verdicts(found) == [("2, A", "IKK1", "unverifiable"), ("3, B", "IKK1", "agrees")]


@pytest.mark.parametrize("cell", ["60 berkas", "60 (berkas)", "60 orang"])
def test_a_word_apart_from_a_number_is_its_unit(cell: str, tmp_path: Path) -> None:
    assert audited(tmp_path, f"paspor.permohonan;paspor.terbit;IKK1\n100;{cell};60%\n").problems == ()
