"""Formulas in LaTeX, as text made from PDF has them, on lines: ``D1 = 6.858 / 7.630 * 100%``."""

import re
from collections.abc import Iterator

from lkjdsl.documents.linear import grouped, subscripted

TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&]|[^\\{}^_&]")
SPELLED = {
    **dict.fromkeys((r"\times", r"\cdot", r"\ast"), " * "), r"\div": " / ", r"\sum": "∑", r"\le": "≤", r"\leq": "≤",
    r"\ge": "≥", r"\geq": "≥", r"\approx": "≈", **dict.fromkeys((r"\dots", r"\ldots", r"\cdots"), "…"),
    r"\%": "%", r"\$": "$", r"\#": "#", r"\&": "&", r"\_": "_", r"\{": "{", r"\}": "}",
    **dict.fromkeys((r"\,", r"\;", r"\:", r"\!", r"\ ", r"\quad", r"\qquad"), " "), "&": "",
}  # fmt: skip
TRANSPARENT = {r"\text", r"\textbf", r"\textit", r"\mathrm", r"\mathbf", r"\mathit", r"\operatorname", r"\boxed"}
DEEPEST = 50
"""Braces inside one another; what is deeper is no formula of a report."""


def latex_lines(source: str) -> list[str]:
    r"""
    Return the lines of a formula in LaTeX without its dollar signs.

    >>> latex_lines(r"\text{Capaian} &= \frac{96,35}{91,00} * 100\% \\ &= 105,88\%")
    ['Capaian = 96,35 / 91,00 * 100%', '= 105,88%']
    """
    body = re.sub(r"\\(?:begin|end)\{[^{}]*\}", "", source)
    lines = re.split(r"\\\\(?:\[[^\]]*\])?", body)
    texts = (re.sub(r"\s+(?=[)\]])|(?<=[(\[])\s+", "", _sequence(_tokens(line), 0)) for line in lines)
    texts = (re.sub(r"\s+", " ", text).strip() for text in texts)
    return [text for text in texts if text]


def _tokens(source: str) -> Iterator[str]:
    return (token[0] for token in TOKEN.finditer(source))


def _sequence(tokens: Iterator[str], depth: int) -> str:
    """Return the text of *tokens* up to the brace that closes here."""
    parts: list[str] = []
    for token in tokens:
        if token == "}":  # noqa: S105 - the end of a group
            break
        parts.append(_spelled(token, tokens, parts, depth))
    return "".join(parts)


def _spelled(token: str, tokens: Iterator[str], before: list[str], depth: int) -> str:
    match token:
        case "{":
            return _sequence(tokens, depth + 1) if depth < DEEPEST else ""
        case r"\frac" | r"\dfrac" | r"\tfrac":
            above = grouped(_argument(tokens, depth))
            return f"{above} / {grouped(_argument(tokens, depth))}"
        case r"\sqrt":
            return f"sqrt({_argument(tokens, depth)})"
        case "_" | "^":
            argument = _argument(tokens, depth)
            return "" if "".join(before).endswith("∑") else _script(token, argument)
        case r"\left" | r"\right" | r"\displaystyle":
            return ""
        case name if name in TRANSPARENT:
            return _argument(tokens, depth)
        case _:
            return SPELLED.get(token, token.removeprefix("\\"))


def _script(sign: str, argument: str) -> str:
    return subscripted(argument) if sign == "_" else f"^{grouped(argument)}"


def _argument(tokens: Iterator[str], depth: int) -> str:
    """Return the next group in braces, or the next token."""
    token = next(tokens, "")
    while token.isspace():
        token = next(tokens, "")
    return _spelled(token, tokens, [], depth) if token.strip("}") else ""
