"""A script in portions that are a loop each: short loops over few columns are what a processor and LLVM are good at."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.batch.script import VARIABLE, Script

MOST_LINES = 60
MOST_COLUMNS = 32
"""More columns at the same time get in each other's way in the nearest cache."""


@frozen
class Portion:
    """
    Lines that follow each other, and what of their work is needed elsewhere.

    ``names`` are all that its texts mention, ``leaves`` those that it works out and others need, ``results`` the
    position, the text, and whether it is a state, of each result that it writes.
    """

    lines: Sequence[str]
    names: frozenset[str]
    leaves: Sequence[str]
    results: Sequence[tuple[int, str, bool]]


def portions(script: Script) -> list[Portion]:
    """Return the portions of a script, in their order."""
    names = [_names(line) for line in script.lines]
    made_at = {line.partition(" = ")[0]: at for at, line in enumerate(script.lines)}
    # a result is written where its last name is known
    ready: dict[int, list[tuple[int, str, bool]]] = {}
    for position, (text, is_code) in enumerate(script.varying):
        at = max((made_at.get(name, -1) for name in VARIABLE.findall(text)), default=-1)
        ready.setdefault(max(at, 0), []).append((position, text, is_code))
    cuts: list[int] = [0]
    columns: set[str] = set()
    for at, mentioned in enumerate(names):
        more = {name for name in mentioned if name[0] in "xm"} | {str(position) for position, _, _ in ready.get(at, ())}
        if at - cuts[-1] >= MOST_LINES or (at > cuts[-1] and len(columns | more) > MOST_COLUMNS):
            cuts.append(at)
            columns = set()
        columns |= more
    last = {name: at for at, mentioned in enumerate(names) for name in mentioned}
    last |= {name: max(at, last.get(name, at)) for at, those in ready.items() for one in those for name in _names(one[1])}
    found = []
    for first, end in zip(cuts, [*cuts[1:], max(len(script.lines), 1)], strict=True):
        results = [one for at in range(first, end) for one in ready.get(at, ())]
        lines = script.lines[first:end]
        mentioned = {name for one in names[first:end] for name in one}
        mentioned.update(name for _, text, _ in results for name in _names(text))
        made = dict.fromkeys(line.partition(" = ")[0] for line in lines)
        leaves = [name for name in made if name == "doubt" or last[name] >= end]
        # cells tell where a number is none
        mentioned.update([f"m{name[1:]}" for name in mentioned if name[0] == "x"])
        found.append(Portion(lines, frozenset(mentioned), leaves, results))
    return found


def _names(text: str) -> set[str]:
    found = {name for name in VARIABLE.findall(text)}
    found.update(name for name in ("e", "g") if f"{name}[" in text)
    return found | ({"doubt"} if "doubt" in text else set())
