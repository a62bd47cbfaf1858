"""What an audit says: of each printed figure and line a verdict, and what is found wrong with it."""

from typing import Literal

from attrs import field, frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.model.results import Output
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import Doubt, Locale, Numeral
from lkjdsl.numbers.rational import Number, Rounding
from lkjdsl.source import Place
from lkjdsl.units import Unit

Verdict = Literal["agrees", "disagrees", "unverifiable"]
"""
``disagrees``: the number, the unit or the figure's being there is wrong; ``unverifiable``: nothing is wrong
with it, but nothing can be computed that it should agree with.
"""


@frozen
class Figure:
    """
    A figure as printed: what it is the value of, its text, and where it stands in the report and in the file.

    ``year`` is that of the figure where it is not the report's own; an ``exact`` one was not rounded.
    """

    what: str
    printed: str
    place: str = ""
    locale: Locale = "id"
    truncate: bool = False
    at: Place | None = None
    doubt: Doubt = "decimals"
    year: int | None = None
    exact: bool = False


@frozen
class ArithmeticLine:
    """A line of printed arithmetic, ``K1 = (90 * 70%) + (99 * 30%) = 92,7``; ``what`` may be empty."""

    what: str
    printed: str
    place: str = ""
    locale: Locale = "id"
    truncate: bool = False
    at: Place | None = None
    doubt: Doubt = "decimals"
    year: int | None = None


PrintedEntry = Figure | ArithmeticLine


@frozen
class RowCell:
    """An input of a row of the data, the rows counted from 1: ``belanja.2.pagu``."""

    rows: str
    row: int
    column: str

    @property
    def path(self) -> str:
        """Return how a printed file calls it."""
        return f"{self.rows}.{self.row}.{self.column}"


@frozen
class Quantity:
    """
    What a path of a printed file stands for, without any data.

    ``points``: it may be printed times 100 without ``%``, since it enters an index or is a weight. ``fixed`` holds
    what the edition itself says (a weight). ``kind`` is ``input`` for what the data tells and ``result`` for what
    is worked out: ``output`` then says which result it is. ``cell`` says where an input of a row stands.
    """

    path: str
    unit: Unit
    digits: int
    rounding: Rounding
    name: str
    kind: Literal["input", "result", "fixed"]
    points: bool = False
    whole: bool = False
    fixed: Number | None = None
    output: Output | None = field(default=None, eq=False, repr=False)
    cell: RowCell | None = None


@frozen
class Reading:
    """
    What a printed text says: a number with the marks of its unit; or, without one, what is ``said``.

    ``multiple`` is 1000000 for ``3,4 juta``; ``word`` is a unit written out after the number, such as ``Indeks``.
    """

    numeral: Numeral | None
    word: str = ""
    multiple: int = 1
    said: str | bool = ""

    @property
    def number(self) -> Number:
        """Return the number in printed units: 12.5 for ``12,5%``."""
        assert self.numeral is not None
        return self.numeral.number[0] * self.multiple, self.numeral.number[1]


@frozen
class Cause:
    """
    A computation that reproduces a printed figure.

    ``words`` says what was done otherwise and how that gives the figure. ``chance`` is the number of such matches
    that the search would find by chance alone.
    """

    words: Diagnostic
    chance: float

    @property
    def kind(self) -> str:
        """Return the kind of cause: the code of its words."""
        return self.words.code.removeprefix("cause-")


@frozen
class FigureResult:
    """
    The verdict on a figure.

    ``computed`` is the exact value, None where there is none (``between`` then gives what it may be, if that is
    known from other printed figures); ``difference`` is printed minus computed, in printed units.
    """

    figure: Figure
    quantity: Quantity
    reading: Reading | None
    verdict: Verdict
    computed: Value | None = None
    between: tuple[Number | None, Number | None] | None = None
    difference: Number | None = None
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    causes: tuple[Cause, ...] = ()


@frozen
class LineResult:
    """The verdict on a line: what is wrong with it, and the causes of its last number where that is wrong."""

    line: ArithmeticLine
    verdict: Verdict
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    value: FigureResult | None = None


@frozen
class Conflict:
    """The same quantity printed differently in several places; the figures in the order of the report."""

    what: str
    figures: tuple[Figure, ...]


@frozen
class BrokenConstraint:
    """A constraint of the edition that is broken, and the printed figures that break it where there are no data."""

    finding: Diagnostic
    figures: tuple[Figure, ...] = ()


@frozen
class Unprinted:
    """A number that follows from the data and is printed nowhere."""

    quantity: Quantity
    computed: Value


@frozen
class Audit:
    """
    What is found in a printed report.

    ``problems`` are the errors of the printed file and of the data; ``figures`` and ``lines`` are in the file's order.
    ``broken`` are the constraints of the edition that the data, or without data the printed figures, break; ``notes``
    say of brackets and marks, once for the whole report.
    """

    title: str
    office: str
    year: int
    figures: tuple[FigureResult, ...] = ()
    lines: tuple[LineResult, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    broken: tuple[BrokenConstraint, ...] = ()
    unprinted: tuple[Unprinted, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def clean(self) -> bool:
        """Return whether there is nothing to look at."""
        from lkjdsl.diagnostic import is_error

        verdicts = [*(figure.verdict for figure in self.figures), *(line.verdict for line in self.lines)]
        return not ("disagrees" in verdicts or self.conflicts or self.broken or any(map(is_error, self.problems)))
