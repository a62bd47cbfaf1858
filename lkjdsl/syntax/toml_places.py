"""Text → where each of its keys and values stands."""

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import field, frozen

from lkjdsl.syntax.toml_scan import Path, Span, TomlEntry, scan


@frozen
class Positions:
    """
    Where the keys and values of a TOML text stand, as offsets (start, end) into it.

    The value of a table is its heading or its braces; of a table that only dotted keys or longer
    headings mention, the first mention. An entry of an array of tables has the key of its heading.
    """

    _text: str = field(repr=False)
    _keys: dict[Path, Span] = field(repr=False)
    _values: dict[Path, Span] = field(repr=False)

    def key(self, path: Path) -> Span | None:
        """Return where the last key of *path* stands, quotes included."""
        return self._keys.get(path)

    def value(self, path: Path) -> Span | None:
        """Return where the value at *path* stands, quotes included."""
        return self._values.get(path)

    def inside(self, path: Path, start: int, end: int) -> Span | None:
        """Return where the characters *start* to *end* of the text at *path* stand; of another value, all of it."""
        span = self.value(path)
        if span is None or self._text[span[0] : span[0] + 1] not in {"'", '"'}:
            return span
        characters = _characters(self._text, span)
        closing = len(characters) - 1
        first = characters[min(start, closing)][0]
        return first, max((last for _, last in characters[start : min(end, closing)]), default=first)


def positions(text: str) -> Positions:
    """Return the places in *text*; where it is no TOML, of what stands before the fault."""
    return placed(text, scan(text).entries)


def placed(text: str, entries: Iterable[TomlEntry]) -> Positions:
    """Return the places of *entries*; a definition counts more than the first mention."""
    keys: dict[Path, Span] = {}
    values: dict[Path, Span] = {}
    for entry in entries:
        if not entry.implied or entry.path not in values:
            values[entry.path] = entry.value
            if entry.key:
                keys[entry.path] = entry.key
    return Positions(text, keys, values)


_BASIC = r"(?P<nothing>\\[ \t]*\r?\n[ \t\r\n]*)|\\(?:x.{2}|u.{4}|U.{8}|.)|\r\n|[\s\S]"
_LITERAL = r"\r\n|[\s\S]"


@lru_cache(maxsize=8)  # of a long formula with many problems each asks for them
def _characters(text: str, span: Span) -> list[Span]:
    """Return the span of each character of the text value at *span*, and last that of its closing quote."""
    quote = text[span[0]]
    width = 3 if text.startswith(quote * 3, span[0]) else 1
    start, end = span[0] + width, span[1] - width
    if width == 3:  # noqa: PLR2004 - a line end right after ''' is not part of the text
        start += 2 if text.startswith("\r\n", start) else text.startswith("\n", start)
    pattern = re.compile(_BASIC if quote == '"' else _LITERAL)
    return [match.span() for match in pattern.finditer(text, start, end) if not match.lastgroup] + [(end, end + 1)]
