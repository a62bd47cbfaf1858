"""Where things stand: a text that somebody wrote, and places in it."""

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""A path of keys in a TOML file; an int counts the entries of an array, from 0."""
PlacePart = Literal["key", "value"]
"""Which of the two at a path."""

NO_FILE = "<text>"
"""The name of a source that is no file."""


@frozen
class Cell:
    """A cell of a workbook, such as ``Isian!B14``, and what it shows."""

    name: str
    text: str


@frozen(eq=False)
class Source:
    """
    A text and the name it is shown under: a file as the user named it, or ``<text>``.

    ``base`` is the file that this one extends: what is not in this text is in that one, or further down. A workbook has
    no text but ``cells``, by the paths that their values would have in a data file.
    """

    name: str
    text: str = field(repr=False)
    base: "Source | None" = field(default=None, repr=False)
    cells: "Mapping[Path, Cell] | None" = field(default=None, repr=False)

    @property
    def is_file(self) -> bool:
        """Return whether it stands in a file, in a folder."""
        return self.name != NO_FILE

    def chain(self) -> "Iterator[Source]":
        """Yield this source and those it extends, the nearest first."""
        source: Source | None = self
        while source is not None:
            yield source
            source = source.base


@frozen
class Place:
    """
    A place in a source, or in one that it extends.

    Either the key or the value at ``path``, with ``span`` (start and end) counting the characters
    inside a text value; or, where there is no path because the file could not be read as TOML,
    ``span`` counts the characters of the whole source. Line and column are worked out only when
    somebody wants to see them.
    """

    source: Source
    path: Path | None = None
    part: PlacePart = "value"
    span: tuple[int, int] | None = None
