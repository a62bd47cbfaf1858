"""What sentences say of how a result moved since last year: which way, and by how much, against the result itself."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.known_results import KnownResult
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, pattern, phrase, verbs_of_change
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before
from lkjdsl.proofreading.printed.said_changes import is_rise
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def movement_checks(
    site: Site, sentence: tuple[int, int], now: KnownResult, year: int, named: Sequence[NamedSpan]
) -> Iterator[NumberCheck]:
    """
    Yield what a *sentence* says of the change to *now* from the figure that it, or its paragraph, compares it with.

    That is of the year before, or of others; of several in a paragraph nothing is said for certain.
    """
    start, end = sentence
    string = site.text.string
    verbs = list(verbs_of_change().finditer(string, start, end))
    if len(verbs) != 1:
        return
    verb = verbs[0]
    compared = _compared(site, start, verb.start(), now)
    is_named = compared is not None and any(compared.end <= name.start < verb.start() for name in named)
    earlier = _earlier(site, now, year)
    if compared is not None and (is_named or (earlier is not None and earlier.value == compared.value)):
        earlier = compared
    if (
        earlier is not None
        and verb.end() <= earlier.start
        and form("amount_word").fullmatch(string[verb.end() : earlier.start].strip())
    ):
        return  # dibandingkan tahun 2024, waktu berkurang 0,73 hari
    if earlier is None or (has_any(string[start:end], genre().places) and not is_named):
        return
    if pattern(tuple(genre().direction["not"])).search(" ".join(string[start : verb.start()].split()[-3:])):
        return
    change = next((number for number in site.numbers if verb.end() <= number.start < end), None)
    change = None if change is earlier else change
    rises = is_rise(verb[0], change)
    is_alone = not any(_is(number, now) for number in site.numbers if start <= number.start < end)
    if start <= earlier.start < end and is_alone and earlier.value != now.value and rises is not None:
        cause = WORDS["direction"].filled(words=verb[0], earlier=earlier.text, later=now.text)
        yield NumberCheck("direction", earlier, (), rises == (now.value > earlier.value), earlier.value, cause)
    if change is not None:
        since = form("moved_since").match(string, change.end)
        is_told = since is not None and not phrase("target").search(since["of"])
        is_first = since is None and earlier is compared and not form("become_behind").match(string, change.end)
        if is_told or is_first:
            yield from _amount(string[verb.end() : change.start], change, now, earlier)


def _compared(site: Site, start: int, end: int, now: KnownResult) -> NumberInText | None:
    """Return the figure of the kind of *now* that a sentence begins with, up to its verb, to compare with."""
    numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
    is_first = len(numbers) == 1 and numbers[0].percent == now.percent and not numbers[0].rupiah
    lead = site.text.string[start : numbers[0].start] if is_first else ""
    return numbers[0] if form("compared_lead").search(lead) and not phrase("target").search(lead) else None


def _amount(lead: str, change: NumberInText, now: KnownResult, earlier: NumberInText) -> Iterator[NumberCheck]:
    """Yield the amount of a change, where it is in the unit of the result or in its points."""
    string = change.site.text.string
    if not form("amount_word").fullmatch(lead.strip()):
        return
    unit = form("change_unit").match(string, change.end)
    said = "" if unit is None or unit["unit"] is None else unit["unit"].casefold()
    is_points = unit is not None and unit["points"] is not None
    if is_points is False and (now.percent or change.percent or said not in ("", now.unit.casefold())):
        return  # in per cent of itself, or of something else that rose
    larger, smaller = sorted(
        (now.text, earlier.text), reverse=(now.value >= earlier.value) is (now.text >= earlier.text)
    )
    computed = abs(now.value - earlier.value)
    holds = abs(change.value - computed) <= now.half + earlier.half + change.half
    yield NumberCheck("arithmetic", change, (), holds, computed, WORDS["line"].filled(line=f"{larger} − {smaller}"))


def _earlier(site: Site, now: KnownResult, year: int) -> NumberInText | None:
    """Return the only figure of a paragraph that is of the year before and of the kind of *now*."""
    numbers = [number for number in site.numbers if number.measures and is_of_year_before(number, year)]
    numbers = [number for number in numbers if number.percent == now.percent and not number.rupiah]
    numbers = [number for number in numbers if now.percent or not _counts(number, now)]
    return numbers[0] if len({number.value for number in numbers}) == 1 else None


def _counts(number: NumberInText, now: KnownResult) -> bool:
    """Return whether the word behind a number is another unit than that of the result: ``1.200 orang``."""
    noun = form("counted_noun").match(number.site.text.string, number.end)
    word = "" if noun is None else noun["noun"].casefold()
    if word in genre().stop or not set(words_of(word)) - plain_words() - weak_words():
        return False
    return word not in (*now.unit.casefold().split(), "poin", "persen")


def _is(number: NumberInText, now: KnownResult) -> bool:
    return number.percent == now.percent and abs(number.value - now.value) <= number.half
