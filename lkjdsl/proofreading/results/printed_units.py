"""The units that sentences print behind a result of an edition: hours for days, per 100.000 for per 1.000, % for 20."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.proofreading.names.known_results import HUNDRED, KnownResult, known_result
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import PERCENT, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Digits of a figure that is a result and no other number, whatever its unit."""


@frozen(eq=False)
class UnitsOfResults:
    """The results of an edition in their units, and every percentage that it has."""

    vocabulary: Vocabulary
    results: Mapping[str, KnownResult]
    percentages: Sequence[Fraction]

    @classmethod
    def of(cls, vocabulary: Vocabulary, outcome: Outcome) -> "UnitsOfResults":
        """Return the units of an *outcome*."""
        known = {path: known_result(outcome, node) for path, node in vocabulary.nodes.items()}
        values = [outcome.result(path) for path in outcome]
        percentages = [
            Fraction(*one.value) * HUNDRED for one in values if one.unit == PERCENT and isinstance(one.value, tuple)
        ]
        return cls(vocabulary, {path: one for path, one in known.items() if one is not None}, percentages)

    def faults(self, site: Site, about: str | None) -> Iterator[ReportFault]:
        """Yield each unit of a paragraph *about* an indicator, or none, that is another one than that of a result."""
        for number in site.numbers:
            printed = self._printed(number)
            if not printed:
                continue
            near = [path for path, one in self.results.items() if abs(number.value - one.value) <= one.half]
            meant = [path for path in near if self._is_meant(path, number, about)]
            if len(meant) != 1 or not self._is_other(self.results[meant[0]], number, printed, self._names(meant[0])):
                continue
            if any(_is_alike(self.results[path].unit, printed) for path in near):
                continue  # another result has that value in that unit
            now = self.results[meant[0]]
            cause = WORDS["other-unit"].filled(unit=UnitWord(now.unit))
            text = number.text if number.percent else f"{number.text} {printed}"
            yield ReportFault("unit", site, text, "", now.text, cause, number.start, number)

    def _printed(self, number: NumberInText) -> str:
        """Return the unit behind a number, where it is one of time, a rate or a percentage."""
        if number.rupiah or not number.measures:
            return ""
        if number.percent:
            return "%"
        string = number.site.text.string
        rate, time = form("rate").match(string, number.end), form("unit_of_time").match(string, number.end)
        return rate[0].strip() if rate is not None else "" if time is None else time["unit"].casefold()

    def _is_meant(self, path: str, number: NumberInText, about: str | None) -> bool:
        """Return whether a sentence may speak of a result: it stands under it, or says a telling word of its name."""
        start, end = sentence_at(number.site.text.string, number.start)
        said = set(words_of(number.site.text.string[start:end])) - light_words()
        return path == about or bool(said & self._names(path))

    def _names(self, path: str) -> set[str]:
        return (
            {word for name in self.vocabulary.by_path[path].names for word in words_of(name)} - light_words() - _plain()
        )

    def _is_other(self, now: KnownResult, number: NumberInText, printed: str, names: set[str]) -> bool:
        """Return whether the unit that is *printed* is of the kind of that of a result, and another one."""
        string = number.site.text.string
        is_told = number.decimals > 0 and sum(sign.isdigit() for sign in number.text) >= FEWEST
        rate, rated = form("rate").match(f" {printed}"), form("rate").match(f" {now.unit}")
        if rate is not None:
            return is_told and rated is not None and rate["number"] != rated["number"]
        if printed != "%":
            times, own = set(genre().times), set(now.unit.casefold().split())
            is_behind_mean = form("mean_of_time").search(string[: number.start]) is not None
            return (is_told or (number.decimals > 0 and is_behind_mean)) and bool(times & own) and printed not in own
        if now.unit in (PERCENT, RUPIAH):
            return False
        if number.decimals:
            is_percentage = any(abs(number.value - one) <= number.half for one in self.percentages)
            return is_told and not is_percentage and form("value_led").search(string[: number.start]) is not None
        noun = form("counted_noun").match(string, number.end)
        is_counted = noun is not None and bool(set(words_of(noun["noun"])) & names)
        target = form("share_to_target").match(string, number.end)
        is_counted = is_counted or (target is not None and not re.match(r"\s*(?:%|persen)", string[target.end() :]))
        return form("there_are").search(string[: number.start]) is not None and is_counted


def _is_alike(unit: str, printed: str) -> bool:
    """Return whether *printed* says the *unit* of a result."""
    return unit == PERCENT if printed == "%" else printed in unit.casefold().split() or printed == unit


def _plain() -> frozenset[str]:
    return frozenset(word for text in (*genre().averaged, *genre().times, "waktu", "lama") for word in words_of(text))
