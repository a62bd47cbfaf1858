"""Numbers with their paths → what the audit says of each: which are right, which wrong, and the findings."""

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from fractions import Fraction

from attrs import define, evolve, field

from lkjdsl.auditing.audit import BrokenConstraint, Figure, FigureResult
from lkjdsl.auditing.audit_page import computed_text, said
from lkjdsl.auditing.parts_of_year import audit_parts
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.diagnostic import Both
from lkjdsl.model.periods import without_span
from lkjdsl.proofreading.doubted_figures import is_doubtful, is_proved
from lkjdsl.proofreading.figure_findings import figure_of, finding_of
from lkjdsl.proofreading.mistaken_figures import is_called_share, is_of_something_else
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import Recognised, ReportFault, is_new
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.prose.other_readings import OtherReadings
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.tables.table_matches import PrintedText
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

ROUNDED = Fraction(1, 50)
"""By which part of itself a figure may differ because it was worked out from rounded ones."""
TORN = 0.8
"""How alike a text is to the rating that it was, as difflib counts."""
DIFFERS = ("figure-differs",)


@define(eq=False)
class AuditedFigures:
    """What is known of the figures of a report with these *sites*; ``far`` differ by more than roundings do."""

    known: KnownEdition
    sites: Sequence[Site]
    readings: OtherReadings | None = None
    recognised: list[Recognised] = field(factory=list)
    findings: list[ReportFault] = field(factory=list)
    right: set[NumberInText] = field(factory=set)
    wrong: dict[NumberInText, Fraction | None] = field(factory=dict)
    """With what they should be, where that is known."""
    far: set[NumberInText] = field(factory=set)
    unexplained: set[NumberInText] = field(factory=set)
    """The wrong ones that no cause was found of."""
    unproved: set[NumberInText] = field(factory=set)
    """Those of which nothing tells how they came about but that they are figures of something else."""
    of_others: set[NumberInText] = field(factory=set)
    """Those that are of something else than what they were taken for, as their values show."""
    doubtful: set[NumberInText] = field(factory=set)
    """The wrong ones that may be of something else."""

    def take(self, claims: Sequence[MatchedNumber], labels: Sequence[PrintedText]) -> None:
        """Audit the figures that are of one path, and with data those that may be of several."""
        claims = [self._with_alone(claim) for claim in claims]
        self._audit([claim for claim in claims if len(claim.paths) == 1], labels)
        if self.known.outcome is not None:
            self._either([claim for claim in claims if len(claim.paths) > 1])

    def _with_alone(self, claim: MatchedNumber) -> MatchedNumber:
        """Return a claim that may be of the last period as well, where the target of an indicator is of that."""
        alone = self.known.alone(claim.paths[0]) if len(claim.paths) == 1 and claim.year is None else None
        return claim if alone is None else evolve(claim, paths=(*claim.paths, alone))

    def _audit(self, claims: Sequence[MatchedNumber], labels: Sequence[PrintedText]) -> None:
        figures = [evolve(figure_of(claim.number, claim.paths[0]), year=claim.year) for claim in claims]
        texts = [Figure(label.what, label.site.text.string.strip(), label.site.address.text("id")) for label in labels]
        by_id: dict[int, MatchedNumber | PrintedText] = {
            id(figure): claim for figure, claim in zip(figures, claims, strict=True)
        }
        by_id |= {id(figure): label for figure, label in zip(texts, labels, strict=True)}
        audit = audit_parts(Printed([*figures, *texts]), self.known.of_part, self.known.year)
        for result in audit.figures:
            source = by_id[id(result.figure)]
            if isinstance(source, PrintedText):
                self._of_label(result, source)
            else:
                self._of_number(result, source.number)
        numbers = {id(figure): claim.number for figure, claim in zip(figures, claims, strict=True)}
        for conflict in audit.conflicts:
            printed = [numbers[id(figure)] for figure in conflict.figures if id(figure) in numbers]
            printed = [number for number in printed if number not in self.of_others]
            if len(printed) > 1 and not any(number in self.wrong for number in printed):
                self._differs(conflict.what, printed)
        for broken in audit.broken:
            self._breaks(broken, [numbers[id(figure)] for figure in broken.figures if id(figure) in numbers])

    def retract(self, numbers: AbstractSet[NumberInText]) -> None:
        """Take back what was said of *numbers* that are of something else."""
        self.recognised = [
            recognised
            for recognised in self.recognised
            if recognised.number is None or recognised.number not in numbers
        ]
        self._take_back(numbers)

    def doubted(self, certain: Collection[NumberInText]) -> list[ReportFault]:
        """Return the findings of doubtful numbers as what is to be asked, but of those that are *certain*."""
        return self._take_back(self.doubtful.difference(certain))

    def _take_back(self, numbers: AbstractSet[NumberInText]) -> list[ReportFault]:
        """Return the findings of *numbers*, which are none any more."""
        taken = [finding for finding in self.findings if finding.number in numbers]
        self.findings = [finding for finding in self.findings if finding not in taken]
        self.wrong = {number: value for number, value in self.wrong.items() if number not in numbers}
        self.far -= numbers
        return taken

    def _either(self, claims: Sequence[MatchedNumber]) -> None:
        """Take numbers that may be of several paths where they disagree with each: then they are wrong for certain."""
        for claim in claims:
            figures = [evolve(figure_of(claim.number, path), year=claim.year) for path in claim.paths]
            results = audit_parts(Printed(figures), self.known.of_part, self.known.year).figures
            agreeing = [result for result in results if result.verdict == "agrees"]
            if results and all(result.verdict == "disagrees" for result in results):
                self._of_number(next((one for one in results if one.causes), results[-1]), claim.number)
            elif agreeing and len({without_span(path)[0] for path in claim.paths}) == 1:
                self._of_number(agreeing[0], claim.number)  # one result, in a period or up to its end

    def _of_label(self, result: FigureResult, label: PrintedText) -> None:
        text = label.site.text.string.strip()
        start = label.site.text.string.find(text)
        path, alone = result.quantity.path, self.known.alone(result.quantity.path)
        if alone is not None and self.known.outcome is not None and self.known.outcome.result(alone).value == text:
            self.recognised.append(Recognised(label.site, start, alone, "agrees", text))
            return
        self.recognised.append(Recognised(label.site, start, path, result.verdict, text))
        computed = "" if result.computed is None and result.between is None else computed_text(result, "id")
        if label.is_blank:
            self._add(ReportFault("placeholder", label.site, text, path, computed, WORDS["placeholder"], start))
        elif result.verdict == "disagrees" and not self._is_torn(text, computed):
            self._add(ReportFault("scale", label.site, text, path, computed, WORDS["scale"], start))

    def _is_torn(self, text: str, right: str) -> bool:
        """Return whether *text* is no rating of any scale, and what is left of the *right* one: *Sangat* Tinggi."""
        labels = {
            band.label.casefold() for scale in self.known.quantities.definition.scales.values() for band in scale.bands
        }
        written, whole = text.casefold(), right.casefold()
        is_like = written in whole or SequenceMatcher(None, written, whole).ratio() >= TORN
        return written not in labels and is_like

    def _of_number(self, result: FigureResult, number: NumberInText) -> None:
        if is_of_something_else(result, number, self.known.outcome):
            self.of_others.add(number)
            return
        if self._is_read_otherwise(result, number):
            return
        if result.verdict == "disagrees" and is_called_share(result, number):
            result = evolve(result, verdict="agrees")
        place = number.site, number.start
        year = None if result.figure.year == self.known.year else result.figure.year
        self.recognised.append(Recognised(*place, result.quantity.path, result.verdict, number.text, number, year))
        if result.verdict == "agrees":
            self.right.add(number)
        elif result.verdict == "disagrees":
            if result.difference is None and not any(finding.code in DIFFERS for finding in result.findings):
                self.right.add(number)  # its number is right, its unit is not
            else:
                away = result.difference if isinstance(result.computed, tuple) else None
                self.wrong[number] = None if away is None else number.value - Fraction(*away)
            if result.difference is not None and abs(Fraction(*result.difference)) > abs(number.value) * ROUNDED:
                self.far.add(number)
            if not result.causes:
                self.unexplained.add(number)
            if not is_proved(result):
                self.unproved.add(number)
            if is_doubtful(result, number, self.known.year):
                self.doubtful.add(number)
            self.findings.append(finding_of(result, number, self.known.year))

    def _is_read_otherwise(self, result: FigureResult, number: NumberInText) -> bool:
        """Take a wrong number of a sentence for another figure that its words speak of, and for which it is right."""
        if result.verdict != "disagrees" or self.readings is None or not number.site.is_prose:
            return False
        other = self.readings.of(number, result.quantity, result.figure.year or self.known.year)
        if other is None:
            return False
        self.of_others.add(number)
        if not other.difference:
            self.right.add(number)
            place, year = (number.site, number.start), None if other.year == self.known.year else other.year
            self.recognised.append(Recognised(*place, other.quantity.path, "agrees", number.text, number, year))
        return True

    def _breaks(self, broken: BrokenConstraint, printed: Sequence[NumberInText]) -> None:
        """Add a constraint that the numbers *printed* break, at the last of them."""
        if not printed:
            return
        last = max(printed, key=lambda one: (self.sites.index(one.site), one.start))
        what = next(recognised.what for recognised in self.recognised if recognised.number is last)
        cause = Both.of(lambda language: said(broken.finding, language))
        self._add(ReportFault("constraint", last.site, last.text, what, "", cause, last.start, last))

    def _differs(self, what: str, printed: Sequence[NumberInText]) -> None:
        """Add the place where a quantity is printed unlike most others, of two the later one."""
        counts = Counter(number.value for number in printed)
        usual = max(counts, key=lambda value: counts[value])
        first = next(number for number in printed if number.value == usual)
        for number in printed:
            if abs(number.value - usual) > number.half + first.half:
                cause = WORDS["differs"].filled(text=first.text, place=first.site.address)
                if number not in self.right:  # it may be right, and its path or its unit another
                    self.wrong[number] = usual
                self._add(ReportFault("differs", number.site, number.text, what, "", cause, number.start, number))

    def _add(self, finding: ReportFault) -> None:
        if is_new(finding, self.findings):
            self.findings.append(finding)
