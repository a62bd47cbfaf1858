"""One office out of a table: the full page, an explanation, what would be otherwise."""

from pathlib import Path

import pytest

from lkjdsl.cli import main
from tests.commands.test_office_tables import EDITION

TABLE = "kantor,wilayah,tahun,paspor.terbit,paspor.permohonan\nA,X,2025,1,2\nB,X,2025,?,2\nC,Y,2024,1,4\nC,Y,2025,3,4\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").write_text(EDITION, encoding="utf-8")
    Path("table.csv").write_text(TABLE, encoding="utf-8")
    Path("single.csv").write_text("".join(TABLE.splitlines(keepends=True)[:2]), encoding="utf-8")
    Path("data.toml").write_text(
        "year = 2025\noffice = 'A'\npaspor = { terbit = 1, permohonan = 2 }\n", encoding="utf-8"
    )


COMMANDS = [
    ["eval", "edition.toml", "DATA"],
    ["explain", "edition.toml", "DATA", "IKK1"],
    ["what-if", "edition.toml", "DATA", "--set", "paspor.terbit=2"],
    ["reach", "IKK1", "75%", "edition.toml", "DATA", "--by", "paspor.terbit"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("table", [["table.csv", "--office", "a "], ["single.csv", "--office", "A"]])
def test_an_office_of_a_table_is_as_in_a_data_file(
    command: list[str], table: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(data: list[str]) -> tuple[int, str]:
        at = command.index("DATA")
        status = main([*command[:at], data[0], *command[at + 1 :], *data[1:], "--lang", "en"])
        lines = capsys.readouterr().out.replace(data[0], "DATA").splitlines()
        return status, "\n".join(line for line in lines if "DATA:" not in line and "[DATA" not in line)

    status, text = shown(table)
    expected_status, expected = shown(["data.toml"])
    assert text
    assert status == expected_status
    if command[0] != "explain":  # which names the places of the data
        assert text == expected


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["table.csv", "--office", "D"], "office-unknown"),
        (["table.csv", "--office", "C"], "office-unclear"),
        (["table.csv", "--office", "B"], "unreadable-cell"),
        (["data.toml", "--office", "A"], "office-of-file"),
        (["table.xls", "--office", "A"], "workbook-kind"),
    ],
)
def test_what_is_not_clear_is_refused(arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("table.xls").write_bytes(b"x")
    assert main(["eval", "edition.toml", *arguments, "--lang", "en"]) == 1
    assert f"[{code}]" in capsys.readouterr().err


def test_a_table_of_one_row_needs_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "edition.toml", "single.csv", "IKK1", "--lang", "en"]) == 0
    assert "50.00%" in capsys.readouterr().out
    assert main(["explain", "edition.toml", "table.csv", "IKK1", "--lang", "en"]) == 1
    assert "[office-needed]" in capsys.readouterr().err
