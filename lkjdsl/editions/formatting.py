"""
A formula file → the same file as it should be laid out: what it says, its order and its comments stay.

One blank line before a heading at least, values below each other, comments below each other, short lists on one line,
texts in single quotes, formulas with a blank on both sides of a sign.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve

from lkjdsl.editions.differences import WORDING
from lkjdsl.syntax.formula_parser import parse
from lkjdsl.syntax.respacing import respaced
from lkjdsl.syntax.statements import Statement, statements
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_writer import WIDTH, key_text, value_text
from lkjdsl.syntax.vocabulary import LABEL

MOST_BLANK = 2
"""Blank lines one after the other: two part chapters."""
FORMULAS = ("formula", "applies_if", "achievement", "budget", "absorbed")
OF_FORMULAS = ("constraint", "invariant")
"""The keys and tables whose texts are formulas."""
LONG = ("'''", '"""')

_PART = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+""")
_SHORT_TEXT = re.compile(r""""(?!"")(?:[^"\\]|\\.)*"|'(?!'')[^']*'""")
_DELICATE = re.compile(r"""#|'''|\"""|\d{4}-\d\d-\d\d|\d\d:\d\d|\d_|0[xob]|[\d.][eE]|\+|inf|nan""")


def formatted(text: str) -> str:
    """Return *text*, which is TOML, laid out; doing it again changes nothing."""
    layout = statements(text)
    table: list[str] = []
    laid: list[Statement] = []
    for statement in layout.statements:
        if statement.key:
            laid.append(evolve(statement, key=_dotted(statement.key), value=_value(table, statement)))
        else:
            heading = _dotted(statement.value.strip("[]"))
            table = [part.strip("\"'") for part in _PART.findall(heading)]
            laid.append(
                evolve(statement, value=f"[[{heading}]]" if statement.value.startswith("[[") else f"[{heading}]")
            )
    lines = [line for run in _runs(laid) for line in _laid_out(run)]
    tidied = _tidied([*lines, *layout.below])
    assert _meaning(read(tidied)) == _meaning(read(text)), "formatting must not change what a file says"
    return tidied


def _dotted(key: str) -> str:
    """Return a key without blanks around its dots."""
    return ".".join(_PART.findall(key))


def _runs(laid: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield the statements that stand together: a heading by itself, or pairs with no blank line in between."""
    run: list[Statement] = []
    for statement in laid:
        if run and (not statement.key or "" in statement.above or not run[-1].key):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _laid_out(run: Sequence[Statement]) -> Iterator[str]:
    """Yield the lines of statements that stand together, values and comments below each other."""
    if not run[0].key:
        heading = run[0]
        if not heading.above or heading.above[0]:
            yield ""
        yield from heading.above
        yield f"{heading.value}  {heading.beside}" if heading.beside else heading.value
        return
    width = max(len(statement.key) for statement in run)
    codes = [f"{statement.key.ljust(width)} = {statement.value}" for statement in run]
    column = max(
        (len(code) for code, statement in zip(codes, run, strict=True) if statement.beside and "\n" not in code),
        default=0,
    )
    for code, one in zip(codes, run, strict=True):
        yield from one.above
        if not one.beside:
            yield code
        elif "\n" in code:
            yield f"{code}  {one.beside}"
        else:
            yield f"{code.ljust(column)}  {one.beside}"


def _tidied(lines: Sequence[str]) -> str:
    """Return *lines* as a text with no blank line at its ends, and nowhere more than two."""
    kept: list[str] = []
    blank = 0
    for line in lines:
        blank = 0 if line else blank + 1
        if line or (kept and blank <= MOST_BLANK):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n"


def _value(table: Sequence[str], statement: Statement) -> str:
    """Return a value as it should be written; one with comments inside stays as it is."""
    raw = statement.value
    value = read(f"x = {raw}\n")["x"]
    if isinstance(value, str):
        return _text(raw, respaced(value) if _is_formula(table, statement.key) else value)
    if isinstance(value, list | dict) and not _DELICATE.search(_SHORT_TEXT.sub("", raw)):
        return _nested(table, statement.key, value, broken="\n" in raw)
    return raw


def _is_formula(table: Sequence[str], key: str) -> bool:
    if list(table[:1]) == ["case"]:
        return False  # what is expected is no formula, even where the key is one that names a formula elsewhere
    last = key.rpartition(".")[2].strip("\"'")
    return last in FORMULAS or (bool(table) and table[0] in OF_FORMULAS)


def _text(raw: str, value: str) -> str:
    """Return a text in single quotes where it can be, a formula of several lines on lines of its own."""
    if raw.startswith(LONG):
        spaced = value != read(f"x = {raw}\n")["x"]
        plain = "'''" not in value and not value.endswith("'") and "\\" not in raw
        return f"'''\n{value}'''" if spaced and plain and "\n" in value else raw
    return raw if "\\" in raw else value_text(value)


def _nested(table: Sequence[str], key: str, value: Any, *, broken: bool) -> str:
    """Return a list or table on one line; a list that is too long, and one that its author broke, on several."""
    respaced = _respaced_inside(table, key, value)
    text = value_text(respaced)
    if isinstance(respaced, Mapping):
        if not broken or len(text) <= WIDTH:
            return text
        entries = [f"    {key_text(name)} = {value_text(one)}," for name, one in respaced.items()]
        return "\n".join(["{", *entries, "}"])
    if not respaced or (not broken and len(text) <= WIDTH):
        return text
    return "\n".join(["[", *(f"    {value_text(one)}," for one in respaced), "]"])


def _respaced_inside(table: Sequence[str], key: str, value: Any) -> Any:
    """Return *value* with the formulas in it laid out."""
    if isinstance(value, dict):
        return {name: _respaced_inside(table, f"{key}.{name}", one) for name, one in value.items()}
    if isinstance(value, list):
        return [_respaced_inside(table, key, one) for one in value]
    return respaced(value) if isinstance(value, str) and (_is_cell(table, key) or _is_formula(table, key)) else value


def _is_cell(table: Sequence[str], key: str) -> bool:
    """Return whether *key* is the formula of a column of a report table, or that of a cell of a stated line."""
    if list(table[:1]) != ["table"]:
        return False
    is_stated = "lines" in (*table[2:3], key.partition(".")[0]) and key.rpartition(".")[2] != LABEL
    return is_stated or (key.startswith("columns.") and key.rpartition(".")[2] not in WORDING)


def _meaning(value: Any) -> Any:
    """Return what tables say: numbers with their digits, formulas by what they compute."""
    match value:
        case str():
            tree = parse(value)
            return value if isinstance(tree, list) else tree
        case Decimal():
            return str(value)
        case dict():
            return {key: _meaning(one) for key, one in value.items()}
        case list():
            return [_meaning(one) for one in value]
        case _:
            return value
