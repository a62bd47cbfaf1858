"""
What reading a table costs per row, as a ratio to an earlier commit on the same files.

``python bench/reading.py FOLDER``: FOLDER is a checkout of the earlier commit, which the same Python runs. The files
are read by ``eval`` with one result, and once with a tenth of the rows, so that starting costs nothing: the time of the
processors for the further rows is compared. Medians of alternating runs.

Against 2263dc8, which read plain tables alone, on two busy processors: CSV 0.9 µs per row, 0.7 of before; XLSX 23 µs
per row, 0.7 of before.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
RUNS = int(os.environ.get("RUNS", "5"))
EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'id'
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
[input.paspor]
permohonan = { kind = 'count' }
terbit = { kind = 'count' }
[input.ikm]
nilai = { kind = 'percent' }
[indicator.IKK1]
name = 'Paspor'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan * ikm.nilai'
"""
HEADERS = ("kantor", "paspor.permohonan", "paspor.terbit", "ikm.nilai")


def csv_file(path: Path, rows: int) -> None:
    """Write a table as Excel does with Indonesian settings."""
    lines = (f"Kantor {row};{1000 + row % 7919};{row % 997};{row % 100},{row % 89:02d}%" for row in range(rows))
    path.write_text("\n".join([";".join(HEADERS), *lines]) + "\n", encoding="utf-8")


def xlsx_file(path: Path, rows: int) -> None:
    """Write a table whose percentages are numbers with a format."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(HEADERS)
    for row in range(rows):
        percent = openpyxl.cell.WriteOnlyCell(sheet, (row % 10_000) / 10_000)
        percent.number_format = "0.00%"
        sheet.append([f"Kantor {row}", 1000 + row % 7919, row % 997, percent])
    book.save(path)


KINDS: dict[str, tuple[Callable[[Path, int], None], int]] = {"csv": (csv_file, 200_000), "xlsx": (xlsx_file, 20_000)}


def processor_time(checkout: Path, folder: Path, name: str) -> float:
    """Return the seconds that all processors took for an evaluation."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - the same Python, on files made here
        [sys.executable, "-m", "lkjdsl", "eval", "edition.toml", name, "--locale", "id", "--only", "IKK1"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(checkout)}, check=True, capture_output=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(earlier: Path) -> None:
    """Print a line for each kind of file."""
    with tempfile.TemporaryDirectory() as inside:
        folder = Path(inside)
        (folder / "edition.toml").write_text(EDITION, encoding="utf-8")
        for kind, (write, rows) in KINDS.items():
            sizes = {f"all.{kind}": rows, f"tenth.{kind}": rows // 10}
            for name, number in sizes.items():
                write(folder / name, number)
            taken: dict[Path, list[float]] = {earlier: [], HERE: []}
            for _ in range(RUNS):
                for checkout, times in taken.items():
                    whole, tenth = (processor_time(checkout, folder, name) for name in sizes)
                    times.append(1e6 * (whole - tenth) / (rows - rows // 10))
            was, now = (statistics.median(times) for times in taken.values())
            print(f"{kind}: {now:.2f} µs per row, {was:.2f} µs before: {now / was:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
