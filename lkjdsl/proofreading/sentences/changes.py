"""
By how much something changed, and how much of a later target it is, against the numbers of its section.

``naik 2,42 ku/ha dari tahun 2024 sebesar 50,18``: the result itself stands in another sentence, or in a table. Which
one, nothing tells for certain. So a number is wrong only where none of them gives it, and one that is printed several
times gives it but for a slip of the pen.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import achievement
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, difference_check, is_difference
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern, phrase, verbs_of_change
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.printed.said_changes import is_rise
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.differences import is_supposed
from lkjdsl.proofreading.sentences.sections import by_section
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
MOST = 80
"""Numbers of a section; among more of them anything is the difference of two."""


@frozen(eq=False)
class _Section:
    """The numbers of a section, the pairs of a year and the year before that its tables show, and the year if known."""

    numbers: Sequence[NumberInText]
    pairs: Sequence[tuple[NumberInText, NumberInText]]
    year: int | None

    def usual(self, number: NumberInText) -> bool:
        """Return whether the section prints the value of *number* several times."""
        return Counter(number.value for number in self.numbers)[number.value] > 1


def change_checks(sites: Sequence[Site], views: Sequence[TableNumbers], year: int | None) -> Iterator[NumberCheck]:
    """Yield what the sentences of each section say of changes and of later targets, in a report of *year* if known."""
    for name, texts in by_section(sites).items():
        numbers = [number for site in texts for number in site.numbers if number.measures and not is_supposed(number)]
        tables = [view for view in views if tuple(view.table.address.section) == name]
        section = _Section(numbers, [pair for view in tables for pair in _years(view)], year)
        for site in texts if len(numbers) <= MOST else ():
            if site.is_prose:
                for start, end in spans(site.text.string):
                    yield from _of_sentence(site, start, end, section)


def _years(view: TableNumbers) -> Iterator[tuple[NumberInText, NumberInText]]:
    """Yield the numbers of a year and of the one before, in a row under alike titles or in the last two rows."""
    titles = view.table.columns
    years = [one[0][0] if len(one := years_in(title)) == 1 else 0 for title in titles]
    pairs = [
        (at, other)
        for at, one in enumerate(years)
        for other, year in enumerate(years)
        if one == year + 1 and year and role_of(titles[at]) == role_of(titles[other])
    ]
    for row in view.numbers:
        yield from (
            (now, then) for at, other in pairs if (now := row[at]) is not None and (then := row[other]) is not None
        )
    rows = [form("year_of_row").fullmatch(row[0].string.strip()) for row in view.table.rows if row]
    named = [row for row in rows if row is not None]
    if len(named) == len(view.numbers) > 1 and int(named[-1]["year"]) == int(named[-2]["year"]) + 1:
        both = zip(view.numbers[-1], view.numbers[-2], strict=True)
        yield from ((now, then) for now, then in both if now is not None and then is not None)


def _of_sentence(site: Site, start: int, end: int, section: _Section) -> Iterator[NumberCheck]:
    string = site.text.string
    numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
    for at, number in enumerate(numbers):
        lead = string[numbers[at - 1].end if at else start : number.start]
        verb = _verb(lead)
        if verb is None:
            continue
        follow = string[number.end : end]
        before, after = numbers[at - 1] if at else None, numbers[at + 1] if at + 1 < len(numbers) else None
        if form("change_since").match(follow):
            earlier = after if after is not None and _is_earlier(string[number.end : after.start]) else None
            yield from _difference(number, earlier, section, before)
            base = after
        elif before is not None and _is_compared(string, numbers[at - 2].end if at > 1 else start, before):
            base = before
            if not form("become_behind").match(follow):
                yield from _difference(number, base, section, _told_before(base, start))
        else:
            continue
        if not form("becoming").search(follow):  # else what it became is compared
            yield from _side(number, base, verb, section)
    ends = [start, *(number.end for number in numbers)]
    for before_target, target, share in zip(ends, numbers, numbers[1:], strict=False):
        lead, link = string[before_target : target.start], string[target.end : share.start]
        if share.percent and phrase("goal").search(lead) and phrase("progress").search(link) and target.value:
            yield from _progress(share, target, section)


def _verb(lead: str) -> str | None:
    """Return the verb of the change that a number behind *lead* is the amount of, None where it is of none."""
    verbs = list(verbs_of_change().finditer(lead))
    is_amount = bool(verbs) and form("change_amount").fullmatch(lead[verbs[-1].end() :].strip()) is not None
    denied = pattern(tuple(genre().direction["not"]))
    return verbs[-1][0] if is_amount and not denied.search(" ".join(lead[: verbs[-1].start()].split()[-3:])) else None


def _is_compared(string: str, start: int, base: NumberInText) -> bool:
    """Return whether a sentence begins with what it compares with, *base*: ``Dibandingkan tahun 2024 (3,2)``."""
    lead = string[start : base.start]
    return form("compared_lead").search(lead) is not None and phrase("target").search(lead) is None


def _told_before(base: NumberInText, start: int) -> NumberInText | None:
    """Return the only figure like *base* that its paragraph states before the place *start*."""
    string = base.site.text.string
    stated = [
        number
        for number in base.site.numbers
        if number.end <= start
        and number.measures
        and (number.percent, number.rupiah, number.decimals) == (base.percent, base.rupiah, base.decimals)
        and form("lead_of_value").search(string[: number.start])
    ]
    return stated[0] if len(stated) == 1 else None


def _side(amount: NumberInText, base: NumberInText | None, verb: str, section: _Section) -> Iterator[NumberCheck]:
    """Yield on which side of *base* that lies which a change of *amount* from it leads to, where it is printed."""
    rises = is_rise(verb, amount)
    if base is None or rises is None or not amount.value or amount.decimals < base.decimals:
        return
    string = amount.site.text.string
    numbers = [number for number in amount.site.numbers if not form("apart_lead").search(string[: number.start])]
    near = {number.value for number in numbers if number.measures and number.decimals}
    printed = {value: number for number in section.numbers if (value := number.value) in near or section.usual(number)}
    over, under = (printed.get(base.value + way * amount.value) for way in (1, -1))
    now = over or under
    if now is not None and not (over and under) and now.decimals == amount.decimals > 0 and now.percent == base.percent:
        words = WORDS["direction"].filled(words=verb, earlier=base.text, later=now.text)
        yield NumberCheck("direction", base, (), rises == (now is over), base.value, words)


def _is_earlier(link: str) -> bool:
    return phrase("aside").search(link) is None and form("becoming").search(link) is None and len(link) < MOST


def _difference(
    number: NumberInText, earlier: NumberInText | None, section: _Section, before: NumberInText | None
) -> Iterator[NumberCheck]:
    """Yield a difference against the likeliest two numbers, where no two of the section give it."""
    others = [other for other in section.numbers if other is not number]
    if earlier is not None:
        pairs = [(number, earlier) for number in others if number is not earlier and number.percent == earlier.percent]
        likely = [pair for pair in pairs if section.usual(pair[0]) or pair[0] is before]
    else:
        pairs = [(number, other) for at, number in enumerate(others) for other in others[at + 1 :]]
        likely = list(section.pairs) + [
            (now, then)
            for then in others
            if is_of_year_before(then, section.year)
            for now in others
            if now.percent == then.percent and section.usual(now)
        ]
    if any(gives_change(number, *pair) for pair in pairs):
        return
    of_index = phrase("index").search(number.site.text.string[: number.start]) is not None
    percents = {number.value for number in section.numbers if number.percent}
    points = next((pair for pair in likely if of_index and _is_of_points(number, *pair, percents)), None)
    if points is not None:
        words = WORDS["points"].filled(line=f"{points[0].text} - {points[1].text}")
        yield NumberCheck("unit", number, points, holds=False, computed=number.value, words=words)
        return
    for now, then in likely:
        exact = abs(now.value - then.value)
        if is_slip(number, exact):
            yield difference_check(number, now, then, holds=False)
            return


def gives_change(number: NumberInText, one: NumberInText, other: NumberInText) -> bool:
    """Return whether a number is the difference of two, in their unit or as a percentage of either."""
    is_share = number.percent and not (one.percent and other.percent)
    orders = ((one, other), (other, one)) if one.value and other.value else ()
    growths = [first.value / second.value * HUNDRED - HUNDRED for first, second in orders]
    return (not is_share and is_difference(number, one, other)) or any(
        agrees(number, (change, change)) for growth in growths for change in (growth, -growth)
    )


def _is_of_points(
    number: NumberInText, one: NumberInText, other: NumberInText, percents: AbstractSet[Fraction]
) -> bool:
    """Return whether what is printed as a percentage is the difference of two numbers that are none anywhere."""
    is_plain = number.percent and number.decimals > 1 and percents.isdisjoint({one.value, other.value})
    return is_plain and number.value == abs(one.value - other.value)


def _progress(share: NumberInText, target: NumberInText, section: _Section) -> Iterator[NumberCheck]:
    """Yield how much of a later target is reached, where no result of the section gives it."""
    results = [
        number for number in section.numbers if number not in (share, target) and number.percent == target.percent
    ]
    computed = [(result, achievement((result, target), share)) for result in results]
    if any(one is not None and one[1] for _, one in computed):
        return
    for result, exact in ((result, one[0]) for result, one in computed if one is not None):
        if is_slip(share, exact):
            line = Both.same(f"{result.text} / {target.text} × 100")
            yield NumberCheck("arithmetic", share, (result, target), holds=False, computed=exact, words=line)
            return
