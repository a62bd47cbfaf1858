"""How the range of a result was derived: each step on the way with its range, and the constraints that bound it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Step
from lkjdsl.diagnostic import Language
from lkjdsl.domains.interval.knowledge import ProvenEnd
from lkjdsl.domains.interval.linear import Linear, Relation
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.model.definition import Definition
from lkjdsl.numbers.numerals import shortest
from lkjdsl.numbers.rational import Number
from lkjdsl.proving.proofs import Proofs, name_of
from lkjdsl.proving.range_words import number_text, range_text
from lkjdsl.proving.witness import needed_for
from lkjdsl.render.page import Page, Section
from lkjdsl.units import PERCENT, PLAIN, Unit
from lkjdsl.words import Words

WORDS = Words("proving.derivation")
REASONS = Words("proving.reasons")
STEPS = Words("proving.steps")


@frozen(eq=False)
class BoundReason:
    """Why a range ends where it does: the relations that add up to the bound, each with its multiple."""

    side: Literal["low", "high"]
    end: Number
    used: Sequence[tuple[Relation, Fraction]]


@frozen(eq=False)
class DerivationStep:
    """A step on the way to a result."""

    step: Step
    range: Range
    unit: Unit
    reasons: Sequence[BoundReason]


def derivation(proofs: Proofs, path: str) -> Iterator[DerivationStep]:
    """Yield the steps that lead to the range of a result, innermost first; a number that is written needs no word."""
    program = proofs.program
    for index in needed_for(program, program.results[path]):
        step = program.steps[index]
        possible = proofs.steps[index].meaning.range
        fixed = step.origin.role == "formula" and possible.numbers is not None and possible.numbers.point is not None
        if step.operator not in (operators.CONSTANT, operators.GIVEN) and not fixed:
            node = proofs.nodes.get(step.origin.path)
            unit = PERCENT if node is not None and node.unit == PERCENT and step.unit == PLAIN else step.unit
            yield DerivationStep(step, possible, unit, list(_reasons(proofs, step)))


def _reasons(proofs: Proofs, step: Step) -> Iterator[BoundReason]:
    """Yield why the range of a step ends where it does, where that is more than the ranges of inputs."""
    sides: tuple[tuple[Literal["low", "high"], int], ...] = (("low", -1), ("high", 1))
    for (side, turned), answer in zip(sides, proofs.sharing.proofs.get((step, None), ()), strict=False):
        if isinstance(answer, ProvenEnd) and any(relation.said_by != "range" for relation, _ in answer.used):
            yield BoundReason(side, (answer.end[0] * turned, answer.end[1]), answer.used)


def derivation_page(proofs: Proofs, path: str, language: Language) -> Page:
    """Return how the range of a result is derived."""
    lines = []
    for step in derivation(proofs, path):
        parts = [f"{text_of(step.step, language)}: {range_text(step.range, step.unit, language)}"]
        for because in step.reasons:
            sentence = WORDS["at-least"] if because.side == "low" else WORDS["at-most"]
            end = number_text(because.end, step.unit, language)
            used = (said(proofs.definition, relation, multiple, language) for relation, multiple in because.used)
            parts.append(f"{sentence.text(language).format(end=end)} {', '.join(used)}")
        lines.append("; ".join(parts))
    node = proofs.nodes.get(path)
    unit = node.unit if node is not None else proofs.program.steps[proofs.program.results[path]].unit
    about = [range_text(proofs.range(path), unit, language)]
    return Page(WORDS["title"].text(language).format(path=path), about, [Section("", lines=lines)])


def text_of(step: Step, language: Language) -> str:
    """Return a step as it is written, or as what it stands for."""
    origin = step.origin
    if origin.formula is not None and origin.span is not None and origin.span[1]:
        return f"{origin.path}: {written(origin.formula.text, *origin.span)}"
    role = STEPS[origin.role].text(language) if origin.role in STEPS else origin.role
    return f"{origin.path}: {role}"


def written(text: str, start: int, end: int) -> str:
    """
    Return the part of a formula from *start* to *end* with the parentheses around its own parts, on one line.

    >>> written("(a + b) / (c + d)", 1, 16)
    '(a + b) / (c + d)'
    """
    depth = lowest = 0
    for character in text[start:end]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        lowest = min(lowest, depth)
    for _ in range(-lowest):
        start = text.rfind("(", 0, start)
    for _ in range(depth - lowest):
        end = text.find(")", end) + 1
    return " ".join(text[max(start, 0) : end].split())


def said(definition: Definition, relation: Relation, multiple: Fraction, language: Language) -> str:
    """Return a relation that a proof uses, and who says so."""
    formula = form_text(definition, relation.form, relation.order, language)
    if relation.said_by == "constraint" and relation.name in definition.constraints:
        formula = " ".join(definition.constraints[relation.name].text.split())
    words = REASONS[relation.said_by].text(language).format(name=relation.name, formula=formula)
    return words if multiple == 1 else f"{shortest(multiple.as_integer_ratio(), 'number', language)} × {words}"


def form_text(definition: Definition, form: Linear, order: str, language: Language) -> str:
    """Return a relation between sums as text, what is taken away on its right side."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for atom, factor in form.terms.items():
        name = text_of(atom[0], language) if _is_step(atom) else name_of(definition, atom)  # type: ignore[index] # a pair
        size = "" if abs(factor) == 1 else f"{shortest(abs(factor).as_integer_ratio(), 'number', language)} × "
        sides[factor > 0].append(f"{size}{name}")
    if form.constant or not all(sides.values()):
        positive = form.constant > 0 if form.constant else not sides[True]
        sides[positive].append(shortest(abs(form.constant).as_integer_ratio(), "number", language))
    return f"{' + '.join(sides[True])} {order} {' + '.join(sides[False])}"


def _is_step(atom: object) -> bool:
    return isinstance(atom, tuple) and isinstance(atom[0], Step)
