"""
Numbers of sentences that are the inputs of a quotient, where the other input and the result beside them are right.

``71 dari 241 dosen, sehingga realisasinya 33,18%``: the edition has 71 of 214, and 33,18%. Two of the three tell what
the third is; its own value tells nothing but that it is none of the others.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.core.operators import OPERATORS
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import Apply, InputReference
from lkjdsl.proofreading.names.known_results import known_input, known_result
from lkjdsl.proofreading.printed.checks import as_printed
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

BESIDE = 24
"""Characters before a number that say what time it is of."""
NEAR = 60
"""Characters between the numbers of one statement."""


def input_faults(site: Site, node: Node, outcome: Outcome) -> Iterator[ReportFault]:
    """Yield the wrong one of the two inputs of *node* and its result, where a paragraph prints the other two."""
    paths = _quotient(node)
    result = known_result(outcome, node)
    if paths is None or result is None:
        return
    values = [known_input(outcome, path) for path in paths]
    if None in values or values[0] == values[1]:
        return
    year = outcome.data.year
    numbers = [number for number in site.numbers if number.measures and not _is_of_other_time(number, year)]
    counts = [number for number in numbers if not number.percent and not number.decimals]
    shares = [number for number in numbers if abs(number.value - result.value) <= number.half and number.decimals]
    printed = [any(number.value == value for number in counts) for value in values]
    if shares and printed.count(True) == 1:
        missing = printed.index(False)
        value, path = values[missing], paths[missing]
        other = next(number for number in counts if number.value == values[1 - missing])
        label = f"{outcome.definition.inputs[path].label} {node.name}"
        for number in counts:
            if value is not None and number is not other and _is_meant(number, other, value, label, shares):
                text = as_printed(value, number)
                yield ReportFault("disagrees", site, number.text, path, text, WORDS["input"], number.start, number)
                return
    elif not shares and printed == [False, True]:
        yield from _of_part(site, paths[0], values, numbers, outcome)
    elif not shares and all(printed):
        for number in numbers:
            if number.percent == result.percent and number.decimals and is_slip(number, result.value):
                text = as_printed(result.value, number)
                yield ReportFault("disagrees", site, number.text, node.path, text, WORDS["slip"], number.start, number)
                return


def _of_part(
    site: Site, path: str, values: Sequence[Fraction | None], numbers: Sequence[NumberInText], outcome: Outcome
) -> Iterator[ReportFault]:
    """Yield the part before its right whole that is a slip of the input at *path*: ``817 dari 918 warga binaan``."""
    part, whole = values
    for number, other in pairwise(numbers):
        link = form("of_whole").fullmatch(site.text.string[number.end : other.start])
        if link is not None and other.value == whole and part is not None and is_slip(number, part):
            start, end = sentence_at(site.text.string, number.start)
            said = set(words_of(site.text.string[start:end])) - light_words()
            label = set(words_of(outcome.definition.inputs[path].label))
            if label - light_words() <= said or len(said & label) > 1:
                text = as_printed(part, number)
                yield ReportFault("disagrees", site, number.text, path, text, WORDS["slip"], number.start, number)


def _is_of_other_time(number: NumberInText, year: int) -> bool:
    """Return whether a number is of the year before, or of a part of the year."""
    lead = number.site.text.string[max(0, number.start - BESIDE) : number.start]
    return is_of_year_before(number, year) or has_any(re.split(r"[.;]\s", lead)[-1], genre().other)


def _quotient(node: Node) -> Sequence[str] | None:
    """Return the two inputs that *node* divides, None where it is anything else."""
    formula = None if node.formula is None else node.formula.expression
    if not isinstance(formula, Apply) or OPERATORS[formula.operator].written != "/":
        return None
    parts = [
        argument for argument in formula.arguments if isinstance(argument, InputReference) and not argument.previous
    ]
    return [part.input for part in parts] if len(parts) == 2 == len(formula.arguments) else None  # noqa: PLR2004


def _is_meant(
    number: NumberInText, other: NumberInText, value: Fraction, label: str, shares: Sequence[NumberInText]
) -> bool:
    """Return whether *number* is the missing input: a slip of it by its noun, or the part or whole of *other*."""
    string = number.site.text.string
    noun = form("counted_noun").match(string, number.end)
    if is_slip(number, value) and noun is not None and not set(words_of(noun["noun"])).isdisjoint(words_of(label)):
        return True
    first, second = sorted((number, other), key=lambda one: one.start)
    behind = [share for share in shares if 0 <= share.start - second.end <= NEAR]
    is_part = form("of_whole").fullmatch(string[first.end : second.start]) is not None
    return is_part and bool(behind) and form("or").search(string[second.end : behind[0].start]) is not None
