"""The error that kept a text from being read as TOML → a TomlError, placed in the text."""

import re

import tomli

from lkjdsl import limits
from lkjdsl.syntax.toml_errors import explained
from lkjdsl.syntax.toml_fault import TomlError
from lkjdsl.syntax.toml_numbers import decimal
from lkjdsl.syntax.toml_places import scan


def refusal(text: str, error: Exception) -> TomlError:
    """Return why *text* was refused with *error*: by tomli, for its depth, or for a number beyond the limits."""
    match error:
        case tomli.TOMLDecodeError():
            return explained(text, error.msg, _original(text, error.pos))
        case RecursionError():
            return _too_deep(text)
        case _:
            return _too_long(text)


def _original(text: str, position: int) -> int:
    """Return where in *text* a *position* is that tomli counted after it made one character of every CRLF."""
    for passed, line_end in enumerate(re.finditer("\r\n", text)):
        if line_end.start() - passed >= position:
            return position + passed
    return position + text.count("\r\n")


def _too_long(text: str) -> TomlError:
    beyond = 10**limits.LITERAL_DIGITS
    for entry in scan(text).entries:
        literal = text[slice(*entry.value)]
        try:
            if re.match(r"0[xob]", literal):
                decimal(str(min(int(literal, 0), beyond)))
            elif re.match(r"[+-]?\d", literal) and ":" not in literal and "-" not in literal[1:5]:
                decimal(literal)
        except ValueError:
            return TomlError("number-too-long", {"limit": str(limits.LITERAL_DIGITS)}, *entry.value)
    return TomlError("number-too-long", {"limit": str(limits.LITERAL_DIGITS)}, 0, len(text))


def _too_deep(text: str) -> TomlError:
    found = scan(text)
    deepest = limits.TOML_DEPTH
    start = next((entry.value[0] for entry in found.entries if len(entry.path) >= deepest), found.stop)
    return TomlError("nesting-too-deep", {"limit": str(deepest)}, start, start + 1)
