"""The words by which reports name figures; they are data (``genre.toml``)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

from lkjdsl.proofreading.printed.kept_texts import TEXTS


@frozen
class FigureWords:
    """Words of roles, rows, other times, directions and names, in small letters."""

    role: Mapping[str, Sequence[str]]
    row: Mapping[str, Sequence[str]]
    other: Sequence[str]
    places: Sequence[str]
    direction: Mapping[str, Sequence[str]]
    names: Sequence[str]
    months: Sequence[str]
    measures: Mapping[str, Sequence[Sequence[str]]]
    times: Sequence[str]
    stop: frozenset[str]
    light: frozenset[str]
    phrase: Mapping[str, Sequence[str]]
    limit: Sequence[str]
    change: Sequence[str]
    symbol: Mapping[str, frozenset[str]]
    added: frozenset[str]
    averaged: frozenset[str]
    counted: frozenset[str]
    people: frozenset[str]
    chapters: frozenset[str]
    measuring: frozenset[str]
    abbreviations: Mapping[str, str]


@cache
def genre() -> FigureWords:
    """Return the words, read once."""
    words = _written()
    name, stop = words["name"], words["stop"]
    return FigureWords(
        words["role"],
        words["row"],
        words["other"]["words"],
        words["other"]["places"],
        words["direction"],
        name["before"],
        name["months"],
        {kind: [one.split("|") for one in ones] for kind, ones in words["measures"].items()},
        name["times"],
        frozenset(stop["words"]),
        frozenset(stop["light"]),
        {
            **words["phrase"],
            **{key: ones for key, ones in words["title"].items() if key != "chapters"},
            "previous": name["previous"],
        },
        words["limit"]["words"],
        words["change"]["words"],
        {kind: frozenset(ones) for kind, ones in words["symbol"].items()},
        frozenset(words["added"]["words"]),
        frozenset(words["averaged"]["words"]),
        frozenset(words["counted"]["words"]),
        frozenset(words["counted"]["people"]),
        frozenset(words["title"]["chapters"]),
        frozenset(words["counted"]["measuring"]),
        {short: word for word, ones in words["abbreviated"].items() for short in ones},
    )


@cache
def _written() -> Mapping[str, Any]:
    import tomli

    return tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def written_words() -> Iterator[str]:
    """Yield all words and patterns as they are written."""
    for entry in _written().values():
        for ones in entry.values() if isinstance(entry, Mapping) else (entry,):
            yield from ones


@lru_cache(TEXTS)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of *words* as a whole word."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Return whether one of *words* stands in *text*."""
    return pattern(tuple(words)).search(text) is not None


ROLES = ("achievement", "target", "value", "weight", "base", "either")
"""What a phrase says of the number behind it; of two that end together the first one counts."""


@cache
def verbs_of_change() -> re.Pattern[str]:
    """Return what finds the words that say that something rose or fell, or is more or less than it was."""
    keys = ("up", "down", "more", "less", "sooner", "later")
    return pattern(tuple(word for key in keys for word in genre().direction[key]))


@cache
def phrase(key: str) -> re.Pattern[str]:
    """Return what finds the phrases of *key*."""
    words = "|".join(genre().phrase[key])
    return re.compile(words if key.startswith("title") else rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
