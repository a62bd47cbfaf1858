"""Which part of a year titles and sentences give a number, alone or up to its end, as its first and its last month."""

import re
from functools import lru_cache

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.documents.headings import ROMAN
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.period_names import LINK
from lkjdsl.proofreading.printed.spelled import spelled_number
from lkjdsl.words import Words

WORDS, NAMES = Words("proofreading.cause"), Words("report.months")

PartOfYear = tuple[int, int]
"""The first and the last month."""
MONTHS = 12
LENGTHS = {3: "part-quarter", 6: "part-half"}
"""What parts of so many months are called."""
SHORT = 3
"""Letters of a month in a title: *Jan*."""


@frozen
class SaidPart:
    """
    A part of the year at its place in a text, None where it names several.

    ``to_date`` and ``alone`` tell whether it is said to be up to its end, or by itself; what is counted ``within`` it
    is of no other.
    """

    start: int
    end: int
    part: PartOfYear | None
    to_date: bool
    alone: bool
    within: bool

    def may_be(self, *, counts: bool) -> frozenset[PartOfYear]:
        """Return the parts that a number may be of which this is said of, where it ``counts`` or measures."""
        if self.part is None:
            return frozenset()
        so_far = (1, self.part[1])
        return frozenset(
            {so_far} if self.to_date else {self.part} if self.alone or (counts and self.within) else {self.part, so_far}
        )


def part_of_title(title: str, heading: str = "") -> tuple[PartOfYear, bool] | None:
    """Return the part that the title of a row, under a *heading*, or of a column names; whether it is up to its end."""
    month = _month(title.strip(" .*"))
    if month:
        return (month, month), False
    whole = title
    if re.fullmatch(r"\s*(?:[IVX]{1,3}|[1-4])\s*", title) and form("period_word").search(heading):
        whole = f"{form('period_word').findall(heading)[-1]} {title}"
    said = parts_in(whole, 0, len(whole))
    if len(said) != 1 or said[0].part is None:
        return None
    return said[0].part, said[0].to_date


def parts_in(string: str, start: int, end: int) -> list[SaidPart]:
    """Return the parts of the year that a text names from *start* to *end*."""
    return [_said(hit, string, start, end) for hit in form("part_of_year").finditer(string, start, end)]


def _said(hit: re.Match[str], string: str, start: int, end: int) -> SaidPart:
    first, last = _months(hit["kind"], hit["at"]), _months(hit["kind"], hit["to"] or hit["at"])
    if hit["month"]:
        first = last = (_month(hit["month"]),) * 2
    is_range = hit["to"] is not None and form("part_and").fullmatch(hit["join"].strip()) is None
    part = None if (hit["to"] is not None and not is_range) or first is None or last is None else (first[0], last[1])
    to_date = form("so_far_lead").search(string[start : hit.start()]) is not None
    lead = string[start : hit.start()]
    alone = form("alone_behind").match(string, hit.end(), end) or form("alone_lead").search(lead)
    within = form("within_lead").search(lead) and not form("reached_so_far").search(string, start, end)
    return SaidPart(hit.start(), hit.end(), part, to_date, alone is not None, bool(within))


def _months(kind: str | None, at: str | None) -> PartOfYear | None:
    if kind is None or at is None:
        return None
    long = 6 if form("half_word").fullmatch(kind) else 3
    many = MONTHS // long
    word = at.casefold()
    spelled = {"pertama": 1, "terakhir": many}.get(word) or int(spelled_number(word.removeprefix("ke")) or 0)
    number = ROMAN.index(at.upper()) + 1 if at.upper() in ROMAN else int(at) if at.isdigit() else spelled
    return ((number - 1) * long + 1, number * long) if 1 <= number <= many else None


@lru_cache(TEXTS)
def _month(text: str) -> int:
    """Return the month that a text is the name of, nought where it is none."""
    for at, name in enumerate(genre().months, 1):
        if re.fullmatch(name, text, re.IGNORECASE) or (len(text) >= SHORT and name.startswith(text.casefold())):
            return at
    return 0


def name_of_part(part: PartOfYear) -> Both:
    """
    Return what a part of the year is called.

    >>> [name_of_part(part).en for part in ((10, 10), (1, 9), (4, 9), (7, 12), (2, 5))]
    ['October', 'the year up to quarter III', 'quarter II to quarter III', 'half-year II', 'February to May']
    """
    first, last = part
    long = last - first + 1
    if part == (1, MONTHS):
        return WORDS["whole-year"]
    if long == 1:
        return NAMES[f"month-{first}"]
    if long in LENGTHS and first % long == 1:
        return WORDS[LENGTHS[long]].filled(number=ROMAN[(first - 1) // long])
    end = name_of_part((last - (3 if last % 3 == 0 else 1) + 1, last))
    if first == 1:
        return WORDS["part-so-far"].filled(part=end)
    return WORDS["part-range"].filled(first=name_of_part((first, first + 2 if first % 3 == 1 else first)), last=end)


def parts_said(number: NumberInText, start: int, end: int) -> frozenset[PartOfYear]:
    """Return the parts of the year that a sentence, *start* to *end*, may give a number; none if it names several."""
    string = number.site.text.string
    counts = not (number.percent or number.rupiah or number.decimals)
    said = parts_in(string, start, end)
    before = [one for one in said if one.end <= number.start]
    beside = [one.start for one in number.site.numbers if one.start > number.start and one.measures]
    clause = form("part_clause_end").search(string, number.end, end)
    reach = min([end, *beside, *([] if clause is None else [clause.start()])])
    behind = [one for one in said if number.end <= one.start < reach]
    if behind and LINK.fullmatch(string, number.end, behind[0].start):
        return behind[0].may_be(counts=counts)
    if not before or before[-1].part is None or form("year_between").search(string, before[-1].end, number.start):
        return frozenset()
    if len(before) > 1 and not any(
        before[-2].end <= one.start < before[-1].start for one in number.site.numbers if one.measures
    ):
        return frozenset()  # triwulan III dan triwulan IV masing-masing 97,17% dan 97,58%
    return frozenset().union(*(one.may_be(counts=counts) for one in (before[-1], *behind)))
