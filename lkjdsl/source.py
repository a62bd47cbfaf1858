"""Where things stand: a text that somebody wrote, and places in it."""

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""A path of keys in a TOML file; an int counts the entries of an array, from 0."""
PlacePart = Literal["key", "value"]
"""Which of the two at a path."""

Span = tuple[int, int]
"""Start and end, counted in characters."""

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

    ``base`` is the file that this one extends, ``uses`` are definitions that it takes from others: what is not in this
    text is in those, or further down. A workbook has no text but ``cells``, by the paths that their values would have
    in a data file.
    """

    name: str
    text: str = field(repr=False)
    base: "Source | None" = field(default=None, repr=False)
    cells: "Mapping[Path, Cell] | None" = field(default=None, repr=False)
    uses: "tuple[Use, ...]" = field(default=(), repr=False)

    @property
    def is_file(self) -> bool:
        """Return whether it stands in a file, in a folder."""
        return self.name != NO_FILE

    def sources(self) -> "Iterator[Source]":
        """Yield this source and all that it extends or uses, each once, the nearest first."""
        waiting, seen = [self], set[str]()
        while waiting:
            source = waiting.pop(0)
            if source.name in seen and source is not self:
                continue
            seen.add(source.name)
            yield source
            waiting += [] if source.base is None else [source.base]
            waiting += [use.source for use in source.uses]

    def origins(self, path: Path, span: "Span | None" = None) -> "Iterator[tuple[Source, Path, Span | None]]":
        """Yield where *path*, and the characters *span* of its text, may stand: here, or in what this rests on."""
        chain = [self]
        while chain[-1].base is not None:
            chain.append(chain[-1].base)
        yield from ((source, path, span) for source in chain)
        for use in (use for source in chain for use in source.uses):
            there = use.origin(path)
            if there is not None:
                yield from use.source.origins(there, use.origin_span(path, span))


@frozen(eq=False)
class Use:
    """
    A definition that a source takes from another one.

    ``path`` is that of the node that says ``use``, ``origins`` that of each table and entry there by its path here.
    ``respelled`` are the names that are spelled otherwise here, by the path of their text: where each stands in the
    text here, and there. ``valid`` are the years, from and to, that the other source is for.
    """

    source: Source
    path: Path
    origins: "Mapping[Path, Path]"
    respelled: "Mapping[Path, tuple[tuple[Span, Span], ...]]"
    valid: tuple[int | None, int | None] = (None, None)

    def origin(self, path: Path) -> Path | None:
        """Return the path in the other source of what stands at *path* here, if it comes from there."""
        lengths = range(len(path), 0, -1)
        return next((self.origins[path[:at]] + path[at:] for at in lengths if path[:at] in self.origins), None)

    def origin_span(self, path: Path, span: "Span | None") -> "Span | None":
        """Return which characters of the text in the other source those of *span* at *path* here are."""
        if span is None or path not in self.respelled:
            return span
        start = end = 0
        for (first, last), (first_there, last_there) in ((((0, 0), (0, 0))), *self.respelled[path]):
            if first <= span[0]:
                start = first_there if span[0] < last else last_there + span[0] - last
            if first < span[1]:
                end = last_there + max(0, span[1] - last)
        return start, end


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
    span: Span | None = None
