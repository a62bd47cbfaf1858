"""Denominators that can be 0, each with what its node's rules make of 0/0 and of a number over 0."""

from collections.abc import Iterator

from attrs import frozen

from lkjdsl.core.program import Division
from lkjdsl.diagnostic import Language
from lkjdsl.model.values import KIND_OF_RULE, Rule
from lkjdsl.numbers.intervals import ZERO
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proving.derivation import text_of
from lkjdsl.proving.proofs import Proofs
from lkjdsl.render.words import word
from lkjdsl.units import Unit


@frozen(eq=False)
class ZeroDenominator:
    """A denominator that can be 0: the node, the denominator as written, and what its rules give."""

    path: str
    denominator: str
    zero_over_zero: Rule
    over_zero: Rule | None
    """None where the numerator is 0 as well, always."""
    unit: Unit


def zeros(proofs: Proofs, language: Language) -> Iterator[ZeroDenominator]:
    """Yield the denominators of formulas that can be 0 in data that fulfil every constraint."""
    for index, step in enumerate(proofs.program.steps):
        node = proofs.nodes.get(step.origin.path)
        if not isinstance(step.setting, Division) or step.origin.role != "formula" or node is None:
            continue
        below = proofs.steps[step.arguments[1]].meaning.range.numbers
        if below is None or ZERO not in below:
            continue
        written = text_of(proofs.program.steps[step.arguments[1]], language).partition(": ")[2]
        over = step.setting.over_zero
        possible = proofs.steps[index].meaning.range.states
        never = isinstance(over, str) and KIND_OF_RULE[over] not in possible
        yield ZeroDenominator(node.path, written, step.setting.zero_over_zero, None if never else over, node.unit)


def rule_text(rule: Rule | None, unit: Unit, language: Language) -> str:
    """Return what a rule gives: a number, or the state it leads to; a dash where it is never asked."""
    if rule is None:
        return "-"
    return word(KIND_OF_RULE[rule], language) if isinstance(rule, str) else shortest(rule, unit, language)
