"""What follows from constraints, conditions and ranges together, and how it is proved."""

from collections.abc import Sequence
from fractions import Fraction
from re import sub
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl.core.program import Step
from lkjdsl.domains.interval import domain as interval
from lkjdsl.domains.interval.knowledge import UNIT, Knowledge, ProvenEnd
from lkjdsl.domains.interval.linear import Atom, Linear, Relation
from lkjdsl.domains.interval.sharing import Sharing
from lkjdsl.edition import Edition
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import number
from lkjdsl.proving.proofs import name_of, prove
from tests.domains.test_interval import edition_with, facts_with
from tests.support.programs import MANY


def reasons(formula: str, constraints: str) -> list[str]:
    """Return the bounds of the last step that has proved ones, each with the relations that add up to it."""
    edition = edition_with(formula, constraints, "zero_over_zero = 'exclude'")
    program, facts = edition.program(), facts_with(edition)
    sharing = Sharing.of(facts)
    interval.meanings_of(program, facts, sharing)
    found: list[str] = []
    for step in program.steps:
        answers = sharing.proofs.get((step, None), ())
        proved = [
            (sign, answer)
            for sign, answer in zip("><", answers, strict=False)
            if isinstance(answer, ProvenEnd) and answer.used
        ]
        found = [_proof(edition, sign, one) for sign, one in proved] or found
    return found


def _proof(edition: Edition, sign: str, bound: ProvenEnd) -> str:
    used = ", ".join(_said(edition, relation, multiple) for relation, multiple in bound.used)
    end = Fraction(*bound.end) * (-1 if sign == ">" else 1)
    return f"{sign}{'' if bound.open else '='} {end}: {used}"


def _said(edition: Edition, relation: Relation, multiple: Fraction) -> str:
    parts = [f"{factor} {_named(edition, atom)}" for atom, factor in relation.form.terms.items()]
    parts += [str(relation.form.constant)] if relation.form.constant else []
    text = sub(r"\b1 (?=[a-z])", "", " + ".join(parts)).replace("+ -", "- ")
    by = relation.name or relation.said_by
    return f"{'' if multiple == 1 else f'{multiple} * '}({text} {relation.order} 0 by {by})"


def _named(edition: Edition, atom: Atom) -> str:
    match atom:
        case ("sum", _, int(index)):
            return f"sum({'uvw'[index]})"
        case ("rows", _):
            return "count(u)"
        case (Step() as step, _):
            return step.operator.name
        case _:
            return name_of(edition.definition, atom)[-1]


@pytest.mark.parametrize(
    ("formula", "constraints", "expected"),
    [
        ("a + b", "", []),  # nothing but the ranges of inputs, each on its own
        ("a", "2 * a <= 9", [">= 0: (a >= 0 by range)", "<= 9/2: 1/2 * (-2 a + 9 >= 0 by c0)"]),
        ("n", "n > 1; n < 2", ["> 1: (n - 1 > 0 by c0)", "< 2: (-n + 2 > 0 by c1)"]),
        ("a / c", "a + b <= c", [">= 0: (a >= 0 by range)", "<= 1: (b >= 0 by range), (-a - b + c >= 0 by c0)"]),
        ("a / -c", "a <= c", [">= -1: (-a + c >= 0 by c0)", "<= 0: (a >= 0 by range)"]),
        ("1 - a / c", "a = c", [">= 1: (a - c >= 0 by c0)", "<= 1: (-a + c >= 0 by c0)"]),
        ("c / (a + 1)", "c <= a", [">= 0: (c >= 0 by range)", "< 1: (-c + a >= 0 by c0)"]),
        (
            "a / c",
            "a / 2 + p / 3 <= c / 4",
            [
                ">= 0: (a >= 0 by range)",
                "<= 1/2: 2/3 * (p >= 0 by range), 2 * (-1/2 a - 1/3 p + 1/4 c >= 0 by c0)",
            ],
        ),
        ("a / (3 * c / 2)", "a <= c", [">= 0: (a >= 0 by range)", "<= 2/3: (-a + c >= 0 by c0)"]),
        (
            "a / k",
            "a <= 10",
            [">= 0: (a >= 0 by range)", "<= 10: 10 * (k - 1 >= 0 by range), (-a + 10 >= 0 by c0)"],
        ),
        (
            "k / (a + 1)",
            "a >= 10",
            ["> 0: (k - 1 >= 0 by range)", "<= 5/11: (-k + 5 >= 0 by range), 5/11 * (a - 10 >= 0 by c0)"],
        ),
        ("(a + 5) / a", "", ["<= 6: 5 * (a - 1 >= 0 by denominator)"]),  # a count other than 0
        ("if(a <= b, a / b, 0)", "", [">= 0: (a >= 0 by range)", "<= 1: (-a + b >= 0 by condition)"]),
        ("if(a = b, a / b, 0)", "", [">= 1: (a - b >= 0 by condition)", "<= 1: (-a + b >= 0 by condition)"]),
        ("if(a > n, n / a, 0)", "", ["< 1: (a - n > 0 by condition)"]),
        ("if(p <> 0, 1 / p, 1)", "", [">= 1: (-p + 1 >= 0 by range)"]),
        ("if(a < b, 1, 2)", "a <= b", ["<= 0: (-a + b >= 0 by c0)"]),  # of the comparison: a - b
        ("max(a, b) / a", "", [">= 1: (max - a >= 0 by definition)"]),
        ("(a - floor(a / 2)) / a", "", [">= 1/2: (-floor + 1/2 a >= 0 by definition)", "<= 1: (floor >= 0 by range)"]),
        (
            "sum(u)",
            "sum(u + v) <= 7",
            [">= 0: (sum(u) >= 0 by range)", "<= 7: (sum(v) >= 0 by range), (-sum(u) - sum(v) + 7 >= 0 by c0)"],
        ),
        ("sum(u) / sum(u + 1)", "", [">= 0: (sum(u) >= 0 by range)", "<= 1: (count(u) >= 0 by range)"]),
    ],
)
def test_why_a_bound_holds(formula: str, constraints: str, expected: list[str]) -> None:
    assert reasons(formula, constraints) == expected


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ("a <= 1; b >= 2", ()),
        ("a <= 1; b <= 5; a >= 2", ("c0", "c2")),
        ("a <= b; c <= 5; b <= k; k < a", ("c0", "c2", "c3")),
        ("a < b; b < a + 1", ("c0", "c1")),  # no whole number lies between
        ("n < p; p < n + 1", ()),
        ("u <= v; v < u", ("c0", "c1")),
    ],
)
def test_which_constraints_contradict_each_other(constraints: str, expected: tuple[str, ...]) -> None:
    assert prove(edition_with("a", constraints, "zero_over_zero = 'exclude'")).contradicting == expected


ATOMS = ("x", "y")
fractions = st.fractions(-3, 3, max_denominator=3)
forms = st.tuples(fractions, st.lists(fractions, min_size=2, max_size=2)).map(
    lambda drawn: Linear(drawn[0], {atom: factor for atom, factor in zip(ATOMS, drawn[1], strict=True) if factor})
)
relations = st.builds(Relation, forms.filter(lambda form: bool(form.terms)), st.sampled_from([">=", ">", "=", "<>"]))


def at(form: Linear, point: Sequence[Fraction]) -> Fraction:
    """Return the value of a form where x and y are known."""
    return form.constant + sum(factor * point[ATOMS.index(str(atom))] for atom, factor in form.terms.items())


HOLDS: dict[str, Any] = {
    ">=": lambda value: value >= 0,
    ">": lambda value: value > 0,
    "=": lambda value: value == 0,
    "<>": lambda value: value != 0,
}


@settings(max_examples=MANY // 2)
@given(
    point=st.tuples(fractions, fractions.map(lambda one: Fraction(round(one)))),
    told=st.lists(relations, max_size=4),
    form=forms,
    denominator=st.just(UNIT) | forms,
)
def test_a_bound_adds_up_and_holds_wherever_all_that_is_known_does(
    point: tuple[Fraction, Fraction], told: list[Relation], form: Linear, denominator: Linear
) -> None:
    known = Knowledge()
    known.learn_atom("x", Interval(number(point[0]), None), sure=True)
    known.learn_atom("y", Interval(None, number(point[1]), whole=True), sure=True)
    for relation in told:
        if HOLDS[relation.order](at(relation.form, point)):
            known.learn(relation)
    for answer, one in zip(known.between(form, denominator=denominator), (-form, form), strict=True):
        below = at(denominator, point)
        assert answer != "contradiction" or below <= 0
        if not isinstance(answer, ProvenEnd):
            continue
        end = Fraction(*answer.end)
        left = denominator.times(end) - one
        for relation, multiple in answer.used:
            assert multiple > 0
            left -= relation.form.times(multiple)
        assert not left.terms
        assert left.constant >= 0
        assert below <= 0 or at(one, point) / below <= end
        assert below <= 0 or not answer.open or at(one, point) / below < end
