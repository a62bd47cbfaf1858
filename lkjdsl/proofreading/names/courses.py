"""The figures of report tables by the parts of the year that their rows or columns are of: the course of each."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from lkjdsl.proofreading.names.row_names import Wrong
from lkjdsl.proofreading.printed.checks import FractionBounds, added, agrees, bounds, spread
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.parts_of_year import MONTHS, PartOfYear, part_of_title
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers

LARGE = 100000
"""No less is an amount of money in a table that does not say so."""
FEWEST = 2
"""Parts of a year in a row of them."""


@frozen(eq=False)
class PartFigure:
    """What a report has for a part of the year, printed or added up of what is."""

    exact: Fraction
    within: FractionBounds


@frozen(eq=False)
class Course:
    """
    The figures of one row or column by the parts of the year, with their marks, or those of an input at a ``path``.

    ``decimals`` are those printed, None where nothing is. ``names`` are the words of its title, ``caption`` those over
    its table, which ``is_budget`` where it has amounts of money.
    """

    is_percent: bool
    is_money: bool
    decimals: int | None
    names: frozenset[str]
    caption: frozenset[str]
    figures: Mapping[PartOfYear, PartFigure]
    is_budget: bool = False
    path: str = ""


@frozen(eq=False)
class _PrintedLine:
    """A row or column as it is printed: its title, its figures by parts, and what else it has: totals."""

    title: str
    parts: Mapping[PartOfYear, NumberInText]
    others: Sequence[NumberInText]
    is_so_far: bool


def courses(view: TableNumbers, wrong: Wrong, year: int | None) -> Iterator[Course]:
    """Yield the courses of a table, of the *year* as far as its titles tell; what is *wrong* is as it should be."""
    lines = [line for line in _lines(view, year) if len(line.parts) >= FEWEST]
    figures = [{part: _figure(one, wrong) for part, one in line.parts.items()} for line in lines]
    runs = [{part: one for part, one in line.items() if one is not None} for line in figures]
    sums, so_far = _sorts(lines, runs)
    caption = telling_words(view.caption)
    is_budget = any(is_money(one) for line in lines for one in line.parts.values())
    for at, (line, run) in enumerate(zip(lines, runs, strict=True)):
        at_ends = {(1, part[1]): one for part, one in run.items()}
        if at in sums:
            known = sums[at]
        elif at in so_far:
            known = {**(_apart(at_ends) if _may_be_parted(line, run, runs, so_far) else {}), **at_ends}
        else:
            known = {**at_ends, **_quotients(run, list(sums.values())), **run}
        if known:
            first = next(iter(line.parts.values()))
            names = telling_words(line.title)
            is_percent = first.percent or (first.decimals > 0 and not is_money(first))
            yield Course(is_percent, is_money(first), first.decimals, names, caption, known, is_budget)


def _may_be_parted(
    line: _PrintedLine,
    run: Mapping[PartOfYear, PartFigure],
    runs: Sequence[Mapping[PartOfYear, PartFigure]],
    so_far: AbstractSet[int],
) -> bool:
    """Return whether a part has what the year has more up to its end than before: no rate has, but a share of one."""
    is_rate = all(one.percent or (one.decimals and not is_money(one)) for one in line.parts.values())
    is_of_whole = any(runs[other] is not run and _is_share(run, runs[other]) for other in so_far)
    return not is_rate or is_of_whole or form("of_money").search(line.title) is not None


def is_money(number: NumberInText) -> bool:
    """Return whether a number is an amount of money, by its sign or by its size."""
    return number.rupiah or (number.value >= LARGE and not number.percent)


def _lines(view: TableNumbers, year: int | None) -> Iterator[_PrintedLine]:
    """Yield the columns of a table whose rows are parts of the year, the rows of one whose columns are."""
    firsts = _firsts(view)
    whole = _is_so_far(view.caption)
    heading = view.titles[0] if view.titles else ""
    by_row = {row: said for row, first in enumerate(firsts) if (said := part_of_title(first, heading))}
    by_column = {
        column: said for column, title in enumerate(view.titles) if column and (said := part_of_title(title, heading))
    }
    if _is_other_year(view.caption, year):
        return
    if len({part for part, _ in by_row.values()}) == len(by_row) >= FEWEST:
        for column, title in enumerate(view.titles):
            cells = {row: one for row in range(len(firsts)) if (one := view.numbers[row][column]) is not None}
            others = [one for row, one in cells.items() if row not in by_row and row > max(by_row)]
            if not _is_other_year(title, year):
                parts = {by_row[row][0]: one for row, one in cells.items() if row in by_row}
                so_far = _is_so_far(title) or whole or any(to_date for _, to_date in by_row.values())
                yield _PrintedLine(title, parts, others, so_far)
    elif len(by_column) >= FEWEST:
        yield from _rows(view, by_column, year, is_whole=whole)


def _rows(
    view: TableNumbers, by_column: Mapping[int, tuple[PartOfYear, bool]], year: int | None, *, is_whole: bool
) -> Iterator[_PrintedLine]:
    for row, label in enumerate(view.labels):
        groups: dict[tuple[str, bool], dict[PartOfYear, NumberInText]] = {}
        for column, (part, to_date) in by_column.items():
            number, title = view.numbers[row][column], view.titles[column]
            if number is not None and not _is_other_year(title, year):
                group = form("part_of_year").sub(" ", title).strip()
                groups.setdefault((group, to_date or _is_so_far(title)), {})[part] = number
        others = [one for column, one in enumerate(view.numbers[row]) if one is not None and column > max(by_column)]
        for (group, to_date), parts in groups.items():
            yield _PrintedLine(f"{label} {group}", parts, others, to_date or _is_so_far(label) or is_whole)


def _is_so_far(title: str) -> bool:
    """Return whether a title says that its numbers are of the year up to a part of it, whichever that is."""
    plain = form("part_of_year").sub(" ", title)
    return phrase("so_far").search(plain) is not None and form("not_so_far").search(plain) is None


def _firsts(view: TableNumbers) -> list[str]:
    grid = view.table.grid()[view.table.header_rows :]
    return ["" if not row or row[0] is None else row[0].string for row in grid]


def _is_other_year(title: str, year: int | None) -> bool:
    return year is not None and bool(years := years_in(title)) and all(one != year for one, _ in years)


def _figure(number: NumberInText, wrong: Wrong) -> PartFigure | None:
    value = wrong.get(number, number.value)
    return None if value is None else PartFigure(value, bounds(evolve(number, value=value)))


def _sorts(
    lines: Sequence[_PrintedLine], runs: Sequence[Mapping[PartOfYear, PartFigure]]
) -> tuple[Mapping[int, Mapping[PartOfYear, PartFigure]], AbstractSet[int]]:
    """
    Return the lines whose parts are added up, with their sums, and those of what was reached so far.

    A line is added up to a total, or to another line, of what was reached so far; shares of one whole are as that is.
    """
    so_far = {at for at, line in enumerate(lines) if line.is_so_far}
    sums = dict[int, Mapping[PartOfYear, PartFigure]]()
    for at, line in enumerate(lines):
        added_up = summed(runs[at])
        ends = {nth for nth, run in enumerate(runs) if nth != at and _accumulates(run, added_up)}
        whole = added_up.get((1, MONTHS))
        is_total = whole is not None and any(agrees(one, whole.within) for one in line.others)
        if at not in so_far and (ends or is_total):
            sums[at] = added_up
            so_far |= ends
    for at in set(range(len(runs))) - so_far - sums.keys():
        like = next((other for other in (*sums, *so_far) if _is_share(runs[at], runs[other])), None)
        if like in so_far:
            so_far.add(at)
        elif like is not None:
            sums[at] = summed(runs[at])
    return sums, so_far


def _accumulates(run: Mapping[PartOfYear, PartFigure], sums: Mapping[PartOfYear, PartFigure]) -> bool:
    """Return whether all figures of a line are what another one has up to their ends."""
    known = [(one, so_far) for part, one in run.items() if (so_far := sums.get((1, part[1]))) is not None]
    is_same = all(one.within[0] <= so_far.within[1] and one.within[1] >= so_far.within[0] for one, so_far in known)
    return len(known) > FEWEST and is_same and len({one.exact for one, _ in known}) > 1


def _is_share(run: Mapping[PartOfYear, PartFigure], other: Mapping[PartOfYear, PartFigure]) -> bool:
    """Return whether a line has the shares that another one has of one whole."""
    if run.keys() != other.keys() or len(run) <= FEWEST or not all(one.exact for one in other.values()):
        return False
    low = max(run[part].within[0] / other[part].exact for part in run)
    return low <= min(run[part].within[1] / other[part].exact for part in run) and low > 0


def summed(run: Mapping[PartOfYear, PartFigure]) -> dict[PartOfYear, PartFigure]:
    """Return the figures of all parts that follow each other, added up."""
    found, parts = dict(run), sorted(run)
    for at in range(len(parts)):
        terms = [run[parts[at]]]
        for before, part in pairwise(parts[at:]):
            if part[0] != before[1] + 1:
                break
            terms.append(run[part])
            exact = sum((one.exact for one in terms), Fraction(0))
            found[parts[at][0], part[1]] = PartFigure(exact, added([one.within for one in terms]))
    return found


def _apart(so_far: Mapping[PartOfYear, PartFigure]) -> dict[PartOfYear, PartFigure]:
    """Return what is reached between the ends of two parts."""
    found, parts = dict[PartOfYear, PartFigure](), sorted(so_far)
    for at, first in enumerate(parts):
        for last in parts[at + 1 :]:
            one, other = so_far[last], so_far[first]
            within = spread(lambda a, b: a - b, one.within, other.within)
            found[first[1] + 1, last[1]] = PartFigure(one.exact - other.exact, within)
    if parts and parts[0][1] < MONTHS:
        found[parts[0]] = so_far[parts[0]]
    return found


def _quotients(
    run: Mapping[PartOfYear, PartFigure], flows: Sequence[Mapping[PartOfYear, PartFigure]]
) -> dict[PartOfYear, PartFigure]:
    """Return the quotients of what two lines add up to, where each figure of a line is that of its part."""
    for above in flows:
        for below in flows:
            for scale in (1, 100):
                if above is not below and all(
                    _is_quotient(one, part, above, below, scale) for part, one in run.items()
                ):
                    return {
                        part: PartFigure(exact, (exact, exact))
                        for part in above.keys() & below.keys()
                        if below[part].exact and (exact := above[part].exact / below[part].exact * scale) is not None
                    }
    return {}


def _is_quotient(
    one: PartFigure,
    part: PartOfYear,
    above: Mapping[PartOfYear, PartFigure],
    below: Mapping[PartOfYear, PartFigure],
    scale: int,
) -> bool:
    if part not in above or part not in below or not below[part].exact:
        return False
    low, high = one.within
    exact = above[part].exact / below[part].exact * scale
    return low <= exact <= high and low != high


def telling_words(*texts: str) -> frozenset[str]:
    """Return the words that tell what is counted, and not of which part of the year or that it is a result."""
    plain = [form("period_word").sub(" ", form("part_of_year").sub(" ", text)) for text in texts]
    plain = [phrase("so_far").sub(" ", text) for text in plain]
    roles = {word for ones in genre().role.values() for one in ones for word in words_of(one)}
    return frozenset(word for text in plain for word in words_of(text)) - light_words() - roles
