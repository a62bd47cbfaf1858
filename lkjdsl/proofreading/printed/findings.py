"""What proofreading says: findings and questions, what each number was taken for, and what was not read."""

from collections import Counter
from collections.abc import Sequence

from attrs import field, frozen

from lkjdsl.auditing.audit import Verdict
from lkjdsl.diagnostic import Both, Diagnostic, problem
from lkjdsl.documents.blocks import Unseen
from lkjdsl.proofreading.printed.checks import FaultKind
from lkjdsl.proofreading.printed.memory import RememberedNumber
from lkjdsl.proofreading.printed.numbers import NumberInText, Site

FEW = 5
"""Checked figures of which one that agrees keeps the others from saying anything about the edition."""


@frozen(eq=False)
class ReportFault:
    """
    What is wrong with one figure at one place.

    ``computed`` is the right figure as it would be printed, empty where there is none; ``start`` is its place in the
    text, -1 for the whole text.
    """

    kind: FaultKind
    site: Site
    printed: str
    what: str = ""
    computed: str = ""
    cause: Both | None = None
    start: int = -1
    number: NumberInText | None = field(default=None, repr=False)


def is_new(finding: ReportFault, findings: Sequence[ReportFault]) -> bool:
    """Return whether no other fault is found at the place of *finding*, and none that says of its text what it says."""
    same = [fault for fault in findings if fault.site is finding.site]
    return not any(fault.start == finding.start or _says_the_same(fault, finding) for fault in same)


def _says_the_same(fault: ReportFault, other: ReportFault) -> bool:
    """Return whether two faults are one wrong word of difference, told of either of its numbers."""
    if fault.cause is None or other.cause is None:
        return False
    return fault.kind == other.kind == "direction" and fault.cause.id == other.cause.id


@frozen(eq=False)
class Recognised:
    """
    What is printed of a path, and what the audit says of it: a number, a rating, or a blank to be filled in.

    ``start`` is its place in the text; ``year`` that of the figure where it is not the report's own.
    """

    site: Site
    start: int
    what: str
    verdict: Verdict
    printed: str
    number: NumberInText | None = None
    year: int | None = None


@frozen(eq=False)
class Unrecognised:
    """How many numbers of a section were not recognised."""

    section: Both
    numbers: int


@frozen(eq=False)
class Proofreading:
    """
    The whole result, in the order of the report.

    ``sites`` are the texts of the report; ``forgotten`` what was remembered and is nowhere in it any more; ``unseen``
    what has no text that could be read.
    """

    findings: tuple[ReportFault, ...]
    questions: tuple[ReportFault, ...]
    figures: tuple[Recognised, ...]
    unread: tuple[Unrecognised, ...]
    sites: Sequence[Site] = field(default=(), repr=False)
    forgotten: Sequence[RememberedNumber] = ()
    unseen: Sequence[Unseen] = ()

    @property
    def misfit(self) -> Diagnostic | None:
        """
        Return what is said where the report is hardly one of this edition, year and office.

        Of reports held against their own, three quarters and more of the checked figures agreed, faults and all;
        against an edition of another kind of office, none to a little over one half.
        """
        verdicts = Counter(figure.verdict for figure in self.figures)
        agrees, checked = verdicts["agrees"], verdicts["agrees"] + verdicts["disagrees"]
        if 3 * agrees >= 2 * checked or (agrees and checked < FEW):
            return None
        return problem("report-misfits", agrees=agrees, checked=checked)
