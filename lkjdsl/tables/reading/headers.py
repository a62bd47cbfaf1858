"""What the headers of a table stand for: inputs, lists of rows, given nodes, the year; all else passes through."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from lkjdsl.column_names import is_office, is_period, is_row_number, is_year
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.domains.float_program.writer import ColumnKey
from lkjdsl.model.definition import Definition
from lkjdsl.model.known_headers import PATH_LIKE, KnownHeaders, known_headers
from lkjdsl.tables.kernel.two_years import HAS_PREVIOUS, PREVIOUS, in_its_year

if TYPE_CHECKING:
    import pyarrow as pa

YEAR = "year"
BEFORE_YEAR = f"{PREVIOUS}{YEAR}"
"""The header of the year of the previous year's data."""


@frozen(eq=False)
class Headers:
    """
    Where each column of a table is: by what it is read for, by table and column of rows, and by name what passes.

    ``paths`` are the inputs and nodes by the positions of their columns, also where these have another header.
    """

    read: Mapping[ColumnKey, int]
    of_rows: Mapping[str, Mapping[str, int]]
    others: Mapping[str, int]
    names: Sequence[str]
    year: int | None = None
    before_year: int | None = None
    earlier: bool = False
    """Whether the table has data of the previous year."""
    paths: Mapping[int, str] = field(factory=dict)
    office: int | None = None
    period: int | None = None

    def at(self, key: ColumnKey) -> int | None:
        """Return the column that is read for *key*, if the table has one."""
        return self.read.get(key)

    def name(self, key: ColumnKey) -> str:
        """Return the header of the column that is read for *key*."""
        return self.names[self.read[key]]

    def has(self, path: str) -> bool:
        """Return whether there is a column of an input, of a column of rows, or of a given node."""
        return path in self.paths.values()

    @property
    def reads_nothing(self) -> bool:
        """Return whether no column is an input, or anything else that is evaluated."""
        return not (self.read or self.of_rows)

    def year_before(self, year: int | None) -> int | None:
        """Return the year of the data of the year before, where the table says it."""
        return None if year is None or self.before_year is None else year - 1

    def filled(self, width: int) -> Sequence[int]:
        """Return the columns, of the first *width*, of which a row that has any data has one filled in."""
        return [] if self.of_rows else [at for at in self.read.values() if at < width]

    @property
    def key(self) -> Sequence[int]:
        """Return the columns that say which row is which, year and period among them; not those that count the rows."""
        return [at for name, at in self.others.items() if not is_row_number(name)]

    def lists(self, batch: "pa.RecordBatch") -> "dict[str, dict[str, pa.Array]]":
        """Return the list columns of *batch* by table and column."""
        return {
            table: {name: batch.column(at) for name, at in columns.items()} for table, columns in self.of_rows.items()
        }

    def passing(self, batch: "pa.RecordBatch") -> "dict[str, pa.Array]":
        """Return the columns that identify a row."""
        return {name: batch.column(at) for name, at in self.others.items()}


def headers(
    definition: Definition, schema: "pa.Schema", known: KnownHeaders | None = None
) -> tuple[Headers, list[Diagnostic]]:
    """Return what the columns of an Arrow table are; see :func:`headers_of`."""
    return headers_of(definition, list(schema.names), known, nesting_of(schema))


def nesting_of(schema: "pa.Schema") -> Callable[[int], str]:
    """Return what says of a column of an Arrow table whether its cells are lists."""
    import pyarrow as pa

    types = schema.types  # made anew each time

    def nesting(at: int) -> str:
        kind = types[at]
        if not pa.types.is_nested(kind):
            return ""
        is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
        return "list" if is_list and not pa.types.is_nested(kind.value_type) else "nested"

    return nesting


def headers_of(
    definition: Definition,
    names: Sequence[str],
    known: KnownHeaders | None = None,
    nesting: Callable[[int], str] = lambda _: "",
) -> tuple[Headers, list[Diagnostic]]:
    """
    Return what the columns headed *names* are, and what is wrong with them.

    A header that is spelled like the path of an input must be known; one that is not the name of an indicator, and no
    label or alias of an input, identifies the row. *nesting* says of a column whether its cells are lists.
    """
    return _Reader(definition, names, known or known_headers(definition), nesting).headers()


class _Reader:
    def __init__(
        self, definition: Definition, names: Sequence[str], known: KnownHeaders, nesting: Callable[[int], str]
    ) -> None:
        self.definition, self.names, self.known, self.nesting = definition, names, known, nesting
        self.slots = {path: slot for slot, path in enumerate(definition.inputs)}
        self.nodes = {node.path for node in definition.nodes()}
        self.read: dict[ColumnKey, int] = {}
        self.of_rows: dict[str, dict[str, int]] = {}
        self.others: dict[str, int] = {}
        self.paths: dict[int, str] = {}
        self.places: dict[str, int] = {}
        self.problems: list[Diagnostic] = []
        self.earlier = False

    def headers(self) -> tuple[Headers, list[Diagnostic]]:
        counts = Counter(self.names)
        for at, name in enumerate(self.names):
            if counts[name] > 1:
                self.problems += [problem("header-twice", name=name)] if self.names.index(name) == at else []
                continue
            self._column(at, name)
        found = Headers(
            self.read, self.of_rows, self.others, self.names, self.places.get("year"), self.places.get("before"),
            self.earlier, self.paths, self.places.get("office"), self.places.get("period"),
        )  # fmt: skip
        return found, self.problems

    def _column(self, at: int, name: str) -> None:
        several = self.known.several(name)
        if several:
            self.problems.append(problem("header-of-several", name=name, paths=", ".join(several)))
            return
        if name == HAS_PREVIOUS:
            self.read["input", 2 * len(self.slots)] = at
            return
        if name == BEFORE_YEAR:
            self.earlier = True
            self.places["before"] = at
            return
        path = self.known.path(name)
        if path is None and in_its_year(name)[1]:
            path = self.known.path(in_its_year(name)[0])
            self.earlier = self.earlier or path is not None
            if path is not None:
                self._known(at, name, path, PREVIOUS)
                return
        if path is not None:
            self._known(at, name, path, "")
        else:
            self._other(at, name)

    def _known(self, at: int, name: str, path: str, before: str) -> None:
        """Take a column that is read for *path*, of this year or the one *before*."""
        whole = before + path
        if whole in self.paths.values():
            other = next(self.names[one] for one, known in self.paths.items() if known == whole)
            self.problems.append(problem("headers-of-one-input", name=name, other=other, path=whole))
            return
        nesting = self.nesting(at)
        table, _, column = path.rpartition(".")
        is_column = table in self.definition.rows and column in self.definition.rows[table].columns
        self.paths[at] = whole
        if nesting and not is_column:
            self.problems.append(problem("column-nested", name=name))
        elif path in self.slots:
            slot = self.slots[path]
            self.read["input", slot + (len(self.slots) if before else 0)] = at
            if before and self.definition.inputs[path].default is None:
                self.read["previous", slot] = at
        elif is_column:
            self.of_rows.setdefault(before + table, {})[column] = at
            self.problems += [] if nesting == "list" else [problem("header-not-a-list", name=name)]
        elif path in self.nodes:
            self.read["given", whole] = at
        else:  # a file of columns names what the edition does not have
            self.problems.append(problem("unknown-header", name=path, near=self.known.nearest(path, self.slots)))

    def _other(self, at: int, name: str) -> None:
        """Take a column that identifies a row."""
        if is_year(name):
            if self.nesting(at):
                self.problems.append(problem("column-nested", name=name))
            if "year" in self.places:
                other = self.names[self.places["year"]]
                self.problems.append(problem("headers-of-one-input", name=name, other=other, path=YEAR))
            self.places.setdefault("year", at)
        elif is_office(name):
            self.places.setdefault("office", at)
        elif is_period(name):
            self.places.setdefault("period", at)
        elif PATH_LIKE.fullmatch(name) and not self.known.passes(name):
            path, is_earlier = in_its_year(name)
            self.earlier = self.earlier or is_earlier
            near = self.known.nearest(path, [*self.slots, *self.known.exact])
            self.problems.append(problem("unknown-header", name=name, near=near))
            return
        self.others[name] = at


def columns_problems(
    definition: Definition, found: Headers, known: KnownHeaders, needed: Sequence[str]
) -> list[Diagnostic]:
    """
    Return what is to be said of the columns of a table: inputs that are *needed* and have none, by whatever rule.

    The header that passes and is nearest to one of them is named.
    """
    missing = [path for path in needed if definition.inputs[path].default is None and not found.has(path)]
    taken = columns_taken(found)
    if not missing:
        return taken
    near = {path: name for name in found.others if (path := known.nearest(name, missing)) is not None}
    names = ", ".join(f"`{path}`" for path in missing)
    pairs = ", ".join(f"`{name}`: `{path}`" for path, name in near.items())
    helps = ("pairs",) if pairs else ()
    about = problem("inputs-without-column", helps=helps, names=names, number=len(missing), pairs=pairs)
    return [*taken, about]


def columns_taken(found: Headers) -> list[Diagnostic]:
    """Return a note on what columns were taken for, where that is not what they are headed, and on all that pass."""
    pairs = [(found.names[at], path) for at, path in found.paths.items() if path != found.names[at]]
    if not pairs:
        return []
    taken = ", ".join(f"`{' '.join(name.split())}` = `{path}`" for name, path in pairs)
    passing = ", ".join(f"`{' '.join(name.split())}`" for name in found.others) or "-"
    return [problem("columns-taken", notes=("passing",), also={"taken": taken, "passing": passing})]


SHOWN_ROWS, SHOWN_CELLS, SHOWN_LETTERS = 3, 6, 24
"""Of the first rows of a table that is not understood."""


def without_inputs(names: Sequence[str], head: Sequence[Sequence[str]], wanted: Sequence[str]) -> Diagnostic:
    """Return the problem of a table without a column of an input: its first rows, and the headers that are *wanted*."""
    rows = [" | ".join(cell.strip()[:SHOWN_LETTERS] for cell in row[:SHOWN_CELLS]) for row in head or [names]]
    shown = "; ".join(f"`{row}`" for row in rows[:SHOWN_ROWS])
    headers = ", ".join(f"`{path}`" for path in wanted[:SHOWN_CELLS]) + ", …" * (len(wanted) > SHOWN_CELLS)
    return problem(
        "table-without-inputs", notes=("rows", "headers"), helps=("write",), also={"rows": shown, "headers": headers}
    )
