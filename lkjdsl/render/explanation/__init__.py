"""Every number explains itself: the derivation of a result, in the words of its author and of the reports."""

from hashlib import sha256

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.render.explanation.desk import Desk
from lkjdsl.render.explanation.model import Explanation, Section, Sheet, every
from lkjdsl.render.explanation.sections import Maker

__all__ = ["Explanation", "explain"]


def explain(outcome: Outcome, *paths: str, language: Language | None = None) -> Explanation:
    """
    Return how the results at *paths* were computed, down to the inputs; of all indicators where no path is told.

    An indicator is explained with its achievement and comparisons. Raises KeyError for a path without a result.
    """
    desk = Desk(outcome, language or outcome.language)
    asked = asked_for(outcome, paths)
    maker = Maker(desk)
    sections = tuple(maker.section(path) for path in asked)
    told = {section.path for section in every(sections)}
    others: list[Section] = []
    waiting = [path for section in every(sections) for path in section.uses]
    while waiting:
        path = waiting.pop(0)
        if path not in told:
            section = maker.section(path)
            others.append(section)
            below = every([section])
            told.update(one.path for one in below)
            waiting.extend(used for one in below for used in one.uses)
    sheets = tuple(
        Sheet(role, source.name, sha256(source.text.encode()).hexdigest())  # type: ignore[arg-type] # one of the three words
        for role, source in desk.sources()
    )
    return Explanation(
        outcome.definition.title, outcome.data.office, outcome.data.year, desk.language,
        sections, tuple(others), sheets, tuple(asked), outcome,
    )  # fmt: skip


def asked_for(outcome: Outcome, paths: tuple[str, ...]) -> list[str]:
    """Return the results to be explained for *paths*: an indicator comes with what is measured against targets."""
    definition, results = outcome.definition, outcome.program.results
    found: list[str] = []
    for path in paths or definition.indicators:
        outcome.result(path)
        found.append(path)
        node = definition.indicators.get(path)
        if node is not None:
            found += [f"{path}.achievement"] if node.target is not None else []
            found += [f"{path}.compare.{name}" for name in node.compare]
            found += [f"{path}.compare.previous"] if outcome.previous is not None else []
    if not paths:
        found += [
            f"{objective.path}.achievement" for objective in definition.objectives.values() if objective.indicators
        ]
        found += ["achievement"] if "achievement" in results else []
    return list(dict.fromkeys(path for path in found if path.startswith("table.") or path in results))
