"""What is asked of a table, and whether its headers answer it: the same for every way to read and to compute one."""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from lkjdsl.column_names import is_cumulative
from lkjdsl.core.program import pruned
from lkjdsl.diagnostic import Diagnostic, Language, is_error, nearest, problem
from lkjdsl.domains.float_program.leaves import leaves_of
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data_findings import rows_absent
from lkjdsl.model.known_headers import known_headers
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.tables.reading.absent_rows import rows_without_columns
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.headers import Headers, columns_problems, headers_of, without_inputs
from lkjdsl.tables.results.requested import paths_of, unknown


@frozen
class Asking:
    """
    What is asked of tables: the paths (None: all), printed texts in a language, how text and percentages are read.

    ``threads`` work on blocks of rows at the same time.
    """

    only: Sequence[str] | None = None
    language: Language | None = None
    reading: CellFormat = field(factory=CellFormat)
    threads: int = 2
    columns: Mapping[str, str] = field(factory=dict, hash=False)
    """Headers, and the paths of the inputs that a file of columns says they stand for."""


def recognized(
    edition: CheckedEdition,
    names: Sequence[str],
    asking: Asking,
    head: Sequence[Sequence[str]] = (),
    nesting: Callable[[int], str] = lambda _: "",
) -> tuple[Headers, list[Diagnostic]]:
    """
    Return what the columns headed *names* are, and what is to be said of them.

    *head* are the first rows of a file, to be shown where none of its columns is an input; *nesting* says which columns
    are lists. Raises LkjdslError for headers and paths that are unknown.
    """
    known = known_headers(edition.definition, asking.columns)
    headers, problems = headers_of(edition.definition, names, known, nesting)
    spelled = (*asking.reading.locales, *asking.reading.percents)
    problems += [
        problem("unknown-header", name=name, near=nearest(name, edition.inputs))
        for name in dict.fromkeys(spelled)
        if name and name not in edition.inputs
    ]
    problems += unknown(edition.program(earlier=headers.earlier), asking.only or ())
    if not any(map(is_error, problems)):
        wanted = needed(edition, headers, asking.only)
        if wanted and headers.reads_nothing:
            problems = [without_inputs(names, head, wanted)]
        else:
            problems += columns_problems(edition.definition, headers, known, wanted)
            program = edition.program(earlier=headers.earlier)
            steps = [program.results[path] for path in asking.only or paths_of(program)]
            problems += rows_absent(rows_without_columns(headers, program, steps), "table")
    periods = edition.definition.periods
    if periods and headers.period is None and not headers.reads_nothing:
        problems.append(problem("whole-year-taken", helps=("table",), period=periods[0]))
    to_date = any(map(is_cumulative, headers.others))
    if headers.period is not None and headers.earlier and edition.definition.periods and to_date:
        problems.append(problem("previous-of-periods"))
    if any(map(is_error, problems)):
        raise LkjdslError(tuple(problems), edition.definition.language)
    return headers, problems


def needed(edition: CheckedEdition, headers: Headers, only: Sequence[str] | None) -> Sequence[str]:
    """Return the inputs that the results *only* (all where it is None) need."""
    program = edition.program(earlier=headers.earlier)
    small, _ = pruned(program, [program.results[path] for path in only or paths_of(program)])
    slots = {slot for kind, slot in leaves_of(small).values() if kind == "input"}
    return [path for slot, path in enumerate(edition.definition.inputs) if slot in slots]
