"""The numbers of a report with the paths of an edition that they are printed of, as tables, formulas and prose tell."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from lkjdsl.auditing.audit import Quantity
from lkjdsl.proofreading.names.codes import codes
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import in_multiples
from lkjdsl.proofreading.prose.formula_matching import FormulaMatcher
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber, ProseMatcher
from lkjdsl.proofreading.sentences.planned_lists import planned_sites
from lkjdsl.proofreading.tables.table_matches import Matches, PlannedTarget, PrintedText
from lkjdsl.proofreading.tables.table_matching import TableMatcher, prints_both
from lkjdsl.units import COUNT, INDEX, PERCENT, RATIO, RUPIAH

MANY = 4
"""By how much a number may be more than what it is of, if it is as many as that."""
LARGE = 1000
"""No percentage, index or ratio of a report is as large."""


@frozen(eq=False)
class ReportTexts:
    """What a report prints: its texts with their numbers, and its tables."""

    sites: Sequence[Site]
    views: Sequence[TableNumbers]


@frozen(eq=False)
class Matched:
    """The numbers with what they may be the value of, and the ratings and blanks of tables."""

    claims: list[MatchedNumber] = field(factory=list)
    labels: list[PrintedText] = field(factory=list)
    planned: set[Site] = field(factory=set)
    """The texts of what is planned, which print none."""


def matched_numbers(
    report: ReportTexts,
    vocabulary: Vocabulary,
    topics: Topics,
    known: KnownEdition,
    among: Collection[Site] | None = None,
) -> Matched:
    """Return what the tables and sentences of a report print, where it matters only in the tables and texts *among*."""
    tables, formulas = TableMatcher(vocabulary, topics), FormulaMatcher(vocabulary, topics)
    prose = ProseMatcher(vocabulary, topics, capaian_is_achievement=any(map(prints_both, report.views)))
    vocabulary.learn(codes(vocabulary, report.views))
    matched, claims = Matched(planned=planned_sites(report.sites, known.year)), list[MatchedNumber]()
    for view in report.views:
        if among is None or any(site in among for site in view.sites):
            claims += _without_misread_rows(_of_table(tables.matches(view), matched), known)
    for site in report.sites:
        if site.cell is None and site not in matched.planned:
            claims += _outside_tables(site, formulas, prose, known, matters=among is None or site in among)
    matched.claims.extend(claim for claim in claims if _may_be(claim, known))
    return matched


def matched_table(view: TableNumbers, vocabulary: Vocabulary, topics: Topics, known: KnownEdition) -> Matched:
    """Return what one table prints, whatever year its caption names."""
    matched = Matched()
    claims = _of_table(TableMatcher(vocabulary, topics).matches(view, whatever_year=True), matched)
    matched.claims.extend(claim for claim in claims if _may_be(claim, known))
    return matched


def _of_table(matches: Matches, matched: Matched) -> list[MatchedNumber]:
    """Return the numbers of a table, and keep in *matched* its texts."""
    claims: list[MatchedNumber] = []
    for match in matches:
        match match:
            case PrintedText():
                matched.labels.append(match)
            case PlannedTarget(number, path, year):
                claims.append(MatchedNumber(number, [path], year))
            case number, path:
                claims.append(MatchedNumber(number, [path]))
    return claims


def _without_misread_rows(claims: Sequence[MatchedNumber], known: KnownEdition) -> Iterator[MatchedNumber]:
    """Yield the numbers of a table but for the rows where one is too large for what it would be: they are of others."""
    misread = {_row(claim) for claim in claims if _is_too_large(claim, known)}
    yield from (claim for claim in claims if claim.year is not None or _row(claim) not in misread)


def _is_too_large(claim: MatchedNumber, known: KnownEdition) -> bool:
    quantity = known.quantities.find(claim.paths[0]) if claim.year is None else None
    return quantity is not None and quantity.unit in (PERCENT, INDEX, RATIO) and abs(claim.number.value) >= LARGE


def _row(claim: MatchedNumber) -> tuple[int, int, str]:
    """Return the row of a number with the indicator or input that it is matched to."""
    cell = claim.number.site.cell
    return id(claim.number.site.table), -1 if cell is None else cell.row, claim.paths[0].partition(".")[0]


def _outside_tables(
    site: Site, formulas: FormulaMatcher, prose: ProseMatcher, known: KnownEdition, *, matters: bool
) -> Iterator[MatchedNumber]:
    found = formulas.matches(site)
    of_formula = [MatchedNumber(number, known.operand(path, owner.path)) for number, path, owner in found]
    yield from of_formula
    if site.is_prose and not of_formula:
        if matters:
            yield from prose.claims(site)
        else:
            prose.read_list(site)


def _may_be(claim: MatchedNumber, known: KnownEdition) -> bool:
    """Return whether there is what a number is taken for, and its marks leave it possible; of another year a target."""
    if claim.year is not None:
        quantity = known.stated(claim.paths[0], claim.year)
        return quantity is not None and may_be(claim.number, quantity)
    quantities = [known.quantities.find(path) for path in claim.paths]
    return all(
        quantity is not None and (may_be(claim.number, quantity) or _is_large(claim.number, quantity, known))
        for quantity in quantities
    )


def _is_large(number: NumberInText, quantity: Quantity, known: KnownEdition) -> bool:
    """Return whether *number* has its mark for thousands, what an author counts *quantity* in being as many."""
    value = known.knowledge().exact(quantity) if quantity.unit not in (PERCENT, INDEX, RATIO, COUNT, RUPIAH) else None
    is_whole = not (number.percent or number.rupiah or number.decimals or number.is_ambiguous)
    return is_whole and isinstance(value, tuple) and Fraction(*value) * MANY > abs(number.value)


def _is_of_multiples(number: NumberInText) -> bool:
    """Return whether another cell of the row of a number says that it counts thousands or millions: *Rp miliar*."""
    cell, table = number.site.cell, number.site.table
    row = [] if cell is None or table is None else table.rows[cell.row]
    names = [one.string for one in row if one is not cell and not any(sign.isdigit() for sign in one.string)]
    return any(in_multiples(name) for name in names)


def may_be(number: NumberInText, quantity: Quantity) -> bool:
    """Return whether the marks of *number* leave it possible that it is of the unit of *quantity*; no rating is one."""
    unit = quantity.unit
    if quantity.path.endswith(".scale"):
        return False
    counted = unit in (COUNT, RUPIAH)
    if counted and (number.percent or (number.decimals and number.multiple == 1)):
        return False
    if (number.rupiah and unit != RUPIAH) or (unit in (PERCENT, INDEX, RATIO) and abs(number.value) >= LARGE):
        return False
    if number.percent and unit not in (PERCENT, INDEX, RATIO):
        return False
    if unit == RUPIAH and not number.rupiah and (number.site.table is None or _is_of_multiples(number)):
        return False
    digits = "".join(sign for sign in number.text if sign.isdigit() or sign in ".,")
    grouped = len(digits) > 4 and digits[-4] in ".," and digits.count(digits[-4]) == 1 and digits[0] != "0"  # noqa: PLR2004
    counted = counted or (quantity.digits == 0 and unit not in (PERCENT, INDEX, RATIO))
    return counted or not ((grouped and not number.decimals) or number.is_ambiguous)
