"""
The places in a text that is TOML, found by one pass of regular expressions.

Lark's grammar says the same of every text, right or wrong, and takes twenty times as long; a law in the tests holds
the two together. What this reader does not understand it leaves to lark.
"""

import re

from lkjdsl import limits
from lkjdsl.syntax.toml_places import Entry, Path, Span, unescaped

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_PART = re.compile(
    r"""(?P<bare>[A-Za-z0-9_-]+)|"(?!"")(?P<basic>(?:[^"\\\r\n]|\\[^\r\n])*+)"|'(?!'')(?P<literal>[^'\r\n]*+)'"""
)
_VALUE = re.compile(
    r"""\"\"\"(?:[^"\\]++|\\[\s\S]|"(?!""))*+\"\"\""{0,2}|\'\'\'(?:[^']++|'(?!''))*+\'\'\''{0,2}"""
    r"""|"(?!"")(?:[^"\\\r\n]++|\\[^\r\n])*+"|'(?!'')[^'\r\n]*+'|\d{4}-\d\d-\d\d\ \d[\d:.Zz+-]*|[\w.:+-]+"""
)


class _NotUnderstood(Exception):  # noqa: N818 - nobody but this module meets it
    pass


def quick_entries(text: str) -> list[Entry] | None:
    """Return the entries of *text*, or None where it is not for this reader."""
    try:
        return _Reader(text).document()
    except _NotUnderstood:
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0
        self.entries: list[Entry] = []
        self.newest: dict[Path, int] = {}  # of each array of tables, the table that is being filled

    def document(self) -> list[Entry]:
        here: Path = ()
        while self.blank() < len(self.text):
            if self.text.startswith("[", self.at):
                here = self.heading()
            else:
                self.pair(here)
        return self.entries

    def blank(self) -> int:
        self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr] # it matches nothing, too
        return self.at

    def take(self, sign: str) -> bool:
        """Step over *sign* and the blanks around it, where it comes next."""
        if not self.text.startswith(sign, self.blank()):
            return False
        self.at += len(sign)
        self.blank()
        return True

    def heading(self) -> Path:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 1 + many
        parts = self.key()
        self.blank()
        if not self.text.startswith("]]" if many else "]", self.at):
            raise _NotUnderstood
        self.at += 1 + many
        span = (start, self.at)
        here: Path = ()
        for name, place in parts[:-1]:
            here += (name,)
            self.entries.append(Entry(here, place, span, implied=True))
            if here in self.newest:
                here += (self.newest[here],)
        name, place = parts[-1]
        here += (name,)
        if many:
            self.entries.append(Entry(here, place, span, implied=True))
            self.newest[here] = self.newest.get(here, -1) + 1
            here += (self.newest[here],)
        self.entries.append(Entry(here, place, span))
        return here

    def key(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while True:
            found = _PART.match(self.text, self.blank())
            if found is None or len(parts) > limits.TOML_DEPTH:
                raise _NotUnderstood
            name = found[found.lastgroup or 0]
            parts.append((unescaped(name) if found.lastgroup == "basic" else name, found.span()))
            self.at = found.end()
            if not self.take("."):
                return parts

    def pair(self, base: Path) -> None:
        parts = self.key()
        if not self.take("="):
            raise _NotUnderstood
        for name, place in parts[:-1]:
            base += (name,)
            self.entries.append(Entry(base, place, place, implied=True))
        self.value((*base, parts[-1][0]), parts[-1][1])

    def value(self, path: Path, key: Span | None) -> None:
        if len(path) > limits.TOML_DEPTH:
            raise _NotUnderstood
        start, sign = self.at, self.text[self.at : self.at + 1]
        if sign and sign in "[{":
            self.at += 1
            count, close = 0, "]" if sign == "[" else "}"
            while not self.text.startswith(close, self.blank()):
                if sign == "[":
                    self.value((*path, count), None)
                else:
                    self.pair(path)
                count += 1
                if not self.take(",") and not self.text.startswith(close, self.at):
                    raise _NotUnderstood
            self.at += 1
        else:
            found = _VALUE.match(self.text, self.at)
            if found is None:
                raise _NotUnderstood
            self.at = found.end()
        self.entries.append(Entry(path, key, (start, self.at)))
