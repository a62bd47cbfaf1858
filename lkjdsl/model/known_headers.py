"""
Which headers an edition knows: its paths as in formulas, labels and aliases of inputs, what a file of columns maps.

Pure text: the same for every kind of table and every way to read it.
"""

import re
from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from lkjdsl.column_names import OFFICE, PERIOD, YEAR, folded
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Definition, Input, Rows

PATH_LIKE = re.compile(r"[^\W\d]\w*(\.\w+)+")
"""What is spelled as a path is meant as one; other headers with dots, such as ``No.``, are ordinary."""
PASSED = "-"
"""What a file of columns maps a header to that is no input, whatever it looks like."""


@frozen(eq=False)
class KnownHeaders:
    """The headers of an edition: ``exact`` paths; ``paths`` by folded labels and aliases; ``shared`` have several."""

    exact: frozenset[str]
    paths: Mapping[str, str]
    shared: Mapping[str, tuple[str, ...]] = field(factory=dict)
    mapped: Mapping[str, str] = field(factory=dict)
    texts: frozenset[str] = frozenset()
    """The inputs that hold texts."""
    periods: tuple[str, ...] = ()
    """The periods of the year, which the sheets of a workbook may be named after."""

    def path(self, header: str) -> str | None:
        """Return the path that a header stands for; None for one that identifies a row, or is not known."""
        mapped = self.mapped.get(folded(header))
        if mapped is not None:
            return None if mapped == PASSED else mapped
        if header in self.exact:
            return header
        return self.paths.get(folded(header))

    def is_input(self, header: str) -> bool:
        """Return whether a header stands for something that is read and is no text."""
        path = self.path(header)
        return path is not None and path not in self.texts

    def passes(self, header: str) -> bool:
        """Return whether a file of columns says that a header is no input."""
        return self.mapped.get(folded(header)) == PASSED

    def several(self, header: str) -> tuple[str, ...]:
        """Return the paths among which a header does not decide."""
        if header in self.exact or folded(header) in self.mapped:
            return ()
        return self.shared.get(folded(header), ())

    def is_known(self, header: str) -> bool:
        """Return whether a header says that its row is the one of the headers."""
        name = folded(header)
        return self.path(header) is not None or name in self.shared or name in (*YEAR, *OFFICE, *PERIOD)

    def nearest(self, header: str, among: Iterable[str]) -> str | None:
        """Return the path *among* some whose header is the nearest to one that is not known."""
        wanted = set(among)
        names = {name: path for name, path in self.paths.items() if path in wanted}
        near = nearest(folded(header), names)
        return None if near is None else names[near]


def known_headers(definition: Definition, mapped: Mapping[str, str] | None = None) -> KnownHeaders:
    """Return the headers that *definition* knows, and those that a file of columns has *mapped* to paths."""
    columns = {
        f"{rows.name}.{name}": column for rows in definition.rows.values() for name, column in rows.columns.items()
    }
    nodes = {node.path for node in definition.nodes()}
    inputs = {**definition.inputs, **columns}
    headers = {path: (path, input_.label, *input_.alias) for path, input_ in inputs.items()}
    known = _known(inputs, headers, frozenset((*inputs, *nodes)), mapped or {})
    return evolve(known, periods=tuple(definition.periods))


def known_row_headers(rows: Rows, mapped: Mapping[str, str]) -> KnownHeaders:
    """Return the headers of a file that has the rows of one office, and those that somebody *mapped* to columns."""
    headers = {
        name: (name, f"{rows.name}.{name}", column.label, *column.alias) for name, column in rows.columns.items()
    }
    return _known(rows.columns, headers, frozenset(rows.columns), mapped)


def _known(
    inputs: Mapping[str, Input], headers: Mapping[str, Iterable[str]], exact: frozenset[str], mapped: Mapping[str, str]
) -> KnownHeaders:
    """Return the headers of inputs, by their paths; a label that says nothing is none."""
    names: dict[str, dict[str, None]] = {}
    for path, several in headers.items():
        for name in several:
            if folded(name):
                names.setdefault(folded(name), {})[path] = None
    return KnownHeaders(
        exact,
        {name: next(iter(paths)) for name, paths in names.items() if len(paths) == 1},
        {name: tuple(paths) for name, paths in names.items() if len(paths) > 1},
        {folded(header): path for header, path in mapped.items()},
        frozenset(path for path, input_ in inputs.items() if input_.kind == "text"),
    )
