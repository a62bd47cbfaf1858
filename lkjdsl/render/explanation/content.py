"""What an explanation holds: sections of formulas, sentences and tables, the same for terminal, page, Word and PDF."""

from collections.abc import Sequence
from typing import Literal

from attrs import field, frozen

from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset.tree import EquationTree
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.numbers.rational import Number


@frozen
class At:
    """A line of a file; ``short`` is how a page tells it."""

    file: str
    line: int
    short: str


@frozen
class Remark:
    """
    A sentence about a step, with the places it rests on.

    ``kind`` is the key of its phrase.
    """

    kind: str
    text: str
    at: tuple[At, ...] = ()


@frozen
class Line:
    """One line of a derivation: the general formula, the numbers put in, what is left of it, the result."""

    kind: Literal["general", "figures", "worked", "result"]
    equation: EquationTree


@frozen(kw_only=True)
class ComponentShare:
    """
    A component, or a result that an average brings together.

    ``weight_after`` differs from ``weight`` where others drop out. ``share`` is what it contributes to the whole, as
    an exact number in the unit of the whole, and ``most`` the most it can contribute, where there is such a thing.
    """

    symbol: str
    path: str
    name: str
    value: str
    weight: str = ""
    weight_after: str = ""
    contribution: str = ""
    share: Number | None = field(default=None, repr=False)
    most: Number | None = field(default=None, repr=False)


@frozen
class InputValue:
    """An input: its value as the data tells it, and where; ``source`` says where else the value comes from."""

    path: str
    label: str
    value: str
    at: At | None = None
    source: str = ""


@frozen(kw_only=True)
class ResultSection:
    """
    The derivation of one result.

    ``symbol`` stands left of the signs of equality. ``printed`` is the result as a report prints it, or the word for
    its state; ``exact`` is the fraction it is, empty where it is no number. ``sections`` are those of the components,
    ``uses`` the paths of other results in the formula.
    """

    path: str
    symbol: str
    name: str
    status: str
    printed: str
    exact: str = ""
    definition: str = ""
    lines: tuple[Line, ...] = ()
    remarks: tuple[Remark, ...] = ()
    parts: tuple[ComponentShare, ...] = ()
    inputs: tuple[InputValue, ...] = ()
    rules: tuple[Remark, ...] = ()
    basis: tuple[str, ...] = ()
    note: str = ""
    sections: "tuple[ResultSection, ...]" = ()
    uses: tuple[str, ...] = ()


@frozen
class SourceFile:
    """A file that the numbers rest on: which it is, its name as the user told it, and the SHA-256 hash of its text."""

    role: Literal["edition", "data", "previous"]
    name: str
    sha256: str


@frozen(eq=False)
class ExplanationContent:
    """
    How some results were computed.

    ``sections`` explain what was asked for, ``others`` the results that those use, each once.
    """

    title: str
    office: str
    year: str
    """The year, and the part of it where it has periods."""
    language: Language
    sections: tuple[ResultSection, ...]
    others: tuple[ResultSection, ...]
    sheets: tuple[SourceFile, ...]
    paths: tuple[str, ...]
    outcome: Outcome = field(repr=False)


def every(sections: Sequence[ResultSection]) -> list[ResultSection]:
    """Return *sections* and all below them, a section before those of its components."""
    found, waiting = [], list(reversed(sections))
    while waiting:
        section = waiting.pop()
        found.append(section)
        waiting.extend(reversed(section.sections))
    return found
