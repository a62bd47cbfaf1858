"""The interval domain under its law: every exact value is possible, and what is possible comes up."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain

from lkjdsl.core.operators import COLUMN, CONSTANT, HARMEAN, POWER
from lkjdsl.core.program import Pool, Rowwise
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval import domain as interval
from lkjdsl.domains.interval import rows, rules
from lkjdsl.domains.interval.linear import Linear, Relation
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.domains.interval.sharing import Sharing
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Number
from tests.operator_laws.cases import Case, Cell
from tests.operator_laws.domains import Domain
from tests.operator_laws.extremes import extremes

FAR = 50
"""A number beyond this shows that there is no end."""
FEW = 4
"""More numbers than this, all of them whole, show that all are."""
NOT_WHOLE = "numbers that are not whole"
NEAR = Fraction(1, 50)
"""How near to an end a number must come, by itself and to the size of the end."""


MOST_LOOSE = 4
"""In so many cases of an operator, of 60, more may be possible than comes up: ends that only luck would reach."""


def _check(cases: Sequence[Case]) -> None:
    loose = [one for one in map(_loose, cases) if one]
    assert len(loose) <= MOST_LOOSE, "\n".join(loose)


def _loose(case: Case) -> str:
    """Return what is possible in a case and does not come up, or nothing; assert that what comes up is possible."""
    sharing = Sharing.of(case.known)
    meanings = interval.meanings_of(case.program, case.known, sharing)
    known = meanings[-1]
    values: list[Value] = []
    for facts in chain(case.data, extremes(case)):
        steps = walk(case.program, exact.Exact(facts))
        values.append(steps[-1])
        assert is_too_long(steps[-1]) or steps[-1] in known.range, f"{steps[-1]} is not in {known.range}: {case}"
        atoms: dict[object, Cell] = {("input", index): cell for index, cell in enumerate(facts.inputs)}
        atoms |= {(step, None): value for step, value in zip(case.program.steps, steps, strict=True)}
        for relation in _learnt(sharing):
            assert _holds(relation, atoms), f"{relation}: {case}"
        if known.form is not None and isinstance(steps[-1], tuple):
            assert _value(known.form, atoms) in (None, Fraction(*steps[-1])), f"{known.form}: {case}"
    misses = "" if _is_loose(case) else _misses(known.range, values)
    assert misses != NOT_WHOLE or not _is_of_columns(case), f"{known.range}: {case}"
    return misses and f"{misses} of {known.range}: {case}"


def _is_of_columns(case: Case) -> bool:
    """Return whether a case is an aggregate of a column of any length: then it is whole where its numbers are."""
    setting = case.program.steps[-1].setting
    lengths_known = any(table.rows is not None for table in case.known.rows.values())
    return isinstance(setting, Rowwise) and setting.body.steps[-1].operator is COLUMN and not lengths_known


def _is_loose(case: Case) -> bool:
    """Return whether more is possible in this domain than comes up, which is said in its own docstrings."""
    step = case.program.steps[-1]
    if isinstance(step.setting, Pool) and step.setting.minimum is not None:  # states that rule each other out
        return True
    if step.operator is POWER and case.program.steps[step.arguments[1]].operator is not CONSTANT:
        return True
    return step.operator is HARMEAN and not all(one.numbers is None or is_positive(one) for one in case.known.inputs)


def is_positive(known: Range) -> bool:
    """Return whether all numbers are above 0."""
    return known.numbers is not None and known.numbers.low is not None and known.numbers.low[0] > 0


def is_too_long(value: Value) -> bool:
    """Return whether a number would have been longer than the limit, which the domain leaves out."""
    return isinstance(value, State) and value.reasons[0].code == "number-too-long"


def _learnt(sharing: Sharing) -> Iterable[Relation]:
    return {id(one): one for found in sharing.knowledge.of_atom.values() for one in found}.values()


def _value(form: Linear, atoms: Mapping[object, Cell]) -> Fraction | None:
    """Return the value of a sum, where all of its atoms are numbers."""
    numbers = {atom: atoms.get(atom) for atom in form.terms}
    found = [Fraction(*number) * form.terms[atom] for atom, number in numbers.items() if isinstance(number, tuple)]
    return sum(found, form.constant) if len(found) == len(form.terms) else None


def _holds(relation: Relation, atoms: Mapping[object, Cell]) -> bool:
    value = _value(relation.form, atoms)
    if value is None:
        return True
    return {">=": value >= 0, ">": value > 0, "=": value == 0, "<>": value != 0}[relation.order]


def _misses(known: Range, values: Sequence[Value]) -> str:
    """Return which part of what is possible none of *values* comes near, or nothing."""
    if known.flags != {value for value in values if isinstance(value, bool)}:
        return "flags"
    if known.texts is not None and known.texts != {value for value in values if isinstance(value, str)}:
        return "texts"
    states = {value.kind for value in values if isinstance(value, State)}
    too_long = {"invalid"} if any(map(is_too_long, values)) else set()
    if known.states - too_long != states - too_long:
        return "states"
    numbers = [Fraction(*value) for value in values if isinstance(value, tuple)]
    if known.numbers is None:
        return ""
    if not numbers:
        return "numbers"
    if not known.numbers.whole and len(set(numbers)) > FEW and all(number.denominator == 1 for number in numbers):
        return NOT_WHOLE
    low = _reaches(min(numbers), known.numbers.low, -1)
    return "" if low and _reaches(max(numbers), known.numbers.high, 1) else "ends"


def _reaches(number: Fraction, end: Number | None, sign: int) -> bool:
    if end is None:
        return number * sign > FAR
    reached = Fraction(*end)
    return abs(number - reached) <= NEAR * max(Fraction(1), abs(reached))


def _answer(case: Case) -> object:
    meaning = interval.meanings_of(case.program, case.known, Sharing.of(case.known))[-1]
    form = None if meaning.form is None else (meaning.form.constant, sorted(map(str, meaning.form.terms.values())))
    return meaning.range, form


INTERVAL = Domain(
    "interval",
    {"rules": rules.RULES, "rules for data and rows": interval.OF_DATA, "rows": rows.OVER_ROWS},
    check=_check,
    answer=_answer,
)
