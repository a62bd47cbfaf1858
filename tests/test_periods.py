"""Laws of the periods of a year, on random editions and random data."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.domains.exact.domain import Columns, Facts
from lkjdsl.evaluate.data import Data
from lkjdsl.model.definition import Input
from lkjdsl.model.periods import over_periods
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import number
from lkjdsl.testing import data_for, edition_tables, toml_text
from tests.support.strategies import few
from tests.test_laws import comparable, results

PERIODS = ["P1", "P2", "P3"]
WAYS = {"flag": ("last",), "text": ("last",)}


@st.composite
def years(draw: st.DrawFn) -> tuple[lkjdsl.Edition, list[dict[str, Any]]]:
    """Return an edition with periods, and data of each of them in which every input has a value."""
    tables = draw(edition_tables())
    for group in tables["input"].values():
        for one in group.values():
            one["over_periods"] = draw(st.sampled_from(WAYS.get(one["kind"], ("sum", "mean", "last"))))
    edition = lkjdsl.load(text=toml_text({"periods": PERIODS, **tables}))
    drawn = data_for(edition, complete=True, given=False)
    data = [{**draw(drawn), "year": 2025, "period": name} for name in PERIODS]
    return edition, data


def put_together(one: Input, values: Sequence[Value | None]) -> Value | None:
    """Return what an input, or a cell of a row that the edition names, is over periods of which each has a value."""
    assume(not any(value is None or isinstance(value, State) for value in values))
    way = over_periods(one)
    if way == "last":
        return values[-1]
    total = sum((Fraction(*value) for value in values if isinstance(value, tuple)), Fraction(0))
    return number(total / len(values) if way == "mean" else total)


def together(edition: lkjdsl.Edition, several: Sequence[Data]) -> Data:
    """Return the data of a whole year with what those of its periods are together, reckoned with Python's fractions."""
    definition = edition.definition
    inputs = [
        put_together(one, [data.facts.inputs[slot] for data in several])
        for slot, one in enumerate(definition.inputs.values())
    ]
    rows = {}
    for name, table in definition.rows.items():
        parts = [data.facts.rows[name] for data in several]
        if table.fixed:
            cells = [
                [put_together(one, [part.values[column][row] for part in parts]) for row in range(len(table.fixed))]
                for column, one in enumerate(table.columns.values())
            ]
        else:
            cells = [[cell for part in parts for cell in part.values[column]] for column in range(len(table.columns))]
        rows[name] = Columns(len(table.fixed) if table.fixed else sum(part.length for part in parts), cells)
    return evolve(several[-1], facts=Facts(inputs, rows), span=None, rows=None, flaws=())


@few
@given(years())
def test_the_year_to_date_is_that_of_one_data_file_with_the_accumulated_inputs(
    year: tuple[lkjdsl.Edition, list[dict[str, Any]]],
) -> None:
    edition, data = year
    outcome = edition.evaluate(data)
    read = [edition.read(one) for one in data]

    for count, name in enumerate(PERIODS, 1):
        whole = edition.outcome(together(edition, read[:count]))
        part = next(one for span, one in outcome.spans.items() if span.to_date and span.period == name)
        assert results(part) == results(whole)
    assert results(outcome) == results(edition.outcome(together(edition, read)))


@few
@given(years(), st.permutations(range(len(PERIODS))))
def test_the_order_of_the_files_changes_nothing(
    year: tuple[lkjdsl.Edition, list[dict[str, Any]]], order: Sequence[int]
) -> None:
    edition, data = year
    first, second = edition.evaluate(data), edition.evaluate([data[place] for place in order])

    assert every_part(first) == every_part(second)
    assert [problem.message() for problem in first.problems] == [problem.message() for problem in second.problems]


def every_part(outcome: lkjdsl.Outcome) -> Mapping[str, object]:
    return {span.suffix: results(part) for span, part in outcome.spans.items()}


EDITION = lkjdsl.load(
    text=toml_text({
        "lkjdsl": 1, "title": "Uji", "year": 2025, "periods": PERIODS, "rules": {"zero_over_zero": 0, "over_zero": 0},
        "input": {"x": {name: {"kind": "count", "over_periods": "sum"} for name in ("a", "b")}},
        "indicator": {"N": {"unit": "percent", "formula": "x.a / x.b", "target": {"2025": {"P1": "50%", "P3": "90%"}}}},
    })
)  # fmt: skip

counts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=3, max_size=3)


def data_of(name: str, pair: tuple[int, int], **more: Any) -> dict[str, Any]:
    return {"period": name, "x": {"a": pair[0], "b": pair[1]}, **more}


@given(counts)
def test_figures_from_the_start_of_the_year_give_the_same_as_those_of_periods(pairs: list[tuple[int, int]]) -> None:
    sums = [*accumulate(pairs, lambda left, right: (left[0] + right[0], left[1] + right[1]))]

    plain = EDITION.evaluate([data_of(name, pair) for name, pair in zip(PERIODS, pairs, strict=True)])
    cumulative = EDITION.evaluate(
        [data_of(name, pair, cumulative=True) for name, pair in zip(PERIODS, sums, strict=True)]
    )

    assert every_part(plain) == every_part(cumulative)


@given(counts, st.integers(0, 1))
def test_a_missing_period_leaves_what_comes_after_it_without_a_value(pairs: list[tuple[int, int]], absent: int) -> None:
    data = [data_of(name, pair) for name, pair in zip(PERIODS, pairs, strict=True)]
    outcome = EDITION.evaluate([one for place, one in enumerate(data) if place != absent])

    for place, name in enumerate(PERIODS):
        if place != absent:
            to_date = outcome[f"N@..{name}"]
            assert (to_date.status == "ok") == (place < absent)
            assert outcome[f"N@{name}"].status == "ok"


@given(counts)
def test_a_path_without_a_period_is_to_date_at_the_last(pairs: list[tuple[int, int]]) -> None:
    outcome = EDITION.evaluate([data_of(name, pair) for name, pair in zip(PERIODS, pairs, strict=True)])

    for path in ("N", "N.achievement", "N.target"):
        name, _, rest = path.partition(".")
        asked = f"{name}@..P3" + (f".{rest}" if rest else "")
        assert comparable(outcome[path].value) == comparable(outcome[asked].value)
    assert all(earlier.period != later.period or not earlier.to_date for earlier, later in pairwise(outcome.spans))
