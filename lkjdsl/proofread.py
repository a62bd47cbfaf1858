"""The public face of the audit: an edition, what was printed, and the data where it is at hand."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from attrs import evolve

from lkjdsl.auditing.audit import Audit
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.parts_of_year import ReportPart, audit_parts
from lkjdsl.auditing.printed_file import read_printed_file
from lkjdsl.auditing.printed_tables import PrintedTable, is_table, read_sheet
from lkjdsl.auditing.printed_workbook import printed_workbook
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.column_names import is_year
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition, DataSource
from lkjdsl.evaluate.office_workbook import is_office_workbook
from lkjdsl.numbers.numerals import Locale
from lkjdsl.syntax.toml_files import LkjdslError, PathLike, path_of_file, read_toml_file, wrong_argument


def audit(
    edition: CheckedEdition,
    printed: PathLike | Mapping[str, Any],
    data: DataSource | Sequence[DataSource] | None = None,
    *,
    previous: DataSource | Sequence[DataSource] | None = None,
    locale: Locale | None = None,
    causes: bool = True,
) -> Audit:
    """
    Return the verdict on every figure of a *printed* file, or of a mapping with the same keys.

    Where the year has periods, *data* may be those of several, and figures those of any part of the year; *previous*
    are the data of the year before, for the figures of that year and for what is compared with it. Without
    *data* the printed figures of the inputs are the data, as intervals. A workbook that an office filled in is its own
    data where no others are given, and what it shows as results are the figures. A CSV or XLSX file is a table of
    many offices, a row for each, whose numerals are those of *locale*, Indonesian where it is None. Without *causes*
    none are given for what disagrees. Raises LkjdslError where a file cannot be read at all; what is wrong inside one
    is in the audit's ``problems``.
    """
    if not isinstance(edition, CheckedEdition):
        raise wrong_argument(edition, "edition")
    name = "" if isinstance(printed, Mapping) else path_of_file("data", printed, edition.definition.language)
    is_workbook = bool(name) and is_office_workbook(name)
    if is_table(name) and not is_workbook:
        return _audit_table(edition, name, data, previous, locale, causes=causes)
    before = None if previous is None else edition.evaluate(previous)
    outcome = None if data is None else edition.year(edition.read_all(data), before)
    if is_workbook:
        says = edition.evaluate(name, previous)
        assert says.data.workbook is not None, "a workbook was read"
        outcome = says if outcome is None else outcome
        found = printed_workbook(says.data.workbook, says, outcome)
    elif isinstance(printed, Mapping):
        found = read_printed_file(printed)
    else:
        source, tables = read_toml_file(name, edition.definition.language)
        found = read_printed_file(tables, source)
    named = {figure.what for figure in found.figures} | {line.what for line in found.lines}
    if edition.answering(named) is not edition:
        edition = edition.with_contributions
        outcome = None if outcome is None else outcome.with_contributions
    year = outcome.data.year if outcome is not None else edition.definition.year if found.year is None else found.year

    def knowledge_of(of_part: ReportPart) -> ReportKnowledge | None:
        span, of_year = of_part.span, of_part.year
        whole = outcome if of_year is None else before if before is not None and before.data.year == of_year else None
        part = whole if whole is None or span is None else whole.spans.get(span)
        if whole is not None and part is None:
            return None
        program = edition.program(year if of_year is None else of_year, span) if part is None else part.program
        quantities = Quantities(edition.definition, program.outputs)
        return ReportKnowledge(quantities, program, Mentions(quantities), part)

    found_of_parts = audit_parts(found, knowledge_of, year)
    if causes:
        return found_of_parts
    return evolve(found_of_parts, figures=tuple(evolve(figure, causes=()) for figure in found_of_parts.figures))


def _audit_table(
    edition: CheckedEdition,
    name: str,
    data: DataSource | Sequence[DataSource] | None,
    previous: DataSource | Sequence[DataSource] | None,
    locale: Locale | None,
    *,
    causes: bool,
) -> Audit:
    from lkjdsl.auditing.table_audit import audit_table

    sheet = problem("table-with-data") if data is not None else read_sheet(name)
    if isinstance(sheet, Diagnostic):
        raise LkjdslError((sheet,), edition.definition.language)
    before = None if previous is None else _table_before(name, previous)
    if isinstance(before, Diagnostic):
        raise LkjdslError((before,), edition.definition.language)
    edition = edition.answering(sheet.headers)
    looks_back = before is not None or any(map(is_year, sheet.headers))
    program_of = partial(edition.program, earlier=looks_back)
    quantities = Quantities(edition.definition, edition.program(earlier=looks_back).outputs)
    return audit_table(sheet, quantities, program_of, locale, previous=before, causes=causes)


def _table_before(name: str, previous: DataSource | Sequence[DataSource]) -> PrintedTable | Diagnostic:
    """Return the table of the year before, which is a table as well."""
    named = previous[0] if isinstance(previous, list | tuple) and len(previous) == 1 else previous
    if not isinstance(named, str | os.PathLike) or not is_table(str(named)):
        return problem("previous-other-kind", name=str(named), data=name)
    return read_sheet(str(named))
