"""Which rules of an edition were at work in some outcomes, and which never."""

from collections.abc import Iterator
from itertools import islice
from typing import Literal

from attrs import define, field, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Bands, Division, Origin, Pool, Program, Step
from lkjdsl.core.scores import bands_of, score_of
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.scales import Band

What = Literal["zero-over-zero", "cap", "floor", "round", "not-applicable", "reweighted", "branch", "band"]

_EVENTS = ("zero-over-zero", "cap", "floor", "round", "not-applicable", "reweighted")


@frozen
class RuleAtPlace:
    """
    A rule at its place: that of 0/0 at a node, a cap, a branch of an ``if``, a band of a scale.

    ``which`` tells it from others of the node: the division or the ``if`` as written, the label of the band;
    ``taken`` is whether the condition of the branch holds.
    """

    what: What
    path: str
    which: str = ""
    taken: bool | None = None


@define(eq=False)
class Coverage:
    """The rules of a program, and those that were seen at work."""

    rules: dict[RuleAtPlace, int]
    seen: dict[RuleAtPlace, int] = field(factory=dict)

    @classmethod
    def of(cls, program: Program) -> "Coverage":
        """Return the coverage of *program* before anything was seen."""
        return cls({rule: index for index, rule in _rules(program)})

    def see(self, outcome: Outcome) -> None:
        """Count what was at work in *outcome*."""
        for rule in _at_work(outcome):
            if rule in self.rules:
                self.seen[rule] = self.seen.get(rule, 0) + 1

    @property
    def percent(self) -> int:
        """Return how many of a hundred rules were at work, rounded down; 100 where there are none."""
        return 100 * len(self.seen) // len(self.rules) if self.rules else 100

    @property
    def never(self) -> list[RuleAtPlace]:
        """Return the rules that were never at work, in the order of the edition."""
        return [rule for rule in self.rules if rule not in self.seen]


def _rules(program: Program) -> Iterator[tuple[int, RuleAtPlace]]:
    known: set[int] = set()
    for index, step in enumerate(program.steps):
        origin, path = step.origin, step.origin.path
        if step.operator is operators.CONSTANT or (step.arguments and known.issuperset(step.arguments)):
            known.add(index)
        match step.operator, step.setting:
            # What is divided by a number of the edition itself is never divided by zero.
            case operators.DIVIDE, Division() if origin.role == "formula" and step.arguments[1] not in known:
                yield index, RuleAtPlace("zero-over-zero", path, _written(origin))
            case (operators.CAP | operators.BOUND_BELOW) as operator, _ if origin.role in ("cap", "floor"):
                yield index, RuleAtPlace("cap" if operator is operators.CAP else "floor", path)
            case operators.ROUND, _ if origin.role == "round":
                yield index, RuleAtPlace("round", path)
            case operators.APPLIES, _:
                yield index, RuleAtPlace("not-applicable", path)
            case _, Pool(weights=weights) if weights is not None and len(weights) > 1:
                yield index, RuleAtPlace("reweighted", path)
            case operators.CHOOSE, _ if origin.role == "formula":
                for taken in (True, False):
                    yield index, RuleAtPlace("branch", path, _written(origin), taken)
            case ((operators.BAND | operators.CHOOSE), _) if bands := _bands(step):
                for band in bands:
                    yield index, RuleAtPlace("band", path, band.label)
            case _:
                pass


def _bands(step: Step) -> tuple[Band, ...]:
    """Return the bands that *step* looks a value up in, for their label or their score."""
    if isinstance(step.setting, Bands):
        return step.setting.bands
    score = score_of(step)
    return () if score is None else score.scale.bands


def _at_work(outcome: Outcome) -> Iterator[RuleAtPlace]:
    for event in outcome.events:
        if event.kind in _EVENTS:
            which = _written(event.origin) if event.kind == "zero-over-zero" else ""
            yield RuleAtPlace(event.kind, event.origin.path, which)  # type: ignore[arg-type] # one of the six
    for step, value in zip(outcome.program.steps, outcome.values, strict=True):
        origin = step.origin
        if step.operator is operators.CHOOSE and origin.role == "formula":
            condition = outcome.values[step.arguments[0]]
            if isinstance(condition, bool):
                yield RuleAtPlace("branch", origin.path, _written(origin), condition)
        elif score := score_of(step):
            held = (band for band, at in bands_of(score, step, outcome.program.steps) if outcome.values[at] is True)
            yield from (RuleAtPlace("band", origin.path, band.label) for band in islice(held, 1))
        elif step.operator is operators.BAND and isinstance(value, str):
            yield RuleAtPlace("band", origin.path, value)


def _written(origin: Origin) -> str:
    """Return the part of a formula that a step comes from, on one line."""
    if origin.formula is None or origin.span is None:
        return ""
    return " ".join(origin.formula.text[slice(*origin.span)].split())
