"""The quick reader of places says what lark's grammar says, or nothing."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkjdsl.syntax.toml_places import placed, scan
from lkjdsl.syntax.toml_quick import quick_entries
from tests.support.paths import ROOT
from tests.support.toml_documents import documents

FILES = sorted([*ROOT.glob("formulas/*.toml"), *ROOT.glob("examples/*/*.toml"), *ROOT.glob("tests/conformance/*.toml")])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_our_own_files_are_read_quickly_and_alike(file: Path) -> None:
    text = file.read_text("utf-8")
    entries = quick_entries(text)

    assert entries is not None
    assert placed(text, entries) == placed(text, scan(text).entries)


@given(documents())
def test_every_document_is_read_alike(text: str) -> None:
    entries = quick_entries(text)

    assert entries is not None
    assert placed(text, entries) == placed(text, scan(text).entries)


@given(
    documents(),
    st.integers(min_value=0),
    st.sampled_from(["", "[", "]", "{", "}", "=", ",", ".", "'", '"', "#", "\n", "x"]),
)
@example("a = [[1]\n]", 0, "")
@example('a."b" . c = """x"""""\n', 0, "")
def test_a_text_with_a_fault_is_read_alike_or_left_to_lark(text: str, place: int, put_in: str) -> None:
    at = place % (len(text) + 1)
    faulty = text[:at] + put_in + text[at + 1 :]
    entries = quick_entries(faulty)

    if entries is not None:
        assert placed(faulty, entries) == placed(faulty, scan(faulty).entries)


@pytest.mark.parametrize("text", ["a", "a =", "a = [1", "a = {b = 1", "[a", "a = '", "= 1", "a = [1,,2]", "\x00"])
def test_what_is_not_understood_is_left(text: str) -> None:
    assert quick_entries(text) is None
