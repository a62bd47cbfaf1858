"""A text that is no TOML is read as far as it goes, and what is open there counts as closed at its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl.syntax.toml_scan import Path, Span, scan
from tests.support.toml_documents import documents

FAULTS: list[tuple[str, int, list[int], list[tuple[Path, Span]]]] = [
    # text, where reading stops, the brackets still open there, what was read and where its values stand
    ("a", 1, [], [(("a",), (1, 1))]),
    ("a.", 2, [], [(("a",), (0, 1)), (("a", ""), (2, 2))]),
    ("a = # x", 7, [], [(("a",), (7, 7))]),
    ("a b = 1", 2, [], [(("a",), (7, 7))]),
    ("a = 'x", 4, [], [(("a",), (6, 6))]),
    ("a = 1,5", 5, [], [(("a",), (4, 5))]),
    ("a = 1 = 2", 6, [], [(("a",), (4, 5))]),
    ("= 1", 0, [], []),
    ("\x00", 0, [], []),
    ("a = [1", 6, [4], [(("a",), (4, 6)), (("a", 0), (5, 6))]),
    ("a = [1,,2]", 7, [4], [(("a",), (4, 10)), (("a", 0), (5, 6))]),
    ("a = [[1}]", 7, [4, 5], [(("a",), (4, 9)), (("a", 0), (5, 9)), (("a", 0, 0), (6, 7))]),
    ("a = [{b = ", 10, [4, 5], [(("a",), (4, 10)), (("a", 0), (5, 10)), (("a", 0, "b"), (10, 10))]),
    ("a = {b = 1 c = 2}", 11, [4], [(("a",), (4, 17)), (("a", "b"), (9, 10))]),
    ("a = {=", 5, [4], [(("a",), (4, 6))]),
    ("[", 1, [0], [(("",), (0, 1))]),
    ("[a\nb = 1", 3, [0], [(("a",), (0, 8))]),
    ("[a]]", 2, [0], [(("a",), (0, 4))]),
    ("[[a]\nb = 1", 3, [0], [(("a",), (0, 10)), (("a", 0), (0, 10))]),
    ("[a.]", 3, [0], [(("a",), (0, 4)), (("a", ""), (0, 4))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stop", "brackets", "entries"), FAULTS)
def test_a_text_is_read_up_to_its_fault(
    text: str, stop: int, brackets: list[int], entries: list[tuple[Path, Span]]
) -> None:
    found = scan(text)
    assert (found.stop, found.brackets) == (stop, brackets)
    assert [(entry.path, entry.value) for entry in found.entries] == entries


@given(documents(), st.integers(min_value=0), st.sampled_from(["", "[", "]", "{", "}", "=", ",", ".", "'", '"', "#"]))
def test_what_stands_before_a_fault_is_where_it_was(text: str, place: int, put_in: str) -> None:
    at = place % (len(text) + 1)
    before = {(entry.path, entry.value) for entry in scan(text).entries if entry.value[1] < at and not entry.implied}
    faulty = scan(text[:at] + put_in)
    assert before <= {(entry.path, entry.value) for entry in faulty.entries}
    assert faulty.stop <= at + len(put_in)


@given(documents())
def test_a_document_is_read_to_its_end(text: str) -> None:
    assert (scan(text).stop, scan(text).brackets) == (len(text), [])
