"""A transcript of a report, corrected by hand, as the memory of what its numbers are of, for its next version."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, counted
from lkjdsl.shape import TEXT, WHOLE, Shape
from lkjdsl.source import Place, Source

NONE = "-"
"""The path of a number that is of nothing in the edition, whatever it looks like."""
COLUMN = " kolom "
NEEDED: Mapping[str, Shape] = {"place": TEXT, "text": TEXT, "number": WHOLE, "what": TEXT}
SHAPES: Mapping[str, Shape] = {**NEEDED, "year": WHOLE}
"""The keys of an entry that are read; the year is there where it is another one than the report's."""


@frozen
class RememberedNumber:
    """
    An entry of a memory: a number, where it stood, and what it is of.

    ``text`` is the paragraph, or the row; ``number`` counts the numbers of one paragraph or cell from 1. ``what`` is
    empty where nobody has said, and NONE where the number is of nothing.
    """

    place: str
    text: str
    number: int
    what: str
    at: Place | None = None
    year: int | None = None


@frozen
class Memory:
    """The entries of a transcript, and what is wrong with it."""

    entries: Sequence[RememberedNumber] = ()
    problems: Sequence[Diagnostic] = ()


Kept = TypeVar("Kept")


def read_memory(tables: Mapping[str, Any], source: Source, is_known: Callable[[str], bool]) -> Memory:
    """Return the entries of a transcript, and what is wrong with it; *is_known* tells the paths of the edition."""
    entries: list[RememberedNumber] = []
    problems: list[Diagnostic] = []
    raw = tables.get("figure", [])
    for index, one in enumerate(raw if isinstance(raw, list) else []):
        at = Place(source, ("figure", index))
        values: Mapping[str, Any] = one if isinstance(one, Mapping) else {}
        missing = [key for key in NEEDED if key not in values]
        wrong = [key for key, shape in SHAPES.items() if key in values and not shape.accepts(values[key])]
        if missing:
            problems.append(problem("missing-key", at, key=missing[0], inside="[[figure]]", example="'…'"))
        for key in wrong:
            place, shown = Place(source, ("figure", index, key)), kinds.shown(values[key])
            problems.append(problem("wrong-type", place, key=key, expected=SHAPES[key].expected, found=shown))
        if missing or wrong:
            continue
        what = values["what"]
        if what not in ("", NONE) and not is_known(what):
            problems.append(problem("printed-path-unknown", Place(source, ("figure", index, "what")), name=what))
        else:
            place, text, number = (values[key] for key in ("place", "text", "number"))
            entries.append(RememberedNumber(place, text, number, what, at, values.get("year")))
    if not entries and not problems:
        problems.append(problem("nothing-printed", Place(source, ())))
    return Memory(entries, problems)


def remembered(
    memory: Sequence[RememberedNumber], sites: Sequence[Site]
) -> tuple[dict[NumberInText, RememberedNumber], list[RememberedNumber]]:
    """
    Return what *memory*, the entries of one, says of the numbers of a report, and those that match none.

    A number is the same where its place and its words are; where it moved, its words, alone in the report; where it
    was reworded, its place with most of the words. Its value never matters: that may be what changed.
    """
    left = [entry for entry in memory if entry.what]
    known: dict[NumberInText, RememberedNumber] = {}
    for key in _KEYS:
        entries = _alone((key(entry.place, entry.text, entry.number), entry) for entry in left)
        free = _alone(
            (key(site.address.text("id"), site.context, at), number)
            for site in sites
            for at, number in enumerate(counted(site), 1)
            if number not in known
        )
        for shared in entries.keys() & free.keys():
            entry, number = entries[shared], free[shared]
            if _are_alike(entry.text, number.site.context):
                known[number] = entry
                left.remove(entry)
    return known, left


def _same(place: str, text: str, number: int) -> object:
    return place, _words(text), number


def _moved(place: str, text: str, number: int) -> object:
    return place.partition(COLUMN)[2], _words(text), number


def _reworded(place: str, _text: str, number: int) -> object:
    return place, number


_KEYS = (_same, _moved, _reworded)


def _are_alike(text: str, other: str) -> bool:
    """Return whether two texts have most of their words in common."""
    one, two = set(_words(text).split()), set(_words(other).split())
    return 2 * len(one & two) > len(one | two)


def _alone(pairs: Iterable[tuple[object, Kept]]) -> dict[object, Kept]:
    """Return the values whose key no other has."""
    several: dict[object, list[Kept]] = {}
    for key, value in pairs:
        several.setdefault(key, []).append(value)
    return {key: values[0] for key, values in several.items() if len(values) == 1}


def _words(text: str) -> str:
    """Return *text* without its numbers."""
    return " ".join(re.sub(r"\d[\d.,]*", "#", text).casefold().split())
