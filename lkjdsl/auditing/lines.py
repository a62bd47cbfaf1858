"""A printed line of arithmetic → its verdict: each equals sign, the structure, and the number it ends in."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from lkjdsl.auditing import ratios, structure
from lkjdsl.auditing.arithmetic import EQUALS, Amount, Blank, PrintedExpression, is_numeric, parts
from lkjdsl.auditing.audit import ArithmeticLine, Figure, FigureResult, LineResult, Quantity, Verdict
from lkjdsl.auditing.calculation import HUNDRED, Calculation, is_whole, stands_for
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.operands import HUNDREDTH
from lkjdsl.auditing.printed_numbers import read_printed
from lkjdsl.auditing.verdict import judged
from lkjdsl.core.program import Division
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.domains.interval.ranges import NOTHING
from lkjdsl.model.definition import Node, Rules
from lkjdsl.model.expressions import Column, InputReference, Reference, walk
from lkjdsl.model.results import Achievement, target_of
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.numerals import Misread
from lkjdsl.numbers.rational import Number
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import COUNT, PERCENT, RUPIAH


def judged_line(
    line: ArithmeticLine, quantity: Quantity | None, sides: Sequence[PrintedExpression], knowledge: ReportKnowledge
) -> LineResult:
    """Return the verdict on a line that could be read; *quantity* is None where it names none."""
    if any(isinstance(part, Blank) for side in sides for part in parts(side)):
        return LineResult(line, "disagrees", (problem("line-placeholder"),))
    calculation = _calculation(line, quantity, knowledge)
    calculation = evolve(calculation, rounded=_shown_rounded(sides, calculation))
    in_points = quantity is not None and quantity.unit != PERCENT
    marks = [
        *_equalities(line, sides, calculation, in_points=in_points),
        *_structure(quantity, sides, calculation, knowledge),
    ]
    findings = [mark for mark in marks if mark is not None and mark.severity != "note"]
    notes = [mark for mark in marks if mark is not None and mark.severity == "note"]
    value = None if quantity is None else _last(line, quantity, sides, knowledge)
    verdict: Verdict = "agrees" if marks or (value is not None and value.verdict == "agrees") else "unverifiable"
    if findings or (value is not None and value.verdict == "disagrees"):
        verdict = "disagrees"
    return LineResult(line, verdict, tuple(findings), tuple(notes), value)


def last_figure(line: ArithmeticLine, sides: Sequence[PrintedExpression]) -> Figure | None:
    """Return the number that a line ends in as a figure of its own, or None where it ends in something else."""
    if not line.what or not isinstance(sides[-1], Amount) or (len(sides) == 1):
        return None
    written = line.printed[sides[-1].span[0] :]
    return Figure(line.what, written.strip().rstrip(".;"), line.place, line.locale, line.truncate, line.at, line.doubt)


def _last(
    line: ArithmeticLine, quantity: Quantity, sides: Sequence[PrintedExpression], knowledge: ReportKnowledge
) -> FigureResult | None:
    figure = last_figure(line, sides)
    reading = None if figure is None else read_printed(figure.printed, figure.locale, quantity.unit, figure.doubt)
    if figure is None or reading is None or isinstance(reading, Misread):
        return None
    judgement = judged(figure, quantity, reading, knowledge)
    numeral = reading.numeral
    if (
        judgement.difference is None
        or judgement.findings
        or quantity.unit != PERCENT
        or numeral is None
        or numeral.percent
    ):
        return judgement
    # `7.271 / 8.000 = 0,9089` goes on with the ratio; as a figure of its own that would lack its percent sign.
    is_ratio = isinstance(judgement.computed, tuple) and judgement.computed in stands_for(
        numeral, truncate=line.truncate
    )
    return evolve(judgement, verdict="agrees", difference=None, notes=()) if is_ratio else judgement


def _calculation(line: ArithmeticLine, quantity: Quantity | None, knowledge: ReportKnowledge) -> Calculation:
    """Return how the line is worked out: with the rules of its node, and with what the edition knows exactly."""
    path = "" if quantity is None else quantity.path
    nodes = knowledge.quantities.nodes
    node = nodes.get(path)
    rules: Rules = knowledge.definition.rules if node is None else node.rules
    division = Division(rules.zero_over_zero or "error", rules.over_zero or "error")
    exact: list[Number] = []
    if node is not None:
        exact = [component.weight for component in node.components if component.weight is not None]
    target = None if quantity is None or quantity.output is None else target_of(quantity.output.kind)
    if target is not None and knowledge.quantities.find(target.path) is not None:
        value = _stated(target.path, knowledge)
        exact += [] if value is None else [value]
    counts = quantity is None or _counts(node, knowledge)
    return Calculation(division, frozenset(exact), counts, truncate=line.truncate)


def _shown_rounded(sides: Sequence[PrintedExpression], calculation: Calculation) -> frozenset[Number]:
    """Return the whole numbers that stand behind an equals sign for a number that is not whole: ``89,88 = 90``."""
    rounded = set()
    for left, right in pairwise(side for side in sides if is_numeric(side)):
        if isinstance(right, Amount) and is_whole(right.numeral):
            point = getattr(calculation.range(left, as_written=True).numbers, "point", None)
            if point is not None and point[0] % point[1]:
                rounded.add(right.numeral.number)
    return frozenset(rounded)


def _stated(path: str, knowledge: ReportKnowledge) -> Number | None:
    """Return a target that is the same whatever the data says."""
    seen = knowledge.possible.seen(path)
    numbers = None if seen is None else seen.range.numbers
    return None if numbers is None else numbers.point


def _counts(node: Node | None, knowledge: ReportKnowledge) -> bool:
    """Return whether everything that the formula of *node* reads is counted, so that whole numbers are exact."""
    if node is None or node.formula is None:
        return False
    kinds = []
    for expression in walk(node.formula.expression):
        if isinstance(expression, Reference):
            return False
        if isinstance(expression, InputReference):
            kinds.append(knowledge.definition.inputs[expression.input].kind)
        if isinstance(expression, Column):
            kinds.append(knowledge.definition.rows[expression.rows].columns[expression.column].kind)
    return bool(kinds) and all(kind in (COUNT, RUPIAH, "text", "flag") for kind in kinds)


def _equalities(
    line: ArithmeticLine, sides: Sequence[PrintedExpression], calculation: Calculation, *, in_points: bool
) -> Iterator[Diagnostic | None]:
    """
    Yield a finding for each equals sign that does not hold, a note where a ``%`` was lost, else None.

    ``in_points``: the line is about something that is no percentage; a ``%`` at its end is the figure's own fault.
    """
    numeric = [side for side in sides if is_numeric(side)]
    for left, right in pairwise(numeric):
        worked_out = calculation.range(left)
        if worked_out.numbers is None or (worked_out.states != NOTHING and worked_out.numbers.point is None):
            continue
        printed = (
            stands_for(right.numeral, truncate=line.truncate)
            if isinstance(right, Amount)
            else calculation.range(right).numbers
        )
        if printed is None:
            continue
        finding = _equality(line, (left, right), printed, worked_out.numbers, calculation)
        yield None if finding is not None and finding.code == "line-percent-lost" and in_points else finding


def _equality(
    line: ArithmeticLine,
    sides: tuple[PrintedExpression, PrintedExpression],
    printed: Interval,
    worked_out: Interval,
    calculation: Calculation,
) -> Diagnostic | None:
    left, right = sides
    in_percent = isinstance(right, Amount) and right.numeral.percent

    def meets(scaled: Interval) -> bool:
        return intervals.intersection(scaled, printed) is not None

    if meets(worked_out):
        return None
    # "Konversi menjadi skala 100": a ratio goes on as points.
    if not in_percent and meets(intervals.scale(worked_out, HUNDRED)):
        return None
    if in_percent and meets(intervals.scale(worked_out, HUNDREDTH)):
        return problem("line-percent-lost")
    plain = calculation.range(left, as_written=True).numbers
    value = None if plain is None else plain.point
    digits = right.numeral.decimals if isinstance(right, Amount) else 2
    return problem(
        "line-arithmetic",
        left=_text(line, left),
        printed=_text(line, right),
        value="?" if value is None else NumberWord(value, PERCENT if in_percent else "number", max(digits, 2)),
    )


def _text(line: ArithmeticLine, side: PrintedExpression) -> str:
    """Return one side of an equals sign as it is printed."""
    spans = [part.span for part in parts(side) if isinstance(part, Amount)]
    signs = [-1, *(index for index, sign in enumerate(line.printed) if sign in EQUALS), len(line.printed)]
    start = max(index for index in signs if index < spans[0][0])
    end = min(index for index in signs if index >= spans[-1][1])
    return line.printed[start + 1 : end].strip()


def _structure(
    quantity: Quantity | None, sides: Sequence[PrintedExpression], calculation: Calculation, knowledge: ReportKnowledge
) -> Iterator[Diagnostic | None]:
    if quantity is None:
        return
    path = quantity.path
    node = knowledge.quantities.nodes.get(path)
    if node is not None and node.formula is not None:
        yield from ratios.of_formula(node, sides, calculation, knowledge)
    elif node is not None and node.components and node.aggregate == "weighted-mean":
        yield from structure.of_weighted_mean(node, sides, knowledge)
    elif quantity.output is not None and isinstance(quantity.output.kind, Achievement):
        yield from ratios.of_achievement(quantity.output.kind, sides, knowledge)
