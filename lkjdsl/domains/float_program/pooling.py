"""The batch meaning of the operators that bring many values together and drop excluded ones."""

from collections.abc import Sequence
from math import lcm
from typing import TYPE_CHECKING, Any

from lkjdsl.core.program import Step
from lkjdsl.domains.float_error.bounds import WHOLE, Bound
from lkjdsl.domains.float_program.columns import NAN, Column, Declined, number_text
from lkjdsl.domains.float_program.decisions import never_zero
from lkjdsl.domains.float_program.state_codes import EXCLUDED, UNAVAILABLE
from lkjdsl.numbers.rational import Number

if TYPE_CHECKING:
    from lkjdsl.domains.float_program.domain import Writer


def pooled(writer: "Writer", index: int, bound: Bound, step: Step, arguments: Sequence[Column]) -> Column:
    """Write an aggregate of *arguments*."""
    if not arguments:  # an objective without indicators
        return Column(NAN, str(writer.states.code("unavailable", "no-rows")), bound, index)
    setting: Any = step.setting
    weights: Sequence[Number] | None = setting.weights
    minimum = setting.minimum
    state = writer.merged(index, arguments)
    kept: list[str | None] = [None] * len(arguments)
    if state is not None:
        for position, one in enumerate(arguments):
            if one.state is not None and "excluded" in one.bound.range.states:
                counts = f"({one.state} < {EXCLUDED}) | ({one.state} >= {UNAVAILABLE})"
                kept[position] = writer.line(f"k{index}_{position}", counts)
        state = _state(writer, index, state, kept, minimum, weights)
    elif isinstance(minimum, int) and len(arguments) < minimum:
        state = str(writer.states.code("unavailable", "too-few-available"))
    value, state = _combined(writer, index, step, arguments, kept, weights, state)
    return writer.made(index, bound, value, state, loose=any(one.loose for one in arguments))


def _state(
    writer: "Writer", index: int, worst: str, kept: Sequence[str | None], minimum: Any, weights: Any
) -> str | None:
    """Return the state of the whole: excluded values count only where all are, or where too few are left."""
    left = "0"
    if minimum is not None:
        short = writer.states.code("unavailable", "too-few-available")
        if isinstance(minimum, int):
            left = f"where({_added(kept, ['1.0'] * len(kept))} < {minimum}, {short}, 0)"
        else:
            whole = _whole_weights(weights or [(1, 1)] * len(kept))
            total = sum(whole) * minimum[0]
            if max(total, sum(whole) * minimum[1]) > WHOLE:
                raise Declined("min_available")  # noqa: EM101 - a name
            share = _added(kept, [f"{float(one * minimum[1])!r}" for one in whole])
            left = f"where({share} < {float(total)!r}, {short}, 0)"
    if all(one is not None for one in kept):
        dropped = writer.states.code("excluded", "all-excluded")
        any_kept = " | ".join(f"{one}" for one in kept)
        left = f"where({any_kept}, {left}, {dropped})"
    return writer.line(f"t{index}", f"where({worst} >= {UNAVAILABLE}, {worst}, {left})")


def _whole_weights(weights: Sequence[Number]) -> list[int]:
    common = lcm(*(weight[1] for weight in weights))
    return [weight[0] * (common // weight[1]) for weight in weights]


def _added(kept: Sequence[str | None], terms: Sequence[str]) -> str:
    """Return the sum of the terms that are kept."""
    return " + ".join(
        term if one is None else f"where({one}, {term}, 0.0)" for one, term in zip(kept, terms, strict=True)
    )


def _combined(
    writer: "Writer", index: int, step: Step, arguments: Sequence[Column], kept: Sequence[str | None],
    weights: Sequence[Number] | None, state: str | None,
) -> tuple[str, str | None]:  # fmt: skip
    """Return the text of the value, and its state."""
    values = [one.value for one in arguments]
    name = step.operator.name
    shares = ["1.0"] * len(values) if weights is None else [number_text(weight) for weight in weights]
    is_whole = all(one is None for one in kept)
    total = _added(kept, shares)
    if weights is not None and is_whole and sum(_whole_weights(weights)) == lcm(*(weight[1] for weight in weights)):
        total = "1.0"
    match name:
        case "sum":
            return _added(kept, values), state
        case "mean" | "weighted-mean":
            terms = [f"{share} * {value}" for share, value in zip(shares, values, strict=True)]
            spread = f"weighted([{', '.join(shares)}], [{', '.join(values)}])" if is_whole else _added(kept, terms)
            return spread if total == "1.0" else f"({spread}) / ({total})", state
        case "min" | "max":
            function, end = ("minimum", "inf") if name == "min" else ("maximum", "-inf")
            text = ""
            for one, value in zip(kept, values, strict=True):
                term = value if one is None else f"where({one}, {value}, {end})"
                text = f"{function}({text}, {term})" if text else term
            return text, state
        case "count":
            writer.lost(arguments)  # what is counted is not looked at
            flags = [f"where({one.value}, 1.0, 0.0)" if one.bound.range.flags else "1.0" for one in arguments]
            return _added(kept, flags), state
        case "harmonic-mean" if all(one.bound.sign == 1 for one in arguments):
            zeros = [f"({value} == 0)" for value in values]
            counting = zip(kept, zeros, strict=True)
            is_zero = " | ".join(zero if one is None else f"({one} & {zero})" for one, zero in counting)
            for argument in arguments:
                never_zero(writer, argument)
            zero = writer.states.code("invalid", "harmean-of-zero")
            own = f"where({is_zero}, {zero}, 0)"
            state = writer.line(f"u{index}", own if state is None else f"where({state} != 0, {state}, {own})")
            parts = _added(kept, [f"{share} / {value}" for share, value in zip(shares, values, strict=True)])
            return f"({total}) / ({parts})", state
        case _:
            raise Declined(name)
