"""How the table of the year before is joined to a table: by which columns, and what of it is read."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from lkjdsl.column_names import is_year
from lkjdsl.diagnostic import Diagnostic, is_error, nearest, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.model.known_headers import known_headers
from lkjdsl.tables.kernel.two_years import HAS_PREVIOUS, PREVIOUS
from lkjdsl.tables.reading.headers import YEAR, Headers, headers_of


@frozen(eq=False)
class YearJoin:
    """
    The columns that identify a row in both tables, and those that are read of the year before.

    Where both tables have a column ``year``, that of the year before is meant: one table of several years will do; then
    ``year`` is the edition's, which holds where a cell has none. ``columns`` are positions in the table of the year
    before.
    """

    key: Sequence[str]
    headers: Headers
    columns: Sequence[int]
    year: int | None

    @property
    def names(self) -> list[str]:
        """Return the headers that stand beside those of a table, the last of which says whether a row has any."""
        names = [self.headers.paths[at] for at in self.columns]
        names += [YEAR] if self.headers.year is not None else []
        return [*(f"{PREVIOUS}{name}" for name in names), HAS_PREVIOUS]

    def twice(self, shown: str) -> Diagnostic:
        """Return what is said of a key that several rows of the year before have."""
        return problem("key-twice", name=", ".join(self.key), found=shown) if self.key else problem("key-needed")


def join_of(
    edition: CheckedEdition,
    previous: Sequence[str],
    names: Sequence[str],
    key: Sequence[str],
    mapped: Mapping[str, str] | None = None,
    nesting: Callable[[int], str] = lambda _: "",
) -> tuple[YearJoin | None, list[Diagnostic]]:
    """
    Return how a table headed *previous* is joined to one headed *names*, or None, and what is wrong.

    *mapped* are headers and the paths that a file of columns says they stand for.
    """
    headers, problems = headers_of(edition.definition, previous, known_headers(edition.definition, mapped), nesting)
    both = [name for name in names if name in previous]
    problems += [problem("key-missing", name=one, near=nearest(one, both)) for one in key if one not in both]
    with_year = headers.year is not None and any(map(is_year, names))
    if not key and not with_year:
        problems.append(problem("key-needed"))
    if any(map(is_error, problems)):
        return None, problems
    lists = {at for columns in headers.of_rows.values() for at in columns.values()}
    columns = sorted({at for (name, _), at in headers.read.items() if name != "previous"} | lists)
    return YearJoin(key, headers, columns, edition.definition.year if with_year else None), problems
