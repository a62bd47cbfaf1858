"""A definition's own names → those by which an edition that uses it knows the same things."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from lkjdsl.source import Path, Span
from lkjdsl.syntax.formula_parser import parse
from lkjdsl.syntax.formula_tree import Call, FormulaNode, Name

Parts = tuple[str, ...]


@frozen(eq=False)
class Renaming:
    """
    The path of the node there and here, and the new names of groups, rows, scales, constants (``survei``) and inputs.

    >>> Renaming(("IKM",), ("IKK4", "K1"), {"survei": "survei_paspor"}).of(("survei", "n"))
    ('survei_paspor', 'n')
    """

    there: Parts
    here: Parts
    names: Mapping[str, str]

    def of(self, parts: Parts) -> Parts:
        """Return the name here of what a formula or another text there calls *parts*."""
        if parts[: len(self.there)] == self.there:
            return self.here + parts[len(self.there) :]
        first, *rest = parts
        if first == "scale" and rest:
            return (first, self.names.get(rest[0], rest[0]), *rest[1:])
        whole = ".".join(parts[:2])
        if len(parts) > 1 and whole in self.names:
            return (*self.names[whole].split("."), *parts[2:])
        return (self.names.get(first, first), *rest)

    def named(self, name: str) -> str:
        """Return the name here of what *name* is there."""
        return ".".join(self.of(tuple(name.split("."))))


def names_in(text: Any) -> Iterator[tuple[Parts, Span]]:
    """Yield each name in the formula *text*, in their order; none where it is no formula."""
    tree = parse(text) if isinstance(text, str) else []
    waiting: list[FormulaNode] = [] if isinstance(tree, list) else [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case Name(parts=parts, span=span):
                yield parts, span
            case Call(arguments=arguments):
                waiting += reversed(arguments)
            case _:
                pass


def respelled(text: str, renaming: Renaming) -> tuple[str, tuple[tuple[Span, Span], ...]]:
    """
    Return the formula *text* with the names of here, and where each that changed stands in it and in *text*.

    >>> respelled("a.x / b.x", Renaming(("I",), ("J",), {"b": "other"}))
    ('a.x / other.x', (((6, 13), (6, 9)),))
    """
    pieces: list[str] = []
    spans: list[tuple[Span, Span]] = []
    at, length = 0, 0
    for parts, (start, end) in sorted(names_in(text), key=lambda pair: pair[1]):
        new = renaming.of(parts)
        if new == parts:
            continue
        name = ".".join(new)
        pieces += [text[at:start], name]
        length += start - at + len(name)
        spans.append(((length - len(name), length), (start, end)))
        at = end
    return "".join([*pieces, text[at:]]), tuple(spans)


def rooted(path: Path, value: Any) -> dict[str, Any]:
    """
    Return tables in which *value* stands at *path*.

    >>> rooted(("input", "a", "x"), 1)
    {'input': {'a': {'x': 1}}}
    """
    for key in reversed(path):
        value = {str(key): value}
    return value  # type: ignore[no-any-return] # a path has a key
