"""The lines of a derivation: the general formula, the numbers put in, each operand worked out, the result."""

from collections.abc import Callable, Iterator

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.program import is_of
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.protocol import ABSENT
from lkjdsl.domains.typeset.shown_values import LineDetail, ShownValue
from lkjdsl.domains.typeset.tree import Chain, EqualitySign, EquationTree, PathTree, PlainWord, PrintedNumber, Tree
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.results import contributions_in
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Approximate, sum_of
from lkjdsl.render.explanation.content import Line
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.shares import contributions
from lkjdsl.units import PERCENT, PLAIN

WORKED = (operators.ADD, operators.SUBTRACT, operators.MULTIPLY, operators.DIVIDE, operators.POWER)
"""Operators whose operands are worked out on a line of their own."""


@frozen(eq=False)
class Derivation:
    """The step of a formula, what stands left of its sign of equality, and the result it leads to."""

    context: ExplanationContext
    steps: ResultSteps
    left: PathTree
    index: int
    result: Result

    def lines(self, *, put_in: bool = True) -> Iterator[Line]:
        """Yield the lines; only the general formula where no numbers are *put_in*."""
        yield Line("general", self._equation(self._percent(self.steps.general(self.index))))
        if not put_in:
            return
        detail, sign = self._detail(lambda detail: self.steps.as_printed(self.index, detail))
        filled = self._percent(self.steps.filled(self.index, detail))
        if filled != ABSENT:  # a score below every band
            yield Line("figures", self._equation(filled, sign))
        value = self.steps.values[self.index]
        if self._is_worked():
            detail, sign = self._detail(lambda detail: self._worked(detail).value)
            worked = self._percent(self._worked(detail).tree)
            if worked != filled and not (isinstance(worked, Chain) and worked.sign in "<>=≤≥≠"):
                yield Line("worked", self._equation(worked, sign))
        end: Tree = PrintedNumber(self.context.printed(value, self.result), self._result_path(value))
        if isinstance(value, State):
            end = PlainWord(self.context.words[value.kind])
        if end != filled and getattr(filled, "text", None) != getattr(end, "text", ""):
            yield Line("result", EquationTree(self.left, end, "≈" if isinstance(value, Approximate) else "="))

    def _equation(self, right: Tree, sign: EqualitySign = "=") -> EquationTree:
        return EquationTree(self.left, right, sign)

    def _detail(self, as_printed: Callable[[LineDetail], Value]) -> tuple[LineDetail, EqualitySign]:
        """Return the least detail at which the operands, *as_printed*, give the printed result; ≈ where none does."""
        detail = self.context.detail(as_printed, self.steps.values[self.index], self.result)
        return (0, "≈") if detail is None else (detail, "=")

    def _percent(self, tree: Tree) -> Tree:
        """Return the formula of a percentage times 100%, as reports write it, where its author has not."""
        step = self.steps.step(self.index)
        if self.result.unit != PERCENT or isinstance(tree, PlainWord | PathTree | PrintedNumber):
            return tree
        is_share = step.origin.role == "funding" and step.operator is operators.DIVIDE
        lowered = step.origin.role == "achievement" and step.origin.span is None
        formula = step.origin.formula
        if not (lowered or is_share) and (step.unit != PLAIN or formula is None or "%" in formula.text):
            return tree
        return notation.chain("×", (tree, PrintedNumber("100%")), notation.PRODUCT)

    def _result_path(self, value: Value) -> str:
        """Return the path that a *value* at the end is printed from: a cap or a rounding may follow it."""
        return self.result.path if value == self.result.value else ""

    def _is_worked(self) -> bool:
        """Return whether the operands are worked out on a line of their own."""
        step = self.steps.step(self.index)
        values = [self.steps.values[argument] for argument in step.arguments]
        if is_of(step, operators.WEIGHTED_MEAN):
            return sum(share is not None for share in contributions(step.setting, values)) > 1
        return step.operator in WORKED and not any(isinstance(value, State) for value in values)

    def _worked(self, detail: LineDetail) -> ShownValue:
        step = self.steps.step(self.index)
        if not is_of(step, operators.WEIGHTED_MEAN):
            return self.steps.worked(self.index, detail)
        values = [self.steps.values[argument] for argument in step.arguments]
        shares = contributions(step.setting, values)
        of_nodes = contributions_in(self.context.outcome.definition.nodes())
        parts = [of_nodes.get(self.steps.step(argument).origin.path) for argument in step.arguments]
        paths = ["" if part is None else part.path for part in parts]
        counting = [(share, path) for share, path in zip(shares, paths, strict=True) if share is not None]
        shown = [self.context.shown_beside(share, self.result, detail, self.result.unit) for share, _ in counting]
        terms = [
            PrintedNumber(text, path if path in self.context.outcome else "")
            for (text, _), (_, path) in zip(shown, counting, strict=True)
        ]
        return ShownValue(notation.chain("+", terms, notation.SUM), sum_of([number for _, number in shown]))
