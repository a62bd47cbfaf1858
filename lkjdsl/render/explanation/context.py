"""What every section needs to know: the outcome, the words of a language, printed numbers, and places told short."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePath

from attrs import define

from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset.shown_values import (
    DETAILS,
    LineDetail,
    Precision,
    ShownValue,
    shown_number,
    shown_text,
    word,
)
from lkjdsl.domains.typeset.tree import PathTree
from lkjdsl.evaluate.events import Event, events
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.model.values import State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number, Rounding, compare
from lkjdsl.render.explanation.content import At
from lkjdsl.render.figure_text import capitalised, figure, filled
from lkjdsl.render.words import state_word
from lkjdsl.source import Path, Place, Source
from lkjdsl.syntax.places import exactly, spot
from lkjdsl.units import Unit
from lkjdsl.words import Words


@define(eq=False, slots=False)
class ExplanationContext:
    """An outcome to be explained in a language; in a report, where nobody knows the edition, without its own words."""

    outcome: Outcome
    language: Language
    in_report: bool = False

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """Return every phrase."""
        phrases = Words("explanation").spoken(self.language)
        if not self.in_report:
            return phrases
        remarks = Words("explanation.remark-of-report").spoken(self.language)
        definitions = Words("explanation.definition-of-report").spoken(self.language)
        return {
            **phrases,
            **{f"remark.{key}": text for key, text in remarks.items()},
            **{f"definition.{key}": text for key, text in definitions.items()},
        }

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Return the words inside formulas."""
        return {key.removeprefix("math."): word for key, word in self.phrases.items() if key.startswith("math.")}

    def say(self, key: str, **values: str) -> str:
        """Return the phrase of *key* with its braces filled in; a sentence begins with a capital."""
        text = filled(self.phrases[key], values)
        return capitalised(text) if key.startswith("remark.") else text

    @cached_property
    def path_at(self) -> Mapping[int, str]:
        """Return the path of the result at each step that has one; of two with the same step, the first."""
        found: dict[int, str] = {}
        for path, index in self.outcome.program.results.items():
            found.setdefault(index, path)
        return found

    @cached_property
    def happened(self) -> Mapping[int, Event]:
        """Return what happened, by step."""
        outcome = self.outcome
        return {event.index: event for event in events(outcome.program, outcome.values, outcome.data.facts)}

    @cached_property
    def edition(self) -> Source | None:
        """Return the edition's source."""
        places = (node.place for node in self.outcome.definition.indicators.values())
        return next((place.source for place in places if place is not None), None)

    def sources(self) -> Iterator[tuple[str, Source]]:
        """Yield the files that the numbers rest on, with the part they play."""
        if self.edition is not None:
            for source in self.edition.sources():
                yield "edition", source
        data = self.outcome.data
        for file in dict.fromkeys(part.source for part in (data.parts or [data])):
            if file is not None:
                yield "data", file
        previous = self.outcome.previous
        if previous is not None and previous.data.source is not None:
            yield "previous", previous.data.source

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """Return a short name for each file: its last part, where no other file shares it."""
        names = list(dict.fromkeys(source.name for _, source in self.sources()))
        last = [PurePath(name).name for name in names]
        return {name: short if last.count(short) == 1 else name for name, short in zip(names, last, strict=True)}

    def at(self, place: Place | None) -> tuple[At, ...]:
        """Return where *place* is, nothing where there is none."""
        if place is None:
            return ()
        found = spot(place)
        return (At(found.file, found.line, f"{self.short_names.get(found.file, found.file)}:{found.line}"),)

    def at_exactly(self, source: Source | None, *paths: Path) -> At | None:
        """Return where the first of *paths* that stands in *source* is, or None."""
        for path in paths if source is not None else ():
            place = Place(source, path)  # type: ignore[arg-type] # not None here
            if exactly(place):
                return self.at(place)[0]
        return None

    def shown(self, result: Result) -> str:
        """Return a result as printed, or the word for its state."""
        if result.is_not_measured:
            return state_word(result, self.language)
        if result.printed is None:
            return self.words[result.status]
        return self._figure(result.printed, result) if isinstance(result.value, tuple) else result.printed

    def reason(self, result: Result) -> str:
        """Return why *result* is none; a report does not show the way of paths from there."""
        return (result.cause if self.in_report else result.reason) or ""

    def _figure(self, text: str, result: Result) -> str:
        return figure(text, self.outcome.asked(result.path), self.outcome.data.year)

    def exact(self, result: Result) -> str:
        """Return the exact fraction of a result, empty where it is no number."""
        return numerals.exact_text(result.value) if isinstance(result.value, tuple) else ""

    def printed(self, value: Value, result: Result) -> str:
        """Return a value on the way to *result* as that is printed."""
        if not isinstance(value, tuple):
            return word(value, self.words)
        text = numerals.printed(value, result.unit, result.digits, result.rounding, self.language)
        return self._figure(text, result) if value == result.value else text

    def shown_cell(self, value: Value, result: Result, detail: LineDetail, unit: Unit) -> ShownValue:
        """Return the *value* of *result* in *unit* as it stands in the formula of another one."""
        if not isinstance(value, tuple):
            return ShownValue(PathTree(self.shown(result), result.path, filled=True), value)
        text, number = self.shown_beside(value, result, detail, unit)
        return ShownValue(PathTree(text, result.path, filled=True), number)

    def shown_beside(self, value: Number, result: Result, detail: LineDetail, unit: Unit) -> tuple[str, Number]:
        """Return a number with the digits of *result* and those of *detail*, and the number that this says."""
        precision = Precision(result.digits, least=result.digits, rounding=result.rounding)
        return shown_number(value, unit, self.language, detail, precision)

    def shown_before(self, before: Number, result: Result, then: Callable[[Number], Value]) -> str:
        """
        Return a number with as many digits as it takes to see what is done with it.

        As printed it gives what the number itself gives *then*, and looks like another number than that.
        """
        after = then(before)
        printed = self.printed(after, result)
        shown = [self.shown_beside(before, result, detail, result.unit) for detail in DETAILS]
        enough = (text for text, n in shown if self.printed(then(n), result) == printed and not _are_equal(n, after))
        return next(enough, shown[-1][0])

    def detail(self, as_printed: Callable[[LineDetail], Value], value: Value, result: Result) -> LineDetail | None:
        """
        Return the least detail at which printed numbers give what *value* prints as a *result*; None where none does.

        *as_printed* is what a reader computes from numbers that are printed with a detail.
        """
        if not isinstance(value, tuple):
            return 0
        printed = self.printed(value, result)
        return next((detail for detail in DETAILS if self.printed(as_printed(detail), result) == printed), None)

    def rule(self, value: Number | str, unit: Unit) -> str:
        """Return what a rule gives: a number, or the word for a state."""
        return (
            self.phrases[f"rule.state-{value}"]
            if isinstance(value, str)
            else numerals.shortest(value, unit, self.language)
        )

    def amount(self, value: Number, unit: Unit) -> str:
        """Return a number that the edition states."""
        return numerals.shortest(value, unit, self.language)

    def rounding(self, mode: Rounding) -> str:
        """Return the name of a way to round."""
        return self.phrases[f"mode.{mode}"]

    def text(self, value: Value, unit: Unit) -> str:
        """Return a value of the data."""
        return shown_text(value, unit, self.language, self.words)


def _are_equal(left: Number, right: Value) -> bool:
    return isinstance(right, tuple) and compare(left, right) == 0


def is_state(value: Value, code: str) -> bool:
    """Return whether *value* is a state for the reason *code*."""
    return isinstance(value, State) and any(reason.code == code for reason in value.reasons)
