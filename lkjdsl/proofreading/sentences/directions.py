"""What sentences say of two numbers that they print: which way one moved to the other, whether a target was reached."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import achievement
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import ROLES, genre, has_any, pattern, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
ALL_THREE = 3
NEAR = 60
"""Characters between numbers of one statement."""


def directions(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield that what is said to rise rises: ``meningkat dari A menjadi B``."""
    string, direction = site.text.string, genre().direction
    verbs = pattern((*direction["up"], *direction["down"]))
    for before, after in pairwise(numbers):
        link = string[before.end : after.start]
        lead = string[start : before.start]
        matches = list(verbs.finditer(lead))
        if before.percent != after.percent or before.rupiah != after.rupiah:
            continue
        if form("becoming").search(link) and len(link) < NEAR and form("from_in_front").search(lead) and matches:
            verb, earlier, later = matches[-1], before, after
            if (
                len(matches) > 1
                and matches[-1].start() - matches[-2].end() < NEAR / 2
                and _is_up(matches[-1][0]) != _is_up(matches[-2][0])
            ):
                continue
        elif form("compared_before").search(lead) and form("became").search(link):
            said = list(verbs.finditer(link))
            if len(said) != 1 or matches:
                continue
            verb, earlier, later = said[0], before, after
        else:
            if phrase("target").search(lead[-NEAR // 2 :]):
                continue  # the target before it, not the result, is what the verb would be said of
            between = list(verbs.finditer(link))
            compared = form("compared").search(link) or form("risen_from").search(link)
            if len(between) != 1 or compared is None or between[0].start() > compared.start() or len(link) > 120:  # noqa: PLR2004
                continue
            verb, earlier, later = between[0], after, before
            if form("against_others").search(link):
                continue
        head = (lead if later is after else link)[: verb.start()]
        if pattern(tuple(direction["not"])).search(" ".join(head.split()[-3:])) or form("conjunction").search(link):
            continue
        if earlier.value == later.value and not _is_told_whole(earlier, later, link):
            continue
        holds = earlier.value != later.value and _is_so(
            _is_up(verb[0]), later.value > earlier.value, string[start : after.end]
        )
        text = WORDS["direction"].filled(words=verb[0], earlier=earlier.text, later=later.text)
        yield NumberCheck("direction", later, (earlier,), holds, later.value, text)


def counts_indicators(number: NumberInText) -> bool:
    """Return whether a number says of how many indicators or objectives something is said."""
    noun = form("counted_noun").match(number.site.text.string, number.end)
    return noun is not None and noun["noun"].casefold() in genre().counted


def _is_told_whole(earlier: NumberInText, later: NumberInText, link: str) -> bool:
    """Return whether a number is told to have changed from one that it is: of whole numbers none is rounded."""
    is_whole = not (earlier.decimals or later.decimals or later.multiple > 1)
    return is_whole and form("risen_from").search(link) is not None


def _is_so(is_up: bool, is_more: bool, text: str) -> bool:  # noqa: FBT001 - what is said, and what is
    """
    Return whether what is said to go up is more, and else less.

    A rank that rises is less, ``naik dari 58 menjadi 41``; of one that falls the words leave open which of both does.
    """
    return not (is_up and is_more) if form("rank_moved").search(text) else is_up == is_more


def _is_up(word: str) -> bool:
    return word.casefold() in genre().direction["up"]


def attainments_of_numbers(site: Site, numbers: Sequence[NumberInText], start: int, end: int) -> Iterator[NumberCheck]:
    """Yield the achievement of a sentence against its target and result, and against what is said of the target."""
    string = site.text.string
    roles: dict[str, list[NumberInText]] = {}
    last = start
    for at, number in enumerate(numbers):
        if counts_indicators(number):
            return  # 7 indikator telah mencapai target, 3 belum: said of none of them
        lead = string[last : number.start]
        hits = [(hit.end(), role) for role in ROLES for hit in phrase(role).finditer(lead)]
        last_hit, role = max(hits) if hits else (0, "")
        role = "" if form("said_otherwise").search(lead, last_hit) else role  # dari target, atau kurang 57 bidang
        follow = string[number.end : numbers[at + 1].start] if at + 1 < len(numbers) else ""
        role = role or ("value" if form("of_target_next").fullmatch(follow) else "")
        roles.setdefault(role, []).append(number)
        last = number.end
    achieved = [*roles.get("achievement", ()), *roles.get("either", ())]
    sentence = string[start:end]
    if (
        len(achieved) != 1
        or not achieved[0].percent
        or has_any(form("end_of_year").sub("", sentence), genre().other)
        or phrase("average").search(sentence)
    ):
        return
    result = achieved[0]
    targets, values = roles.get("target", []), roles.get("value", [])
    counts = [number for number in roles.get("", ()) if not number.percent and not number.decimals]
    is_all = len(numbers) == ALL_THREE or (
        len(numbers) == ALL_THREE + len(counts) and all(one.percent for one in (*targets, *values))
    )
    if len(targets) == len(values) == 1 and targets[0].percent == values[0].percent and is_all:
        pair = (values[0], targets[0])
        computed = achievement(pair, result)
        if computed is not None:
            line = f"{pair[0].text} / {pair[1].text} × 100"
            yield NumberCheck("arithmetic", result, pair, computed[1], computed[0], Both.same(line))
    missed, reached = phrase("missed").search(sentence), phrase("reached").search(sentence)
    said = missed or reached
    if said is not None and any(
        form(key).search(sentence[: said.start()]) for key in ("of_others", "indicators_counted")
    ):
        return  # said of what stands before it: *dua indikator yang belum mencapai target*
    if said is None or len(targets) + len(values) + 1 < len(numbers):
        return
    holds = result.value <= HUNDRED if missed else result.value >= HUNDRED
    text = WORDS["attainment"].filled(words=said[0], achievement=result.text)
    yield NumberCheck("direction", result, (), holds or result.value == HUNDRED, result.value, text)
