"""A printed formula against the definition of its node: each component once, with its weight and its value."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from lkjdsl.auditing.arithmetic import Amount, Operation, PrintedExpression, PrintedWords, is_numeric
from lkjdsl.auditing.calculation import stands_for, written
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.operands import known_values, may_be, shown
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.definition import Node
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT


@frozen
class WeightedTerm:
    """A product in a printed sum: what is weighted, and its weight where that is a number."""

    operand: PrintedExpression
    weight: Amount | None


def terms_of(side: PrintedExpression) -> list[WeightedTerm] | None:
    """Return the terms of a sum of products ``a * b``, or None where *side* is none."""
    operands = side.operands if isinstance(side, Operation) and side.operator == "+" else (side,)
    terms = [_term(operand) for operand in operands]
    return None if any(term is None for term in terms) else terms  # type: ignore[return-value] # none is None


def _term(operand: PrintedExpression) -> WeightedTerm | None:
    if not (isinstance(operand, Operation) and operand.operator == "*"):
        return None
    left, right = operand.operands
    if isinstance(right, Amount) and right.numeral.percent:
        return WeightedTerm(left, right)
    if isinstance(left, Amount) and left.numeral.percent:
        return WeightedTerm(right, left)
    return WeightedTerm(left, None) if isinstance(left, PrintedWords) and isinstance(right, PrintedWords) else None


def of_weighted_mean(
    node: Node, sides: Sequence[PrintedExpression], knowledge: ReportKnowledge
) -> Iterator[Diagnostic | None]:
    """Yield what the first sums of names and of numbers do otherwise than the definition; None for each compared."""
    named = numbered = False
    for side in sides:
        terms = terms_of(side)
        if terms is None or len(terms) < min(2, len(node.components)):
            continue
        if all(isinstance(term.operand, PrintedWords) for term in terms) and not named:
            named = True
            yield None
            yield from _by_names(node, terms)
        elif all(is_numeric(term.operand) and term.weight for term in terms) and not numbered:
            numbered = True
            yield None
            yield from _by_order(node, terms, knowledge)


def _short(node: Node) -> str:
    return node.path.rpartition(".")[2]


def _plain(name: str) -> str:
    return name.replace("_", "").replace(" ", "").casefold()


def _by_names(node: Node, terms: Sequence[WeightedTerm]) -> Iterator[Diagnostic]:
    components = {_plain(_short(component)): component for component in node.components}
    used: dict[str, list[WeightedTerm]] = {}
    for term in terms:
        assert isinstance(term.operand, PrintedWords)
        used.setdefault(_plain(term.operand.text), []).append(term)
    if not used.keys() & components.keys():
        return
    strange = [
        terms[0].operand.text
        for name, terms in used.items()
        if name not in components and isinstance(terms[0].operand, PrintedWords)
    ]
    repeated = [_short(components[name]) for name, of_name in used.items() if name in components and len(of_name) > 1]
    missing = [
        _short(component) for name, component in components.items() if name not in used and not _weightless(component)
    ]
    if strange:
        yield problem("line-component-unknown", names=", ".join(strange), node=node.path)
    if repeated:
        yield problem("line-component-repeated", names=", ".join(repeated), node=node.path)
    if missing:
        yield problem("line-component-missing", names=", ".join(missing), node=node.path)
    for name, of_name in used.items():
        if name in components and len(of_name) == 1 and of_name[0].weight is not None:
            yield from _weight(components[name], of_name[0].weight)


def _weightless(node: Node) -> bool:
    return node.weight is not None and node.weight[0] == 0


def _same_weight(node: Node, printed: Amount) -> bool:
    return node.weight is not None and node.weight in stands_for(printed.numeral)


def _weight(node: Node, printed: Amount) -> Iterator[Diagnostic]:
    if node.weight is not None and not _same_weight(node, printed):
        yield problem(
            "line-weight-differs",
            component=_short(node),
            printed=NumberWord(written(printed.numeral), PERCENT),
            weight=NumberWord(node.weight, PERCENT),
        )


SKIP, ODD_VALUE, OTHER_WEIGHT = 2, 1, 3
"""What it costs, when terms and components are brought side by side, that one stands alone or that they differ."""


def _by_order(node: Node, terms: Sequence[WeightedTerm], knowledge: ReportKnowledge) -> Iterator[Diagnostic]:
    pairs = _aligned(node.components, terms, knowledge)
    missing = [
        _short(component)
        for component, term in pairs
        if component is not None and term is None and not _weightless(component)
    ]
    extra = sum(component is None for component, _ in pairs)
    if missing:
        yield problem("line-component-missing", names=", ".join(missing), node=node.path)
    if extra:
        yield problem("line-terms-extra", number=extra, node=node.path, components=len(node.components))
    for component, term in pairs:
        if component is not None and term is not None and term.weight is not None:
            yield from _weight(component, term.weight)
            yield from _operand(component, term.operand, knowledge)


Pairs = list[tuple[Node | None, WeightedTerm | None]]


def _aligned(components: Sequence[Node], terms: Sequence[WeightedTerm], knowledge: ReportKnowledge) -> Pairs:
    """Return components and terms side by side, in their order, with the least that stands alone or differs."""
    best: dict[tuple[int, int], tuple[int, Pairs]] = {(0, 0): (0, [])}
    for i in range(len(components) + 1):
        for j in range(len(terms) + 1):
            ways: list[tuple[int, Pairs]] = [best[0, 0]] if i == j == 0 else []
            if i:
                cost, pairs = best[i - 1, j]
                alone = 0 if _weightless(components[i - 1]) else SKIP
                ways.append((cost + alone, [*pairs, (components[i - 1], None)]))
            if j:
                cost, pairs = best[i, j - 1]
                ways.append((cost + SKIP, [*pairs, (None, terms[j - 1])]))
            if i and j:
                cost, pairs = best[i - 1, j - 1]
                component, term = components[i - 1], terms[j - 1]
                assert term.weight is not None
                differs = 0 if _same_weight(component, term.weight) else OTHER_WEIGHT
                odd = 0 if _fits(component, term.operand, knowledge) else ODD_VALUE
                ways.append((cost + differs + odd, [*pairs, (component, term)]))
            best[i, j] = min(ways, key=lambda way: way[0])
    return best[len(components), len(terms)][1]


def _fits(node: Node, operand: PrintedExpression, knowledge: ReportKnowledge) -> bool:
    """Return whether a printed operand may be the value of a component, as computed or as printed anywhere."""
    return may_be(operand, node.path, knowledge) is not False


def _operand(node: Node, operand: PrintedExpression, knowledge: ReportKnowledge) -> Iterator[Diagnostic]:
    if not _fits(node, operand, knowledge):
        yield problem(
            "line-operand-differs",
            component=node.path,
            printed=shown(operand),
            known=known_values(node.path, knowledge),
        )
