"""What sentences say to be the most or the least, in any order: ``terendah diperoleh X (84,12)``, ``X terbesar``."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.row_names import Wrong
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.ranked_figures import Ranked, RankedFigures, firsts, name_words
from lkjdsl.proofreading.sentences.said_superlatives import Standing, Superlative, superlatives
from lkjdsl.proofreading.sentences.spans import sentence_at, spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def superlative_faults(
    site: Site, beside: Sequence[TableNumbers], ranked: Ranked, wrong: Wrong, year: int | None
) -> Iterator[ReportFault]:
    """
    Yield what is said to be the most or the least and is that by no figures that may be spoken of.

    Those of the tables *beside* it, which are of its section, come before those of all others that are *ranked*.
    """
    if not site.is_prose or form("superlative").search(site.text.string) is None:
        return
    tables = [ranked[view] for view in (*beside, *(view for view in ranked if view not in beside))]
    noun, before = "", list[Superlative]()
    for sentence in spans(site.text.string):
        said = list(superlatives(site, sentence, noun, year))
        noun = said[-1].noun if said else ""
        for one in said:
            placed = [place for table in tables for place in _of_columns(list(one.places(table)))]
            placed = [place for place in placed if not _is_misplaced(place, wrong)]
            faults = _by_figures(one, placed)
            if faults is None:
                faults = _by_noun(one, [*said, *(before if one.noun else ())], placed)
            yield from faults[:1]
            yield from _followers(one, sentence, _followed(one, tables))
        before = said


def _is_misplaced(one: Standing, wrong: Wrong) -> bool:
    """Return whether the row of what is named, or of the first, has several wrong figures: they may be of another."""
    rows = [one.by.view.numbers[row] for row in (one.place, one.best[0])] if one.by.is_column else []
    return any(sum(number in wrong for number in row if number is not None) > 1 for row in rows)


def _of_columns(placed: Sequence[Standing]) -> Sequence[Standing]:
    """Return the columns of a table with a row that is named, its rows where there is none."""
    return [one for one in placed if one.by.is_column] or placed


def _by_figures(said: Superlative, placed: Sequence[Standing]) -> list[ReportFault] | None:
    """Return what is wrong by the figures that have the number of what is named; None where none has it."""
    meant = _meant(said, placed)
    printing = [one for one in meant if said.prints(one.by.numbers[one.place], one.by) is not None]
    printing = [one for one in printing if said.names_title(one.by)] or printing
    if any(one.is_first or _is_first_by_share(said, one, meant) for one in printing):
        return []
    faults = [_outdone(said, one) for one in printing]
    for one in meant if not printing else ():
        number = one.by.numbers[one.place]
        if len(one.best) == 1 and not one.is_first and said.noun:
            faults += [_outdone(said, one)] if said.prints(one.by.numbers[one.best[0]], one.by) else []
        elif one.best == [one.place] and said.speaks_of(one.by):
            faults += [_differs(said.site, slip, number) for slip in said.numbers if _is_slip(slip, number)]
    return faults or None


def _meant(said: Superlative, placed: Sequence[Standing]) -> Sequence[Standing]:
    """Return of each table the figures that the noun speaks of, and the shares of them; all where it speaks of none."""
    spoken = {id(one.by.view) for one in placed if said.names_title(one.by)}
    return [
        one
        for one in placed
        if id(one.by.view) not in spoken or said.names_title(one.by) or said.speaks_of_share(one.by)
    ]


def _is_first_by_share(said: Superlative, one: Standing, meant: Sequence[Standing]) -> bool:
    """Return whether a count is said and a percentage, by which what is named is the first of the table."""
    is_count = not one.by.is_share and any(number.percent for number in said.numbers)
    return is_count and any(other.by.view is one.by.view and other.by.is_share and other.is_first for other in meant)


def _by_noun(said: Superlative, others: Sequence[Superlative], placed: Sequence[Standing]) -> list[ReportFault]:
    """
    Return what is wrong by all figures that the noun speaks of, or that have what is named at the other end.

    First those that have the figure that is said of the other end; then those of the section, or where it has none all
    others: then it is the first by no figures of the report at all.
    """
    if any(
        one.is_first and any(_is_same(number, one.by.numbers[one.place]) for number in said.numbers) for one in placed
    ):
        return []  # by the figure that is printed beside it, be it a small one
    own = [one for one in placed if one.by.view.table.address.section == said.site.address.section]
    ends = [other for other in others if other.is_most != said.is_most]
    ends = [other for other in ends if set(words_of(said.noun)) <= set(words_of(other.noun))]
    plain = [one for one in own if said.noun or one.by.is_column]
    paired = [one for one in placed for other in ends if (other.numbers or one in plain) and _is_right(other, one.by)]
    if paired:
        tables = {id(one.by.view) for one in paired}
        named = [one for one in placed if id(one.by.view) in tables and said.is_called(one.by)]
        is_other = any(one.is_first for one in (*paired, *named)) or not all(_prints_only(said, one) for one in paired)
        return [] if is_other else [_outdone(said, paired[0])]
    if (whole := _by_table(said, own)) is not None:
        return [_outdone(said, whole)]
    for among in (own, placed if any(name <= said.text for one in placed for name in one.by.names[one.place]) else []):
        spoken = [one for one in among if said.speaks_of(one.by)]
        rivals = _meant(said, own) if among is own else placed
        if any(said.is_title(one.by) for one in spoken):
            rivals = [one for one in rivals if said.names_title(one.by) or said.speaks_of_share(one.by)]
        if spoken:
            is_other = any(one.is_first for one in rivals) or not all(_prints_only(said, one) for one in spoken)
            return [] if is_other else [_outdone(said, spoken[0])]
    return []


def _by_table(said: Superlative, own: Sequence[Standing]) -> Standing | None:
    """Return by what another one is the first, where that is so of all figures of the table that the noun speaks of."""
    start = sentence_at(said.site.text.string, said.start)[0]
    before = [number for number in said.site.numbers if number.start < start and number.measures]
    meant = [one for one in own if said.names_table(one.by)]
    cells = [cell for one in meant for row in one.by.view.numbers for cell in row if cell is not None]
    is_new = not before or any(_is_same(number, cell) for number in before for cell in cells)
    leaders = {one.by.labels[best] for one in meant for best in one.best}
    is_clear = not said.numbers and len(leaders) == 1 and not any(one.is_first for one in own)
    return meant[0] if is_clear and is_new else None


def _prints_only(said: Superlative, one: Standing) -> bool:
    """Return whether all numbers that are said are of what is named, or all of what is the first."""
    if not said.numbers or not one.by.is_column:
        return not said.numbers  # of a row ranked by its columns the places are no rows
    rows = [[cell for cell in one.by.view.numbers[row] if cell] for row in (one.place, one.best[0])]
    return any(all(any(_is_same(number, cell) for cell in row) for number in said.numbers) for row in rows)


def _is_same(number: NumberInText, cell: NumberInText) -> bool:
    return (number.value, number.decimals) == (cell.value, cell.decimals)


def _is_right(said: Superlative, ranked: RankedFigures) -> bool:
    """Return whether what is named at the other end is that by *ranked*, and prints its figure or no figure at all."""
    place = said.own(ranked)
    if place is None or place not in firsts(ranked.beside(place), is_most=said.is_most):
        return False
    is_titled = set(words_of(said.noun)) <= set(words_of(" ".join(ranked.view.table.columns))) | light_words()
    return said.prints(ranked.numbers[place], ranked) is not None if said.numbers else is_titled


def _followed(said: Superlative, tables: Sequence[Sequence[RankedFigures]]) -> Sequence[RankedFigures]:
    """Return the figures by which what is named is the first, and that print its number."""
    return [by for table in tables for by in table if said.numbers and _is_right(said, by)]


def _followers(said: Superlative, sentence: tuple[int, int], ranked: Sequence[RankedFigures]) -> Iterator[ReportFault]:
    """Yield a figure of another row that is given to what comes after: ``A (97), diikuti B (95)``."""
    for hit in form("follows_said").finditer(said.site.text.string, max(said.start, sentence[0]), sentence[1]):
        number = next((one for one in said.site.numbers if one.start == hit.end() and one.measures), None)
        for by in ranked if number is not None else ():
            place = by.named(name_words(hit["name"]), [name_words(hit["name"])])
            others = [at for at, one in by.numbers.items() if number is not None and one.value == number.value]
            if number is None or place is None or place not in by.numbers:
                continue
            own = by.numbers[place]
            if len(others) == 1 and others[0] != place:
                cause = WORDS["of-other"].filled(text=number.text, name=by.labels[others[0]])
                yield ReportFault("direction", said.site, number.text, cause=cause, start=number.start, number=number)
                break
            if not others and _is_alike(number, own):
                yield _differs(said.site, number, own)
                break


def _differs(site: Site, number: NumberInText, own: NumberInText) -> ReportFault:
    cause = WORDS["differs"].filled(text=own.text, place=own.site.address)
    return ReportFault("differs", site, number.text, "", own.text, cause, number.start, number)


def _outdone(said: Superlative, one: Standing) -> ReportFault:
    by, place, best = one.by, one.place, one.best[0]
    number = next((one for one in said.numbers if one.value in (by.numbers[place].value, by.numbers[best].value)), None)
    cause = WORDS["outdone"].filled(
        name=by.labels[place], value=by.numbers[place].text, other=by.labels[best], text=by.numbers[best].text
    )
    if number is None:
        start, text = said.called(by.names[place])
        return ReportFault("direction", said.site, text, cause=cause, start=start)
    return ReportFault("direction", said.site, number.text, cause=cause, start=number.start, number=number)


def _is_slip(said: NumberInText, own: NumberInText) -> bool:
    return bool(said.decimals) and _is_alike(said, own)


def _is_alike(said: NumberInText, own: NumberInText) -> bool:
    """Return whether a number has the digits of another in another order, or but for one."""
    is_shuffled = sorted(said.text.strip(" %")) == sorted(own.text.strip(" %"))
    return said.value != own.value and (is_shuffled or is_slip(said, own.value))
