"""What it would take: the smallest change of inputs that reaches a value, or what stands in the way."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Check, Rowwise
from lkjdsl.domains.interval.linear import Atom, Linear, Relation, input_atom
from lkjdsl.editions.levers import Lever, levers_of
from lkjdsl.editions.obstacles import Share, capping, farthest, shares_of, without_caps
from lkjdsl.editions.partial_evaluation import depends, joined, narrowed
from lkjdsl.editions.ratings import rated
from lkjdsl.editions.smallest_change import Move, Question, TooHardError, size, smallest, wanted_from
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number, ceil_of, floor_of


@frozen(eq=False)
class LeverAnswer:
    """
    The answer for some levers: the smallest move and the outcome it leads to; or ``why`` there is none.

    ``no-influence``; ``constraint`` and ``cap``: those named, without which the move would do; ``weight``: no move
    does, ``farthest`` is the end of what can be reached; ``no-number``: after any move there is no number, ``outcome``
    says why; ``too-hard``: neither found nor ruled out.
    """

    levers: Sequence[Lever]
    move: Move | None
    outcome: Outcome | None = None
    why: str = ""
    names: Sequence[str] = ()
    farthest: Number | None = None
    weights: Sequence[Share] = ()


@frozen(eq=False)
class Reach:
    """
    What was asked, the results as they are, and a finding for each lever alone and for all together.

    ``wanted`` are the numbers that do; ``label`` is the rating that was asked for, if one was.
    """

    path: str
    wanted: Interval
    at_least: bool
    now: Outcome
    reached: bool
    findings: Sequence[LeverAnswer]
    label: str = ""

    @property
    def value(self) -> Number | None:
        """Return the nearest end of what is wanted; None where any number is."""
        return self.wanted.low if self.at_least else self.wanted.high


def reach(edition: CheckedEdition, now: Outcome, path: str, value: Number | str, inputs: Sequence[str]) -> Reach:
    """
    Return what it takes for the result at *path* to reach *value*, by each of *inputs* alone, then by all.

    *value* may be a label of the scale that rates the result.
    """
    at_least = is_raised(now, path)
    label = value if isinstance(value, str) else ""
    wanted = (
        rated(now, path, value, at_least=at_least) if isinstance(value, str) else wanted_from(value, at_least=at_least)
    )
    current = now.values[now.program.results[path]]
    reached = isinstance(current, tuple) and current in wanted
    findings: list[LeverAnswer] = []
    if not reached:
        levers = levers_of(now, inputs)
        findings = [_finding(edition, now, path, wanted, [lever]) for lever in levers]
        if len(levers) > 1:
            findings.append(_finding(edition, now, path, wanted, levers, _best(findings)))
    return Reach(path, wanted, at_least, now, reached, findings, label)


def is_raised(now: Outcome, path: str) -> bool:
    """Return whether more is better: not so for the value of an indicator that is to be kept low."""
    node = now.nodes.get(path)
    return node is None or not node.polarity.startswith("minimize")


def _best(alone: Sequence[LeverAnswer]) -> Move | None:
    """Return the smallest move of one lever, as a move of all of them."""
    done = [index for index, answer in enumerate(alone) if answer.move is not None and not answer.why]
    if not done:
        return None
    first = min(done, key=lambda index: size(alone[index].move or ()))
    return tuple((answer.move or (0,))[0] if index == first else 0 for index, answer in enumerate(alone))


def _finding(
    edition: CheckedEdition,
    now: Outcome,
    path: str,
    wanted: Interval,
    levers: Sequence[Lever],
    best: Move | None = None,
) -> LeverAnswer:
    if not depends(now.program, now.program.results[path], {lever.index for lever in levers}):
        return LeverAnswer(levers, None, why="no-influence")
    question = asked(now, path, wanted, levers)
    try:
        move = smallest(question, best)
        if move is not None:
            return LeverAnswer(levers, move, after(edition, now, levers, move))
        free = evolve(question, levers=levers, guards=(), relations=(), looked=[0])
        move = smallest(free) if question.guards else None
        if move is not None:
            broken = question.broken(question.values(move))
            return LeverAnswer(levers, move, after(edition, now, levers, move), "constraint", broken)
        uncapped = without_caps(free)
        move = None if uncapped is None else smallest(uncapped)
        if move is not None:
            return LeverAnswer(levers, move, None, "cap", capping(question, move))
    except TooHardError:
        return LeverAnswer(levers, None, why="too-hard")
    end = farthest(question)
    for move in small_moves(len(levers)):
        tried = after(edition, now, levers, move)
        if not isinstance(tried.values[tried.program.results[path]], tuple):
            return LeverAnswer(levers, None, tried, "no-number")
    return LeverAnswer(levers, None, None, "weight", (), end, shares_of(question))


def small_moves(levers: int) -> Iterable[Move]:
    """Yield the moves of one step of one of so many levers."""
    for moved in range(levers):
        for step in (1, -1):
            yield tuple(step if index == moved else 0 for index in range(levers))


def asked(now: Outcome, path: str, wanted: Interval, levers: Sequence[Lever]) -> Question:
    """Return the question of which moves of *levers* bring *path* into *wanted*."""
    sheet, values, _ = now.constraints
    program = joined(now.program, sheet)
    # Every outer step of the sheet became a step of the program; the others follow in their order.
    row_values = [
        value for step, value in zip(sheet.program.steps, values, strict=True) if step.operator is not operators.OUTER
    ]
    everything = [*now.values, *row_values]
    indices = {lever.index for lever in levers}
    at = {check: index for check, index in program.checks.items() if everything[index] is True}
    guards = [check for check, index in at.items() if depends(program, index, indices)]
    # A constraint that is broken, or could not be checked, as things are now cannot be kept.
    small = narrowed(program, everything, indices, [program.results[path], *(at[guard] for guard in guards)])
    rows = now.data.facts.rows if any(isinstance(step.setting, Rowwise) for step in small.steps) else {}
    paths = {getattr(step.setting, "path", "") for step in small.steps}
    given = {name: value for name, value in now.data.facts.given.items() if name in paths}
    facts = evolve(now.data.facts, rows=rows, given=given)
    relations = tuple(_relations(now, guards, levers))
    return Question(small, facts, [_bounded(lever, relations) for lever in levers], path, wanted, guards, relations)


def _bounded(lever: Lever, relations: Iterable[Relation]) -> Lever:
    """Return *lever* going no farther than relations let it that are about nothing else."""
    least, most = lever.least, lever.most
    for relation in relations:
        if set(relation.form.terms) != {input_atom(lever.index)} or relation.order not in (">=", ">", "="):
            continue
        factor = relation.form.terms[input_atom(lever.index)]
        bound = lever.steps_to((-relation.form.constant / factor).as_integer_ratio())
        if factor > 0 or relation.order == "=":
            least = max(least, ceil_of(bound))
        if factor < 0 or relation.order == "=":
            most = min(most, floor_of(bound))
    return evolve(lever, least=min(least, 0), most=max(most, 0))


def _relations(now: Outcome, guards: Sequence[Check], levers: Sequence[Lever]) -> Iterable[Relation]:
    """Yield what the constraints *guards* say of the levers, where that is a sum: the other inputs stay as they are."""
    from lkjdsl.proving.assumptions import assumptions_of

    levered = {input_atom(lever.index) for lever in levers}
    kept = evolve(now.definition, constraints={guard.name: now.definition.constraints[guard.name] for guard in guards})
    for relation in assumptions_of(kept, now.program).facts.relations if guards else ():
        constant, terms = relation.form.constant, dict[Atom, Fraction]()
        for atom, factor in relation.form.terms.items():
            value = now.data.facts.inputs[atom[1]] if isinstance(atom, tuple) and atom[0] == "input" else None
            if atom in levered:
                terms[atom] = factor
            elif isinstance(value, tuple):
                constant += factor * Fraction(*value)
            else:
                break
        else:
            if terms:
                yield evolve(relation, form=Linear(constant, terms))


def after(edition: CheckedEdition, now: Outcome, levers: Sequence[Lever], move: Move) -> Outcome:
    """Return the outcome after *move*."""
    inputs = list(now.data.facts.inputs)
    for lever, steps in zip(levers, move, strict=True):
        if steps or not lever.missing:
            inputs[lever.index] = lever.at(steps)
    data = evolve(now.data, facts=evolve(now.data.facts, inputs=inputs, short=False))
    return edition.outcome(data, now.previous)
