"""What sentences say of a result and its target: whether it was reached, and by how much."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import achievement
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import ROLES, genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
ALL_THREE = 3


def counts_indicators(number: NumberInText) -> bool:
    """Return whether a number says of how many indicators or objectives something is said."""
    noun = form("counted_noun").match(number.site.text.string, number.end)
    return noun is not None and noun["noun"].casefold() in genre().counted


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
