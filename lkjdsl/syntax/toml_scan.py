"""TOML text → its keys, values and headings, each with its place; of a text that is no TOML, as far as it goes."""

import re

from attrs import frozen

from lkjdsl import limits

Path = tuple[str | int, ...]
Span = tuple[int, int]


@frozen
class TomlEntry:
    """
    A key and its value, an entry of an array, or a heading.

    ``implied`` marks tables that are only mentioned on the way to another: ``a`` in ``[a.b]`` and in ``a.b = 1``.
    """

    path: Path
    key: Span | None
    value: Span
    implied: bool = False


@frozen
class Scan:
    """The entries of a text in its order, where reading could go no further, and the brackets still open there."""

    entries: list[TomlEntry]
    stop: int
    brackets: list[int]


def scan(text: str) -> Scan:
    """Read *text* as far as it is TOML, and take what is open there for closed at its end."""
    reader = _Scanner(text)
    reader.document()
    return Scan(reader.entries, len(text) if reader.stop is None else reader.stop, reader.brackets)


_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_PART = re.compile(
    r"""(?P<bare>[A-Za-z0-9_-]+)|"(?!"")(?P<basic>(?:[^"\\\r\n]|\\[^\r\n])*+)"|'(?!'')(?P<literal>[^'\r\n]*+)'"""
)
_VALUE = re.compile(
    r"""\"\"\"(?:[^"\\]++|\\[\s\S]|"(?!""))*+\"\"\""{0,2}|\'\'\'(?:[^']++|'(?!''))*+\'\'\''{0,2}"""
    r"""|"(?!"")(?:[^"\\\r\n]++|\\[^\r\n])*+"|'(?!'')[^'\r\n]*+'|\d{4}-\d\d-\d\d\ \d[\d:.Zz+-]*|[\w.:+-]+"""
)


class _Scanner:
    """
    Reads TOML 1.1 as far as places need it: what is right TOML is tomli's to say.

    Ends of lines, blanks and comments separate nothing here: wherever the reader stands, it has stepped over them. A
    number, a date and a flag are all one value. At a fault the reader goes to the end of the text, where whatever is
    still expected stands empty.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.stop: int | None = None
        self.entries: list[TomlEntry] = []
        self.brackets: list[int] = []
        self.newest: dict[Path, int] = {}  # of each array of tables, the table that is being filled
        self.go(1 if text.startswith("\ufeff") else 0)

    def document(self) -> None:
        here: Path = ()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                here = self.heading()
            elif _PART.match(self.text, self.at):
                self.pair(here)
            else:
                self.fault()

    def go(self, to: int) -> None:
        """Stand at *to*, or behind the blanks that follow."""
        self.at = _BLANK.match(self.text, to).end()  # type: ignore[union-attr] # it matches nothing, too

    def fault(self) -> None:
        if self.stop is None:
            self.stop = self.at
        self.at = len(self.text)

    def take(self, sign: str) -> bool:
        """Step over *sign*, where it comes next."""
        if not self.text.startswith(sign, self.at):
            return False
        self.go(self.at + len(sign))
        return True

    def heading(self) -> Path:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.brackets.append(start)
        self.go(self.at + 1 + many)
        parts = self.key()
        end = self.at + 1 + many
        if self.text.startswith("]", self.at) and self.text.startswith("]]", self.at) == many:
            self.go(end)
            self.brackets.pop()
        else:
            self.fault()
            end = self.at
        span = (start, end)
        here: Path = ()
        for name, place in parts[:-1]:
            here += (name,)
            self.entries.append(TomlEntry(here, place, span, implied=True))
            if here in self.newest:
                here += (self.newest[here],)
        name, place = parts[-1]
        here += (name,)
        if many:
            self.entries.append(TomlEntry(here, place, span, implied=True))
            self.newest[here] = self.newest.get(here, -1) + 1
            here += (self.newest[here],)
        self.entries.append(TomlEntry(here, place, span))
        return here

    def key(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while True:
            match = _PART.match(self.text, self.at)
            if match is None or len(parts) > limits.TOML_DEPTH:
                self.fault()
                return [*parts, ("", (self.at, self.at))]
            name = match[match.lastgroup or 0]
            parts.append((_unescape(name) if match.lastgroup == "basic" else name, match.span()))
            self.go(match.end())
            if not self.take("."):
                return parts

    def pair(self, base: Path) -> None:
        parts = self.key()
        if not self.take("="):
            self.fault()
        for name, place in parts[:-1]:
            base += (name,)
            self.entries.append(TomlEntry(base, place, place, implied=True))
        self.value((*base, parts[-1][0]), parts[-1][1])

    def value(self, path: Path, key: Span | None) -> None:
        if len(path) > limits.TOML_DEPTH:
            self.fault()
        elif self.text.startswith(("[", "{"), self.at):
            self.nested(path, key)
        else:
            match = _VALUE.match(self.text, self.at)
            if match is None:
                self.fault()
            span = match.span() if match else (self.at, self.at)
            self.entries.append(TomlEntry(path, key, span))
            self.go(span[1])

    def nested(self, path: Path, key: Span | None) -> None:
        """Read an array or an inline table; its entry comes before those of what is in it."""
        index, start, is_array = len(self.entries), self.at, self.text[self.at] == "["
        self.entries.append(TomlEntry(path, key, (start, start)))
        self.brackets.append(start)
        self.go(self.at + 1)
        count = 0
        while self.begins_entry(is_array=is_array):
            if is_array:
                self.value((*path, count), None)
            else:
                self.pair(path)
            count += 1
            if not self.take(","):
                break
        end = self.at + 1
        if self.text.startswith("]" if is_array else "}", self.at):
            self.go(end)
            self.brackets.pop()
        else:
            self.fault()
            end = self.at
        self.entries[index] = TomlEntry(path, key, (start, end))

    def begins_entry(self, *, is_array: bool) -> bool:
        """Return whether an entry of an array, or a pair of an inline table, comes next."""
        pattern = _VALUE if is_array else _PART
        nested = is_array and self.text.startswith(("[", "{"), self.at)
        return nested or pattern.match(self.text, self.at) is not None


def _unescape(content: str) -> str:
    """Return what stands between the quotes of a basic key, its escapes resolved."""
    return re.sub(_ESCAPE, _escaped_character, content)


_ESCAPE = r"\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4})|(.))"
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def _escaped_character(escape: re.Match[str]) -> str:
    letter = escape[4]
    return _LETTERS.get(letter, letter) if letter else chr(int(escape[escape.lastindex or 0], 16))
