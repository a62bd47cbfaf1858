"""
What sentences say of two figures that differ: which is more, by how much, in what order of time.

``A naik 2 poin dari B``, ``naik 2 poin, dari B menjadi A``, ``Dibandingkan B, A bertambah 2``, ``2 poin di atas B``:
the parts of all of these are told by the words beside each number, whatever their order.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.printed.said_changes import KINDS, difference_words, is_rise
from lkjdsl.proofreading.sentences.sides import (
    are_alike,
    is_aside,
    is_in_brackets,
    is_of_before,
    is_of_others,
    is_share,
    may_be_of,
)


@frozen(eq=False)
class SaidDifference:
    """
    One statement: its ``word`` from ``start``, and whether it ``rises``, if that is said.

    ``amount`` is how much, ``growth`` how much in percent of ``earlier``, ``later`` what ``earlier`` became or is set
    against it. ``is_told`` where words give both their place, or nothing else may be the later: ``rivals`` may.
    """

    word: str
    start: int
    end: int
    rises: bool | None
    amount: NumberInText | None = None
    growth: NumberInText | None = None
    later: NumberInText | None = None
    earlier: NumberInText | None = None
    is_told: bool = False
    rivals: Sequence[NumberInText] = ()

    @property
    def is_compared(self) -> bool:
        """Return whether one figure is set against another, and not said to have become what it is."""
        return not any(self.word.casefold() in genre().direction[kind] for kind in ("up", "down"))


@frozen(eq=False)
class _Said:
    """A word with the numbers that are its amounts, and where the statement of it begins."""

    word: re.Match[str]
    amounts: Sequence[NumberInText]
    start: int


def said_differences(site: Site, sentence: tuple[int, int], year: int | None) -> Iterator[SaidDifference]:
    """Yield what a *sentence* of a report of *year*, if that is known, says of differences."""
    numbers = [number for number in site.numbers if sentence[0] <= number.start < sentence[1] and number.measures]
    said = list(_words(site.text.string, sentence, numbers)) if numbers else []
    last, previous = sentence[0], None
    year = _year(site.text.string[slice(*sentence)]) if year is None else year
    for one, following in zip(said, [*said[1:], None], strict=False):
        limit = sentence[1] if following is None else following.start
        end = max([one.word.end(), *(number.end for number in one.amounts)])
        first = one.word.end() if _is(one.word, "apart") else end
        behind = [number for number in numbers if first <= number.start < limit and number not in one.amounts]
        before = [number for number in numbers if last <= number.start and number.end <= one.start]
        found = _sides(one, behind, before, (last, first), year)
        found = found if previous is None else _continued(found, previous, site.text.string[last : one.word.start()])
        used = [side.end for side in (found.later, found.earlier, found.growth) if side is not None]
        last = max([end, *used])
        if previous is not None and _is(one.word, "apart") and previous.amount is None is found.earlier:
            previous = evolve(previous, amount=found.amount)  # di bawah 68%, dengan selisih 3,30 poin
            continue
        if previous is not None:
            yield previous
        previous = found
    if previous is not None:
        yield previous


def _year(text: str) -> int | None:
    """Return the latest year that a sentence names, None where it names none."""
    return max((year for year, _ in years_in(text)), default=None)


def _continued(found: SaidDifference, previous: SaidDifference, link: str) -> SaidDifference:
    """Return a statement with what it has from the *previous* one: the same said otherwise, or against another."""
    if found.later is None and are_alike(previous.later, found.earlier):
        return evolve(found, later=previous.later, is_told=False)
    is_same = form("said_again").fullmatch(link)
    if is_same is None or found.amount is None or not found.later is found.earlier is None:
        return found
    is_told = previous.is_told and is_same["loose"] is None  # naik dari 40 menjadi 48, yaitu naik 5 di A dan 3 di B
    return evolve(found, later=previous.later, earlier=previous.earlier, is_told=is_told)


def _words(string: str, sentence: tuple[int, int], numbers: Sequence[NumberInText]) -> Iterator[_Said]:
    """Yield the words of difference of a sentence with their amounts, which stand right behind or right before."""
    taken: set[int] = set()
    words = [word for word in difference_words().finditer(string, *sentence) if _is_said(string, sentence[0], word)]
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if word.start() in taken or (following is not None and _leads(string, word, following)):
            continue
        limit = sentence[1] if following is None else following.start()
        before = next((number for number in reversed(numbers) if number.end <= word.start()), None)
        behind = next((number for number in numbers if number.start >= word.end()), None)
        amounts = []
        if before is not None and before.start not in taken and _is_amount_before(before, word, behind):
            amounts = [before]
        elif behind is not None and not _is(word, "above", "below"):
            amounts = [behind] if form("amount_lead").fullmatch(string, word.end(), behind.start) else []
            if not amounts and form("change_named").match(string, word.start()):  # kenaikan IKM dari 2024 adalah 1,2
                later = [number for number in numbers if word.end() <= number.start < limit]
                amounts = [one for one in later if form("lead_of_amount").search(string, word.end(), one.start)][-1:]
        for number in numbers if amounts else ():
            is_next = number.start > amounts[-1].start and len(amounts) == 1
            if is_next and form("amount_again").fullmatch(string, amounts[0].end, number.start):
                amounts += [number] if is_share(number) or (is_share(amounts[0]) and not number.percent) else []
        is_noun = _is(word, "over", "under") or _is_change_itself(string, word)
        if amounts and word[0].casefold() == "berjarak" and form("distance").match(string, amounts[0].end):
            continue
        if _is(word, "under") and form("left_of_those").search(string, sentence[0], word.start()):
            continue  # dari 52 warga masih tertinggal 1 orang
        if not amounts and (is_noun or _is_of_any_way(word)):
            continue  # a noun, of which nothing is said: kekurangan terhadap target setara dengan 31 bayi
        taken |= {number.start for number in amounts}
        taken |= {one.start() for one in words if amounts and word.end() <= one.start() < amounts[-1].start}
        yield _Said(word, amounts, min([word.start(), *(number.start for number in amounts)]))


def _is_change_itself(string: str, word: re.Match[str]) -> bool:
    """Return whether a noun speaks of a change, and does not say that there was one."""
    is_noun = form("change_itself").match(string, word.start()) is not None
    return is_noun and form("change_occurs").search(string[: word.start()]) is None


def _leads(string: str, word: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether the next word says more of the same: ``terpaut 0,43 poin di bawah``."""
    return _is(following, "more", "less", "above", "below") and bool(
        form("amount_said").fullmatch(string, word.end(), following.start())
    )


def _is_amount_before(number: NumberInText, word: re.Match[str], behind: NumberInText | None) -> bool:
    """Return whether a number says how much more or less: ``8,57 poin di atas``, ``10,18% lebih cepat``."""
    string = number.site.text.string
    if not _is(word, "more", "less", "above", "below", "sooner", "later") and not _is_of_any_way(word):
        return False
    is_alone = form("amount_alone").search(string, 0, number.start) is not None
    is_led = is_share(number) and behind is not None and not behind.percent
    if behind is not None and form("amount_lead").fullmatch(string, word.end(), behind.start):
        is_led = False
    return form("amount_of_next").fullmatch(string, number.end, word.start()) is not None or (
        (is_alone or is_led) and form("unit_of_next").fullmatch(string, number.end, word.start()) is not None
    )


def _is(word: re.Match[str], *kinds: str) -> bool:
    return any(word["word"].casefold() in genre().direction[kind] for kind in kinds)


def _is_of_any_way(word: re.Match[str]) -> bool:
    """Return whether a word compares by what nothing tells the way of: ``lebih berisiko 7,09 poin``."""
    return not _is(word, *(kind for kind in KINDS if kind != "other"))


def _sides(
    said: _Said,
    behind: Sequence[NumberInText],
    before: Sequence[NumberInText],
    place: tuple[int, int],
    year: int | None,
) -> SaidDifference:
    """Return a statement with its sides; of one that goes on behind ``place``, and whose words begin at it."""
    amount, growth = _amounts(said.amounts)
    found = SaidDifference(
        said.word["word"], said.word.start(), place[1], is_rise(said.word["word"], amount), amount, growth
    )
    found = _with_those_behind(found, said.word, behind, year)
    later, earlier, likes, plain = found.later, found.earlier, found.later or found.earlier, list[NumberInText]()
    ends = [place[0], *(one.end for one in before)]
    for at, number in reversed(list(enumerate(before))):
        string = number.site.text.string
        lead = string[ends[at] : number.start]
        is_alike = may_be_of(amount, number) if likes is None else are_alike(likes, number)
        if not is_alike or (_is(said.word, "up", "down") and is_of_others(lead)):
            continue
        if is_of_before(number, lead, said.start, year):
            earlier, likes = earlier or number, number
        elif _is_another(string, number.end, said, lead):
            if not form("so_that").search(string, number.end, said.start):
                break
        elif later is None and not form("no_subject").search(lead) and not is_aside(number, said.start):
            plain, likes = [*plain, number], number
        elif later is not None:
            earlier = earlier or number
    if earlier is None and len(plain) == 2 and _is(said.word, "apart"):  # noqa: PLR2004 - pagi 82,15 dan malam 79,60
        return evolve(found, later=plain[0], earlier=plain[1], is_told=True)
    later = later or (plain[0] if plain else None)
    return evolve(found, later=later, earlier=earlier, is_told=len(plain) < 2, rivals=plain[1:])  # noqa: PLR2004


def _with_those_behind(
    found: SaidDifference, word: re.Match[str], behind: Sequence[NumberInText], year: int | None
) -> SaidDifference:
    """Return a statement with what the numbers behind it are of it, up to the first that is nothing of it."""
    at = found.end
    for number in behind:
        if found.amount is not None and found.amount.end <= number.start:
            at = max(at, found.amount.end)
        lead = number.site.text.string[at : number.start]
        if form("difference_break").search(lead) or form("difference_end").search(lead):
            break
        if form("becomes").search(lead):
            found = evolve(found, later=found.later or number)
        elif found.later is not None and is_share(number) and form("amount_again").fullmatch(lead):
            found = evolve(found, growth=found.growth or number)
        elif found.earlier is None and _is_earlier(number, lead, word, year):
            found = evolve(found, earlier=number)
        elif not is_in_brackets(number):
            break
        at = number.end
    return found


def _is_another(string: str, end: int, said: _Said, lead: str) -> bool:
    """Return whether a number that ends at *end* is a limit, or of another clause than what is said behind it."""
    is_apart = form("difference_break").search(string, end, said.start) and not _is(said.word, "apart")
    return bool(is_apart) or form("limit_lead").search(lead) is not None


def _amounts(numbers: Sequence[NumberInText]) -> tuple[NumberInText | None, NumberInText | None]:
    """Return how much, and how much in percent: the second of two, wherever one of them is none."""
    if len(numbers) < 2:  # noqa: PLR2004
        return (numbers[0] if numbers else None), None
    first, second = numbers[:2]
    return (second, first) if first.percent and not second.percent else (first, second)


def _is_earlier(number: NumberInText, lead: str, word: re.Match[str], year: int | None) -> bool:
    """Return whether a number is what something rose from, or is set against."""
    compares = not _is(word, "up", "down")
    if phrase("target").search(lead) and not compares:
        return False
    if form("compared_link").search(lead):
        return True
    if is_of_year_before(number, year):
        return compares or "," not in lead  # naik 79 orang, meninggal tahun 2020 sebanyak 24 orang
    is_figure = number.decimals or number.percent or number.rupiah or phrase("compared").search(lead)
    return bool(compares and is_figure) and form("beside_word").fullmatch(lead) is not None


def _is_said(string: str, start: int, word: re.Match[str]) -> bool:
    """Return whether a word says that something is so, and of more than one of several."""
    is_denied = pattern(tuple(genre().direction["not"])).search(" ".join(string[start : word.start()].split()[-3:]))
    is_of_change = form("of_change").search(string[start : word.start()]) is not None  # turun lebih banyak, dari
    return is_denied is None and not is_of_change and form("of_most").match(string, word.end()) is None
