"""A result worked out once more with some steps done otherwise; only what hangs on them is worked out anew."""

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field, frozen

from lkjdsl.core.program import Program, Step, needed_steps
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import Number

Afterwards = tuple[tuple[Step, tuple[Value, ...]], ...]


@frozen
class Replacement:
    """
    What is done in the place of a step.

    Either a ``value``, or the value of one ``argument`` (by its position), or another ``step``, on its own
    arguments, on those that ``keep`` names, or on ``operands``; or, where nothing of these is given, the step itself.
    What comes out goes through ``after``: steps, each with its further operands.
    """

    value: Value | None = None
    argument: int | None = None
    step: Step | None = None
    keep: tuple[int, ...] | None = None
    operands: tuple[Value, ...] | None = None
    after: Afterwards = ()


Changes = Mapping[int, Replacement]


@define(eq=False)
class Recomputation:
    """A program with the values of its steps and the exact meaning of a step; ``target`` is the result in question."""

    program: Program
    values: Sequence[Value]
    apply: Callable[[Step, Sequence[Value]], Value]
    target: int
    cone: tuple[int, ...] = field(init=False)
    _after: dict[int, frozenset[int]] = field(factory=dict, init=False)

    @cone.default
    def _(self) -> tuple[int, ...]:
        """Return the positions of the steps that the target hangs on, in their order, the target last."""
        return tuple(needed_steps(self.program, [self.target]))

    @property
    def value(self) -> Value:
        """Return the value of the target as it is."""
        return self.values[self.target]

    def changed(self, changes: Changes) -> dict[int, Value]:
        """Return the values of the steps that are other than before, by position."""
        recomputed: dict[int, Value] = {}
        reached = frozenset[int]().union(*(self._hanging_on(index) for index in changes))
        for index in sorted(reached):
            step = self.program.steps[index]
            instead = changes.get(index)
            if instead is None and not any(argument in recomputed for argument in step.arguments):
                continue
            arguments = [recomputed.get(argument, self.values[argument]) for argument in step.arguments]
            value = self.apply(step, arguments) if instead is None else self._instead(step, arguments, instead)
            if value != self.values[index]:
                recomputed[index] = value
        return recomputed

    def _hanging_on(self, index: int) -> frozenset[int]:
        """Return the steps of the cone that hang on a step, itself included."""
        if index not in self._after:
            depending = {index}
            for later in self.cone:
                if later > index and not depending.isdisjoint(self.program.steps[later].arguments):
                    depending.add(later)
            self._after[index] = frozenset(depending) if index in self.cone else frozenset()
        return self._after[index]

    def _instead(self, step: Step, arguments: Sequence[Value], instead: Replacement) -> Value:
        if instead.value is not None:
            value = instead.value
        elif instead.argument is not None:
            value = arguments[instead.argument]
        else:
            kept = arguments if instead.keep is None else [arguments[index] for index in instead.keep]
            value = self.apply(instead.step or step, kept if instead.operands is None else instead.operands)
        for further, extra in instead.after:
            value = self.apply(further, [value, *extra])
        return value

    def result(self, changed: Mapping[int, Value]) -> Number | None:
        """Return the number that the target is with *changed* values, or None where it is the same or none."""
        value = changed.get(self.target)
        return value if isinstance(value, tuple) else None
