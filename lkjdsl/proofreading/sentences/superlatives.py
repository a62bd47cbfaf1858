"""What sentences name as the most or the least without its figure: ``Penyerapan tertinggi terdapat pada X``."""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.row_names import Wrong, figures, rivals, row_named
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.extremes import firsts, lead_of
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

PERCENTAGES = ("achievement", "absorption")
"""What the column of percentages of a table is called, by its title or by what sentences say of it."""


def superlative_faults(site: Site, views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[ReportFault]:
    """Yield each row that is named as the most or the least and is so in no column that may be spoken of."""
    string, noun = site.text.string, ""
    beside = [view for view in views if view.table.address.section == site.address.section]
    for start, end in spans(string) if site.is_prose and beside else ():
        if form("extreme_of_part").search(string[start:end]):
            continue
        named = form("extreme_named").finditer(string, start, end)
        for hit in sorted((*named, *_owned(string, start, end)), key=lambda hit: hit.start()):
            noun = hit.groupdict().get("noun") or lead_of(string[start : hit.start()]) or noun
            spoken = [(view, column) for view in beside for column in _spoken_or_shares(view, noun)]
            spoken = spoken if form("extreme_noun").fullmatch(noun) else []
            spoken = spoken or list(_columns_of_figure(site, (start, hit.start()), beside, wrong))
            spoken = spoken or list(_columns_of_other(hit, (start, end), noun, beside, wrong))
            faults = [fault for view, column in spoken for fault in _outdone(site, hit, view, column, wrong)]
            is_within = form("extreme_within").match(string, hit.start("name"), end) is not None
            if faults and None not in faults and not is_within:
                yield from [fault for fault in faults if fault is not None][:1]


def _owned(string: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what each part of a sentence says to be the most or the least: ``X memiliki cakupan terendah``."""
    for part in re.finditer(r"[^,;]+", string[start:end]):
        hit = form("extreme_owned").match(string, start + part.start(), start + part.end())
        if hit is not None:
            yield hit


def _spoken_or_shares(view: TableNumbers, noun: str) -> list[int]:
    """Return the columns that *noun* speaks of, with those of percentages: *cakupan* may be a number or a share."""
    spoken = spoken_columns(view, noun)
    shares = [
        at
        for at, title in enumerate(view.table.columns)
        if form("share_title").search(title)
        or any((one := row[at]) is not None and one.percent for row in view.numbers)
    ]
    return [*spoken, *(at for at in shares if at not in spoken)] if spoken else []


def _outdone(
    site: Site, hit: re.Match[str], view: TableNumbers, column: int, wrong: Wrong
) -> Iterator[ReportFault | None]:
    """Yield what is wrong with a row that is named as the most or the least of a *column*, None where it is that."""
    row = row_named(view, hit["name"])
    numbers = rivals(view, row or 0, figures(view, column, wrong))
    if row is None or row not in numbers:
        return
    best = firsts(numbers, is_most=hit["most"] is not None)
    if not best or row in best:
        yield None
        return
    names = [view.labels[one].split(" | ")[0] for one in (row, best[0])]
    cause = WORDS["outdone"].filled(name=names[0], value=numbers[row].text, other=names[1], text=numbers[best[0]].text)
    yield ReportFault("direction", site, hit["name"], cause=cause, start=hit.start("name"))


def _columns_of_figure(
    site: Site, span: tuple[int, int], views: Sequence[TableNumbers], wrong: Wrong
) -> Iterator[tuple[TableNumbers, int]]:
    """Yield the columns with the figure of the other end: ``tertinggi A (99,45%), yang terendah adalah B``."""
    for hit in form("extreme_said").finditer(site.text.string, *span):
        number = next((number for number in site.numbers if number.start == hit.end() and number.decimals), None)
        for view in views if number is not None else ():
            row = row_named(view, hit["name"])
            for column in range(len(view.table.columns)) if row is not None else ():
                own = figures(view, column, wrong).get(row or 0)
                if own is not None and number is not None and own.value == number.value:
                    yield view, column


def _columns_of_other(
    hit: re.Match[str], sentence: tuple[int, int], noun: str, views: Sequence[TableNumbers], wrong: Wrong
) -> Iterator[tuple[TableNumbers, int]]:
    """Yield the columns in which the row that a sentence names as the other end is that, if *noun* speaks of them."""
    said = set(words_of(noun))
    for other in form("extreme_named").finditer(hit.string, *sentence):
        is_most = other["most"] is not None
        for view in views if is_most is not (hit["most"] is not None) else ():
            row = row_named(view, other["name"])
            titled = {word for title in view.table.columns for word in words_of(title)} | light_words()
            for column in range(len(view.table.columns)) if row is not None and said <= titled else ():
                numbers = figures(view, column, wrong)
                if row in numbers and row in firsts(numbers, is_most=is_most):
                    yield view, column


def spoken_columns(view: TableNumbers, noun: str) -> list[int]:
    """Return the columns that *noun* speaks of: by their titles, or the percentages."""
    titles, said = view.table.columns, set(words_of(noun))
    named = [at for at, title in enumerate(titles) if said and said <= set(words_of(title))]
    if named or role_of(noun) not in PERCENTAGES:
        return named
    return [at for at, title in enumerate(titles) if role_of(title) in PERCENTAGES]
