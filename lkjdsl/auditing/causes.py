"""
Likely causes of a wrong figure: computations, each with one thing done otherwise, that reproduce what was printed.

Those that assume least come first: a slip of the pen, then what other printed figures say, then the rules, then
roundings, terms and weights; then what stands elsewhere in the report; at last two things at once. A search that
tries many numbers finds one within a wide interval by chance alone. How many it would find so is estimated as the
numbers tried times the width of the printed interval over the size of the figure; where that is not small, nothing
is claimed. Of a figure of one or two digits any search finds something: there only what is printed elsewhere counts.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from lkjdsl.auditing.paired_changes import pairs
from lkjdsl.auditing.printed_numbers import value_of
from lkjdsl.auditing.search_space import SearchSpace
from lkjdsl.auditing.slips import slips
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
OF_PRINTED = (
    "from-printed",
    "rounding-difference",
    "achievement-as-numerator",
    "sum-of-printed",
    "rounds-printed",
    "weights",
)
"""Causes that follow from other printed figures, with nothing done otherwise."""
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
    claimed: list[Cause] = field(factory=list, init=False)

    @printed.default
    def _(self) -> Interval:
        assert self.result.reading is not None
        return interval_of(self.result.reading, self.result.quantity, self.result.figure)

    @changeable.default
    def _(self) -> ChangeableResult | None:
        return self.search.space.of(self.result.quantity)

    def run(self) -> tuple[Cause, ...]:
        exact = self._exact()
        if exact is not None:
            assert self.result.reading is not None
            causes = list(slips(self.result.figure, self.result.quantity, self.result.reading, exact))
            for words, alike in causes:
                self._met([words], alike)
        self._met(*self.search.others.rounded(self.result))
        self._met(list(weights_beside(self.result, self.search.knowledge)), 0)
        singles: list[StepChange] = []
        if self.changeable is not None:
            singles = self._singles(self.changeable)
        for own in (True, False):
            if not self.claimed:
                self._met(*self.search.others.equal(self.result, own=own))
        if not self.claimed and self.changeable is not None:
            self._two_at_once(self.changeable, singles)
        return tuple(self.claimed[:MOST])

    def _exact(self) -> Number | None:
        if isinstance(self.result.computed, tuple):
            return self.result.computed
        return None if self.changeable is None else self.changeable.number(self.changeable.base.target)

    def _singles(self, changeable: ChangeableResult) -> list[StepChange]:
        """Try every single change, group by group, and return those that move the result."""
        path = self.result.quantity.path
        knowledge, space = self.search.knowledge, self.search.space
        groups: list[Iterable[StepChange]] = [
            changes.given(changeable, space.printed_operands(changeable)),
            space.achievement_as_numerator(changeable, path),
            printed_changes.sums(changeable, knowledge.mentions, self.result.figure.place),
            printed_changes.means(changeable, knowledge.mentions, self.result.figure.place),
            rule_changes.rules(changeable),
            rule_changes.roundings(changeable),
            part_changes.terms(changeable),
            part_changes.terms_put_in(changeable),
            part_changes.rows(changeable),
            part_changes.weights(changeable),
            part_changes.averages(changeable),
            part_changes.targets(changeable, own_targets(knowledge, path)),
            part_changes.scales(changeable),
        ]
        moving: list[StepChange] = []
        for group in groups:
            moving += self._group(changeable, group)
        return moving[:MOST_SINGLES]

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
        tried = len(self.tried) + self.more
        chance = tried * self._width()
        for words in matches:
            cause = Cause(words, chance)
            certain = self._width() < WIDE or cause.kind in OF_PRINTED
            if chance < SMALL and certain and not any(one.kind == cause.kind for one in self.claimed):
                self.claimed.append(cause)

    def _width(self) -> float:
        """Return the share that the printed interval has of the numbers up to the size of the figure."""
        low, high = self.printed.low, self.printed.high
        assert low is not None
        assert high is not None
        assert self.result.reading is not None
        exact = self._exact() or (0, 1)
        value = value_of(self.result.reading, self.result.quantity)
        size = max(abs(Fraction(*exact)), abs(Fraction(*value)))
        width = Fraction(*high) - Fraction(*low)
        return 1.0 if size <= width else float(width / size)
