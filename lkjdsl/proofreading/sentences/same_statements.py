"""Whether two faults are found in one statement of a report."""

from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.sentences.spans import sentence_at


def is_same_statement(fault: ReportFault, other: ReportFault) -> bool:
    """Return whether two faults of one kind lie in the same sentence; a sentence may count several things."""
    string = fault.site.text.string
    is_near = fault.site is other.site and sentence_at(string, fault.start) == sentence_at(string, other.start)
    return is_near and fault.kind == other.kind and (fault.kind != "words" or fault.start == other.start)
