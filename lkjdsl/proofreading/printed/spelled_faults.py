"""Words beside digits that are wrong where the digits are right: ``12 (sebelas)``."""

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.spelling import in_words
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def spelled_fault(check: NumberCheck) -> ReportFault:
    """Return that the words behind a number are wrong that is known to be right."""
    number, string = check.result, check.result.site.text.string
    match = form("spelled").match(string, number.end)
    start, end = (number.start, number.end) if match is None else match.span("words")
    cause = WORDS["spelled-number"].filled(number=number.text)
    return ReportFault(check.kind, number.site, string[start:end], "", in_words(abs(int(number.value))), cause, start)
