"""A document has its formulas parsed, and every other text as it was written."""

from typing import Any

import pytest

from lkjdsl.source import NO_FILE, Source
from lkjdsl.syntax.document import Document, read_document
from lkjdsl.syntax.formula_tree import ParsedFormula
from lkjdsl.syntax.toml import read

TEXT = """
lkjdsl = 1
title = 'a / b'
year = 2025
rules = { missing = 'exclude', over_zero = '100%' }
constant = { satu = 1, dua = 'satu + 1' }
constraint = { syarat = 'a.b > 0' }
[input.a]
b = { kind = 'count', label = 'b', max = '10 +', default = '5' }
[indicator.N]
unit = 'percent'
formula = 'a.b / 2'
target = { 2025 = '90%', 2026 = ['1%', '2%'] }
compare = { baik = '95%', salah = ['a', 'b', 'c'] }
note = 'a.b'
"""

FORMULAS = [
    (("rules", "over_zero"), "100%"),
    (("constant", "dua"), "satu + 1"),
    (("constraint", "syarat"), "a.b > 0"),
    (("input", "a", "b", "max"), "10 +"),
    (("indicator", "N", "formula"), "a.b / 2"),
    (("indicator", "N", "target", "2025"), "90%"),
    (("indicator", "N", "target", "2026", 1), "2%"),
    (("indicator", "N", "compare", "baik"), "95%"),
]
OTHERS = [
    (("title",), "a / b"),
    (("rules", "missing"), "exclude"),
    (("constant", "satu"), 1),
    (("input", "a", "b", "label"), "b"),
    (("input", "a", "b", "default"), "5"),
    (("indicator", "N", "note"), "a.b"),
    (("indicator", "N", "compare", "salah"), ["a", "b", "c"]),  # no target: as long as its author likes, and not parsed
]


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(Source(NO_FILE, TEXT), read(TEXT))[0]


def at(document: Document, path: tuple[str | int, ...]) -> Any:
    value: Any = document.tables
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize(("path", "text"), FORMULAS)
def test_a_formula_is_parsed(document: Document, path: tuple[str | int, ...], text: str) -> None:
    found = at(document, path)
    assert isinstance(found, ParsedFormula)
    assert str(found) == text
    assert isinstance(found.tree, list) == (text == "10 +")


@pytest.mark.parametrize(("path", "value"), OTHERS)
def test_what_is_no_formula_stays_as_it_is(document: Document, path: tuple[str | int, ...], value: Any) -> None:
    assert at(document, path) == value
