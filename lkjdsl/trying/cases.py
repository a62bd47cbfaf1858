"""An author's cases: what came of the data, and where that is not what was expected."""

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from lkjdsl.diagnostic import is_error
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.model.cases import Case, Expected
from lkjdsl.model.values import RANK
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number, compare, number, round_at
from lkjdsl.units import PERCENT

PROBLEMS = "problems"


@frozen(eq=False)
class Miss:
    """One result of a case that is not what was expected; for ``problems`` both are lists of codes."""

    path: str
    expected: str
    found: str


@frozen(eq=False)
class TriedCase:
    """A case, its outcome, and what was missed."""

    case: Case
    outcome: Outcome
    misses: tuple[Miss, ...]


def try_case(edition: CheckedEdition, case: Case) -> TriedCase:
    """Return what came of *case*."""
    outcome = edition.evaluate(case.data, case.previous)
    return TriedCase(case, outcome, tuple(_misses(case, outcome)))


def _misses(case: Case, outcome: Outcome) -> Iterator[Miss]:
    for path, expected in case.values.items():
        if path not in outcome:
            yield Miss(path, str(expected), "-")
            continue
        result = outcome[path]
        if not agrees(result, expected):
            yield Miss(path, str(expected), shown(result))
    codes = sorted({problem.code for problem in outcome.problems if is_error(problem)})
    if case.problems is not None and codes != sorted(set(case.problems)):
        yield Miss(PROBLEMS, ", ".join(sorted(set(case.problems))) or "-", ", ".join(codes) or "-")


def shown(result: Result) -> str:
    """Return a result as a case may state it: printed and exact, or its status."""
    if not isinstance(result.value, tuple):
        return result.printed or result.status
    return f"{result.printed} ({numerals.exact_text(result.value)})"


def agrees(result: Result, expected: Expected) -> bool:
    """
    Return whether *result* is what a case expects.

    A number is the exact result, or the result rounded as it is printed (for percent, the ratio); a text is the
    status of a result that is no number, a fraction, a printed figure, or a label.
    """
    if isinstance(expected, str) and expected in RANK:
        return result.status == expected
    if result.status != "ok":
        return False
    if not isinstance(result.value, tuple):
        return result.value == expected
    if isinstance(expected, int | Decimal):
        return _same(result, number(expected))
    fraction = _fraction(expected)
    return expected == result.printed if fraction is None else compare(result.value, fraction) == 0


def _same(result: Result, wanted: Number) -> bool:
    assert isinstance(result.value, tuple)
    if compare(result.value, wanted) == 0:
        return True
    digits = result.digits + (2 if result.unit == PERCENT else 0)
    return compare(round_at(result.value, digits, result.rounding), wanted) == 0


def _fraction(text: str) -> Number | None:
    above, slash, below = text.partition("/")
    sign = -1 if above.startswith("-") else 1
    above = above.removeprefix("-")
    if not (slash and above.isdecimal() and below.isdecimal() and below.strip("0")):
        return None
    return sign * int(above), int(below)
