"""Numbers that an edition states: weights, caps, bounds, bands, rules."""

from decimal import Decimal
from typing import Any

from attrs import frozen

from lkjdsl import limits, units
from lkjdsl.check.constants import is_constant, value_of
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.kinds import shown
from lkjdsl.model.expressions import Formula, walk
from lkjdsl.numbers.rational import Number
from lkjdsl.syntax.formula_tree import NumberLiteral as Numeral
from lkjdsl.syntax.formula_tree import ParsedFormula
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import PERCENT, UNKNOWN, WRITTEN_PERCENT, Unit


@frozen(eq=False)
class Stated:
    """A number that the edition states, and whether it was written with ``%``."""

    value: Number
    percent: bool


def stated(reader: FormulaResolver, raw: Any) -> Stated | None:
    """
    Return the number that *raw* (a TOML number or a formula) states at the reader's path.

    Reported: a text that is no constant expression, a number that is not finite or too long.
    """
    if isinstance(raw, ParsedFormula):
        formula = reader.formula(raw)
        if formula is None:
            return None
        return stated_by(reader, formula)
    number = number_of(reader, raw)
    return None if number is None else Stated(number, percent=False)


def stated_by(reader: FormulaResolver, formula: Formula) -> Stated | None:
    """Return the number that a constant formula states; report one that is not constant or has no value."""
    expression = formula.expression
    if any(node.unit == UNKNOWN for node in walk(expression)):
        return None
    value = value_of(expression)
    if value is None or not units.is_plain(expression.unit):
        code = "constant-without-value" if is_constant(expression) else "not-constant"
        reader.report.inside(code, reader.path, (0, len(formula.text)), written=formula.text)
        return None
    return Stated(value, expression.unit == WRITTEN_PERCENT)


def number_of(reader: FormulaResolver, raw: int | Decimal) -> Number | None:
    """Return a TOML number exactly; report one that is not finite or longer than the limits."""
    if isinstance(raw, int):
        if raw.bit_length() > limits.LITERAL_DIGITS * 10 // 3:
            reader.report.at("number-too-long", reader.path, limit=limits.LITERAL_DIGITS)
            return None
        return raw, 1
    if not raw.is_finite():
        reader.report.at("not-finite", reader.path, found=shown(raw))
        return None
    if abs(raw.adjusted()) > limits.LITERAL_DIGITS or len(raw.as_tuple().digits) > limits.LITERAL_DIGITS:
        reader.report.at("number-too-long", reader.path, limit=limits.LITERAL_DIGITS)
        return None
    return raw.as_integer_ratio()


def in_unit(reader: FormulaResolver, raw: Any, unit: Unit, *, what: str) -> Number | None:
    """
    Return a number stated for a node of *unit*: a cap, floor, target or band.

    On a percent node it is a text with ``%`` (or 0), elsewhere it has no ``%``: a bare 91 could be 91 or 91%.
    """
    found = stated(reader, raw)
    if found is None or not marked(reader, raw, found, unit, what=what):
        return None
    return found.value


def marked(reader: FormulaResolver, raw: Any, found: Stated, unit: Unit, *, what: str) -> bool:
    """Report a number with ``%`` where there should be none, or without where there should be."""
    if unit == PERCENT and not found.percent and found.value[0] != 0:
        written = str(raw).strip()
        helps = ("percent",) if _is_numeral(raw) else ()
        reader.report.at("bare-number-on-percent", reader.path, helps=helps, written=written, what=what)
        return False
    if unit not in (PERCENT, UNKNOWN) and found.percent:
        written = str(raw).strip().removesuffix("%").strip()
        helps = ("bare",) if _is_numeral(raw) else ()
        reader.report.at(
            "percent-mark-on-index", reader.path, helps=helps, written=written, what=what, unit=UnitWord(unit)
        )
        return False
    return True


def _is_numeral(raw: Any) -> bool:
    """Return whether *raw* is a plain numeral, so that ``%`` can be put behind it or taken away."""
    if isinstance(raw, ParsedFormula):
        return isinstance(raw.tree, Numeral)
    return str(raw).replace(".", "", 1).isdigit()
