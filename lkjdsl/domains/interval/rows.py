"""What an aggregate over any number of rows may be, and what it is a sum of."""

from collections.abc import Callable, Mapping

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.operators import ROW_AGGREGATES
from lkjdsl.core.program import Operator
from lkjdsl.core.rules import rules
from lkjdsl.domains.interval.linear import Linear, atom, count_atom, sum_atom
from lkjdsl.domains.interval.ranges import Range, joined, of_states, of_value
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ZERO, Interval


def of_no_rows(aggregate: Operator) -> Range:
    """Return the aggregate of a table without rows."""
    nothing = aggregate.without_rows
    return of_states("unavailable") if nothing is None else of_value(nothing)


def of_any_number(aggregate: Operator, body: Range) -> Range:
    """Return the aggregate of any number of rows, or none, each of whose values lies in *body*."""
    numbers = OVER_ROWS[aggregate].numbers(body) if body.ordinary else None
    return joined((of_no_rows(aggregate), Range(numbers, states=body.states)))


def form_of_rows(aggregate: Operator, rows: str, form: Linear) -> Linear | None:
    """Return what an aggregate over any number of rows is a sum of, where *form* is that of each, left out in none."""
    form_of = OVER_ROWS[aggregate].form
    return None if form_of is None else form_of(rows, form)


@frozen(eq=False)
class RangeOverRows:
    """
    What is known of an aggregate over any number of rows.

    ``numbers`` are those it can be, from what the value of a row can be; ``form`` is what it is a sum of.
    """

    numbers: Callable[[Range], Interval | None]
    form: Callable[[str, Linear], Linear | None] | None = None


def _sum_of_rows(body: Range) -> Interval | None:
    if body.numbers is None:
        return None
    low, high = body.numbers.low, body.numbers.high
    not_below, not_above = low is not None and low[0] >= 0, high is not None and high[0] <= 0
    return Interval(ZERO if not_below else None, ZERO if not_above else None, whole=body.numbers.whole)


def _mean_of_rows(body: Range) -> Interval | None:
    return None if body.numbers is None else evolve(body.numbers, whole=False)


def _picked_of_rows(body: Range) -> Interval | None:
    return body.numbers


def _count_of_rows(body: Range) -> Interval:
    return intervals.point(ZERO) if body.flags == {False} else intervals.whole_at_least(ZERO)


def _sum_form(rows: str, body: Linear) -> Linear | None:
    """Return the sum of sums of columns."""
    if not all(isinstance(term, tuple) and term[0] == "column" for term in body.terms):
        return None
    return body.replaced(lambda key: sum_atom(rows, key[2]), count_atom(rows))  # type: ignore[index] # a column atom


def _count_form(rows: str, _body: Linear) -> Linear:
    return atom(count_atom(rows))


OVER_ROWS: Mapping[Operator, RangeOverRows] = rules(
    (operators.SUM, RangeOverRows(_sum_of_rows, _sum_form)),
    (operators.MEAN, RangeOverRows(_mean_of_rows)),
    (operators.MEDIAN, RangeOverRows(_mean_of_rows)),
    (operators.MIN, RangeOverRows(_picked_of_rows)),
    (operators.MAX, RangeOverRows(_picked_of_rows)),
    (operators.COUNT, RangeOverRows(_count_of_rows, _count_form)),
    over=ROW_AGGREGATES,
)
