"""Text → where each of its keys and values stands. The lark tree does not leave this file."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from lkjdsl import limits

if TYPE_CHECKING:
    from lark import Lark

Path = tuple[str | int, ...]
Span = tuple[int, int]
Node = Any  # a lark Tree or Token; lark is imported only where a place is asked for


@frozen
class Entry:
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
    """The entries of a text in its order, where the grammar could go no further, and the brackets still open there."""

    entries: list[Entry]
    stop: int
    brackets: list[int]


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
        *characters, closing = _characters(self._text, span)
        first = characters[start][0] if start < len(characters) else closing[0]
        return first, max((last for _, last in characters[start:end]), default=first)


def positions(text: str) -> Positions:
    """Return the places in *text*; where it is no TOML, of what stands before the fault."""
    from lkjdsl.syntax.toml_quick import quick_entries

    entries = quick_entries(text)
    return placed(text, scan(text).entries if entries is None else entries)


def placed(text: str, entries: Iterable[Entry]) -> Positions:
    """Return the places of *entries*; a definition counts more than the first mention."""
    keys: dict[Path, Span] = {}
    values: dict[Path, Span] = {}
    for entry in entries:
        if not entry.implied or entry.path not in values:
            values[entry.path] = entry.value
            if entry.key:
                keys[entry.path] = entry.key
    return Positions(text, keys, values)


def scan(text: str) -> Scan:
    """Read *text* as far as the grammar goes, and close there what is open."""
    from lark import Token, UnexpectedInput

    parser = _parser().parse_interactive(text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text)
    stack = parser.parser_state.value_stack
    stop = len(text)
    try:
        for token in parser.iter_parse():
            if len(stack) > 8 * limits.TOML_DEPTH:  # a level of nesting puts at most 5 things on the stack
                stop = token.start_pos or 0
                break
    except UnexpectedInput as error:
        stop = error.pos_in_stream or 0  # type: ignore[redundant-expr] # lark declares it as None
    brackets: list[int] = []
    for thing in stack:
        if isinstance(thing, Token) and thing.type.startswith("OPEN"):
            brackets.append(thing.start_pos or 0)
        elif isinstance(thing, Token) and thing.type.startswith("CLOSE"):
            brackets.pop()
    while "$END" not in (accepted := parser.accepts()):  # type: ignore[no-untyped-call] # lark lacks it
        kind = next(kind for kind in _ENDINGS if kind in accepted)
        parser.feed_token(Token(kind, "", start_pos=len(text), end_pos=len(text)))
    return Scan(list(_entries(parser.feed_eof())), stop, brackets)  # type: ignore[no-untyped-call] # the same


_ENDINGS = ("CLOSE", "CLOSE_TWO", "CLOSE_BRACE", "EQUAL", "SCALAR", "BARE")


@cache
def _parser() -> "Lark":
    from lark import Lark

    grammar = File(__file__).with_name("toml.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", start="document", maybe_placeholders=False)


def _entries(document: Node) -> Iterator[Entry]:
    newest: dict[Path, int] = {}  # of each array of tables, the table that is being filled
    here: Path = ()
    for statement in document.children:
        if statement.data == "pair":
            yield from _values(here, statement)
            continue
        heading, here = _span(statement), ()
        *mentions, (name, place) = _parts(statement.children[1])
        for mention, where in mentions:
            here += (mention,)
            yield Entry(here, where, heading, implied=True)
            if here in newest:
                here += (newest[here],)
        here += (name,)
        if statement.data == "tables":
            yield Entry(here, place, heading, implied=True)
            newest[here] = newest.get(here, -1) + 1
            here += (newest[here],)
        yield Entry(here, place, heading)


def _values(base: Path, pair: Node) -> Iterator[Entry]:
    """Walk without recursion: how deep a text nests is its author's choice."""
    waiting: list[tuple[Path, Span | None, Node]] = [(base, None, pair)]
    while waiting:
        path, key, node = waiting.pop()
        if len(path) > limits.TOML_DEPTH:
            continue
        kind = getattr(node, "data", "scalar")
        if kind == "pair":
            *mentions, (name, place) = _parts(node.children[0])
            for mention, where in mentions:
                path += (mention,)
                yield Entry(path, where, where, implied=True)
            waiting.append(((*path, name), place, node.children[1]))
            continue
        yield Entry(path, key, _span(node))
        if kind == "inline":
            waiting += [(path, None, child) for child in reversed(node.children[1:-1])]
        elif kind == "array":
            waiting += reversed([((*path, index), None, child) for index, child in enumerate(node.children[1:-1])])


def _span(node: Node) -> Span:
    first, last = (node.children[0], node.children[-1]) if hasattr(node, "children") else (node, node)
    return first.start_pos, last.end_pos


def _parts(key: Node) -> list[tuple[str, Span]]:
    return [(_name(part), _span(part)) for part in key.children[: limits.TOML_DEPTH + 1]]


def _name(part: Node) -> str:
    if part.type == "BARE":
        return str(part)
    content = str(part[1:-1])
    return unescaped(content) if part.type == "BASIC" else content


def unescaped(content: str) -> str:
    """Return what stands between the quotes of a basic key, its escapes resolved."""
    return _ESCAPE.sub(_unescaped, content)


_ESCAPE = re.compile(r"\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4})|(.))")
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def _unescaped(escape: re.Match[str]) -> str:
    letter = escape[4]
    return _LETTERS.get(letter, letter) if letter else chr(int(escape[escape.lastindex or 0], 16))


_BASIC = re.compile(r"(?P<nothing>\\[ \t]*\r?\n[ \t\r\n]*)|\\(?:x.{2}|u.{4}|U.{8}|.)|\r\n|[\s\S]")
_LITERAL = re.compile(r"\r\n|[\s\S]")


def _characters(text: str, span: Span) -> list[Span]:
    """Return the span of each character of the text value at *span*, and last that of its closing quote."""
    quote = text[span[0]]
    width = 3 if text.startswith(quote * 3, span[0]) else 1
    start, end = span[0] + width, span[1] - width
    if width == 3:  # noqa: PLR2004 - a line end right after ''' is not part of the text
        start += 2 if text.startswith("\r\n", start) else text.startswith("\n", start)
    pattern = _BASIC if quote == '"' else _LITERAL
    return [found.span() for found in pattern.finditer(text, start, end) if not found.lastgroup] + [(end, end + 1)]
