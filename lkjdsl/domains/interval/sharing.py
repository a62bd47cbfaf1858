"""
What operands share, as far as the interval domain knows it.

Sums of the same unknowns, relations between them (``a + b <= c``), and conditions under which a value is used.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import Factory, define, evolve, frozen

from lkjdsl.core.operators import COMPARISONS, DIVIDE, SUM
from lkjdsl.core.program import Division, Operator, Step, is_of
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.comparisons import of_order
from lkjdsl.domains.interval.conditions import Assumption
from lkjdsl.domains.interval.facts import Facts, RowRanges
from lkjdsl.domains.interval.knowledge import Answers, Knowledge, as_interval
from lkjdsl.domains.interval.linear import Atom, Linear, Relation
from lkjdsl.domains.interval.ranges import Range, joined, of_numbers, states_of_strict
from lkjdsl.domains.interval.rows import of_any_number
from lkjdsl.domains.interval.rules import RULES
from lkjdsl.domains.interval.scalars import by_rule
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ZERO, Interval


@frozen(eq=False)
class Meaning:
    """What a step may be; and, where it can be a number, what it is a sum of."""

    range: Range
    form: Linear | None = None


@define(eq=False)
class Sharing:
    """
    What has been learnt while a program is walked.

    ``differences`` are those of the comparisons, ``decided`` what each says where it holds and where it does not,
    ``proofs`` the lower (turned over) and upper bounds that relations gave; all by the step, and the row where it is
    known.
    """

    knowledge: Knowledge = Factory(Knowledge)
    differences: dict[Atom, Linear] = Factory(dict)
    decided: dict[Atom, Mapping[bool, Relation]] = Factory(dict)
    proofs: dict[Atom, Answers] = Factory(dict)

    @classmethod
    def of(cls, facts: Facts) -> "Sharing":
        """Return the relations of *facts* and what follows from them for sums over rows."""
        sharing = cls()
        for index, range_ in enumerate(facts.inputs):
            sharing.learn(linear.input_atom(index), range_)
        for relation in facts.relations:
            sharing.knowledge.learn(relation)
        for name, table in facts.rows.items():
            if table.rows is None:
                _learn_rows(sharing, name, table, facts.relations)
        return sharing

    def learn(self, atom: Atom, range_: Range) -> None:
        """Take what a value of the data may be."""
        if range_.numbers is not None:
            self.knowledge.learn_atom(atom, range_.numbers, sure=not range_.states)

    def narrowed(
        self,
        step: Step,
        arguments: Sequence[Meaning],
        meaning: Meaning,
        context: Sequence[Assumption],
        place: int | None,
    ) -> Meaning:
        """Return what is *found* of a step within the bounds that follow from what its operands share."""
        given = self.relations_in(context, place)
        key: Atom = (step, place)
        if step.operator in COMPARISONS:
            return self._comparison(key, step.operator, arguments, meaning, given)
        around = meaning.range.numbers
        if around is None:
            return Meaning(meaning.range)
        if meaning.form is None:
            if is_of(step, DIVIDE):
                meaning = Meaning(self._quotient(key, step, arguments, meaning.range, given))
            return self._unknown(key, step, arguments, meaning.range, sure=not given)
        numbers = self._sum(key, meaning.form, around, arguments, given)
        return meaning if numbers == around else Meaning(evolve(meaning.range, numbers=numbers), meaning.form)

    def under(self, meaning: Meaning, context: Sequence[Assumption], place: int | None) -> Range:
        """Return what a value may be where further conditions hold."""
        given = self.relations_in(context, place)
        if meaning.form is None or meaning.range.numbers is None or not given:
            return meaning.range
        return evolve(
            meaning.range, numbers=as_interval(self.knowledge.between(meaning.form, given), meaning.range.numbers)
        )

    def relations_in(self, context: Sequence[Assumption], place: int | None) -> list[Relation]:
        """Return what the conditions say under which a value is used."""
        return [self.decided[step, place][holds] for step, holds in context if (step, place) in self.decided]

    def _sum(
        self, key: Atom, form: Linear, around: Interval, arguments: Sequence[Meaning], given: Sequence[Relation]
    ) -> Interval | None:
        if given or self.knowledge.is_related(form):
            return self._within(key, form, around, given)
        apart = sum(len(argument.form.terms) for argument in arguments if argument.form is not None)
        if len(form.terms) < apart:
            return intervals.intersection(self.knowledge.numbers_of(form), around)
        return around

    def _within(self, key: Atom | None, form: Linear, around: Interval, given: Sequence[Relation]) -> Interval | None:
        """Return what *form* may be within *around*, as far as relations tell."""
        if not given and around.low == ZERO and around.high is None and self.knowledge.is_cone(form):
            return around
        answers = self.knowledge.between(form, given)
        if key is not None:
            self.proofs[key] = answers
        return as_interval(answers, around)

    def _quotient(
        self, key: Atom, step: Step[Division], arguments: Sequence[Meaning], plain: Range, given: Sequence[Relation]
    ) -> Range:
        numerator, denominator = (argument.form for argument in arguments)
        below = arguments[1].range.numbers
        if numerator is None or denominator is None or below is None:
            return plain
        shared = not numerator.terms.keys().isdisjoint(denominator.terms)
        if not (shared or given or self.knowledge.is_related(numerator, denominator)):
            return plain
        known = self.knowledge
        narrow = self._within(None, denominator, below, given)
        parts: list[Range] = []
        above = arguments[0].range.numbers
        assert above is not None
        for sign, side in ((1, intervals.positive_part), (-1, intervals.negative_part)):
            part = None if narrow is None else side(narrow)
            if part is not None:
                turned = Fraction(sign)
                answers = self.proofs[key] = known.between(numerator.times(turned), given, denominator.times(turned))
                around = intervals.divide(above, part)
                parts.append(of_numbers(None if around is None else as_interval(answers, around)))
        if narrow is not None and ZERO in narrow and not linear.is_denied(denominator, given):
            at_zero = known.between(numerator, [*given, Relation(denominator, "=")])
            parts.extend(by_rule(step.setting, as_interval(at_zero, above)))
        states, _ = states_of_strict(argument.range for argument in arguments)
        return joined([*parts, Range(states=states)])

    def _comparison(
        self, key: Atom, comparison: Operator, arguments: Sequence[Meaning], meaning: Meaning, given: Sequence[Relation]
    ) -> Meaning:
        left, right = (argument.form for argument in arguments)
        if left is None or right is None:
            return meaning
        difference = self.differences[key] = left - right
        self.decided[key] = {holds: linear.compared(difference, comparison, holds=holds) for holds in (True, False)}
        shared = len(difference.terms) < len(left.terms) + len(right.terms)
        if not (shared or given or self.knowledge.is_related(difference)):
            return meaning
        around = self.knowledge.numbers_of(difference)
        if given or self.knowledge.is_related(difference):
            answers = self.proofs[key] = self.knowledge.between(difference, given)
            narrow = as_interval(answers, around)
        else:
            narrow = around
        flags = frozenset[bool]() if narrow is None else of_order(comparison, narrow).flags
        return Meaning(evolve(meaning.range, flags=meaning.range.flags & flags))

    def _unknown(self, key: Atom, step: Step, arguments: Sequence[Meaning], range_: Range, *, sure: bool) -> Meaning:
        """Take the value of a step as an unknown of its own, with what its operator says of it and its operands."""
        if range_.numbers is None:
            return Meaning(range_)
        form = linear.atom(key)
        self.knowledge.learn_atom(key, range_.numbers, sure=sure and not range_.states)
        known = RULES[step.operator]
        if known is not None and known.relations is not None:
            for relation in known.relations(
                step, form, [argument.form for argument in arguments if argument.form is not None]
            ):
                self.knowledge.learn(relation)
        return Meaning(range_, form)


def _learn_rows(sharing: Sharing, name: str, table: RowRanges, relations: Sequence[Relation]) -> None:
    """Take the columns of a table with any number of rows; and what relations of its rows say of sums over them."""
    count = linear.count_atom(name)
    sharing.knowledge.learn_atom(count, intervals.whole_at_least(ZERO), sure=True)
    within: list[Relation] = []
    for index, range_ in enumerate(table.columns):
        column = linear.column_atom(name, index)
        sharing.learn(column, range_)
        if range_.numbers is not None and not range_.states:
            sharing.learn(linear.sum_atom(name, index), of_any_number(SUM, range_))
            within.extend(sharing.knowledge.ends_of(column))
    sums = {linear.column_atom(name, index): linear.sum_atom(name, index) for index in range(len(table.columns))}
    for relation in (*within, *relations):
        if relation.order != "<>" and relation.form.terms and all(atom in sums for atom in relation.form.terms):
            form = relation.form.replaced(sums.__getitem__, count)
            order = ">=" if relation.order == ">" else relation.order
            sharing.knowledge.learn(evolve(relation, form=form, order=order))
