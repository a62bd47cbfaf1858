"""A tornado chart in SVG: a bar for each factor, from the least to the greatest value, the longest on top."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.numbers.rational import Number
from lkjdsl.render.svg import extent, position, short, svg, text

WIDTH, LABELS, NUMBERS, ROW, BAR, TOP = 960, 400, 64, 26, 14, 46
"""Of the chart in its own units: the whole, the names on the left, a number beside a bar, a row, a bar, the head."""
STYLE = ".low{fill:#a3380f}.high{fill:#1f5f8b}.base{stroke:#1c2430}"
LONGEST = 58
"""Characters of a name."""


@frozen(eq=False)
class Bar:
    """A factor: its name, and its ends, each a number with its text; None where that side does not move."""

    label: str
    low: tuple[Number, str] | None
    high: tuple[Number, str] | None


def tornado(title: str, base: tuple[Number, str], bars: Sequence[Bar]) -> str:
    """Return the chart of *bars* around *base*; it needs no other file, and shows every text as it is."""
    ends = extent([base[0], *(end[0] for bar in bars for end in (bar.low, bar.high) if end is not None)])
    height = TOP + ROW * len(bars) + 10
    middle = _x(base[0], ends)
    parts = [text(middle, TOP - 8, base[1], "soft", "middle")]
    for index, bar in enumerate(bars):
        parts.extend(_bar(bar, TOP + ROW * index, middle, ends))
    parts.append(f'<line class="base" x1="{middle}" y1="{TOP - 4}" x2="{middle}" y2="{height - 8}"/>')
    return svg(WIDTH, height, title, STYLE, parts)


def _bar(bar: Bar, y: int, middle: int, ends: tuple[Number, Number]) -> list[str]:
    line = y + BAR // 2 + 8
    parts = [text(LABELS - 8, line, short(bar.label, LONGEST), anchor="end")]
    for end, kind, anchor, gap in ((bar.low, "low", "end", -5), (bar.high, "high", "start", 5)):
        if end is None:
            continue
        x = _x(end[0], ends)
        left, width = min(x, middle), max(1, abs(x - middle))
        parts.append(f'<rect class="{kind}" x="{left}" y="{y + 6}" width="{width}" height="{BAR}"/>')
        parts.append(text(x + gap, line, end[1], "soft", anchor))
    return parts


def _x(number: Number, ends: tuple[Number, Number]) -> int:
    return position(number, ends, LABELS + NUMBERS, WIDTH - NUMBERS)
