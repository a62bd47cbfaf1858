"""What sentences name as the most or the least without its figure: ``Penyerapan tertinggi terdapat pada X``."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.row_names import Faulty, figures, row_named
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.extremes import firsts, lead_of
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

PERCENTAGES = ("achievement", "absorption")
"""What the column of percentages of a table is called, by its title or by what sentences say of it."""


def superlative_faults(site: Site, views: Sequence[TableNumbers], faulty: Faulty) -> Iterator[ReportFault]:
    """Yield each row that is named as the most or the least of the only column of its section that is spoken of."""
    string, noun = site.text.string, ""
    beside = [view for view in views if view.table.address.section == site.address.section]
    for start, end in spans(string) if site.is_prose and beside else ():
        if form("extreme_of_part").search(string[start:end]):
            continue
        for hit in form("extreme_named").finditer(string, start, end):
            noun = lead_of(string[start : hit.start()]) or noun
            if not form("extreme_noun").fullmatch(noun):
                continue
            spoken = [(view, column) for view in beside for column in spoken_columns(view, noun)]
            spoken = spoken or list(_columns_of_other(site, (start, hit.start()), beside, faulty))
            if len(spoken) == 1:
                view, column = spoken[0]
                row, numbers = row_named(view, hit["name"]), figures(view, column, faulty)
                best = firsts(numbers, is_most=hit["most"] is not None) if row in numbers else []
                if row is not None and best and row not in best:
                    names = [view.labels[one].split(" | ")[0] for one in (row, best[0])]
                    cause = WORDS["outdone"].filled(
                        name=names[0], value=numbers[row].text, other=names[1], text=numbers[best[0]].text
                    )
                    yield ReportFault("direction", site, hit["name"], cause=cause, start=hit.start("name"))


def _columns_of_other(
    site: Site, span: tuple[int, int], views: Sequence[TableNumbers], faulty: Faulty
) -> Iterator[tuple[TableNumbers, int]]:
    """Yield the columns with the figure of the other end: ``tertinggi A (99,45%), yang terendah adalah B``."""
    for hit in form("extreme_said").finditer(site.text.string, *span):
        number = next((number for number in site.numbers if number.start == hit.end() and number.decimals), None)
        for view in views if number is not None else ():
            row = row_named(view, hit["name"])
            for column, own in enumerate(view.numbers[row]) if row is not None else ():
                is_figure = own is not None and own in figures(view, column, faulty).values()
                if is_figure and own is not None and number is not None and own.value == number.value:
                    yield view, column


def spoken_columns(view: TableNumbers, noun: str) -> list[int]:
    """Return the columns that *noun* speaks of: by their titles, or the percentages."""
    titles, said = view.table.columns, set(words_of(noun))
    named = [at for at, title in enumerate(titles) if said and said <= set(words_of(title))]
    if named or role_of(noun) not in PERCENTAGES:
        return named
    return [at for at, title in enumerate(titles) if role_of(title) in PERCENTAGES]
