"""A document, and where it is at hand an edition with data → everything that proofreading says of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from attrs import define, evolve, field

from lkjdsl.diagnostic import Both
from lkjdsl.documents.blocks import Document
from lkjdsl.proofreading.amounts_of_document import amount_slips, large_amounts, scaled_amounts
from lkjdsl.proofreading.diagnosis import Diagnosis
from lkjdsl.proofreading.document_checks import checks_of_sentences, faults_of_form, questions_of
from lkjdsl.proofreading.edition_reading import EditionReader, EditionReading
from lkjdsl.proofreading.legibility import Legibility
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.multiple_units import count_in_units
from lkjdsl.proofreading.names.numbers_in_names import without_names
from lkjdsl.proofreading.names.row_names import wrong_numbers
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import Proofreading, Recognised, ReportFault, Unrecognised, is_new
from lkjdsl.proofreading.printed.memory import RememberedNumber
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, sites
from lkjdsl.proofreading.printed.table_numbers import TableNumbers, report_tables
from lkjdsl.proofreading.prose.cell_figures import cell_slips
from lkjdsl.proofreading.prose.courses_of_data import CoursesOfData
from lkjdsl.proofreading.prose.figures_of_parts import part_faults
from lkjdsl.proofreading.prose.own_rows import OwnRows
from lkjdsl.proofreading.prose.slipped_figures import slipped_figures
from lkjdsl.proofreading.relations.difference_order import in_order
from lkjdsl.proofreading.relations.table_checks import table_checks
from lkjdsl.proofreading.rounded_before import rounded_before
from lkjdsl.proofreading.sentences.changes import change_checks
from lkjdsl.proofreading.sentences.same_statements import is_same_statement
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
    sites: list[Site] = field(init=False)
    views: list[TableNumbers] = field(init=False)
    edition: EditionReading = field(factory=EditionReading, init=False)

    @sites.default
    def _(self) -> list[Site]:
        found, known = sites(self.document), self.known
        if known is None:
            return found
        definition = known.quantities.definition
        count_in_units(found, definition)
        return without_names(found, definition, known.outcome)

    @views.default
    def _(self) -> list[TableNumbers]:
        return report_tables(self.document, self.sites, () if self.known is None else self.known.names)

    def run(self) -> Proofreading:
        year = None if self.known is None else self.known.year
        of_tables = [check for view in self.views for check in in_order(list(table_checks(view)))]
        if self.known is not None:
            reader = EditionReader(self.document, self.sites, self.views, self.known)
            self.edition = reader.read(self.memory, of_tables)
        edition, document = self.edition, (self.document, self.sites, self.views)
        checks: list[NumberCheck] = [
            *of_tables,
            *checks_of_sentences(*document, edition.wrong, edition.worded, edition.right, year),
            *edition.said,
            *change_checks(self.sites, self.views, year),
        ]
        for fault in rounded_before(edition.findings, checks, edition.right, edition.far):
            edition.findings.remove(fault)
            if fault.number is not None:
                edition.wrong.pop(fault.number, None)
            edition.questions.append(evolve(fault, cause=WORDS["rounded"]))
        self._take_amounts(checks)
        repeated = self._repeated()
        diagnosis = Diagnosis(checks, edition.wrong, edition.right, repeated)
        diagnosis.run()
        named = {one.number: one.what for one in edition.recognised if one.number is not None}
        for finding in diagnosis.findings:
            self._add(finding, "" if finding.number is None else named.get(finding.number, ""))
        self._add_all(
            one for one in edition.worded if not any(is_same_statement(fault, one) for fault in edition.findings)
        )
        explained = {number for check in checks if check.bears_out for number in (check.result, *check.parts)}
        scaled = scaled_amounts(self.sites, {} if self.known is None else self.known.amounts, year)
        self._add_all(finding for finding in scaled if finding.number not in explained)
        edition.questions += diagnosis.questions
        edition.findings += edition.misdated
        edition.questions += questions_of(*document, edition.findings, edition.misdated, year)
        self._add_all(list(faults_of_form(*document, edition.findings, edition.right, year)))
        self._add_all(list(self._of_speech(explained | named.keys(), repeated, year)))
        legibility = Legibility.of(self.document, edition.names)
        doubtful = {fault for fault in edition.findings if legibility.is_doubtful(fault)}
        doubtful -= {fault for fault in doubtful if fault.number in edition.certain}
        order = {id(text): at for at, (_, text) in enumerate(self.document.texts())}

        def place(found: ReportFault | Recognised) -> tuple[int, int]:
            return order[id(found.site.text)], found.start

        return Proofreading(
            tuple(sorted((fault for fault in edition.findings if fault not in doubtful), key=place)),
            tuple(sorted([*edition.questions, *doubtful], key=place)),
            tuple(sorted(edition.recognised, key=place)),
            self._unread(checks),
            self.sites,
            edition.forgotten,
            self.document.unread,
        )

    def _of_speech(
        self, explained: AbstractSet[NumberInText], repeated: AbstractSet[NumberInText], year: int | None
    ) -> Iterator[ReportFault]:
        """Yield what sentences have in place of what they speak of: figures of other parts of the year, and slips."""
        edition = self.edition
        data = None if edition.spoken is None else CoursesOfData(edition.spoken)
        for finding in part_faults(self.sites, self.views, wrong_numbers(edition.findings), year, data):
            number = finding.number
            if number is not None and (number.rupiah or number not in edition.right):  # an amount is right for its part
                yield finding
        if edition.spoken is not None and edition.cells is not None:
            spoken = [site for site in self.sites if site.is_prose and site not in edition.planned]
            yield from slipped_figures(self.sites, edition.spoken, explained, repeated)
            yield from cell_slips(spoken, edition.cells, explained, repeated)
            own = OwnRows(edition.spoken)
            yield from (fault for view in self.views for fault in own.faults(view) if fault.number not in explained)

    def _take_amounts(self, checks: Sequence[NumberCheck]) -> None:
        """Find the large amounts that are slips of known ones: what is worked out of them is then not at fault."""
        known, year = (None, None) if self.known is None else (self.known.amounts, self.known.year)
        for finding, value in amount_slips(self.sites, known or {}, year, [check for check in checks if check.holds]):
            if finding.number is not None and finding.number not in self.edition.wrong:
                self.edition.wrong[finding.number] = value
                self._add(finding)
        exact = {value for amounts in (known or {}).values() for value, _ in amounts.values()}
        for number in large_amounts(self.sites):
            if number.site.is_prose and number.value in exact and number not in self.edition.wrong:
                self.edition.right.add(number)

    def _repeated(self) -> set[NumberInText]:
        """Return the numbers that stand in several texts of the report, but for those of few digits."""
        alike: dict[object, list[NumberInText]] = {}
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

    def _add_all(self, findings: Iterable[ReportFault]) -> None:
        for finding in findings:
            self._add(finding)

    def _add(self, finding: ReportFault, what: str = "") -> None:
        """Take a finding, unless there is one of the same fault at the same place."""
        if is_new(finding, self.edition.findings):
            self.edition.findings.append(evolve(finding, what=what) if what else finding)

    def _unread(self, checks: Sequence[NumberCheck]) -> tuple[Unrecognised, ...]:
        seen = {recognised.number for recognised in self.edition.recognised} | {
            number for check in checks for number in (check.result, *check.parts)
        }
        seen.update(self.edition.placed)
        counts: Counter[Both] = Counter()
        for site in self.sites:
            left = sum((number.measures or site.is_torn) and number not in seen for number in site.numbers)
            if left:
                counts[Both.of(site.address.chapter)] += left
        return tuple(Unrecognised(section, number) for section, number in counts.items())
