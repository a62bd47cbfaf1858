"""
What a paragraph says of two counts of the paragraph before it: how far they are apart, and what is left of the whole.

``… 3.448 orang dan yang diselamatkan 3.412 orang.`` ``Selisih 36 orang terdiri atas …``; ``Dari 52.400 warga, 48.620
warga telah …`` ``Masih ada 3.780 warga yang belum …``. What is wrong is so as a slip of the pen: it may be of others.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.documents.blocks import Paragraph
from lkjdsl.proofreading.printed.checks import NumberCheck, difference_check
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site


def checks_of_paragraphs_before(sites: Sequence[Site]) -> Iterator[NumberCheck]:
    """Yield the first count of each paragraph where it is said to be what two counts before it leave."""
    for before, site in pairwise([site for site in sites if isinstance(site.block, Paragraph)]):
        counts = [number for number in site.numbers if number.measures][:1]
        if before.address.section != site.address.section or not counts or not _is_left(counts[0]):
            continue
        alike = [one for one in before.numbers if one.measures and _noun(one) == _noun(counts[0]) != ""]
        if len(alike) == 2 and not any(one.percent or one.decimals for one in alike):  # noqa: PLR2004 - whole and part
            check = difference_check(counts[0], *alike, holds=False)
            holds = check.computed == counts[0].value
            is_exchanged = sorted(counts[0].text) == sorted(str(check.computed))
            if holds or is_exchanged or is_slip(counts[0], check.computed):
                yield difference_check(counts[0], *alike, holds=holds)


def _is_left(number: NumberInText) -> bool:
    """Return whether a paragraph begins with a number as the difference of two: ``Selisih 36 orang``, ``Masih ada``."""
    string = number.site.text.string
    lead = string[: number.start]
    is_rest = form("still_left").fullmatch(lead) is not None and form("left_denied").match(string, number.end)
    return form("apart_first").fullmatch(lead) is not None or bool(is_rest)


def _noun(number: NumberInText) -> str:
    match = form("word_behind").match(number.site.text.string, number.end)
    return "" if match is None else match["noun"]
