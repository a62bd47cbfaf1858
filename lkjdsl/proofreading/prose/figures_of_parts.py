"""
Figures that sentences give to a part of the year: ``triwulan III saja 37``, ``s.d. triwulan II 59``.

A number is right where any table has it for that part, be it added up of the others. It is wrong where a table that the
sentence may speak of has it for another part alone, or has that of its part but for a slip of the pen.
"""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.courses import Course, PartFigure, courses, telling_words
from lkjdsl.proofreading.names.row_names import Wrong
from lkjdsl.proofreading.printed.checks import FaultKind, agrees, as_printed
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.parts_of_year import MONTHS, PartOfYear, name_of_part, parts_said
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.prose.courses_of_data import CoursesOfData
from lkjdsl.proofreading.sentences.spans import sentence_at, spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

LONG = 3
"""Digits of a figure that is no other one of its course by chance."""
LONGER = 4
"""Digits of one that is none of several courses."""


def part_faults(
    sites: Sequence[Site],
    views: Sequence[TableNumbers],
    wrong: Wrong,
    year: int | None,
    data: CoursesOfData | None,
) -> Iterator[ReportFault]:
    """Yield each figure of a part of the year that is that of another part, or has a slip in it."""
    printed = [(view.table.address.section, course) for view in views for course in courses(view, wrong, year)]
    for site in sites:
        if not site.is_prose or form("part_of_year").search(site.text.string) is None:
            continue
        own = [course for section, course in printed if section == site.address.section]
        own += [] if data is None else data.of(site)
        every = [*(course for _, course in printed), *(() if data is None else data.every)]
        for start, end in spans(site.text.string):
            if all(one == year for one, _ in years_in(site.text.string[start:end])):
                for number in (one for one in site.numbers if start <= one.start < end and one.measures):
                    parts = parts_said(number, start, end)
                    if parts and number not in wrong:
                        yield from _of(number, parts, own, [course for course in every if _is_alike(number, course)])


def _of(
    number: NumberInText, parts: frozenset[PartOfYear], own: Sequence[Course], alike: Sequence[Course]
) -> Iterator[ReportFault]:
    is_right = any(agrees(number, one.within) for course in alike for one in _figures(course, parts))
    if is_right or _is_of_another(number):
        return
    likely, is_named = _likely(number, [course for course in alike if course in own], alike)
    likely = [course for course in likely if _figures(course, parts)]
    others = [
        (part, _figures(course, parts)[0])
        for course in likely
        for part, one in course.figures.items()
        if _may_be_mistaken(part, parts, number) and agrees(number, one.within)
    ]
    slips = {one.exact: one for course in likely for one in _figures(course, parts) if is_slip(number, one.exact)}
    if others:
        part, right = others[0]
        cause = WORDS["of-other"].filled(text=number.text, name=name_of_part(part))
        is_same_end = part[1] in {end for _, end in parts}  # else the part may be the wrong one
        yield _fault("differs" if is_same_end else "direction", number, right if is_same_end else None, cause)
    elif len(slips) == 1 and is_named and (number.decimals or _digits(number) >= LONGER):
        yield _fault("differs", number, next(iter(slips.values())), WORDS["slip"])


def _likely(number: NumberInText, own: Sequence[Course], alike: Sequence[Course]) -> tuple[Sequence[Course], bool]:
    """Return what a sentence may give a number of, and whether it names that itself."""
    string = number.site.text.string
    start, end = sentence_at(string, number.start)
    before, said = (telling_words(text) - weak_words() - plain_words() for text in (string[:end], string[start:end]))
    of_money = form("of_money").search(string, start if said else 0, end) is not None
    said = said or before
    named = [one for one in own if one.names & said or (of_money and one.is_budget)]
    if named:
        return named, True
    named = [one for one in own if one.names & before]
    named = named or [one for one in alike if len(one.names & before) * 3 > len(one.names) * 2]
    named = named or [one for one in alike if len((one.names | one.caption) & said) > 1]
    if named:
        return named, any(one.names & said for one in named)
    if _digits(number) >= (LONGER if len(own) > 1 else LONG):
        return own, len(own) == 1 and bool(own[0].caption & said)
    return (), False


def _fault(kind: FaultKind, number: NumberInText, right: PartFigure | None, cause: Both) -> ReportFault:
    text = "" if right is None else as_printed(right.exact, number)
    return ReportFault(kind, number.site, number.text, "", text, cause, number.start, number)


def _figures(course: Course, parts: frozenset[PartOfYear]) -> list[PartFigure]:
    return [one for part in sorted(parts, reverse=True) if (one := course.figures.get(part)) is not None]


def _digits(number: NumberInText) -> int:
    return len(re.sub(r"\D", "", number.text))


def _may_be_mistaken(part: PartOfYear, parts: frozenset[PartOfYear], number: NumberInText) -> bool:
    """
    Return whether a number may be that of another part by mistake: one with the same end, or another one as long.

    The whole year may well be named beside a part of it: ``49 dari 125 kejadian``.
    """
    lead, follow = _around(number)
    if part in parts or (part == (1, MONTHS) and form("of_whole_year").search(lead + follow)):
        return False
    is_as_long = part[0] == 1 or any(part[1] - part[0] == last - first for first, last in parts)
    return part[1] in {last for _, last in parts} or (is_as_long and _digits(number) >= LONG)


def _is_of_another(number: NumberInText) -> bool:
    """Return whether words give a number to what is aimed at, to another place, or say that two are so far apart."""
    lead, follow = _around(number)
    string = number.site.text.string
    clause = form("part_clause_end").split(string[sentence_at(string, number.start)[0] : number.start])[-1]
    is_next = lead != string[sentence_at(string, number.start)[0] : number.start]  # a number stands before it
    if is_next and form("listed_on").fullmatch(lead):
        return True  # dari 81,36 pada triwulan I, 84,90, 86,73, sampai 88,42
    is_apart = form("apart_lead").search(lead) or form("points").match(follow)
    return is_apart is not None or phrase("aside").search(clause) is not None


def _around(number: NumberInText) -> tuple[str, str]:
    """Return what stands before a number in its sentence, up to the one before, and behind it."""
    string = number.site.text.string
    start, end = sentence_at(string, number.start)
    before = max([start, *(one.end for one in number.site.numbers if one.end <= number.start)])
    return string[before : number.start], string[number.end : end]


def _is_alike(number: NumberInText, course: Course) -> bool:
    if number.rupiah or course.is_money:
        return number.rupiah and course.is_money
    if number.percent or course.decimals is None:
        return number.percent == course.is_percent
    return course.decimals == number.decimals
