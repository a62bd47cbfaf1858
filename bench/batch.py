"""
Tables of offices: speed as ratios in one run, medians, and the memory of long ones.

``python bench/batch.py`` prints each figure of docs/explanation/performance.md; ``--long`` adds 20,000,000 rows of
Parquet. Needs polars beside the extra ``batch``; openfisca-core is compared with where it is installed.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

import lkjdsl

ROWS = int(os.environ.get("ROWS", "1_000_000"))
RATIOS = 10
RUNS = 7

INDEX = """
lkjdsl = 1
title = 'Indeks'
year = 2025
[rules]
zero_over_zero = 0
over_zero = 'error'
[input.d]
""" + "".join(f"n{i} = {{ kind = 'count' }}\nd{i} = {{ kind = 'count' }}\n" for i in range(RATIOS)) + """
[indicator.I]
name = 'Indeks'
unit = 'percent'
""" + "".join(
    f"[indicator.I.K{i}]\nname = 'K'\nunit = 'percent'\nweight = '10%'\ncap = '100%'\nformula = 'd.n{i} / d.d{i}'\n"
    for i in range(RATIOS)
)  # fmt: skip


def median(function: Callable[[], Any], runs: int = RUNS) -> float:
    """Return the median time of *function* in seconds, after one run that does not count."""
    function()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def offices(rows: int, kind: Any, ties: float = 0.0) -> dict[str, Any]:
    """Return the columns of an index, of which the share *ties* of rows lie exactly between two printed values."""
    random = np.random.default_rng(1)
    columns: dict[str, Any] = {}
    tied = random.random(rows) < ties
    for i in range(RATIOS):
        below = random.integers(0, 5000, rows)
        above = np.minimum(below, random.integers(0, 5000, rows))
        columns[f"d.d{i}"] = np.where(tied, 2000, below).astype(kind)
        # ten ratios of which one is k/2000: the index is k/20000, printed as k/200 percent
        columns[f"d.n{i}"] = np.where(tied, (2 * above + 1) % 2000 if i == 0 else 0, above).astype(kind)
    return columns


def by_numpy(columns: Mapping[str, Any]) -> Any:
    """Return the index as it is written by hand in NumPy."""
    total = np.zeros(len(columns["d.n0"]))
    with np.errstate(all="ignore"):
        for i in range(RATIOS):
            above, below = columns[f"d.n{i}"], columns[f"d.d{i}"]
            ratio = np.where(below == 0, np.where(above == 0, 0.0, np.nan), above / below)
            total += 0.1 * np.minimum(ratio, 1.0)
    return total


def in_polars() -> Any:
    """Return the index as it is written by hand in Polars."""
    total: Any = None
    for i in range(RATIOS):
        above, below = pl.col(f"d.n{i}"), pl.col(f"d.d{i}")
        ratio = pl.when(below == 0).then(pl.when(above == 0).then(0.0).otherwise(None)).otherwise(above / below)
        term = 0.1 * pl.min_horizontal(ratio, 1.0)
        total = term if total is None else total + term
    return total.alias("I")


def told(name: str, seconds: float, base: float, rows: int = ROWS) -> None:
    """Print one figure."""
    print(f"{name:42} {seconds * 1e3:9.1f} ms {rows / seconds / 1e6:8.1f} M rows/s {seconds / base:7.2f} x sum")


def index() -> None:
    """Compare the index of ten ratios."""
    edition = lkjdsl.load(text=INDEX)
    for kind in (np.float64, np.int64):
        columns = offices(ROWS, kind)
        table = pa.table(columns)
        frame = pl.DataFrame(columns).lazy()
        base = median(lambda: [column.sum() for column in columns.values()])  # noqa: B023 - run at once
        print(f"\nindex of {RATIOS} ratios, {ROWS:,} rows, {kind.__name__}")
        told("sum of the 20 columns", base, base)
        told("lkjdsl", median(lambda: edition.evaluate_table(table, only=["I"])), base)  # noqa: B023 - the same
        told("Polars, streaming", median(lambda: frame.select(in_polars()).collect(engine="streaming")), base)  # noqa: B023 - the same
        told("NumPy", median(lambda: by_numpy(columns)), base)  # noqa: B023 - the same
    table = pa.table(offices(ROWS, np.int64, ties=0.05))
    seconds = median(lambda: edition.evaluate_table(table, only=["I"]), 3)
    found = edition.evaluate_table(table, only=["I"])
    exact = int(found.schema.metadata[b"lkjdsl.exact"])
    print(f"\n5% on exact ties: {seconds / ROWS * 1e6:.3f} us a row; {exact:,} rows took the exact path,")
    whole = median(lambda: edition.evaluate_table(pa.table(offices(ROWS, np.int64)), only=["I"]), 3)
    print(f"about {(seconds - whole) / max(exact, 1) * 1e6:.1f} us each")
    openfisca(edition)


def openfisca(edition: Any) -> None:
    """Compare with OpenFisca-Core, where it is installed."""
    try:
        from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables
    except ImportError:
        print("\nOpenFisca-Core is not installed")
        return
    office = entities.Entity("office", "offices", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([office])
    columns = offices(ROWS, np.float64)

    def variable(name: str, formula: Any = None) -> None:
        members = {"value_type": float, "entity": office, "definition_period": periods.DateUnit.YEAR, "label": name}
        system.add_variable(type(name, (variables.Variable,), members | ({"formula": formula} if formula else {})))

    for i in range(RATIOS):
        variable(f"n{i}")
        variable(f"d{i}")

    def formula(one: Any, period: Any) -> Any:
        return by_numpy({f"d.{which}{i}": one(f"{which}{i}", period) for which in "nd" for i in range(RATIOS)})

    variable("index", formula)

    def run() -> Any:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, ROWS)
        for name, column in columns.items():
            simulation.set_input(name.removeprefix("d."), "2025", column)
        return simulation.calculate("index", "2025")

    seconds = median(run, 3)
    exact = edition.evaluate_table(columns, only=["I"]).column("I").to_numpy()
    worst = float(np.nanmax(np.abs(run() - exact)))
    print(f"\nOpenFisca-Core: {seconds * 1e3:.1f} ms, {ROWS / seconds / 1e6:.1f} M rows/s, largest error {worst:.1e}")


def whole_edition() -> None:
    """Evaluate the whole 2025 edition over a million offices."""
    edition = lkjdsl.load("formulas/2025.toml")
    random = np.random.default_rng(1)
    table = pa.table(
        {
            path: random.integers(1, 5000, ROWS)
            for path, one in edition.inputs.items()
            if one.kind in ("count", "rupiah")
        }
        | {path: random.integers(1, 10_000, ROWS) / 100 for path, one in edition.inputs.items() if one.kind == "index"}
        | {path: random.random(ROWS) < 0.5 for path, one in edition.inputs.items() if one.kind == "flag"}  # noqa: PLR2004 - half
    )
    start = time.perf_counter()
    found = edition.evaluate_table(table)
    first = time.perf_counter() - start
    seconds = median(lambda: edition.evaluate_table(table), 3)
    frame = pl.from_arrow(table).lazy()  # type: ignore[union-attr] # a table gives a frame
    by_hand = median(lambda: frame.select(polars_of(edition)).collect(engine="streaming"), 3)
    print(
        f"\n2025 edition, {ROWS:,} offices, {len(edition.program().steps)} steps, {len(found.column_names)} columns out"
    )
    print(
        f"lkjdsl {seconds:.2f} s (first {first:.2f} s), Polars by hand {by_hand:.2f} s, ratio {seconds / by_hand:.2f};"
    )
    print(f"{found.schema.metadata[b'lkjdsl.exact'].decode()} rows exact; most memory {memory():.2f} GiB")


def polars_of(edition: Any) -> list[Any]:
    """Return the results of an edition as Polars expressions, generated from its core program, without states."""
    program = edition.program()
    paths = list(edition.inputs)
    values: list[Any] = []
    for step in program.steps:
        values.append(_polars(step, [values[index] for index in step.arguments], paths))
    from lkjdsl.batch.asking import paths_of

    return [values[program.results[path]].alias(path) for path in paths_of(edition.definition, program)]


def _polars(step: Any, arguments: list[Any], paths: list[str]) -> Any:  # noqa: C901, PLR0912 - one case an operator
    name, setting = step.operator.name, step.setting
    match name:
        case "constant":
            value = setting.value
            return pl.lit(value[0] / value[1] if isinstance(value, tuple) else None, pl.Float64)
        case "input":
            return pl.col(paths[setting.index])
        case "given":
            return arguments[0] if arguments else pl.lit(None, pl.Float64)
        case "applies":
            return pl.when(arguments[0]).then(arguments[1])
        case "divide":
            zero = setting.zero_over_zero
            nothing = None if isinstance(zero, str) else zero[0] / zero[1]
            above, below = arguments
            return pl.when(below == 0).then(pl.when(above == 0).then(nothing)).otherwise(above / below)
        case "add" | "sum":
            return pl.sum_horizontal(*arguments)
        case "subtract":
            return arguments[0] - arguments[1]
        case "multiply":
            return arguments[0] * arguments[1]
        case "negate":
            return -arguments[0]
        case "cap":
            return pl.min_horizontal(*arguments)
        case "mean":
            return pl.mean_horizontal(*arguments)
        case "weighted-mean":
            weights = [weight[0] / weight[1] for weight in setting.weights]
            return sum(weight * argument for weight, argument in zip(weights, arguments, strict=True))
        case "fold":
            return pl.lit(0.0)
        case _:
            raise NotImplementedError(name)


def memory() -> float:
    """Return the most memory that this process has had, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


TIMED = """
import resource, sys, time
from lkjdsl.cli import main
folder, start = sys.argv[1], time.perf_counter()
main(["eval", f"{folder}/edition.toml", f"{folder}/in.parquet", "--only", "I", "--output", f"{folder}/out.parquet"])
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)
"""
"""The command in a process of its own, with its time and the most memory it had."""


def parquet(rows: int) -> None:
    """Write *rows* of Parquet, evaluate them by the command in a process of its own, and tell its time and memory."""
    with tempfile.TemporaryDirectory() as folder:
        from pyarrow import parquet as files

        (Path(folder) / "edition.toml").write_text(INDEX, encoding="utf-8")
        told_rows, writer = 0, None
        while told_rows < rows:
            table = pa.table(offices(min(500_000, rows - told_rows), np.int64))
            writer = writer or files.ParquetWriter(f"{folder}/in.parquet", table.schema)
            writer.write_table(table)
            told_rows += table.num_rows
        assert writer is not None
        writer.close()
        finished = subprocess.run([sys.executable, "-c", TIMED, folder], capture_output=True, text=True, check=True)  # noqa: S603 - our own text
        seconds, gib = map(float, finished.stdout.splitlines()[-1].split())
        each = seconds / rows * 1e6
        print(f"Parquet to Parquet, {rows:>10,} rows: {seconds:6.1f} s, {each:.3f} us a row, {gib:.2f} GiB")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=("index", "edition", "parquet"))
    arguments = parser.parse_args()
    if arguments.only in (None, "index"):
        index()
    if arguments.only in (None, "edition"):
        whole_edition()
    if arguments.only in (None, "parquet"):
        print()
        for rows in (1_000_000, 5_000_000, *((20_000_000,) if arguments.long else ())):
            parquet(rows)


if __name__ == "__main__":
    main()
