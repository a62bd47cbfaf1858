"""
The typeset domain: a step → the formula it was written as, a tree of :mod:`lkjdsl.domains.typeset.tree`.

The same operators are set in the same way for every purpose; what differs is the leaves, and that is the
:class:`Lettering`: names for the general formula, figures for the formula with the numbers put in. What stands for
itself (an input, a component, another result) is a cell of the lettering, and setting stops there: each result is
explained by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from attrs import frozen

from lkjdsl.core.program import Pool, Program, Rounds, Rowwise, Step
from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.tree import Call, Cases, Fence, Fraction, Number, Root, Summation, Tree, Word
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number as Pair
from lkjdsl.units import PERCENT

SHOWN = 8
"""More rows than this are not all written out."""
WEIGHT_DECIMALS = 4
"""A weight that needs more decimals than this is shown as the fraction that it is: 1/9."""

_SIGNS = {
    "add": ("+", notation.SUM),
    "subtract": ("−", notation.SUM),
    "multiply": ("×", notation.PRODUCT),
    "less": ("<", notation.RELATION),
    "at-most": ("≤", notation.RELATION),
    "greater": (">", notation.RELATION),
    "at-least": ("≥", notation.RELATION),
    "equal": ("=", notation.RELATION),
    "different": ("≠", notation.RELATION),
}
_FENCES = {"absolute": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}

Cells = Callable[[int], Tree | None]
"""What stands for the step at an index where it is explained by itself, else None."""

ABSENT = Word("")
"""The tree of a constant that is a state: the branch of a condition that gives no number."""


class Lettering(Protocol):
    """How the leaves of a formula are lettered, and what it shows of what depends on data."""

    @property
    def words(self) -> Mapping[str, str]:
        """Words for functions, conjunctions and states, by the operator's name."""
        ...

    @property
    def language(self) -> Language:
        """Language of numerals."""
        ...

    @property
    def cell(self) -> Cells:
        """What is explained by itself."""
        ...

    def leaf(self, step: Step, handed: Sequence[Tree]) -> Tree:
        """Return the tree of a constant, an input, a column; *handed* are what a row's program is handed."""
        ...

    def chosen(self, step: Step, arguments: Sequence[Tree]) -> Tree | None:
        """Return the one branch of an ``if`` that is shown, or None where all are."""
        ...

    def counted(self, step: Step) -> Sequence[bool]:
        """Return for each argument of an aggregate whether it counts."""
        ...

    def rows(self, step: Step, setting: Rowwise, arguments: Sequence[Tree]) -> list[Tree] | Tree:
        """Return a tree for each row of an aggregate over rows, or one tree that stands for every row."""
        ...


@frozen(eq=False)
class Typeset:
    """What each operator looks like, in some lettering."""

    lettering: Lettering

    def apply(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        """Return the tree of *step*."""
        name = step.operator.name
        if name in _SIGNS:
            sign, level = _SIGNS[name]
            return notation.chain(sign, arguments, level)
        if name in _FENCES:
            left, right = _FENCES[name]
            return Fence(left, arguments[0], right)
        match step.operator.states:
            case "leaf":
                return arguments[0] if name == "given" and arguments else self.lettering.leaf(step, arguments)
            case "pooling":
                return self._pooled(step, arguments)
            case "own":
                return self._deciding(step, arguments)
            case _:
                return self._scalar(step, arguments)

    def _scalar(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        words = self.lettering.words
        match step.operator.name, step.setting:
            case "divide", _:
                return Fraction(*arguments)
            case "negate", _:
                return notation.prefix("-", arguments[0])
            case "not" as name, _:
                return notation.prefix(words[name], arguments[0], notation.NOT)
            case ("and" | "or") as name, _:
                return notation.chain(words[name], arguments, notation.AND if name == "and" else notation.OR)
            case "power", _:
                return notation.power(*arguments)
            case "sqrt", _:
                return Root(arguments[0])
            case "exp", _:
                return notation.power(Word("e"), arguments[0])
            case name, Rounds(digits=digits):
                return Call(words[name], (*arguments, Number(str(digits))))
            case name, _:
                return Call(words[name], tuple(arguments))

    def _deciding(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        match step.operator.name:
            case "choose":
                return self.lettering.chosen(step, arguments) or self._cases(*arguments)
            case "applies":
                return arguments[1]
            case "fold":
                return self._folded(step, arguments)
            case name:
                raise AssertionError(name)

    def _cases(self, condition: Tree, then: Tree, otherwise: Tree) -> Tree:
        if then == ABSENT:
            return otherwise
        words = self.lettering.words
        rows, last = (otherwise.rows, otherwise.otherwise) if isinstance(otherwise, Cases) else ((), otherwise)
        return Cases(((then, condition), *rows), last, (words["if"], words["otherwise"]))

    def _pooled(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        counted = self.lettering.counted(step)
        kept = [tree for tree, counts in zip(arguments, counted, strict=True) if counts]
        if not kept:
            return Word(self.lettering.words["excluded"])
        if not isinstance(step.setting, Pool) or step.setting.weights is None:
            return self._together(step.operator.name, kept)
        language = self.lettering.language
        weights = [
            percentage(weight, language) for weight, counts in zip(step.setting.weights, counted, strict=True) if counts
        ]
        return weighted(step.operator.name, kept, weights, whole=len(kept) == len(arguments))

    def _together(self, name: str, trees: Sequence[Tree]) -> Tree:
        """Return an aggregate without weights."""
        number = Number(str(len(trees)))
        if len(trees) == 1 and name != "count":
            return trees[0]
        match name:
            case "sum":
                return notation.chain("+", trees, notation.SUM)
            case "mean":
                return Fraction(notation.chain("+", trees, notation.SUM), number)
            case "geometric-mean":
                return Root(notation.chain("×", trees, notation.PRODUCT), len(trees))
            case "harmonic-mean":
                inverses = [Fraction(Number("1"), tree) for tree in trees]
                return Fraction(number, notation.chain("+", inverses, notation.SUM))
            case _:
                return Call(self.lettering.words[name], tuple(trees))

    def _folded(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        setting: Any = step.setting
        name, words = setting.operator.name, self.lettering.words
        trees = self.lettering.rows(step, setting, arguments)
        if not isinstance(trees, list):
            term = notation.within(trees, notation.PRODUCT)
            return Summation(term, setting.rows) if name == "sum" else Call(words[name], (trees,))
        if not trees:
            return Number("0") if name in ("sum", "count") else Word(words["unavailable"])
        if name not in ("sum", "mean"):
            return Call(words[name], tuple(abridged(trees)))
        total = notation.chain("+", abridged(trees), notation.SUM)
        return total if name == "sum" else Fraction(total, Number(str(len(trees))))


def weighted(name: str, trees: Sequence[Tree], weights: Sequence[Tree], *, whole: bool) -> Tree:
    """
    Return a weighted aggregate: ``(K1 × 50%) + (K2 × 50%)``.

    Where it is not the ``whole``, what is left is divided by the weight that is left.
    """
    pairs = list(zip(trees, weights, strict=True))
    left = notation.chain("+", weights, notation.SUM)
    match name:
        case "geometric-mean":
            powers = [notation.power(tree, weight) for tree, weight in pairs]
            product = notation.chain("×", powers, notation.PRODUCT)
            return product if whole else notation.power(notation.parenthesised(product), Fraction(Number("1"), left))
        case "harmonic-mean":
            shares = [Fraction(weight, tree) for tree, weight in pairs]
            return Fraction(Number("100%") if whole else left, notation.chain("+", shares, notation.SUM))
        case _:
            products = [notation.parenthesised(notation.chain("×", pair, notation.PRODUCT)) for pair in pairs]
            total = notation.chain("+", products, notation.SUM)
            return total if whole else Fraction(total, left)


def percentage(share: Pair, language: Language) -> Tree:
    """Return a weight as a percentage, or as the fraction it is where that would not end."""
    if share[0] * 10 ** (2 + WEIGHT_DECIMALS) % share[1]:
        return Number(numerals.exact_text(share))
    return Number(numerals.shortest(share, PERCENT, language))


def abridged(trees: Sequence[Tree]) -> Sequence[Tree]:
    """Return *trees*, the middle ones left out where there are many."""
    return trees if len(trees) <= SHOWN else (*trees[: SHOWN - 2], Word("…"), trees[-1])


def tree_at(program: Program, index: int, domain: Typeset, handed: Sequence[Tree] = ()) -> Tree:
    """
    Return the formula of the step at *index*, set down to the cells.

    *handed* are the trees that a row's program is handed from outside.
    """
    step = program.steps[index]
    if step.operator.name == "outer":
        return domain.apply(step, handed)
    cell = domain.lettering.cell
    arguments = [cell(one) or tree_at(program, one, domain, handed) for one in step.arguments]
    return domain.apply(step, arguments)
