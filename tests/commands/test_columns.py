"""A file of columns: what it has of each header; guesses count for nothing until somebody takes the mark away."""

from pathlib import Path

import pytest
import tomli

from lkjdsl.cli import main
from tests.commands.test_office_tables import EDITION

TABLE = "No.,kantor,Paspor Terbitt,paspor.permohonan,Paspr.nilai\n1,A,1,2,3\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").write_text(EDITION, encoding="utf-8")
    Path("table.csv").write_text(TABLE, encoding="utf-8")


def test_what_is_known_counts_and_what_is_guessed_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["columns", "edition.toml", "table.csv", "--output", "columns.toml", "--lang", "en"]) == 0
    text = Path("columns.toml").read_text("utf-8")
    assert tomli.loads(text) == {"paspor.permohonan": "paspor.permohonan"}
    assert "# 'Paspor Terbitt' = 'paspor.terbit'" in text
    assert "# 'No.' = '-'" in text
    assert "#   paspor.petugas" in text

    for line in ("'Paspor Terbitt' = 'paspor.terbit'", "'Paspr.nilai' = 'paspor.nilai'"):
        text = text.replace(f"# {line}", line)
    Path("columns.toml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    command = [
        "eval",
        "edition.toml",
        "table.csv",
        "--only",
        "IKK1",
        "IKK2",
        "--columns",
        "columns.toml",
        "--lang",
        "en",
    ]
    assert main(command) == 0
    shown = capsys.readouterr()
    assert "50.00%" in shown.out
    assert "3.00" in shown.out
    assert shown.err.startswith("note[columns-taken]")
    assert "[" not in shown.err.partition("]")[2]


def test_a_file_of_columns_that_names_what_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("columns.toml").write_text("'Paspor Terbitt' = 'paspor.terbti'\n", encoding="utf-8")
    assert main(["eval", "edition.toml", "table.csv", "--columns", "columns.toml", "--lang", "en"]) == 1
    shown = capsys.readouterr().err
    assert "[column-unknown]" in shown
    assert "columns.toml:1" in shown
    assert "did you mean `paspor.terbit`?" in shown


def test_a_table_without_any_known_header_has_a_file_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    Path("table.csv").write_text("Nama,Jumlah\nA,1\n", encoding="utf-8")
    assert main(["columns", "edition.toml", "table.csv", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert tomli.loads(shown) == {}
    assert "# 'Nama' = '-'" in shown
