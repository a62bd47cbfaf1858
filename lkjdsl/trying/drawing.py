"""
Data to try an edition on, drawn quickly: one choice for each input.

The candidates are few and the same for many inputs, so that numerators equal denominators, ties and zeros come
up all the time; and the edition's own numbers, with one more and one less, are among them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lkjdsl.edition import Edition
from lkjdsl.model.definition import Definition, Input
from lkjdsl.rational import compare

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

WHOLE = (0, 1, 2, 3, 5, 7, 8, 10, 32, 100, 101, 160, 200, 20_000, 7_630, 10**9)
"""The first are what a counterexample shrinks to; as denominators 8, 32, 160, 200 and 20.000 give rounding ties."""
WORDS = ("-", "tidak berlaku")
NIL = "nihil"
TEXTS = ("PNBP", "RM", "Belanja Modal")
MOST_ROWS = 3


def data_of(edition: Edition) -> "SearchStrategy[dict[str, Any]]":
    """Return a strategy for data of *edition*, in groups; most constraints hold."""
    from hypothesis import strategies as st

    from lkjdsl.testing.repair import raised

    definition = edition.definition
    own = own_numbers(definition)
    groups: dict[str, dict[str, Any]] = {}
    for path, one in definition.inputs.items():
        group, name = path.split(".")
        groups.setdefault(group, {})[name] = st.sampled_from(candidates(one, own))
    tables: dict[str, Any] = {group: st.fixed_dictionaries(inputs) for group, inputs in groups.items()}
    for table, rows in definition.rows.items():
        row = st.fixed_dictionaries({name: st.sampled_from(candidates(one, own)) for name, one in rows.columns.items()})
        tables[table] = st.lists(row, max_size=MOST_ROWS)
    return st.fixed_dictionaries(tables).map(lambda told: raised(edition, told))


def own_numbers(definition: Definition) -> list[int]:
    """Return the whole numbers that the formulas, caps and targets of an edition name, each with its neighbours."""
    from lkjdsl.testing.values import numbers_of

    near = {value + step for a, b in numbers_of(definition) for value in (a // b,) for step in (-1, 0, 1)}
    return sorted(value for value in near if value >= 0)[:20]


def candidates(one: Input, own: list[int]) -> list[Any]:
    """Return the values of an input that are tried, the plainest first."""
    match one.kind:
        case "flag":
            return [False, True]
        case "text":
            return [*TEXTS, *WORDS]
        case "percent":
            plain: list[Any] = [f"{value}%" for value in (*WHOLE[:13], *own)]
        case _:
            plain = [*WHOLE, *own]
    kept = [value for value in dict.fromkeys(plain) if _within(one, value)] or plain[:1]
    return [*kept, *([NIL] if one.kind in ("count", "rupiah") and 0 in kept else []), *WORDS]


def _within(one: Input, value: int | str) -> bool:
    number = (int(value.removesuffix("%")), 100) if isinstance(value, str) else (value, 1)
    above = one.minimum is None or compare(number, one.minimum) >= 0
    return above and (one.maximum is None or compare(number, one.maximum) <= 0)


def shortened(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return *told* without empty tables of rows, to be shown."""
    return {key: value for key, value in told.items() if value not in ({}, [])}
