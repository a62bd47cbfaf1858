"""What sentences say to be the most or the least, against tables: ``nilai terendah diperoleh X (84,12)``."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.names.row_names import Wrong, figures, is_whole, rivals, row_named, tables_beside
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


@frozen(eq=False)
class Extreme:
    """A *number* that is said to be the most or the least, of *name*; ``noun`` is what it is the most of."""

    number: NumberInText
    word: str
    is_most: bool
    name: str
    noun: str


def extreme_faults(site: Site, views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[ReportFault]:
    """Yield what is said to be the most or the least of a table that has more or less, or of a row that has another."""
    beside = tables_beside(site, views)
    for extreme in _extremes(site):
        faults = _faults(extreme, beside, wrong)
        if len({fault.computed.strip(" %") or fault.cause for fault in faults}) == 1:
            yield faults[0]
        yield from _followers(extreme, beside, wrong)


def _faults(extreme: Extreme, views: Sequence[TableNumbers], wrong: Wrong) -> list[ReportFault]:
    """Return what each column of *views* has against an *extreme*; nothing where one has it so."""
    faults = []
    for view in views:
        row = row_named(view, extreme.name)
        for column in range(len(view.table.columns)) if row is not None else ():
            known = figures(view, column, wrong)
            numbers = rivals(view, row or 0, known)
            if row is None or row not in numbers:
                continue
            best = firsts(numbers, is_most=extreme.is_most)
            if row in best and numbers[row].value == extreme.number.value:
                return []
            fault = _fault(extreme, view, column, row, best[0]) if len(best) == 1 else None
            if not is_whole(view, column, known) and numbers[best[0]].value != extreme.number.value:
                continue  # which one is the first hangs on what is wrong
            faults += [fault] if fault is not None else []
    return faults


def _extremes(site: Site) -> Iterator[Extreme]:
    """Yield what is said of the whole of a table; after an opening it is of a part of it."""
    string, noun = site.text.string, ""
    for start, end in spans(string) if site.is_prose else ():
        if form("extreme_of_part").search(string[start:end]):
            continue
        for hit in form("extreme_said").finditer(string, start, end):
            number = next((number for number in site.numbers if number.start == hit.end() and number.measures), None)
            lead = lead_of(string[start : hit.start()])
            noun = lead or noun
            if number is not None and form("extreme_noun").fullmatch(lead):
                word = hit["most"] or hit["least"]
                yield Extreme(number, word, hit["most"] is not None, hit["name"], noun)


def lead_of(before: str) -> str:
    """Return the words right before *tertinggi* that name what is the most; nothing where they stand further off."""
    lead = re.split(r"[,;:(]\s|\b(?:dan|sedangkan|sementara)\b", before)[-1].strip()
    return "" if lead.casefold() == "yang" else form("extreme_kind").sub("", lead)


def _followers(extreme: Extreme, views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[ReportFault]:
    """Yield a figure of another row that is given to what comes after an *extreme*: ``A (97), diikuti B (95)``."""
    site, end = extreme.number.site, extreme.number.end
    stop = next((last for first, last in spans(site.text.string) if first < end <= last), end)
    for hit in form("follows_said").finditer(site.text.string, end, stop):
        said = next((number for number in site.numbers if number.start == hit.end() and number.measures), None)
        causes = [] if said is None else list(_owners(extreme, hit["name"], said, views, wrong))
        if said is not None and len(causes) == 1:
            yield ReportFault("direction", site, said.text, cause=causes[0], start=said.start, number=said)


def _owners(
    extreme: Extreme, name: str, said: NumberInText, views: Sequence[TableNumbers], wrong: Wrong
) -> Iterator[Both]:
    """Yield whose figure *said* is where it is not that of *name*, in each column that has the *extreme*."""
    for view in views:
        row, named = row_named(view, extreme.name), row_named(view, name)
        for column in range(len(view.table.columns)) if row is not None and named is not None else ():
            numbers = figures(view, column, wrong)
            if row not in numbers or named not in numbers or numbers[row].value != extreme.number.value:
                continue
            others = [other for other, number in numbers.items() if number.value == said.value]
            if len(others) == 1 and others[0] != named:
                yield WORDS["of-other"].filled(text=said.text, name=view.labels[others[0]].split(" | ")[0])


def firsts(numbers: Mapping[int, NumberInText], *, is_most: bool) -> list[int]:
    """Return the rows of the most or the least of a column; nought may be what is not there."""
    sign = 1 if is_most else -1
    best = max(sign * number.value for number in numbers.values())
    return [row for row, number in numbers.items() if sign * number.value == best and best]


def _fault(extreme: Extreme, view: TableNumbers, column: int, row: int, first: int) -> ReportFault | None:
    """Return what is wrong with an *extreme* by one column: its row is not the first, or its number of another row."""
    own, best, said = view.numbers[row][column], view.numbers[first][column], extreme.number
    if own is None or best is None:
        return None
    if row != first and said.value in (own.value, best.value) and said.decimals == own.decimals:
        name = view.labels[first].split(" | ")[0]
        cause = WORDS["extreme"].filled(words=extreme.word, name=name, value=best.text)
        return ReportFault("direction", said.site, said.text, cause=cause, start=said.start, number=said)
    is_named = set(words_of(extreme.noun)) & set(words_of(view.table.columns[column]))
    if row == first and is_named and said.decimals and _is_alike(said, own):
        cause = WORDS["differs"].filled(text=own.text, place=own.site.address)
        return ReportFault("differs", said.site, said.text, "", own.text, cause, said.start, said)
    return None


def _is_alike(said: NumberInText, own: NumberInText) -> bool:
    """Return whether a number has the digits of another in another order, or but for one."""
    is_shuffled = sorted(said.text.strip(" %")) == sorted(own.text.strip(" %"))
    return said.value != own.value and (is_shuffled or is_slip(said, own.value))
