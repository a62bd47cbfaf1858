"""Rows that count twice: repeated keys and totals, by what they say and by their numbers."""

from collections.abc import Sequence

import pytest

from lkjdsl.numbers.rational import Number
from lkjdsl.tables.reading.suspect_rows import TableRow, suspect_rows


def rows(*stated: tuple[str, Sequence[int | None]], group: object = None) -> list[TableRow]:
    def counts(numbers: Sequence[int | None]) -> list[Number | None]:
        return [None if number is None else (number, 1) for number in numbers]

    return [
        TableRow(at, name, {"kantor": name}, group, counts(numbers)) for at, (name, numbers) in enumerate(stated, 2)
    ]


@pytest.mark.parametrize("name", ["JUMLAH", "Total Kaltim", " sub total", "Sub-Jumlah:", "Grand Total", "Rata-rata"])
def test_a_row_that_says_it_is_a_total_is_one(name: str) -> None:
    assert suspect_rows(rows(("A", (1,)), (name, (7,)))).kinds == {3: "total"}


@pytest.mark.parametrize("name", ["Totalindo", "Jumlahan", "Kantor Total", "Summarecon", "Subang"])
def test_an_office_whose_name_begins_like_one_is_none(name: str) -> None:
    assert suspect_rows(rows(("A", (1,)), (name, (7,)))).kinds == {}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([("A", (1, 2)), ("B", (3, 4)), ("C", (4, 6))], {4: "total"}),
        ([("C", (4, 6)), ("A", (1, 2)), ("B", (3, 4))], {2: "total"}),
        ([("A", (1, None)), ("B", (3, 4)), ("C", (4, 4))], {4: "total"}),
        ([("A", (1, 2)), ("B", (3, 4)), ("C", (4, 7))], {}),
        ([("A", (1, 2)), ("C", (1, 2))], {}),
        ([("A", (0, 0)), ("B", (0, 0)), ("C", (0, 0))], {}),
        ([("A", ()), ("B", (3, 4)), ("C", (3, 4))], {}),
        ([("A", ()), ("B", ()), ("C", ())], {}),
    ],
)
def test_a_row_whose_counts_are_the_sums_of_the_others_is_a_total(
    stated: list[tuple[str, Sequence[int | None]]], expected: dict[int, str]
) -> None:
    assert suspect_rows(rows(*stated)).kinds == expected


def test_a_key_that_occurs_again_is_repeated_wherever_it_stands() -> None:
    found = suspect_rows(rows(("A", (1,)), ("B", (5,)), ("A", (1,)), ("A", (2,))))
    assert (found.kinds, found.first) == ({4: "repeated", 5: "repeated"}, {4: 2, 5: 2})


def test_years_have_totals_of_their_own() -> None:
    first = rows(("A", (1, 2)), ("B", (3, 4)), ("C", (4, 6)), group="2024")
    second = [TableRow(one.number + 10, (one.key, 2025), one.names, "2025", one.counts) for one in first]
    assert suspect_rows([*first, *second]).kinds == {4: "total", 14: "total"}
