"""
Likely causes of a wrong figure: computations, each with one thing done otherwise, that reproduce what was printed.

They have ranks. The first are those that assume least: the figure of another year, a plain slip of the pen, what
other printed figures give, another rule; then digits, roundings, terms and weights; then what stands elsewhere in the
report; at last two things at once. Where a rank explains the figure, the lower ones are not asked: what they find
beside it is chance. For a search that tries many numbers finds one within a wide interval by chance alone. How many
it would find so is estimated as the numbers tried times the width of the printed interval over that within which
they were tried; where that is not small, nothing is claimed. Of a figure of one or two digits any search finds
something: there only what needs no search counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import define, evolve, field

from lkjdsl.auditing import part_changes, printed_changes, rule_changes
from lkjdsl.auditing import step_changes as changes
from lkjdsl.auditing.audit import Cause, FigureResult
from lkjdsl.auditing.computation import ChangedComputations
from lkjdsl.auditing.copied_numbers import ReportNumbers, own_targets, weights_beside
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.auditing.names import NamedQuantity
from lkjdsl.auditing.other_years import of_other_years
from lkjdsl.auditing.paired_changes import pairs
from lkjdsl.auditing.printed_numbers import value_of
from lkjdsl.auditing.search_space import SearchSpace
from lkjdsl.auditing.slips import Slip, digit_slips, plain_slips
from lkjdsl.auditing.step_changes import ChangeableResult, StepChange
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.values import Value
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number, reduced

MOST = 3
"""Causes told of one figure."""
SMALL = 0.1
"""A match is claimed where fewer than this would be found by chance."""
WIDE = 0.005
"""The width of what a figure of two digits stands for, over its size."""
UNSEARCHED = (
    "target-of-year",
    "value-of-year",
    "digits-exchanged",
    "from-printed",
    "rounding-difference",
    "achievement-as-numerator",
    "sum-of-printed",
    "rounds-printed",
    "weights",
)
"""Causes of which there are few: what is of another year, two digits, what follows from other printed figures."""
MORE_LIKELY = 10
"""Of several causes, one that chance finds so many times as often as another is not told beside it."""
CERTAIN = 0.001
"""Causes that chance finds as rarely are all told."""
MOST_SINGLES = 80

COPIED = ("equals-printed", "repeats-neighbour")
"""Causes that another figure was copied."""


@define(eq=False)
class CauseSearch:
    """The causes of all figures of one audit."""

    knowledge: ReportKnowledge
    others: ReportNumbers = field(init=False)
    space: SearchSpace = field(init=False)
    _causes: dict[object, tuple[Cause, ...]] = field(factory=dict, init=False)

    @others.default
    def _(self) -> ReportNumbers:
        return ReportNumbers(self.knowledge)

    @space.default
    def _(self) -> SearchSpace:
        return SearchSpace(self.knowledge)

    def doubt(self, results: Iterable[FigureResult]) -> None:
        """Take the numbers of *results* that disagree for doubtful: where others were copied from, they come last."""
        self.others.doubtful = {_number_of(result) for result in results if result.difference is not None}

    def causes(self, result: FigureResult) -> tuple[Cause, ...]:
        """Return the causes of a figure that disagrees, none where its number is right or nothing reproduces it."""
        reading = result.reading
        if result.difference is None or reading is None or reading.numeral is None:
            return ()
        key = (result.quantity.path, reading, result.figure.truncate, result.figure.exact, result.figure.place)
        if key not in self._causes:
            self._causes[key] = _Hunt(result, self).run()
        return self._causes[key]


def without_circles(results: Sequence[FigureResult]) -> list[FigureResult]:
    """Return *results* with no cause that names a figure which is itself put down to the figure in question."""
    causes = {_number_of(result): result.causes for result in results if result.causes}

    def is_circular(cause: Cause, result: FigureResult) -> bool:
        path, number = _number_of(result)
        sources = _sources(cause) if cause.kind in COPIED else ()
        return any(path in _sources(other) for source in sources for other in causes.get((source, number), ()))

    return [
        evolve(result, causes=tuple(cause for cause in result.causes if not is_circular(cause, result)))
        if result.causes
        else result
        for result in results
    ]


def _number_of(result: FigureResult) -> tuple[str, Number]:
    assert result.reading is not None
    return result.quantity.path, reduced(result.reading.number)


def _sources(cause: Cause) -> Iterable[str]:
    """Return the paths of the printed figures that *cause* puts the figure down to."""
    figures = cause.words.values.get("figures")
    if isinstance(figures, changes.PrintedFigures):
        return [path for _, path, *_ in figures.chosen]
    name = cause.words.values.get("name")
    return [name.quantity.path] if cause.kind in COPIED and isinstance(name, NamedQuantity) else []


@define(eq=False)
class _Hunt:
    """The search for the causes of one figure."""

    result: FigureResult
    search: CauseSearch
    printed: Interval = field(init=False)
    changeable: ChangeableResult | None = field(init=False)
    tried: set[Number] = field(factory=set, init=False)
    more: int = field(default=0, init=False)
    is_search: bool = field(default=False, init=False)
    """Whether many things are tried, most of which lie near the right number."""
    claimed: list[Cause] = field(factory=list, init=False)

    @printed.default
    def _(self) -> Interval:
        assert self.result.reading is not None
        return interval_of(self.result.reading, self.result.quantity, self.result.figure)

    @changeable.default
    def _(self) -> ChangeableResult | None:
        return self.search.space.of(self.result.quantity)

    def run(self) -> tuple[Cause, ...]:
        """Return the causes of the first rank that has any."""
        for _ in self._ranks():
            if self.claimed:
                break
        least = min((cause.chance for cause in self.claimed), default=0.0)
        likely = [cause for cause in self.claimed if cause.chance <= max(least, CERTAIN) * MORE_LIKELY]
        return tuple(likely[:MOST])

    def _ranks(self) -> Iterator[None]:
        """Try one rank after the other, and yield after each."""
        result, reading, exact = self.result, self.result.reading, self._exact()
        assert reading is not None
        changeable, others = self.changeable, self.search.others
        self._met(list(of_other_years(result, self.search.knowledge)), 0)
        self._met(*others.rounded(result))
        self._met(list(weights_beside(result, self.search.knowledge)), 0)
        yield
        if exact is not None:
            self._take(plain_slips(result.figure, result.quantity, reading, exact))
        yield
        singles = [] if changeable is None else self._groups(changeable, self._plain(changeable))
        yield
        if exact is not None:
            self._take(digit_slips(result.quantity, reading, exact))
        if changeable is not None:
            self.is_search = True
            singles += self._groups(changeable, self._searched(changeable))
        yield
        self.is_search = False
        for own in (True, False):
            self._met(*others.equal(result, own=own))
            yield
        if changeable is not None:
            self.is_search = True
            self._two_at_once(changeable, singles[:MOST_SINGLES])
        yield

    def _take(self, slips: Iterable[Slip]) -> None:
        for words, alike in list(slips):
            self._met([words], alike)

    def _exact(self) -> Number | None:
        if isinstance(self.result.computed, tuple):
            return self.result.computed
        return None if self.changeable is None else self.changeable.number(self.changeable.base.target)

    def _plain(self, changeable: ChangeableResult) -> Iterator[Iterable[StepChange]]:
        """Yield what follows from printed figures, and what the rules leave open."""
        path, place = self.result.quantity.path, self.result.figure.place
        knowledge, space = self.search.knowledge, self.search.space
        yield changes.given(changeable, space.printed_operands(changeable))
        yield space.achievement_as_numerator(changeable, path)
        yield printed_changes.sums(changeable, knowledge.mentions, place)
        yield printed_changes.means(changeable, knowledge.mentions, place)
        yield rule_changes.rules(changeable)
        yield part_changes.averages(changeable)
        yield part_changes.targets(changeable, own_targets(knowledge, path))

    def _searched(self, changeable: ChangeableResult) -> Iterator[Iterable[StepChange]]:
        """Yield what many things can be done to: roundings, terms, rows, weights."""
        yield rule_changes.roundings(changeable)
        yield part_changes.terms(changeable)
        yield part_changes.terms_put_in(changeable)
        yield part_changes.rows(changeable)
        yield part_changes.weights(changeable)
        yield part_changes.scales(changeable)

    def _groups(self, changeable: ChangeableResult, groups: Iterable[Iterable[StepChange]]) -> list[StepChange]:
        """Try every single change, group by group, and return those that move the result."""
        return [change for group in groups for change in self._group(changeable, group)]

    def _group(self, changeable: ChangeableResult, group: Iterable[StepChange]) -> list[StepChange]:
        """Work out each change; note the first match of each kind once the whole group is counted."""
        moving, matches = [], {}
        for change in group:
            changed = changeable.base.changed(change.steps)
            value = changeable.base.result(changed)
            if value is None:
                continue
            self.tried.add(reduced(value))
            moving.append(change)
            if value in self.printed and change.kind not in matches:
                matches[change.kind] = (change, changed)
        self._met([self._words(changeable, change, changed) for change, changed in matches.values()], 0)
        return moving

    def _two_at_once(self, changeable: ChangeableResult, singles: list[StepChange]) -> None:
        """Try two changes at once, for as long as a match could still be claimed."""
        width = self._width()
        for change in pairs(singles):
            if (len(self.tried) + self.more) * width >= SMALL or self.claimed:
                return
            self._group(changeable, [change])

    def _words(self, changeable: ChangeableResult, change: StepChange, changed: Mapping[int, Value]) -> Diagnostic:
        how = ChangedComputations(changeable.base, change.steps, change.at, changed)
        return problem(f"cause-{change.kind}", also=change.words, how=how)

    def _met(self, matches: list[Diagnostic], alike: int) -> None:
        """Take *matches* as causes but by chance; *alike* numbers were tried beside those that were worked out."""
        self.more += alike
        for words in matches:
            code = words.code.removeprefix("cause-")
            chance = self._chance()
            certain = code in UNSEARCHED or self._width() < WIDE
            if chance < SMALL and certain and not any(cause.kind == code for cause in self.claimed):
                self.claimed.append(Cause(words, chance))

    def _chance(self) -> float:
        """Return how many matches would be found by chance; a search lies more densely around the right number."""
        exact, width = self._exact(), self._width()
        assert self.result.reading is not None
        if exact is None or not self.is_search:
            return (len(self.tried) + self.more) * width
        right, printed = (Fraction(*number) for number in (exact, value_of(self.result.reading, self.result.quantity)))
        reach = 2 * max(abs(printed - right), self._unit())
        near = sum(abs(Fraction(*number) - right) <= reach for number in self.tried)
        return self.more * width + float(near * self._unit() / (2 * reach))

    def _unit(self) -> Fraction:
        """Return the width of the printed interval; that of a whole number is one unit."""
        low, high, numeral = self.printed.low, self.printed.high, self.result.reading and self.result.reading.numeral
        assert low is not None
        assert high is not None
        assert numeral is not None
        width = Fraction(*high) - Fraction(*low)
        return width or Fraction(self.result.reading.multiple if self.result.reading else 1)

    def _width(self) -> float:
        """Return the share that the printed interval has of the numbers up to the size of the figure."""
        assert self.result.reading is not None
        exact = self._exact() or (0, 1)
        value = value_of(self.result.reading, self.result.quantity)
        size, width = max(abs(Fraction(*exact)), abs(Fraction(*value))), self._unit()
        return 1.0 if size <= width else float(width / size)
