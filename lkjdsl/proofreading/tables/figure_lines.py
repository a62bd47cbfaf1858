"""
Cells of tables whose row and column are told by their other numbers → paths, whatever their titles are.

A column in which three numbers are the targets of three indicators is one of targets; a row in which the others are
figures of the fourth is of that. So the cell of both is its target, and if it is almost that, it is a slip.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from attrs import define, field, frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_figures import (
    CROSSINGS,
    WHOLE,
    Key,
    KnownFigure,
    KnownFigures,
    kind_of,
    member_of,
    series_of,
    stage_of,
)
from lkjdsl.proofreading.names.topics import titles
from lkjdsl.proofreading.names.vocabulary import ENOUGH, Vocabulary
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_elsewhere, years_in
from lkjdsl.proofreading.printed.period_names import QUARTERS_OF_YEAR, PeriodNames
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.units import COUNT, PERCENT, RUPIAH

FEWEST = 3
"""Digits of a number that is a figure hardly by chance, and numbers of a line that are of one kind hardly by chance."""

NAMED = 2
"""As how many numbers it counts that a line is called by what it is of."""


@frozen(eq=False)
class _Line:
    """
    A row or a column: what it is called, and how many of its ``of`` telling numbers each key is of.

    ``there`` are the figures that it has already.
    """

    titles: Sequence[str]
    keys: Counter[Key]
    of: int
    there: Collection[KnownFigure]
    is_total: bool = False

    def support(self, key: Key) -> int:
        """Return how many numbers of the line are of *key*, where that is most of the others."""
        count = self.keys[key]
        return count if count * 3 >= (self.of - 1) * 2 else 0


@define(eq=False, slots=False)
class FigureLines:
    """Reads one table after the other."""

    figures: KnownFigures
    vocabulary: Vocabulary
    right: set[NumberInText] = field(factory=set, init=False)
    """The numbers of these tables that are what their lines tell."""
    _called: dict[tuple[str, ...], Entity | None] = field(factory=dict, init=False)
    """What lines are called by, by their titles."""
    _times: dict[str, tuple[AbstractSet[int], AbstractSet[str]]] = field(factory=dict, init=False)
    """The years and the periods that titles name."""

    @cached_property
    def periods(self) -> PeriodNames:
        """Return what titles call the parts of the year."""
        return PeriodNames.of(self.vocabulary.definition.periods or QUARTERS_OF_YEAR)

    def slips(self, view: TableNumbers, taken: Collection[NumberInText]) -> Iterator[tuple[NumberInText, KnownFigure]]:
        """Yield the numbers of a table, but for those *taken*, that are slips of what their lines tell, with that."""
        if not view.numbers:
            return
        found = [[self._of(number) for number in row] for row in view.numbers]
        rows = [_line(view.names[at], row, view.numbers[at], view.row_kind(at)) for at, row in enumerate(found)]
        turned = zip(view.titles, zip(*found, strict=True), zip(*view.numbers, strict=True), strict=True)
        columns = [_line([title], column, numbers) for title, column, numbers in turned]
        for at, row in enumerate(view.numbers):
            for place, number in enumerate(row):
                if number is not None and number not in taken and _tells(number):
                    lines = rows[at], columns[place]
                    if found[at][place]:
                        is_told = max(self._strength(figure, *lines) for figure in found[at][place]) >= FEWEST
                        self.right |= {number} if is_told else set()
                    elif (figure := self._meant(number, *lines)) is not None:
                        yield number, figure

    def _of(self, number: NumberInText | None) -> Sequence[KnownFigure]:
        """Return the figures that a number is as it is printed."""
        if number is None or number.multiple != 1:
            return ()
        figures = self.figures.printed_as(number.value, number.decimals)
        return [figure for figure in figures if _may_be(number, figure)]

    def _meant(self, number: NumberInText, row: _Line, column: _Line) -> KnownFigure | None:
        """Return the only figure that *number* is a slip of, of all that its row and its column are of."""
        meant: dict[int, dict[object, KnownFigure]] = {}
        for figure in self._possible(row, column):
            if _may_be(number, figure) and figure not in row.there and figure not in column.there:
                support = self._strength(figure, row, column) if is_slip(number, figure.value) else 0
                if support >= FEWEST:
                    meant.setdefault(support, {}).setdefault(round(figure.value, number.decimals), figure)
        best = list(meant[max(meant)].values()) if meant else []
        return best[0] if len(best) == 1 else None

    def _strength(self, figure: KnownFigure, row: _Line, column: _Line) -> int:
        """Return how much tells that a cell is a figure: that one of its lines is of its kind, and the other of it."""
        is_other = any(self._names_other(line, figure) for line in (row, column))
        if is_other or not all(self._may_be_of(title, figure) for title in (*row.titles, *column.titles)):
            return 0
        return max(self._support(figure, row, column), self._support(figure, column, row))

    def _may_be_of(self, title: str, figure: KnownFigure) -> bool:
        """Return whether a title leaves the time of a figure possible."""
        known = self.figures.known
        if title not in self._times:
            self._times[title] = {year for year, _ in years_in(title)}, self.periods.all_in(title, is_title=True)
        years, periods = self._times[title]
        span = figure.time.partition("@")[2].removeprefix("..")
        last = (known.quantities.definition.periods or QUARTERS_OF_YEAR)[-1]
        return (not years or (figure.year or known.year) in years) and (not periods or (span or last) in periods)

    def _possible(self, row: _Line, column: _Line) -> Iterator[KnownFigure]:
        """Yield the figures that are of what several numbers of a line are of, or of what it is called by."""
        keys = {key for line in (row, column) for key, count in line.keys.items() if count >= NAMED}
        for line in (row, column):
            entity = self._named(line)
            keys |= {key for key in self.figures.by_key if entity is not None and key[2:] == (entity.path,)}
        yield from dict.fromkeys(figure for key in sorted(keys) for figure in self.figures.by_key[key])

    def _support(self, figure: KnownFigure, of_member: _Line, of_kind: _Line) -> int:
        """Return how much tells that one line is of the kind of a figure, and the other one of its member."""
        if of_member.is_total and figure.member != WHOLE:
            return 0
        kind, member = of_kind.support(kind_of(figure)), of_member.support(member_of(figure))
        kind = max(kind, NAMED if self._says(of_kind, figure) else 0)
        member = max(member, NAMED if self._names(of_member, figure) else 0)
        series, stage = of_member.support(series_of(figure)), of_kind.support(stage_of(figure))
        of_year = kind + member if kind >= NAMED else 0
        in_series = series + stage if series >= NAMED and stage else 0
        return max(of_year, in_series)

    def _says(self, line: _Line, figure: KnownFigure) -> bool:
        """Return whether a line says the role of a figure of the year."""
        role, year = figure.role or "value", self.vocabulary.year
        is_of_year = figure.time == str(year)
        return is_of_year and any(role_of(title) == role and not is_elsewhere(title, year) for title in line.titles)

    def _names(self, line: _Line, figure: KnownFigure) -> bool:
        entity = self._named(line)
        return entity is not None and figure.member in (entity.path, entity.quantity)

    def _names_other(self, line: _Line, figure: KnownFigure) -> bool:
        """Return whether a line names another member of the same family."""
        family = figure.member.rpartition(".")[0]
        texts = [text for title in line.titles for text in titles(title)]
        named = {path for text in texts for path, score in self.vocabulary.scores(text).items() if score >= ENOUGH}
        return figure.member not in named and any(path.rpartition(".")[0] == family for path in named)

    def _named(self, line: _Line) -> Entity | None:
        key = tuple(line.titles)
        if key not in self._called:
            texts = [text for title in key for text in titles(title)]
            self._called[key] = self.vocabulary.best(texts, ("node", "input", "objective")) if texts else None
        return self._called[key]


def _line(
    titles_: Sequence[str],
    found: Iterable[Sequence[KnownFigure]],
    numbers: Sequence[NumberInText | None],
    kind: str = "",
) -> _Line:
    keys: Counter[Key] = Counter()
    there: set[KnownFigure] = set()
    of = 0
    for number, figures in zip(numbers, found, strict=True):
        if number is not None and _tells(number):
            of += 1
            there.update(figures)
            keys.update({of(figure) for figure in figures for both in CROSSINGS for of in both})
    return _Line(titles_, keys, of, there, bool(kind))


def _tells(number: NumberInText) -> bool:
    """Return whether a number has so many digits that it is a figure hardly by chance."""
    digits = "".join(sign for sign in number.text if sign.isdigit()).lstrip("0")
    return len(digits) >= FEWEST and number.value != 100  # noqa: PLR2004


def _may_be(number: NumberInText, figure: KnownFigure) -> bool:
    """Return whether the marks of *number* are those of such a figure."""
    unit = figure.quantity.unit
    if number.percent > (unit == PERCENT) or number.rupiah > (unit == RUPIAH):
        return False
    return not (unit in (COUNT, RUPIAH) and number.decimals)
