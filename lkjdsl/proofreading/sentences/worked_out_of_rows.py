"""
What sentences work out of the tables of their section: the mean of all rows, of the quarters, what is left of a total.

``Rata-rata nilai keempat unit adalah 88,20``; ``Sisa anggaran seluruhnya Rp121.805.233``. Which rows or totals are
meant, nothing tells for certain: so a number is wrong only where none of them gives it, and one gives it but for a slip
of the pen, or is the only one of which the words may speak.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.names.row_names import Wrong, by_section, plain_rows
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import FractionBounds, NumberCheck, agrees, as_printed, bounds, spread
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.spelled import spelled_number, whole_number
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.said_superlatives import spoken_columns
from lkjdsl.proofreading.sentences.spans import spans

HUNDRED = Fraction(100)
PARTS = {"two": 2, "four": 4, "twelve": 12}
FEWEST = 3
"""Rows of a mean."""
LONG = 6
"""Digits of an amount that is hardly ever the difference of two by chance."""


@frozen(eq=False)
class _Way:
    """
    How a number may have been worked out: what it then is, and what it was rounded from.

    ``is_only`` tells that the words leave no other.
    """

    exact: Fraction
    within: FractionBounds
    line: str
    is_only: bool = False


def worked_out_checks(sites: Sequence[Site], views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[NumberCheck]:
    """Yield each number of a sentence that none of the ways gives that its words leave."""
    sections = by_section(views)
    for site in sites:
        beside = sections.get(tuple(site.address.section), ())
        for start, end in spans(site.text.string) if site.is_prose else ():
            numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
            for at, number in enumerate(numbers):
                ways = list(_ways(number, site.text.string[start : number.start], beside, wrong))
                ways += _of_listed(number, beside, wrong)
                ways += _of_budget(number, numbers[at + 1 : at + 2], views, wrong)
                yield from _checks(number, ways)


def _checks(number: NumberInText, ways: Sequence[_Way]) -> Iterator[NumberCheck]:
    if any(agrees(number, way.within) for way in ways):
        return
    likely = {way.exact: way for way in reversed(ways) if is_slip(number, way.exact)}
    likely = likely or {way.exact: way for way in reversed(ways) if way.is_only}
    if len(likely) == 1:
        way = next(iter(likely.values()))
        yield NumberCheck("arithmetic", number, (), holds=False, computed=way.exact, words=Both.same(way.line))


def _ways(number: NumberInText, lead: str, views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[_Way]:
    said = form("mean_stated").search(lead)
    each = None if said is None else form("mean_each").search(said["of"])
    is_numbered = said is not None and any(form(key).search(said["of"]) for key in ("objective_said", "some_of_them"))
    count = None if said is None or is_numbered or each is not None else form("mean_count").search(said["of"])
    if each is not None:
        yield from _of_parts(number, PARTS[each.lastgroup or ""], views, wrong)
    elif said is not None and count is not None:
        rows = whole_number(count["all"] or count["number"])
        noun = "" if has_any(lead, genre().other) or years_in(lead) else said["of"][: count.start()].strip()
        yield from _of_rows(number, [view for view in views if len(plain_rows(view)) == rows], noun, wrong)
    elif number.rupiah and number.multiple == 1 and form("left_of").search(lead):
        is_here = not has_any(lead, genre().other) and not years_in(lead)
        yield from _of_totals(views, wrong, of_budget=is_here and form("left_of_budget").search(lead) is not None)


def _of_rows(number: NumberInText, views: Sequence[TableNumbers], noun: str, wrong: Wrong) -> Iterator[_Way]:
    """Yield the means of the columns of tables, and what their totals say instead."""
    spoken = [(view, column) for view in views for column in spoken_columns(view, noun.split(" ", maxsplit=1)[0])]
    for view in views:
        rows = plain_rows(view)
        for column in range(len(view.table.columns)) if len(rows) >= FEWEST else ():
            terms = [one for row in rows if (one := view.numbers[row][column]) is not None]
            values = [value for one in terms if (value := wrong.get(one, one.value)) is not None]
            if len(values) == len(rows) and all(one.rupiah == number.rupiah for one in terms):
                exact = sum(values, Fraction(0)) / len(values)
                half = sum((one.half for one in terms), Fraction(0)) / len(terms)
                line = f"({' + '.join(as_printed(value, one) for value, one in zip(values, terms, strict=True))})"
                is_only = spoken == [(view, column)] and number.decimals > 0
                yield _Way(exact, (exact - half, exact + half), f"{line} / {len(terms)}", is_only)
        others = (one for row in range(len(view.numbers)) if row not in rows for one in view.numbers[row])
        yield from (_Way(one.value, bounds(one), one.text) for one in others if one is not None)


def _of_parts(number: NumberInText, parts: int, views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[_Way]:
    """Yield what each of the parts of a year has on the average of a number of a table."""
    for view in views:
        for one in (one for row in view.numbers for one in row if one is not None):
            if one.rupiah == number.rupiah and one.percent == number.percent and one not in wrong:
                low, high = bounds(one)
                yield _Way(one.value / parts, (low / parts, high / parts), f"{one.text} / {parts}")


def _of_budget(
    percent: NumberInText, behind: Sequence[NumberInText], views: Sequence[TableNumbers], wrong: Wrong
) -> Iterator[_Way]:
    """Yield what a row spends of the budget that a percentage is of: ``99,32% dari pagu Rp9.172.696.000``."""
    string = percent.site.text.string
    for budget in behind if percent.percent else ():
        is_exact = budget.rupiah and budget.multiple == 1 and budget.value >= 10 ** (LONG - 1)
        if not is_exact or form("of_budget").fullmatch(string[percent.end : budget.start]) is None:
            continue
        for view in views:
            roles = [role_of(title) for title in view.table.columns]
            for row in view.numbers:
                ones = [
                    (role, one) for role, one in zip(roles, row, strict=True) if one is not None and one not in wrong
                ]
                if any(role == "base" and one.value == budget.value for role, one in ones):
                    for amount in [one for role, one in ones if role == "value" and one.value >= 10 ** (LONG - 1)]:
                        within = ratio(bounds(amount), bounds(budget))
                        line = f"{amount.text} / {budget.text} × 100"
                        yield from [] if within is None else [_Way(amount.value / budget.value * HUNDRED, within, line)]


def _of_listed(percent: NumberInText, views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[_Way]:
    """Yield what the numbers told last make of their column: ``A 27, B 21, dan C 16. Ketiganya menyumbang 66,7%``."""
    string = percent.site.text.string
    said = form("all_listed").search(string[: percent.start]) if percent.percent else None
    if said is None or form("of_all_listed").match(string, percent.end) is None:
        return
    many = spelled_number(said["all"])
    before = [number for number in percent.site.numbers if number.end <= said.start() and number.measures]
    counts = [number for number in before if not (number.percent or string[number.end : number.end + 1] == ")")]
    counts = counts[-int(many or 0) :]  # no number of a list: 1) A 27 orang
    values = [number.value for number in counts]
    for view in views if len(values) == many else ():
        for column in range(len(view.table.columns)):
            figures = [one for row in plain_rows(view) if (one := view.numbers[row][column]) is not None]
            known = [value for one in figures if (value := wrong.get(one, one.value)) is not None]
            total = sum(known, Fraction(0))
            if set(values) <= set(known) and total and len(known) == len(figures):
                exact = sum(values, Fraction(0)) / total * HUNDRED
                line = f"({' + '.join(number.text for number in counts)}) / {total}"
                yield _Way(exact, (exact, exact), line, is_only=True)


def _of_totals(views: Sequence[TableNumbers], wrong: Wrong, *, of_budget: bool) -> Iterator[_Way]:
    """Yield the differences of two amounts of a row of totals, and all amounts that are printed."""
    for view in views:
        roles = [role_of(title) for title in view.table.columns]
        for row in range(len(view.numbers)):
            amounts = {
                column: one
                for column, one in enumerate(view.numbers[row])
                if one is not None and one.value >= 10 ** (LONG - 1) and one not in wrong
            }
            for pair in combinations(amounts, 2) if view.row_kind(row) == "total" else ():
                more, less = sorted((amounts[column] for column in pair), key=lambda one: -one.value)
                within = spread(lambda a, b: a - b, bounds(more), bounds(less))
                is_only = of_budget and {roles[column] for column in pair} == {"base", "value"}
                yield _Way(more.value - less.value, within, f"{more.text} - {less.text}", is_only)
            yield from (_Way(one.value, bounds(one), one.text) for one in amounts.values())
