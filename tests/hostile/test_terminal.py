"""What an author, an office or the name of a file says moves no cursor of a terminal and hides no figure."""

import csv
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl import cli
from lkjdsl.testing import toml_text
from lkjdsl.visible import visible, visible_lines

ESCAPES = {
    "clear the screen": "a\x1b[2Jb",
    "move up and write a figure": "a\x1b[1A\x1b[100D100,00%\x1b[K",
    "window title": "a\x1b]0;title\x07b",
    "hyperlink": "a\x1b]8;;http://x\x1b\\b",
    "eight-bit control": "a\x9b2Jb\x90q\x9c",
    "backspaces": "60,00%\b\b\b\b\b\b100,0%",
    "carriage return": "a\rIKK1  100,00%",
    "new lines": "a\nIKK1  100,00%\n",
    "right to left": "a\u202e%00,001\u202c",
    "isolates": "\u2066a\u2069\u2067b",
    "unseen letters": "a\u200bb\ufeff\u2060c\U000e0041",
    "line separators": "a\u2028b\u2029c\x85d\x0bd\x0c",
    "half a pair": "a\udcffb",
}
COMMANDS = {
    "eval": (["eval", "edition.toml", "data.toml"], ("table", "markdown")),
    "explain": (["explain", "edition.toml", "data.toml"], ("text", "markdown")),
    "check": (["check", "edition.toml"], ("table", "markdown")),
    "test": (["test", "edition.toml", "--examples", "2"], ("table", "markdown")),
    "sensitivity": (["sensitivity", "edition.toml", "data.toml", "IKK1"], ("table", "markdown")),
    "what-if": (["what-if", "edition.toml", "data.toml", "--set", "d.a=2"], ("table", "markdown")),
}


def edition(name: str) -> str:
    written = toml_text({"x": name}).partition("= ")[2].strip()
    return f"""lkjdsl = 1
title = {written}
year = 2025
objective.S = {{ name = {written} }}
input.d.a = {{ kind = 'count', label = {written} }}
input.d.b = {{ kind = 'count', note = {written} }}
input.d.t.kind = 'text'
scale.mutu.bands = [{{ at_least = 0, label = {written} }}]
[indicator.IKK1]
unit = 'percent'
name = {written}
note = {written}
definition = {written}
objective = 'S'
scale = 'mutu'
target = '90%'
K1 = {{ name = {written}, unit = 'percent', weight = '100%', formula = 'd.a / d.b', applies_if = 'd.t = "x"' }}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str) -> None:
    text = name.encode("utf-8", "replace").decode()
    (folder / "edition.toml").write_text(edition(text), "utf-8")
    (folder / "data.toml").write_text(
        toml_text({"office": text, "d": {"a": 3, "b": 5, "t": text}, text: text}), "utf-8"
    )


def raw(text: str) -> set[str]:
    """Return the characters of *text* that have no shape."""
    return {one for one in text if not one.isprintable() and one not in "\n\N{NO-BREAK SPACE}"}


@pytest.mark.parametrize("name", ESCAPES)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_shows_a_character_without_a_shape(
    command: str, name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, ESCAPES[name])
    arguments, forms = COMMANDS[command]
    for form in forms:
        assert cli.main([*arguments, "--format", form]) in (0, 1)
        out, err = capsys.readouterr()
        assert (raw(out), raw(err)) == (set(), set()), form
        assert not [line for line in out.splitlines() if line.strip().startswith("IKK1  100,00%")]


@pytest.mark.parametrize("name", ESCAPES)
def test_offices_of_a_table_are_shown_on_one_line(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "A")
    office = ESCAPES[name].encode("utf-8", "replace").decode()
    with (folder / "many.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["office", "d.a", "d.b"], [office, "3", "8"], [office, "x", "8"]])

    cli.main(["eval", "edition.toml", "many.csv", "--rank", "IKK1", "--by", "office"])

    out, err = capsys.readouterr()
    assert (raw(out), raw(err)) == (set(), set())


@pytest.mark.parametrize("name", ESCAPES)
def test_the_name_of_a_file_is_shown_on_one_line(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stem = ESCAPES[name].replace("/", "")
    for argument in (stem, f"{stem}.csv"):
        write(folder, "A")
        assert cli.main(["eval", "edition.toml", argument]) == 2
        assert raw(capsys.readouterr().err) == set()
        (folder / argument).write_text("=", "utf-8")
        assert cli.main(["eval", "edition.toml", argument]) in (1, 2)
        assert raw(capsys.readouterr().err) == set()


@pytest.mark.parametrize("form", ["json", "csv", "toml"])
def test_a_form_for_machines_is_made_safe_where_it_goes_to_a_terminal(form: str, folder: Path) -> None:
    write(folder, " ".join(ESCAPES.values()))
    command = ["show", "edition.toml"] if form == "toml" else ["eval", "edition.toml", "data.toml", "--format", form]

    assert {one for one in raw(on_a_terminal(command)) if one not in "\r\t"} == set()


def on_a_terminal(command: list[str]) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "lkjdsl", *command], stdout=theirs, stderr=subprocess.DEVNULL):
        os.close(theirs)
        data = b""
        try:
            while piece := os.read(ours, 65536):
                data += piece
        except OSError:  # the other end has gone
            pass
    os.close(ours)
    return data.decode()


@given(st.text(st.characters()))
def test_what_is_visible_is_on_one_line_and_as_long(text: str) -> None:
    assert visible(text).isprintable()
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)
    assert visible_lines(text).replace("\t", " ").split("\n") == [visible(line) for line in text.split("\n")]
