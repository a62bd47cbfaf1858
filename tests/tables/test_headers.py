"""What columns are taken for: paths, labels, aliases, years, offices; and what is said of those that are not."""

from collections.abc import Sequence

import pytest

import lkjdsl
from lkjdsl.column_names import folded
from lkjdsl.model.known_headers import known_headers
from lkjdsl.tables.reading.headers import columns_problems, headers_of

EDITION = lkjdsl.load(
    text="""
lkjdsl = 1
title = 'Paspor'
year = 2025
[input.paspor]
permohonan = { kind = 'count', label = 'Permohonan paspor', alias = ['Jumlah permohonan', 'U1. Bagaimana?'] }
terbit = { kind = 'count', label = 'Jumlah' }
batal = { kind = 'count', label = 'Jumlah', alias = 'Paspor batal' }
petugas = { kind = 'count', default = 3 }
[indicator.IKK1]
name = 'Paspor'
unit = 'percent'
formula = 'paspor.terbit / (paspor.permohonan - paspor.batal + paspor.petugas)'
"""
)
DEFINITION = EDITION.definition


def taken(names: Sequence[str], mapped: dict[str, str] | None = None) -> tuple[dict[str, str], list[str]]:
    found, problems = headers_of(DEFINITION, names, known_headers(DEFINITION, mapped))
    return {names[at]: path for at, path in found.paths.items()}, [one.code for one in problems]


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("paspor.permohonan", "paspor.permohonan"),
        ("Paspor.Permohonan", "paspor.permohonan"),
        ("paspor permohonan", "paspor.permohonan"),
        ("PERMOHONAN\nPASPOR", "paspor.permohonan"),
        (" Permohonan  paspor: ", "paspor.permohonan"),
        ("permohonan_paspor", "paspor.permohonan"),
        ("jumlah permohonan", "paspor.permohonan"),
        ("U1. Bagaimana?", "paspor.permohonan"),
        ("u1 bagaimana", "paspor.permohonan"),
        ("Paspor batal", "paspor.batal"),
        ("IKK1", "IKK1"),
    ],
)
def test_a_header_is_a_path_a_label_or_an_alias_however_it_is_typed(header: str, path: str) -> None:
    assert taken([header]) == ({header: path}, [])


@pytest.mark.parametrize("header", ["No.", "U2. Bagaimana persyaratan?", "1.", "a.b c", "Catatan", "ikk1", "...", ""])
def test_other_headers_are_ordinary_also_with_dots(header: str) -> None:
    assert taken([header]) == ({}, [])


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["paspor.terbti"], "unknown-header"),
        (["previous.paspor.terbti"], "unknown-header"),
        (["Jumlah"], "header-of-several"),
        (["paspor.permohonan", "Permohonan paspor"], "headers-of-one-input"),
        (["tahun", "Year"], "headers-of-one-input"),
        (["kantor", "kantor"], "header-twice"),
    ],
)
def test_what_could_be_taken_in_two_ways_is_refused(names: Sequence[str], code: str) -> None:
    assert taken(names)[1] == [code]


def test_a_file_of_columns_decides_before_everything_else() -> None:
    mapped = {"Jumlah": "paspor.terbit", "Kolom  A": "paspor.batal", "paspor.permohonan": "-", "x": "paspor.terbti"}
    names = ["JUMLAH", "kolom a", "paspor.permohonan"]
    assert taken(names, mapped) == ({"JUMLAH": "paspor.terbit", "kolom a": "paspor.batal"}, [])
    assert taken(["x"], mapped)[1] == ["unknown-header"]


@pytest.mark.parametrize("name", ["tahun", "Tahun", " TAHUN ", "year", "Year:"])
@pytest.mark.parametrize("office", ["kantor", "Satker", "Satuan Kerja", "OFFICE"])
def test_year_and_office_have_one_list_of_names(name: str, office: str) -> None:
    found, _ = headers_of(DEFINITION, ["x", office, name])
    assert (found.office, found.year) == (1, 2)
    assert list(found.key) == [0, 1, 2]
    assert list(found.others) == ["x", office, name]


@pytest.mark.parametrize(
    ("names", "missing", "pair"),
    [
        (["kantor", "paspor.permohonan"], "`paspor.terbit`, `paspor.batal`", ""),
        (["Permohonn paspor", "paspor.terbit", "paspor.batal"], "`paspor.permohonan`", "Permohonn paspor"),
        (["paspor.permohonan", "paspor.terbit", "paspor.batal"], "", ""),
    ],
)
def test_an_input_without_a_column_is_named_with_the_header_that_is_nearest(
    names: Sequence[str], missing: str, pair: str
) -> None:
    known = known_headers(DEFINITION)
    found, problems = headers_of(DEFINITION, names, known)
    assert not problems
    every = columns_problems(DEFINITION, found, known, list(DEFINITION.inputs))
    reported = [one for one in every if one.code != "columns-taken"]
    assert [str(one.values["names"]) for one in reported] == ([missing] if missing else [])
    for one in reported:
        assert one.severity == "warning"
        assert pair in str(one.values["pairs"])
        assert ("pairs" in one.helps) == bool(pair)


def test_folding_keeps_letters_and_digits_alone() -> None:
    assert folded("  Jumlah\n(Orang/Hari) ") == "jumlah orang hari"
    assert folded("…") == ""
