"""
Figures whose path is in doubt: right, as printed, for something else that is spoken of, or far off.

A value tells no path; but where a sentence says as much of another quantity as of the one that it was matched to, that
value takes the certainty away.
"""

import re
from fractions import Fraction

from lkjdsl.auditing.audit import FigureResult, Quantity
from lkjdsl.auditing.names import NamedQuantity
from lkjdsl.model.results import OfNode
from lkjdsl.proofreading.printed.fused_rows import has_fused_rows
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.titles import is_generic, role_of
from lkjdsl.proofreading.sentences.spans import sentence_at

ALONE = re.compile(r"\(\d[\d.,]*\s?%\)")
"""A percentage alone in brackets."""
FAR = Fraction(4, 5)
"""By more than which part of itself a figure is hardly a slip of the right one, where no cause is found."""


def is_doubtful(result: FigureResult, number: NumberInText, year: int) -> bool:
    """Return whether a wrong figure may well be that of another quantity, whose value it has, or of another *year*."""
    away = Fraction(*result.difference) if isinstance(result.computed, tuple) and result.difference else Fraction(0)
    is_told = number.site.table is not None and not number.site.of_chart  # by a title and the name of a row
    is_other_time = number.site.is_prose and result.figure.year not in (None, year)
    is_far = abs(away) > FAR * abs(number.value - away)
    if not is_told and not result.causes and (is_far or is_other_time):
        return True
    if not number.site.is_prose:
        is_copy = any(cause.kind == "equals" for cause in result.causes)
        return (number.site.table is not None and has_fused_rows(number.site.table)) or (
            is_copy and _is_untitled(number)
        )
    if not number.percent and _is_among_shares(number):
        return True  # (40), (40%), (20)
    names = [cause.words.values["name"] for cause in result.causes if cause.kind == "equals"]
    others = [name.quantity for name in names if isinstance(name, NamedQuantity)]
    return any(_is_spoken_of(other, result.quantity, number) for other in others)


def is_proved(result: FigureResult) -> bool:
    """Return whether a cause is found that a figure is wrong by, and not only that it is that of something else."""
    root = result.quantity.path.partition(".")[0]
    others = [cause.words.values.get("name") if cause.kind == "equals" else None for cause in result.causes]
    return any(not isinstance(one, NamedQuantity) or one.quantity.path.partition(".")[0] == root for one in others)


def _is_untitled(number: NumberInText) -> bool:
    """Return whether neither a title over a number of a table nor the name of its row says what is printed of that."""
    table, cell = number.site.table, number.site.cell
    if table is None or cell is None or table.columns[cell.column]:
        return False
    names = [other.string for other in table.rows[cell.row] if other is not cell]
    return not any(role_of(name) and is_generic(name) for name in names)


def _is_among_shares(number: NumberInText) -> bool:
    """Return whether a number stands alone in brackets as percentages of the sentence do: its sign was lost."""
    string = number.site.text.string
    start, end = sentence_at(string, number.start)
    is_alone = string[: number.start].endswith("(") and string[number.end :].startswith(")")
    return is_alone and ALONE.search(string, start, end) is not None


def _is_spoken_of(other: Quantity, taken: Quantity, number: NumberInText) -> bool:
    """Return whether *other* is of the same indicator, or named where *taken* is not."""
    mine, its = _node(taken), _node(other)
    if mine and its and (mine.startswith(its) or its.startswith(mine)):
        return True
    start, end = sentence_at(number.site.text.string, number.start)
    said = set(words_of(number.site.text.string[start:end]))
    return bool(said & set(words_of(other.name)) - set(words_of(taken.name)) - light_words())


def _node(quantity: Quantity) -> str:
    """Return the path of the indicator or component that a result is of, with a dot behind it; else nothing."""
    kind = None if quantity.output is None else quantity.output.kind
    return f"{kind.node.path}." if isinstance(kind, OfNode) else ""
