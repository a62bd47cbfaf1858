"""
What sentences say of a section: differences of points called percentages, and how much of a later target is reached.

``Nilai AKIP naik 2,97 persen``, where a table has 71,06 and 74,03; ``Dari target Renstra 90%, kemajuannya 95,1%``.
Which result that is, nothing tells for certain: so a progress is wrong only where none of the section gives it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.names.row_names import plain_rows
from lkjdsl.proofreading.printed.achievements import achievement
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.differences import amount_check, is_of_later, is_supposed
from lkjdsl.proofreading.sentences.said_differences import SaidDifference, said_differences
from lkjdsl.proofreading.sentences.sections import by_section
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

NumberPair = tuple[NumberInText, NumberInText]

FEWEST = 1000
"""The least of four digits: of three, one is another by chance."""
MOST = 80
"""Numbers of a section; among more of them anything is the difference of two."""


def change_checks(sites: Sequence[Site], views: Sequence[TableNumbers], year: int | None) -> Iterator[NumberCheck]:
    """Yield what the sentences of each section say of changes and of later targets, in a report of *year* if known."""
    for name, texts in by_section(sites).items():
        numbers = [number for site in texts for number in site.numbers if number.measures and not is_supposed(number)]
        tables = [view for view in views if tuple(view.table.address.section) == name]
        pairs = [pair for view in tables for pair in _years(view)]
        for site in texts:
            for span in spans(site.text.string) if site.is_prose else ():
                for said in said_differences(site, span, year):
                    if said.later is said.earlier is None:
                        yield from _of_rows(said, list(_named(tables, site.text.string[span[0] : said.start])), pairs)
                    if said.amount is not None and len(numbers) <= MOST:
                        yield from _of_points(said.amount, pairs, numbers)
                yield from _of_targets(site, span, numbers) if len(numbers) <= MOST else ()


def _named(views: Sequence[TableNumbers], lead: str) -> Iterator[NumberPair]:
    """Yield the numbers of a year and of the one before in the only row of a table that a *lead* names, at its end."""
    said, clause = (set(words_of(text)) for text in (lead, form("difference_break").split(lead)[-1]))
    for view in views:
        named = {row: words for row in plain_rows(view) if (words := set(words_of(view.labels[row]))) and words <= said}
        rows = [row for row, words in named.items() if not any(words < others for others in named.values())]
        if len(rows) == 1 and named[rows[0]] <= clause:
            yield from _of_years(view, rows[0])


def _of_years(view: TableNumbers, row: int) -> Iterator[NumberPair]:
    """Yield the numbers of a row of a year and of the one before, under alike titles."""
    titles, numbers = view.table.columns, view.numbers[row]
    years = [one[0][0] if len(one := years_in(title)) == 1 else 0 for title in titles]
    for at, year in enumerate(years):
        for other, earlier in enumerate(years):
            now, then = numbers[at], numbers[other]
            is_before = earlier and year == earlier + 1 and role_of(titles[at]) == role_of(titles[other])
            if is_before and now is not None and then is not None:
                yield now, then


def _years(view: TableNumbers) -> Iterator[NumberPair]:
    """Yield the numbers of a year and of the one before, in a row under alike titles or in the last two rows."""
    for row in range(len(view.numbers)):
        yield from _of_years(view, row)
    rows = [form("year_of_row").fullmatch(row[0].string.strip()) for row in view.table.rows if row]
    named = [row for row in rows if row is not None]
    if len(named) == len(view.numbers) > 1 and int(named[-1]["year"]) == int(named[-2]["year"]) + 1:
        both = zip(view.numbers[-1], view.numbers[-2], strict=True)
        yield from ((now, then) for now, then in both if now is not None and then is not None)


def _of_rows(said: SaidDifference, named: Sequence[NumberPair], pairs: Sequence[NumberPair]) -> Iterator[NumberCheck]:
    """Yield an amount that no row of the section gives, where one that is *named* gives it but for a slip."""
    for amount in (one for one in (said.amount, said.growth) if one is not None):
        if any(amount_check(amount, *pair).holds for pair in pairs):
            continue
        checks = [(amount_check(amount, *pair), *pair) for pair in named if pair[0].rupiah or not amount.rupiah]
        likely = {
            check.computed: check
            for check, now, then in checks
            if _is_slip(amount, check.computed) or is_of_later(amount, now.value, then.value)
        }
        if len(likely) == 1:
            yield from likely.values()


def _is_slip(amount: NumberInText, exact: Fraction) -> bool:
    """Return whether an amount is a slip, and of more than three digits where only one of them is another."""
    return is_exchange(amount, exact) or (is_slip(amount, exact) and exact * 10**amount.decimals >= FEWEST)


def _of_points(
    amount: NumberInText, pairs: Sequence[NumberPair], numbers: Sequence[NumberInText]
) -> Iterator[NumberCheck]:
    """Yield what is printed as a percentage and is the difference of two numbers that are none anywhere."""
    percents = {number.value for number in numbers if number.percent}
    string = amount.site.text.string
    is_plain = amount.percent and amount.decimals > 1 and phrase("index").search(string[: amount.start])
    for one, other in pairs if is_plain and not form("points").match(string, amount.end) else ():
        if percents.isdisjoint({one.value, other.value}) and amount.value == abs(one.value - other.value):
            words = WORDS["points"].filled(line=f"{one.text} - {other.text}")
            yield NumberCheck("unit", amount, (one, other), holds=False, computed=amount.value, words=words)
            return


def _of_targets(site: Site, span: tuple[int, int], section: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield each percentage that a sentence says to be what was reached of a later target."""
    numbers = [number for number in site.numbers if span[0] <= number.start < span[1] and number.measures]
    ends = [span[0], *(number.end for number in numbers)]
    for before, (target, share) in zip(ends, pairwise(numbers), strict=False):
        lead, link = site.text.string[before : target.start], site.text.string[target.end : share.start]
        if share.percent and phrase("goal").search(lead) and phrase("progress").search(link) and target.value:
            yield from _progress(share, target, section)


def _progress(share: NumberInText, target: NumberInText, section: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield how much of a later target is reached, where no result of the section gives it."""
    results = [number for number in section if number not in (share, target) and number.percent == target.percent]
    computed = [(result, achievement((result, target), share)) for result in results]
    if any(one is not None and one[1] for _, one in computed):
        return
    for result, exact in ((result, one[0]) for result, one in computed if one is not None):
        if is_slip(share, exact):
            line = Both.same(f"{result.text} / {target.text} × 100")
            yield NumberCheck("arithmetic", share, (result, target), holds=False, computed=exact, words=line)
            return
