"""What an aggregate of values, or over rows, looks like."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.operators import ROW_AGGREGATES
from lkjdsl.core.pooling import raised
from lkjdsl.core.program import Operator, Pool, Rowwise, Step
from lkjdsl.core.rules import rules
from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.protocol import Lettering
from lkjdsl.domains.typeset.tree import (
    Fraction,
    FunctionCall,
    PathTree,
    PlainWord,
    PrintedNumber,
    Root,
    Summation,
    Tree,
)
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number as Pair

SHOWN = 8
"""More rows than this are not all written out."""
SHOWN_CONDITIONS = 4
"""The same of conditions that are counted: each takes the room of several numbers."""

Trees = Sequence[Tree]
AggregateRule = Callable[[Step[Pool], Lettering, Trees], Tree]
Weighted = Callable[[Trees, Trees, bool], Tree]
"""
What values and weights look like, and whether they are the whole: a part is divided by the weight that is left.
"""


def _pooled(plain: AggregateRule, weighted: Weighted | None = None) -> AggregateRule:
    """Return the rule of an aggregate of values: what those look like that count, with weights and without."""

    def rule(step: Step[Pool], lettering: Lettering, arguments: Trees) -> Tree:
        counted = lettering.counted(step)
        kept = [tree for tree, counts in zip(arguments, counted, strict=True) if counts]
        if not kept:
            return PlainWord(lettering.words["excluded"])
        if step.setting.weights is None:
            return plain(step, lettering, kept)
        assert weighted is not None, step.operator.name
        stated = [share for share, counts in zip(step.setting.weights, counted, strict=True) if counts]
        shares = raised(stated, step.setting.weights) if step.setting.equal else stated
        percentages = [
            percentage(share, lettering.language, _weight_of(tree) if share == of_edition else "")
            for share, of_edition, tree in zip(shares, stated, kept, strict=True)
        ]
        return weighted(kept, percentages, step.setting.equal or len(kept) == len(arguments))

    return rule


def _weight_of(tree: Tree) -> str:
    """Return the path of the weight of a component, none where *tree* is no component."""
    return f"{tree.path}.weight" if isinstance(tree, PathTree) and tree.path else ""


def _alone(several: AggregateRule) -> AggregateRule:
    """Return the rule of what is, of a single value, that value itself."""
    return lambda step, lettering, trees: trees[0] if len(trees) == 1 else several(step, lettering, trees)


def _of_trees(function: Callable[[Trees], Tree]) -> AggregateRule:
    return _alone(lambda _step, _lettering, trees: function(trees))


def _call(step: Step[Pool], lettering: Lettering, trees: Trees) -> Tree:
    return FunctionCall(lettering.words[step.operator.name], tuple(trees))


def _sum(trees: Trees) -> Tree:
    return notation.chain("+", trees, notation.SUM)


def _mean(trees: Trees) -> Tree:
    return Fraction(_sum(trees), PrintedNumber(str(len(trees))))


def _geometric(trees: Trees) -> Tree:
    return Root(notation.chain("×", trees, notation.PRODUCT), len(trees))


def _harmonic(trees: Trees) -> Tree:
    return Fraction(PrintedNumber(str(len(trees))), _sum([Fraction(PrintedNumber("1"), tree) for tree in trees]))


def _weighted_mean(trees: Trees, weights: Trees, whole: bool) -> Tree:  # noqa: FBT001 - see Weighted
    """Return ``(K1 × 50%) + (K2 × 50%)``."""
    pairs = zip(trees, weights, strict=True)
    total = _sum([notation.parenthesised(notation.chain("×", pair, notation.PRODUCT)) for pair in pairs])
    return total if whole else Fraction(total, _sum(weights))


def _weighted_geometric(trees: Trees, weights: Trees, whole: bool) -> Tree:  # noqa: FBT001 - see Weighted
    powers = [notation.power(tree, weight) for tree, weight in zip(trees, weights, strict=True)]
    product = notation.chain("×", powers, notation.PRODUCT)
    return (
        product
        if whole
        else notation.power(notation.parenthesised(product), Fraction(PrintedNumber("1"), _sum(weights)))
    )


def _weighted_harmonic(trees: Trees, weights: Trees, whole: bool) -> Tree:  # noqa: FBT001 - see Weighted
    shares = [Fraction(weight, tree) for tree, weight in zip(trees, weights, strict=True)]
    return Fraction(PrintedNumber("100%") if whole else _sum(weights), _sum(shares))


TOTAL, MEAN = _pooled(_of_trees(_sum)), _pooled(_of_trees(_mean))
WEIGHTED_MEAN = _pooled(_of_trees(_mean), _weighted_mean)
GEOMETRIC = _pooled(_of_trees(_geometric), _weighted_geometric)
HARMONIC = _pooled(_of_trees(_harmonic), _weighted_harmonic)
PICKED, COUNTED = _pooled(_alone(_call)), _pooled(_call)


def percentage(share: Pair, language: Language, path: str = "") -> Tree:
    """Return a weight, that at a *path*, as a percentage, or as the fraction it is where that would not end."""
    return PrintedNumber(numerals.share_text(share, language), path)


@frozen(eq=False)
class TypesetOverRows:
    """What an aggregate over rows looks like: of one formula that stands for every row, and of one for each row."""

    every: Callable[[Lettering, Rowwise, Tree], Tree]
    each: Callable[[Lettering, Rowwise, Trees], Tree]


def folded(step: Step[Rowwise], lettering: Lettering, arguments: Trees) -> Tree:
    """Return an aggregate over the rows of a table."""
    setting = step.setting
    over_rows, trees = OVER_ROWS[setting.operator], lettering.rows(step, setting, arguments)
    if trees is None:
        return PlainWord(lettering.words["excluded"])
    if not isinstance(trees, list):
        return over_rows.every(lettering, setting, trees)
    if trees:
        return over_rows.each(lettering, setting, trees)
    return PlainWord(lettering.words["unavailable"]) if setting.operator.without_rows is None else PrintedNumber("0")


def _call_of_every(lettering: Lettering, setting: Rowwise, tree: Tree) -> Tree:
    return FunctionCall(lettering.words[setting.operator.name], (tree,))


def _call_of_each(lettering: Lettering, setting: Rowwise, trees: Trees) -> Tree:
    return FunctionCall(lettering.words[setting.operator.name], tuple(_abridged(trees)))


def _sum_of_every(_lettering: Lettering, setting: Rowwise, tree: Tree) -> Tree:
    return Summation(notation.within(tree, notation.PRODUCT), setting.rows)


def _sum_of_each(_lettering: Lettering, _setting: Rowwise, trees: Trees) -> Tree:
    return _sum(_abridged(trees))


def _mean_of_each(_lettering: Lettering, _setting: Rowwise, trees: Trees) -> Tree:
    return Fraction(_sum(_abridged(trees)), PrintedNumber(str(len(trees))))


def _count_of_each(lettering: Lettering, setting: Rowwise, trees: Trees) -> Tree:
    return FunctionCall(lettering.words[setting.operator.name], tuple(_abridged(trees, SHOWN_CONDITIONS)))


def _abridged(trees: Trees, most: int = SHOWN) -> Trees:
    """Return *trees*, the middle ones left out where there are more than *most*."""
    return trees if len(trees) <= most else (*trees[: most - 2], PlainWord("…"), trees[-1])


OVER_ROWS: Mapping[Operator, TypesetOverRows] = rules(
    (operators.SUM, TypesetOverRows(_sum_of_every, _sum_of_each)),
    (operators.MEAN, TypesetOverRows(_call_of_every, _mean_of_each)),
    (operators.MEDIAN, TypesetOverRows(_call_of_every, _call_of_each)),
    (operators.MIN, TypesetOverRows(_call_of_every, _call_of_each)),
    (operators.MAX, TypesetOverRows(_call_of_every, _call_of_each)),
    (operators.COUNT, TypesetOverRows(_call_of_every, _count_of_each)),
    over=ROW_AGGREGATES,
)
