"""
Units, and how they combine in formulas (language.md section 2, "Units").

A unit is a word: one of the names below, or any other word, which is a label printed after the number
and behaves like a count. ``plain`` is a number without a unit; ``written-percent`` is a plain number
that the author wrote with ``%``. ``unknown`` belongs to an expression that already has a problem and
goes with everything, so that one mistake gives one message.
"""

from collections.abc import Sequence

Unit = str

PLAIN, WRITTEN_PERCENT, UNKNOWN = "plain", "written-percent", "unknown"
PERCENT, INDEX, COUNT, RUPIAH, FLAG, TEXT = "percent", "index", "count", "rupiah", "flag", "text"
RATIO = "ratio"

KINDS = ("count", "rupiah", "percent", "index", "number", "flag", "text")
"""What an input may be."""
NODE_UNITS = (PERCENT, INDEX, COUNT, RUPIAH, RATIO)
"""The units of a node that have rules of their own; any other word is a label."""

_NOT_LABELS = {PLAIN, WRITTEN_PERCENT, UNKNOWN, PERCENT, INDEX, COUNT, RUPIAH, FLAG, TEXT}


def of_kind(kind: str) -> Unit:
    """Return the unit of an input of *kind*."""
    return PLAIN if kind == "number" else kind


def of_node(unit: Unit) -> Unit:
    """Return the unit that a node's value has in a formula: a ratio is a plain number."""
    return PLAIN if unit == RATIO else unit


def is_label(unit: Unit) -> bool:
    """Return whether *unit* is a word of the author's own."""
    return unit not in _NOT_LABELS


def is_plain(unit: Unit) -> bool:
    """Return whether *unit* is a number without a unit."""
    return unit in (PLAIN, WRITTEN_PERCENT)


def is_number(unit: Unit) -> bool:
    """Return whether values of *unit* are numbers."""
    return unit not in (FLAG, TEXT)


def same(units: Sequence[Unit]) -> Unit | None:
    """Return the one unit that *units* share when plain numbers go with any, or None when two of them differ."""
    if UNKNOWN in units:
        return UNKNOWN
    if not all(is_number(unit) for unit in units):
        return None
    found = PLAIN
    for unit in units:
        if is_plain(unit) or unit == found:
            continue
        if is_plain(found) or (found == COUNT and is_label(unit)):
            found = unit
        elif not (unit == COUNT and is_label(found)):
            return None
    if found == PLAIN and units and all(unit == WRITTEN_PERCENT for unit in units):
        return WRITTEN_PERCENT
    return found


def product(units: Sequence[Unit]) -> Unit | None:
    """Return the unit of a product of two factors."""
    left, right = units
    if UNKNOWN in units:
        return UNKNOWN
    if not (is_number(left) and is_number(right)):
        return None
    if is_plain(left) and is_plain(right):
        return PLAIN
    if is_plain(left):
        return _scaled(right, left)
    if is_plain(right):
        return _scaled(left, right)
    if PERCENT in units:  # a share of something is of its unit
        return left if right == PERCENT else right
    if RUPIAH in units:  # a price times a volume
        other = left if right == RUPIAH else right
        return RUPIAH if other == COUNT or is_label(other) else None
    return same(units) if INDEX not in units else None


def quotient(units: Sequence[Unit]) -> Unit | None:
    """Return the unit of numerator over denominator."""
    left, right = units
    if UNKNOWN in units:
        return UNKNOWN
    if not (is_number(left) and is_number(right)):
        return None
    if is_plain(right):
        return PLAIN if is_plain(left) else _scaled(left, right)
    if is_plain(left) or same(units) is not None:
        return PLAIN
    if right == PERCENT:
        return left
    if left == RUPIAH and (right == COUNT or is_label(right)):
        return RUPIAH
    return None


def _scaled(unit: Unit, factor: Unit) -> Unit:
    """A percentage times a plain number stays one only if that was written with ``%``: 89,88% x 100 is points."""
    return PLAIN if unit == PERCENT and factor != WRITTEN_PERCENT else unit


def plain(units: Sequence[Unit]) -> Unit | None:
    """Return plain, for operations that leave units behind."""
    return PLAIN if all(is_number(unit) for unit in units) else None


def first(units: Sequence[Unit]) -> Unit | None:
    """Return the first operand's unit; the others must be plain."""
    value, *rest = units
    return value if is_number(value) and all(is_plain(unit) or unit == UNKNOWN for unit in rest) else None


def comparison(units: Sequence[Unit]) -> Unit | None:
    """Return flag when both operands may be compared: numbers of one unit, or two texts, or two flags."""
    if UNKNOWN in units or same(units) is not None:
        return FLAG
    return FLAG if len(set(units)) == 1 else None


def order(units: Sequence[Unit]) -> Unit | None:
    """Return flag when both operands are numbers of one unit."""
    return FLAG if same(units) is not None else None


def flags(units: Sequence[Unit]) -> Unit | None:
    """Return flag when every operand is one."""
    return FLAG if all(unit in (FLAG, UNKNOWN) for unit in units) else None


def choice(units: Sequence[Unit]) -> Unit | None:
    """Return the unit of ``if(condition, a, b)``."""
    condition, *values = units
    if condition not in (FLAG, UNKNOWN):
        return None
    return alike(values)


def alike(units: Sequence[Unit]) -> Unit | None:
    """Return the unit that all share: numbers of one unit, or texts, or flags."""
    return same(units) or (units[0] if len(set(units)) == 1 else None)


def any_to_flag(units: Sequence[Unit]) -> Unit | None:
    """Return flag, whatever is asked about."""
    return FLAG if units else None


def counting(units: Sequence[Unit]) -> Unit | None:
    """Return count, whatever is counted."""
    return COUNT if units else None


def interpolation(units: Sequence[Unit]) -> Unit | None:
    """Return the unit of the ordinates of ``interpolate(x, x1, y1, ...)``; x goes with the abscissas."""
    if same([units[0], *units[1::2]]) is None:
        return None
    return same(units[2::2])


def accepts(node_unit: Unit, unit: Unit) -> bool:
    """Return whether a node declared in *node_unit* may have a formula of *unit*: its own, or plain."""
    if is_plain(unit) or unit in (UNKNOWN, of_node(node_unit)):
        return True
    return is_label(of_node(node_unit)) and unit == COUNT
