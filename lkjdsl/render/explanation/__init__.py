"""Every number explains itself: the derivation of a result, in the words of its author and of the reports."""

from collections import deque
from hashlib import sha256

from attrs import evolve, frozen

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    ComparedAchievement,
    NodeAchievement,
    NodeContribution,
    ObjectiveAchievement,
    OverallAchievement,
)
from lkjdsl.render.explanation.content import ExplanationContent, ResultSection, SourceFile, every
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.sections import section_of
from lkjdsl.render.words import year_text
from lkjdsl.syntax.toml_files import wrong_argument

__all__ = ["Explanation", "explain"]


@frozen(eq=False)
class Explanation(ExplanationContent):
    """How some results were computed, as text, as a page, or as the trace of every step."""

    def __str__(self) -> str:
        """Return the explanation as text."""
        return self.text()

    def text(self, *, width: int = 100, exact: bool = False) -> str:
        """Return the explanation as text of about *width* characters a line; with *exact* each fraction is told."""
        from lkjdsl.render.explanation.text import explanation_text

        return explanation_text(self, width, exact=exact)

    def markdown(self, *, exact: bool = False) -> str:
        """Return the explanation as Markdown, its formulas as LaTeX."""
        from lkjdsl.render.explanation.markdown import explanation_markdown

        return explanation_markdown(self, exact=exact)

    def html(self, *, exact: bool = False) -> str:
        """Return the explanation as one HTML page that needs nothing else."""
        from lkjdsl.render.explanation.html import explanation_html

        return explanation_html(self, exact=exact)

    def json(self) -> str:
        """Return the trace: every step with its exact value, from which another program can compute every number."""
        from lkjdsl.render.explanation.trace import trace_text

        return trace_text(self.outcome, self.paths)


def explain(outcome: Outcome, *paths: str, language: Language | None = None, in_report: bool = False) -> Explanation:
    """
    Return how the results at *paths* were computed, down to the inputs; of all indicators where no path is told.

    An indicator is explained with its achievement and comparisons. What stands *in_report* names no rule as the edition
    writes it. Raises KeyError for a path without a result.
    """
    if not isinstance(outcome, Outcome):
        raise wrong_argument(outcome, "outcome")
    if language not in (None, "id", "en"):
        raise wrong_argument(language, "language", outcome.language)
    kinds = [outcome.output(path).kind for path in paths]
    if any(isinstance(kind, NodeContribution) for kind in kinds) and not outcome.definition.has_contributions:
        outcome = outcome.with_contributions
    context = ExplanationContext(outcome, language or outcome.language, in_report)
    asked = tuple(dict.fromkeys(paths)) or everything(outcome)
    sections = tuple(with_aims(context, path) for path in asked)
    present = {section.path for section in every(sections)}
    others: list[ResultSection] = []
    waiting = deque(path for section in every(sections) for path in section.uses)
    while waiting:
        path = waiting.popleft()
        if path not in present:
            section = section_of(context, path)
            others.append(section)
            below = every([section])
            present.update(section.path for section in below)
            waiting.extend(used for section in below for used in section.uses)
    sheets = tuple(
        SourceFile(role, source.name, sha256(source.text.encode()).hexdigest())  # type: ignore[arg-type] # one of the three words
        for role, source in context.sources()
    )
    explained = tuple(section.path for section in every((*sections, *others)))
    return Explanation(
        outcome.definition.title, outcome.data.office, year_text(outcome.data, context.language), context.language,
        sections, tuple(others), sheets, explained, outcome,
    )  # fmt: skip


def everything(outcome: Outcome) -> tuple[str, ...]:
    """Return the paths that are explained where none is told: indicators, then the averages of their achievements."""
    definition = outcome.definition
    averages = [
        ObjectiveAchievement(objective).path for objective in definition.objectives.values() if objective.indicators
    ]
    overall = [path for path in (OverallAchievement().path,) if path in outcome.program.results]
    return (*definition.indicators, *averages, *overall)


def with_aims(context: ExplanationContext, path: str) -> ResultSection:
    """Return the section of *path*; that of an indicator with what it is measured against: targets, the year before."""
    section = section_of(context, path)
    outcome = context.outcome
    node = outcome.definition.indicators.get(path)
    if node is None:
        return section
    names = [*node.compare, *([PREVIOUS] if outcome.previous is not None else [])]
    aims: list[Achievement] = [NodeAchievement(node)] if node.target is not None else []
    aims += [ComparedAchievement(node, name) for name in names]
    return evolve(section, sections=(*section.sections, *(section_of(context, aim.path) for aim in aims)))
