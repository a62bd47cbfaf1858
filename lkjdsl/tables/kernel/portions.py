"""A script in portions that are a loop each: short loops over few columns are what a processor and LLVM are good at."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.tables.kernel.script import VARIABLE, Script

MOST_LINES = 60
MOST_COLUMNS = 32
"""More columns at the same time get in each other's way in the nearest cache."""


@frozen
class Written:
    """A result that depends on the row: its position among these, its text, and whether it is a state."""

    position: int
    text: str
    is_code: bool


@frozen
class Portion:
    """
    Lines that follow each other: ``names`` are all that they and the ``results`` written here mention.

    ``left`` are the names that other portions need.
    """

    lines: Sequence[str]
    results: Sequence[Written]
    names: frozenset[str]
    left: Sequence[str]


def portions(script: Script) -> list[Portion]:
    """Return the portions of a script, in their order."""
    ready = _ready(script)
    names = [
        _names(line).union(*(_names(one.text) for one in results))
        for line, results in zip(script.lines or [""], ready, strict=True)
    ]
    last = {name: at for at, mentioned in enumerate(names) for name in mentioned}
    found = []
    for first, end in _cuts(names, ready):
        lines = script.lines[first:end]
        mentioned = frozenset[str]().union(*names[first:end])
        cells = {f"m{name[1:]}" for name in mentioned if name[0] == "x"}  # they tell where a number is none
        made = dict.fromkeys(line.partition(" = ")[0] for line in lines)
        left = [name for name in made if name == "doubt" or last[name] >= end]
        found.append(Portion(lines, [one for results in ready[first:end] for one in results], mentioned | cells, left))
    return found


def _ready(script: Script) -> list[list[Written]]:
    """Return for each line the results that are known after it."""
    made_at = {line.partition(" = ")[0]: at for at, line in enumerate(script.lines)}
    found: list[list[Written]] = [[] for _ in script.lines or [""]]
    for position, (text, is_code) in enumerate(script.varying):
        at = max(made_at.get(name, 0) for name in VARIABLE.findall(text))
        found[at].append(Written(position, text, is_code))
    return found


def _cuts(names: Sequence[set[str]], ready: Sequence[Sequence[Written]]) -> list[tuple[int, int]]:
    """Return the first line of each portion, and the first that is no longer in it."""
    cuts = [0]
    columns: set[str] = set()
    for at, (mentioned, results) in enumerate(zip(names, ready, strict=True)):
        more = {name for name in mentioned if name[0] in "xm"} | {str(one.position) for one in results}
        if at - cuts[-1] >= MOST_LINES or (at > cuts[-1] and len(columns | more) > MOST_COLUMNS):
            cuts.append(at)
            columns = set()
        columns |= more
    return list(zip(cuts, [*cuts[1:], len(names)], strict=True))


def _names(text: str) -> set[str]:
    return {*VARIABLE.findall(text), *(name for name in ("e", "g") if f"{name}[" in text)} | (
        {"doubt"} if "doubt" in text else set()
    )
