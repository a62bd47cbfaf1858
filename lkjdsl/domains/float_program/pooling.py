"""Operators that bring many values together and drop excluded ones."""

from collections.abc import Callable, Iterable, Sequence
from math import lcm

from attrs import frozen

from lkjdsl.core.program import Pool, Step
from lkjdsl.domains.float_error.bounds import WHOLE
from lkjdsl.domains.float_program.decisions import never_zero
from lkjdsl.domains.float_program.nodes import (
    NAN,
    NO_STATE,
    ONE,
    ZERO,
    ConstantNode,
    FloatNode,
    FloatOperation,
    apply,
    chain,
    number,
    where,
    worst_of,
)
from lkjdsl.domains.float_program.state_codes import EXCLUDED, UNAVAILABLE
from lkjdsl.domains.float_program.writer import Declined, ProgramWriter, StepColumn
from lkjdsl.numbers.rational import Number, sum_of

MOST_SORTED = 12
"""Values that are sorted: the operations grow with the square of their number."""

PoolingRule = Callable[[Step[Pool], ProgramWriter, Sequence[StepColumn]], StepColumn]


@frozen
class Pooled:
    """Values that are brought together: whether each counts (None: always), their weights, the state of the whole."""

    columns: Sequence[StepColumn]
    kept: Sequence[FloatNode | None]
    weights: Sequence[Number] | None
    state: FloatNode | None

    @property
    def values(self) -> list[FloatNode]:
        """Return the numbers."""
        return [column.value for column in self.columns]

    @property
    def shares(self) -> list[ConstantNode]:
        """Return the weights as numbers, 1 for each where there are none."""
        return [ONE] * len(self.columns) if self.weights is None else [number(weight) for weight in self.weights]

    @property
    def total(self) -> FloatNode:
        """Return the sum of the weights that count."""
        weights, is_whole = self.weights, all(block is None for block in self.kept)
        if weights is not None and is_whole and sum(_whole_weights(weights)) == _common(weights):
            return ONE
        return self.added(self.shares)

    def added(
        self, terms: Iterable[FloatNode], nothing: FloatNode = ZERO, operation: FloatOperation = "+"
    ) -> FloatNode:
        """Return the sum of the terms that count; *nothing* stands for one that does not."""
        pairs = zip(self.kept, terms, strict=True)
        return chain(operation, *(term if one is None else where(one, term, nothing) for one, term in pairs))


Combine = Callable[[Step[Pool], ProgramWriter, Pooled], tuple[FloatNode, FloatNode | None]]


def pooled(combine: Combine) -> PoolingRule:
    """Return the rule of an aggregate, of which *combine* gives the number and the state."""

    def rule(step: Step[Pool], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
        if not arguments:  # an objective without indicators
            return StepColumn(NAN, writer.state("unavailable", "nothing-averaged", step.origin.path))
        minimum, weights = step.setting.minimum, step.setting.weights
        state = writer.merged(arguments)
        kept: list[FloatNode | None] = [None] * len(arguments)
        if state is not None:
            kept = [_counts(argument) for argument in arguments]
            state = _state(writer, Pooled(arguments, kept, weights, state), (state, step.origin.path), minimum)
        elif isinstance(minimum, int) and len(arguments) < minimum:
            state = writer.state("unavailable", "too-few-available", step.origin.path)
        value, state = combine(step, writer, Pooled(arguments, kept, weights, state))
        return StepColumn(value, state, any(argument.loose for argument in arguments))

    return rule


def _counts(column: StepColumn) -> FloatNode | None:
    """Return whether a value is not excluded, None where it never is."""
    if column.state is None or "excluded" not in column.bound.range.states:
        return None
    below, above = (
        apply("<", column.state, ConstantNode(EXCLUDED)),
        apply(">=", column.state, ConstantNode(UNAVAILABLE)),
    )
    return apply("or", below, above)


def _state(
    writer: ProgramWriter, pool: Pooled, place: tuple[FloatNode, str], minimum: int | Number | None
) -> FloatNode:
    """
    Return the state of the whole: excluded values count only where all are, or where too few are left.

    *place* is the worst state of the values, and the path of the whole.
    """
    worst, path = place
    left: FloatNode = NO_STATE
    if minimum is not None:
        short = writer.state("unavailable", "too-few-available", path)
        left = where(apply("<", *_available(pool, minimum)), short, NO_STATE)
    kept = [block for block in pool.kept if block is not None]
    if len(kept) == len(pool.kept):
        dropped = writer.state("excluded", "all-excluded", path)
        left = where(chain("or", *kept), left, dropped)
    return where(apply(">=", worst, ConstantNode(UNAVAILABLE)), worst, left)


def _available(pool: Pooled, minimum: int | Number) -> tuple[FloatNode, FloatNode]:
    """Return the number or the weight of the values that count, and the least that there must be, in whole numbers."""
    if isinstance(minimum, int):
        return pool.added([ONE] * len(pool.columns)), ConstantNode(float(minimum))
    whole = _whole_weights(pool.weights or [(1, 1)] * len(pool.columns))
    least = sum(whole) * minimum[0]
    if max(least, sum(whole) * minimum[1]) > WHOLE:
        raise Declined("min_available")  # noqa: EM101 - a name
    return pool.added(ConstantNode(float(one * minimum[1])) for one in whole), ConstantNode(float(least))


def _common(weights: Sequence[Number]) -> int:
    return lcm(*(weight[1] for weight in weights))


def _whole_weights(weights: Sequence[Number]) -> list[int]:
    common = _common(weights)
    return [weight[0] * (common // weight[1]) for weight in weights]


def total(_step: Step, _writer: ProgramWriter, pool: Pooled) -> tuple[FloatNode, FloatNode | None]:
    """Return the sum."""
    return pool.added(pool.values), pool.state


def mean(step: Step[Pool], _writer: ProgramWriter, pool: Pooled) -> tuple[FloatNode, FloatNode | None]:
    """Return the mean, weighted where there are weights; excluded ones leave their weight to the others."""
    if step.setting.equal and any(block is not None for block in pool.kept):
        return _equal_mean(pool), pool.state
    terms = [apply("*", share, value) for share, value in zip(pool.shares, pool.values, strict=True)]
    spread, whole = pool.added(terms), pool.total
    return spread if whole is ONE else apply("/", spread, whole), pool.state


def _equal_mean(pool: Pooled) -> FloatNode:
    """Return the weighted mean in which those that count have equal parts of the weight of the others."""
    everything = number(sum_of(pool.weights or ()))
    lost = apply("/", apply("-", everything, pool.added(pool.shares)), pool.added([ONE] * len(pool.columns)))
    terms = (apply("*", apply("+", share, lost), value) for share, value in zip(pool.shares, pool.values, strict=True))
    return apply("/", pool.added(terms), everything)


def extreme(operation: FloatOperation, beyond: float) -> Combine:
    """Return the rule of the least or the greatest; a value that does not count lies *beyond* all others."""
    return lambda _step, _writer, pool: (pool.added(pool.values, ConstantNode(beyond), operation), pool.state)


least = extreme("minimum", float("inf"))
greatest = extreme("maximum", -float("inf"))


def median(step: Step, _writer: ProgramWriter, pool: Pooled) -> tuple[FloatNode, FloatNode | None]:
    """
    Return the value in the middle, or the mean of the middle two.

    They are sorted by comparing pairs, so that one that is NaN makes all of them NaN; one that does not count lies
    behind the others.
    """
    if len(pool.columns) > MOST_SORTED:
        raise Declined(step.operator.name)
    beyond = ConstantNode(float("inf"))
    pairs = zip(pool.kept, pool.values, strict=True)
    places = [value if kept is None else where(kept, value, beyond) for kept, value in pairs]
    for end in range(len(places) - 1, 0, -1):
        for at in range(end):
            lower, upper = places[at], places[at + 1]
            places[at], places[at + 1] = apply("minimum", lower, upper), apply("maximum", lower, upper)
    least = pool.kept.count(None) or 1
    number_of = pool.added([ONE] * len(places))
    value = _middle(places[:least])
    for count in range(least + 1, len(places) + 1):
        value = where(apply("==", number_of, ConstantNode(float(count))), _middle(places[:count]), value)
    return value, pool.state


def _middle(places: Sequence[FloatNode]) -> FloatNode:
    below, above = places[(len(places) - 1) // 2], places[len(places) // 2]
    return below if below is above else apply("/", apply("+", below, above), ConstantNode(2.0))


def counted(_step: Step, writer: ProgramWriter, pool: Pooled) -> tuple[FloatNode, FloatNode | None]:
    """Return how many have a value, or fulfil a condition."""
    writer.lost(pool.columns)  # what is counted is not looked at
    flags = [where(column.value, ONE, ZERO) if column.bound.range.flags else ONE for column in pool.columns]
    return pool.added(flags), pool.state


def harmonic_mean(step: Step, writer: ProgramWriter, pool: Pooled) -> tuple[FloatNode, FloatNode | None]:
    """Return the harmonic mean of numbers of one sign, which are invalid where one is 0."""
    if any(column.bound.sign != 1 for column in pool.columns):
        raise Declined(step.operator.name)
    zeros = [apply("==", value, ZERO) for value in pool.values]
    counting = zip(pool.kept, zeros, strict=True)
    is_zero = chain("or", *(zero if one is None else apply("and", one, zero) for one, zero in counting))
    for column in pool.columns:
        never_zero(writer, column)
    zero = writer.state("invalid", "harmean-of-zero", step.origin.path)
    parts = pool.added(apply("/", share, value) for share, value in zip(pool.shares, pool.values, strict=True))
    return apply("/", pool.total, parts), worst_of(pool.state, where(is_zero, zero, NO_STATE))
