"""Files of cases: ``[[case]]`` entries that stand outside the edition they are about."""

from lkjdsl.check.cases import cases_of
from lkjdsl.check.names import names_of
from lkjdsl.check.reporting import Report
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.files import read_source
from lkjdsl.model.cases import Case
from lkjdsl.syntax.document import Document, read_cases
from lkjdsl.syntax.reader import Reader
from lkjdsl.syntax.toml import read_tables


def cases_of_file(edition: CheckedEdition, name: str) -> tuple[list[Case], tuple[Diagnostic, ...]]:
    """Return the cases of a file of ``[[case]]`` entries for *edition*, and what is wrong with the file."""
    source = read_source(name)
    if isinstance(source, Diagnostic):
        return [], (source,)
    tables = read_tables(source)
    if isinstance(tables, Diagnostic):
        return [], (tables,)
    problems: list[Diagnostic] = []
    reader = Reader(source, problems)
    for key in tables:
        if key != "case":
            reader.unknown((), key, ("case",))
    document = Document(source, {"case": read_cases(reader, ("case",), tables.get("case", []))}, tables)
    report = Report(document, problems)
    return list(cases_of(report, names_of(edition.definition))), tuple(problems)
