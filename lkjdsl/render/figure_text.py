"""Texts that know what their figures are printed from, so that whoever reads them again need not guess it."""

import re
import string
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

SIGN = re.compile(r"(?<![^\s(])-(?=Rp\d)")


@frozen
class TextFigure:
    """The characters from ``start`` to ``end`` of a text, printed from the result or input at ``path`` of a year."""

    start: int
    end: int
    path: str
    year: int


class FigureText(str):
    """A text some of whose characters are ``figures``; everywhere else it is the text that it is."""

    __slots__ = ("figures",)

    figures: tuple[TextFigure, ...]


def figure(text: str, path: str, year: int) -> FigureText:
    """Return *text*, all of which is printed from *path*."""
    return _with(text, [TextFigure(0, len(text), path, year)])


def figures_of(text: str) -> tuple[TextFigure, ...]:
    """Return the figures of *text*, none of one that does not know any."""
    return text.figures if isinstance(text, FigureText) else ()


def joined(parts: Iterable[str], separator: str = "") -> str:
    """
    Return *parts* as one text, their figures in their new places.

    >>> figures_of(joined([figure("1,5", "IKK1", 2025), figure("2", "IKK2", 2025)], "; "))[1].start
    5
    """
    texts = [one for part in parts for one in (separator, part)][1:]
    figures: list[TextFigure] = []
    length = 0
    for text in texts:
        figures += [
            evolve(text_figure, start=text_figure.start + length, end=text_figure.end + length)
            for text_figure in figures_of(text)
        ]
        length += len(text)
    return _with("".join(texts), figures) if figures else "".join(texts)


def filled(template: str, values: Mapping[str, str]) -> str:
    """
    Return *template* with the names in braces filled in; figures of the values are figures of the text.

    >>> figures_of(filled("Capaian {value}.", {"value": figure("98,83%", "IKK1", 2025)}))[0].path
    'IKK1'
    """
    pieces = string.Formatter().parse(template)
    return joined(text for before, name, _, _ in pieces for text in (before, "" if name is None else values[name]))


def cut(text: str, start: int, end: int) -> str:
    """Return the characters of *text* from *start* to *end*, with the figures that are among them."""
    among = [text_figure for text_figure in figures_of(text) if start <= text_figure.start and text_figure.end <= end]
    return _with(
        text[start:end],
        [evolve(text_figure, start=text_figure.start - start, end=text_figure.end - start) for text_figure in among],
    )


def with_kept_sign(text: str) -> str:
    """Return *text* as a program lays it out that would begin a new line between a minus sign and ``Rp``."""
    return SIGN.sub("-\N{WORD JOINER}", text)


def capitalised(text: str) -> str:
    """Return *text* with a capital letter at its beginning."""
    return _with(text[:1].upper() + text[1:], figures_of(text))


def _with(text: str, figures: Iterable[TextFigure]) -> FigureText:
    made = FigureText(text)
    made.figures = tuple(figures)
    return made
