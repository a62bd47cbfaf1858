"""A formula → the same formula with its blanks and spellings as they should be; line breaks and brackets stay."""

import re

from lkjdsl.syntax.formula_parser import SPELLINGS, parse

_TOKEN = re.compile(
    r'(?P<blank>\s+)|(?P<text>"[^"]*")|(?P<number>\d[\d_]*(?:\.\d[\d_]*)?(?:\s*%)?)'
    r"|(?P<name>[A-Za-z_]\w*(?:\s*\.\s*\w+)*)(?P<call>(?=\s*\())?|(?P<sign><=|>=|<>|!=|==|[-−+*×/÷^<>=≤≥≠])|(?P<open>\()|(?P<close>\))|(?P<other>.)"
)
_INDENT, _HANGING = "    ", "  "
"""Of a line of a long formula, and of one that goes on with a sign."""
_WORDS = ("and", "or", "not", "true", "false")


def respaced(text: str) -> str:
    """
    Return *text* as it should be written: a blank on both sides of a sign, none inside brackets, plain signs.

    What cannot be read, or would say something else, is returned as it is.

    >>> respaced("( a.x+a.y )/( a.z×2 )"), respaced("-a.x^2 , b")
    ('(a.x + a.y) / (a.z * 2)', '-a.x^2 , b')
    """
    tree = parse(text)
    if isinstance(tree, list):
        return text
    lines = [_line(line) for line in text.strip("\n").split("\n")]
    if len(lines) > 1 or text.startswith("\n"):
        lines = [_indented(line) for line in lines if line]
    found = "\n".join(lines)
    return found if parse(found) == tree else text


def _indented(line: str) -> str:
    begins = line[:1] in "+-*/<>=^" or line.startswith(("and ", "or "))
    return (_HANGING if begins else _INDENT) + line


def _line(line: str) -> str:
    """Return one line with its blanks as they should be."""
    parts: list[str] = []
    before = ""  # a value, sign, word or comma; or open: what follows is close to it
    for match in _TOKEN.finditer(line.strip()):
        kind, token = match.lastgroup, match.group()
        if kind == "blank":
            continue
        sign = SPELLINGS.get(token, token)
        if kind in ("text", "number", "name", "call"):
            word = _spelled(token, kind)
            parts.append(f" {word}" if before in ("value", "sign", "word", "comma") else word)
            before = "word" if word in ("and", "or", "not") else "value"
        elif sign == "^" or (sign == "-" and before in ("", "open", "sign", "word", "comma")):
            parts.append(f" {sign}" if before in ("sign", "word", "comma") else sign)
            before = "open"
        elif kind == "sign":
            parts.append(f" {sign}" if before else sign)
            before = "sign"
        elif kind == "open":
            parts.append(" (" if before in ("sign", "word", "comma") else "(")
            before = "open"
        else:
            parts.append(token)
            before = "value" if kind == "close" else "comma"
    return "".join(parts)


def _spelled(token: str, kind: str) -> str:
    if kind == "text":
        return token
    word = "".join(token.split())
    return word.lower() if kind == "call" or word.lower() in _WORDS else word
