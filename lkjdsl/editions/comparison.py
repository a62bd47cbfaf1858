"""Two editions compared: what changed, each result under both, and how much of its change each change makes."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import Factory, evolve, frozen

from lkjdsl.editions.attribution import ComputedEdition, Contribution, attributed
from lkjdsl.editions.changes import Change, changes_of
from lkjdsl.editions.differences import differences
from lkjdsl.editions.stand_in_targets import StandIn
from lkjdsl.evaluate.checked_edition import CheckedEdition, DataSource
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import ScaleLabel
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import compare
from lkjdsl.syntax.extending import ExtendedTables


@frozen(eq=False)
class EditionSide:
    """One of the two editions: as written, as checked, and its results for the data, if any."""

    written: ExtendedTables
    edition: CheckedEdition
    outcome: Outcome | None = None


@frozen(eq=False)
class Comparison:
    """
    Two editions and all changes from the old to the new.

    ``moved`` are the paths of the results that differ; ``parts`` attributes the change of each that is a number on
    both sides: the amounts, in the unit of the result, add up to the change exactly. ``targets`` stand in the
    new edition for those of the year of the data.
    """

    old: EditionSide
    new: EditionSide
    changes: Sequence[Change]
    targets: StandIn | None = None
    moved: Sequence[str] = ()
    parts: Mapping[str, Sequence[Contribution]] = Factory(dict)


def compared(
    old: EditionSide,
    new: EditionSide,
    data: DataSource | Sequence[DataSource] | None = None,
    targets: StandIn | None = None,
) -> Comparison:
    """
    Return the comparison of two editions, with their results where *data* are given.

    Both are worked out for the year of the data, else of the new edition. LkjdslError: the data cannot be read.
    """
    changes = changes_of(differences(old.written.tables, new.written.tables))
    if data is None or (isinstance(data, list) and not data):
        return Comparison(old, new, changes, targets)
    after = new.edition.evaluate(data)
    before = old.edition.year([evolve(one, year=after.data.year) for one in old.edition.read_all(data)])
    moved = list(moves(before, after))
    wanted = [path for path in moved if all(isinstance(value_of(outcome, path), tuple) for outcome in (before, after))]
    stands = ComputedEdition(old.written, old.edition, before), ComputedEdition(new.written, new.edition, after)
    parts = attributed(*stands, changes, data, wanted) if wanted else {}
    return Comparison(evolve(old, outcome=before), evolve(new, outcome=after), changes, targets, moved, parts)


def moves(old: Outcome, new: Outcome) -> Iterator[str]:
    """Yield the path of every node, achievement and average that is not the same in both, new ones last."""
    for path in dict.fromkeys((*old.paths, *new.paths)):
        output = old.program.outputs.get(path) or new.program.outputs.get(path)
        if output is None or isinstance(output.kind, ScaleLabel):
            continue
        before, after = value_of(old, path), value_of(new, path)
        if isinstance(before, tuple) and isinstance(after, tuple):
            if compare(before, after) != 0:
                yield path
        elif before != after:
            yield path


def value_of(outcome: Outcome, path: str) -> Value | None:
    """Return the value at *path*, or None where there is no such result."""
    index = outcome.program.results.get(path)
    return None if index is None else outcome.values[index]
