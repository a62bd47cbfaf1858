"""What is accounted for: the outcomes of an office over the years, the language, the sentences that it uses."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import Factory, frozen

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.model.definition import Node
from lkjdsl.model.periods import YearSpan, is_not_due, measured_by_itself
from lkjdsl.model.results import NodeAchievement, NodeValue, ScaleLabel
from lkjdsl.model.values import State
from lkjdsl.render import results_page
from lkjdsl.render.words import shown, shown_result
from lkjdsl.report.spoken import Namer, namer
from lkjdsl.words import Words

WORDS = Words("report.page")


@frozen(eq=False, slots=False)
class Account:
    """
    ``outcomes`` has a year each, the last is reported; ``templates`` replace sentences by their key.

    They go before those of the edition, which are in its own language.
    """

    outcomes: Sequence[Outcome]
    language: Language
    templates: Mapping[str, str] = Factory(dict)

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of the year that is reported."""
        return self.outcomes[-1]

    @property
    def years(self) -> Mapping[int, Outcome | None]:
        """Return every year from the first to the one that is reported, None where its data are missing."""
        known = {outcome.data.year: outcome for outcome in self.outcomes}
        return {year: known.get(year) for year in range(min(known), max(known) + 1)}

    def template(self, key: str) -> str | None:
        """Return the sentence that the office or the edition states for *key*."""
        definition = self.outcome.definition
        stated = definition.sentences if self.language == definition.language else {}
        return self.templates.get(key) or stated.get(key)

    @property
    def parts(self) -> Mapping[str, Outcome]:
        """Return the outcomes of the year to date, by the word for each; empty where it has no periods."""
        spans = self.outcome.spans.items()
        return {span.text(self.language): outcome for span, outcome in spans if span.to_date}

    def planned(self, indicator: Node) -> Sequence[str]:
        """
        Return the target of each period of the year, with data or without; empty where none is stated for it.

        One that is stated for the whole year is that of the last period, and of no other, or that of each by itself.
        """
        year, periods = self.outcome.data.year, self.outcome.definition.periods
        if indicator.target is None or indicator.target.by_period.get(year) is None:
            target = self.target(indicator)
            each = target if indicator.target is not None and indicator.target_of == "period" else ""
            return [*[each] * (len(periods) - 1), *[target] * bool(periods)]
        spans = [YearSpan(period, to_date=True) for period in self.outcome.definition.periods]
        return [
            "" if is_not_due(indicator.target, year, span) else self.target(indicator, self._of_span(span))
            for span in spans
        ]

    def target_of_year(self, indicator: Node) -> str:
        """Return the target of the whole year, which is that of its last period; empty where none is stated for it."""
        by_period = indicator.target is not None and self.outcome.data.year in indicator.target.by_period
        return self.planned(indicator)[-1] if by_period else self.target(indicator)

    def _of_span(self, span: YearSpan) -> Outcome:
        """Return the outcome of a part of the year, which has targets before it has data."""
        if span in self.outcome.spans:
            return self.outcome.spans[span]
        edition = CheckedEdition(self.outcome.definition)
        return edition.evaluate({"year": self.outcome.data.year, "period": span.period}).spans[span]

    @property
    def indicators(self) -> Sequence[Node]:
        """Return the indicators in the order of the report: those of the objectives, then the others."""
        definition = self.outcome.definition
        inside = [
            definition.indicators[name] for objective in definition.objectives.values() for name in objective.indicators
        ]
        return [*inside, *self.others]

    @property
    def others(self) -> Sequence[Node]:
        """Return the indicators that belong to no objective."""
        return [indicator for indicator in self.outcome.definition.indicators.values() if indicator.objective is None]

    def shown(self, path: str, outcome: Outcome | None = None) -> str:
        """Return the printed text of a result of the year reported, or of another *outcome*; or its state's word."""
        return shown(outcome or self.outcome, path, self.language)

    def measured(self, indicator: Node, outcome: Outcome | None = None) -> Outcome:
        """Return what the target of an indicator is held against: its last period by itself where it is of periods."""
        of = outcome or self.outcome
        span = of.data.span
        if span is None or not measured_by_itself(indicator, span):
            return of
        return (of.spans or self.outcome.spans).get(YearSpan(span.period), of)

    def result(self, indicator: Node, outcome: Outcome | None = None) -> str:
        """Return the result that the target of an indicator is of, as it is printed."""
        return self.shown(indicator.path, self.measured(indicator, outcome))

    def year(self, indicator: Node, outcome: Outcome | None = None) -> str:
        """Return the year of that result, with its period where it is of one by itself: ``2025 (TW2)``."""
        of = outcome or self.outcome
        alone = self.measured(indicator, of)
        period = "" if alone is of or alone.data.span is None else f" ({alone.data.span.period})"
        return f"{of.data.year}{period}"

    def parts_of(self, indicator: Node) -> Mapping[str, Outcome]:
        """Return the parts of the year that an indicator is told of: to date, or each period by itself."""
        alone = [self.measured(indicator, outcome) for outcome in self.parts.values()]
        return {part.data.span.text(self.language): part for part in alone if part.data.span is not None}

    def target(self, indicator: Node, outcome: Outcome | None = None) -> str:
        """Return the target as it is printed, both ends of a range; empty where none is set."""
        if indicator.target is None:
            return ""
        return results_page.target_text(self.measured(indicator, outcome), NodeAchievement(indicator), self.language)

    def achievement(self, indicator: Node, outcome: Outcome | None = None) -> str:
        """Return the achievement as it is printed; empty where no target is set, since nobody expects one."""
        of = self.measured(indicator, outcome)
        is_expected = indicator.target is not None and not has_no_target(of, NodeAchievement(indicator).path)
        return self.shown(NodeAchievement(indicator).path, of) if is_expected else ""

    def is_excluded(self, indicator: Node) -> bool:
        """Return whether an indicator does not apply this year, so that nothing of it is accounted for."""
        value = self.outcome.result(indicator.path).value
        return isinstance(value, State) and value.kind == "excluded"

    def rating(self, indicator: Node) -> str:
        """Return the label that a scale gives the achievement, else the result; empty where neither has a scale."""
        result = self._rated(indicator)
        return "" if result is None else shown_result(result, self.language)

    def category(self, indicator: Node) -> str:
        """Return the rating of an indicator that has one; empty where there is none, whatever the reason."""
        result = self._rated(indicator)
        return "" if result is None or result.status != "ok" else shown_result(result, self.language)

    def _rated(self, indicator: Node) -> Result | None:
        measured = self.measured(indicator)
        scales = [ScaleLabel(of).path for of in (NodeAchievement(indicator), NodeValue(indicator))]
        return next((measured.result(path) for path in scales if path in measured.program.results), None)

    @cached_property
    def spoken(self) -> Namer:
        """Return what says a text without the paths and codes of the edition."""
        return namer(self.outcome.definition)

    def word(self, key: str, **values: str) -> str:
        """Return a text of the report by its key, filled in."""
        return WORDS[key].text(self.language).format(**values)


def has_no_target(outcome: Outcome, path: str) -> bool:
    """Return whether there is no value at *path* only since no target is set for the year."""
    result = outcome.result(path)
    reasons = result.value.reasons if isinstance(result.value, State) else ()
    return bool(reasons) and not result.is_not_measured and all(reason.code == "no-target" for reason in reasons)
