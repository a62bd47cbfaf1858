"""How far a result is said to be from another figure: ``di bawah angka nasional 71,48 dengan selisih 1,46 poin``."""

from collections.abc import Iterator

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_results import KnownResult
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

BOTH = 2


def gap_checks(
    site: Site, sentence: tuple[int, int], now: KnownResult, vocabulary: Vocabulary, entity: Entity
) -> Iterator[NumberCheck]:
    """Yield by how much a *sentence* says that *now*, that of *entity*, is apart from the only other figure."""
    string, (start, end), year = site.text.string, sentence, vocabulary.year
    if has_strange_name(string[start:end], entity, vocabulary.office):
        return
    numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
    others = [number for number in numbers if not _is(number, now)]
    gaps = [number for number in others if _is_gap(number, string[start : number.start])]
    if len(others) != BOTH or len(gaps) != 1 or form("change_of_time").search(string, start, end):
        return
    if any(one != year for one, _ in years_in(string[start:end])):
        return
    gap = gaps[0]
    compared = next(number for number in others if number is not gap)
    is_alike = compared.percent == now.percent and not compared.rupiah and bool(compared.decimals)
    if not is_alike or is_of_year_before(compared, year) or gap.decimals < compared.decimals:
        return
    exact = abs(now.value - compared.value)
    holds = abs(gap.value - exact) <= gap.half + compared.half + now.half
    if holds or is_slip(gap, exact):
        more, less = sorted(
            (now.text, compared.text), reverse=(now.value > compared.value) == (now.text > compared.text)
        )
        yield NumberCheck("arithmetic", gap, (), holds, exact, WORDS["line"].filled(line=f"{more} - {less}"))


def _is_gap(number: NumberInText, lead: str) -> bool:
    """Return whether a number is said to be in points, or to be a difference."""
    is_points = form("points").match(number.site.text.string, number.end) is not None
    return is_points or form("apart_by").search(lead) is not None


def _is(number: NumberInText, now: KnownResult) -> bool:
    return number.percent == now.percent and abs(number.value - now.value) <= now.half
