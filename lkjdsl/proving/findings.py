"""Everything that `check` finds in an edition that has no errors, in one order."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.core.program import Division
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.numbers.intervals import ZERO
from lkjdsl.proving.band_findings import bands
from lkjdsl.proving.constraint_findings import conditions
from lkjdsl.proving.direction_findings import directions
from lkjdsl.proving.finding import Finding, place_of
from lkjdsl.proving.proofs import Proofs, prove
from lkjdsl.proving.range_findings import bounds
from lkjdsl.proving.witness import WitnessSearch
from lkjdsl.proving.wording_findings import shapes
from lkjdsl.source import Place

LOADED = "zero-rule-missing"
"""The warning of an edition that is loaded; here it is known whether the denominator can be 0."""

LEAVING = ("can-leave-range", "indicator-can-leave-range", "range-not-proven", "target-out-of-reach")
"""What is found of a result that is not within its range."""


@frozen(eq=False)
class EditionFindings:
    """An edition with its proofs and findings."""

    search: WitnessSearch
    findings: Sequence[Finding]

    @property
    def proofs(self) -> Proofs:
        """Return the proofs, which witnesses are looked for beside."""
        return self.search.proofs

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of all findings."""
        return tuple(finding.diagnostic for finding in self.findings)


def check_edition(edition: CheckedEdition) -> EditionFindings:
    """Return the proofs for *edition* and everything that is found in it."""
    proofs = prove(edition)
    search = WitnessSearch(proofs)
    findings = [*conditions(proofs)]
    if proofs.contradicting:  # nothing else that is said of data is of use
        return EditionFindings(search, [*map(Finding, edition.problems), *findings])
    findings += bounds(proofs, search)
    # What can only lower is told as that, and not once more as falling.
    lowering = {
        finding.diagnostic.values["path"] for finding in findings if finding.diagnostic.code == "can-only-lower"
    }
    findings += (direction for direction in directions(proofs) if direction.diagnostic.values["path"] not in lowering)
    findings += (*bands(proofs, search), *shapes(proofs))
    # Where a percentage is multiplied by 100 that is the slip; a cap would only hide it.
    inflated = {problem.values["name"] for problem in edition.problems if problem.code == "percent-times-100"}
    findings = [
        finding
        for finding in findings
        if not (finding.diagnostic.code in LEAVING and finding.diagnostic.values["path"] in inflated)
    ]
    settled = _settled(proofs, findings)
    loaded = [
        Finding(problem) for problem in edition.problems if not (problem.code == LOADED and _place(problem) in settled)
    ]
    return EditionFindings(search, [*loaded, *findings])


def _settled(proofs: Proofs, findings: Sequence[Finding]) -> set[Place | None]:
    """Return the denominators that are proved not to be 0, or are told of already."""
    places = {_place(finding.diagnostic) for finding in findings if finding.diagnostic.code == "zero-rule-unstated"}
    for step in proofs.program.steps:
        if isinstance(step.setting, Division):
            below = proofs.steps[step.arguments[1]].meaning.range.numbers
            if below is None or ZERO not in below:
                places.add(place_of(proofs.program.steps[step.arguments[1]]))
    return places


def _place(diagnostic: Diagnostic) -> Place | None:
    return diagnostic.labels[0].place if diagnostic.labels else None
