"""What two editions say differently: never how they are written, in what order, or with what blanks and line breaks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from lkjdsl.editions.edits import ABSENT, Edit
from lkjdsl.source import Path
from lkjdsl.syntax.formula_parser import parse
from lkjdsl.syntax.formula_tree import Call, FlagLiteral, FormulaNode, Name, NumberLiteral, TextLiteral

WORDING = ("title", "name", "label", "definition", "basis", "note", "programme")
"""The keys whose values are words for people."""
_ENTITIES = {"input": 3, "rows": 2, "objective": 2, "scale": 2, "table": 2}
"""The length of the path of what comes or goes as a whole; indicators and components have paths of any length."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Edit]:
    """
    Return the edits that make the tables *new* of *old*, in the order of *old*, then of *new*.

    A component, an input, a scale comes or goes as a whole; elsewhere each value is an edit of its own.
    """
    return list(_differences((), old, new))


def _differences(path: Path, old: Any, new: Any) -> Iterator[Edit]:
    whole = (old is ABSENT or new is ABSENT) and is_entity(path)
    if whole or not (isinstance(old, Mapping) or isinstance(new, Mapping)):
        if old is ABSENT or new is ABSENT or meaning(path, old) != meaning(path, new):
            yield Edit(path, old, new)
        return
    if not all(isinstance(one, Mapping) or one is ABSENT for one in (old, new)):
        yield Edit(path, old, new)
        return
    before: Mapping[str, Any] = {} if old is ABSENT else old
    after: Mapping[str, Any] = {} if new is ABSENT else new
    for key in dict.fromkeys((*before, *after)):
        yield from _differences((*path, key), before.get(key, ABSENT), after.get(key, ABSENT))


def is_entity(path: Path) -> bool:
    """Return whether *path* is that of something that comes or goes as a whole."""
    if path[:1] == ("indicator",):
        aims = path[2:3] in (("target",), ("compare",))  # whose periods, and plans, have names as components have
        return len(path) > 1 and str(path[-1])[:1].isupper() and not aims
    return bool(path) and len(path) == _ENTITIES.get(str(path[0]))


def meaning(path: Path, value: Any) -> Any:
    """
    Return what a value at *path* says, so that two ways of writing the same are equal.

    >>> meaning(("indicator", "IKK1", "formula"), "a.x/a.y * 50%") == meaning((), "a.x / a.y × 0.50")
    True
    """
    match value:
        case bool():
            return value
        case int():
            return Fraction(value)
        case Decimal():
            return Fraction(value) if value.is_finite() else str(value)
        case str():
            if path[-1:] and path[-1] in WORDING and path[-2:-1] != ("columns",):
                return (" ".join(value.split()),)
            tree = parse(value)
            return " ".join(value.split()) if isinstance(tree, list) else _said(tree)
        case list():
            return tuple(part for one in value for part in _entry(path, one))
        case Mapping():
            return tuple(sorted((key, meaning((*path, key), one)) for key, one in value.items()))
        case _:
            return value


def _entry(path: Path, value: Any) -> tuple[Any, ...]:
    meanings = meaning(path, value)
    return (
        meanings if isinstance(value, str) and isinstance(meanings, tuple) else (meanings,)
    )  # one text is a list of it


def _said(node: FormulaNode) -> Any:
    """Return a syntax tree as values that are equal where the trees say the same."""
    match node:
        case NumberLiteral(value=(numerator, denominator)):
            return Fraction(numerator, denominator)
        case TextLiteral(value=value):
            return f'"{value}"'
        case FlagLiteral(value=value):
            return value
        case Name(parts=parts):
            return ".".join(parts)
        case Call(operator=operator, arguments=arguments):
            operands = [_said(argument) for argument in arguments]
            if operator == "/" and all(isinstance(operand, Fraction) for operand in operands) and operands[1]:
                return operands[0] / operands[1]  # a weight of 1/2 is one of 50%
            return (operator, *operands)
        case _:
            assert_never(node)
