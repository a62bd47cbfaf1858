"""What a table is asked: which results of an edition, and how each of them is printed."""

from collections.abc import Sequence

from lkjdsl.core.program import Program, Rounds
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.lower.achievement import achievement_digits
from lkjdsl.model.definition import Definition, digits_of
from lkjdsl.tables.kernel.kernel import Asked
from lkjdsl.units import PERCENT, TEXT


def paths_of(definition: Definition, program: Program) -> list[str]:
    """Return the paths of all results, in the order of the edition: as of an outcome, without table cells."""
    known = program.results
    found: list[str] = []
    for indicator in definition.indicators.values():
        for node in indicator.walk():
            found += [node.path, f"{node.path}.scale"]
        key = f"{indicator.path}.achievement"
        found += [key, f"{key}.scale", *(f"{indicator.path}.compare.{name}" for name in indicator.compare)]
        found.append(f"{indicator.path}.compare.previous")
    found += [f"{objective}.achievement" for objective in definition.objectives]
    found.append("achievement")
    return [path for path in found if path in known]


def asked(definition: Definition, program: Program, path: str) -> Asked:
    """Return how the result at *path* is printed."""
    nodes = {node.path: node for node in definition.nodes()}
    first = path.split(".", 1)[0]
    node = nodes.get(path)
    owner = node or nodes.get(first)
    rounding = (owner.rules.rounding if owner else definition.rules.rounding) or "half-up"
    if path.endswith(".scale"):
        return Asked(path, program.results[path], TEXT, None, rounding)
    if node is not None:
        digits, unit = digits_of(node, definition), node.unit
    elif path.endswith((".target", ".target.to")):
        digits, unit = digits_of(nodes[first], definition), nodes[first].unit
    else:
        digits, unit = achievement_digits(nodes.get(first), definition), PERCENT
    printed = Rounds(digits + (2 if unit == PERCENT else 0), rounding)
    return Asked(path, program.results[path], unit, printed, rounding)


def unknown(program: Program, only: Sequence[str]) -> list[Diagnostic]:
    """Return a problem for each path that has no result."""
    return [
        problem("unknown-path", name=path, near=nearest(path, program.results))
        for path in only
        if path not in program.results
    ]
