"""
Changes → players: what can be made alone and leaves an edition, and which results each of them is made in.

The weights of the components of one node are one player, together with components that come or go: one of them
alone would not leave 100%. What comes or goes with what names it is one player too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl.editions.changes import Change
from lkjdsl.editions.differences import WORDING, is_entity
from lkjdsl.editions.edits import ABSENT, Edit
from lkjdsl.source import Path

INERT = ("input", "rows", "constant", "scale", "objective")
"""What comes or goes without effect, as long as nobody names it: there in every variant."""
BESIDE = ("constraint", "invariant", "case", "table")
"""What no indicator depends on: in no variant."""

_WORD = re.compile(r"[A-Za-z]\w*(?:\s*\.\s*\w+)*")


@frozen
class Player:
    """Changes that are made together."""

    changes: tuple[Change, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Return the edits of its changes."""
        return tuple(change.edit for change in self.changes)


def players_of(changes: Sequence[Change]) -> list[Player]:
    """Return the players among *changes*, in the order of their first changes; quiet ones are none."""
    loud = [change for change in changes if not (change.quiet or is_inert(change) or change.path[:1] in _paths(BESIDE))]
    parents = list(range(len(loud)))

    def root(index: int) -> int:
        while parents[index] != index:
            index = parents[index]
        return index

    first: dict[Path, int] = {}
    for index, change in enumerate(loud):
        for tie in _ties(change):
            parents[root(index)] = root(first.setdefault(tie, index))
    come_or_gone = {change.path: index for index, change in enumerate(loud) if _is_node(change) and not change.key}
    for index, change in enumerate(loud):
        for name in _named(change):
            for path, other in come_or_gone.items():
                if other != index and name[: len(path) - 1] == path[1:]:
                    parents[root(index)] = root(other)
    groups: dict[int, list[Change]] = {}
    for index, change in enumerate(loud):
        groups.setdefault(root(index), []).append(change)
    return [Player(tuple(group)) for group in sorted(groups.values(), key=lambda group: loud.index(group[0]))]


def is_inert(change: Change) -> bool:
    """Return whether *change* brings or takes away what nobody need name."""
    return change.path[:1] in _paths(INERT) and not change.key and (change.added or change.removed)


def _paths(tables: Sequence[str]) -> list[Path]:
    return [(table,) for table in tables]


def _is_node(change: Change) -> bool:
    return change.path[:1] == ("indicator",) and is_entity(change.path)


def _ties(change: Change) -> Iterator[Path]:
    """Yield what *change* shares with those that cannot be made without it."""
    path, key = change.path, change.key
    if not _is_node(change):
        return
    if key == "weight" or (not key and len(path) > 2):  # noqa: PLR2004 - ('indicator', name) is no component
        yield (*path[:-1], "components")
    if key == "aggregate" or (key == "formula" and (change.added or change.removed)):
        yield (*path, "components")
    if key == "unit":
        yield from ((*path, other) for other in ("formula", "cap", "floor", "target"))
        yield (*path[:-1], "components")
    if key in ("formula", "cap", "floor") or key.startswith("target"):
        yield (*path, key.partition(" ")[0])
    if key == "polarity" or key.startswith("target"):
        yield (*path, "polarity")


def _named(change: Change) -> Iterator[Path]:
    """Yield the parts of every name in the texts of *change*; in a node also as names of its own components."""
    waiting: list[Any] = [change.edit.old, change.edit.new]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            for word in _WORD.findall(one):
                parts = tuple(part.strip() for part in word.split("."))
                yield parts
                yield (*change.path[1:], *parts)
        elif isinstance(one, Mapping):
            waiting.extend(value for key, value in one.items() if key not in WORDING)
        elif isinstance(one, list):
            waiting.extend(one)


def background(changes: Sequence[Change]) -> list[Edit]:
    """Return the edits that are there in every variant of the old edition: inert things that come, and stay."""
    return [change.edit for change in changes if is_inert(change) and change.added] + [
        Edit((table,), None, ABSENT) for table in BESIDE
    ]
