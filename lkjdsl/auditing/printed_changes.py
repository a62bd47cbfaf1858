"""Changes by what the report prints: means and sums of the printed parts, in the place of the right ones."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from lkjdsl.auditing.computation import amount
from lkjdsl.auditing.mentions import Mention, Mentions
from lkjdsl.auditing.part_changes import SCALES
from lkjdsl.auditing.recomputation import Replacement
from lkjdsl.auditing.step_changes import ChangeableResult, StepChange
from lkjdsl.core import operators
from lkjdsl.core.program import Rowwise
from lkjdsl.diagnostic import Language
from lkjdsl.domains.exact.domain import Columns, Exact
from lkjdsl.model.results import NodeAchievement, ObjectiveAchievement, OverallAchievement
from lkjdsl.numbers.rational import Number, compare
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.diagnostic import Word

WORDS = Words("auditing.causes")


def nearest(mentions: Sequence[Mention], place: str) -> Mention | None:
    """Return the mention whose place in the report has most in common with *place*, of two alike the first."""

    def alike(mention: Mention) -> int:
        pairs = zip(mention.figure.place, place, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    return max(mentions, key=alike, default=None)


def means(changeable: ChangeableResult, mentions: Mentions, place: str) -> Iterator[StepChange]:
    """
    Yield an average of the achievements that are printed nearest to *place*, over indicators or over objectives.

    Also with one of them, printed as the index that it is of, taken for a share of its scale: 3,78 of 5 is 75,6%.
    """
    index = changeable.base.target
    step = changeable.base.program.steps[index]
    for key, paths in _averaged(changeable):
        parts = [_Part(path, *_printed(changeable, mentions, path, place)) for path in paths]
        numbers = [part.value for part in parts if part.value is not None]
        is_printed = any(part.printed is not None for part in parts)
        if step.operator is not operators.MEAN or len(numbers) < len(parts) or not is_printed:
            continue
        for share in (None, *(_Share(at, scale) for scale in SCALES for at in range(len(parts)))):
            values = list(numbers)
            if share is not None:
                low = values[share.at]
                if not 0 < low[0] * 100 <= share.scale * low[1]:
                    continue
                values[share.at] = low[0] * 100, low[1] * share.scale
            words: dict[str, Word] = {"what": WORDS[key], "figures": _Parts(parts, share)}
            yield StepChange("mean-of-printed", words, {index: Replacement(operands=tuple(values))}, index)


def sums(changeable: ChangeableResult, mentions: Mentions, place: str) -> Iterator[StepChange]:
    """Yield sums over the rows of a table as they are printed, in the place of the rows themselves."""
    for index, step in changeable.steps(operators.FOLD):
        if not isinstance(step.setting, Rowwise):
            continue
        name = step.setting.rows
        columns = changeable.facts.rows[name]
        titles = list(changeable.definition.rows[name].columns)
        changed, rounded = [list(column) for column in columns.values], True
        for column, values in zip(titles, changed, strict=True):
            for row, value in enumerate(values):
                mention = nearest(mentions.numbers.get(f"{name}.{row + 1}.{column}", ()), place)
                if mention is not None and isinstance(value, tuple) and compare(mention.value, value) != 0:
                    values[row] = mention.value
                    rounded = rounded and value in mention.interval
        if changed == [list(column) for column in columns.values]:
            continue
        facts = evolve(changeable.facts, rows={**changeable.facts.rows, name: Columns(columns.length, changed)})
        arguments = [changeable.base.values[argument] for argument in step.arguments]
        value = Exact(facts, (), changeable.base.values).apply(step, arguments)
        kind = "rounding-difference" if rounded else "sum-of-printed"
        yield StepChange(kind, {"figures": name, "rows": name}, {index: Replacement(value=value)}, index)


def _averaged(changeable: ChangeableResult) -> Iterator[tuple[str, list[str]]]:
    """Yield what the target is, or might be, the mean of: a word for it, and the paths."""
    path = changeable.ends.get(changeable.base.target)
    several = list(changeable.definition.objectives.values())
    if path == OverallAchievement().path:
        yield "objectives", [ObjectiveAchievement(objective).path for objective in several if objective.indicators]
    else:
        several = [objective for objective in several if ObjectiveAchievement(objective).path == path]
    if several:
        nodes = [changeable.nodes[name] for objective in several for name in objective.indicators]
        yield "indicators", [NodeAchievement(node).path for node in nodes]


def _printed(
    changeable: ChangeableResult, mentions: Mentions, path: str, place: str
) -> tuple[Number | None, str | None]:
    """Return the number of a result as printed nearest to *place*, and its text; else as computed, without a text."""
    mention = nearest(mentions.numbers.get(path, ()), place)
    if mention is not None:
        return mention.value, mention.figure.printed.strip("[] .")
    at = next((index for index, end in changeable.ends.items() if end == path), None)
    value = None if at is None else changeable.base.values[at]
    return (value, None) if isinstance(value, tuple) else (None, None)


@frozen
class _Part:
    path: str
    value: Number | None
    printed: str | None


@frozen
class _Share:
    """That the operand at a position was taken for a share of ``scale``."""

    at: int
    scale: int


@frozen(eq=False)
class _Parts:
    """Printed operands as a word: ``IKK1.achievement = 87,91%, IKK4.achievement = 3,78 / 5``."""

    parts: Sequence[_Part]
    share: _Share | None

    def text(self, language: Language) -> str:
        texts = []
        for at, part in enumerate(self.parts):
            if self.share is not None and at == self.share.at and part.value is not None:
                points = amount((part.value[0] * 100, part.value[1]), "number", language)
                texts.append(f"{part.path} = {points} / {self.share.scale}")
            elif part.printed is not None:
                texts.append(f"{part.path} = {part.printed}")
            elif part.value is not None:
                texts.append(f"{part.path} = {amount(part.value, PERCENT, language)}")
        return ", ".join(texts)
