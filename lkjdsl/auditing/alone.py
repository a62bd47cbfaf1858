"""A figure whose value nothing gives: whether any data can, and what the figures beside it and its repetitions say."""

from attrs import frozen

from lkjdsl.auditing.audit import Figure, Quantity, Reading, Verdict
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.results import Achievement
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number


@frozen
class JudgedAlone:
    """The verdict on such a figure, and what it may be where that is known."""

    verdict: Verdict
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    between: tuple[Number | None, Number | None] | None = None


def judged_alone(
    figure: Figure, quantity: Quantity, reading: Reading, knowledge: ReportKnowledge
) -> JudgedAlone | None:
    """Return the verdict on a figure that neither data nor other figures contradict, None where there is none."""
    printed = interval_of(reading, quantity, figure)
    possible = knowledge.proved.of(quantity)
    if possible is not None and intervals.intersection(printed, possible) is None:
        impossible = problem("figure-impossible", what=quantity.path)
        return JudgedAlone("disagrees", (impossible,), between=(possible.low, possible.high))
    path = _result_of(quantity)
    by_row = _by_row(figure, quantity, path, knowledge)
    if by_row is not None:
        result = knowledge.by_row(figure.place).mentions.numbers[path][0].figure.printed
        between = by_row.low, by_row.high
        if intervals.intersection(printed, by_row) is None:
            differs = problem("figure-against-row", also={"what": path, "printed": result})
            return JudgedAlone("disagrees", (differs,), between=between)
        as_written = _by_row(figure, quantity, path, knowledge, as_written=True)
        if as_written is not None and intervals.intersection(printed, as_written) is not None:
            follows = problem("audit-by-row", also={"what": path, "printed": result})
            return JudgedAlone("agrees", notes=(follows,), between=between)
        rounded = problem("audit-by-rounded-row", also={"what": path, "printed": result})
        return JudgedAlone("unverifiable", notes=(rounded,), between=between)
    usual = knowledge.mentions.usual(quantity.path) if quantity.whole else None
    if usual is not None and intervals.intersection(printed, usual.interval) is None:
        words = {"what": quantity.path, "printed": usual.figure.printed, "where": usual.figure.place or "-"}
        return JudgedAlone("disagrees", (problem("figure-differs", also=words),))
    return None


def _result_of(quantity: Quantity) -> str:
    """Return the path of the result that an achievement is of, empty for anything else."""
    kind = None if quantity.output is None else quantity.output.kind
    return kind.node.path if isinstance(kind, Achievement) else ""


def _by_row(
    figure: Figure, quantity: Quantity, path: str, knowledge: ReportKnowledge, *, as_written: bool = False
) -> Interval | None:
    """Return what an achievement may be by the result printed beside it, where other places print another result."""
    mentions = knowledge.mentions.numbers.get(path, ())
    beside = [mention for mention in mentions if mention.figure.place == figure.place]
    if not figure.place or not beside or len(beside) == len(mentions):
        return None
    seen = knowledge.by_row(figure.place, as_written=as_written).seen(quantity.path)
    return None if seen is None or seen.unknown or not seen.taken else seen.range.numbers
