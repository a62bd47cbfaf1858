"""The counts of a sentence, what it says of indicators, and which of these is said of which, in any order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.spelled import whole_number

HUNDRED = 100


@frozen
class IndicatorStatement:
    """What is said of indicators between two places of a sentence: its kind, a rating, a limit."""

    start: int
    end: int
    kind: str
    label: str = ""
    limit: Fraction = Fraction(1)


@frozen
class Count:
    """A number that counts, ``whole`` where the others are of so many; ``noun`` is what it counts."""

    start: int
    end: int
    text: str
    number: Fraction
    noun: str
    whole: bool
    every: bool


def counts_in(string: str, start: int, end: int, noun: str) -> Iterator[Count]:
    """Yield the numbers of a sentence that count indicators or objectives, if *noun* is what the one before counts."""
    for hit in form("count").finditer(string, start, end):
        of, lead = form("count_of").match(string, hit.end(), end), string[start : hit.start()]
        number = whole_number(hit["each"] or hit["number"]) if hit["every"] is None else Fraction(0)
        if number is None or form("count_coded").search(lead) or form("count_of_others").search(lead):
            continue
        is_bare = form("count_bare").match(string, hit.end(), end) or hit["each"] or form("count_behind").search(lead)
        said = noun if of is None else of["noun"].casefold()
        if of is None and not (noun and is_bare):
            continue
        noun = said
        is_whole = form("count_whole").search(lead) is not None
        yield Count(hit.start(), hit.end(), hit["number"], number, said, is_whole, hit["every"] is not None)


def statements_in(
    string: str, start: int, end: int, labels: Sequence[str], coined: Iterable[str]
) -> Iterator[IndicatorStatement]:
    """Yield what a sentence says of indicators, in its order; no words are taken for two things."""
    found: list[IndicatorStatement] = []
    named = "|".join(map(re.escape, labels))
    nouns = "|".join(genre().counted)  # satu IKU Belum Tercapai: a rating as it is written, and not what was missed
    measured = "|".join((form("count_measured").pattern, *(rf"\b{re.escape(one)}\b" for one in coined)))
    for kind, what in (
        ("rated", re.compile(rf"{form('rated_as').pattern}(?P<label>{named})(?!\w)", re.IGNORECASE) if named else None),
        ("rated", re.compile(rf"(?:{nouns})\s+(?P<label>(?-i:{named}))(?!\w)", re.IGNORECASE) if named else None),
        ("above", re.compile(f"(?:{measured}){form('count_above').pattern}", re.IGNORECASE)),
        ("missed", form("count_missed")),
        ("reached", form("count_reached")),
    ):
        for hit in () if what is None else what.finditer(string, start, end):
            if any(one.start < hit.end() and hit.start() < one.end for one in found):
                continue
            groups = hit.groupdict()
            limit = Fraction(groups["level"].replace(",", ".")) / HUNDRED if groups.get("level") else Fraction(1)
            side = next((name for name in ("least", "below") if groups.get(name)), kind)
            written = (groups.get("label") or "").casefold()
            label = next((one for one in labels if one.casefold() == written), "")
            found.append(IndicatorStatement(*hit.span(), side, label, limit))
    for one in [one for one in found if one.kind == "rated"]:
        for hit in re.finditer(
            rf"{form('goes_on').pattern}(?P<label>{named})(?!\w)", string[one.end : end], re.IGNORECASE
        ):
            place = one.end + hit.start("label"), one.end + hit.end()
            if not any(other.start < place[1] and place[0] < other.end for other in found):
                label = next(name for name in labels if name.casefold() == hit["label"].casefold())
                found.append(IndicatorStatement(*place, "rated", label))
    yield from sorted(found, key=lambda one: one.start)


def linked(
    string: str, start: int, counts: Sequence[Count], said: Sequence[IndicatorStatement]
) -> Iterator[tuple[Count, IndicatorStatement]]:
    """Yield each count with what is said of it: what comes next, else what stands before and is said of no other."""
    plain = string
    for count in counts:
        if count.whole:
            plain = f"{plain[: count.start]}{' ' * (count.end - count.start)}{plain[count.end :]}"
    ones = [count for count in counts if not count.whole]
    taken: list[IndicatorStatement] = []
    for at, count in enumerate(ones):
        stop = ones[at + 1].start if at + 1 < len(ones) else len(string)
        after = next((one for one in said if count.end <= one.start < stop), None)
        if after is not None and form("count_link").fullmatch(plain, count.end, after.start):
            taken.append(after)
            yield count, after
            continue
        first = ones[at - 1].end if at else start
        before = next((one for one in reversed(said) if first <= one.end <= count.start and one not in taken), None)
        is_led = form("count_behind").search(string[start : count.start]) is not None
        is_led = is_led or (before is not None and not string[before.end : count.start].strip())
        if before is not None and is_led and form("count_back_link").fullmatch(plain, before.end, count.start):
            taken.append(before)
            yield count, before
