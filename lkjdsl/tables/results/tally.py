"""What a run over tables comes to: how many rows, a summary of each result, a ranking, groups of offices."""

from collections.abc import Mapping, Sequence

from attrs import define, field

from lkjdsl.kinds import ABSENT_WORDS
from lkjdsl.model.answerable import EXCUSES
from lkjdsl.model.values import RANK, Reason, StateKind
from lkjdsl.tables.results.ranking import Ranking
from lkjdsl.tables.results.requested import RequestedResult
from lkjdsl.tables.results.rollup import Rollup
from lkjdsl.tables.results.summary import Summary


@define(eq=False)
class Tally:
    """Grows row by row; of a table longer than memory it holds only what is shown in the end."""

    ranking: Ranking | None = None
    rollup: Rollup | None = None
    rows: int = 0
    refused: int = 0
    exact: int = 0
    answerable: Mapping[str, Sequence[str]] = field(factory=dict)
    """The results without which there is something to put right, and the nodes whose given value excuses each."""
    computed: Mapping[str, Sequence[str]] = field(factory=dict)
    """The same, of those that must not be invalid."""
    without: int = 0
    """Rows that lack one of them."""
    summaries: dict[str, Summary] = field(factory=dict)

    def summary(self, asked: RequestedResult) -> Summary:
        """Return the summary of a result."""
        return self.summaries.setdefault(asked.path, Summary(asked))

    def rank_of_lack(self, path: str) -> int | None:
        """Return the rank of the mildest state by which a row lacks the result at *path*; None where none does."""
        kind: StateKind = "unavailable" if path in self.answerable else "invalid"
        return RANK[kind] if path in self.computed else None


def is_excused(reason: Reason) -> bool:
    """Return whether a row without a result for this reason lacks nothing."""
    return reason.code in EXCUSES


def is_stated(cell: str | None) -> bool:
    """Return whether the text of a cell gives a node a value."""
    return cell is not None and cell.strip().casefold() not in ("", *ABSENT_WORDS)
