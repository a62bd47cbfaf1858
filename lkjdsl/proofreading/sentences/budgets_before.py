"""What was spent, with the percentage that it is of the budget in the sentence before: ``Pagu Rp A. … Rp B atau``."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.sentences.spans import sentence_at

HUNDRED = Fraction(100)


def percentages_of_budgets(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield the percentage behind what a sentence from *start* says was spent, where it has words for nothing else."""
    string = site.text.string
    budgets = [one for one in site.numbers if one.end <= start and one.rupiah]
    if len(budgets) != 1 or len(numbers) != 2 or not _is_budget(budgets[0]):  # noqa: PLR2004 - and what was spent
        return
    (whole,), (spent, percent) = budgets, numbers
    is_pair = spent.rupiah and percent.percent and spent.multiple == whole.multiple == 1
    is_said = form("share_or").fullmatch(string[spent.end : percent.start]) is not None
    if not is_pair or not is_said or form("share_of_other").match(string, percent.end):
        return
    lead = string[start : spent.start]
    months = {word for one in genre().months for word in words_of(one)}
    is_plain = set(words_of(phrase("money").sub(" ", lead))) <= plain_words() | weak_words() | months
    within = ratio(bounds(spent), bounds(whole))
    if phrase("total_spent").search(lead) and is_plain and whole.value > spent.value and within:
        line = Both.same(f"{spent.text} / {whole.text}")
        exact = spent.value / whole.value * HUNDRED
        yield NumberCheck("arithmetic", percent, (spent, whole), agrees(percent, within), exact, line)


def _is_budget(amount: NumberInText) -> bool:
    """Return whether the words before an amount say that it is all that there was to be spent."""
    string = amount.site.text.string
    start, _ = sentence_at(string, amount.start)
    return phrase("total_base").search(string, start, amount.start) is not None
