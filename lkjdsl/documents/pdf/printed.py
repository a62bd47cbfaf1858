"""What is printed on the pages of a PDF: characters and straight lines by their places, in points, downwards."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from attrs import define, field, frozen

Lost = Literal["scan", "letters", "drawing"]
"""Why a page is not read: it is a picture, its font does not say what its letters are, it has too much on it."""
Point = tuple[float, float]


@frozen(eq=False)
class Glyph:
    """
    A character, or what is put together of several, where it is printed; ``size`` is that of its font.

    ``is_apart`` tells that a space is printed before it.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool = False
    font: str = ""
    is_apart: bool = False

    @property
    def middle(self) -> float:
        """Return about the middle of its height."""
        return self.baseline - self.size * 0.3


@frozen(eq=False)
class Rule:
    """A straight line: ``at`` is where it runs, from ``start`` to ``end``; x and y are swapped for an upright one."""

    at: float
    start: float
    end: float


@define(eq=False)
class Page:
    """What is printed on a page, whose number is counted from 1; nothing where it is ``lost``."""

    number: int
    width: float
    glyphs: Sequence[Glyph] = ()
    across: Sequence[Rule] = ()
    upright: Sequence[Rule] = ()
    pictures: int = 0
    lost: Lost | None = None


@frozen(eq=False)
class Printed:
    """The pages of a document, and the titles of its bookmarks by page, each with its level from 1."""

    pages: Sequence[Page]
    bookmarks: Mapping[int, Mapping[str, int]] = field(factory=dict)


def placed(rotation: int) -> Callable[[float, float], Point]:
    """Return what tells where a point of a page that is turned is seen: from the left, and downwards."""
    match rotation % 360:
        case 90:
            return lambda x, y: (y, x)
        case 180:
            return lambda x, y: (-x, y)
        case 270:
            return lambda x, y: (-y, -x)
        case _:
            return lambda x, y: (x, -y)


def squeezed(text: str) -> str:
    """Return *text* without white space, so that titles are compared however they are broken."""
    return "".join(text.split()).casefold()
