"""Every figure that an edition and its data determine: which member of which kind it is of, at which time."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import get_args

from attrs import define, field, frozen

from lkjdsl.auditing.audit import Quantity
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.parts_of_year import ReportPart
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.results import FundingAspect, TableCellResult, path_in
from lkjdsl.numbers.rational import round_at
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.units import PERCENT

INDICATORS, OBJECTIVES = "indicator", "objective"
WHOLE = "whole"


@frozen(eq=False)
class KnownFigure:
    """
    A figure in printed units.

    It is the ``role`` of a ``member`` of a ``family``, whose members are listed together: *target* of *IKU1* of the
    indicators. ``time`` is the year, with the part of it.
    """

    path: str
    quantity: Quantity
    value: Fraction
    family: str
    member: str
    role: str
    time: str
    year: int | None = None


Key = tuple[str, ...]
"""What numbers of a line may have in common."""


def kind_of(figure: KnownFigure) -> Key:
    """Return what the figures of the members of a family share that are printed under one title."""
    return "kind", figure.family, figure.role, figure.time


def member_of(figure: KnownFigure) -> Key:
    """Return what the figures of one member share."""
    return "member", figure.family, figure.member


def series_of(figure: KnownFigure) -> Key:
    """Return what the figures of one member share that are the same at other times."""
    return "series", figure.family, figure.member, figure.role


def stage_of(figure: KnownFigure) -> Key:
    """Return what the figures of one member share at one time."""
    return "stage", figure.family, figure.member, figure.time


CROSSINGS = ((kind_of, member_of), (series_of, stage_of))
"""What one line of a table may be of, and the other one, so that both together are of one figure."""


@define(eq=False)
class KnownFigures:
    """The figures of the year, of the years before and of the parts of the year."""

    known: KnownEdition
    by_key: Mapping[Key, Sequence[KnownFigure]] = field(init=False)
    _figures: Sequence[KnownFigure] = field(init=False)
    _rounded: dict[int, Mapping[Fraction, Sequence[KnownFigure]]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Take in all figures."""
        self._figures = [figure for known in (self.known, *self.known.others) for figure in self._of_year(known)]
        found: dict[Key, list[KnownFigure]] = {}
        for figure in self._figures:
            for key in (of(figure) for both in CROSSINGS for of in both):
                found.setdefault(key, []).append(figure)
        self.by_key = found

    def printed_as(self, value: Fraction, decimals: int) -> Sequence[KnownFigure]:
        """Return the figures that are *value* when they are printed with so many *decimals*."""
        if decimals not in self._rounded:
            found: dict[Fraction, list[KnownFigure]] = {}
            for figure in self._figures:
                rounded = Fraction(*round_at(figure.value.as_integer_ratio(), decimals, "half-up"))
                found.setdefault(rounded, []).append(figure)
            self._rounded[decimals] = found
        return self._rounded[decimals].get(value, ())

    def _of_year(self, known: KnownEdition) -> Iterator[KnownFigure]:
        is_own = known is self.known
        spans = known.outcome.spans if is_own and known.outcome is not None else ()
        parts = [(span, known.of_part(ReportPart(None, span))) for span in spans]
        whole, year = known.knowledge(), None if is_own else known.year
        for path, family, member, role in _places(known):
            quantity = known.quantities.find(path)
            if quantity is None:
                continue
            value = _value(whole, quantity)
            if value is not None:
                yield KnownFigure(path, quantity, value, family, member, role, str(known.year), year)
            for span, knowledge in parts:
                value = _value(knowledge, quantity)
                if value is not None and quantity.output is not None:
                    time = f"{known.year}{span.suffix}"
                    yield KnownFigure(path_in(quantity.output.kind, span), quantity, value, family, member, role, time)


def _value(knowledge: ReportKnowledge, quantity: Quantity) -> Fraction | None:
    value = knowledge.exact(quantity)
    return Fraction(*value) * (HUNDRED if quantity.unit == PERCENT else 1) if isinstance(value, tuple) else None


def _places(known: KnownEdition) -> Iterator[tuple[str, str, str, str]]:
    """Yield the path, the family, the member and the role of each figure; of the whole that members make, too."""
    definition = known.quantities.definition
    for node in definition.nodes():
        family = node.path.rpartition(".")[0] or INDICATORS
        for role in _roles(node):
            yield f"{node.path}.{role}" if role else node.path, family, node.path, role
        for role in ("", "contribution") if node.components else ():
            yield node.path, node.path, WHOLE, role
    for path in definition.objectives:
        for role in ("achievement", *get_args(FundingAspect)):
            yield f"{path}.{role}", OBJECTIVES, path, role
    for family in (INDICATORS, OBJECTIVES):
        yield "achievement", family, WHOLE, "achievement"
    for path in definition.inputs:
        yield path, f"input {path.rpartition('.')[0]}", path, ""
    if known.outcome is not None:
        yield from _of_rows(known.outcome)


def _of_rows(outcome: Outcome) -> Iterator[tuple[str, str, str, str]]:
    """Yield the same for the rows of the data, and for those of report tables."""
    for name, rows in outcome.definition.rows.items():
        for row in range(1, outcome.data.facts.rows[name].length + 1):
            for column in rows.columns:
                yield f"{name}.{row}.{column}", name, f"{name}.{row}", column
    for cell in outcome.cells():
        of_rows = cell.table.rows or f"table {cell.table.name}"
        member = f"{of_rows}.{cell.row}" if isinstance(cell, TableCellResult) else WHOLE
        yield cell.path, of_rows, member, cell.column.column or f"{cell.table.name} {cell.column.name}"


def _roles(node: Node) -> Iterator[str]:
    yield from ("", "target", "achievement", "weight", "contribution")
    for name in node.compare:
        yield from (f"compare.{name}", f"compare.{name}.target")
    yield from get_args(FundingAspect)
