"""
Printed formulas → paths: what a line begins with names the result, the words or symbols of a line those of the next.

``K1 = (D1 * 70%) + (D2 * 30%)`` says what ``K1 = (90 * 70%) + (99 * 30%) = 92,7`` is about. Where a report prints no
line of words, the formula of the edition says it, if it has the same shape.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from attrs import define, field, frozen

from lkjdsl.auditing.arithmetic import (
    Amount,
    Blank,
    Operation,
    PrintedExpression,
    PrintedWords,
    Sign,
    is_numeric,
    parts,
)
from lkjdsl.core.operators import OPERATORS
from lkjdsl.documents.blocks import Equation
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import Apply, Constant, Expression, InputReference
from lkjdsl.model.expressions import Reference as NodeReference
from lkjdsl.proofreading.genre import genre
from lkjdsl.proofreading.numbers import NumberInText, Site, equal_sides
from lkjdsl.proofreading.titles import is_generic, role_of
from lkjdsl.proofreading.topics import Topic, Topics, titles
from lkjdsl.proofreading.vocabulary import Entity, Vocabulary

SIGNS: Mapping[str, Sign] = {"/": "/", "*": "*", "+": "+"}
"""The operators whose operands a printed formula shows side by side, by how the language writes them."""
LEFT = re.compile(r"\s*(?P<words>[^\W\d][^=≈]*?)\s*[=≈]")
LONGEST_LEFT = 14
"""Words before the first equals sign of a formula."""


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
Match = tuple[NumberInText, str]


@frozen(eq=False)
class Subject:
    """What a chain of lines is about: the path of its result, and what the result is of."""

    path: str
    owner: Entity
    role: str


@define(eq=False)
class FormulaMatcher:
    """Matches the formulas of a report in their order; lines that follow each other may be one chain."""

    vocabulary: Vocabulary
    topics: Topics
    _subject: Subject | None = field(default=None, init=False)
    _shape: FormulaTree | None = field(default=None, init=False)
    _name: str = field(default="", init=False)

    def matches(self, site: Site) -> Iterator[Match]:
        """Yield the numbers of a formula with what they are the value of; anything else ends the chain."""
        sides = _sides(site)
        if not sides:
            if not (isinstance(site.block, Equation) or _is_short(site)):
                self._subject, self._shape, self._name = None, None, ""
            left = LEFT.match(site.text.string) if isinstance(site.block, Equation) else None
            if left is not None:  # of a formula that cannot be read its result can
                words = PrintedWords(left["words"], left.span("words"))
                self._subject, self._shape = self._read_subject(words, self.topics.of(site.block)), FormulaOperand()
                self._name = _words(words)
            return
        topic = self.topics.of(site.block)
        if not site.text.string.lstrip().startswith(("=", "≈")) and len(sides) > 1:
            first, *sides = sides
            self._subject = self._read_subject(first, topic)
            if self._name != _words(first):
                self._shape = None
            self._name = _words(first)
        subject = self._subject
        if subject is None:
            return
        for at, side in enumerate(sides):
            if isinstance(side, Amount):
                number = _number(site, side)
                if number is not None and at == len(sides) - 1 and self._ends(site, number):
                    yield number, subject.path
            elif is_numeric(side):
                shape = self._shape or self._own_shape(subject)
                yield from self._operands(site, shape, side)
            elif not _has_blank(side):
                subject = self._subject = self._compared(subject, side)
                self._shape = self._read_shape(side, subject, self._within(subject, topic))
                yield from self._weights(site, self._shape, side)

    def _within(self, subject: Subject, topic: Topic) -> Topic:
        """Return the topic of a formula's right side: what is on its left comes first."""
        if subject.owner.sort != "node":
            return topic
        lineage = list(self.topics.lineage(subject.owner))
        return Topic([*lineage, *(one for one in topic.lineage if one not in lineage)], topic.comparison, topic.group)

    def _compared(self, subject: Subject, side: PrintedExpression) -> Subject:
        """Return the subject of an achievement whose words name another target as the comparison with it."""
        words = " ".join(one.text for one in parts(side) if isinstance(one, PrintedWords))
        comparison = self.topics.comparison(words)
        if subject.role != "achievement" or comparison not in subject.owner.roles:
            return subject
        return Subject(subject.owner.roles[comparison], subject.owner, comparison)

    def _ends(self, site: Site, number: NumberInText) -> bool:
        """Return whether nothing but a unit follows the result."""
        return len(re.findall(r"[^\W\d_]+", site.text.string[number.end :])) <= 2  # noqa: PLR2004

    def _read_subject(self, side: PrintedExpression, topic: Topic) -> Subject | None:
        if not isinstance(side, PrintedWords) or len(side.text.split()) > LONGEST_LEFT:
            return None
        plain = side.text.strip().casefold()
        role = role_of(plain) if is_generic(plain) else ""
        if role == "achievement":
            role = topic.comparison or role
        if re.sub(r"[\s.-]*\d+\Z", "", plain) in genre().symbol["result"]:
            owner = topic.lineage[-1] if len(plain) <= 2 and topic.lineage else topic.node  # noqa: PLR2004 - X
            return None if owner is None else Subject(owner.roles["value"], owner, "value")
        entity = self.topics.symbol(side.text, topic) if " " not in side.text else None
        if entity is None and not role:
            near = [one.path for one in topic.lineage]
            texts = titles(side.text)
            entity = self.vocabulary.best(texts, ("node",), near) if near else None
            entity = entity or self.vocabulary.best(texts, ("node",)) or self.vocabulary.best(texts)
        if entity is not None:
            return Subject(entity.roles["value"], entity, "value") if "value" in entity.roles else None
        owner = topic.with_role(role) if role else None
        return None if owner is None else Subject(owner.roles[role], owner, role)

    def _read_shape(self, side: PrintedExpression, subject: Subject, topic: Topic) -> FormulaTree:
        match side:
            case PrintedWords(text=text):
                return self._leaf(text, subject, topic)
            case Operation(operator=sign, operands=operands):
                shapes = [self._read_shape(one, subject, topic) for one in operands]
                return Joined(sign, _with_weights(shapes) if sign == "*" else shapes)
            case Amount():
                return FormulaOperand(written=True)
            case Blank():
                return FormulaOperand()
            case _:
                assert_never(side)

    def _leaf(self, text: str, subject: Subject, topic: Topic) -> FormulaOperand:
        plain = re.sub(r"[^\w\s]", " ", text).casefold().strip()
        compared = self.topics.comparison(plain)
        role = role_of(plain) if is_generic(plain) or compared else ""
        if compared and role == "target":
            path = subject.owner.roles.get(f"{compared}.target", "")
            return FormulaOperand(path)
        if role and subject.role != "value" and role in subject.owner.roles:
            return FormulaOperand(subject.owner.roles[role])
        if re.fullmatch(r"[wb]_?\d+", plain):
            return FormulaOperand("weight")
        entity = self.topics.symbol(text, topic) if " " not in text else None
        if entity is None:
            inputs = self.vocabulary.inputs_of(subject.owner.path)
            node = self.vocabulary.nodes.get(subject.owner.path)
            parts = [part.path for part in (() if node is None else node.components)]
            entity = self.vocabulary.best(titles(text), among=[*inputs, *parts]) or self.vocabulary.best(titles(text))
            entity = None if entity is subject.owner else entity
        return (
            FormulaOperand()
            if entity is None or "value" not in entity.roles
            else FormulaOperand(entity.roles["value"], entity)
        )

    def _own_shape(self, subject: Subject) -> FormulaTree:
        """Return the shape that the edition gives the result."""
        node = self.vocabulary.nodes.get(subject.owner.path)
        if node is None:
            return FormulaOperand()
        if subject.role != "value":
            target = "target" if subject.role == "achievement" else f"{subject.role}.target"
            if node.polarity != "maximize" or node.achievement is not None or target not in subject.owner.roles:
                return FormulaOperand()
            return Joined(
                "/", [FormulaOperand(subject.owner.roles["value"]), FormulaOperand(subject.owner.roles[target])]
            )
        if node.formula is not None:
            return _of_expression(node.formula.expression, self.vocabulary)
        return self._of_components(node)

    def _of_components(self, node: Node) -> FormulaTree:
        terms: list[FormulaTree] = []
        for part in node.components:
            entity = self.vocabulary.by_path[part.path]
            if "weight" not in entity.roles:
                return FormulaOperand()
            terms.append(
                Joined("*", [FormulaOperand(entity.roles["value"], entity), FormulaOperand(entity.roles["weight"])])
            )
        return Joined("+", terms) if len(terms) > 1 else FormulaOperand()

    def _operands(self, site: Site, shape: FormulaTree, side: PrintedExpression) -> Iterator[Match]:
        """Yield the numbers of a line that has the shape, none where it has another."""
        pairs = _paired(shape, side)
        for leaf, amount in pairs or ():
            number = _number(site, amount)
            if leaf.path and number is not None and not (leaf.path.endswith(".weight") and _is_divided(site, number)):
                yield number, leaf.path

    def _weights(self, site: Site, shape: FormulaTree, side: PrintedExpression) -> Iterator[Match]:
        """Yield the weights that stand beside symbols: ``K1 = (D1 * 70%) + (D2 * 30%)``."""
        if isinstance(shape, Joined) and isinstance(side, Operation):
            for one, other in zip(shape.operands, side.operands, strict=True):
                number = _number(site, other) if isinstance(other, Amount) else None
                if isinstance(one, FormulaOperand) and one.path and one.written and number is not None:
                    yield from [] if _is_divided(site, number) else [(number, one.path)]
                else:
                    yield from self._weights(site, one, other)


def _with_weights(shapes: Sequence[FormulaTree]) -> Sequence[FormulaTree]:
    """Return the factors of a product, what stands beside a component being its weight."""
    part = next((one.entity for one in shapes if isinstance(one, FormulaOperand) and one.entity is not None), None)
    if part is None or "weight" not in part.roles or len(shapes) != 2:  # noqa: PLR2004
        return shapes
    weight = part.roles["weight"]
    return [
        FormulaOperand(weight, written=one.written)
        if isinstance(one, FormulaOperand) and (one.written or one.path == "weight")
        else one
        for one in shapes
    ]


def _of_expression(expression: Expression, vocabulary: Vocabulary) -> FormulaTree:
    match expression:
        case InputReference(input=path, previous=False):
            return FormulaOperand(path)
        case NodeReference(path=path) if path in vocabulary.by_path:
            return FormulaOperand(vocabulary.by_path[path].roles["value"])
        case Constant():
            return FormulaOperand(written=True)
        case Apply(operator=operator, arguments=arguments) if OPERATORS[operator].written in SIGNS:
            operands = [_of_expression(one, vocabulary) for one in arguments]
            sign = SIGNS[OPERATORS[operator].written]
            if sign == "*":
                operands = [
                    one for one in operands if not (isinstance(one, FormulaOperand) and one.written)
                ] or operands
                if len(operands) == 1:
                    return operands[0]
            flat = [
                inner
                for one in operands
                for inner in (one.operands if sign == "+" and isinstance(one, Joined) and one.sign == "+" else [one])
            ]
            return Joined(sign, flat)
        case _:
            return FormulaOperand()


def _paired(shape: FormulaTree, side: PrintedExpression) -> list[tuple[FormulaOperand, Amount]] | None:
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
            inner = [_paired(a, b) for a, b in zip(one.operands, _in_order(one, other), strict=True)]
            if all(pairs is not None for pairs in inner):
                return [pair for pairs in inner if pairs is not None for pair in pairs]
    return None


def _in_order(tree: Joined, side: Operation) -> Sequence[PrintedExpression]:
    """Return the factors of a product with the one in percent where the weight is."""
    percent = [isinstance(one, Amount) and one.numeral.percent for one in side.operands]
    weights = [isinstance(one, FormulaOperand) and one.path.endswith(".weight") for one in tree.operands]
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
        rest = [one for one in shape.operands if not (isinstance(one, FormulaOperand) and one.written and not one.path)]
        rest = [one for one in rest if not (isinstance(one, Joined) and len(one.operands) == 1)]
        if len(rest) == 1:
            return rest[0]
    return shape


def _is_hundred(side: PrintedExpression) -> bool:
    if isinstance(side, Operation) and len(side.operands) == 1:
        return _is_hundred(side.operands[0])
    return isinstance(side, Amount) and side.numeral.number[0] == 100 * side.numeral.number[1]


def _has_blank(side: PrintedExpression) -> bool:
    if isinstance(side, Operation):
        return any(map(_has_blank, side.operands))
    return isinstance(side, Blank)


def _words(side: PrintedExpression) -> str:
    return side.text.casefold() if isinstance(side, PrintedWords) else ""


def _is_divided(site: Site, number: NumberInText) -> bool:
    """Return whether *number* is the numerator of a fraction: the 1 of 1/9 is no weight."""
    return re.match(r"\s*/\s*\d", site.text.string[number.end :]) is not None


def _is_short(site: Site) -> bool:
    """Return whether a text between formulas only leads from one to the next."""
    return len(site.text.string.split()) <= 3 and not site.numbers  # noqa: PLR2004


def _sides(site: Site) -> list[PrintedExpression]:
    """Return the sides of the formula that a text is, none where it is no formula."""
    string = site.text.string
    return equal_sides(string, site.numbers) if re.search("[=≈]", string) and site.cell is None else []


def _number(site: Site, amount: Amount) -> NumberInText | None:
    return next((one for one in site.numbers if one.start <= amount.span[0] < one.end), None)
