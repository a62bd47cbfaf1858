"""
Printed formulas → paths: what a line begins with names the result, the words or symbols of a line those of the next.

``K1 = (D1 * 70%) + (D2 * 30%)`` says what ``K1 = (90 * 70%) + (99 * 30%) = 92,7`` is about. Where a report prints no
line of words, the formula of the edition says it, if it has the same shape.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from attrs import define, field, frozen

from lkjdsl.auditing.arithmetic import (
    Amount,
    Blank,
    Operation,
    PrintedExpression,
    PrintedWords,
    is_numeric,
    parts,
)
from lkjdsl.documents.blocks import Equation
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.topics import Topic, Topics, titles
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, equal_sides
from lkjdsl.proofreading.printed.titles import is_generic, role_of
from lkjdsl.proofreading.prose.formula_trees import (
    FormulaOperand,
    FormulaTree,
    Joined,
    paired,
    shape_of,
    with_weights,
)

LEFT = re.compile(r"\s*(?P<words>[^\W\d][^=≈]*?)\s*[=≈]")
LONGEST_LEFT = 14
"""Words before the first equals sign of a formula."""


Match = tuple[NumberInText, str, Entity]
"""A number, the path that it is the value of, and what the formula is of."""


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
    _node: Entity | None = field(default=None, init=False)

    def matches(self, site: Site) -> Iterator[Match]:
        """Yield the numbers of a formula with what they are the value of; anything else ends the chain."""
        sides = _sides(site)
        if not sides:
            if not (isinstance(site.block, Equation) or _is_short(site)):
                self._subject, self._shape, self._name = None, None, ""
            left = LEFT.match(site.text.string) if isinstance(site.block, Equation) else None
            if left is not None:  # of a formula that cannot be read its result can
                self._begin(PrintedWords(left["words"], left.span("words")), self.topics.of(site.block))
                self._shape, subject = FormulaOperand(), self._subject
                if subject is not None and subject.role == "achievement" and has_any(site.text.string, genre().other):
                    self._subject = Subject("", subject.owner, "")
            return
        topic = self.topics.of(site.block)
        if not site.text.string.lstrip().startswith(("=", "≈")) and len(sides) > 1:
            first, *sides = sides
            self._begin(first, topic)
        subject = self._subject
        if subject is None:
            return
        for at, side in enumerate(sides):
            if isinstance(side, Amount):
                number = _number(site, side)
                is_last = number is not None and at == len(sides) - 1 and self._ends(site, number)
                if number is not None and is_last and not self._is_cut_off(number, subject):
                    yield number, subject.path, subject.owner
            elif is_numeric(side):
                shape = self._shape or shape_of(subject.owner, subject.role, self.vocabulary)
                yield from ((*pair, subject.owner) for pair in self._operands(site, shape, side))
            elif not _has_blank(side):
                subject = self._subject = self._compared(subject, side)
                self._shape = self._read_shape(side, subject, self._within(subject, topic))
                yield from ((*pair, subject.owner) for pair in self._weights(site, self._shape, side))

    def _begin(self, first: PrintedExpression, topic: Topic) -> None:
        """Take what stands left of a formula as its subject; the same as before, under the same, goes on with it."""
        if self._name != _words(first) or self._node is not topic.node:
            self._shape, self._subject = None, self._read_subject(first, topic)
        self._name, self._node = _words(first), topic.node

    def _within(self, subject: Subject, topic: Topic) -> Topic:
        """Return the topic of a formula's right side: what is on its left comes first."""
        if subject.owner.sort != "node":
            return topic
        lineage = list(self.topics.lineage(subject.owner))
        return Topic(
            [*lineage, *(entity for entity in topic.lineage if entity not in lineage)], topic.comparison, topic.group
        )

    def _compared(self, subject: Subject, side: PrintedExpression) -> Subject:
        """Return the subject of an achievement whose words name another target as the comparison with it."""
        words = " ".join(part.text for part in parts(side) if isinstance(part, PrintedWords))
        comparison = self.topics.comparison(words)
        if subject.role == "achievement" and not comparison and has_any(words, genre().other):
            return Subject("", subject.owner, "")  # against another year, and so of no path that is known
        if subject.role != "achievement" or comparison not in subject.owner.roles:
            return subject
        return Subject(subject.owner.roles[comparison], subject.owner, comparison)

    def _ends(self, site: Site, number: NumberInText) -> bool:
        """Return whether nothing but a unit follows the result."""
        return len(re.findall(r"[^\W\d_]+", site.text.string[number.end :])) <= 2  # noqa: PLR2004

    def _is_cut_off(self, number: NumberInText, subject: Subject) -> bool:
        """Return whether *number* is beyond a cap or floor of the result, and so what it is before that."""
        node = self.vocabulary.nodes.get(subject.owner.path)
        if node is None:
            return False
        is_value = subject.role == "value"
        floor, cap = (node.floor, node.cap) if is_value else (node.achievement_floor, node.achievement_cap)
        value = number.value / 100 if number.percent else number.value
        return (cap is not None and value > Fraction(*cap)) or (floor is not None and value < Fraction(*floor))

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
            near = [entity.path for entity in topic.lineage]
            texts = titles(side.text)
            entity = (
                self.vocabulary.best(texts, ("node",), near) or self.vocabulary.short(texts, near) if near else None
            )
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
                shapes = [self._read_shape(operand, subject, topic) for operand in operands]
                return Joined(sign, with_weights(shapes) if sign == "*" else shapes)
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

    def _operands(self, site: Site, shape: FormulaTree, side: PrintedExpression) -> Iterator[tuple[NumberInText, str]]:
        """Yield the numbers of a line that has the shape, none where it has another."""
        pairs = paired(shape, side)
        for leaf, amount in pairs or ():
            number = _number(site, amount)
            if leaf.path and number is not None and not (leaf.path.endswith(".weight") and _is_divided(site, number)):
                yield number, leaf.path

    def _weights(self, site: Site, shape: FormulaTree, side: PrintedExpression) -> Iterator[tuple[NumberInText, str]]:
        """Yield the weights that stand beside symbols: ``K1 = (D1 * 70%) + (D2 * 30%)``."""
        if isinstance(shape, Joined) and isinstance(side, Operation):
            for one, other in zip(shape.operands, side.operands, strict=True):
                number = _number(site, other) if isinstance(other, Amount) else None
                if isinstance(one, FormulaOperand) and one.path and one.written and number is not None:
                    yield from [] if _is_divided(site, number) else [(number, one.path)]
                else:
                    yield from self._weights(site, one, other)


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
    return next((number for number in site.numbers if number.start <= amount.span[0] < number.end), None)
