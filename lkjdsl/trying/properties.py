"""What is to hold of every outcome: claims built in, and those that the author of an edition makes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from attrs import define, evolve, frozen

from lkjdsl.core.operators import ADD, DIVIDE, OPERATORS, SUBTRACT
from lkjdsl.core.program import Division, Step
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.events import Event
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.cases import Invariant
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import Apply, Constant, Expression, InputReference, Reference, walk
from lkjdsl.model.values import KIND_OF_RULE, State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number, compare, sum_of
from lkjdsl.units import INDEX, PERCENT
from lkjdsl.words import Words

Tables = Mapping[str, Any]
ClaimKind = Literal["bounds", "weights", "zero-rule", "printing", "valid", "range", "scaling", "invariant", "direction"]

SENTENCES = Words("trying.claims")


@define(eq=False, slots=False)
class Trial:
    """Data that an edition is tried on, and what came of them."""

    edition: CheckedEdition
    tables: Tables
    outcome: Outcome

    @classmethod
    def of(cls, edition: CheckedEdition, tables: Tables) -> "Trial":
        """Return the trial of *edition* on *tables*."""
        return cls(edition, tables, edition.evaluate(tables))

    def value(self, path: str) -> Value:
        """Return the value at *path*."""
        return self.outcome.values[self.outcome.program.results[path]]

    @cached_property
    def sound(self) -> bool:
        """Return whether the data keep the constraints of the edition, and every value is of its kind."""
        _, values, rowed = self.outcome.constraints
        broken = any(value is False for several in (values, *rowed.values()) for value in several)
        return not (broken or self.outcome.data.problems)

    @cached_property
    def reweighted(self) -> dict[str, Event]:
        """Return the means that lost some of their parts, by the path of the node."""
        return {event.origin.path: event for event in self.outcome.events if event.kind == "reweighted"}

    @cached_property
    def doubled(self) -> Outcome:
        """Return what comes of twice of every whole number among the inputs."""
        doubled_tables: dict[str, Any] = dict(self.tables)
        for group, inputs in self.tables.items():
            if isinstance(inputs, Mapping):
                doubled_tables[group] = {
                    name: 2 * value if _is_whole(value) else value for name, value in inputs.items()
                }
        return self.edition.evaluate(doubled_tables)


@frozen(eq=False)
class Property:
    """
    One claim about every outcome of an edition.

    ``remark``: a counterexample is worth knowing and not a mistake, such as a component that can exceed 100%.
    """

    kind: ClaimKind
    about: str
    holds: Callable[[Trial], bool]
    remark: bool = False
    costly: bool = False
    """Whether it is asked of few examples: it evaluates the edition again, or reads every printed figure."""
    paths: tuple[str, ...] = ()
    """The results that it is about, which explain a counterexample."""
    raised: str = ""
    """The whole input of which there is to be one more, where the claim is about what that leads to."""


def properties(edition: CheckedEdition) -> Iterator[Property]:
    """Yield every claim that can be made of *edition*."""
    for node in edition.definition.nodes():
        yield from (evolve(one, paths=(node.path,)) for one in _of_node(edition, node))
    for invariant in edition.definition.invariants.values():
        yield from _of_invariant(invariant)


def _of_node(edition: CheckedEdition, node: Node) -> Iterator[Property]:
    path = node.path
    yield Property("valid", path, lambda trial: not is_invalid(trial.value(path)) or not trial.sound)
    yield Property("printing", path, lambda trial: _reads_back(trial.outcome, path), costly=True)
    if node.cap is not None or node.floor is not None:
        yield Property("bounds", path, lambda trial: _within(trial.value(path), node.floor, node.cap))
    if any(component.weight is not None for component in node.components):
        yield Property("weights", path, lambda trial: _weights(trial, path))
    divisions = [
        (index, step)
        for index, step in enumerate(edition.program().steps)
        if isinstance(step.setting, Division) and (step.origin.path, step.origin.role) == (path, "formula")
    ]
    if divisions:
        yield Property("zero-rule", path, lambda trial: _zero_rule(trial.outcome, divisions))
    if node.formula is not None and _scales(node.formula.expression):
        read = [
            expression.input for expression in walk(node.formula.expression) if isinstance(expression, InputReference)
        ]
        yield Property("scaling", path, lambda trial: _scaled(trial, path, read), costly=True)
    if node.unit in (PERCENT, INDEX) and node.target is None and (node.formula is not None or node.components):
        top: Number = (1, 1) if node.unit == PERCENT else (100, 1)
        yield Property(
            "range", path, lambda trial: _within(trial.value(path), (0, 1), top) or not trial.sound, remark=True
        )


def _of_invariant(invariant: Invariant) -> Iterator[Property]:
    name = invariant.name
    if invariant.that is not None:
        conditions = {name: invariant.that}
        named = [node.path for node in walk(invariant.that.expression) if isinstance(node, Reference)]
        yield Property(
            "invariant", name, lambda trial: _condition(trial.outcome, conditions) or not trial.sound,
            paths=tuple(dict.fromkeys(named)),
        )  # fmt: skip
    claims = ((invariant.rises_with, (1, 0)), (invariant.falls_with, (-1, 0)), (invariant.unchanged_by, (0,)))
    for inputs, allowed in claims:
        for path in inputs:
            holds, about = _moves(invariant.of, path, allowed), f"{name}: {invariant.of}, {path}"
            yield Property("direction", about, holds, costly=True, paths=(invariant.of,), raised=path)


def is_invalid(value: Value) -> bool:
    """Return whether *value* is invalid."""
    return isinstance(value, State) and value.kind == "invalid"


def _within(value: Value, low: Number | None, high: Number | None) -> bool:
    if not isinstance(value, tuple):
        return True
    return (low is None or compare(value, low) >= 0) and (high is None or compare(value, high) <= 0)


def _reads_back(outcome: Outcome, path: str) -> bool:
    result = outcome[path]
    if not isinstance(result.value, tuple) or result.unit not in (*numerals.UNLABELLED, PERCENT, "rupiah"):
        return True
    numeral = numerals.read(result.printed or "", result.language)
    if isinstance(numeral, numerals.Misread):
        return False
    value = numeral.number
    ratio = (value[0], value[1] * 100) if numeral.percent else value
    return numerals.printed(ratio, result.unit, result.digits, result.rounding, result.language) == result.printed


def _weights(trial: Trial, path: str) -> bool:
    event = trial.reweighted.get(path)
    after = [] if event is None else [one for _, _, one in event.kept if one is not None]
    return event is None or compare(sum_of(after), (1, 1)) == 0


def _zero_rule(outcome: Outcome, divisions: Sequence[tuple[int, Step]]) -> bool:
    for index, step in divisions:
        arguments = [outcome.values[argument] for argument in step.arguments]
        if not all(isinstance(argument, tuple) and argument[0] == 0 for argument in arguments):
            continue
        rule: Any = step.setting.zero_over_zero  # type: ignore[union-attr] # the setting of a division
        value = outcome.values[index]
        if isinstance(rule, str):
            if not (isinstance(value, State) and value.kind == KIND_OF_RULE[rule]):
                return False
        elif not (isinstance(value, tuple) and compare(value, rule) == 0):
            return False
    return True


def _scales(expression: Expression) -> bool:
    """Return whether the value is a quotient of sums of inputs: twice of everything changes nothing."""
    if not (isinstance(expression, Apply) and OPERATORS[expression.operator] is DIVIDE):
        return False
    inside = [part for argument in expression.arguments for part in walk(argument)]
    return all(
        (isinstance(part, InputReference) and not part.previous)
        or (isinstance(part, Apply) and OPERATORS[part.operator] in (ADD, SUBTRACT))
        for part in inside
    ) and not any(isinstance(part, Constant) for part in inside)


def _scaled(trial: Trial, path: str, read: list[str]) -> bool:
    if not all(_is_whole(value) or value == "nihil" for value in (value_of(trial.tables, name) for name in read)):
        return True
    before, after = trial.value(path), trial.doubled[path].value
    return not (isinstance(before, tuple) and isinstance(after, tuple)) or compare(before, after) == 0


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _condition(outcome: Outcome, conditions: Mapping[str, Any]) -> bool:
    _, values, rowed = outcome.conditions(conditions)
    return not any(value is False for several in (values[-1:], *rowed.values()) for value in several)


def _moves(of: str, name: str, allowed: tuple[int, ...]) -> Callable[[Trial], bool]:
    def holds(trial: Trial) -> bool:
        if not (_is_whole(value_of(trial.tables, name)) and trial.sound):
            return True
        more = Trial.of(trial.edition, one_more(trial.tables, name))
        before, after = trial.value(of), more.value(of)
        if not (isinstance(before, tuple) and isinstance(after, tuple)):
            return True
        return compare(after, before) in allowed or not more.sound

    return holds


def value_of(tables: Tables, name: str) -> Any:
    """Return what data tell of an input, in groups or with dotted keys; None where nothing."""
    group, _, key = name.partition(".")
    inside = tables.get(group)
    return inside.get(key) if isinstance(inside, Mapping) else tables.get(name)


def one_more(tables: Tables, name: str) -> dict[str, Any]:
    """Return *tables* with one more of a whole input."""
    return changed(tables, name, value_of(tables, name) + 1)


def changed(tables: Tables, name: str, value: Any) -> dict[str, Any]:
    """Return *tables* with another value of one input."""
    group, _, key = name.partition(".")
    inside = tables.get(group)
    if isinstance(inside, Mapping):
        return {**tables, group: {**inside, key: value}}
    return {**tables, name: value}
