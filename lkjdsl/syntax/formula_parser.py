"""Text → syntax tree. The lark tree lives inside :func:`parse` alone."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from lkjdsl import limits
from lkjdsl.lookalikes import SIGNS, is_unseen, latin
from lkjdsl.syntax.formula_tree import (
    Call,
    FlagLiteral,
    Flaw,
    FormulaNode,
    Name,
    NumberLiteral,
    ParsedFormula,
    Span,
    TextLiteral,
)

SPELLINGS = {"−": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>", "==": "="}
"""Other spellings of an operator, as Word and other languages type them, and the one that the operator table uses."""


@lru_cache(maxsize=2048)
def parse(text: str) -> FormulaNode | list[Flaw]:
    """
    Return the syntax tree of *text*, or everything that was found wrong with it (at least one flaw).

    Kept, since an edition says `'20%'` many times, and variants of it differ in little.
    """
    flaws = list(_unreadable(text))
    if flaws:
        return flaws
    try:
        tree: FormulaNode = _parser().parse(text)  # type: ignore[assignment] # the Builder returns nodes, lark's types say Tree
    except UnexpectedInput as error:
        return [_flaw(text, error)]
    if len(text) > limits.FORMULA_DEPTH and _depth(tree) > limits.FORMULA_DEPTH:
        return [Flaw("formula-too-deep", (0, len(text)), {"limit": str(limits.FORMULA_DEPTH)})]
    return list(_oversized(tree)) or tree


def parsed(value: Any) -> Any:
    """Return *value* with a ParsedFormula in the place of each text in it."""
    match value:
        case str():
            return ParsedFormula(value, parse(value))
        case list():
            return [parsed(entry) for entry in value]
        case dict():
            return {key: parsed(entry) for key, entry in value.items()}
        case _:
            return value


class Builder(Transformer[Token, FormulaNode]):
    """Make nodes while lark parses; one method for each alias of the grammar."""

    def number(self, children: list[Token]) -> FormulaNode:
        """``7_630``, ``95.20``, ``70%``."""
        token = children[0]
        digits = token.rstrip("% \t\r\n")
        percent = len(digits) < len(token)
        whole, _, decimals = digits.replace("_", "").partition(".")
        written = (whole + decimals).lstrip("0")
        if len(written) > limits.LITERAL_DIGITS or len(decimals) > limits.LITERAL_DIGITS:
            return NumberLiteral((0, 0), percent, str(token), _span(token))  # refused by _oversized
        return NumberLiteral(
            (int(written or "0"), 10 ** len(decimals) * (100 if percent else 1)), percent, str(token), _span(token)
        )

    def text(self, children: list[Token]) -> FormulaNode:
        """``"PNBP"``."""
        return TextLiteral(children[0][1:-1], _span(children[0]))

    def flag(self, children: list[Token]) -> FormulaNode:
        """``true``, in any case."""
        return FlagLiteral(children[0].lower() == "true", _span(children[0]))

    def name(self, children: list[Token]) -> FormulaNode:
        """``paspor.terbit``."""
        return Name(tuple(part.strip() for part in children[0].split(".")), _span(children[0]))

    def infix(self, children: "tuple[FormulaNode, Token, FormulaNode]") -> FormulaNode:
        """Two operands; a chain of ``+`` becomes one sum, so that it can be added in a balanced tree."""
        left, sign, right = children
        symbol = SPELLINGS.get(sign, sign.lower())
        arguments: tuple[FormulaNode, ...] = (left, right)
        if symbol == "+" and isinstance(left, Call) and left.operator == "+":
            arguments = (*left.arguments, right)
        return Call(symbol, arguments, (left.span[0], right.span[1]), _span(sign))

    def prefix(self, children: "tuple[Token, FormulaNode]") -> FormulaNode:
        """``-x`` and ``not x``."""
        sign, operand = children
        symbol = "negate" if SPELLINGS.get(sign, sign) == "-" else "not"
        return Call(symbol, (operand,), (_span(sign)[0], operand.span[1]), _span(sign))

    def call(self, children: list[FormulaNode | Token]) -> FormulaNode:
        """``min(a, b)``; function names are the same in any case."""
        function, *inner, close = children
        arguments = tuple(child for child in inner if not isinstance(child, Token))
        return Call(function.lower(), arguments, (function.start_pos, close.end_pos), _span(function))  # type: ignore[union-attr, arg-type]

    def group(self, children: list[FormulaNode | Token]) -> FormulaNode:
        """``(x)`` is x."""
        return children[1]  # type: ignore[return-value]


def _span(token: Token) -> Span:
    return token.start_pos, token.end_pos  # type: ignore[return-value] # set on every token of a parsed text


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", transformer=Builder(), maybe_placeholders=False)


_STRAY = re.compile(
    r"""(?P<text>"[^"]*")
      | (?P<thousands_dots>(?<![\w.])\d+(?:\.\d+){2,})
      | (?P<decimal_comma>(?<![\w.])\d[\d_]*,\d+)
      | (?P<semicolon>;)
      | (?P<curly_quotes>[“”„‟‘’\u201a])
      | (?P<unclosed_text>")
      | (?P<unknown_character>[^\w\s.,()+\-*/^<>=!%×÷−≤≥≠]|[^\x00-\x7f×÷−≤≥≠])
    """,
    re.VERBOSE,
)


def _unreadable(text: str) -> "list[Flaw]":
    """Return what a look at the characters alone can tell, with the mend for each."""
    if not text.strip():
        return [Flaw("formula-empty", (0, len(text)), {})]
    if len(text) > limits.FORMULA_CHARACTERS:
        values = {"length": str(len(text)), "limit": str(limits.FORMULA_CHARACTERS)}
        return [Flaw("formula-too-long", (0, 1), values)]
    flaws = []
    for match in _STRAY.finditer(text):
        kind = (match.lastgroup or "").replace("_", "-")
        if kind == "text":
            continue
        values = {"written": match.group()}
        if kind == "unknown-character":
            flaw = _stranger(text, match.start())
            flaws += [] if flaw in flaws else [flaw]
            continue
        if kind == "decimal-comma":
            values["point"] = match.group().replace(",", ".")
            values["space"] = match.group().replace(",", ", ")
        if kind == "thousands-dots":
            kind, values["plain"] = "formula-thousands-dots", match.group().replace(".", "_")
        if kind == "unclosed-text":
            kind = "formula-unclosed-text"
        flaws.append(Flaw(kind, match.span(), values))
    depth = _nesting(text)
    if depth > limits.FORMULA_DEPTH:
        flaws.append(Flaw("formula-too-deep", (0, 1), {"limit": str(limits.FORMULA_DEPTH)}))
    return flaws


def _stranger(text: str, at: int) -> Flaw:
    """Return what to say of a character that no formula has: it may look like one, or be seen by nobody."""
    one = text[at]
    start, end = at, at + 1
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    name = latin(text[start:end])
    if one in SIGNS:
        return Flaw("look-alike-sign", (at, at + 1), {"written": one, "sign": SIGNS[one]})
    if is_unseen(one):
        return Flaw("invisible-character", (at, at + 1), {"number": f"U+{ord(one):04X}"})
    if name is not None and re.fullmatch(r"\w+", name):
        return Flaw("look-alike-name", (start, end), {"name": text[start:end], "latin": name})
    return Flaw("unknown-character", (at, at + 1), {"written": one})


def _nesting(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character == "(":
            depth += 1
            deepest = max(deepest, depth)
        elif character == ")":
            depth -= 1
    return deepest


def _flaw(text: str, error: UnexpectedInput) -> Flaw:
    """Say in a planner's words why lark stopped; its own words name terminals."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        missing = text.count("(") - text.count(")")
        end = len(text.rstrip())
        return Flaw("formula-unclosed-parenthesis" if missing > 0 else "formula-ends-early", (end, end + 1), {})
    position: int = error.pos_in_stream  # type: ignore[assignment] # lark sets it for every error of a parsed text
    if isinstance(error, UnexpectedToken):
        written, span = str(error.token), _span(error.token)
        if error.token.type == "COMPARISON" and "AND" in error.accepts:
            return Flaw("chained-comparison", span, {"written": written})
    else:
        assert isinstance(error, UnexpectedCharacters)
        match = re.compile(r"[\w.]+|\S").match(text, position)
        written = match.group() if match else text[position : position + 1]
        span = (position, position + len(written))
    if written == ")" and text[:position].count("(") <= text[:position].count(")"):
        return Flaw("formula-unopened-parenthesis", span, {})
    return Flaw("formula-syntax", span, {"written": written})


def _depth(tree: FormulaNode) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(node, Call):
            waiting += [(argument, depth + 1) for argument in node.arguments]
    return deepest


def _oversized(tree: FormulaNode) -> "list[Flaw]":
    flaws, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, NumberLiteral) and node.value[1] == 0:
            flaws.append(Flaw("number-too-long", node.span, {"limit": str(limits.LITERAL_DIGITS)}))
        if isinstance(node, Call):
            waiting += node.arguments
    return flaws
