"""Figures that disagree with what they were taken for, and whose own values show that they are of something else."""

from collections.abc import Sequence
from fractions import Fraction

from lkjdsl.auditing.audit import FigureResult
from lkjdsl.auditing.names import NamedQuantity
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import NodeAchievement
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.units import PERCENT, RUPIAH

BOTH = 2
MULTIPLES = (10**3, 10**6, 10**9)
SLACK = Fraction(1, 100)
"""What a ratio may be off that was worked out from rounded figures."""


def is_of_something_else(result: FigureResult, number: NumberInText, outcome: Outcome | None) -> bool:
    """Return whether a figure that disagrees is another one by what it is, whatever was said of it."""
    if result.verdict != "disagrees":
        return False
    return (
        _is_of_year_said(result, number)
        or _is_hundredth(result, number)
        or _is_in_multiples(result, number)
        or _is_share(result, number)
        or _is_other_role(result, number)
        or _is_uncapped(result, number, outcome)
    )


def is_called_share(result: FigureResult, number: NumberInText) -> bool:
    """Return whether a right number has a percent sign that its column or its row announces: *Persentase pemenuhan*."""
    table, cell = number.site.table, number.site.cell
    if not number.percent or result.difference is not None or table is None or cell is None:
        return False
    names = [table.columns[cell.column], *(other.string for other in table.rows[cell.row] if other is not cell)]
    return any(form("share_title").search(name) for name in names if not name[:1].isdigit())


def _is_of_year_said(result: FigureResult, number: NumberInText) -> bool:
    """Return whether a figure is that of another year, and its sentence speaks of the year before up to it."""
    if not number.site.is_prose or all(cause.kind != "value-of-year" for cause in result.causes):
        return False
    string = number.site.text.string
    if form("become_behind").match(string, number.end):
        return True  # 101,54% menjadi 101,34%
    said = list(form("year_before_said").finditer(string, sentence_at(string, number.start)[0], number.start))
    return bool(said) and not form("becoming").search(string[said[-1].end() : number.start])


def _is_hundredth(result: FigureResult, number: NumberInText) -> bool:
    """Return whether a number without a percent sign is a percentage as a ratio: 0,340 of a weight of 34%."""
    if (
        result.quantity.unit != PERCENT
        or number.percent
        or number.decimals < BOTH
        or not isinstance(result.computed, tuple)
    ):
        return False
    return abs(Fraction(*result.computed) - number.value) <= number.half


def _is_in_multiples(result: FigureResult, number: NumberInText) -> bool:
    """Return whether a table prints an amount, and all others of its row, in thousands or millions, as a note says."""
    table, cell = number.site.table, number.site.cell
    is_bare = not number.rupiah and number.multiple == 1 and result.quantity.unit == RUPIAH
    if table is None or cell is None or not is_bare or not isinstance(result.computed, tuple):
        return False
    value, half = abs(Fraction(*result.computed)), Fraction(1, 2 * 10**number.decimals)
    most = max(_digits(other.string) for other in table.rows[cell.row])
    is_alone = most > _digits(number.text) + 1
    return not is_alone and any(abs(value - number.value * scale) <= half * scale for scale in MULTIPLES)


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _is_share(result: FigureResult, number: NumberInText) -> bool:
    """Return whether a figure has neither the unit nor the value of what it was taken for; a cell may have a slip."""
    is_share = number.percent and result.quantity.unit != PERCENT and result.difference is not None
    is_like = isinstance(result.computed, tuple) and is_slip(number, Fraction(*result.computed))
    return is_share and (number.site.is_prose or not is_like)


def _is_other_role(result: FigureResult, number: NumberInText) -> bool:
    """Return whether a number of a table is another figure of the same: what a component contributes, a coded row."""
    if number.site.cell is None:
        return False
    names = [cause.words.values["name"] for cause in result.causes if cause.kind == "equals"]
    paths = [name.quantity.path for name in names if isinstance(name, NamedQuantity)]
    kind = None if result.quantity.output is None else result.quantity.output.kind
    is_result = isinstance(kind, NodeAchievement) and kind.node.path in paths and not _is_called(number, "capaian")
    is_share = f"{result.quantity.path}.contribution" in paths  # *Nilai* below *Bobot*
    return is_result or is_share or _is_coded(number, paths)


def _is_called(number: NumberInText, key: str) -> bool:
    """Return whether the title of the column of a number, or a text of its row, has a form."""
    table, cell = number.site.table, number.site.cell
    if table is None or cell is None:
        return False
    texts = [table.columns[cell.column], *(other.string for other in table.rows[cell.row] if other is not cell)]
    return any(form(key).search(text) for text in texts)


def _is_coded(number: NumberInText, paths: Sequence[str]) -> bool:
    """Return whether the row of a number has the code of one of the quantities at *paths*, whose value it has."""
    table, cell = number.site.table, number.site.cell
    row = [] if table is None or cell is None else table.rows[cell.row]
    codes = {one.string.strip().casefold() for one in row}
    return any(path.partition(".")[0].casefold() in codes for path in paths)


def _is_uncapped(result: FigureResult, number: NumberInText, outcome: Outcome | None) -> bool:
    """Return whether a figure in a sentence is what an achievement would be without the limit that it has reached."""
    kind = None if result.quantity.output is None else result.quantity.output.kind
    if outcome is None or not number.site.is_prose or not isinstance(kind, NodeAchievement):
        return False
    ends = [outcome.result(path) for path in (kind.node.path, f"{kind.node.path}.target") if path in outcome]
    values = [Fraction(*end.value) for end in ends if isinstance(end.value, tuple)]
    if len(values) < BOTH or not values[1]:
        return False
    ratio = values[0] / values[1]
    ways = {"maximize": ratio, "minimize": 2 - ratio}
    way = ways.get(kind.node.polarity)
    return way is not None and abs(way * HUNDRED - number.value) <= number.half + SLACK
