"""Syntax tree → its canonical text: parsing that text gives the same tree again."""

from typing import assert_never

from lkjdsl.syntax.formula_tree import Call, FlagLiteral, FormulaNode, Name, NumberLiteral, TextLiteral

_BINDING = {
    "or": 1, "and": 2, "not": 3, "<": 4, "<=": 4, "=": 4, "<>": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "negate": 7, "^": 8,
}  # fmt: skip
_ATOM = 9


def unparse(node: FormulaNode) -> str:
    """Return the text of *node*, with no parentheses but those that are needed."""
    match node:
        case NumberLiteral(value=(numerator, denominator), percent=percent, written=written):
            return written or _numeral(numerator, denominator, percent=percent)
        case TextLiteral(value=value):
            return f'"{value}"'
        case FlagLiteral(value=value):
            return "true" if value else "false"
        case Name(parts=parts):
            return ".".join(parts)
        case Call():
            return _call(node)
        case _:
            assert_never(node)


def _call(call: Call) -> str:
    level = _BINDING.get(call.operator)
    if level is None:
        return f"{call.operator}({', '.join(unparse(argument) for argument in call.arguments)})"
    if call.operator == "not":
        return f"not {_within(call.arguments[0], level)}"
    if call.operator == "negate":
        return f"-{_within(call.arguments[0], level)}"
    first, *rest = call.arguments
    # A comparison does not chain and a power binds to the right: there the left operand needs parentheses sooner.
    left = _within(first, level + 1 if call.operator == "^" or level == _BINDING["<"] else level)
    right_level = _BINDING["negate"] if call.operator == "^" else level + 1
    return f" {call.operator} ".join([left, *(_within(argument, right_level) for argument in rest)])


def _within(node: FormulaNode, level: int) -> str:
    own = _BINDING.get(node.operator, _ATOM) if isinstance(node, Call) else _ATOM
    text = unparse(node)
    return text if own >= level else f"({text})"


def _numeral(numerator: int, denominator: int, *, percent: bool) -> str:
    """Return a terminating decimal; a numeral of the language always has one."""
    if percent:
        numerator *= 100
    digits = 0
    while numerator * 10**digits % denominator:
        digits += 1
    whole = numerator * 10**digits // denominator
    text = str(whole).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return text + ("%" if percent else "")
