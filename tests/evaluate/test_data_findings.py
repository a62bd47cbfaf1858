"""A table of rows that a data file does not have: named where figures need it, and nowhere else."""

from pathlib import Path

import pytest

import lkjdsl
from lkjdsl.cli import main

HEAD = """\
lkjdsl = 1
title = 'Uji'
year = 2025
[input.x]
ada = { kind = 'flag' }
[rows.belanja]
pagu = { kind = 'rupiah' }
"""
SUM = "[indicator.I]\nunit = 'rupiah'\nformula = 'sum(belanja.pagu)'\n"
NODE = "[indicator.I]\nunit = 'count'\nformula = 'if(x.ada, 1, 0)'\n"
TABLE = "[table.t]\nname = 'T'\nrows = 'belanja'\ncolumns = { pagu = 'pagu' }\n"
FIXED = HEAD.replace("pagu =", "jenis = { kind = 'text', fixed = ['A', 'B'] }\npagu =")
CASES = {
    "forgotten": (HEAD + SUM, "", True),
    "needed by a report table": (HEAD + NODE + TABLE, "[x]\nada = true\n", True),
    "said to be empty": (HEAD + SUM, "belanja = []\n", False),
    "with rows": (HEAD + SUM, "[[belanja]]\npagu = 5\n", False),
    "needed by nothing": (HEAD + NODE, "[x]\nada = true\n", False),
    "of what does not apply": (HEAD + SUM + "applies_if = 'x.ada'\n", "[x]\nada = false\n", False),
    "of what is given": (HEAD + SUM, "[given]\nI = 7\n", False),
    "with names, whose rows are missed by a message of its own": (FIXED + SUM, "", False),
}


@pytest.mark.parametrize("case", CASES)
def test_a_table_that_was_forgotten_is_named(case: str, tmp_path: Path) -> None:
    edition, data, is_named = CASES[case]
    (tmp_path / "data.toml").write_text(f"year = 2025\n{data}", "utf-8")

    outcome = lkjdsl.load(text=edition).evaluate(tmp_path / "data.toml")

    assert ("rows-absent" in [problem.code for problem in outcome.problems]) is is_named


def test_a_table_that_files_of_a_folder_lack_is_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "e.toml").write_text(HEAD + SUM, "utf-8")
    (tmp_path / "kantor").mkdir()
    for name, rows in (("a", ""), ("b", ""), ("c", "belanja = []\n")):
        (tmp_path / f"kantor/{name}.toml").write_text(f"year = 2025\n{rows}", "utf-8")

    main(["eval", str(tmp_path / "e.toml"), str(tmp_path / "kantor"), "--rank", "I", "--lang", "en"])

    assert capsys.readouterr().err.count("rows-absent") == 1
