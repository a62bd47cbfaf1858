"""What sentences say is left, lacking or over: a difference of two amounts that the paragraph prints."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from lkjdsl.proofreading.printed.checks import NumberCheck, difference_check, is_difference
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.titles import role_of

WHOLES = ("base", "target")
NEAR = 6
"""Numbers told last, of which a rest may be."""
STEM = 5
"""First letters of a verb, whatever it ends with: ``memiliki``, ``memilikinya``."""
LEAD = 80
"""Characters before a number that say what it is."""


def remainder_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield each number that is said to be left, lacking or over."""
    numbers = [number for number in site.numbers if number.measures and not number.percent and number.multiple == 1]
    string = site.text.string
    for at, number in enumerate(numbers):
        alike = [other for other in numbers if other.rupiah == number.rupiah]
        before = [other for other in numbers[:at] if other.rupiah == number.rupiah]
        if number.rupiah and form("remaining").search(string[: number.start]):
            yield from _of_money(number, before, [other for other in alike if other is not number])
        elif not number.rupiah and form("rest").search(string[: number.start]):
            yield from _of_counts(number, before)
        elif not number.rupiah and len(before) > 1 and form("left_denied").match(string, number.end):
            yield from _of_denied(number, *before[-2:])
        elif not number.rupiah and len(before) > 1 and (noun := _noun_of_rest(number)):
            yield from _of_conclusion(number, noun, before, alike[len(before) + 1 :])
        elif not number.rupiah and form("denied_lead").search(string[: number.start]):
            yield from _confirmed(number, before)


def _of_money(
    number: NumberInText, before: Sequence[NumberInText], others: Sequence[NumberInText]
) -> Iterator[NumberCheck]:
    """Yield a difference of two amounts: any two give it, or the last whole and the last part before it do not."""
    pairs = [pair for pair in combinations(others, 2) if is_difference(number, *pair)]
    if pairs:
        yield difference_check(number, *pairs[-1], holds=True)
        return
    last = before[-2:]
    roles = [role_of(_lead(number)) for number in last]
    is_clear = len(last) == 2 and roles.count("value") == 1 and any(role in WHOLES for role in roles)  # noqa: PLR2004
    if is_clear or (len(last) == 2 and is_slip(number, abs(last[0].value - last[1].value))):  # noqa: PLR2004
        yield difference_check(number, *last, holds=False)


def _of_counts(number: NumberInText, before: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield what is left of a whole of which a part was told: ``16.021 ibu, 15.410 di antaranya …; sisanya 611``."""
    for at, whole in enumerate(before):
        parts = before[at + 1 :]
        if any(
            whole.value - sum(part.value for part in parts[:many]) == number.value for many in range(1, len(parts) + 1)
        ):
            yield difference_check(number, whole, parts[0], holds=True)
            return
    if len(before) < 2:  # noqa: PLR2004 - a whole and its part
        return
    whole, part = before[-2:]
    if part.value < whole.value and form("among_them").match(part.site.text.string, part.end):
        yield difference_check(number, whole, part, holds=False)


def _of_denied(number: NumberInText, whole: NumberInText, part: NumberInText) -> Iterator[NumberCheck]:
    """
    Yield of how many something is not so, where it is so of the others: ``Dari 90 anak, 84 sudah …, 6 anak belum``.

    There may be some of which neither is told; so what is wrong is a slip of the pen, or has the same verb.
    """
    string = number.site.text.string
    is_led = form("from_whole").search(string[: whole.start]) or form("of_that_whole").search(
        string, whole.end, part.start
    )
    link, denied = string[part.end : number.start], form("left_denied").match(string, number.end)
    if not is_led or denied is None or form("denied").search(link) or not form("left_link").search(link):
        return
    exact, done = whole.value - part.value, form("done").search(link)
    is_same = done is not None and done["verb"][:STEM].casefold() == denied["verb"][:STEM].casefold()
    is_slipped = is_slip(number, exact) or sorted(number.text) == sorted(str(exact))
    if exact == number.value or (exact > 0 and (is_same or is_slipped)):
        yield difference_check(number, whole, part, holds=exact == number.value)


def _noun_of_rest(number: NumberInText) -> str:
    """Return what a number counts that a sentence concludes to be the rest, or calls the others; else nothing."""
    string = number.site.text.string
    is_concluded = form("rest_concluded").search(string[: number.start]) is not None
    said = form("the_others").match(string, number.end) or (
        form("not_done").match(string, number.end) if is_concluded else None
    )
    return "" if said is None or form("time").match(string, number.end) else said["noun"].casefold()


def _of_conclusion(
    number: NumberInText, noun: str, before: Sequence[NumberInText], behind: Sequence[NumberInText]
) -> Iterator[NumberCheck]:
    """
    Yield the rest that a sentence concludes: ``di 117 dari 168 desa, sehingga masih ada 51 desa yang belum``.

    It may be some of the rest only; so what is wrong is nearly that number, or is said with the words of the part.
    """
    string = number.site.text.string
    counts = [one for one in before if not form("time").match(string, one.end)]
    alike = [one for one in counts if _words_behind(one)[:1] == [noun]]
    if len(counts) > 1 and form("of_whole").fullmatch(string, counts[-2].end, counts[-1].start):
        (part, whole), is_led = counts[-2:], True
    elif len(alike) == 2:  # noqa: PLR2004 - a whole and its part
        whole, part = alike
        led = form("part_led").search(string, whole.end, part.start)
        is_led = bool(led or form("from_whole").search(string[: whole.start]))  # 48 negeri, 31 swasta, 16 lainnya
    else:
        return
    exact, values = whole.value - part.value, [one.value for one in (*counts[-NEAR:], *behind[:2])]
    groups = (some for many in (2, 3) for some in combinations(values, many))
    is_explained = any(number.value == 2 * max(some) - sum(some) for some in groups)  # of a whole and other parts
    is_same = _words_behind(part) == _words_behind(number)
    is_near = is_same or (is_led and (is_slip(number, exact) or _has_one_other_digit(number.text, str(exact))))
    if exact == number.value or (exact > 0 and not is_explained and is_near):
        yield difference_check(number, whole, part, holds=exact == number.value)


def _words_behind(number: NumberInText) -> list[str]:
    words = form("words_behind").findall(number.site.text.string.casefold(), number.end, number.end + LEAD)
    return [word for word in words if word not in genre().stop][:2]


def _has_one_other_digit(text: str, exact: str) -> bool:
    """Return whether two numbers of two digits, as the rest of a small whole is, differ in one."""
    return len(text) == len(exact) == 2 and sum(map(str.__ne__, text, exact)) == 1  # noqa: PLR2004


def _confirmed(number: NumberInText, before: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield those that are told not to be so where they are the rest: ``25 dari 38 …, yang belum sebanyak 13``."""
    for part, whole in pairwise(before):
        is_part = form("of_whole").match(number.site.text.string, part.end, whole.start) is not None
        if is_part and whole.value - part.value == number.value:
            yield difference_check(number, whole, part, holds=True)


def _lead(number: NumberInText) -> str:
    """Return the words just before a number, back to the number before it."""
    string = number.site.text.string
    earlier = max(
        (other.end for other in number.site.numbers if other.measures and other.end <= number.start), default=0
    )
    return string[max(earlier, number.start - LEAD) : number.start]
