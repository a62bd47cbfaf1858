"""A single value of a data file or mapping → a value of an input, with what is wrong with it."""

from typing import Any

from attrs import define, field, frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Detail, Diagnostic, Label, collect
from lkjdsl.domains.exact.domain import is_short
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Input
from lkjdsl.model.values import Value, state
from lkjdsl.numbers.rational import compare
from lkjdsl.source import Path, Place, PlacePart, Source
from lkjdsl.units import PERCENT

ABSENT: Any = object()
"""What is told of an input that the data say nothing of."""
ZERO = (0, 1)
"""What ``'nihil'`` stands for, where it may stand."""


@define(eq=False, repr=False)
class InputReader:
    """Reads values and collects what is wrong with them; ``short`` is whether all numbers were."""

    source: Source | None
    problems: list[Diagnostic] = field(factory=list)
    short: bool = True

    def value(self, input_: Input, raw: Any, at: Path, name: str) -> Value | None:
        """
        Return what *raw* says of an input; a missing one has its default, one that does not apply is excluded.

        A value that is not of its kind is unavailable, whatever the rule for missing ones: a slip is no absence.
        """
        if raw is ABSENT:
            return input_.default
        value = kinds.read(input_.kind, raw)
        if isinstance(value, tuple) and not is_short(value):
            self.short = False
        if isinstance(value, Misfit):
            self.report(
                value.code,
                at,
                *_declared(input_, "kind"),
                helps=value.helps,
                also=value.values,
                name=name,
                kind=input_.kind,
            )
            return state("unavailable", "unusable-input", name, name)
        if value == "missing":
            return input_.default
        if value == "not-applicable":
            return state("excluded", "not-applicable-input", name)
        self.check_bounds(input_, value, at, name)
        return value

    def words(self, raw: Any, at: Path, key: str) -> str:
        """Return a text that identifies something, such as an office; a whole number is one as well."""
        if raw is None:
            return ""
        if isinstance(raw, str | int) and not isinstance(raw, bool):
            return str(raw)
        from lkjdsl.shape import TEXT

        self.report("wrong-type", at, key=key, expected=TEXT.expected, found=kinds.shown(raw))
        return ""

    def check_bounds(self, input_: Input, value: Value | None, at: Path, name: str) -> None:
        """Report a number below the least or above the greatest value of an input."""
        if not isinstance(value, tuple):
            return
        if input_.minimum is not None and compare(value, input_.minimum) < 0:
            code, key, bound = "below-minimum", "min", input_.minimum
        elif input_.maximum is not None and compare(value, input_.maximum) > 0:
            code, key, bound = "above-maximum", "max", input_.maximum
        else:
            return
        found = _Amount(value, input_.kind)
        words = {"name": name, "input": input_.path}
        self.report(code, at, *_declared(input_, key), also=words, bound=_Amount(bound, input_.kind), found=found)

    def report(self, code: str, at: Path, *labels: Label, part: PlacePart = "value", **details: Detail) -> None:
        """Add a problem at a place of the data file; there is no place in a mapping."""
        place = None if self.source is None or not at else Place(self.source, at, part)
        collect(self.problems, code, place, *labels, **details)


def _declared(input_: Input, key: str) -> tuple[Label, ...]:
    """Return a label at the *key* of an input's declaration, where that is known."""
    if input_.place is None or input_.place.path is None:
        return ()
    return (Label(Place(input_.place.source, (*input_.place.path, key)), "declared"),)


@frozen(eq=False)
class _Amount:
    """A value or its bound, as it is printed for an input of a kind."""

    number: tuple[int, int]
    kind: str

    def text(self, language: Any) -> str:
        from lkjdsl.numbers.numerals import shortest

        return shortest(self.number, PERCENT if self.kind == PERCENT else "number", language)
