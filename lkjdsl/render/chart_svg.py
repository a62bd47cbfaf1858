"""A chart in SVG: bars from zero with their printed values, or lines over time; what has no value keeps its word."""

from collections.abc import Iterator, Sequence

from lkjdsl.numbers.rational import Number
from lkjdsl.render.chart import Chart
from lkjdsl.render.svg import extent, position, short, svg, text

WIDTH, LABELS, NUMBERS, ROW, BAR, TOP = 720, 250, 130, 20, 13, 40
"""Of bars in their own units: the whole, the names, room for a value, a bar with its gap, a bar, the head."""
HEIGHT, BASE, SIDE = 320, 40, 90
"""Of lines: the whole, the room below for the names, and at each side."""
COLOURS = ("#2f6690", "#e08e45", "#5b8c5a", "#7a5c94")
STYLE = ".line{fill:none;stroke-width:2}.reference{stroke:#b3261e;stroke-width:1.5;stroke-dasharray:5 4}"
ZERO: Number = (0, 1)
LONGEST = 30
"""Characters of a name."""
LETTER = 7
"""The width of a character of a figure, at most."""
APART = 30
"""So far from the next point a figure has room between both."""


def chart_svg(chart: Chart) -> str:
    """Return *chart*; the ends of bars stand in the order of their exact values."""
    values = [mark.value for series in chart.series for mark in series.marks if mark.value is not None]
    reference = [] if chart.reference is None else [chart.reference[0]]
    if chart.kind == "bars":
        ends = extent([ZERO, *values, *reference])
        height = TOP + sum(_height(chart) for _ in chart.rows) + 30
        return svg(WIDTH, height, chart.title, STYLE, [*_bars(chart, ends), *_legend(chart, height - 8)])
    ends = extent(values or [ZERO])
    return svg(WIDTH, HEIGHT, chart.title, STYLE, [*_lines(chart, ends), *_legend(chart, HEIGHT - 6)])


def _height(chart: Chart) -> int:
    return ROW * len(chart.series) + 8


def _bars(chart: Chart, ends: tuple[Number, Number]) -> Iterator[str]:
    left, right = LABELS + 10, WIDTH - NUMBERS
    zero = position(ZERO, ends, left, right) if ends[0] != ends[1] else left
    for row, name in enumerate(chart.rows):
        top = TOP + _height(chart) * row
        yield text(LABELS, top + _height(chart) // 2, short(name, LONGEST), anchor="end")
        for number, series in enumerate(chart.series):
            mark, y = series.marks[row], top + ROW * number
            x = zero
            if mark.value is not None:
                x = position(mark.value, ends, left, right) if ends[0] != ends[1] else left
                colour = COLOURS[number % len(COLOURS)]
                yield f'<rect fill="{colour}" x="{min(x, zero)}" y="{y}" width="{abs(x - zero)}" height="{BAR}"/>'
            yield text(max(x, zero) + 6, y + BAR - 2, mark.printed, "soft")
    if chart.reference is not None:
        x = position(chart.reference[0], ends, left, right)
        bottom = TOP + _height(chart) * len(chart.rows)
        yield f'<line class="reference" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{bottom}"/>'
        yield text(x, TOP - 9, chart.reference[1], "soft", "middle")


def _lines(chart: Chart, ends: tuple[Number, Number]) -> Iterator[str]:
    last = max(1, len(chart.rows) - 1)
    places = [SIDE + (WIDTH - 2 * SIDE) * at // last for at in range(len(chart.rows))]
    heights = [
        [None if mark.value is None else position(mark.value, ends, HEIGHT - BASE - 20, TOP + 20) for mark in one.marks]
        for one in chart.series
    ]
    for number, found in enumerate(heights):
        colour = COLOURS[number % len(COLOURS)]
        points: list[tuple[int, int]] = []
        for x, y in zip(places, found, strict=True):
            if y is None:
                yield from _line(points, colour)
                points = []
                continue
            points.append((x, y))
            yield f'<circle fill="{colour}" cx="{x}" cy="{y}" r="4"/>'
        yield from _line(points, colour)
    for at, (x, name) in enumerate(zip(places, chart.rows, strict=True)):
        yield text(x, HEIGHT - BASE + 16, name, "soft", "middle")
        yield from _figures(
            x, [(found[at], one.marks[at].printed) for found, one in zip(heights, chart.series, strict=True)]
        )


def _figures(x: int, marks: Sequence[tuple[int | None, str]]) -> Iterator[str]:
    """Yield the figures at one place, none over another: above a point or below it where there is room, else beside."""
    words = dict.fromkeys(printed for y, printed in marks if y is None and printed)
    if words:
        yield text(x, HEIGHT - BASE - 4, ", ".join(words), "soft", "middle")
    drawn = sorted([(y, printed) for y, printed in marks if y is not None], key=lambda one: one[0])
    for number, (y, printed) in enumerate(drawn):
        is_last = number == len(drawn) - 1
        if number == 0 or (not is_last and y - drawn[number - 1][0] >= APART):
            yield text(x, y - 8, printed, "soft", "middle")
        elif (is_last and not words) or (not is_last and drawn[number + 1][0] - y >= APART):
            yield text(x, y + 18, printed, "soft", "middle")
        elif x + 9 + LETTER * len(printed) > WIDTH:
            yield text(x - 9, y + 4, printed, "soft", "end")
        else:
            yield text(x + 9, y + 4, printed, "soft")


def _line(points: list[tuple[int, int]], colour: str) -> Iterator[str]:
    """Yield the line through *points*; it is broken where a value is missing."""
    if len(points) > 1:
        places = " ".join(f"{x},{y}" for x, y in points)
        yield f'<polyline class="line" stroke="{colour}" points="{places}"/>'


def _legend(chart: Chart, y: int) -> Iterator[str]:
    """Yield which colour is of which series; of a single one the title speaks."""
    if len(chart.series) == 1:
        return
    x = SIDE
    for number, series in enumerate(chart.series):
        colour = COLOURS[number % len(COLOURS)]
        yield f'<rect fill="{colour}" x="{x}" y="{y - 10}" width="10" height="10"/>'
        yield text(x + 16, y, series.name, "soft")
        x += 40 + 7 * len(series.name)
