"""A printed line of arithmetic → the expressions between its equals signs, in Indonesian or English numerals."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import define, field, frozen

from lkjdsl.numbers.numerals import Doubt, Locale, Misread, Numeral, read

Span = tuple[int, int]
Sign = Literal["+", "-", "*", "/", "negate"]


@frozen
class Amount:
    """A printed number."""

    numeral: Numeral
    span: Span


@frozen
class PrintedWords:
    """A name or words: ``D1``, ``Persentase Pelaksanaan Rencana Aksi RB``."""

    text: str
    span: Span


@frozen
class Blank:
    """A place where a number is still to be filled in: ``...``."""

    span: Span


@frozen
class Operation:
    """An operator on its operands; ``+`` has two or more, so that the terms of a sum stand side by side."""

    operator: Sign
    operands: "tuple[PrintedExpression, ...]"


PrintedExpression = Amount | PrintedWords | Blank | Operation


@frozen
class UnreadableText:
    """What cannot be read: the characters concerned, and for a number why it is none."""

    span: Span
    misread: Misread | None = None


NESTING = 50
EQUALS = "=≈≃"

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:Rp\.?\s*)?[0-9](?:[0-9.,]*[0-9])?(?:\s*%)?)
    | (?P<blank>\[[\s.…_]*\]|[.…]{2,}|…|_{2,})
    | (?P<word>x(?=\s)|[^\W\d_](?:[\w.'’&/-]*\w)?(?:\s+(?!x\s)[^\W\d_](?:[\w.'’&/-]*\w)?)*)
    | (?P<equals>[=≈≃])
    | (?P<sign>[+*/()\[\]{}×·÷:−–-])
    | (?P<other>\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS: dict[str, Sign] = {"×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-", "x": "*"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@frozen
class _Token:
    kind: str
    text: str
    span: Span


def read_line(text: str, locale: Locale, doubt: Doubt = "decimals") -> list[PrintedExpression] | list[UnreadableText]:
    """
    Return the expressions of a line, one for each side of its ``=``, or everything in it that cannot be read.

    ``x`` behind a number or a name is a times sign; anywhere else it is a name.
    """
    tokens = list(_tokens(text))
    flaws = [UnreadableText(token.span) for token in tokens if token.kind == "other"]
    sides: list[PrintedExpression] = []
    first, *others = _split(tokens)
    for part in [first, *others] if first else others or [first]:
        parser = _Parser(part, locale, doubt, len(text))
        side = parser.side()
        flaws += parser.flaws
        if side is not None:
            sides.append(side)
    return list(dict.fromkeys(flaws)) or sides


def _tokens(text: str) -> Iterator[_Token]:
    before = ""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        span = match.span(kind)
        written = match[kind]
        if kind == "word" and written in ("x", "X") and before in ("number", "word", ")", "]"):
            kind = "sign"
        if kind == "other" and written in ".,;" and not text[span[1] :].strip():
            continue  # the full stop of the sentence
        yield _Token(kind, written, span)
        before = kind if kind != "sign" else written


def _split(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    part: list[_Token] = []
    for token in tokens:
        if token.kind == "equals":
            yield part
            part = []
        else:
            part.append(token)
    yield part


@define
class _Parser:
    """Reads one side of an equals sign, by precedence."""

    tokens: list[_Token]
    locale: Locale
    doubt: Doubt
    end: int
    at: int = 0
    depth: int = 0
    flaws: list[UnreadableText] = field(factory=list)

    def side(self) -> PrintedExpression | None:
        """Return the expression of the whole side, or None where a flaw was found."""
        expression = self._sum()
        if not self.flaws and not self._only_words_left():
            self._flaw()
        return None if self.flaws else expression

    def _only_words_left(self) -> bool:
        """Return whether nothing follows but words, such as the unit in ``96,35 (Indeks)``."""
        return all(token.kind == "word" or token.text in "()" for token in self.tokens[self.at :])

    def _next(self, *signs: str) -> str | None:
        """Take the next token where it is one of *signs*, and return it as its operator."""
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            sign = _OPERATORS.get(token.text.lower(), token.text) if token.kind == "sign" else ""
            if sign in signs:
                self.at += 1
                return sign
        return None

    def _sum(self) -> PrintedExpression | None:
        terms = [self._product()]
        while sign := self._next("+", "-"):
            term = self._product()
            terms.append(term if sign == "+" or term is None else Operation("negate", (term,)))
        if any(term is None for term in terms):
            return None
        return terms[0] if len(terms) == 1 else Operation("+", tuple(terms))  # type: ignore[arg-type] # none is None

    def _product(self) -> PrintedExpression | None:
        left = self._unary()
        while sign := self._next("*", "/"):
            right = self._unary()
            if left is None or right is None:
                return None
            left = Operation(sign, (left, right))  # type: ignore[arg-type] # one of the two
        return left

    def _unary(self) -> PrintedExpression | None:
        if self.depth < NESTING and self._next("-"):
            self.depth += 1
            operand = self._unary()
            self.depth -= 1
            return None if operand is None else Operation("negate", (operand,))
        return self._atom()

    def _atom(self) -> PrintedExpression | None:
        if self.at >= len(self.tokens):
            self._flaw()
            return None
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "number":
                numeral = read(token.text, self.locale, doubt=self.doubt)
                if isinstance(numeral, Misread):
                    self.flaws.append(UnreadableText(token.span, numeral))
                    return None
                return Amount(numeral, token.span)
            case "word":
                return PrintedWords(token.text, token.span)
            case "blank":
                return Blank(token.span)
            case "sign" if token.text in _CLOSING and self.depth < NESTING:
                self.depth += 1
                inner = self._sum()
                self.depth -= 1
                if inner is not None and self._next(_CLOSING[token.text]) is None:
                    self._flaw()
                return inner
            case _:
                self.at -= 1
                self._flaw()
                return None

    def _flaw(self) -> None:
        span = self.tokens[self.at].span if self.at < len(self.tokens) else (self._last(), self._last() + 1)
        self.flaws.append(UnreadableText(span))

    def _last(self) -> int:
        return self.tokens[-1].span[1] if self.tokens else self.end


def parts(expression: PrintedExpression) -> list[PrintedExpression]:
    """Return *expression* and everything inside it, from left to right."""
    if isinstance(expression, Operation):
        return [expression, *(inner for operand in expression.operands for inner in parts(operand))]
    return [expression]


def is_numeric(expression: PrintedExpression) -> bool:
    """Return whether *expression* is made of numbers alone."""
    return not any(isinstance(part, PrintedWords | Blank) for part in parts(expression))
