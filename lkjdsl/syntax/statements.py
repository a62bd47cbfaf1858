"""The text of a TOML file → its statements, with the comments that belong to each; nothing of the text is lost."""

import re
from collections.abc import Iterator

from attrs import frozen

_QUOTES = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*""""{0,2}'  # a long text, which may end in quotes of its own
    r"|'''(?:[^']|'(?!''))*''''{0,2}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_BLANK = re.compile(r"[ \t]*")


@frozen(eq=False)
class Statement:
    """
    A heading (``key`` is empty), or a key and its value, as written.

    ``above`` are the lines before it: comments, and '' for a blank line; ``beside`` is the comment behind it.
    """

    key: str
    value: str
    above: tuple[str, ...]
    beside: str = ""


@frozen(eq=False)
class Statements:
    """All statements of a file, and the lines after the last."""

    statements: tuple[Statement, ...]
    below: tuple[str, ...]


def statements(text: str) -> Statements:
    """Return the statements of *text*, which is TOML."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found: list[Statement] = []
    above: list[str] = []
    at = 0
    while at < len(text):
        at = _skip(text, at)
        if at >= len(text):
            break
        if text[at] == "\n":
            above.append("")
            at += 1
        elif text[at] == "#":
            end = _line_end(text, at)
            above.append(text[at:end].rstrip())
            at = end + 1
        else:
            key, value, at = _statement(text, at)
            beside, at = _beside(text, at)
            found.append(Statement(key, value, tuple(above), beside))
            above = []
    return Statements(tuple(found), tuple(above))


def _statement(text: str, at: int) -> tuple[str, str, int]:
    """Return the key and the value of the statement at *at*, and where it ends."""
    if text[at] == "[":
        end = at
        for end in _outside(text, at):
            if text[end] == "]" and text[end + 1 : end + 2] != "]":
                break
        return "", text[at : end + 1], end + 1
    equals = next(place for place in _outside(text, at) if text[place] == "=")
    start = _skip(text, equals + 1)
    depth, end = 0, start
    for end in _outside(text, start):
        if text[end] in "[{":
            depth += 1
        elif text[end] in "]}":
            depth -= 1
        elif depth == 0 and text[end] in "#\n":
            return text[at:equals].strip(), text[start:end].strip(), end
    return text[at:equals].strip(), text[start:].strip(), len(text)


def _outside(text: str, at: int) -> Iterator[int]:
    """Yield the place of each character from *at* that is in no quotes and, inside brackets, in no comment."""
    depth = 0
    while at < len(text):
        character = text[at]
        if character in "'\"":
            quoted = _QUOTES.match(text, at)
            assert quoted is not None
            at = quoted.end()
            continue
        depth += (character in "[{") - (character in "]}")
        if character == "#" and depth > 0:
            at = _line_end(text, at)
            continue
        yield at
        at += 1


def _beside(text: str, at: int) -> tuple[str, int]:
    at = _skip(text, at)
    end = _line_end(text, at)
    return text[at:end].rstrip(), end + 1


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return at if match is None else match.end()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
