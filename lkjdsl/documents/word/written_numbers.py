"""
What each number is of that was filled into a control, kept in the record of the document for whoever reads it again.

A control is kept as units, each a paragraph, a row of a table or of a chart, or the equations of a derivation. A unit
is known again by its words, whatever its numbers have become.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from lkjdsl.documents.ooxml.xml import Element, attribute, written

NUMERAL = re.compile(r"\d(?:[\d.,]*\d)?")
WORD = re.compile(rf"{NUMERAL.pattern}|[^\W\d_]+")
HEX_DIGITS = 16
"""Of the hash of a unit's words."""


@frozen
class WrittenNumber:
    """A numeral as it was written; ``path`` and ``year`` are of what it was printed from, empty where from nothing."""

    text: str
    path: str = ""
    year: int = 0


@frozen
class WrittenUnit:
    """The hash of the words of a unit, and its numerals in their order."""

    words: str
    numbers: Sequence[WrittenNumber]


def words_of(texts: Sequence[str]) -> str:
    """
    Return the hash of the words of a unit, to which the figures of its numerals do not matter.

    >>> words_of(["Capaian: 98,83%"]) == words_of(["Capaian:", "9%"]), words_of(["a 1 b"]) == words_of(["a b 1"])
    (True, False)
    """
    words = ["#" if hit[0].isdigit() else hit.casefold() for text in texts for hit in WORD.findall(text)]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:HEX_DIGITS]


def written_xml(units: Sequence[WrittenUnit]) -> str:
    """Return *units* as they stand in the record; one without numerals says nothing."""
    return "".join(
        f"<text words={attribute(unit.words)}>{written(chr(10).join(map(_line, unit.numbers)))}</text>"
        for unit in units
        if unit.numbers
    )


def units_in(control: Element) -> list[WrittenUnit]:
    """Return the units that an entry of the record has."""
    entries = (child for child in control.children if child.name.rpartition(":")[2] == "text")
    return [WrittenUnit(entry.attributes.get("words", ""), list(_numbers(entry.text))) for entry in entries]


def _line(number: WrittenNumber) -> str:
    return f"{number.text} {number.year} {number.path}" if number.path else number.text


def _numbers(lines: str) -> Iterator[WrittenNumber]:
    for line in lines.split("\n"):
        text, _, of = line.strip().partition(" ")
        year, _, path = of.partition(" ")
        yield WrittenNumber(text, path, int(year)) if path and year.isdigit() else WrittenNumber(text)


def paired(units: Sequence[WrittenUnit], found: Sequence[str]) -> dict[int, WrittenUnit]:
    """
    Return the unit that each of the units *found* is, by its place; they are known by the hashes of their words.

    What was added, reworded or taken out is no unit that is known. Where the others are not the same ones in the same
    order, those are known whose words stand once.
    """
    known, seen = Counter(unit.words for unit in units), Counter(found)
    here = [at for at, words in enumerate(found) if words in known]
    there = [unit for unit in units if unit.words in seen]
    if [found[at] for at in here] == [unit.words for unit in there]:
        return dict(zip(here, there, strict=True))
    by_words = {unit.words: unit for unit in there}
    return {at: by_words[found[at]] for at in here if known[found[at]] == seen[found[at]] == 1}
