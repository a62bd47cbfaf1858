"""The law of the batch domain: the same states and the same printed digits as the exact domain, row by row."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.domains.float_error import bounds
from lkjdsl.domains.float_error import pooling as error_pooling
from lkjdsl.domains.float_error import rule as error_rule
from lkjdsl.domains.float_error import scalars as error_scalars
from lkjdsl.domains.float_program import decisions as batch_decisions
from lkjdsl.edition import Edition
from lkjdsl.lower.checks import checks_of
from lkjdsl.model.values import State
from lkjdsl.tables.kernel import extent, kernel
from lkjdsl.tables.kernel import llvm_engine as engine
from lkjdsl.tables.reading.cells import CellFormat, typed
from lkjdsl.tables.reading.headers import headers
from lkjdsl.tables.results.why import why
from lkjdsl.tables.running import evaluation as evaluate
from lkjdsl.tables.running.asking import Asking
from lkjdsl.tables.running.block_checks import BlockChecks
from lkjdsl.tables.running.checks import CODES, LISTED, CheckProblem, CheckTally
from lkjdsl.tables.running.table import evaluate_table
from lkjdsl.testing.random_data import data_for
from lkjdsl.testing.random_editions import editions

Told = Mapping[str, Any]
ROWS = 12


def text_of(raw: Any) -> str | None:
    """Return a value of a data file as an English text; three decimals would be read in two ways, so there are four."""
    if raw is None or isinstance(raw, bool):
        return None if raw is None else str(raw)
    body = str(raw).removesuffix("%")
    if not body.replace(".", "").replace("-", "").isdigit():
        return str(raw)
    whole, dot, decimals = body.partition(".")
    return f"{whole}{dot}{decimals}{'0' * (len(decimals) == 3)}{'%' * (body != str(raw))}"


def array(values: Sequence[Any], *, floats: bool) -> Any:
    """Return a column of any type that can hold *values*."""
    told = [value for value in values if value is not None]
    if all(isinstance(value, bool) for value in told):
        return pa.array(values, pa.bool_())
    if all(isinstance(value, int) and abs(value) < 2**63 for value in told):
        if floats and all(abs(value) <= 2**53 for value in told):
            return pa.array([None if value is None else float(value) for value in values], pa.float64())
        return pa.array(values, pa.int64())
    if floats and all(isinstance(value, int | Decimal) and typed(float(value)) == value for value in told):
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    return pa.array([text_of(value) for value in values], pa.string())


def table_of(edition: Edition, several: Sequence[Told], *, floats: bool) -> Any:
    """Return data files as one table, a row each."""
    definition = edition.definition
    columns: dict[str, Any] = {"year": pa.array([told.get("year", definition.year) for told in several], pa.int64())}
    for path in definition.inputs:
        group, name = path.split(".")
        values = [told.get(group, {}).get(name) for told in several]
        if any(value is not None for value in values):
            columns[path] = array(values, floats=floats)
    for name, table in definition.rows.items():
        absent = pa.array([name not in told for told in several])
        for column in table.columns if any(name in told for told in several) else ():
            lists = [[row.get(column) for row in told.get(name, [])] for told in several]
            flat = array([value for one in lists for value in one], floats=floats)
            offsets = [0]
            for one in lists:
                offsets.append(offsets[-1] + len(one))
            columns[f"{name}.{column}"] = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat, mask=absent)
    for node in definition.nodes():
        values = [told.get("given", {}).get(node.path) for told in several]
        values = [value["value"] if isinstance(value, Mapping) else value for value in values]
        if any(value is not None for value in values):
            columns[node.path] = array(values, floats=floats)
    if len(columns) == 1:  # a table in which no header is an input is refused: these offices gave nothing
        columns |= {path: pa.nulls(len(several), pa.string()) for path in definition.inputs}
    return pa.table(columns)


def differences(
    edition: Edition, several: Sequence[Told], *, floats: bool, before: Sequence[Told | None] = ()
) -> list[Any]:
    """
    Return where the table's results are not the exact ones: row, path, what the table has, what is exact.

    *before* are the data of the year before, None for an office that has none.
    """
    asking = Asking(language=edition.definition.language, reading=CellFormat("en"), threads=1)
    table = table_of(edition, several, floats=floats)
    problems: list[Any] = []
    if any(told is not None for told in before):
        offices = pa.array(range(len(several)))
        known = [number for number, told in enumerate(before) if told is not None]
        earlier = table_of(edition, [told for told in before if told is not None], floats=floats)
        earlier = earlier.append_column("office", offices.take(pa.array(known)))
        table = table.append_column("office", offices)
        made = evaluate_table(edition, table, asking, earlier, ["office"], problems).to_pylist()
    else:
        made = evaluate_table(edition, table, asking, problems=problems).to_pylist()
    assert not [one for one in problems if one.code == "unreadable-cell"]
    found: list[Any] = []
    for number, told in enumerate(several):
        outcome = edition.evaluate(told, before[number] if before else None)
        for path in outcome.paths:
            if path.startswith("table.") or f"{path}.status" not in made[number]:
                continue
            result, row = outcome[path], made[number]
            first = result.value.reasons[0] if isinstance(result.value, State) else None
            reason = None if first is None else why(first, outcome.program.outputs, asking.language)
            expected = (result.status, reason, result.printed)
            text = row.get(f"{path}.printed", row[path])
            if (row[f"{path}.status"], row[f"{path}.reason"], text) != expected:
                found.append((number, path, (row[f"{path}.status"], row[f"{path}.reason"], text), expected))
            if result.exact is not None and isinstance(row[path], float):
                near = abs(Fraction(row[path]) - result.exact) <= abs(result.exact) / 10**6 + Fraction(1, 10**6)
                if not near or str(row[path]) == "-0.0":  # 0 has no sign
                    found.append((number, path, row[path], result.exact))
    return found


@st.composite
def years_before(draw: Any, edition: Edition, several: Sequence[Told]) -> list[Told | None]:
    """Draw data of the year before for most of the offices."""
    found = [draw(st.none() | data_for(edition) | data_for(edition)) for _ in several]
    years = [told.get("year", edition.definition.year) - 1 for told in several]
    return [None if told is None else {**told, "year": year} for told, year in zip(found, years, strict=True)]


SETTINGS = settings(max_examples=150, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@SETTINGS
@given(st.data())
def test_status_and_printed_digits_are_those_of_the_exact_evaluation(data: st.DataObject) -> None:
    edition = lkjdsl.load(
        text=data.draw(editions(previous=data.draw(st.booleans(), label="previous")), label="edition")
    )
    several = data.draw(st.lists(data_for(edition), min_size=1, max_size=ROWS), label="data")
    with pytest.MonkeyPatch.context() as patch:
        # of a few rows one is already many: without this, rows with states would all go the exact way or none
        patch.setattr(evaluate, "RARE", data.draw(st.sampled_from([0.0, 1.0]), label="rare"))
        before = data.draw(st.just([]) | years_before(edition, several), label="before")
        assert not differences(edition, several, floats=data.draw(st.booleans(), label="floats"), before=before)


@settings(SETTINGS, max_examples=50)
@given(st.data())
def test_the_rows_that_break_a_constraint_are_those_of_the_single_evaluation(data: st.DataObject) -> None:
    edition = lkjdsl.load(text=data.draw(editions(), label="edition"))
    several = data.draw(st.lists(data_for(edition), min_size=1, max_size=ROWS), label="data")
    table = table_of(edition, several, floats=False)
    found, _ = headers(edition.definition, table.schema)
    checks = CheckTally(edition, found, CellFormat("en"))
    for batch in table.combine_chunks().to_batches():
        BlockChecks(checks).add(batch, 0, np.ones(batch.num_rows, np.bool_))

    broken: Counter[Any] = Counter()
    unchecked: Counter[Any] = Counter()
    for told in several:
        problems = edition.evaluate(told).problems
        broken.update({one.values["name"] for one in problems if one.code == "constraint-broken"})
        unchecked.update({one.values["name"] for one in problems if one.code == "constraint-unchecked"})
    told_of = [one.values["why"] for one in checks.listed]
    listed = Counter([(one.inner.code, one.inner.values["name"]) for one in told_of if isinstance(one, CheckProblem)])
    for check in checks_of(edition.definition):
        wanted = min(checks.broken.get(check, 0), LISTED)
        if not check.rowed:
            assert listed[CODES[check.kind], check.name] == wanted
        if check.kind == "constraint":
            counts = checks.broken.get(check, 0), checks.unchecked.get(check, 0)
            if check.rowed:  # an office with rows of both kinds counts for one of them
                assert counts[0] <= broken[check.name] <= sum(counts)
            else:
                assert counts == (broken[check.name], unchecked[check.name])


RATIOS = """
lkjdsl = 1
title = 'Rasio'
year = 2025
language = 'en'
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
[input.d]
""" + "".join(f"n{i} = {{ kind = 'count' }}\nd{i} = {{ kind = 'count' }}\n" for i in range(4)) + """
[indicator.I]
name = 'Indeks'
unit = 'index'
""" + "".join(
    f"[indicator.I.K{i}]\nname = 'K'\nunit = 'percent'\nweight = '25%'\ncap = '100%'\nformula = 'd.n{i} / d.d{i}'\n"
    for i in range(4)
)  # fmt: skip
DENOMINATORS = st.sampled_from([0, 1, 3, 7, 8, 32, 160, 2_000, 20_000, 10**9 + 7, 2**53 + 1])
"""8, 32, 160, 2.000 and 20.000 give quotients that lie exactly between two printed ones."""


@st.composite
def ratio_rows(draw: Any) -> Told:
    row: dict[str, Any] = {}
    for i in range(4):
        below = draw(DENOMINATORS)
        above = draw(st.integers(0, below) | st.sampled_from([0, below, below + 1]))
        row[f"d{i}"], row[f"n{i}"] = draw(st.sampled_from([below] * 9 + [None])), above
    return {"d": {name: value for name, value in row.items() if value is not None}}


WAYS = {"numpy": 2**62, "machine": 0}
"""The two ways to run a kernel, by the number of rows that it meets before it is compiled."""
every_way = pytest.mark.parametrize("way", WAYS)


@every_way
def test_ties_and_caps_that_just_bite_are_decided_exactly(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "WORTH_COMPILING", WAYS[way])
    edition = lkjdsl.load(text=RATIOS)

    @settings(SETTINGS, max_examples=60)
    @given(st.lists(ratio_rows(), min_size=1, max_size=40), st.booleans())
    def law(rows: Sequence[Told], floats: bool) -> None:
        assert not differences(edition, rows, floats=floats)

    law()


@every_way
def test_an_error_bound_that_is_too_small_is_found_out(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows on exact ties: with errors taken for 0 the float64 program decides them by itself, and wrongly."""
    rows = [
        {"d": {"n0": n, "d0": 20_000, "n1": 1, "d1": 3, "n2": 2, "d2": 3, "n3": m, "d3": 7}}
        for n in range(200)
        for m in (0, 7)
    ]
    text = RATIOS.replace("unit = 'index'", "unit = 'percent'")
    monkeypatch.setattr(kernel, "WORTH_COMPILING", WAYS[way])
    assert not differences(lkjdsl.load(text=text), rows, floats=False)
    for module in (bounds, error_rule, error_scalars, error_pooling, kernel):
        monkeypatch.setattr(module, "UNIT", 0.0)
    monkeypatch.setattr(batch_decisions, "HALF_UNITS", 0.0)
    assert differences(lkjdsl.load(text=text), rows, floats=False)


@every_way
def test_parts_that_are_taken_for_too_coarse_are_found_out(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values next to a tie, nearer than float64 can tell: taken for ties they are rounded up, and wrongly."""
    monkeypatch.setattr(kernel, "WORTH_COMPILING", WAYS[way])
    below = 9 * 10**15 + 1
    others = {f"{kind}{i}": int(kind == "d") for i in (1, 2, 3) for kind in "nd"}
    rows = [{"d": {"n0": below * (2 * j + 1) // 5000, "d0": below, **others}} for j in range(200)]
    text = RATIOS.replace("unit = 'index'", "unit = 'percent'")
    assert not differences(lkjdsl.load(text=text), rows, floats=False)
    monkeypatch.setattr(error_rule.ErrorRule, "_parts", lambda *_: 1)
    assert differences(lkjdsl.load(text=text), rows, floats=False)


@pytest.mark.parametrize(
    "values",
    [
        [0.0], [3.0, 5.0, 0.0], [0.5, 7.0], [5000.0, 1e-300], [-1.0, 2.0], [-0.0, 1.0], [2.0**53, 1.0], [1e300, 0.25],
        [1.0, float("nan"), 2.0], [float("inf"), 1.0], [-float("inf"), 1.0],
    ],
)  # fmt: skip
def test_a_long_column_is_looked_through_as_a_short_one(values: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    column = np.array(values * 5 + values[:1])
    short = extent.extent(column)
    monkeypatch.setattr(extent, "LONG", 0)
    monkeypatch.setitem(sys.modules, "lkjdsl.tables.kernel.llvm_engine", engine)  # as where a kernel was compiled
    low, high, whole = extent.extent(column)
    if np.isfinite(column).all():
        assert (low, high, whole) == short
    else:
        assert not (np.isfinite(low) and np.isfinite(high))


@settings(SETTINGS, max_examples=20)
@given(st.data())
def test_both_ways_to_run_a_kernel_give_the_same_bits(data: st.DataObject) -> None:
    edition = lkjdsl.load(text=data.draw(editions(), label="edition"))
    several = data.draw(st.lists(data_for(edition), min_size=1, max_size=ROWS), label="data")
    table = table_of(edition, several, floats=data.draw(st.booleans(), label="floats"))
    ways: list[Any] = []
    run = kernel.Kernel.run

    def both(self: kernel.Kernel, size: int, *arguments: Any) -> Any:
        found = self.function(*arguments)
        ways.append((size, found, self.machines(size, *arguments)))
        return run(self, size, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel.Kernel, "run", both)
        patch.setattr(evaluate, "RARE", data.draw(st.sampled_from([0.0, 1.0]), label="rare"))
        evaluate_table(edition, table, Asking(language="en", reading=CellFormat("en"), threads=1))
    for size, (doubt, results), (other_doubt, other_results) in ways:
        pairs = [(doubt, other_doubt), *zip(chain(*results), chain(*other_results), strict=True)]
        for one, other in pairs:
            assert (one is None) == (other is None)
            if one is not None:
                ours, theirs = (np.broadcast_to(np.asarray(part, np.float64), size) for part in (one, other))
                assert np.array_equal(ours, theirs, equal_nan=True)


PARTS = """
lkjdsl = 1
title = 'Bagian'
year = 2025
language = 'en'
[input.d]
a = { kind = 'number' }
b = { kind = 'count' }
[indicator.I]
name = 'I'
unit = 'ratio'
aggregate = 'max'
floor = '29'
[indicator.I.K]
name = 'K'
unit = 'ratio'
formula = 'd.a'
[indicator.J]
name = 'J'
unit = 'ratio'
aggregate = 'max'
missing = 'exclude'
scale = 'mutu'
[indicator.J.K]
name = 'K'
unit = 'ratio'
formula = 'd.a * 2'
[indicator.J.L]
name = 'L'
unit = 'ratio'
floor = '18'
cap = '69'
[[scale.mutu.bands]]
at_least = 0
label = 'Baik'
[indicator.B]
name = 'B'
unit = 'count'
formula = 'if(d.b > 9007199254740992, 1, 0)'
"""


def test_a_block_that_is_worked_out_twice_keeps_nothing_of_the_first_time_and_a_bound_leaves_the_component() -> None:
    table = {"d.a": [1.5, 20.0], "d.b": [1, 2], "J.L": [None, 20]}
    made = lkjdsl.load(text=PARTS).evaluate_table(table, printed="en").to_pylist()
    assert [(row["I.printed"], row["I.K.printed"]) for row in made] == [("29.00", "1.50"), ("29.00", "20.00")]
    assert [(row["J.printed"], row["J.scale"]) for row in made] == [("3.00", "Baik"), ("40.00", "Baik")]


def test_the_first_whole_number_that_is_no_float64_is_read_exactly_in_a_column_of_texts() -> None:
    table = {"d.b": ["9,007,199,254,740,993", "9,007,199,254,740,992"]}
    made = lkjdsl.load(text=PARTS).evaluate_table(table, only=["B"], printed="en", locale="en").to_pylist()
    assert [row["B.printed"] for row in made] == ["1", "0"]


def test_an_office_that_did_not_report_last_year_lacks_no_rows_of_it() -> None:
    edition = lkjdsl.load(
        text="""
lkjdsl = 1
title = 'A'
year = 2025
input.d.a.kind = 'rupiah'
rows.belanja = { jenis = { kind = 'text', fixed = ['Pegawai', 'Barang'] }, pagu = { kind = 'rupiah' } }
[indicator.I]
unit = 'rupiah'
formula = 'sum(belanja.pagu) + d.a'
target = 5
[indicator.J]
unit = 'percent'
formula = 'I.compare.previous'
"""
    )
    told = {"d": {"a": 1}, "belanja": [{"jenis": "Pegawai", "pagu": 3}, {"jenis": "Barang", "pagu": 4}]}
    assert not differences(edition, [told, told], floats=False, before=[{**told, "year": 2024}, None])
