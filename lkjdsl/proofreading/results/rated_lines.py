"""
Ratings in tables against the numbers beside them: *98,09% | Baik*, in rows, in columns, and in cards of one indicator.

What lines of the same titles print, in whatever table, tells the scale and the number that they are rated by: those
that nearly all of them agree with.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from lkjdsl.model.scales import Scale
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.names.row_names import Wrong
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.table_lines import TableLines, TurnedTable
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.results.ratings import is_label, label_of
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Ratings that agree with numbers by no chance."""
RARE = 4
"""Of so many that agree one at most does not."""


def rated_faults(
    views: Sequence[TableNumbers], scales: Sequence[Scale], wrong: Wrong, settled: Collection[Site]
) -> Iterator[ReportFault]:
    """Yield ratings that are not those of the numbers beside them, *wrong* ones mended; none that is *settled*."""
    groups = defaultdict[tuple[str, ...], list[tuple[Site, str]]](list)
    for scale in scales:
        for lines in (one for view in views for one in (view, TurnedTable(view))):
            for titles, site, right in _rated(lines, scale, wrong):
                groups[scale.name, *titles].append((site, right))
    said = set(settled)
    found = dict[Site, str]()
    for group in groups.values():
        agreeing = {site: right for site, right in group if is_label(site.text.string.strip(), right)}
        others = {site: right for site, right in group if site not in agreeing}
        if len(set(agreeing.values())) > 1 and len(agreeing) >= max(FEWEST, RARE * len(others)):
            said |= agreeing.keys()
            found |= others
    for site, right in found.items():
        if site not in said:
            text = site.text.string.strip()
            yield ReportFault("scale", site, text, "", right, WORDS["scale"], site.text.string.index(text))


def _rated(lines: TableLines, scale: Scale, wrong: Wrong) -> Iterator[tuple[tuple[str, str], Site, str]]:
    """Yield the titles of each rating by *scale* and of the number before it, and what that one is rated."""
    titles = [title.split(" | ")[0] for title in lines.titles]
    roles = [role_of(title) for title in titles]
    kinds, unit = (("achievement",), HUNDRED) if scale.percent else (("value", ""), Fraction(1))
    for label in (at for at, role in enumerate(roles) if role == "label"):
        value = max((at for at in range(label) if roles[at] in kinds), default=None)
        if value is None or not _years(titles[label]) <= _years(titles[value]):
            continue
        for row, numbers in enumerate(lines.numbers):
            number, site = numbers[value], lines.site_at(row, label)
            mended = None if number is None else wrong.get(number, number.value)
            if number is None or mended is None or site is None:
                continue
            is_exact = number in wrong or scale.lookup == "printed"
            right = {label_of(scale, one / unit) for one in ((mended,) if is_exact else number.bounds)} - {""}
            if len(right) == 1 and any(is_label(site.text.string.strip(), band.label) for band in scale.bands):
                yield (titles[label], titles[value]), site, right.pop()


def _years(title: str) -> set[int]:
    return {year for year, _ in years_in(title)}
