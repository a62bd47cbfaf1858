"""A program → the part of it that some results hang on."""

from collections.abc import Iterable

from attrs import evolve

from lkjdsl.core.program import Program


def sliced(program: Program, wanted: Iterable[str]) -> Program:
    """Return the steps that the *wanted* results need, in their order, with every result that is among them."""
    kept, waiting = set(), [program.results[path] for path in wanted]
    while waiting:
        index = waiting.pop()
        if index not in kept:
            kept.add(index)
            waiting += program.steps[index].arguments
    places = {index: place for place, index in enumerate(sorted(kept))}
    steps = tuple(
        evolve(program.steps[index], arguments=tuple(places[one] for one in program.steps[index].arguments))
        for index in sorted(kept)
    )
    return Program(steps, {path: places[index] for path, index in program.results.items() if index in places})
