"""
The limits that a table prints of a scale, against those of the edition: *95% – 99,99% | Baik*.

It is that of a scale of which it has the words and most of the limits; what is above a limit may be printed a little
more than it, what is below it a little less. Only a single number that is no limit of its band is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.model.scales import Scale
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.printed.checks import as_printed
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Bands of a table that is of a scale, and limits that bear it out."""
STEP = Fraction(1)
"""By how much less the end of a band is printed at most than the limit of the next one."""


def scale_faults(view: TableNumbers, scales: Sequence[Scale]) -> Iterator[ReportFault]:
    """Yield the limit in a table of a scale that is not that of the edition."""
    for scale in scales:
        starts = [Fraction(*band.start) * (HUNDRED if scale.percent else 1) for band in scale.bands]
        bands = _bands(view, scale)
        for column in range(len(view.titles)) if len(bands) >= FEWEST else ():
            printed = {band: _numbers(view, row, column) for row, band in bands.items()}
            right, wrong = list[Fraction](), list[tuple[NumberInText, int]]()
            for band, numbers in printed.items():
                ends = starts[max(0, band - 1) : band + 1]
                most = max((number.value for number in numbers), default=Fraction(0))
                is_open = band == 0 and len(numbers) > 1  # where the highest ends, no scale says
                for number in (one for one in numbers if not (is_open and one.value == most)):
                    apart = [end - number.value for end in ends if -STEP < end - number.value <= STEP]
                    right += [min(apart, key=abs)] if apart else []
                    wrong += [] if apart else [(number, band)]
            if len(wrong) == 1 and len(right) >= FEWEST and sum(not away for away in right) * 2 >= len(right):
                number, band = wrong[0]
                yield _fault(number, _meant(number, printed[band], band, starts, max(right)), scale.bands[band].label)


def _bands(view: TableNumbers, scale: Scale) -> Mapping[int, int]:
    """Return the band that each row has the word of, none where not all rows have one of their own."""
    words = [" ".join(band.label.casefold().split()) for band in scale.bands]
    grid = view.table.grid()[view.table.header_rows :]
    texts = [{" ".join(cell.string.casefold().split()) for cell in row if cell is not None} for row in grid]
    bands = {at: words.index(word) for at, row in enumerate(texts) for word in row if word in words}
    return bands if len(bands) == len(grid) == len(set(bands.values())) else {}


def _numbers(view: TableNumbers, row: int, column: int) -> Sequence[NumberInText]:
    cell = next((one for one in view.table.rows[view.table.header_rows + row] if one.column == column), None)
    return [number for site in view.sites if cell is not None and site.cell is cell for number in site.numbers]


def _meant(
    number: NumberInText, numbers: Sequence[NumberInText], band: int, starts: Sequence[Fraction], less: Fraction
) -> Fraction:
    """Return the limit that stands in the place of *number*: where another one is there, the end that it is not."""
    has_start = any(one.value == starts[band] for one in numbers if one is not number)
    is_upper = band > 0 and (has_start or (len(numbers) == 1 and band == len(starts) - 1))
    return starts[band - 1] - (less if len(numbers) > 1 else 0) if is_upper else starts[band]


def _fault(number: NumberInText, limit: Fraction, label: str) -> ReportFault:
    text = as_printed(limit, number)
    cause = WORDS["band-limit"].filled(label=Both.same(label), limit=text)
    return ReportFault("disagrees", number.site, number.text, "", text, cause, number.start, number)
