"""The lines of a derivation: the general formula, the numbers put in, each operand worked out, the result."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Pool
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.lettering import is_excluded
from lkjdsl.domains.typeset.tree import Chain, EquationTree, PathTree, PlainWord, PrintedNumber, Tree
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Approximate, sum_of
from lkjdsl.numbers.rational import Number as Pair
from lkjdsl.render.explanation.content import Line
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.units import PERCENT, PLAIN

WORKED = (operators.ADD, operators.SUBTRACT, operators.MULTIPLY, operators.DIVIDE, operators.POWER)
"""Operators whose operands are worked out on a line of their own."""


@frozen(eq=False)
class Derivation:
    """The step of a formula, what stands left of its sign of equality, and the result it leads to."""

    desk: ExplanationContext
    bench: ResultSteps
    left: PathTree
    index: int
    result: Result

    def lines(self, *, put_in: bool = True) -> Iterator[Line]:
        """Yield the lines; only the general formula where no numbers are *put_in*."""
        yield Line("general", self._equation(self._percent(self.bench.general(self.index))))
        if not put_in:
            return
        filled = self._percent(self.bench.filled(self.index))
        yield Line("figures", self._equation(filled))
        value = self.bench.values[self.index]
        worked = self._worked()
        if worked is not None and self._percent(worked) != filled:
            yield Line("worked", self._equation(self._percent(worked)))
        end: Tree = PrintedNumber(self.desk.printed(value, self.result))
        if isinstance(value, State):
            end = PlainWord(self.desk.words[value.kind])
        if end != filled and getattr(filled, "text", None) != getattr(end, "text", ""):
            yield Line("result", EquationTree(self.left, end, "≈" if isinstance(value, Approximate) else "="))

    def _equation(self, right: Tree) -> EquationTree:
        return EquationTree(self.left, right)

    def _percent(self, tree: Tree) -> Tree:
        """Return the formula of a percentage times 100%, as reports write it, where its author has not."""
        step = self.bench.step(self.index)
        if self.result.unit != PERCENT or isinstance(tree, PlainWord | PathTree | PrintedNumber):
            return tree
        lowered = step.origin.role == "achievement" and step.origin.span is None
        formula = step.origin.formula
        if not lowered and (step.unit != PLAIN or formula is None or "%" in formula.text):
            return tree
        return notation.chain("×", (tree, PrintedNumber("100%")), notation.PRODUCT)

    def _worked(self) -> Tree | None:
        step = self.bench.step(self.index)
        values = [self.bench.values[one] for one in step.arguments]
        if isinstance(step.setting, Pool) and step.operator is operators.WEIGHTED_MEAN:
            shares = contributions(step.setting, values)
            terms = [PrintedNumber(self.desk.printed(share, self.result)) for share in shares if share is not None]
            return notation.chain("+", terms, notation.SUM) if len(terms) > 1 else None
        if step.operator not in WORKED or any(isinstance(value, State) for value in values):
            return None
        worked = self.bench.worked(self.index, self._shown)
        return None if isinstance(worked, Chain) and worked.sign in "<>=≤≥≠" else worked

    def _shown(self, index: int) -> Tree:
        cell = self.bench.figures.cell(index)
        step = self.bench.step(index)
        if cell is not None or step.operator.states == "leaf":
            return cell or self.bench.filled(index)
        return self.desk.cell(self.bench.values[index], step.unit, step.origin.path)


def contributions(setting: Pool, values: Sequence[Value]) -> list[Pair | None]:
    """Return what each argument of a weighted mean adds to it, None for one that does not count."""
    weights = setting.weights or ()
    counting = [weight for weight, value in zip(weights, values, strict=True) if not is_excluded(value)]
    if not counting or any(isinstance(value, State) and value.kind != "excluded" for value in values):
        return [None] * len(values)
    a, b = sum_of(counting)
    return [
        (weight[0] * value[0] * b, weight[1] * value[1] * a) if isinstance(value, tuple) else None
        for weight, value in zip(weights, values, strict=True)
    ]
