"""A tornado chart in SVG: a bar for each factor, from the least to the greatest value, the longest on top."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.numbers.rational import Number, compare
from lkjdsl.render.notation.mathml import escaped

WIDTH, LABELS, NUMBERS, ROW, BAR, TOP = 960, 400, 64, 26, 14, 46
"""Of the chart in its own units: the whole, the names on the left, a number beside a bar, a row, a bar, the head."""
STYLE = (
    'text{font:13px "Segoe UI","Noto Sans","DejaVu Sans",Arial,sans-serif;fill:#1c2430}'
    ".soft{fill:#5b6675;font-size:11px}.low{fill:#a3380f}.high{fill:#1f5f8b}.base{stroke:#1c2430}.title{font-weight:600;font-size:15px}"
)


@frozen(eq=False)
class Bar:
    """A factor: its name, and its ends, each a number with its text; None where that side does not move."""

    label: str
    low: tuple[Number, str] | None
    high: tuple[Number, str] | None


def tornado(title: str, base: tuple[Number, str], bars: Sequence[Bar]) -> str:
    """Return the chart of *bars* around *base*; it needs no other file, and shows every text as it is."""
    numbers = [base[0], *(end[0] for bar in bars for end in (bar.low, bar.high) if end is not None)]
    least, most = numbers[0], numbers[0]
    for number in numbers:
        least = number if compare(number, least) < 0 else least
        most = number if compare(number, most) > 0 else most
    height = TOP + ROW * len(bars) + 10
    middle = _x(base[0], least, most)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
        f'aria-label="{escaped(title)}">',
        f"<style>{STYLE}</style>",
        f'<text class="title" x="0" y="18">{escaped(title)}</text>',
        f'<text class="soft" x="{middle}" y="{TOP - 8}" text-anchor="middle">{escaped(base[1])}</text>',
    ]
    for index, bar in enumerate(bars):
        parts.extend(_bar(bar, TOP + ROW * index, middle, least, most))
    parts.append(f'<line class="base" x1="{middle}" y1="{TOP - 4}" x2="{middle}" y2="{height - 8}"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _bar(bar: Bar, y: int, middle: int, least: Number, most: Number) -> list[str]:
    text = y + BAR // 2 + 8
    parts = [f'<text x="{LABELS - 8}" y="{text}" text-anchor="end">{escaped(_short(bar.label))}</text>']
    for end, kind, anchor, gap in ((bar.low, "low", "end", -5), (bar.high, "high", "start", 5)):
        if end is None:
            continue
        x = _x(end[0], least, most)
        left, width = min(x, middle), max(1, abs(x - middle))
        parts.append(f'<rect class="{kind}" x="{left}" y="{y + 6}" width="{width}" height="{BAR}"/>')
        parts.append(f'<text class="soft" x="{x + gap}" y="{text}" text-anchor="{anchor}">{escaped(end[1])}</text>')
    return parts


def _x(number: Number, least: Number, most: Number) -> int:
    """Return where *number* stands on the line from *least* to *most*."""
    left, right = LABELS + NUMBERS, WIDTH - NUMBERS
    span = (most[0] * least[1] - least[0] * most[1], most[1] * least[1])
    if span[0] == 0:
        return (left + right) // 2
    away = (number[0] * least[1] - least[0] * number[1], number[1] * least[1])
    return left + (right - left) * away[0] * span[1] // (away[1] * span[0])


def _short(text: str, most: int = 58) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
