"""Tables read without Arrow and numpy mean what they mean to the fast reader."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.model.known_headers import known_headers
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.files import opened
from lkjdsl.tables.reading.layout import Options
from lkjdsl.tables.reading.small_table import small_table
from lkjdsl.tables.reading.table_problems import BrokenTable
from lkjdsl.tables.running.asking import Asking
from lkjdsl.tables.running.table import evaluator
from tests.support.paths import ROOT

FILES = Path(__file__).parent / "files"
TOLD: Mapping[str, Any] = tomli.loads((FILES / "cases.toml").read_text("utf-8"))
EDITION = lkjdsl.load(text=TOLD["edition"])
NAMES = sorted(file.name for file in FILES.iterdir() if file.name != "cases.toml")
READINGS = [
    CellFormat("id"),
    CellFormat("en", displayed=frozenset()),
    CellFormat("id", is_declared=False),
]
PATHS = ("IKK1", "IKK2")


@pytest.mark.parametrize("options", [Options(), Options(sheet="1"), Options(header_row=2)])
@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", NAMES)
def test_both_ways_to_read_a_file_give_the_same(name: str, reading: CellFormat, options: Options) -> None:
    known = known_headers(EDITION.definition)
    small = small_table(str(FILES / name), EDITION.definition, reading, known, options)
    fast = opened(str(FILES / name), reading, known, options)
    if isinstance(fast, Diagnostic):
        assert isinstance(small, Diagnostic)
        assert (small.code, small.values) == (fast.code, fast.values)
        return
    broken = None
    batches = []
    try:
        batches = list(fast.batches)
    except BrokenTable as error:
        broken = error
    if broken is not None:
        assert isinstance(small, Diagnostic)
        assert small.code == broken.problem.code
        return
    assert not isinstance(small, Diagnostic)
    assert list(small.headers.names) == fast.schema.names
    cells = [row for batch in batches for row in zip(*(one.to_pylist() for one in batch.columns), strict=True)]
    assert [tuple(row) for _, row in small.rows] == cells
    assert [number for number, _ in small.rows] == [fast.number(at) for at in range(1, len(cells) + 1)]
    assert list(small.broken) == fast.broken
    assert [(one.code, one.values) for one in small.remarks] == [(one.code, one.values) for one in fast.remarks()]
    try:
        run = evaluator(EDITION, fast.schema, Asking(PATHS, "en", reading))
    except lkjdsl.LkjdslError:
        return
    blocks = list(run(batches))
    results = [row for block in blocks for row in block.results.to_pylist()]
    bad = {row for block in blocks for row, _, _ in block.bad}
    offices = list(small.offices())
    assert {at for at, one in enumerate(offices) if one.misfits} == bad
    for at, (one, result) in enumerate(zip(offices, results, strict=True)):
        if at not in bad:
            outcome = EDITION.evaluate(one.data, one.before)
            for path in PATHS:
                assert outcome[path].printed == result[f"{path}.printed"]
                assert outcome[path].status == result[f"{path}.status"]


def test_a_small_table_needs_neither_arrow_nor_numpy(tmp_path: Path) -> None:
    edition = tmp_path / "edition.toml"
    edition.write_text(TOLD["edition"], encoding="utf-8")
    commands = [
        ["eval", str(edition), str(FILES / "cover-sheet.xlsx"), "--office", "Palu"],
        ["explain", str(edition), str(FILES / "libreoffice-id.csv"), "IKK1", "--office", "palu", "--locale", "id"],
        [
            "eval",
            str(edition),
            str(FILES / "cover-sheet.xlsx"),
            "--rank",
            "IKK1",
            "--by",
            "Kantor",
            "--output",
            "a.csv",
        ],
    ]
    program = f"""
import sys
sys.modules['numpy'] = sys.modules['pyarrow'] = None
from lkjdsl.cli import main
for command in {commands!r}:
    main(command)
"""
    alone = {**os.environ, "PYTHONPATH": str(ROOT)}
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path, env=alone
    )
    assert shown.stdout.count("99.90%") + shown.stdout.count("99,90%") > 1
    assert "Ranking by IKK1" in shown.stdout
    assert "By Kantor" in shown.stdout
