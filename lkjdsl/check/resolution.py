"""Syntax tree → expression: names resolved, units known."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import assert_never

from attrs import evolve, frozen

from lkjdsl import limits, units
from lkjdsl.check.constants import value_of, whole_of
from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.check.scale_units import band_in_other_unit
from lkjdsl.core import operators
from lkjdsl.core.operators import ROW_AGGREGATES, WRITTEN
from lkjdsl.core.program import Operator
from lkjdsl.diagnostic import Word, nearest
from lkjdsl.model.expressions import (
    Apply,
    Column,
    Constant,
    Expression,
    Fold,
    Formula,
    InputReference,
    Own,
    Reference,
    Score,
    children,
)
from lkjdsl.model.expressions import Span as ExpressionSpan
from lkjdsl.model.scales import Scale
from lkjdsl.source import Path
from lkjdsl.syntax.formula_tree import Call, FlagLiteral, FormulaNode, Name, NumberLiteral, ParsedFormula, TextLiteral
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import PLAIN, UNKNOWN, WRITTEN_PERCENT, Unit
from lkjdsl.words import Words

MOST_DECIMALS = 100  # of round(x, n)

SCORE = "score"
"""The function that looks a value up in a scale: no operator of its own, a choice for each band is what it means."""

HANDLERS = ("iferror", "ifna", "iserror", "jikakesalahan")
"""What spreadsheets catch a division by zero with; here a rule says what that gives."""


@frozen(eq=False)
class FormulaResolver:
    """
    Reads one formula.

    ``node`` is the path of the node it belongs to, whose own components come first; ``own`` gives the units
    of ``result`` and ``target`` where they may be used; ``rows`` is the table whose columns may stand by
    themselves (``''`` for any); ``columns`` are the expressions of a report table's columns by name.
    """

    report: Report
    names: Names
    path: Path
    node: str = ""
    own: Mapping[str, Unit] = {}
    rows: str | None = None
    columns: Mapping[str, Expression] | None = None

    def formula(self, parsed: ParsedFormula) -> Formula | None:
        """Return the formula that was *parsed*, or None where it is none; report why."""
        if isinstance(parsed.tree, list):
            for flaw in parsed.tree:
                self.report.inside(flaw.code, self.path, flaw.span, also=flaw.values)
            return None
        return Formula(self.read(parsed.tree), parsed.text, self.report.place(self.path))

    def read(self, node: FormulaNode) -> Expression:
        """Return the expression of *node*; where it has a problem, one of the unit ``unknown``."""
        match node:
            case NumberLiteral(value=value, percent=percent, written=written):
                return Constant(value, WRITTEN_PERCENT if percent else PLAIN, written, node.span)
            case TextLiteral(value=text):
                return Constant(text, units.TEXT, text, node.span)
            case FlagLiteral(value=flag):
                return Constant(flag, units.FLAG, "", node.span)
            case Name():
                return self._name(node)
            case Call():
                return self._call(node)
            case _:
                assert_never(node)

    def _name(self, name: Name) -> Expression:
        expression = self._resolve(name.parts, name.span)
        if expression is not None:
            return expression
        written = ".".join(name.parts)
        if written == "achievement" and self.names.objectives:
            self.report.inside("average-missing", self.path, name.span)
            return unknown(name.span)
        near = self.names.known.nearest(written)
        notes = () if near else ("formula",)
        self.report.inside("unknown-name", self.path, name.span, notes=notes, name=written, near=near)
        return unknown(name.span)

    def _resolve(self, parts: tuple[str, ...], span: ExpressionSpan) -> Expression | None:
        names, written = self.names, ".".join(parts)
        if written in self.own:
            return Own(written, self.own[written], span)  # type: ignore[arg-type] # one of these words
        if len(parts) == 1:
            if self.rows and (self.rows, written) in names.columns:
                return Column(self.rows, written, names.columns[self.rows, written], span)
            if self.columns is not None and written in self.columns:
                return self.columns[written]
            if written in names.constants:
                return evolve(names.constants[written], written=written, span=span)
            if written == "achievement" and names.averages:
                return Reference("achievement", units.PERCENT, span)
        if written in names.inputs:
            return InputReference(written, names.inputs[written], span=span)
        if parts in names.columns:
            return Column(*parts, names.columns[parts], span)  # type: ignore[index, call-arg, arg-type] # a pair, since it is among the columns
        return self._result(parts, span)

    def _result(self, parts: tuple[str, ...], span: ExpressionSpan) -> Expression | None:
        """Resolve a node or an objective and what may follow it."""
        names = self.names
        if parts[0] in names.objectives and parts[1:] == ("achievement",):
            return Reference(".".join(parts), units.PERCENT, span)
        written = ".".join(parts)
        if written in names.funding:
            return Reference(written, names.funding[written], span)
        prefixes = (f"{self.node}.",) if self.node and f"{self.node}.{parts[0]}" in names.nodes else ("",)
        for length in range(len(parts), 0, -1):
            path = prefixes[0] + ".".join(parts[:length])
            if path not in names.nodes:
                continue
            rest = parts[length:]
            if not rest:
                return Reference(path, names.nodes[path], span)
            if path not in names.compares:
                return None
            compared = len(rest) == 2 and rest[0] == "compare" and rest[1] in (*names.compares[path], "previous")  # noqa: PLR2004 - compare and its name
            if rest == ("achievement",) or compared:
                return Reference(f"{path}.{'.'.join(rest)}", units.PERCENT, span)
            if rest == ("target",) and path in names.ranged:
                self.report.inside("target-has-two-ends", self.path, span, target=f"{path}.target")
                return unknown(span)
            if rest in (("target",), ("target", "from"), ("target", "to")):
                end = ".to" if rest[-1] == "to" and path in names.ranged else ""
                return Reference(f"{path}.target{end}", names.nodes[path], span)
            return None
        return None

    def _call(self, call: Call) -> Expression:
        match call.operator, call.arguments:
            case "-", (Name(parts=("rata",)), Call("rata", inner)):  # rata-rata(…), as reports write it
                return self._unknown_function("rata-rata", call, call.span, inner)
        if call.operator == SCORE:
            return self._score(call)
        operator = WRITTEN.get(call.operator)
        if operator is None:
            return self._unknown_function(call.operator, call, call.operator_span, call.arguments)
        if not self._counted(call, operator):
            return unknown(call.span)
        if operator is operators.PREVIOUS:
            return self._previous(call)
        arguments = tuple(self.read(argument) for argument in call.arguments)
        if operator is operators.ROUND:
            return self._round(call, arguments)
        if operator in ROW_AGGREGATES and len(arguments) == 1 and (rows := self._rows_of(arguments[0])):
            unit = operator.unit([arguments[0].unit]) or UNKNOWN
            if unit == UNKNOWN and arguments[0].unit != UNKNOWN:
                self._clash(call, arguments, operator)
            return Fold(operator.name, rows, arguments[0], unit, call.span)
        if operator is operators.NEGATE and isinstance(call.arguments[0], Call) and call.arguments[0].operator == "^":
            self.report.inside("minus-before-power", self.path, call.span)
        if operator is operators.INTERPOLATE:
            self._ascending(call, arguments)
        if operator is operators.POWER:
            self._exponent(call, arguments[1])
        unit_found = operator.unit([argument.unit for argument in arguments])
        if unit_found is None:
            self._clash(call, arguments, operator)
        return Apply(operator.name, arguments, unit_found or UNKNOWN, call.span)

    def _unknown_function(
        self, name: str, call: Call, span: ExpressionSpan, arguments: Sequence[FormulaNode]
    ) -> Expression:
        """Report a function that there is none of, and what is wrong inside it."""
        known = [
            operator.written
            for operator in WRITTEN.values()
            if operator.is_function and operator is not operators.NEGATE
        ] + [SCORE]
        is_handler = name in HANDLERS
        self.report.inside(
            "unknown-function", self.path, span, helps=("division",) if is_handler else (), name=name,
            functions=", ".join(known), near=None if is_handler else nearest(name, known),
        )  # fmt: skip
        for argument in arguments:
            self.read(argument)
        return unknown(call.span)

    def _counted(self, call: Call, operator: Operator) -> bool:
        number = len(call.arguments)
        odd = operator is operators.INTERPOLATE and number % 2 == 0
        if operator.least <= number and (operator.most is None or number <= operator.most) and not odd:
            return True
        wanted: Word = operator.least
        if operator is operators.INTERPOLATE:
            wanted = "3, 5, 7, …"
        elif operator.most is None:
            wanted = Words("syntax.signature")["more"].filled(count=str(wanted))
        example = operator.examples[0][0] if operator.examples else f"{operator.written}(paspor.terbit)"
        self.report.inside(
            "wrong-argument-count", self.path, call.span,
            name=call.operator, found=number, wanted=wanted, example=example,
        )  # fmt: skip
        return False

    def _previous(self, call: Call) -> Expression:
        inner = self.read(call.arguments[0])
        if isinstance(inner, InputReference):
            return evolve(inner, previous=True, span=call.span)
        if inner.unit != UNKNOWN:
            self.report.inside("previous-needs-input", self.path, call.arguments[0].span)
        return unknown(call.span)

    def _score(self, call: Call) -> Expression:
        """Return the score of a value: the second argument names a scale whose bands have values."""
        if len(call.arguments) != 2:  # noqa: PLR2004 - a value and a scale
            self.report.inside(
                "wrong-argument-count", self.path, call.span,
                name=SCORE, found=len(call.arguments), wanted=2, example="score(IKPA.K1, scale.skor)",
            )  # fmt: skip
            return unknown(call.span)
        looked_up, named = self.read(call.arguments[0]), call.arguments[1]
        scale = self._scale(named)
        if scale is None or looked_up.unit == UNKNOWN:
            return unknown(call.span)
        if not units.is_number(looked_up.unit):
            self._clash(call, (looked_up,), operators.AT_LEAST)
            return unknown(call.span)
        foreign = band_in_other_unit(self.report.document, scale.name, looked_up.unit)
        if foreign is not None:
            label = self.report.label("band", foreign)
            raw = str(self.report.document.raw_at(foreign))
            unit = UnitWord(looked_up.unit)
            self.report.inside("band-percent", self.path, named.span, label, scale=scale.name, unit=unit, band=raw)
        lacking = "score-without-values" if scale.unit is None else None
        if scale.lookup == "printed" and scale.digits is None:
            lacking = "score-without-digits"
        if lacking is not None:
            label = self.report.label("scale", ("scale", scale.name), "key")
            self.report.inside(lacking, self.path, named.span, label, scale=scale.name)
        return Score(looked_up, scale, scale.unit or UNKNOWN, call.span)

    def _scale(self, named: FormulaNode) -> Scale | None:
        scales = self.names.scales
        match named:
            case Name(parts=("scale", name)) if name in scales:
                return scales[name]
            case Name(parts=("scale", *names)):
                written = ".".join(names)
            case Name(parts=parts):
                written = ".".join(parts)
            case _:
                written = ""
        near = nearest(written, scales) or (next(iter(scales)) if len(scales) == 1 else None)
        self.report.inside("scale-expected", self.path, named.span, near=near and f"scale.{near}")
        return None

    def _round(self, call: Call, arguments: tuple[Expression, ...]) -> Expression:
        decimals = whole_of(arguments[1])
        if decimals is None or abs(decimals) > MOST_DECIMALS:
            self.report.inside("decimals-not-whole", self.path, call.arguments[1].span, most=MOST_DECIMALS)
            return unknown(call.span)
        unit = units.same([arguments[0].unit])
        if unit is None:
            self._clash(call, arguments[:1], operators.ROUND)
        constant = Constant((decimals, 1), PLAIN, str(decimals), arguments[1].span)
        return Apply("round", (arguments[0], constant), unit or UNKNOWN, call.span)

    def _exponent(self, call: Call, exponent: Expression) -> None:
        """Report a constant exponent beyond the limit; one that the data makes is met when it is worked out."""
        value = value_of(exponent)
        if value is not None and abs(value[0]) > limits.EXPONENT * value[1]:
            self.report.inside("exponent-too-large", self.path, call.arguments[1].span, limit=limits.EXPONENT)

    def _rows_of(self, expression: Expression) -> str | None:
        """Return the table whose columns *expression* names outside an aggregate; report a second table."""
        tables: dict[str, Column] = {}
        waiting: list[Expression] = [expression]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Column):
                tables.setdefault(one.rows, one)
            elif not isinstance(one, Fold):
                waiting.extend(children(one))
        if len(tables) > 1:
            first, second = sorted(tables)[:2]
            self.report.inside("columns-of-two-tables", self.path, expression.span, first=first, second=second)
        return next(iter(tables), None)

    def _ascending(self, call: Call, arguments: tuple[Expression, ...]) -> None:
        known = [
            argument.value
            for argument in arguments[1::2]
            if isinstance(argument, Constant) and isinstance(argument.value, tuple)
        ]
        for (a, b), (c, d) in pairwise(known):
            if a * d >= c * b:
                self.report.inside("interpolate-not-ascending", self.path, call.span)
                return

    def _clash(self, call: Call, arguments: tuple[Expression, ...], operator: Operator) -> None:
        """Report operands whose units do not go together, with the unit of each under it."""
        code, concerned = _clash(operator, arguments)
        labels = [
            self.report.label("operand", self.path, "value", operand.span, unit=UnitWord(operand.unit))
            for operand in concerned
        ]
        found = [operand.unit for operand in concerned]
        # A plain number goes with most units, so it is told of only where nothing else differs.
        telling = sorted(found, key=units.is_plain)
        other = next((unit for unit in telling if unit != telling[0]), telling[-1])
        words = {"unit": UnitWord(telling[0]), "other": UnitWord(other)}
        sign = "-" if operator is operators.NEGATE else call.operator
        self.report.inside(code, self.path, call.operator_span, *labels, also=words, operator=sign)


def unknown(span: ExpressionSpan) -> Constant:
    """Return what stands for an expression with a problem: its unit goes with everything, its value is never used."""
    return Constant((0, 1), UNKNOWN, "", span)


def _clash(operator: Operator, operands: Sequence[Expression]) -> tuple[str, Sequence[Expression]]:
    """Return the code for operands whose units do not go together, and the operands that are to blame."""
    no_flags = [operand for operand in operands if operand.unit not in (units.FLAG, UNKNOWN)]
    if operator in (operators.AND, operators.OR, operators.NOT):
        return "flag-expected", no_flags
    if operator is operators.CHOOSE:
        condition, *values = operands
        return ("flag-expected", [condition]) if condition in no_flags else ("units-differ", values)
    if operator not in (operators.EQUAL, operators.DIFFERENT):
        for unit, code in ((units.TEXT, "text-in-formula"), (units.FLAG, "flag-in-formula")):
            if any(operand.unit == unit for operand in operands):
                return code, operands
    if operator in (operators.MULTIPLY, operators.DIVIDE):
        return "units-not-combined", operands
    return "units-differ", operands
