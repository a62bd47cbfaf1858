"""Findings about how an edition is written: what is never used, decided beforehand, defined twice, or rounded early."""

from collections.abc import Iterable, Iterator

from lkjdsl.core import operators
from lkjdsl.core.operators import COMPARISONS
from lkjdsl.core.program import Program, Step
from lkjdsl.diagnostic import Label, problem
from lkjdsl.evaluate.data_findings import formulas
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.expressions import Column, Constant, Expression, Formula, InputReference, Score, walk
from lkjdsl.model.periods import ADDED_UP
from lkjdsl.proving.finding import Finding, place_of
from lkjdsl.proving.proofs import Proofs
from lkjdsl.render.words import truth
from lkjdsl.source import Place
from lkjdsl.words import Words

WORDS = Words("proving.entities")


def shapes(proofs: Proofs) -> Iterator[Finding]:
    """Yield what can be said of the edition as it is written."""
    yield from _unused(proofs)
    yield from _over_periods(proofs.definition)
    yield from _twice(proofs.definition)
    yield from _rounded(proofs.definition)
    yield from _without_effect(proofs)
    yield from _decided(proofs)


def _unused(proofs: Proofs) -> Iterator[Finding]:
    definition = proofs.definition
    constraints = list(definition.constraints.values())
    own = set(map(id, constraints))  # another formula may say the same
    read = _read(formula for formula in formulas(definition) if id(formula) not in own)
    constrained = _read(constraints)
    inputs = ((path, WORDS["input"], input_.place) for path, input_ in definition.inputs.items())
    columns = (
        (f"{rows.name}.{name}", WORDS["column"], column.place)
        for rows in definition.rows.values()
        for name, column in rows.columns.items()
    )
    for path, what, place in (*inputs, *columns):
        if path not in read:
            notes = ["constraint"] if path in constrained else []
            yield Finding(problem("never-used", place, notes=notes, name=path, what=what))
    yield from _unused_names(proofs)


def _over_periods(definition: Definition) -> Iterator[Finding]:
    """Yield counts and amounts that do not say what becomes of them over the periods of a year."""
    for path, input_ in definition.inputs.items() if definition.periods else ():
        if input_.over_periods is None and input_.kind in ADDED_UP:
            yield Finding(problem("over-periods-unstated", input_.place, name=path))


def _read(some: Iterable[Formula]) -> set[str]:
    """Return the inputs and columns that formulas read."""
    read: set[str] = set()
    for formula in some:
        for node in walk(formula.expression):
            read |= {node.input} if isinstance(node, InputReference) else set()
            read |= {f"{node.rows}.{node.column}"} if isinstance(node, Column) else set()
    return read


def _unused_names(proofs: Proofs) -> Iterator[Finding]:
    """Yield constants and scales that nothing names; a constant may also be named where only numbers come of it."""
    from re import findall

    definition, source = proofs.definition, proofs.edition.source
    texts = "" if source is None else "\n".join(one.text for one in source.sources())
    everything = [node for formula in formulas(definition) for node in walk(formula.expression)]
    named = {expression.written for expression in everything if isinstance(expression, Constant)}
    for name, formula in definition.constants.items():
        written = len(findall(rf"\b{name}\b", texts))
        if name not in named and written < 2:  # noqa: PLR2004 - where it is defined, and where it is used
            yield Finding(problem("never-used", formula.place, name=name, what=WORDS["constant"]))
    used = {one for node in definition.nodes() for one in (node.scale, node.achievement_scale)}
    used |= {expression.scale.name for expression in everything if isinstance(expression, Score)}
    for name, scale in definition.scales.items():
        if name not in used:
            yield Finding(problem("never-used", scale.place, name=name, what=WORDS["scale"]))


def _twice(definition: Definition) -> Iterator[Finding]:
    """Yield components of one indicator that have the same formula; a number alone may well be the same."""
    for indicator in definition.indicators.values():
        first: dict[tuple[Expression, str], Node] = {}
        for node in indicator.walk():
            inside = [] if node.formula is None else walk(node.formula.expression)
            if node.formula is None or not any(
                isinstance(expression, InputReference | Column) for expression in inside
            ):
                continue
            key = node.formula.expression, node.unit
            other = first.setdefault(key, node)
            if other is not node:
                place = other.place_of("formula")
                labels = [Label(place, "first")] if place is not None else []
                yield Finding(
                    problem("same-definition", node.place_of("formula"), *labels, path=node.path, other=other.path)
                )


def _without_effect(proofs: Proofs) -> Iterator[Finding]:
    """Yield inputs that a formula names and that never move its value."""
    for node in proofs.definition.nodes():
        moves = proofs.moves(node.path) if node.formula is not None else {}
        inside = [] if node.formula is None else walk(node.formula.expression)
        named = dict.fromkeys(
            expression.input
            for expression in inside
            if isinstance(expression, InputReference) and not expression.previous
        )
        still = [name for name in named if name not in moves]
        if still:
            place = node.place_of("formula")
            yield Finding(problem("input-without-effect", place, path=node.path, inputs=", ".join(still)))


def _rounded(definition: Definition) -> Iterator[Finding]:
    """Yield a note for each component that is rounded before it is brought together with others."""
    for indicator in definition.indicators.values():
        for node in indicator.walk():
            if node.formula is not None:
                continue
            for part in node.components:
                if part.round is not None:
                    diagnostic = problem("rounded-early", part.place_of("round"), path=part.path, parent=node.path)
                    yield Finding(diagnostic)


def _decided(proofs: Proofs) -> Iterator[Finding]:
    """Yield conditions that always hold, or never, whatever the data."""
    program = proofs.program
    reported: set[Place] = set()
    for step in program.steps:
        if step.operator in (operators.CHOOSE, operators.APPLIES) and step.origin.role != "score":
            condition = step.arguments[0]
            key = "branch-never-taken" if step.operator is operators.CHOOSE else "always-or-never-applies"
            yield from _always(proofs, program, condition, key, reported)
    for index, step in enumerate(program.steps):
        if step.operator in COMPARISONS and step.origin.role != "score":
            yield from _always(proofs, program, index, "comparison-decided", reported)


def _always(proofs: Proofs, program: Program, index: int, code: str, reported: set[Place]) -> Iterator[Finding]:
    step: Step = program.steps[index]
    possible = proofs.steps[index].meaning.range
    place = place_of(step)
    # What is written as an attribute, or as `if(true, ...)`, is no slip; one written once is told once.
    if (
        place is None
        or len(possible.flags) != 1
        or possible.states
        or step.operator is operators.CONSTANT
        or place in reported
    ):
        return
    reported.add(place)
    (flag,) = possible.flags
    yield Finding(problem(code, place, path=step.origin.path, truth=truth(flag), never=truth(not flag)))
