"""What does not apply or is not available: a sentence with its reason, no equations of words, no chart of nothing."""

from typing import Any

import pytest

import lkjdsl
from lkjdsl.render.notation.text import line
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import (
    CaptionedTable,
    ChapterBlock,
    ChapterFigure,
    ChapterHeading,
    ChapterParagraph,
    EquationLines,
)
from lkjdsl.report.chapter import chapter
from lkjdsl.report.places import place
from tests.report.test_sentences import account

CONDITION = "I tidak berlaku pada tahun 2025: syarat “x a > 5” tidak terpenuhi."
ZERO = "I tidak berlaku pada tahun 2025: pembilang dan penyebut rumusnya sama-sama 0."
MISSING = "Tidak ada hasil: nilai x a, x b belum diisi."
TARGET: dict[str, Any] = {"target": "90%"}
EXCLUDED = {
    "by its condition": (account({**TARGET, "applies_if": "x.a > 5"}, (1, 2)), CONDITION),
    "by a rule for 0/0": (account(TARGET, (1, 2), (0, 0)), ZERO),
}


def blocks_of(told: Account, key: str) -> list[ChapterBlock]:
    found = place(told, key)
    assert found is not None
    return [*found.blocks]


@pytest.mark.parametrize("case", EXCLUDED)
def test_what_does_not_apply_is_one_sentence(case: str) -> None:
    told, said = EXCLUDED[case]

    items = chapter(told).items

    start = next(at for at, item in enumerate(items) if isinstance(item, ChapterHeading) and item.level == 4)
    end = next(at for at in range(start + 1, len(items)) if isinstance(items[at], ChapterHeading))
    inside = [block for item in items[start + 1 : end] for block in getattr(item, "blocks", [item])]
    assert inside == [ChapterParagraph(said)]
    heading = items[end]
    assert isinstance(heading, ChapterHeading)
    assert heading.level == 2
    assert blocks_of(told, "hitung:I") == [ChapterParagraph(said)]
    if len(told.outcomes) == 1:
        assert blocks_of(told, "grafik:I") == [ChapterParagraph(said)]


def test_what_is_not_available_has_its_formula_and_its_reason_once() -> None:
    told = account(TARGET, (1, -1))

    blocks = blocks_of(told, "hitung:I")

    drawn = [line(one.right) for block in blocks if isinstance(block, EquationLines) for one in block.equations]
    assert drawn == ["x a / x b × 100%"]
    texts = [block.text for block in blocks if isinstance(block, ChapterParagraph)]
    assert texts == ["I: tidak tersedia", MISSING]
    assert blocks_of(told, "grafik:I") == [ChapterParagraph("Tren I tidak digambarkan karena belum ada angkanya.")]
    assert blocks_of(told, "grafik:capaian") == [
        ChapterParagraph("Capaian kinerja tahun 2025 tidak digambarkan karena belum ada angkanya.")
    ]


def test_a_chart_with_a_figure_of_any_year_is_drawn() -> None:
    assert isinstance(blocks_of(account(TARGET, (1, 2), (1, -1)), "grafik:I")[0], ChapterFigure)


def test_a_table_without_rows_is_a_sentence_and_a_sum_over_it_says_so() -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[rows.belanja]\npagu = { kind = 'rupiah' }\n"
        "[table.belanja]\nname = 'Belanja'\nrows = 'belanja'\ncolumns = { pagu = 'pagu' }\ntotal = { pagu = 'sum' }\n"
        "[indicator.I]\nunit = 'rupiah'\nformula = 'sum(belanja.pagu)'\n"
    )
    unsaid = Account([edition.evaluate({})], "id")
    assert blocks_of(unsaid, "tabel:belanja") == [ChapterParagraph("Belanja: tabel ini belum diisi.")]
    assert ChapterParagraph("Tidak ada hasil: tabel belanja belum diisi.", "item") in blocks_of(unsaid, "hitung:I")
    told = Account([edition.evaluate({"belanja": []})], "id")

    assert blocks_of(told, "tabel:belanja") == [ChapterParagraph("Belanja: tabel ini tidak berisi baris.")]
    assert blocks_of(told, "grafik:belanja") == [
        ChapterParagraph("Belanja tidak digambarkan karena belum ada angkanya.")
    ]
    assert blocks_of(told, "hitung:I")[-1] == ChapterParagraph("Tabel belanja tidak berisi baris.", "item")


@pytest.mark.parametrize("filled_in", [0, 1, 2])
def test_a_table_is_not_filled_in_where_no_period_has_it(filled_in: int) -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\nperiods = ['TW1', 'TW2']\n"
        "[rows.belanja]\npagu = { kind = 'rupiah' }\n"
        "[table.belanja]\nname = 'Belanja'\nrows = 'belanja'\ncolumns = { pagu = 'pagu' }\n"
    )
    rows: list[dict[str, Any]] = [{"period": "TW1"}, {"period": "TW2"}]
    for one in rows[:filled_in]:
        one["belanja"] = [{"pagu": 1}]
    year = edition.evaluate(rows)

    blocks = blocks_of(Account([year], "id"), "tabel:belanja")

    if filled_in == 0:
        assert blocks == [ChapterParagraph("Belanja: tabel ini belum diisi.")]
    else:
        assert isinstance(blocks[0], CaptionedTable)
        assert [row[0] for row in blocks[0].grid.rows] == ["Rp1", ("tidak tersedia", "Rp1")[filled_in - 1]]
