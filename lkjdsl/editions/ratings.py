"""The numbers to which a scale gives a label: what it takes to be rated so, or better."""

from lkjdsl.core.program import Bands
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import NodeAchievement, NodeValue, ScaleLabel
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number, ceil_of, compare, floor_of, round_at


def label_path(now: Outcome, path: str) -> str | None:
    """Return the path of the label that a scale gives the result at *path*, or None where no scale is declared."""
    kind = now.program.outputs[path].kind
    if isinstance(kind, ScaleLabel):
        return path
    label = ScaleLabel(kind).path if isinstance(kind, NodeValue | NodeAchievement) else ""
    return label if label in now.program.results else None


def labels_of(now: Outcome, path: str) -> list[str]:
    """Return the labels that the result at *path* can have, from the highest band to the lowest."""
    bands = _bands(now, path)
    return [] if bands is None else [band.label for band in bands.bands]


def rated(now: Outcome, path: str, label: str, *, at_least: bool) -> Interval:
    """Return the numbers of the result at *path* that are rated *label*, or above; below where less is better."""
    bands = _bands(now, path)
    assert bands is not None
    index = labels_of(now, path).index(label)
    if at_least:
        start, is_open = _start(bands, index)
        return Interval(low=start, low_open=is_open)
    if not index:
        return Interval()
    end, is_open = _start(bands, index - 1)
    return Interval(high=end, high_open=not is_open)


def _bands(now: Outcome, path: str) -> Bands | None:
    label = label_path(now, path)
    setting = None if label is None else now.program.steps[now.program.results[label]].setting
    return setting if isinstance(setting, Bands) else None


def _start(bands: Bands, index: int) -> tuple[Number, bool]:
    """Return the end below which numbers have a lower label, and whether it has one, too."""
    band, printed = bands.bands[index], bands.printed
    if printed is None:
        return band.start, band.open
    unit: Number = (1, 10**printed.digits)
    scaled = band.start[0] * unit[1], band.start[1]
    least = floor_of(scaled) + 1 if band.open else ceil_of(scaled)
    for quarters in (4, 2, 0):
        end = (4 * least - quarters, 4 * unit[1])
        for beyond, is_open in ((0, False), (1, True)):
            number = (2 * end[0] + beyond, 2 * end[1])
            if compare(round_at(number, printed.digits, printed.mode), (least, unit[1])) >= 0:
                return end, is_open
    raise AssertionError(bands)
