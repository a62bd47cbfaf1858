"""Where things stand: a text that somebody wrote, and places in it."""

from typing import Literal

from attrs import field, frozen

Path = tuple[str | int, ...]
"""A path of keys in a TOML file; an int counts the entries of an array, from 0."""


@frozen(eq=False)
class Source:
    """A text and the name it is shown under: a file as the user named it, or ``<text>``."""

    name: str
    text: str = field(repr=False)


@frozen
class Place:
    """
    A place in a source.

    Either the key or the value at ``path``, with ``span`` (start and end) counting the characters
    inside a text value; or, where there is no path because the file could not be read as TOML,
    ``span`` counts the characters of the whole source. Line and column are worked out only when
    somebody wants to see them.
    """

    source: Source
    path: Path | None = None
    part: Literal["key", "value"] = "value"
    span: tuple[int, int] | None = None
