"""Units that tables print for indicators in a column of their own: *Menit* of what the edition has in hours."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.findings import Recognised, ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.unit_words import UnitWord
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def units_of_rows(
    views: Sequence[TableNumbers], recognised: Sequence[Recognised], vocabulary: Vocabulary
) -> Iterator[ReportFault]:
    """Yield each unit that is another one of the same kind than that of what is printed in its row, and right there."""
    found = {one.number: one.what for one in recognised if one.number is not None and one.verdict == "agrees"}
    for view in views:
        columns = [at for at, title in enumerate(view.titles) if form("unit_title").fullmatch(title)]
        for row, numbers in enumerate(view.numbers) if len(columns) == 1 else ():
            paths = {found[number] for number in numbers if number in found}
            nodes = {path.removesuffix(".target") for path in paths} & vocabulary.nodes.keys()
            site = view.site_at(row, columns[0])
            unit = vocabulary.nodes[next(iter(nodes))].unit if len(nodes) == 1 else ""
            if site is not None and is_other_unit(site.text.string, unit):
                text = site.text.string.strip()
                cause = WORDS["other-unit"].filled(unit=UnitWord(unit))
                yield ReportFault("unit", site, text, "", "", cause, site.text.string.index(text))


def is_other_unit(printed: str, unit: str) -> bool:
    """
    Return whether what is *printed* is of the kind of a *unit*, and another one.

    >>> is_other_unit("Menit", "jam"), is_other_unit("Jam", "jam"), is_other_unit("Nilai", "index")
    (True, False, False)
    >>> is_other_unit("ton/ha", "ku/ha"), is_other_unit("Persen", "index"), is_other_unit("Orang", "percent")
    (True, True, False)
    """
    ones, others = (text.casefold().strip(" ()[].").split("/") for text in (printed, unit))
    if len(ones) != len(others) or ones[1:] != others[1:]:
        return False
    place, other = _place(ones[0].strip()), _place(others[0].strip())
    return place is not None and other is not None and place[0] == other[0] and place != other


def _place(unit: str) -> tuple[str, int] | None:
    """Return of which kind a unit is, and which of it."""
    for kind, units in genre().measures.items():
        for at, names in enumerate(units):
            if unit in names:
                return kind, at
    return None
