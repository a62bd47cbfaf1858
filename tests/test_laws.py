"""Laws of the exact engine, on random editions and random data."""

import pickle
import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.evaluate.rounding_difference import difference_of_contributions
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Approximate
from lkjdsl.testing import data_for, edition_tables, editions, toml_text
from tests.support.strategies import Pooled, few, pooled

Told = Mapping[str, Any]
Drawn = tuple[dict[str, Any], Told]


@st.composite
def told(draw: st.DrawFn, /, **options: Any) -> Drawn:
    """Return the tables of an edition, and data for it."""
    tables = draw(edition_tables(**options))
    return tables, draw(data_for(lkjdsl.load(text=toml_text(tables))))


def outcome_of(tables: Mapping[str, Any], data: Told) -> lkjdsl.Outcome:
    return lkjdsl.load(text=toml_text(tables)).evaluate(data)


def comparable(value: Value) -> object:
    """Return *value* so that equal numbers are equal, and the order in which reasons were met does not matter."""
    if isinstance(value, State):
        return value.kind, frozenset(value.reasons)
    return (Fraction(*value), type(value) is Approximate) if isinstance(value, tuple) else value


def results(outcome: lkjdsl.Outcome) -> dict[str, object]:
    """Return every result of *outcome* by its path, as value and as printed."""
    return {path: (comparable(outcome[path].value), outcome[path].printed) for path in outcome}


# Editions


@given(told(roots=True), st.integers(0, 2**16))
def test_the_order_of_tables_changes_nothing(drawn: Drawn, seed: int) -> None:
    tables, data = drawn
    order = random.Random(seed)  # noqa: S311 - no secret

    assert results(outcome_of(shuffled(tables, order), data)) == results(outcome_of(tables, data))


def shuffled(table: Any, order: random.Random) -> Any:
    """Return *table* with its keys, and those of every table inside it, in another order."""
    if not isinstance(table, dict):
        return table
    keys = list(table)
    order.shuffle(keys)
    return {key: shuffled(table[key], order) for key in keys}


@few
@given(told(), st.sampled_from(("1 / 0", "7", "IKK1.achievement")))
def test_an_unused_indicator_changes_nothing(drawn: Drawn, formula: str) -> None:
    tables, data = drawn
    more = {**tables["indicator"], "Lain": {"unit": "percent", "formula": formula, "target": "80%"}}

    with_it = results(outcome_of({**tables, "indicator": more}, data))

    assert {path: one for path, one in with_it.items() if not path.startswith("Lain")} == results(
        outcome_of(tables, data)
    )


@few
@given(told())
def test_constraints_change_no_result(drawn: Drawn) -> None:
    tables, data = drawn
    without = {key: table for key, table in tables.items() if key != "constraint"}

    assert results(outcome_of(without, data)) == results(outcome_of(tables, data))


@given(told(roots=True))
def test_caps_and_floors_hold(drawn: Drawn) -> None:
    outcome = outcome_of(*drawn)
    bounds = [(node.path, node.floor, node.cap) for node in outcome.definition.nodes()]
    bounds += [
        (f"{one.path}.achievement", one.achievement_floor, one.achievement_cap)
        for one in outcome.definition.indicators.values()
    ]
    for path, floor, cap in bounds:
        value = outcome[path].exact
        assert value is None or floor is None or value >= Fraction(*floor), path
        assert value is None or cap is None or value <= Fraction(*cap), path


@given(told(roots=True))
def test_contributions_add_up_to_their_mean_and_printed_ones_with_a_rounding_difference(drawn: Drawn) -> None:
    plain = outcome_of(*drawn)
    outcome = plain.with_contributions
    steps = zip(outcome.program.steps, outcome.values, strict=True)
    means = {step.origin.path: value for step, value in steps if step.origin.role == "aggregate"}
    for node in outcome.definition.nodes():
        if not node.is_weighted_mean:
            continue
        contributions = [outcome[f"{component.path}.contribution"] for component in node.components]
        numbers = [one.exact for one in contributions if one.exact is not None]
        mean = means[node.path]
        if not isinstance(mean, tuple):
            continue
        assert sum(numbers) == Fraction(*mean), node.path
        assert [one.value for one in contributions] == [plain[one.path].value for one in contributions]
        if any(isinstance(one.value, Approximate) for one in contributions):
            continue
        difference = difference_of_contributions(outcome, node) or (0, 1)
        exact = evolve(contributions[0], value=mean)
        assert sum(map(read, (one for one in contributions if one.exact is not None))) + Fraction(*difference) == read(
            exact
        ), node.path


@given(told(roots=True))
def test_a_printed_number_is_the_nearest_and_prints_itself(drawn: Drawn) -> None:
    outcome = outcome_of(*drawn)
    for path in outcome:
        result = outcome[path]
        if result.exact is None or result.printed is None:
            continue
        value, half = read(result), Fraction(1, 2 * 10**result.digits) / (100 if result.unit == "percent" else 1)
        assert abs(value - result.exact) <= (half if result.rounding.startswith("half") else 2 * half), path
        assert lkjdsl.Result(
            path, value.as_integer_ratio(), result.unit, result.digits, result.rounding, result.language, "", outcome
        ).printed == result.printed  # fmt: skip


def read(result: lkjdsl.Result) -> Fraction:
    """Return the number that a result was printed as."""
    text = (result.printed or "").removeprefix("-").removeprefix("Rp").removesuffix("%").removesuffix(f" {result.unit}")
    thousands, point = (".", ",") if result.language == "id" else (",", ".")
    value = Fraction(Decimal(text.replace(thousands, "").replace(point, ".")))  # a Fraction reads 4,300 digits at most
    sign = -1 if (result.printed or "").startswith("-") else 1
    return sign * value / (100 if result.unit == "percent" else 1)


# Pooling


@given(pooled())
def test_a_mean_lies_between_its_least_and_its_greatest_component(drawn: Pooled) -> None:
    result = drawn.result()
    counted = drawn.counted()
    assert (result is None) == (not counted)
    assert result is None or min(counted) <= result <= max(counted)


@given(pooled())
def test_equal_components_give_themselves(drawn: Pooled) -> None:
    counted = drawn.counted()
    assume(counted)
    alike = [None if value is None else counted[0] for value in drawn.values]
    assert drawn.result(alike) == counted[0]


@given(pooled(aggregates=("weighted-mean",)))
def test_a_component_of_weight_zero_never_touches_the_result(drawn: Pooled) -> None:
    assert drawn.result(worthless="1 / 0") == drawn.result(worthless="7") == drawn.result()


@given(pooled(aggregates=("weighted-mean",)))
def test_a_weighted_mean_is_the_sum_of_weight_times_value_over_the_weight(drawn: Pooled) -> None:
    shares = [Fraction(*map(Fraction, (weight.rstrip("%") + "/1").split("/")[:2])) for weight in drawn.weights]
    shares = [share / 100 if "%" in weight else share for share, weight in zip(shares, drawn.weights, strict=True)]
    told = [(share, value) for share, value in zip(shares, drawn.values, strict=True) if value is not None and share]
    whole = sum(share for share, _ in told)
    assert drawn.result() == (sum(share * value for share, value in told) / whole if told else None)


# Quotients


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**40), st.sampled_from((0, "exclude", "error")))
def test_numerator_and_denominator_scaled_alike_change_nothing(a: int, b: int, times: int, rule: Any) -> None:
    edition = lkjdsl.load(text=toml_text({
        "lkjdsl": 1, "title": "Uji", "year": 2025, "rules": {"zero_over_zero": rule},
        "input": {"x": {"a": {"kind": "count"}, "b": {"kind": "count"}}},
        "indicator": {"N": {"unit": "percent", "formula": "x.a / x.b", "target": "85%", "cap": "120%", "round": 2}},
    }))  # fmt: skip

    scaled = edition.evaluate({"x.a": a * times, "x.b": b * times})

    assert results(scaled) == results(edition.evaluate({"x.a": a, "x.b": b}))


# Targets

AIMED = st.integers(-1000, 1000).filter(bool)


def achieved(result: int, **aims: Any) -> Fraction | None:
    edition = lkjdsl.load(text=toml_text({
        "lkjdsl": 1, "title": "Uji", "year": 2025, "input": {"x": {"a": {"kind": "number"}}},
        "indicator": {"N": {"unit": "index", "formula": "x.a", **aims}},
    }))  # fmt: skip
    return edition.evaluate({"x.a": result})["N.achievement"].exact


@given(st.integers(-1000, 1000), AIMED, st.sampled_from(("maximize", "minimize", "minimize-inverse", "stabilize")))
def test_a_range_of_one_point_is_a_plain_target(result: int, target: int, polarity: str) -> None:
    plain = achieved(result, polarity=polarity, target=target)
    # Where the inverse has no meaning, what hits the target still hits it.
    expected = Fraction(1) if plain is None and result == target else plain

    assert achieved(result, polarity=polarity, target=[target, target]) == expected


@given(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), st.tuples(AIMED, AIMED), st.booleans())
def test_a_better_result_never_achieves_less(results: tuple[int, int], ends: tuple[int, int], ranged: bool) -> None:
    less, more = sorted(results)
    target = sorted(ends) if ranged else ends[0]
    for polarity, worse, better in (("maximize", less, more), ("minimize", more, less)):
        low, high = (achieved(one, polarity=polarity, target=target) for one in (worse, better))
        assert low is not None
        assert high is not None
        assert low <= high


# Data


@given(told())
def test_a_data_file_says_what_its_tables_say(folder: Path, drawn: Drawn) -> None:
    tables, data = drawn
    file = folder / "data.toml"
    file.write_text(toml_text(data), "utf-8")
    edition = lkjdsl.load(text=toml_text(tables))
    flat = {
        f"{group}.{name}": value
        for group, inner in data.items()
        if isinstance(inner, dict) and group != "given"
        for name, value in inner.items()
    } | {key: value for key, value in data.items() if not isinstance(value, dict) or key == "given"}

    assert results(edition.evaluate(file)) == results(edition.evaluate(data)) == results(edition.evaluate(flat))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@given(told(roots=True))
def test_what_is_computed_may_as_well_be_given(drawn: Drawn) -> None:
    """A value that the data gives for a node and that is the computed one changes no result."""
    tables, data = drawn
    without = {key: value for key, value in data.items() if key != "given"}
    computed = outcome_of(tables, without)
    plain = [node.path for node in computed.definition.nodes() if is_given_as_printed(computed, node.path)]
    given = {path: computed[path].exact for path in plain}

    assert results(outcome_of(tables, {**without, "given": given})) == results(computed)


def is_given_as_printed(outcome: lkjdsl.Outcome, path: str) -> bool:
    """Return whether the data could give the value of a node: it is exact, and of a unit that is written bare."""
    result = outcome[path]
    return result.exact is not None and not result.approximate and result.unit in ("index", "ratio", "hari")


# Repetition


def pickled(edition: lkjdsl.Edition) -> lkjdsl.Edition:
    copy: lkjdsl.Edition = pickle.loads(pickle.dumps(edition))  # noqa: S301 - our own pickle
    return copy


@few
@given(told(roots=True))
@pytest.mark.parametrize("again", [lambda edition: edition, pickled])
def test_an_edition_gives_the_same_again(again: Callable[[lkjdsl.Edition], lkjdsl.Edition], drawn: Drawn) -> None:
    """Evaluated often enough to be compiled, and after it was pickled."""
    tables, data = drawn
    edition = lkjdsl.load(text=toml_text(tables))
    first = edition.evaluate(data)

    assert again(edition).definition == edition.definition
    for _ in range(6):
        once_more = again(edition).evaluate(data)
        assert list(map(comparable, once_more.values)) == list(map(comparable, first.values))
        assert results(once_more) == results(first)
        assert [one.message() for one in once_more.problems] == [one.message() for one in first.problems]


@few
@given(st.data())
def test_threads_may_share_an_edition(drawn: st.DataObject) -> None:
    edition = lkjdsl.load(text=drawn.draw(editions(roots=True)))
    several = [drawn.draw(data_for(edition)) for _ in range(3)]
    alone = [results(pickled(edition).evaluate(data)) for data in several]

    with ThreadPoolExecutor(3) as threads:
        together = list(threads.map(lambda data: results(edition.evaluate(data)), several * 4))

    assert together == alone * 4
