"""One office out of a table: its data, for the commands that are about one office."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from lkjdsl.column_names import folded
from lkjdsl.commands.arguments import HelpText
from lkjdsl.commands.office_files import is_table
from lkjdsl.commands.table_reading import columns_of, configure, format_of, options_of, wrong_reading
from lkjdsl.diagnostic import Diagnostic, is_error, nearest, problem
from lkjdsl.edition import Edition
from lkjdsl.evaluate.checked_edition import DataSource
from lkjdsl.syntax.toml_files import LkjdslError


def add_office(parser: Any, words: HelpText) -> None:
    """Add ``--office``, and how the table is read that has it."""
    parser.add_argument("--office", metavar="NAME", help=words("tables.office"))
    configure(parser, words)


def office_data(name: str, arguments: Namespace, edition: Edition) -> tuple[DataSource, list[Diagnostic]]:
    """
    Return the data of an office, and what is to be said of it: a data file as it is, or a row of a table.

    Raises LkjdslError where the table cannot be read, or it is not clear which row is meant.
    """
    if not is_table(name):
        if arguments.office is not None:
            raise LkjdslError((problem("office-of-file", name=name),), edition.definition.language)
        return name, []
    from lkjdsl.model.known_headers import known_headers
    from lkjdsl.tables.reading.small_table import small_table
    from lkjdsl.tables.reading.table_problems import cell_problem

    language = edition.definition.language
    wrong = tuple(wrong_reading(arguments))
    if wrong:
        raise LkjdslError(wrong, language)
    columns = columns_of(arguments, edition)
    known = known_headers(edition.definition, columns)
    reading = format_of(arguments, edition, columns)
    table = small_table(name, edition.definition, reading, known, options_of(arguments))
    if isinstance(table, Diagnostic):
        raise LkjdslError((table,), language)
    if any(map(is_error, table.problems)):
        raise LkjdslError(tuple(table.problems), language)
    offices = list(table.offices())
    wanted = None if arguments.office is None else folded(arguments.office)
    rows = [row for row in offices if wanted is None or wanted in map(folded, row.names.values())]
    if len(rows) != 1:
        named = [next(iter(row.names.values()), str(row.number)) for row in offices]
        values: dict[str, Any] = {
            "name": arguments.office or "",
            "number": len(rows),
            "rows": ", ".join(str(row.number) for row in rows[:10]),
        }
        code = "office-needed" if wanted is None else "office-unclear" if rows else "office-unknown"
        near = None if wanted is None or rows else nearest(arguments.office, named)
        raise LkjdslError((problem(code, near=near, also=values),), language)
    row = rows[0]
    if row.misfits:
        problems = (cell_problem(str(row.number), header, misfit) for header, misfit in row.misfits)
        raise LkjdslError(tuple(problems), language)
    office = arguments.office or next(iter(row.names.values()), "")
    if table.headers.office is not None:
        office = row.names[table.headers.names[table.headers.office]]
    return {**_in_groups(row.data), "office": office}, [*table.remarks]


def offices_data(
    names: Sequence[str], arguments: Namespace, edition: Edition
) -> tuple[list[DataSource], list[Diagnostic]]:
    """Return the data that the files of a year have, which may be tables; see :func:`office_data`."""
    found = [office_data(name, arguments, edition) for name in names]
    return [data for data, _ in found], [remark for _, remarks in found for remark in remarks]


def _in_groups(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data as a data file has it: inputs in their groups."""
    groups: dict[str, Any] = {}
    for path, value in data.items():
        group, dot, name = path.partition(".")
        if dot:
            groups.setdefault(group, {})[name] = value
        else:
            groups[path] = value
    return groups
