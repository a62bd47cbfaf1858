"""An edition with its data, and a document → what each of its numbers is of, and what the edition says of it."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import pairwise

from attrs import define, evolve, field, frozen

from lkjdsl.documents.blocks import Document, Heading, Paragraph, Table
from lkjdsl.proofreading.audited_figures import AuditedFigures
from lkjdsl.proofreading.copied_cells import copied
from lkjdsl.proofreading.foreign_blocks import Foreign, ForeignBlocks, is_in_foreign
from lkjdsl.proofreading.matched_numbers import Matched, ReportTexts, matched_numbers, matched_table
from lkjdsl.proofreading.misdated_tables import misdated
from lkjdsl.proofreading.names.known_counts import right_counts
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.known_figures import KnownFigures
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.other_parts import of_other_parts, without_periods
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import Recognised, ReportFault
from lkjdsl.proofreading.printed.memory import NONE, RememberedNumber, remembered
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed_again import PrintedAgain
from lkjdsl.proofreading.prose.cell_figures import CellFigures
from lkjdsl.proofreading.prose.other_readings import OtherReadings
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures
from lkjdsl.proofreading.prose.stated_figures import StatedFigures
from lkjdsl.proofreading.refuted_paths import borne_out, nearly_refuted, refuted
from lkjdsl.proofreading.results.known_changes import KnownChanges
from lkjdsl.proofreading.results.rated_lines import rated_faults
from lkjdsl.proofreading.results.units_of_rows import units_of_rows
from lkjdsl.proofreading.results.wording import WordedResults
from lkjdsl.proofreading.strayed_figures import StrayedFigures
from lkjdsl.proofreading.tables.figure_lines import FigureLines
from lkjdsl.proofreading.tables.printed_scales import scale_faults
from lkjdsl.proofreading.written_places import PlacedNumbers
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


@define(eq=False)
class EditionReading:
    """
    What an edition says of a document, and what was found out about its numbers on the way.

    ``said`` is what words say in numbers, ``worded`` what they say wrongly in words; ``wrong`` numbers have what they
    should be, if that is known, those that are ``far`` off differ by more than roundings do; ``placed`` are those that
    the document keeps a record of, ``certain`` also what was remembered; ``planned`` are texts of what is only planned.
    """

    findings: list[ReportFault] = field(factory=list)
    questions: list[ReportFault] = field(factory=list)
    misdated: Sequence[ReportFault] = ()
    recognised: Sequence[Recognised] = ()
    said: list[NumberCheck] = field(factory=list)
    worded: list[ReportFault] = field(factory=list)
    right: set[NumberInText] = field(factory=set)
    wrong: dict[NumberInText, Fraction | None] = field(factory=dict)
    far: AbstractSet[NumberInText] = frozenset()
    placed: Collection[NumberInText] = ()
    certain: Collection[NumberInText] = ()
    planned: Collection[Site] = ()
    forgotten: Sequence[RememberedNumber] = ()
    names: Sequence[str] = ()
    spoken: SpokenFigures | None = None
    cells: CellFigures | None = None


@frozen(eq=False)
class EditionReader:
    """Reads a document with its texts and tables by what is *known*."""

    document: Document
    sites: Sequence[Site]
    views: Sequence[TableNumbers]
    known: KnownEdition

    def read(self, memory: Sequence[RememberedNumber], of_tables: Sequence[NumberCheck]) -> EditionReading:
        """Return what the edition says; what *memory* says of a number is not asked again."""
        known = self.known
        placed = PlacedNumbers.of(self.document, self.sites, known)
        vocabulary = Vocabulary(known.quantities.definition, known.quantities, known.outcome, known.year)
        topics = Topics(vocabulary)
        topics.read(self.document)
        spoken = SpokenFigures(known, vocabulary, topics) if known.outcome is not None else None
        cells = None if spoken is None else CellFigures(spoken)
        report = ReportTexts(self.sites, self.views)
        matched = matched_numbers(report, vocabulary, topics, known)
        tables = list(misdated(self.views, lambda view: matched_table(view, vocabulary, topics, known), known))
        for table in tables:
            matched.claims.extend(table.matched.claims)
            matched.labels.extend(table.matched.labels)
        figures = KnownFigures(known)
        lines = FigureLines(figures, vocabulary)
        of_year = self._of_all_parts(report, vocabulary, matched, lines)
        again, forgotten = remembered(memory, self.sites)
        certain = again.keys() | placed.written.keys()
        claims = [claim for claim in of_year if claim.number not in placed.written] + placed.claims
        claims = [claim for claim in claims if claim.number not in again]
        worded = {number: entry for number, entry in again.items() if entry.what != NONE}
        claims += [MatchedNumber(number, [entry.what], entry.year) for number, entry in worded.items()]
        claims += [claim for claim in self._stated(claims, matched, cells) if claim.number not in certain]
        audited = AuditedFigures(known, self.sites, None if spoken is None else OtherReadings(spoken))
        audited.take(claims, matched.labels)
        blocks = ForeignBlocks(vocabulary, topics, figures)
        foreign = blocks.texts(self.sites)
        audited.retract(refuted(of_tables, audited.right, audited.wrong) - certain)
        strayed = StrayedFigures(vocabulary, topics, audited).numbers(self.sites)
        found = {finding.number: finding.what for finding in audited.findings if finding.number is not None}
        strayed |= set(blocks.doubtful(found, foreign))
        audited.doubtful |= strayed | self._doubtful(audited, vocabulary, of_tables)
        questions = audited.doubted(certain)
        audited.right |= lines.right - audited.wrong.keys()
        audited.right |= set(right_counts(self.sites, known.quantities.definition))
        reading = EditionReading(
            [self._explained(finding, audited.unexplained) for finding in audited.findings],
            questions, [table.fault for table in tables], audited.recognised,
            right=audited.right, wrong=audited.wrong, far=audited.far, placed=placed.written.keys(), certain=certain,
            planned=matched.planned, forgotten=forgotten, spoken=spoken, cells=cells,
            names=[name for entity in vocabulary.entities for name in entity.names],
        )  # fmt: skip
        reading.worded += self._of_scales(audited)
        reading.worded += units_of_rows(self.views, audited.recognised, vocabulary)
        for fault, is_certain in placed.changed():
            (reading.findings if is_certain else reading.questions).append(fault)
        if known.outcome is not None:
            wording = WordedResults(vocabulary, topics, known.outcome)
            self._read_words(reading, wording, foreign, {one.site for one in strayed})
        if spoken is not None:
            changes = KnownChanges.of(spoken, audited.recognised, known.year)
            said = (one for site in self.sites if isinstance(site.block, Paragraph) for one in changes.checks(site))
            reading.said += [one for one in said if not is_in_foreign(one.result.site, one.result, foreign)]
        return reading

    def _doubtful(
        self, audited: AuditedFigures, vocabulary: Vocabulary, of_tables: Sequence[NumberCheck]
    ) -> set[NumberInText]:
        """Return the wrong numbers that may be of something else, by their tables and where else they are printed."""
        found = {finding.number: finding.what for finding in audited.findings if finding.number is not None}
        unproved = {one for one in audited.unproved if copied(one, self.views, self.known.year) is None}
        repeats = PrintedAgain.of(vocabulary, self.sites, self.views)
        return {
            *nearly_refuted(audited.right, audited.wrong),
            *borne_out(of_tables, audited.right, audited.wrong),
            *repeats.doubtful(found, unproved),
        }

    def _of_scales(self, audited: AuditedFigures) -> Iterator[ReportFault]:
        """Yield the limits of scales that tables print otherwise, and ratings that are not those of their numbers."""
        scales = list(self.known.quantities.definition.scales.values())
        yield from (fault for view in self.views for fault in scale_faults(view, scales))
        settled = [one.site for one in audited.recognised if one.number is None]
        yield from rated_faults(self.views, scales, audited.wrong, settled)

    def _of_all_parts(
        self, report: ReportTexts, vocabulary: Vocabulary, matched: Matched, lines: FigureLines
    ) -> list[MatchedNumber]:
        """Return what is matched of the year, of other years and parts of it, and of lines that their numbers tell."""
        claims = without_periods(matched.claims, self.known)
        claims += of_other_parts(self.document, report, vocabulary, self.known, {claim.number for claim in claims})
        taken = {claim.number for claim in claims}
        slips = (slip for view in self.views for slip in lines.slips(view, taken))
        return claims + [MatchedNumber(number, [figure.path], figure.year) for number, figure in slips]

    def _read_words(
        self, reading: EditionReading, wording: WordedResults, foreign: Foreign, strayed: Collection[Site]
    ) -> None:
        """Take what paragraphs say in words, but for those that are perhaps of another indicator."""
        last = None
        for before, site in pairwise([None, *self.sites]):
            if site is None or isinstance(site.block, Heading | Table):
                last = None
            elif isinstance(site.block, Paragraph):
                about = list(wording.sentences(site, last))
                last = about[-1].about if about else last
                checks = wording.checks(site, about)
                faults = () if site in strayed else wording.faults(site, about, before)
                reading.said += [one for one in checks if not is_in_foreign(site, one.result, foreign)]
                reading.worded += [one for one in faults if not is_in_foreign(site, one.number, foreign)]

    def _stated(
        self, claims: Sequence[MatchedNumber], matched: Matched, cells: CellFigures | None
    ) -> Iterator[MatchedNumber]:
        """Yield what sentences state of the indicators that they are about, the numbers of *claims* left out."""
        if cells is None:
            return
        stated = StatedFigures(cells.figures, {claim.number: claim.paths[0] for claim in claims})
        taken = {claim.number for claim in claims}
        for site in self.sites:
            if site.is_prose and site not in matched.planned:
                found = list(stated.claims(site))
                yield from found
                yield from cells.claims(site, taken | {claim.number for claim in found})

    def _explained(self, finding: ReportFault, unexplained: AbstractSet[NumberInText]) -> ReportFault:
        """Return a finding with what its number repeats, where no other cause was found."""
        number = finding.number
        words = copied(number, self.views, self.known.year) if number is not None and number in unexplained else None
        if words is None:
            return finding
        return evolve(
            finding, cause=words if finding.cause is None else WORDS["because"].filled(what=finding.cause, why=words)
        )
