"""The ways in which an edition could be otherwise in one thing: a weight, a rule, a cap, a rounding, a component."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.editions.edits import ABSENT, Edit, value_at
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.dependencies import DependencyKey, dependencies
from lkjdsl.numbers.numerals import exact_text
from lkjdsl.numbers.rational import Number, compare, reduced
from lkjdsl.source import Path
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

POINTS: Number = (10, 100)
"""How much of the whole weight is moved to and fro."""
WORDS = Words("editions.variations")
ALTERNATIVES: Mapping[str, Sequence[Any]] = {
    "zero_over_zero": (0, 1, "exclude", "unavailable"),
    "over_zero": (0, "exclude", "unavailable"),
    "missing": (0, "exclude", "unavailable"),
    "rounding": ("half-up", "half-even", "down", "up"),
}


@frozen(eq=False)
class Variation:
    """
    One thing otherwise: the ``factor`` (``rules``, ``IKK2.K3``) and what of it, how it would be, and the edits.

    ``how`` is a text, a number of percentage points with its sign, or an alternative of a rule.
    """

    factor: str
    what: str
    how: Both | str
    edits: tuple[Edit, ...]


def variations(tables: Mapping[str, Any], definition: Definition, path: str) -> Iterator[Variation]:
    """Yield every variation of an edition that could move the result at *path*."""
    reached = closure(definition, path)
    near = [node for node in definition.nodes() if node.path in reached]
    yield from _rules(("rules",), "rules", tables)
    for node in near:
        yield from _weights(node)
        yield from _removals(node, tables)
    for node in near:
        place = _place(node)
        yield from _rules(place, node.path, tables, stated_only=True)
        yield from _caps(node, place, tables)
        yield from _rounding(node, place, tables)


def closure(definition: Definition, path: str) -> set[DependencyKey]:
    """Return the keys that the result at *path* hangs on, itself among them."""
    graph = dependencies(definition, earlier=False)
    reached: set[DependencyKey] = set()
    waiting: list[DependencyKey] = [path]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(graph.get(key, ()))
    return reached


def _place(node: Node) -> Path:
    return ("indicator", *node.path.split("."))


def _weights(node: Node) -> Iterator[Variation]:
    """Yield each weight some points more and less, the others sharing the rest in their proportions."""
    weighted = [component for component in node.components if component.weight is not None]
    if len(weighted) < 2 or node.formula is not None:  # noqa: PLR2004 - one component alone has all the weight
        return
    for component in weighted:
        for sign in (1, -1):
            assert component.weight is not None
            a, b = component.weight
            wanted = _kept((a * POINTS[1] + sign * POINTS[0] * b, b * POINTS[1]))
            if compare(wanted, component.weight) == 0:
                continue
            weights = _shared(weighted, component, wanted)
            edits = tuple(_weight(node, weight) for node, weight in zip(weighted, weights, strict=True))
            points = reduced((100 * (wanted[0] * b - a * wanted[1]), wanted[1] * b))
            yield Variation(component.path, "weight", f"{'+' if sign > 0 else ''}{exact_text(points)} pp", edits)


def _kept(weight: Number) -> Number:
    """Return *weight* from 0% to 100%."""
    if weight[0] < 0:
        return 0, 1
    return reduced(weight) if compare(weight, (1, 1)) <= 0 else (1, 1)


def _shared(weighted: Sequence[Node], component: Node, wanted: Number) -> list[Number]:
    """Return the weights when *component* has the weight *wanted*; the others share the rest as they share it now."""
    left = (wanted[1] - wanted[0], wanted[1])
    assert component.weight is not None
    rest = (component.weight[1] - component.weight[0], component.weight[1])
    shared = []
    for operand in weighted:
        assert operand.weight is not None
        if operand is component:
            shared.append(wanted)
        elif rest[0]:
            shared.append(reduced((operand.weight[0] * left[0] * rest[1], operand.weight[1] * left[1] * rest[0])))
        else:
            shared.append(reduced((left[0], left[1] * (len(weighted) - 1))))
    return shared


def _weight(node: Node, weight: Number) -> Edit:
    return Edit((*_place(node), "weight"), None, exact_text(weight))


def _removals(node: Node, tables: Mapping[str, Any]) -> Iterator[Variation]:
    """Yield each component taken away, its weight going to the others in their proportions."""
    if len(node.components) < 2 or node.formula is not None:  # noqa: PLR2004 - without components there is no node
        return
    for component in node.components:
        edits = [Edit(_place(component), value_at(tables, _place(component)), ABSENT)]
        if component.weight is not None:
            others = [component for component in node.components if component.weight is not None]
            if compare(component.weight, (1, 1)) == 0:
                continue
            weights = _shared(others, component, (0, 1))
            edits += [
                _weight(other, weight) for other, weight in zip(others, weights, strict=True) if other is not component
            ]
        yield Variation(component.path, "component", WORDS["removed"], tuple(edits))


def _rules(place: Path, name: str, tables: Mapping[str, Any], *, stated_only: bool = False) -> Iterator[Variation]:
    for key, alternatives in ALTERNATIVES.items():
        now = value_at(tables, (*place, key))
        if stated_only and now is ABSENT:
            continue
        for alternative in alternatives:
            if alternative != now:
                yield Variation(name, key, str(alternative), (Edit((*place, key), now, alternative),))


def _caps(node: Node, place: Path, tables: Mapping[str, Any]) -> Iterator[Variation]:
    at = (*place, "cap")
    if node.cap is not None:
        yield Variation(node.path, "cap", WORDS["no-cap"], (Edit(at, value_at(tables, at), ABSENT),))
    elif node.unit == PERCENT:
        yield Variation(node.path, "cap", "100%", (Edit(at, ABSENT, "100%"),))


def _rounding(node: Node, place: Path, tables: Mapping[str, Any]) -> Iterator[Variation]:
    at = (*place, "round")
    if node.round is not None:
        yield Variation(node.path, "round", WORDS["no-round"], (Edit(at, value_at(tables, at), ABSENT),))
    else:
        yield Variation(node.path, "round", WORDS["whole"], (Edit(at, ABSENT, 0),))
