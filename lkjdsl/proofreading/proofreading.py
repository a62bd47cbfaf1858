"""A document, and where it is at hand an edition with data → everything that proofreading says of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import define, evolve, field

from lkjdsl.diagnostic import Both
from lkjdsl.documents.blocks import Document, Paragraph
from lkjdsl.proofreading.amounts_of_document import amount_slips, large_amounts, scaled_amounts
from lkjdsl.proofreading.audited_figures import AuditedFigures
from lkjdsl.proofreading.copied_cells import copied
from lkjdsl.proofreading.diagnosis import Diagnosis
from lkjdsl.proofreading.document_checks import checks_of_sentences, faults_of_form, questions_of
from lkjdsl.proofreading.foreign_blocks import Foreign, ForeignBlocks, is_in_foreign
from lkjdsl.proofreading.legibility import Legibility
from lkjdsl.proofreading.matched_numbers import ReportTexts, matched_numbers, matched_table
from lkjdsl.proofreading.misdated_tables import misdated
from lkjdsl.proofreading.names.known_counts import right_counts
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.known_figures import KnownFigures
from lkjdsl.proofreading.names.numbers_in_names import without_names
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.other_parts import of_other_parts, without_periods
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import Proofreading, Recognised, ReportFault, Unrecognised, is_new
from lkjdsl.proofreading.printed.memory import NONE, RememberedNumber, remembered
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, sites
from lkjdsl.proofreading.printed.table_numbers import TableNumbers, report_tables
from lkjdsl.proofreading.prose.cell_figures import CellFigures, cell_slips
from lkjdsl.proofreading.prose.other_readings import OtherReadings
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.prose.slipped_figures import slipped_figures
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures
from lkjdsl.proofreading.prose.stated_figures import StatedFigures
from lkjdsl.proofreading.refuted_paths import nearly_refuted, refuted
from lkjdsl.proofreading.relations.difference_order import in_order
from lkjdsl.proofreading.relations.table_checks import table_checks
from lkjdsl.proofreading.results.wording import WordedResults
from lkjdsl.proofreading.rounded_before import rounded_before
from lkjdsl.proofreading.sentences.changes import change_checks
from lkjdsl.proofreading.sentences.same_statements import is_same_statement
from lkjdsl.proofreading.strayed_figures import StrayedFigures
from lkjdsl.proofreading.tables.figure_lines import FigureLines
from lkjdsl.proofreading.written_places import PlacedNumbers
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

DIGITS = 3
"""With fewer, numbers are alike by chance."""


def proofread_document(
    document: Document, edition: KnownEdition | None = None, memory: Sequence[RememberedNumber] = ()
) -> Proofreading:
    """
    Return what is found in *document*: by itself, and by what an *edition* says.

    What *memory* says of a number is not asked again.
    """
    return _Run(document, edition, memory).run()


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
    misdated: list[ReportFault] = field(factory=list)
    right: set[NumberInText] = field(factory=set)
    wrong: dict[NumberInText, Fraction | None] = field(factory=dict)
    far: set[NumberInText] = field(factory=set)
    placed: Collection[NumberInText] = field(factory=set)
    certain: Collection[NumberInText] = field(factory=set)
    names: Sequence[str] = ()
    spoken: SpokenFigures | None = None
    cells: CellFigures | None = None
    planned: Collection[Site] = ()

    @sites.default
    def _(self) -> list[Site]:
        found, known = sites(self.document), self.known
        return found if known is None else without_names(found, known.quantities.definition, known.outcome)

    @views.default
    def _(self) -> list[TableNumbers]:
        return report_tables(self.document, self.sites, () if self.known is None else self.known.names)

    def run(self) -> Proofreading:
        year = None if self.known is None else self.known.year
        of_tables = [check for view in self.views for check in in_order(list(table_checks(view)))]
        if self.known is not None:
            self._by_edition(self.known, of_tables)
        document = self.document, self.sites, self.views
        checks: list[NumberCheck] = [
            *of_tables,
            *checks_of_sentences(*document, self.wrong, self.worded, year),
            *self.said,
        ]
        checks += change_checks(self.sites, self.views, year)
        for fault in rounded_before(self.findings, checks, self.right, self.far):
            self.findings.remove(fault)
            if fault.number is not None:
                self.wrong.pop(fault.number, None)
            self.questions.append(evolve(fault, cause=WORDS["rounded"]))
        self._take_amounts(checks)
        repeated = self._repeated()
        diagnosis = Diagnosis(checks, self.wrong, self.right, repeated)
        diagnosis.run()
        named = {recognised.number: recognised.what for recognised in self.recognised if recognised.number is not None}
        for finding in diagnosis.findings:
            self._add(finding, "" if finding.number is None else named.get(finding.number, ""))
        for finding in self.worded:
            if not any(is_same_statement(fault, finding) for fault in self.findings):
                self._add(finding, "")
        explained = {number for check in checks if check.holds for number in (check.result, *check.parts)}
        for finding in scaled_amounts(self.sites, {} if self.known is None else self.known.amounts, year):
            if finding.number not in explained:
                self._add(finding, "")
        self.questions += diagnosis.questions
        self.findings += self.misdated
        self.questions += questions_of(*document, self.findings, self.misdated, year)
        for finding in list(faults_of_form(*document, self.findings, self.right)):
            self._add(finding, "")
        explained |= named.keys()
        for finding in () if self.spoken is None else slipped_figures(self.sites, self.spoken, explained, repeated):
            self._add(finding, "")
        spoken = [site for site in self.sites if site.is_prose and site not in self.planned]
        for finding in () if self.cells is None else cell_slips(spoken, self.cells, explained | repeated):
            self._add(finding, "")
        legibility = Legibility.of(self.document, self.names)
        doubtful = {fault for fault in self.findings if legibility.is_doubtful(fault)}
        doubtful -= {fault for fault in doubtful if fault.number in self.certain}
        self.findings = [fault for fault in self.findings if fault not in doubtful]
        self.questions += doubtful
        order = {id(text): at for at, (_, text) in enumerate(self.document.texts())}

        def place(found: ReportFault | Recognised) -> tuple[int, int]:
            return order[id(found.site.text)], found.start

        return Proofreading(
            tuple(sorted(self.findings, key=place)),
            tuple(sorted(self.questions, key=place)),
            tuple(sorted(self.recognised, key=place)),
            self._unread(checks),
            self.sites,
            self.forgotten,
            self.document.unread,
        )

    def _take_amounts(self, checks: Sequence[NumberCheck]) -> None:
        """Find the large amounts that are slips of known ones: what is worked out of them is then not at fault."""
        known, year = (None, None) if self.known is None else (self.known.amounts, self.known.year)
        for finding, value in amount_slips(self.sites, known or {}, year, [check for check in checks if check.holds]):
            if finding.number is not None and finding.number not in self.wrong:
                self.wrong[finding.number] = value
                self._add(finding, "")
        exact = {value for amounts in (known or {}).values() for value, _ in amounts.values()}
        for number in large_amounts(self.sites):
            if number.site.is_prose and number.value in exact and number not in self.wrong:
                self.right.add(number)

    def _repeated(self) -> set[NumberInText]:
        """Return the numbers that stand in several texts of the report, but for those of few digits."""
        alike: dict[tuple[Fraction, bool], list[NumberInText]] = {}
        for site in self.sites:
            for number in site.numbers:
                alike.setdefault((number.value, number.rupiah), []).append(number)
        return {
            number
            for group in alike.values()
            for number in group
            if len({number.site.context for number in group}) > 1
            and sum(sign.isdigit() for sign in number.text) >= DIGITS
        }

    def _add(self, finding: ReportFault, what: str) -> None:
        """Take a finding, unless there is one of the same fault at the same place."""
        if is_new(finding, self.findings):
            self.findings.append(evolve(finding, what=what) if what else finding)

    def _by_edition(self, known: KnownEdition, of_tables: Sequence[NumberCheck]) -> None:
        placed = PlacedNumbers.of(self.document, self.sites, known)
        vocabulary = Vocabulary(known.quantities.definition, known.quantities, known.outcome, known.year)
        self.names = [name for entity in vocabulary.entities for name in entity.names]
        topics = Topics(vocabulary)
        self.spoken = SpokenFigures(known, vocabulary, topics) if known.outcome is not None else None
        self.cells = None if self.spoken is None else CellFigures(self.spoken)
        topics.read(self.document)
        report = ReportTexts(self.sites, self.views)
        matched = matched_numbers(report, vocabulary, topics, known)
        for table in misdated(self.views, lambda view: matched_table(view, vocabulary, topics, known), known):
            matched.claims.extend(table.matched.claims)
            matched.labels.extend(table.matched.labels)
            self.misdated.append(table.fault)
        of_year = without_periods(matched.claims, known)
        of_year += of_other_parts(self.document, report, vocabulary, known, {claim.number for claim in of_year})
        figures = KnownFigures(known)
        lines = FigureLines(figures, vocabulary)
        taken = {claim.number for claim in of_year}
        slips = (slip for view in self.views for slip in lines.slips(view, taken))
        of_year += [MatchedNumber(number, [figure.path], figure.year) for number, figure in slips]
        known_again, self.forgotten = remembered(self.memory, self.sites)
        claims = [claim for claim in of_year if claim.number not in placed.written] + placed.claims
        claims = [claim for claim in claims if claim.number not in known_again]
        worded = {number: entry for number, entry in known_again.items() if entry.what != NONE}
        claims += [MatchedNumber(number, [entry.what], entry.year) for number, entry in worded.items()]
        settled = placed.written.keys() | known_again.keys()
        self.planned = matched.planned
        claims += [claim for claim in self._stated(claims) if claim.number not in settled]
        audited = AuditedFigures(known, self.sites, None if self.spoken is None else OtherReadings(self.spoken))
        audited.take(claims, matched.labels)
        self.certain = known_again.keys() | placed.written.keys()
        audited.retract(refuted(of_tables, audited.right, audited.wrong) - self.certain)
        audited.doubtful |= nearly_refuted(audited.right, audited.wrong)
        strayed = StrayedFigures(vocabulary, topics, audited).numbers(self.sites)
        blocks = ForeignBlocks(vocabulary, topics, figures)
        foreign = blocks.texts(self.sites)
        found = {finding.number: finding.what for finding in audited.findings if finding.number is not None}
        strayed |= set(blocks.doubtful(found, foreign))
        audited.doubtful |= strayed
        self.questions += audited.doubted(self.certain)
        audited.right |= lines.right - audited.wrong.keys()
        audited.right |= set(right_counts(self.sites, known.quantities.definition))
        self.recognised = audited.recognised
        self.findings = [self._explained(finding, audited.unexplained, known.year) for finding in audited.findings]
        self.right, self.wrong, self.far = audited.right, audited.wrong, audited.far
        self.placed = placed.written.keys()
        for fault, is_certain in placed.changed():
            (self.findings if is_certain else self.questions).append(fault)
        if known.outcome is not None:
            self._read_words(WordedResults(vocabulary, topics, known.outcome), foreign, {one.site for one in strayed})

    def _read_words(self, wording: WordedResults, foreign: Foreign, strayed: Collection[Site]) -> None:
        """Take what paragraphs say in words, but for those that are perhaps of another indicator."""
        for site in self.sites:
            if isinstance(site.block, Paragraph):
                about = list(wording.sentences(site))
                faults = () if site in strayed else wording.faults(site, about)
                self.said += [
                    one for one in wording.checks(site, about) if not is_in_foreign(site, one.result, foreign)
                ]
                self.worded += [one for one in faults if not is_in_foreign(site, one.number, foreign)]

    def _stated(self, claims: Sequence[MatchedNumber]) -> Iterator[MatchedNumber]:
        """Yield what sentences state of the indicators that they are about, the numbers of *claims* left out."""
        if self.spoken is None:
            return
        stated = StatedFigures(self.spoken, {claim.number: claim.paths[0] for claim in claims})
        taken = {claim.number for claim in claims}
        for site in self.sites:
            if site.is_prose and site not in self.planned:
                found = list(stated.claims(site))
                yield from found
                if self.cells is not None:
                    yield from self.cells.claims(site, taken | {claim.number for claim in found})

    def _explained(self, finding: ReportFault, unexplained: AbstractSet[NumberInText], year: int) -> ReportFault:
        """Return a finding with what its number repeats, where no other cause was found."""
        number = finding.number
        words = copied(number, self.views, year) if number is not None and number in unexplained else None
        if words is None:
            return finding
        return evolve(
            finding, cause=words if finding.cause is None else WORDS["because"].filled(what=finding.cause, why=words)
        )

    def _unread(self, checks: Sequence[NumberCheck]) -> tuple[Unrecognised, ...]:
        seen = {recognised.number for recognised in self.recognised} | {
            number for check in checks for number in (check.result, *check.parts)
        }
        seen.update(self.placed)
        counts: Counter[Both] = Counter()
        for site in self.sites:
            left = sum((number.measures or site.is_torn) and number not in seen for number in site.numbers)
            if left:
                counts[Both.of(site.address.chapter)] += left
        return tuple(Unrecognised(section, number) for section, number in counts.items())
