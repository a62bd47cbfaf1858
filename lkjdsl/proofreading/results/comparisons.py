"""What sentences say of a result against another figure: higher or lower than that of a province, of the country."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.known_results import KnownResult
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

NEAR = 70
"""Characters between the verb and the figure that the result is set against."""


def comparison_faults(
    site: Site, sentence: tuple[int, int], now: KnownResult, named: Sequence[NamedSpan]
) -> Iterator[ReportFault]:
    """Yield each comparison of *now* in a *sentence* about it, which may have it *named*, that a figure belies."""
    string, (start, end) = site.text.string, sentence
    directions = genre().direction
    above, below = (*directions["more"], *directions["above"]), (*directions["less"], *directions["below"])
    for hit in pattern((*above, *below)).finditer(string, start, end):
        lead = string[start : hit.start()]
        behind = [number for number in site.numbers if hit.end() <= number.start < end and number.measures]
        begins = hit.end()
        if behind and _is_amount(string[begins : behind[0].start], behind[0]):
            begins = _behind_amount(string, behind.pop(0).end)
        number = behind[0] if behind else None
        if number is None or not _is_of_its_kind(number, now):
            continue
        link = string[begins : number.start]
        if len(link) > NEAR or not form("compared_with").fullmatch(link) or form("achieved_lead").search(lead):
            continue
        if any(
            not _is(number, now) for number in site.numbers if start <= number.start < hit.start() and number.measures
        ):
            continue  # of which figure it is said, nothing tells
        if pattern(tuple(directions["not"])).search(" ".join(lead.split()[-3:])):
            continue
        if form("wish").search(lead) or not (
            any(name.end <= hit.start() for name in named) or form("subject_lead").search(lead)
        ):
            continue
        if abs(number.value - now.value) <= number.half + now.half:
            continue
        if (hit[0].casefold() in above) is not (now.value > number.value):
            text = WORDS["direction"].filled(words=hit[0], earlier=number.text, later=now.text)
            yield ReportFault("direction", site, hit[0], cause=text, start=hit.start())


def _is_amount(lead: str, number: NumberInText) -> bool:
    """Return whether *number* is by how much: ``lebih rendah 5,09 dibandingkan …``."""
    is_bare = form("amount_word").fullmatch(lead.strip()) is not None
    return is_bare and form("change_since").match(number.site.text.string, number.end) is not None


def _behind_amount(string: str, end: int) -> int:
    """Return where the word of comparison ends that follows an amount which ends at *end*."""
    word = form("change_since").match(string, end)
    return end if word is None else word.end()


def _is_of_its_kind(number: NumberInText, now: KnownResult) -> bool:
    return number.percent == now.percent and not number.rupiah


def _is(number: NumberInText, now: KnownResult) -> bool:
    return number.percent == now.percent and abs(number.value - now.value) <= number.half + now.half
