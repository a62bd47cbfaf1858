"""Formulas as words, symbols or the edition state them, and the numbers of a printed line in their places."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from lkjdsl.auditing.arithmetic import Amount, Operation, PrintedExpression, Sign
from lkjdsl.core.operators import OPERATORS
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import Apply, Constant, Expression, InputReference
from lkjdsl.model.expressions import Reference as NodeReference
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import Vocabulary

SIGNS: Mapping[str, Sign] = {"/": "/", "*": "*", "+": "+"}
"""The operators whose operands a printed formula shows side by side, by how the language writes them."""


@frozen(eq=False)
class FormulaOperand:
    """An operand with the path that it is the value of, empty where nothing tells; a fixed number is ``written``."""

    path: str = ""
    entity: Entity | None = None
    written: bool = False


@frozen(eq=False)
class Joined:
    """An operation of a formula as words, symbols or the edition state it."""

    sign: Sign
    operands: "Sequence[FormulaOperand | Joined]"


FormulaTree = FormulaOperand | Joined


def with_weights(shapes: Sequence[FormulaTree]) -> Sequence[FormulaTree]:
    """Return the factors of a product, what stands beside a component being its weight."""
    part = next(
        (shape.entity for shape in shapes if isinstance(shape, FormulaOperand) and shape.entity is not None), None
    )
    if part is None or "weight" not in part.roles or len(shapes) != 2:  # noqa: PLR2004
        return shapes
    weight = part.roles["weight"]
    return [
        FormulaOperand(weight, written=shape.written)
        if isinstance(shape, FormulaOperand) and (shape.written or shape.path == "weight")
        else shape
        for shape in shapes
    ]


def shape_of(owner: Entity, role: str, vocabulary: Vocabulary) -> FormulaTree:
    """Return the shape that the edition gives a result, which is the *role* of its *owner*."""
    node = vocabulary.nodes.get(owner.path)
    if node is None:
        return FormulaOperand()
    if role != "value":
        target = "target" if role == "achievement" else f"{role}.target"
        if node.polarity != "maximize" or node.achievement is not None or target not in owner.roles:
            return FormulaOperand()
        return Joined("/", [FormulaOperand(owner.roles["value"]), FormulaOperand(owner.roles[target])])
    if node.formula is not None:
        return of_expression(node.formula.expression, vocabulary)
    return _of_components(node, vocabulary)


def _of_components(node: Node, vocabulary: Vocabulary) -> FormulaTree:
    terms: list[FormulaTree] = []
    for part in node.components:
        entity = vocabulary.by_path[part.path]
        if "weight" not in entity.roles:
            return FormulaOperand()
        terms.append(
            Joined("*", [FormulaOperand(entity.roles["value"], entity), FormulaOperand(entity.roles["weight"])])
        )
    return Joined("+", terms) if len(terms) > 1 else FormulaOperand()


def of_expression(expression: Expression, vocabulary: Vocabulary) -> FormulaTree:
    """Return the shape of a formula of the edition, as far as printed formulas show its operands."""
    match expression:
        case InputReference(input=path, previous=False):
            return FormulaOperand(path)
        case NodeReference(path=path) if path in vocabulary.by_path:
            return FormulaOperand(vocabulary.by_path[path].roles["value"])
        case Constant():
            return FormulaOperand(written=True)
        case Apply(operator=operator, arguments=arguments) if OPERATORS[operator].written in SIGNS:
            operands = [of_expression(argument, vocabulary) for argument in arguments]
            sign = SIGNS[OPERATORS[operator].written]
            if sign == "*":
                operands = [
                    operand for operand in operands if not (isinstance(operand, FormulaOperand) and operand.written)
                ] or operands
                if len(operands) == 1:
                    return operands[0]
            flat = [
                inner
                for operand in operands
                for inner in (
                    operand.operands
                    if sign == "+" and isinstance(operand, Joined) and operand.sign == "+"
                    else [operand]
                )
            ]
            return Joined(sign, flat)
        case _:
            return FormulaOperand()


def paired(shape: FormulaTree, side: PrintedExpression) -> list[tuple[FormulaOperand, Amount]] | None:
    """Return the operands of the *shape* with the numbers in their places; None where the shapes differ."""
    factor = _without_scale(side)
    scaled = _without_written(shape)
    for one, other in ((shape, side), (shape, factor), (scaled, side), (scaled, factor)):
        if isinstance(one, FormulaOperand) and isinstance(other, Amount):
            return [(one, other)]
        if isinstance(one, FormulaOperand) and isinstance(other, Operation):
            continue
        if isinstance(one, Joined) and isinstance(other, Operation) and one.sign == other.operator:
            if len(one.operands) != len(other.operands):
                continue
            inner = [paired(a, b) for a, b in zip(one.operands, _in_order(one, other), strict=True)]
            if all(pairs is not None for pairs in inner):
                return [pair for pairs in inner if pairs is not None for pair in pairs]
    return None


def _in_order(tree: Joined, side: Operation) -> Sequence[PrintedExpression]:
    """Return the factors of a product with the one in percent where the weight is."""
    percent = [isinstance(operand, Amount) and operand.numeral.percent for operand in side.operands]
    weights = [isinstance(operand, FormulaOperand) and operand.path.endswith(".weight") for operand in tree.operands]
    turned = tree.sign == "*" and percent.count(True) == weights.count(True) == 1 and percent != weights
    return side.operands[::-1] if turned else side.operands


def _without_scale(side: PrintedExpression) -> PrintedExpression:
    """Return a quotient without the ``* 100%`` behind it."""
    if isinstance(side, Operation) and side.operator == "*" and _is_hundred(side.operands[1]):
        return side.operands[0]
    if isinstance(side, Operation) and side.operator == "*" and _is_hundred(side.operands[0]):
        return side.operands[1]
    return side


def _without_written(shape: FormulaTree) -> FormulaTree:
    if isinstance(shape, Joined) and shape.sign == "*" and len(shape.operands) == 2:  # noqa: PLR2004
        rest = [
            operand
            for operand in shape.operands
            if not (isinstance(operand, FormulaOperand) and operand.written and not operand.path)
        ]
        rest = [one for one in rest if not (isinstance(one, Joined) and len(one.operands) == 1)]
        if len(rest) == 1:
            return rest[0]
    return shape


def _is_hundred(side: PrintedExpression) -> bool:
    if isinstance(side, Operation) and len(side.operands) == 1:
        return _is_hundred(side.operands[0])
    return isinstance(side, Amount) and side.numeral.number[0] == 100 * side.numeral.number[1]
