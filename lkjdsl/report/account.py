"""What is accounted for: the outcomes of an office over the years, the language, the sentences that it uses."""

from collections.abc import Mapping, Sequence

from attrs import Factory, frozen

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.results import NodeAchievement, NodeValue, ScaleLabel
from lkjdsl.render import results_page
from lkjdsl.render.words import shown
from lkjdsl.words import Words

WORDS = Words("report.page")


@frozen(eq=False)
class Account:
    """``outcomes`` has a year each, the last is reported; ``templates`` replace sentences by their key."""

    outcomes: Sequence[Outcome]
    language: Language
    templates: Mapping[str, str] = Factory(dict)

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of the year that is reported."""
        return self.outcomes[-1]

    @property
    def parts(self) -> Mapping[str, Outcome]:
        """Return the outcomes of the year to date, by the word for each; empty where it has no periods."""
        spans = self.outcome.spans.items()
        return {span.text(self.language): outcome for span, outcome in spans if span.to_date}

    @property
    def indicators(self) -> Sequence[Node]:
        """Return the indicators in the order of the report: those of the objectives, then the others."""
        definition = self.outcome.definition
        inside = [definition.indicators[name] for one in definition.objectives.values() for name in one.indicators]
        return [*inside, *self.others]

    @property
    def others(self) -> Sequence[Node]:
        """Return the indicators that belong to no objective."""
        return [one for one in self.outcome.definition.indicators.values() if one.objective is None]

    def shown(self, path: str, outcome: Outcome | None = None) -> str:
        """Return the printed text of a result of the year reported, or of another *outcome*; or its state's word."""
        return shown(outcome or self.outcome, path, self.language)

    def target(self, indicator: Node, outcome: Outcome | None = None) -> str:
        """Return the target as it is printed, both ends of a range; empty where none is set."""
        if indicator.target is None:
            return ""
        return results_page.target_text(outcome or self.outcome, NodeAchievement(indicator), self.language)

    def achievement(self, indicator: Node, outcome: Outcome | None = None) -> str:
        """Return the achievement as it is printed; empty where no target is set, since nobody expects one."""
        return self.shown(NodeAchievement(indicator).path, outcome) if indicator.target is not None else ""

    def rating(self, indicator: Node) -> str:
        """Return the label that a scale gives the achievement, else the result; empty where neither has a scale."""
        program = self.outcome.program
        scales = [ScaleLabel(of).path for of in (NodeAchievement(indicator), NodeValue(indicator))]
        return next((self.shown(path) for path in scales if path in program.results), "")

    def word(self, key: str, **values: str) -> str:
        """Return a text of the report by its key, filled in."""
        return WORDS[key].text(self.language).format(**values)
