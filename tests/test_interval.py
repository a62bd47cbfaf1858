"""The interval domain: what every step of a program may be."""

from hypothesis import given, settings

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.domains import exact, interval
from lkjdsl.domains.contexts import contexts_of
from tests import programs


def check(program: Program, facts: tuple[exact.Facts, interval.Facts]) -> None:
    """Every exact value that is used lies in its range, its state among those that are possible."""
    ranges = interval.ranges_of(program, facts[1])
    values = walk(program, exact.Exact(facts[0]))
    by_step = dict(zip(program.steps, values, strict=True))
    contexts = contexts_of(program)
    for step, value, found in zip(program.steps, values, ranges, strict=True):
        if all(by_step[condition] is holds for condition, holds in contexts.get(step, ())):
            assert value in found, f"{step.operator.name}: {value} not in {found}"


@settings(max_examples=programs.MANY)
@given(program=programs.programs(), facts=programs.facts())
def test_the_exact_value_lies_in_the_interval(program: Program, facts: tuple[exact.Facts, interval.Facts]) -> None:
    check(program, facts)


@settings(max_examples=programs.MANY // 4)
@given(program=programs.programs((*programs.RATIONAL, *programs.ROOTS * 3), 5), facts=programs.facts())
def test_the_exact_value_of_roots_lies_in_the_interval(
    program: Program, facts: tuple[exact.Facts, interval.Facts]
) -> None:
    check(program, facts)
