"""Reading TOML: numbers stay exact, and places agree with tomli."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl.limits import TOML_DEPTH
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_places import Positions, positions
from lkjdsl.syntax.toml_scan import scan
from tests.support.toml_documents import documents, texts

Path = tuple[str | int, ...]


def standing(text: str, span: tuple[int, int] | None) -> str | None:
    """Return what stands at *span*."""
    return None if span is None else text[slice(*span)]


def test_decimals_keep_their_digits() -> None:
    """7.630 has three decimals, so that somebody can be told that it is not 7630."""
    assert str(read("a = 7.630")["a"]) == "7.630"
    assert read("a = 1_000.50")["a"] == Decimal("1000.50")
    assert read("a = 0.1")["a"] == Decimal("0.1")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """Windows puts one before a file; the places still count it."""
    text = "\ufeffa = 1"
    assert read(text) == {"a": 1}
    assert positions(text).key(("a",)) == (1, 2)


PLACES = [  # a text, a path, the text of its key, the text of its value
    ("a = 1 # c", ("a",), "a", "1"),
    ("'a b' = 1", ("a b",), "'a b'", "1"),
    ('"\\u0041\\x41\\"" = 1', ('AA"',), '"\\u0041\\x41\\""', "1"),
    ('"\\b\\t\\n\\f\\r\\e" = 1', ("\b\t\n\f\r\x1b",), '"\\b\\t\\n\\f\\r\\e"', "1"),
    ("2025 = 91", ("2025",), "2025", "91"),
    ('"" = 1', ("",), '""', "1"),
    ("a . b = 1", ("a",), "a", "a"),
    ("a . b = 1", ("a", "b"), "b", "1"),
    ("[a.b]\nc = 1", ("a",), "a", "[a.b]"),
    ("[ a . b ] # x\nc = 1", ("a", "b"), "b", "[ a . b ]"),
    ("[a.b]\n[a]\nc = 1", ("a",), "a", "[a]"),
    ("[a]\n[a.b]", ("a",), "a", "[a]"),
    ("[[a]]\n[[a]]\nb = 1", ("a",), "a", "[[a]]"),
    ("[[a]]\n[[ a ]]\nb = 1", ("a", 1), "a", "[[ a ]]"),
    ("[[a]]\n[[a]]\nb = 1", ("a", 1, "b"), "b", "1"),
    ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[a.b.c]\nd = 1", ("a", 1, "b", 0, "c", "d"), "d", "1"),
    ("a = [1, [2, 3]]", ("a", 1), None, "[2, 3]"),
    ("a = [1, [2, 3]]", ("a", 1, 0), None, "2"),
    ("a = [ # ]\n 1, # one\n]", ("a",), "a", "[ # ]\n 1, # one\n]"),
    ("a = {b.c = 1, d = {}}", ("a", "b", "c"), "c", "1"),
    ("a = {b.c = 1, d = {}}", ("a", "d"), "d", "{}"),
    ("a = {b = [{c = 1}, {c = 2}]}", ("a", "b", 1, "c"), "c", "2"),
    ("a = {\n b = 1,\n # c\n}", ("a", "b"), "b", "1"),
    ("a = 1979-05-27 07:32:00Z # x", ("a",), "a", "1979-05-27 07:32:00Z"),
    ("a = 1979-05-27\n07 = 1", ("a",), "a", "1979-05-27"),
    ("a = 07:32", ("a",), "a", "07:32"),
    ("a = -inf", ("a",), "a", "-inf"),
    ("a = 'x # y'", ("a",), "a", "'x # y'"),
    ('a = """x""""" # y', ("a",), "a", '"""x"""""'),
    ("a = ''''x'''''", ("a",), "a", "''''x'''''"),
    ('a = ""\nb = 1', ("b",), "b", "1"),
    ('a = """\\\n  x"""\nb = 1', ("b",), "b", "1"),
    ("a = '''[b]\nb = 2'''\r\nb = 1", ("b",), "b", "1"),
]


@pytest.mark.parametrize(("text", "path", "key", "value"), PLACES)
def test_places(text: str, path: Path, key: str | None, value: str) -> None:
    """A key and its value stand where the text has them."""
    read(text)
    places = positions(text)
    assert standing(text, places.value(path)) == value
    assert standing(text, places.key(path)) == key


def test_no_path_longer_than_the_limit_is_placed() -> None:
    """Long paths would take the memory of the machine."""
    entries = scan("a = " + "[" * 150 + "]" * 150).entries
    assert max(len(entry.path) for entry in entries) == TOML_DEPTH


def test_unknown_paths_have_no_place() -> None:
    """A path that the text does not have is answered with None."""
    places = positions("a = 'x'")
    assert places.key(("b",)) is places.value(("b",)) is places.inside(("b",), 0, 1) is places.value(()) is None


INSIDE = [  # a text whose `a` is text, characters of that text, what stands there
    ("a = 'pagu / x'", 0, 4, "pagu"),
    ("a = 'pagu / x'", 7, 8, "x"),
    ("a = 'pagu'", 4, 4, ""),
    ("a = 'pagu'", 4, 9, ""),
    ("a = ''", 0, 1, ""),
    ('a = "pagu"', 1, 3, "ag"),
    ('a = "\\u0041 + b"', 4, 5, "b"),
    ('a = "\\u0041 + b"', 0, 1, "\\u0041"),
    ('a = """p \\\n   q"""', 2, 3, "q"),
    ("a = '''\npagu\n/ x'''", 5, 8, "/ x"),
    ("a = '''\r\npagu\r\n/ x'''", 5, 8, "/ x"),
    ("a = '''pagu'''''", 4, 6, "''"),
    ("a = 12", 1, 2, "12"),
]


@pytest.mark.parametrize(("text", "start", "end", "found"), INSIDE)
def test_places_inside_a_text(text: str, start: int, end: int, found: str) -> None:
    """Characters of a value are found in the file, whichever way its text is quoted."""
    read(text)
    assert standing(text, positions(text).inside(("a",), start, end)) == found


@pytest.mark.parametrize("faulty", ["a = [1, {b = ", "[a.", "a", "a = 'x", "a = 1 = 2", "[[", "{"])
def test_places_before_a_fault_are_known(faulty: str) -> None:
    """A half-typed text has the places of what stands before the fault."""
    assert positions("z = 1\n" + faulty).value(("z",)) == (4, 5)


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Return every path below *value* with what is there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*path, key), child
        yield from paths(child, (*path, key))


def attempt(action: Callable[[], Any]) -> Any:
    """Return what *action* gives, or None where it finds no TOML."""
    try:
        return action()
    except tomli.TOMLDecodeError:
        return None


def names_of(heading: str) -> list[str]:
    """Return the parts of a heading, as tomli reads them."""
    found = [path[-1] for path, _ in paths(attempt(lambda: tomli.loads(heading)) or {})]
    return [part for part in found if isinstance(part, str)]


def misplaced(text: str, places: Positions, path: Path, value: Any) -> str | None:
    """Return what is wrong with the place of *path*, as tomli reads what stands there."""
    there, key = standing(text, places.value(path)), standing(text, places.key(path))
    if there is None:
        return "no place"
    names = [part for part in path if isinstance(part, str)]
    reread = attempt(lambda: tomli.loads(f"x = {there}", parse_float=Decimal)["x"])
    mention = attempt(lambda: tomli.loads(f"{there} = 0")) == {names[-1]: 0}
    if reread != value and not (isinstance(value, dict | list) and (names_of(there)[: len(names)] == names or mention)):
        return f"{there!r} is not {value!r}"
    if key is None:
        return None if isinstance(path[-1], int) else "no key"
    if attempt(lambda: tomli.loads(f"{key} = 0")) != {names[-1]: 0}:
        return f"{key!r} is not the key {names[-1]!r}"
    return None


@settings(deadline=None, max_examples=200)
@given(documents())
def test_the_grammar_agrees_with_tomli(text: str) -> None:
    """The same paths exist, and what stands at each place is read by tomli as the value there."""
    found = dict(paths(read(text)))
    places = positions(text)
    assert {entry.path for entry in scan(text).entries} == set(found)
    assert {path: wrong for path, value in found.items() if (wrong := misplaced(text, places, path, value))} == {}


@settings(deadline=None, max_examples=200)
@given(texts(), st.booleans())
def test_every_character_of_a_text_has_its_place(spelled: str, carriage_returns: bool) -> None:
    """What stands at the place of a character is that character, in its spelling."""
    text = f"a = [{spelled}]"
    text = text.replace("\n", "\r\n") if carriage_returns else text
    content = read(text)["a"][0]
    places = positions(text)
    for index, character in enumerate(content):
        there = standing(text, places.inside(("a", 0), index, index + 1)) or ""
        reread = tomli.loads(f'a = """.{there}."""')["a"][1:-1] if spelled[0] == '"' else there.replace("\r\n", "\n")
        assert reread == character
