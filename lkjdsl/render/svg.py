"""What the charts in SVG have in common: exact places on a line, texts, one style; no library and no other file."""

from collections.abc import Iterable

from lkjdsl.numbers.rational import Number, compare
from lkjdsl.render.notation.mathml import escaped

STYLE = (
    'text{font:13px "Segoe UI","Noto Sans","DejaVu Sans",Arial,sans-serif;fill:#1c2430}'
    ".soft{fill:#5b6675;font-size:11px}.title{font-weight:600;font-size:15px}"
)
"""Of the texts; each chart adds that of its shapes."""
MIDDLE = 2
"""The part of an empty line at which its only value stands: half of it."""


def svg(width: int, height: int, title: str, style: str, parts: Iterable[str]) -> str:
    """Return a chart of these *parts*, as wide and as high in its own units."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
            f'aria-label="{escaped(title)}">',
            f"<style>{STYLE}{style}</style>",
            text(0, 18, title, "title"),
            *parts,
            "</svg>\n",
        ]
    )


def text(x: int, y: int, words: str, kind: str = "", anchor: str = "") -> str:
    """Return *words* at a place; *anchor* is ``middle`` or ``end`` of them, or their start."""
    named = f'class="{kind}" ' if kind else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text {named}x="{x}" y="{y}"{anchored}>{escaped(words)}</text>'


def extent(numbers: Iterable[Number]) -> tuple[Number, Number]:
    """Return the least and the greatest of *numbers*, of which there is at least one."""
    first, *others = numbers
    least = most = first
    for number in others:
        least = number if compare(number, least) < 0 else least
        most = number if compare(number, most) > 0 else most
    return least, most


def position(number: Number, ends: tuple[Number, Number], start: int, end: int) -> int:
    """Return where *number* stands on the line from *start* to *end*, on which the two *ends* are at its ends."""
    least, most = ends
    span = (most[0] * least[1] - least[0] * most[1], most[1] * least[1])
    if span[0] == 0:
        return (start + end) // MIDDLE
    away = (number[0] * least[1] - least[0] * number[1], number[1] * least[1])
    return start + (end - start) * away[0] * span[1] // (away[1] * span[0])


def short(words: str, most: int) -> str:
    """Return *words*, cut where they are longer than *most* characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
