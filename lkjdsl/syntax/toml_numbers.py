"""A TOML float → exactly what is written."""

from decimal import Decimal

from lkjdsl import limits


def decimal(literal: str) -> Decimal:
    """Return a TOML float as it is written. Raises ValueError beyond the limits; tomli passes it on."""
    if len(literal) > limits.LITERAL_DIGITS and sum(map(str.isdigit, literal)) > limits.LITERAL_DIGITS:
        raise ValueError
    try:
        value = Decimal(literal)
    except ArithmeticError:  # an exponent that not even Decimal holds
        raise ValueError from None
    if value.is_finite() and abs(value.adjusted()) > limits.EXPONENT:
        raise ValueError
    return value
