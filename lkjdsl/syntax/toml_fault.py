"""Where tomli stopped in a text: what was read before, what is written there, and the error that tells of it."""

import re
from functools import cached_property

from attrs import frozen

from lkjdsl.syntax.toml_scan import Scan, Span, scan


@frozen
class TomlError(Exception):
    """
    Why a text is not TOML: a code of the catalogue, words for its texts, offsets (start, end) into the text.

    ``related`` is the place for the catalogue's label of that name: a first definition, an opening bracket.
    """

    code: str
    values: dict[str, str]
    start: int
    end: int
    related: Span | None = None


_INNER_COMMA = r"(?<=\d),(?=\d)"


@frozen
class Fault:
    """Where tomli stopped in a text, and its reason in its own words."""

    text: str
    reason: str
    position: int

    @cached_property
    def before(self) -> Scan:
        """What was read before the fault."""
        return scan(self.text[: self.position])

    @cached_property
    def line(self) -> Span:
        """The line of the fault, or as much of it as anybody wants to see."""
        start = self.text.rfind("\n", 0, self.position) + 1
        end = end_of(r"[^\r\n]*", self.text, self.position)
        return max(start, self.position - 200), min(end, self.position + 200)

    @cached_property
    def written(self) -> Span:
        """The unquoted words and numbers that the fault is in, up to the end of the value."""
        start, end = self.line
        head = re.search(rf"(?:[\w+.:−–—-]|{_INNER_COMMA})+[ \t]*$", self.text[start : self.position])
        tail = rf"(?:[^,\]}}#]|{_INNER_COMMA})*" if self.before.brackets else r"[^#]*"
        start = start + head.start() if head else self.position
        return start, max(start, start + len(self.text[start : end_of(tail, self.text, self.position, end)].rstrip()))

    def error(self, code: str, start: int, end: int, related: Span | None = None, **values: str) -> TomlError:
        """Return the error *code* about the text from *start* to *end*, which its texts call ``written``."""
        return TomlError(code, {"written": self.text[start:end], **values}, start, end, related)


def quoted(content: str) -> str:
    """Write *content* as a TOML text value."""
    if "'" not in content:
        return f"'{content}'"
    return f"'''{content}'''" if '"' in content or "\\" in content else f'"{content}"'


def end_of(pattern: str, text: str, start: int, end: int | None = None) -> int:
    """Return where *pattern* ends that begins at *start*; *start* where it does not."""
    match = re.compile(pattern).match(text, start, len(text) if end is None else end)
    return match.end() if match else start
