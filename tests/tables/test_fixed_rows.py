"""Rows whose names the edition states: in an empty data file, and in list columns of tables of offices."""

from typing import Any

import pyarrow as pa
import pytest
import tomli

from lkjdsl import load
from lkjdsl.editions.blank_data import blank_toml

EDITION = load(
    text="""
lkjdsl = 1
title = 'Belanja'
year = 2025

[rows.belanja]
jenis = { kind = 'text', fixed = ['Pegawai', 'Barang'] }
pagu = { kind = 'rupiah' }

[indicator.N]
unit = 'rupiah'
formula = 'sum(if(belanja.jenis = "Barang", belanja.pagu, 0))'
"""
)


def test_an_empty_data_file_has_the_rows_with_their_names() -> None:
    text = blank_toml(EDITION.definition, "id")

    assert [row["jenis"] for row in tomli.loads(text)["belanja"]] == ["Pegawai", "Barang"]
    assert "bila tidak diisi" not in text
    assert not {"rows-missing", "row-unknown"} & {one.code for one in EDITION.evaluate(tomli.loads(text)).problems}


@pytest.mark.parametrize(
    ("names", "amounts", "value"),
    [
        (["Pegawai", "Barang"], [5, 7], 7),
        (["Barang", "Pegawai"], [7, 5], 7),
        (["Barang"], [7], None),
        (["Barang", "Pegawai", "Barang"], [7, 5, 1], None),
        (["Barang", "Modal"], [7, 5], None),
        (["barang", "Pegawai"], [7, 5], None),
        (None, None, None),
    ],
)
def test_an_office_has_the_rows_that_the_edition_names_in_any_order(names: Any, amounts: Any, value: Any) -> None:
    table = pa.table({
        "belanja.jenis": pa.array([names], pa.list_(pa.string())),
        "belanja.pagu": pa.array([amounts], pa.list_(pa.int64())),
    })  # fmt: skip
    problems: list[Any] = []
    result = EDITION.evaluate_table(table, problems=problems).to_pylist()[0]

    assert (result["N"], result["N.status"]) == (value, "ok" if value else "invalid")
    refused = "row 1, `belanja.jenis`: the rows of `belanja` are not those of the edition: Pegawai, Barang"
    assert [one.message("en") for one in problems] == ([] if value else [refused])
