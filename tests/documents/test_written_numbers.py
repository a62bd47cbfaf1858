"""What a document has on record of its numbers, and which of its units are still those that were written."""

import pytest

from lkjdsl.documents.ooxml.xml import Element, parsed
from lkjdsl.documents.word.written_numbers import (
    WrittenNumber,
    WrittenUnit,
    paired,
    units_in,
    words_of,
    written_xml,
)

UNITS = [
    WrittenUnit(words_of(["Capaian: 98,83%"]), [WrittenNumber("98,83", "IKK1.achievement", 2025)]),
    WrittenUnit(words_of(["2024", "1.024"]), [WrittenNumber("2024"), WrittenNumber("1.024", "IKK1@..TW2", 2024)]),
]


def test_a_record_says_what_was_written() -> None:
    root = parsed("", "", f"<control>{written_xml([*UNITS, WrittenUnit(words_of(['kata']), [])])}</control>".encode())
    assert isinstance(root, Element)
    assert units_in(root) == UNITS


PAIRED = {
    "the same": ("a b c", "a b c", {0: 0, 1: 1, 2: 2}),
    "words that stand twice": ("a a b", "a a b", {0: 0, 1: 1, 2: 2}),
    "something was added": ("a b", "x a y b", {1: 0, 3: 1}),
    "something was taken out": ("a b c", "a c", {0: 0, 1: 2}),
    "one of two alike was taken out": ("a a b", "a b", {1: 2}),
    "one of two alike was written once more": ("a b", "a a b", {2: 1}),
    "the order is another": ("a b c", "c a b", {0: 2, 1: 0, 2: 1}),
    "nothing is left": ("a b", "x y", {}),
}


@pytest.mark.parametrize("case", PAIRED)
def test_only_what_is_known_for_certain_is_paired(case: str) -> None:
    written, found, pairs = PAIRED[case]
    units = [WrittenUnit(words, [WrittenNumber(str(at))]) for at, words in enumerate(written.split())]
    known = {at: int(unit.numbers[0].text) for at, unit in paired(units, found.split()).items()}
    assert known == pairs
