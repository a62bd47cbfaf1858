"""A document, and where it is at hand an edition with data → everything that proofreading says of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, evolve, field

from lkjdsl.auditing.audit import BrokenConstraint, Figure, FigureResult
from lkjdsl.auditing.audit_page import computed_text, said
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.names import name_of_quantity
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.auditing.proved_ranges import ProvedRanges
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.auditing.report_audit import audit_report
from lkjdsl.core.program import Program
from lkjdsl.diagnostic import Both, Diagnostic, Language
from lkjdsl.documents.blocks import Chart, Document, Paragraph, Table
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.numbers.rational import Number
from lkjdsl.proofreading.attained import attained
from lkjdsl.proofreading.changes import change_checks
from lkjdsl.proofreading.checks import FaultKind, NumberCheck, agrees
from lkjdsl.proofreading.dates import date_questions
from lkjdsl.proofreading.diagnosis import Diagnosis
from lkjdsl.proofreading.findings import Proofreading, Recognised, ReportFault, Unrecognised
from lkjdsl.proofreading.formula_matching import FormulaMatcher
from lkjdsl.proofreading.listed import list_questions
from lkjdsl.proofreading.marks import mixed_marks, placeholders
from lkjdsl.proofreading.memory import NONE, RememberedNumber, remembered
from lkjdsl.proofreading.numbers import NumberInText, Site, sites
from lkjdsl.proofreading.prose_matching import MatchedNumber, ProseMatcher
from lkjdsl.proofreading.sentences import sentence_checks
from lkjdsl.proofreading.table_checks import table_checks
from lkjdsl.proofreading.table_matching import PrintedText, TableMatcher, prints_both
from lkjdsl.proofreading.table_numbers import TableNumbers
from lkjdsl.proofreading.topics import Topics
from lkjdsl.proofreading.transcript import printed_text
from lkjdsl.proofreading.vocabulary import Vocabulary
from lkjdsl.proofreading.wording import WordedResults
from lkjdsl.units import COUNT, INDEX, PERCENT, RATIO, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
DIGITS = 3
"""With fewer, numbers are alike by chance."""
ROUNDED = Fraction(1, 50)
"""By which part of itself a figure may differ because it was worked out from rounded ones."""
LARGE = 1000
"""No percentage, index or ratio of a report is as large."""
DIFFERS = ("figure-differs",)
KINDS: Mapping[str, FaultKind] = {
    "figure-impossible": "range",
    "figure-differs": "differs",
    "figure-against-row": "arithmetic",
}
UNIT_FAULTS = ("percent-on-other-unit", "rupiah-on-other-unit", "other-unit-printed")


def proofread_document(
    document: Document, edition: "KnownEdition | None" = None, memory: Sequence[RememberedNumber] = ()
) -> Proofreading:
    """
    Return what is found in *document*: by itself, and by what an *edition* says.

    What *memory* says of a number is not asked again.
    """
    return _Run(document, edition, memory).run()


@define(eq=False)
class KnownEdition:
    """An edition with the program of its year, and what follows from the data of the office, where they are there."""

    quantities: Quantities
    program: Program
    outcome: Outcome | None
    year: int
    proved: ProvedRanges = field(init=False)

    @proved.default
    def _(self) -> ProvedRanges:
        return ProvedRanges(self.quantities.definition, self.program)

    @classmethod
    def of(cls, edition: CheckedEdition, outcome: Outcome | None) -> "KnownEdition":
        """Return what an *edition* says, with the *outcome* of its data."""
        year = edition.definition.year if outcome is None else outcome.data.year
        program = edition.program(year) if outcome is None else outcome.program
        return cls(Quantities(edition.definition, program.outputs), program, outcome, year)

    def knowledge(self) -> ReportKnowledge:
        """Return a fresh account of what is known, to which no printed figure has been added."""
        return ReportKnowledge(self.quantities, self.program, Mentions(self.quantities), self.outcome, self.proved)

    @property
    def language(self) -> Language:
        """Return the language of the edition."""
        return self.quantities.definition.language


@define(eq=False)
class _Run:
    document: Document
    known: KnownEdition | None
    memory: Sequence[RememberedNumber] = ()
    forgotten: Sequence[RememberedNumber] = ()
    sites: list[Site] = field(init=False)
    views: list[TableNumbers] = field(init=False)
    recognised: list[Recognised] = field(factory=list)
    findings: list[ReportFault] = field(factory=list)
    said: list[NumberCheck] = field(factory=list)
    worded: list[ReportFault] = field(factory=list)
    questions: list[ReportFault] = field(factory=list)
    right: set[NumberInText] = field(factory=set)
    wrong: set[NumberInText] = field(factory=set)
    far: set[NumberInText] = field(factory=set)

    @sites.default
    def _(self) -> list[Site]:
        return sites(self.document)

    @views.default
    def _(self) -> list[TableNumbers]:
        by_table: dict[int, list[Site]] = {}
        for site in self.sites:
            by_table.setdefault(id(site.table), []).append(site)
        tables = [
            block.table if isinstance(block, Chart) else block
            for block in self.document.blocks
            if isinstance(block, Table | Chart)
        ]
        return [TableNumbers(table, by_table.get(id(table), [])) for table in tables]

    def run(self) -> Proofreading:
        if self.known is not None:
            self._by_edition(self.known)
        checks: list[NumberCheck] = [check for view in self.views for check in table_checks(view)]
        checks += [check for site in self.sites for check in sentence_checks(site)]
        checks += self.said
        checks += change_checks(self.sites, self.views)
        self._set_roundings_apart(checks)
        diagnosis = Diagnosis(checks, self.wrong, self.right, self._repeated())
        diagnosis.run()
        named = {one.number: one.what for one in self.recognised if one.number is not None}
        for finding in diagnosis.findings:
            what = "" if finding.number is None else named.get(finding.number, "")
            self._add(finding, what)
        for finding in self.worded:
            if not any(one.site is finding.site and one.kind == finding.kind for one in self.findings):
                self._add(finding, "")
        self.questions += diagnosis.questions
        self.questions += date_questions(self.document, self.sites, None if self.known is None else self.known.year)
        self.questions += list_questions(self.document, self.sites)
        stated = [finding for view in self.views for finding in attained(view)]
        for finding in (*stated, *placeholders(self.sites), *mixed_marks(self.sites)):
            self._add(finding, "")
        order = {id(text): at for at, (_, text) in enumerate(self.document.texts())}

        def place(one: ReportFault) -> tuple[int, int]:
            return order[id(one.site.text)], one.start

        return Proofreading(
            tuple(sorted(self.findings, key=place)),
            tuple(sorted(self.questions, key=place)),
            tuple(sorted(self.recognised, key=lambda one: (order[id(one.site.text)], one.start))),
            self._unread(checks),
            self.sites,
            self.forgotten,
        )

    def _set_roundings_apart(self, checks: Sequence[NumberCheck]) -> None:
        """Ask of figures that follow from printed ones which are right: those had been rounded before."""
        following = {check.result for check in checks if self._follows(check)}
        alike = {
            (one.what, one.number.value) for one in self.findings if one.number is not None and one.number in following
        }
        for one in list(self.findings):
            if one.number in self.far:
                continue
            if one.number is not None and (one.what, one.number.value) in alike:
                self.findings.remove(one)
                self.wrong.discard(one.number)
                self.questions.append(evolve(one, cause=WORDS["rounded"]))

    def _follows(self, check: NumberCheck) -> bool:
        """Return whether a result is printed as it follows from printed figures that are right."""
        parts = {part for part in check.parts if not (part.percent and part.value == HUNDRED)}
        return bool(parts) and parts <= self.right and agrees(check.result, (check.computed, check.computed))

    def _repeated(self) -> set[NumberInText]:
        """Return the numbers that stand in several texts of the report; of few digits, any will."""
        alike: dict[tuple[Fraction, bool], list[NumberInText]] = {}
        for site in self.sites:
            for number in site.numbers:
                alike.setdefault((number.value, number.rupiah), []).append(number)
        return {
            number
            for group in alike.values()
            for number in group
            if len({one.site.context for one in group}) > 1 or sum(sign.isdigit() for sign in number.text) < DIGITS
        }

    def _add(self, finding: ReportFault, what: str) -> None:
        """Take a finding, unless there is one of the same fault at the same place."""
        same = [one for one in self.findings if one.site is finding.site and one.start == finding.start]
        if not same:
            self.findings.append(evolve(finding, what=what) if what else finding)

    def _by_edition(self, known: KnownEdition) -> None:
        vocabulary = Vocabulary(known.quantities.definition, known.quantities, known.outcome, known.year)
        topics = Topics(vocabulary)
        topics.read(self.document)
        tables, formulas = TableMatcher(vocabulary, topics), FormulaMatcher(vocabulary, topics)
        prose = ProseMatcher(vocabulary, topics, capaian_is_achievement=any(map(prints_both, self.views)))
        claims: list[MatchedNumber] = []
        labels: list[PrintedText] = []
        for view in self.views:
            for match in tables.matches(view):
                if isinstance(match, PrintedText):
                    labels.append(match)
                else:
                    claims.append(MatchedNumber(match[0], [match[1]]))
        for site in self.sites:
            if site.cell is None:
                of_formula = list(formulas.matches(site))
                claims += [MatchedNumber(number, [path]) for number, path in of_formula]
                if site.is_prose and not of_formula:
                    claims += prose.claims(site)
        claims = [claim for claim in claims if all(self._may_be(claim.number, path, known) for path in claim.paths)]
        known_again, self.forgotten = remembered(self.memory, self.sites)
        claims = [claim for claim in claims if claim.number not in known_again]
        claims += [MatchedNumber(number, [what]) for number, what in known_again.items() if what != NONE]
        self._audited([claim for claim in claims if len(claim.paths) == 1], labels, known)
        if known.outcome is not None:
            self._either([claim for claim in claims if len(claim.paths) > 1], known)
            wording = WordedResults(vocabulary, topics, known.outcome)
            for site in self.sites:
                if isinstance(site.block, Paragraph):
                    self.said += wording.checks(site)
                    self.worded += wording.faults(site)

    def _may_be(self, number: NumberInText, path: str, known: KnownEdition) -> bool:
        """Return whether the marks of *number* leave it possible that it is of the unit of *path*."""
        quantity = known.quantities.find(path)
        if quantity is None:
            return False
        unit = quantity.unit
        counted = unit in (COUNT, RUPIAH)
        if counted and (number.percent or (number.decimals and number.multiple == 1)):
            return False
        if (number.rupiah and unit != RUPIAH) or (unit in (PERCENT, INDEX, RATIO) and abs(number.value) >= LARGE):
            return False
        if number.percent and unit not in (PERCENT, INDEX, RATIO):
            return False
        if unit == RUPIAH and not number.rupiah and number.site.table is None:
            return False
        digits = "".join(sign for sign in number.text if sign.isdigit() or sign in ".,")
        grouped = len(digits) > 4 and digits[-4] in ".," and digits.count(digits[-4]) == 1 and digits[0] != "0"  # noqa: PLR2004
        return counted or not ((grouped and not number.decimals) or number.is_ambiguous)

    def _audited(self, claims: Sequence[MatchedNumber], labels: Sequence[PrintedText], known: KnownEdition) -> None:
        figures = [_figure(claim.number, claim.paths[0]) for claim in claims]
        texts = [Figure(label.what, label.site.text.string.strip(), label.site.address.text("id")) for label in labels]
        by_id: dict[int, MatchedNumber | PrintedText] = {
            id(figure): claim for figure, claim in zip(figures, claims, strict=True)
        }
        by_id |= {id(figure): label for figure, label in zip(texts, labels, strict=True)}
        audit = audit_report(Printed([*figures, *texts]), known.knowledge(), known.year)
        for result in audit.figures:
            source = by_id[id(result.figure)]
            if isinstance(source, PrintedText):
                self._of_label(result, source)
            else:
                self._of_number(result, source.number)
        numbers = {id(figure): claim.number for figure, claim in zip(figures, claims, strict=True)}
        for conflict in audit.conflicts:
            printed = [numbers[id(figure)] for figure in conflict.figures if id(figure) in numbers]
            if len(printed) > 1 and not any(number in self.wrong for number in printed):
                self._differs(conflict.what, printed)
        for broken in audit.broken:
            self._breaks(broken, [numbers[id(figure)] for figure in broken.figures if id(figure) in numbers])

    def _of_label(self, result: FigureResult, label: PrintedText) -> None:
        text = label.site.text.string.strip()
        start = label.site.text.string.find(text)
        path = result.quantity.path
        self.recognised.append(Recognised(label.site, start, path, result.verdict, text))
        computed = "" if result.computed is None and result.between is None else computed_text(result, "id")
        if label.is_blank:
            self._add(ReportFault("placeholder", label.site, text, path, computed, WORDS["placeholder"], start), "")
        elif result.verdict == "disagrees":
            self._add(ReportFault("scale", label.site, text, path, computed, WORDS["scale"], start), "")

    def _of_number(self, result: FigureResult, number: NumberInText) -> None:
        place = number.site, number.start
        self.recognised.append(Recognised(*place, result.quantity.path, result.verdict, number.text, number))
        if result.verdict == "agrees":
            self.right.add(number)
        elif result.verdict == "disagrees":
            if result.difference is None and not any(one.code in DIFFERS for one in result.findings):
                self.right.add(number)  # its number is right, its unit is not
            else:
                self.wrong.add(number)
            if result.difference is not None and abs(Fraction(*result.difference)) > abs(number.value) * ROUNDED:
                self.far.add(number)
            self.findings.append(_finding(result, number))

    def _either(self, claims: Sequence[MatchedNumber], known: KnownEdition) -> None:
        """Take numbers that may be of several paths where they disagree with each: then they are wrong for certain."""
        for claim in claims:
            figures = [_figure(claim.number, path) for path in claim.paths]
            results = audit_report(Printed(figures), known.knowledge(), known.year).figures
            if results and all(one.verdict == "disagrees" for one in results):
                self._of_number(results[-1], claim.number)

    def _breaks(self, broken: BrokenConstraint, printed: Sequence[NumberInText]) -> None:
        """Add a constraint that the numbers *printed* break, at the last of them."""
        if not printed:
            return
        last = max(printed, key=lambda one: (self.sites.index(one.site), one.start))
        what = next(one.what for one in self.recognised if one.number is last)
        cause = Both.of(lambda language: said(broken.finding, language))
        self._add(ReportFault("constraint", last.site, last.text, what, "", cause, last.start, last), "")

    def _differs(self, what: str, printed: Sequence[NumberInText]) -> None:
        """Add the place where a quantity is printed unlike most others, of two the later one."""
        counts = Counter(number.value for number in printed)
        usual = max(counts, key=lambda value: counts[value])
        first = next(number for number in printed if number.value == usual)
        for number in printed:
            if abs(number.value - usual) > number.half + first.half:
                cause = WORDS["differs"].filled(text=first.text, place=first.site.address)
                self.wrong.add(number)
                self._add(ReportFault("differs", number.site, number.text, what, "", cause, number.start, number), "")

    def _unread(self, checks: Sequence[NumberCheck]) -> tuple[Unrecognised, ...]:
        seen = {one.number for one in self.recognised} | {
            number for check in checks for number in (check.result, *check.parts)
        }
        counts: Counter[Both] = Counter()
        for site in self.sites:
            left = sum(number.measures and number not in seen for number in site.numbers)
            if left:
                counts[Both.of(site.address.chapter)] += left
        return tuple(Unrecognised(section, number) for section, number in counts.items())


def _figure(number: NumberInText, what: str) -> Figure:
    place = number.site.address.text("id")
    figure = Figure(what, printed_text(number), place, number.locale)
    return figure if number.is_ambiguous else evolve(figure, doubt="none")  # it is spelled as the others are


def _finding(result: FigureResult, number: NumberInText) -> ReportFault:
    codes = [finding.code for finding in result.findings]
    kind: FaultKind = (
        "unit" if result.difference is None and any(code in UNIT_FAULTS for code in codes) else "disagrees"
    )
    kind = next((KINDS[code] for code in codes if code in KINDS), kind)
    if result.between is not None and not isinstance(result.computed, tuple) and _is_wide(result.between):
        kind = "range"
    computed = "" if result.computed is None and result.between is None else computed_text(result, "id")
    reasons: list[Diagnostic] = [*result.findings, *(cause.words for cause in result.causes if cause.kind != "chance")]

    def cause(language: Language) -> str:
        texts = name_of_quantity(result.quantity, language), "; ".join(said(one, language) for one in reasons[:2])
        return ": ".join(text for text in texts if text)

    words, place = Both.of(cause), (number.site, number.text)
    return ReportFault(kind, *place, result.quantity.path, computed, words if words.id else None, number.start, number)


def _is_wide(between: tuple[Number | None, Number | None]) -> bool:
    """Return whether an interval is one of all that is possible, and not of how printed figures were rounded."""
    low, high = between
    if low is None or high is None:
        return True
    width = Fraction(*high) - Fraction(*low)
    return width * 10 > abs(Fraction(*high)) + abs(Fraction(*low))
