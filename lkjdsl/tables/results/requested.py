"""What a table is asked: which results of an edition, and how each of them is printed."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from lkjdsl.core.program import Program, Rounds, printing
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.model.results import TargetValue
from lkjdsl.units import TEXT

STATUS = ("ok", "excluded", "unavailable", "invalid")


@frozen
class RequestedResult:
    """A result that is asked for: its path, the step it is, and how it is printed (None for a label)."""

    path: str
    step: int
    unit: str
    printed: Rounds | None
    rounding: Any = "half-up"


def paths_of(program: Program) -> list[str]:
    """Return the paths of all results but targets and cells of report tables, in the order of the edition."""
    return [output.path for output in program.outputs.values() if not isinstance(output.kind, TargetValue)]


def asked(program: Program, path: str) -> RequestedResult:
    """Return how the result at *path* is printed."""
    output = program.outputs[path]
    printed = None if output.unit == TEXT else printing(output)
    return RequestedResult(path, program.results[path], output.unit, printed, output.rounding)


def unknown(program: Program, only: Sequence[str]) -> list[Diagnostic]:
    """Return a problem for each path that has no result."""
    return [
        problem("unknown-path", name=path, near=nearest(path, program.results))
        for path in only
        if path not in program.results
    ]
