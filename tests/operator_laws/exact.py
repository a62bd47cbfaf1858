"""The exact domain under its law: it gives what the replay of a trace gives, walked and compiled."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from lkjdsl.core import operators
from lkjdsl.core.program import (
    Bands,
    Division,
    Given,
    Held,
    Operator,
    Pool,
    Program,
    Rounds,
    Rowwise,
    Slot,
    Step,
    is_of,
)
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.exact import inlining
from lkjdsl.domains.exact.compiled import compiled
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Approximate
from lkjdsl.render.explanation.trace import ruling, written
from tests.operator_laws.cases import Case
from tests.operator_laws.domains import Domain, each
from tests.support import replay


def walked(case: Case) -> list[Value]:
    """Return the exact value of each sample of the data."""
    return [walk(case.program, exact.Exact(facts))[-1] for facts in case.data]


def ran(case: Case) -> list[Value]:
    """Return the value that the compiled program gives of each sample."""
    kernel = compiled(case.program)
    return [kernel(facts)[-1] for facts in case.data]


def comparable(value: Value) -> object:
    """Return a value in which equal numbers are equal."""
    match value:
        case State(kind=kind):
            return kind
        case Approximate():
            return "approximately", Fraction(*value)
        case tuple():
            return Fraction(*value)
        case _:
            return type(value), value


def _check(case: Case, values: Sequence[Value]) -> None:
    for expected, value in zip(expectations(case), values, strict=True):
        agree(expected, value, case)


def agree(expected: Any, value: Value, case: Case) -> None:
    """Assert that *value* is what the replay gives: a number of 50 digits as far as these go."""
    found = replay.read(written(value))
    if isinstance(expected, Decimal) or isinstance(value, Approximate):
        assert isinstance(found, Fraction), (value, expected)
        assert replay.decimal(found, replay.FIFTY) == replay.decimal(expected, replay.FIFTY), str(case)
    else:
        kinds = [(isinstance(one, bool), type(one) is replay.State) for one in (found, expected)]
        assert (kinds[0], found) == (kinds[1], expected), str(case)


@lru_cache(maxsize=256)
def expectations(case: Case) -> Sequence[Any]:
    """Return what the replay gives of each sample."""
    return [replayed(case.program, facts)[-1] for facts in case.data]


def replayed(program: Program, facts: exact.Facts, row: Sequence[Any] = (), outer: Sequence[Any] = ()) -> list[Any]:
    """Return the values of *program* by the arithmetic of :mod:`tests.replay`, which knows nothing of lkjdsl."""
    values: list[Any] = []
    for step in program.steps:
        arguments = [values[index] for index in step.arguments]
        if is_of(step, operators.OUTER):
            values.append(outer[step.setting.index])
        elif is_of(step, operators.FOLD):
            values.append(_folded(step.setting, facts, arguments))
        else:
            values.append(computed(step.operator.name, _setting(step, facts, row), arguments))
    return values


def _folded(setting: Rowwise, facts: exact.Facts, outer: Sequence[Any]) -> Any:
    table = facts.rows[setting.rows]
    rows = [[column[place] for column in table.values] for place in range(table.length)]
    values = [replayed(setting.body, facts, row, outer)[-1] for row in rows]
    return computed(setting.operator.name, {"weights": None, "minimum": None}, values)


def computed(name: str, setting: Any, arguments: Sequence[Any]) -> Any:
    """Return what the replay computes; what cannot be is invalid."""
    try:
        value = replay.computed(name, setting, arguments)
    except ArithmeticError:
        return replay.State("invalid")
    return replay.State("invalid") if isinstance(value, Decimal) and not value.is_finite() else value


def _setting(step: Step, facts: exact.Facts, row: Sequence[Any]) -> Any:
    """Return the setting as the trace writes it, with what the data says."""
    match step.setting:
        case Held(value=value):
            return {"told": written(value), "missing": "error"}
        case Slot(index=index, missing=missing):
            read: Mapping[Operator, Sequence[Any]] = {
                operators.INPUT: facts.inputs,
                operators.PREVIOUS: facts.previous,
                operators.COLUMN: row,
            }
            cells = read[step.operator]
            return {"told": written(cells[index]) if cells else None, "missing": ruling(missing)}
        case Given(path=path, missing=missing):
            if step.operator is operators.EARLIER:
                return {"told": written(facts.earlier.get(path)), "missing": "unavailable"}
            return {"told": written(facts.given.get(path)), "missing": ruling(missing)}
        case Division(zero_over_zero=zero, over_zero=over):
            return {"zero_over_zero": ruling(zero), "over_zero": ruling(over)}
        case Rounds(digits=digits, mode=mode):
            return {"digits": digits, "rounding": mode}
        case Pool(weights=weights, minimum=minimum, equal=equal):
            least = minimum if isinstance(minimum, int) else written(minimum)
            way = {"redistribute": "equal"} if equal else {}
            return {"weights": weights and [written(weight) for weight in weights], "minimum": least, **way}
        case Bands(bands=bands, printed=printed):
            starts = [{"start": written(band.start), "open": band.open, "label": band.label} for band in bands]
            rounds = printed and {"digits": printed.digits, "rounding": printed.mode}
            return {"bands": starts, "printed": rounds}
        case _:
            return {}


EXACT = Domain(
    "exact",
    {"rules": exact.RULES},
    check=each(lambda case: _check(case, walked(case))),
    answer=lambda case: [comparable(value) for value in walked(case)],
)
COMPILED = Domain(
    "compiled",
    {"rules": inlining.RULES},
    check=each(lambda case: _check(case, ran(case))),
    answer=lambda case: [comparable(value) for value in ran(case)],
)
