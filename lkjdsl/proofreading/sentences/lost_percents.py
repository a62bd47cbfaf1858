"""A calculation among whose numbers the sign of a percentage was lost: *(50 x 83,60) + (50% x 96,82) = 90,21*."""

from collections.abc import Iterator

from attrs import evolve

from lkjdsl.auditing.arithmetic import Amount, Operation, PrintedExpression, parts


def with_percents(left: Operation) -> Iterator[Operation]:
    """Yield *left* with one of its bare numbers as a percentage, as others of it are."""
    amounts = [part for part in parts(left) if isinstance(part, Amount)]
    bare = [amount for amount in amounts if not amount.numeral.percent]
    if len(bare) < len(amounts):
        yield from (changed for amount in bare if isinstance(changed := _with(left, amount), Operation))


def _with(expression: PrintedExpression, amount: Amount) -> PrintedExpression:
    if expression is amount:
        return evolve(amount, numeral=evolve(amount.numeral, percent=True))
    if isinstance(expression, Operation):
        return evolve(expression, operands=tuple(_with(operand, amount) for operand in expression.operands))
    return expression
