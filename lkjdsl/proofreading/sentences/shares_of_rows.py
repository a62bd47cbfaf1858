"""
Percentages that a sentence works out of the tables of its section: what rows make of a total, or an amount of another.

``Hampir separuhnya (48,17 persen) akibat banjir``; ``Belanja barang menyerap 37,44% dari seluruh realisasi``; ``Sisa
anggaran Rp351.179.940 atau 2,86 persen``. Which of these is meant nothing tells for certain: a percentage is wrong only
where it is none of them, and is the one that the words leave but for a slip of the pen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.names.row_names import Wrong, by_section, in_full, plain_rows
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, as_printed
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.spans import spans

HUNDRED = Fraction(100)
LONG = 4
"""Digits of an amount that is in a table hardly by chance."""
DECIMALS = 2
"""With fewer, a percentage is that of other figures by chance."""


@frozen(eq=False)
class _ShareOfRow:
    """
    What a percentage may be, with the ``line`` that works it out, if it is no figure of the row itself.

    ``is_told`` where words or an amount beside it tell so, and no name alone.
    """

    exact: Fraction
    line: str
    is_told: bool
    is_only: bool = False
    """Whether nothing else may be meant: what was spent of the budget of a row."""


def row_share_checks(sites: Sequence[Site], views: Sequence[TableNumbers], wrong: Wrong) -> Iterator[NumberCheck]:
    """Yield each percentage of a sentence that is said of rows of the tables of its section."""
    sections = by_section(views)
    for site in sites:
        beside = sections.get(tuple(site.address.section), ()) if site.is_prose else ()
        for start, end in spans(site.text.string) if beside else ():
            numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
            for at, percent in enumerate(numbers):
                if (
                    percent.percent
                    and percent.decimals >= DECIMALS
                    and not form("points").match(site.text.string, percent.end)
                ):
                    near = [*numbers[max(at - 1, 0) : at], *numbers[at + 1 : at + 2]]
                    behind = re.split(r"[,;]", site.text.string[percent.end : end])[0]
                    if phrase("target").search(behind) or any(_is_of_text(percent, amount) for amount in near):
                        continue
                    yield from _checks(percent, list(_shares(percent, near, (start, end), beside, wrong)))


def _checks(percent: NumberInText, shares: Sequence[_ShareOfRow]) -> Iterator[NumberCheck]:
    holding = next((share for share in shares if _is_about(percent, share.exact)), None)
    ways = [one for one in shares if one.line]
    slips = [one for one in ways if (is_slip if one.is_told else is_exchange)(percent, one.exact)]
    slips = slips or [one for one in ways if one.is_only]
    share = holding or (slips[0] if len({as_printed(one.exact, percent) for one in slips}) == 1 else None)
    if share is not None and share.line:
        yield NumberCheck("arithmetic", percent, (), holding is not None, share.exact, Both.same(share.line))


def _is_of_text(percent: NumberInText, amount: NumberInText) -> bool:
    """Return whether an amount makes a percentage of another one of the same text: nothing of a table is meant."""
    wholes = [one.value for one in percent.site.numbers if one.rupiah and one.value > amount.value > 0]
    return amount.rupiah and any(_is_about(percent, amount.value / whole * HUNDRED) for whole in wholes)


def _is_about(percent: NumberInText, exact: Fraction) -> bool:
    """Return whether a percentage is *exact*, or as far from it as what was to make 100 with others."""
    return agrees(percent, (exact, exact)) or abs(percent.value - exact) <= 4 * percent.half


def _shares(
    percent: NumberInText,
    near: Sequence[NumberInText],
    span: tuple[int, int],
    views: Sequence[TableNumbers],
    wrong: Wrong,
) -> Iterator[_ShareOfRow]:
    """Yield what a percentage may be, of the amounts beside it and of the rows that its sentence names."""
    sentence = percent.site.text.string[slice(*span)]
    is_said = form("share_said").search(sentence) is not None
    amounts = {number.value for number in near if not number.percent and _digits(number) >= LONG}
    spent = _spent(percent, near) if form("spent_said").search(sentence) else None
    for view in views:
        bases = [at for at, title in enumerate(view.table.columns) if role_of(title) == "base"]
        named = _named(view, sentence)
        totals = [row for row in range(len(view.numbers)) if view.row_kind(row) == "total"]
        for row, cells in enumerate(view.numbers):
            others = [one for one in cells if one is not None and one not in wrong]
            for column, cell in enumerate(cells):
                if cell is None or cell in wrong:
                    continue
                is_printed = cell.value in amounts and _digits(cell) >= LONG
                if cell.percent or not (is_printed or row in named):
                    yield from [_ShareOfRow(cell.value, "", is_told=False)] if row in named else ()
                    continue
                wholes = [one for total in totals[:1] if (one := view.numbers[total][column]) is not None]
                wholes = [one for one in wholes if one is not cell and one not in wrong and (is_printed or is_said)]
                is_told = is_printed or (is_said and len(named) == 1)
                yield from (_of(cell, whole, is_told=is_told) for whole in wholes if whole.value > cell.value > 0)
                within = [one for one in others if is_printed and _digits(one) > LONG and one.value > cell.value > 0]
                yield from (_of(cell, one, is_told=True) for one in within)
                budgets = [one for at in bases if (one := cells[at]) in within and cell.value == spent]
                yield from (evolve(_of(cell, one, is_told=True), is_only=True) for one in budgets)
        yield from _of_several(view, named, totals, wrong) if len(named) > 1 and is_said else ()


def _spent(percent: NumberInText, near: Sequence[NumberInText]) -> Fraction | None:
    """Return the amount right behind a percentage that says the same: ``terserap 98,9% atau Rp9.631.365.900``."""
    string = percent.site.text.string
    behind = [one for one in near if one.rupiah and one.start > percent.end]
    is_same = behind and form("same_amount").fullmatch(string[percent.end : behind[0].start])
    return behind[0].value if is_same else None


def _of(part: NumberInText, whole: NumberInText, *, is_told: bool) -> _ShareOfRow:
    return _ShareOfRow(part.value / whole.value * HUNDRED, f"{part.text} / {whole.text} × 100", is_told)


def _of_several(view: TableNumbers, named: Sequence[int], totals: Sequence[int], wrong: Wrong) -> Iterator[_ShareOfRow]:
    """Yield what the rows that are named together make of a total."""
    for column in range(len(view.table.columns)) if totals else ():
        parts = [one for row in named if (one := view.numbers[row][column]) is not None and one not in wrong]
        whole = view.numbers[totals[0]][column]
        if len(parts) == len(named) and whole is not None and whole not in wrong and not whole.percent:
            value = sum((part.value for part in parts), Fraction(0))
            line = f"({' + '.join(part.text for part in parts)}) / {whole.text} × 100"
            yield from (
                [_ShareOfRow(value / whole.value * HUNDRED, line, is_told=False)] if whole.value > value > 0 else ()
            )


def _named(view: TableNumbers, sentence: str) -> Sequence[int]:
    """Return the rows whose whole names stand in a sentence, and no longer name that has them; no part of the year."""
    said = f" {' '.join(words_of(in_full(sentence)))} "
    rows = [row for row in plain_rows(view) if form("part_of_year").search(_name(view, row)) is None]
    names = {row: " ".join(words_of(in_full(_name(view, row)))) for row in rows}
    there: Mapping[int, str] = {row: name for row, name in names.items() if len(name) >= LONG and f" {name} " in said}
    return [row for row, name in there.items() if not any(name != one and name in one for one in there.values())]


def _name(view: TableNumbers, row: int) -> str:
    return (view.own_names[row][:1] or [view.labels[row]])[0]


def _digits(number: NumberInText) -> int:
    return sum(sign.isdigit() for sign in number.text)
