"""Charts in SVG: exact places, printed texts, a word for what has no value."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lkjdsl.render.chart import Chart, Mark, Series
from lkjdsl.render.chart_svg import chart_svg

NUMBERS = st.fractions(min_value=0, max_value=2, max_denominator=1_000)
MARKS = st.lists(st.none() | NUMBERS, min_size=1, max_size=8)


def marks(values: Sequence[Fraction | None]) -> list[Mark]:
    return [
        Mark(None if value is None else value.as_integer_ratio(), "tidak tersedia" if value is None else f"{value} <&")
        for value in values
    ]


def bars(values: list[Fraction | None]) -> Chart:
    names = [f"IKK{number}" for number in range(len(values))]
    return Chart("bars", "Capaian <&>", names, [Series("2025", marks(values))], "0.00%", ((1, 1), "100%"))


def texts_of(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter() if one.tag.endswith("}text")]  # noqa: S314 - it is ours


@given(MARKS)
def test_the_ends_of_bars_are_in_the_order_of_their_exact_values(values: list[Fraction | None]) -> None:
    svg = chart_svg(bars(values))

    widths = [int(width) for width in re.findall(r'<rect [^>]*width="(\d+)" height="13"', svg)]
    numbers = [value for value in values if value is not None]
    assert len(widths) == len(numbers)
    assert sorted(widths) == [width for _, width in sorted(zip(numbers, widths, strict=True))]


@given(MARKS, st.sampled_from(["bars", "trend"]))
def test_every_row_has_its_name_and_its_printed_text(values: list[Fraction | None], kind: str) -> None:
    chart = bars(values)

    texts = texts_of(chart_svg(chart if kind == "bars" else Chart("trend", chart.title, chart.rows, chart.series, "0")))

    assert {*chart.rows, "Capaian <&>", *(mark.printed for mark in chart.series[0].marks)} <= set(texts)


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    values = [Fraction(1), Fraction(2), None, Fraction(3), Fraction(4)]

    svg = chart_svg(Chart("trend", "Tren", list("abcde"), [Series("Realisasi", marks(values))], "0"))

    assert svg.count("<polyline") == 2


def test_colours_are_explained_where_there_are_several() -> None:
    values = [Fraction(1), Fraction(2)]
    both = [Series(name, marks(values)) for name in ("Pagu", "Realisasi")]

    assert "Pagu" not in texts_of(chart_svg(Chart("bars", "Pagu 2025", ["A", "B"], both[:1], "0")))
    assert {"Pagu", "Realisasi"} <= set(texts_of(chart_svg(Chart("bars", "Anggaran", ["A", "B"], both, "0"))))


Box = tuple[float, float, float, float]
TEXT = re.compile(r'<text class="soft" x="(\d+)" y="(\d+)"(?: text-anchor="(\w+)")?>([^<]+)<')


def boxes_of(svg: str) -> list[Box]:
    """Return left, top, right, bottom of the small texts, each character 6 wide."""
    found: list[Box] = []
    for x, y, anchor, words in TEXT.findall(svg):
        wide = 6 * len(words)
        left = int(x) - {"middle": wide / 2, "end": wide, "": 0}[anchor]
        found.append((left, int(y) - 9, left + wide, int(y) + 1))
    return found


@given(st.lists(st.lists(st.none() | st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=4))
def test_no_figure_of_a_line_is_written_over_another(rows: list[list[int | None]]) -> None:
    series = [
        Series(f"{at}", [Mark(None, "tidak ada") if one is None else Mark((one, 1), f"{one},00%") for one in column])
        for at, column in enumerate(zip(*rows, strict=True))
    ]

    boxes = boxes_of(chart_svg(Chart("trend", "Tren", ["TW"] * len(rows), series, "0")))

    assert not [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert all(left >= 0 and right <= 720 for left, _, right, _ in boxes)
