"""Why a text was refused: tomli's reason and position → a code of the catalogue, a place, and what to write."""

import re
import unicodedata

import tomli

from lkjdsl import limits
from lkjdsl.lookalikes import latin
from lkjdsl.syntax.toml_fault import Fault, TomlError, end_of, quoted
from lkjdsl.syntax.toml_numbers import decimal
from lkjdsl.syntax.toml_places import placed
from lkjdsl.syntax.toml_respelled import numeral
from lkjdsl.syntax.toml_scan import scan


def refusal(text: str, error: Exception) -> TomlError:
    """Return why *text* was refused with *error*: by tomli, for its depth, or for a number beyond the limits."""
    match error:
        case tomli.TOMLDecodeError():
            return _explained(text, error.msg, _original(text, error.pos))
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


def _explained(text: str, reason: str, position: int) -> TomlError:
    """Return what is wrong at *position* of *text*, where tomli stopped for *reason*."""
    fault = Fault(text, reason, position)
    looks = (
        _duplicate,
        _backslash,
        _unclosed_text,
        numeral,
        _character,
        _inner_quote,
        _look_alike,
        _heading,
        _bracket,
        _key,
        _value,
    )
    generator = (error for look in looks if (error := look(fault)))
    return next(generator, None) or fault.error("toml-syntax", position, min(position + 1, len(text)))


def _duplicate(fault: Fault) -> TomlError | None:
    if not fault.reason.startswith(("Cannot ", "Duplicate ")):
        return None
    entries = fault.before.entries
    last = max((index for index, entry in enumerate(entries) if entry.value[1] == fault.position), default=-1)
    if last < 0:
        return None
    first = last
    while first and entries[first - 1].implied:
        first -= 1
    path, earlier, own = entries[last].path, placed(fault.text, entries[:first]), placed(fault.text, entries[first:])
    while path and not earlier.key(path):
        path = path[:-1]
    place = own.key(path) or own.key(entries[last].path) or entries[last].value
    name = ".".join(part for part in path or entries[last].path if isinstance(part, str))
    return fault.error("toml-duplicate", *place, related=earlier.key(path), name=name)


def _backslash(fault: Fault) -> TomlError | None:
    if not fault.reason.startswith(("Unescaped ", "Invalid hex ", "Escaped ")):
        return None
    start, slash = fault.before.stop, fault.text.rfind("\\", 0, fault.position)
    string = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"').match(fault.text, start)
    return fault.error(
        "toml-backslash", slash, min(slash + 2, len(fault.text)), quoted=quoted(string[1] if string else "…")
    )


def _unclosed_text(fault: Fault) -> TomlError | None:
    ended = re.compile(r"\r?\n").match(fault.text, fault.position) and fault.reason.startswith(("Found ", "Illegal "))
    if not ended and not fault.reason.startswith(("Unterminated ", "Expected \"'")):
        return None
    start = fault.before.stop
    quote = fault.text[start : end_of(r"'''|\"\"\"|.", fault.text, start)]
    line = fault.text[start : end_of(r"[^\r\n]*", fault.text, start)].rstrip()
    if line.endswith(_CURLY) and len(quote) == 1:
        return fault.error("toml-curly-quotes", start, start + len(line), meant=line[:-1] + quote)
    return fault.error("toml-unclosed-text", start, start + len(quote), quote=quote)


_CURLY = ("“", "”", "„", "«", "»", "‘", "’", "\N{SINGLE LOW-9 QUOTATION MARK}", "`", "\N{ACUTE ACCENT}")
_STRAIGHT = str.maketrans("".join(_CURLY), '"' * 5 + "'" * 5)


def _character(fault: Fault) -> TomlError | None:
    """Look for what a word processor types: quotes that curl, and characters that nobody sees."""
    there = fault.text[fault.position : fault.position + 1]
    if there in _CURLY:
        start, end = fault.position, fault.written[1]
        return fault.error("toml-curly-quotes", start, end, meant=fault.text[start:end].translate(_STRAIGHT))
    unseen = there and unicodedata.category(there)[0] in "CZ" and there not in " \t\n"
    if not unseen or fault.text.startswith("\r\n", fault.position):
        return None
    return TomlError("toml-control-character", {"number": f"U+{ord(there):04X}"}, fault.position, fault.position + 1)


def _inner_quote(fault: Fault) -> TomlError | None:
    """Find ``'Jum'at'``: a text value that its own quote ends too early."""
    if not fault.reason.startswith(("Unclosed ", "Expected newline")) or not fault.before.entries:
        return None
    start, end = fault.before.entries[-1].value
    quote = fault.text[start : start + 1]
    if end != fault.position or quote not in {"'", '"'}:
        return None
    whole = re.compile(rf"{quote}([^{quote}]*{quote}[^\s,;].*?){quote}(?=[ \t]*(?:[,\]}}#\r\n]|$))").match(
        fault.text, start, fault.line[1]
    )
    return fault.error("toml-inner-quote", *whole.span(), quote=quote, quoted=quoted(whole[1])) if whole else None


def _look_alike(fault: Fault) -> TomlError | None:
    """Find a name, in a heading or before ``=``, with letters of another alphabet that look Latin."""
    if not fault.reason.startswith(("Expected ']'", "Expected '='", "Invalid initial ", "Invalid statement")):
        return None
    start, end = fault.position, end_of(r"\w*", fault.text, fault.position)
    head = re.search(r"\w+$", fault.text[fault.line[0] : start])
    start -= len(head[0]) if head else 0
    name = fault.text[start:end]
    looks_like = latin(name)
    if looks_like is None or not re.fullmatch(r"\w+", looks_like):
        return None
    return fault.error("look-alike-name", start, end, name=name, latin=looks_like)


def _heading(fault: Fault) -> TomlError | None:
    """Find ``[input.paspor`` without its bracket, ``[Indikator Kinerja]`` with a blank, ``[]`` with nothing."""
    brackets = fault.before.brackets
    named = fault.reason.startswith("Invalid initial ") and brackets and fault.text[brackets[-1]] == "["
    if not named and not fault.reason.startswith("Expected ']"):
        return None
    start = brackets[-1]
    end = start + len(fault.text[start : end_of(r"[^#\r\n]*", fault.text, start, fault.line[1])].rstrip())
    opening = "[[" if fault.text.startswith("[[", start) else "["
    meant = opening + _named(fault.text[start:end].strip("[] \t")) + "]" * len(opening)
    return fault.error("toml-heading", start, end, meant=meant)


def _named(words: str) -> str:
    """Make names, parted by dots, of *words*."""
    return ".".join(re.sub(r"[^A-Za-z0-9_'\"-]+", "_", part).strip("_") or "nama" for part in words.split("."))


def _bracket(fault: Fault) -> TomlError | None:
    """Find an opening bracket that nothing closes, and entries that no comma parts."""
    brackets, at_end = fault.before.brackets, fault.position >= len(fault.text)
    start, end = fault.line
    line = fault.text[start:end]
    above = [bracket for bracket in brackets if bracket < start]
    new_statement = above and (
        re.match(r"[ \t]*\[+[^\[\]=,'\"]+\]+[ \t]*(#|$)", line)
        or (re.match(r"[ \t]*[\w.'\"-]+[ \t]*=(?!=)", line) and fault.text[above[-1]] == "[")
    )
    if not brackets or not (at_end or new_statement or fault.reason.startswith("Unclosed ")):
        return None
    opening = above[-1] if new_statement else brackets[-1]
    there = (fault.position, fault.position + 1)
    closing = {"[": "]", "{": "}"}[fault.text[opening]]
    if at_end or new_statement:
        related = None if at_end else there
        return fault.error("toml-unclosed-bracket", opening, opening + 1, related=related, closing=closing)
    return fault.error("toml-missing-comma", *there, related=(opening, opening + 1), closing=closing)


def _key(fault: Fault) -> TomlError | None:
    """Find a line without ``=``, and a name with blanks or signs in it."""
    lacking = fault.reason.startswith("Expected '='")
    if not lacking and not fault.reason.startswith(("Invalid statement", "Invalid initial ")):
        return None
    start = fault.written[0]
    if lacking and (key := fault.before.entries[-1].key):
        start = min(start, key[0])
    end = end_of(r"[^=#'\"{}\[\],]*", fault.text, fault.position, fault.line[1])
    words = fault.text[start:end].strip()
    if words and fault.text.startswith("=", end):
        return fault.error("toml-name", start, start + len(words), meant=_named(words))
    name = fault.text[start : fault.position].strip()
    return fault.error("toml-no-equals", start, start + len(name)) if lacking else None


def _value(fault: Fault) -> TomlError | None:
    """Find a value that is no number, no text between quotes, or not there."""
    if not fault.reason.startswith(("Invalid value", "Invalid date", "Expected newline")):
        return None
    start, end = fault.written
    if fault.reason.startswith("Expected newline") and fault.text[end - 1] in ",;":
        return fault.error("toml-extra-text", end - 1, end)
    if start < end and (start < fault.position or not fault.reason.startswith("Expected newline")):
        return fault.error("toml-bare-word", start, end, quoted=quoted(fault.text[start:end]))
    if fault.reason.startswith("Expected newline"):
        return fault.error("toml-extra-text", fault.position, fault.line[1])
    before = fault.text[fault.line[0] : fault.position].rstrip()
    place = fault.line[0] + len(before)
    return fault.error("toml-no-value", max(place - 1, 0), place, before=before.strip())
