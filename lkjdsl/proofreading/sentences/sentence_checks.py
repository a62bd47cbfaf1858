"""All that is checked of the numbers of one text by itself."""

from collections.abc import Iterator

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.spelled import spelled_checks
from lkjdsl.proofreading.sentences.amounts_in_sentences import parts_of_wholes, percentages_of_amounts, restated_amounts
from lkjdsl.proofreading.sentences.budgets_before import percentages_of_budgets
from lkjdsl.proofreading.sentences.calculations import calculation_checks
from lkjdsl.proofreading.sentences.listed import named_counts
from lkjdsl.proofreading.sentences.lists_of_parts import list_checks, shares_in_brackets
from lkjdsl.proofreading.sentences.parts_in_prose import part_checks
from lkjdsl.proofreading.sentences.ranges import range_checks
from lkjdsl.proofreading.sentences.remainders import remainder_checks
from lkjdsl.proofreading.sentences.shares_in_prose import share_checks
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.proofreading.sentences.stated_attainments import attainments_of_numbers
from lkjdsl.proofreading.sentences.stated_efficiencies import efficiency_checks


def sentence_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield every relation among the numbers of one text."""
    yield from share_checks(site)
    yield from calculation_checks(site)
    if site.is_prose:
        yield from remainder_checks(site)
        yield from range_checks(site)
        for start, end in spans(site.text.string):
            numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
            yield from percentages_of_amounts(site, numbers, start)
            yield from percentages_of_budgets(site, numbers, start)
            yield from restated_amounts(site, numbers)
            yield from list_checks(site, numbers, start)
            yield from shares_in_brackets(site, numbers, start)
            yield from parts_of_wholes(site, numbers)
            yield from efficiency_checks(site, numbers, start)
            yield from attainments_of_numbers(site, numbers, start, end)
    yield from named_counts(site)
    yield from spelled_checks(site)
    yield from part_checks(site)
