"""
Tables of offices: speed as ratios in one run, medians, and the memory of long ones.

``python bench/batch.py`` prints each figure of docs/explanation/performance.md; ``--long`` adds 20,000,000 rows of
Parquet. Beside the wall clock, which other work on the machine holds up, it tells the time of the processors. Needs
polars beside the extra ``batch``; openfisca-core is compared with where it is installed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from attrs import frozen
from by_hand import RATIOS, by_numpy, in_openfisca, in_polars, polars_of

import lkjdsl

ROWS = int(os.environ.get("ROWS", "1_000_000"))
RUNS = 9
WARM = 4
PIECE = 500_000
HERE = Path(__file__).parent
EDITION = HERE.parent / "formulas" / "2025.toml"

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


@frozen
class Taken:
    """The seconds that something took: by the clock, and of all processors together."""

    wall: float
    processors: float

    def __truediv__(self, other: "Taken") -> "Taken":
        """Return the ratios."""
        return Taken(self.wall / other.wall, self.processors / other.processors)

    def __sub__(self, other: "Taken") -> "Taken":
        """Return the differences."""
        return Taken(self.wall - other.wall, self.processors - other.processors)


def once(function: Callable[[], Any]) -> Taken:
    """Return what one run of *function* takes."""
    start, busy = time.perf_counter(), time.process_time()
    function()
    return Taken(time.perf_counter() - start, time.process_time() - busy)


def median(function: Callable[[], Any], runs: int = RUNS) -> Taken:
    """Return the medians of some runs of *function*, after those that do not count."""
    for _ in range(WARM):
        function()
    taken = [once(function) for _ in range(runs)]
    return Taken(statistics.median(one.wall for one in taken), statistics.median(one.processors for one in taken))


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


def told(name: str, taken: Taken, base: Taken) -> None:
    """Print one figure."""
    ratio = taken / base
    print(
        f"{name:28} {taken.wall * 1e3:9.1f} ms {ratio.wall:7.2f} x {taken.processors * 1e3:9.1f} ms of processors"
        f" {ratio.processors:7.2f} x"
    )


def index() -> None:
    """Compare the index of ten ratios."""
    edition = lkjdsl.load(text=INDEX)
    only = ["I"]
    for kind in (np.float64, np.int64):
        columns = offices(ROWS, kind)
        table = pa.table(columns)
        frame = pl.DataFrame(columns).lazy()
        base = median(lambda: [column.sum() for column in columns.values()])  # noqa: B023 - run at once
        print(f"\nindex of {RATIOS} ratios, {ROWS:,} rows, {kind.__name__}; x: times the sum of the 20 columns")
        told("sum of the 20 columns", base, base)
        fresh = lkjdsl.load(text=INDEX)
        told("lkjdsl, first table", once(lambda: fresh.evaluate_table(table, only=only)), base)  # noqa: B023 - the same
        told("lkjdsl", median(lambda: edition.evaluate_table(table, only=only)), base)  # noqa: B023 - the same
        told("lkjdsl, with printed texts", median(lambda: edition.evaluate_table(table, only=only, printed="id")), base)  # noqa: B023 - the same
        told("Polars, streaming", median(lambda: frame.select(in_polars()).collect(engine="streaming")), base)  # noqa: B023 - the same
        told("NumPy", median(lambda: by_numpy(columns)), base)  # noqa: B023 - the same
    table = pa.table(offices(ROWS, np.int64))
    whole = median(lambda: edition.evaluate_table(table, only=only), 3)
    table = pa.table(offices(ROWS, np.int64, ties=0.05))
    taken = median(lambda: edition.evaluate_table(table, only=only), 3)
    found = edition.evaluate_table(table, only=only)
    exact = int(found.schema.metadata[b"lkjdsl.exact"])
    wall, busy = taken.wall / ROWS * 1e6, taken.processors / ROWS * 1e6
    print(f"\n5% on exact ties: {wall:.3f} us a row, {busy:.3f} of processors;")
    each = (taken.processors - whole.processors) / max(exact, 1)
    print(f"{exact:,} rows took the exact path, about {each * 1e6:.1f} us each")
    beside_openfisca(edition)


def beside_openfisca(edition: Any) -> None:
    """Compare with OpenFisca-Core, where it is installed."""
    columns = offices(ROWS, np.float64)
    try:
        run = in_openfisca(columns)
    except ImportError:
        print("\nOpenFisca-Core is not installed")
        return
    table = pa.table(columns)
    theirs, ours = median(run, 3), median(lambda: edition.evaluate_table(table, only=["I"]), 3)
    exact = edition.evaluate_table(table, only=["I"]).column("I").to_numpy()
    worst = float(np.nanmax(np.abs(run() - exact)))
    for name, taken in (("OpenFisca-Core", theirs), ("lkjdsl", ours)):
        print(f"{name} {ROWS / taken.wall / 1e6:.1f} M rows/s, {taken.processors * 1e3:.1f} ms of processors")
    print(f"largest error of OpenFisca-Core {worst:.1e}")


def whole_year(edition: Any, rows: int) -> pa.Table:
    """Return a table for every input of the 2025 edition but those of rows."""
    random = np.random.default_rng(1)
    ways: dict[str, Callable[[], Any]] = {
        "count": lambda: random.integers(1, 5000, rows),
        "rupiah": lambda: random.integers(1, 5000, rows),
        "index": lambda: random.integers(1, 10_000, rows) / 100,
        "flag": lambda: random.random(rows) < 0.5,  # noqa: PLR2004 - half
    }
    return pa.table({path: ways[one.kind]() for path, one in edition.inputs.items() if one.kind in ways})


def whole_edition() -> None:
    """Evaluate the whole 2025 edition over a million offices."""
    edition = lkjdsl.load(EDITION)
    table = whole_year(edition, ROWS)
    first = once(lambda: edition.evaluate_table(table))
    ours = median(lambda: edition.evaluate_table(table), 5)
    found = edition.evaluate_table(table)
    exact, names = found.schema.metadata[b"lkjdsl.exact"].decode(), len(found.column_names)
    del found
    frame = pl.from_arrow(table).lazy()  # type: ignore[union-attr] # a table gives a frame
    by_hand = median(lambda: frame.select(polars_of(edition)).collect(engine="streaming"), 5)
    steps = len(edition.program().steps)
    print(f"\n2025 edition, {ROWS:,} offices, {steps} steps, {names} columns out, {exact} rows exact")
    told("Polars by hand", by_hand, by_hand)
    told("lkjdsl", ours, by_hand)
    told("lkjdsl, first table", first, by_hand)
    _, gib = alone(WHOLE, str(HERE), str(ROWS))
    print(f"a process with the table and all its results: {gib:.2f} GiB")
    with tempfile.TemporaryDirectory() as folder:
        written(folder, ROWS, lambda size: whole_year(edition, size))
        seconds, gib = alone(COMMAND, folder, str(EDITION), "--only", *edition.indicators)
        print(f"Parquet to Parquet, the {len(edition.indicators)} indicators, printed: {seconds:.1f} s, {gib:.2f} GiB")


def alone(text: str, *arguments: str) -> tuple[float, float]:
    """Return the seconds that *text* tells in a process of its own, and the most memory in GiB that this had."""
    text += "\nprint(taken, next(int(one.split()[1]) for one in open('/proc/self/status') if 'VmHWM' in one) / 2**20)"
    command = [sys.executable, "-c", text, *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    seconds, gib = map(float, finished.stdout.splitlines()[-1].split())
    return seconds, gib


WHOLE = """
import sys
sys.path.insert(0, sys.argv[1])
import batch
edition = batch.lkjdsl.load(batch.EDITION)
table = batch.whole_year(edition, int(sys.argv[2]))
taken = batch.once(lambda: edition.evaluate_table(table)).wall
"""
COMMAND = """
import sys, time
from lkjdsl.cli import main
folder, edition, start = sys.argv[1], sys.argv[2], time.perf_counter()
main(["eval", edition, f"{folder}/in.parquet", *sys.argv[3:], "--output", f"{folder}/out.parquet"])
taken = time.perf_counter() - start
"""


def parquet(rows: int) -> None:
    """Write *rows* of Parquet, evaluate them by the command in a process of its own, and tell its time and memory."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "edition.toml").write_text(INDEX, encoding="utf-8")
        written(folder, rows, lambda size: pa.table(offices(size, np.int64)))
        seconds, gib = alone(COMMAND, folder, f"{folder}/edition.toml", "--only", "I")
        each = seconds / rows * 1e6
        print(f"Parquet to Parquet, {rows:>10,} rows: {seconds:6.1f} s, {each:.3f} us a row, {gib:.2f} GiB")


def written(folder: str, rows: int, made: Callable[[int], pa.Table]) -> None:
    """Write *rows* to one file of Parquet, by tables that *made* gives for a number of rows."""
    from pyarrow import parquet as files

    schema = made(1).schema
    with files.ParquetWriter(f"{folder}/in.parquet", schema) as writer:
        for at in range(0, rows, PIECE):
            writer.write_table(made(min(PIECE, rows - at)))


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
