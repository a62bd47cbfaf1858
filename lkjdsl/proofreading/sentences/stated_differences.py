"""How far two numbers are said to be apart, and on which side: ``di bawah 80 persen, dengan selisih 4,7 poin``."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.printed.checks import NumberCheck, difference_check, is_difference
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import verbs_of_change
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.changes import gives_change
from lkjdsl.proofreading.sentences.sections import by_section
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

StatedNumbers = Sequence[NumberInText]


def difference_checks(sites: Sequence[Site]) -> Iterator[NumberCheck]:
    """Yield how far apart two numbers of a sentence are, and the side on which one of the section lies of another."""
    for section in by_section(sites).values():
        everything = [number for site in section for number in site.numbers]
        for site in section:
            for start, end in spans(site.text.string) if site.is_prose else ():
                numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
                for at, difference in enumerate(numbers):
                    lead = site.text.string[numbers[at - 1].end if at else start : difference.start]
                    if (
                        form("apart_by").search(lead)
                        and 0 < at < len(numbers) - 1
                        and _is_told(difference, numbers[at + 1])
                    ):
                        yield from _of_both_numbers(numbers[at - 1], difference, numbers[at + 1])
                    elif form("apart_by").search(lead):
                        yield from _between(difference, start, numbers[:at], everything)
                    elif 0 < at < len(numbers) - 1 and verbs_of_change().fullmatch(lead.strip()):
                        yield from _of_both_numbers(numbers[at - 1], difference, numbers[at + 1])


def _between(
    difference: NumberInText, start: int, before: StatedNumbers, section: StatedNumbers
) -> Iterator[NumberCheck]:
    """Yield a difference of the two numbers before it; and of one, on which side of it the other lies."""
    string = difference.site.text.string
    if len(before) == 2 and all(_is_alike(number, before[0], difference) for number in before):  # noqa: PLR2004
        if form("two_apart").fullmatch(string[before[0].end : before[1].start]):
            yield difference_check(difference, *before, holds=is_difference(difference, *before))
    elif len(before) == 1 and difference.value:
        side = form("side_of").search(string, start, before[0].start)
        other = before[0]
        printed = {number.value for number in section if number.measures and number.decimals == difference.decimals > 0}
        is_over, is_under = other.value + difference.value in printed, other.value - difference.value in printed
        if side is not None and is_over != is_under and other.decimals <= difference.decimals:
            value = other.value + difference.value * (1 if is_over else -1)
            now = next(number for number in section if number.value == value)
            words = WORDS["direction"].filled(words=side[0], earlier=other.text, later=now.text)
            yield NumberCheck("direction", other, (), (side["above"] is not None) == is_over, other.value, words)


def _of_both_numbers(number: NumberInText, difference: NumberInText, other: NumberInText) -> Iterator[NumberCheck]:
    """Yield a difference between its two numbers: ``96,05 lebih tinggi 4,59 poin daripada nasional 91,46``."""
    if (
        _is_told(difference, other)
        and number.decimals
        and all(_is_alike(one, number, difference) for one in (number, other))
    ):
        yield difference_check(difference, number, other, holds=gives_change(difference, number, other))


def _is_told(difference: NumberInText, other: NumberInText) -> bool:
    """Return whether a difference is said to be from the number behind it."""
    return form("told_link").fullmatch(difference.site.text.string[difference.end : other.start]) is not None


def _is_alike(number: NumberInText, other: NumberInText, difference: NumberInText) -> bool:
    """Return whether two numbers may have this *difference*: they are of one unit, and it of the same or of points."""
    is_percentage = difference.percent and not number.percent
    is_one_unit = (
        number.percent == other.percent and number.rupiah == other.rupiah and number.decimals == other.decimals
    )
    is_one_unit = is_one_unit and _unit(number) == _unit(other)
    return (
        is_one_unit
        and not is_percentage
        and difference.rupiah == number.rupiah
        and difference.decimals >= number.decimals
    )


def _unit(number: NumberInText) -> str:
    match = form("word_behind").match(number.site.text.string, number.end)
    return "" if match is None or number.percent or form("no_unit").fullmatch(match["noun"]) else match["noun"]
