"""A full disk, a closed output, pipes and devices, names that are no UTF-8: told in words, with the right status."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from lkjdsl import cli

PYTHON = [sys.executable, "-m", "lkjdsl"]
EDITION = """lkjdsl = 1
title = 'A'
year = 2025
input.d = { a = { kind = 'count' }, b = { kind = 'count' } }
[indicator.I]
unit = 'percent'
formula = 'd.a / d.b'
"""
DATA = "d = { a = 1, b = 2 }\n"
ENDLESS = "/dev/zero"
FULL = "/dev/full"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.toml").write_text(EDITION)
    (tmp_path / "data.toml").write_text(DATA)
    (tmp_path / "many.csv").write_text("office,d.a,d.b\nA,1,2\nB,3,4\n")
    return tmp_path


def shell(command: str, **environment: str) -> tuple[int, str, str]:
    """Run a command line as a user would, with ``lkjdsl`` in it; a hang is a failure."""
    program = " ".join(PYTHON)
    done = subprocess.run(
        ["/bin/bash", "-c", command.replace("lkjdsl", program, 1)],
        capture_output=True,
        check=False,
        env={**os.environ, "LKJDSL_TRACEBACK": "", **environment},
        timeout=20,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def is_in_words(error: str, code: str) -> bool:
    return f"galat[{code}]" in error and not any(
        word in error for word in ("Traceback", "Exception ignored", "defect", "kesalahan di dalam lkjdsl")
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("lkjdsl eval edition.toml data.toml > /dev/full", "output-lost"),
        ("lkjdsl eval edition.toml data.toml --format json > /dev/full", "output-lost"),
        ("lkjdsl eval edition.toml data.toml >&-", "output-lost"),
        ("lkjdsl --help >&-", "output-lost"),
        ("lkjdsl eval --help > /dev/full", "output-lost"),
        ("lkjdsl > /dev/full", "output-lost"),
        ("lkjdsl eval edition.toml many.csv >&-", "output-lost"),
        ("lkjdsl eval edition.toml data.toml --output /dev/full", "no-room"),
        ("ulimit -f 0; lkjdsl eval edition.toml data.toml --output a.txt", "no-room"),
        ("ulimit -f 0; lkjdsl eval edition.toml many.csv --output a.csv", "no-room"),
        ("ulimit -f 0; lkjdsl eval edition.toml many.csv --output a.parquet", "no-room"),
        ("ulimit -f 4; lkjdsl eval edition.toml many.csv --output a.xlsx", "no-room"),
        ("mkdir gone; cd gone; rmdir ../gone; lkjdsl eval ../edition.toml ../data.toml", "folder-gone"),
        ("mkdir gone; cd gone; rmdir ../gone; lkjdsl check edition.toml", "folder-gone"),
        ("mkdir gone; cd gone; rmdir ../gone; lkjdsl template edition.toml --output a.toml", "folder-gone"),
    ],
)
def test_the_fault_of_the_machine_has_its_words(command: str, code: str, folder: Path) -> None:
    del folder
    status, _, error = shell(command)

    assert is_in_words(error, code), error
    assert status == 2


def test_where_there_is_nothing_to_say_no_output_is_needed(folder: Path) -> None:
    assert shell("lkjdsl eval edition.toml data.toml --output a.txt >&-")[0] == 0
    assert "50,00" in (folder / "a.txt").read_text()


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_problems_that_nobody_hears_leave_status_and_results_as_they_are(closed: str, folder: Path) -> None:
    (folder / "data.toml").write_text("d = { a = 1, b = 2, c = 3 }\n")
    status, out, _ = shell(f"lkjdsl eval edition.toml data.toml {closed}")

    assert status == shell("lkjdsl eval edition.toml data.toml")[0]
    assert out == shell("lkjdsl eval edition.toml data.toml")[1]


@pytest.mark.parametrize("place", ["edition", "data", "previous", "extends", "folder", "csv", "parquet", "xlsx"])
@pytest.mark.parametrize("what", ["pipe", "device"])
def test_nothing_is_waited_for_that_may_never_come(what: str, place: str, folder: Path) -> None:
    def odd(name: str) -> str:
        if what == "pipe":
            os.mkfifo(folder / name)
        else:
            (folder / name).symlink_to(ENDLESS)
        return name

    commands = {
        "edition": lambda: f"lkjdsl eval {odd('x.toml')} data.toml",
        "data": lambda: f"lkjdsl eval edition.toml {odd('x.toml')}",
        "previous": lambda: f"lkjdsl eval edition.toml data.toml --previous {odd('x.toml')}",
        "extends": lambda: f"lkjdsl eval above.toml data.toml {odd('x.toml')[:0]}",
        "folder": lambda: f"mkdir -p f; mv {odd('x.toml')} f; cp data.toml f; lkjdsl eval edition.toml f",
        "csv": lambda: f"lkjdsl eval edition.toml {odd('x.csv')}",
        "parquet": lambda: f"lkjdsl eval edition.toml {odd('x.parquet')}",
        "xlsx": lambda: f"lkjdsl eval edition.toml {odd('x.xlsx')}",
    }
    (folder / "above.toml").write_text("extends = 'x.toml'\n")

    status, out, error = shell(commands[place]())

    outside = place == "extends" and what == "device"  # what the link leads to is in another folder
    assert is_in_words(error, "extends-outside" if outside else "file-irregular"), error
    assert status == (1 if place == "folder" or outside else 2)
    assert place != "folder" or "50,00" in out


@pytest.mark.parametrize("odd", ["folder", "unreadable", "dangling", "text", "large"])
def test_one_bad_file_does_not_stop_the_others(odd: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "f").mkdir()
    for name in ("a", "z"):
        (folder / "f" / f"{name}.toml").write_text(DATA)
    bad = folder / "f" / "m.toml"
    codes = {
        "folder": "file-is-folder",
        "unreadable": "file-unreadable",
        "dangling": "file-missing",
        "text": "file-not-utf8",
        "large": "file-too-large",
    }
    match odd:
        case "folder":
            bad.mkdir()
        case "unreadable":
            bad.write_text(DATA)
            refuse(bad, monkeypatch)
        case "dangling":
            bad.symlink_to("nowhere.toml")
        case "text":
            bad.write_bytes(b"d = '\xff'\n")
        case _:
            with bad.open("wb") as file:
                file.truncate(3 * 2**30)

    status, out, error = run(["eval", "edition.toml", "f", "--rejects", "r.csv"], folder)

    assert is_in_words(error, codes[odd]), error
    assert status == 1
    assert "3 baris dibaca, 2 dihitung, 1 ditolak" in out
    assert "m.toml" in (folder / "r.csv").read_text()


def refuse(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a file unreadable, for the superuser too."""
    opened = os.open

    def refusing(name: object, *arguments: int, **others: int) -> int:
        if isinstance(name, str | os.PathLike) and Path(name).name == file.name:
            raise PermissionError(13, "Permission denied", str(name))
        return opened(name, *arguments, **others)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(os, "open", refusing)


def run(arguments: Sequence[str], folder: Path) -> tuple[int, str, str]:
    """Run a command in this process."""
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    del folder
    out, error = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        status = cli.main(arguments)
    return status, out.getvalue(), error.getvalue()


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_names_that_are_no_utf8_are_names(locale: str, folder: Path) -> None:
    environment = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    odd = os.fsdecode(b"\xe9dition.toml")
    (folder / odd).write_text(EDITION)
    (folder / os.fsdecode(b"f\xff")).mkdir()
    (folder / os.fsdecode(b"f\xff/d\xff.toml")).write_text(DATA)
    (folder / os.fsdecode(b"m\xff.csv")).write_text((folder / "many.csv").read_text())

    for command in (
        "eval $'\\xe9dition.toml' data.toml",
        "eval $'\\xe9dition.toml' data.toml --format json",
        "explain $'\\xe9dition.toml' data.toml --format html --output $'h\\xff.html'",
        "eval $'\\xe9dition.toml' $'f\\xff'",
        "eval $'\\xe9dition.toml' $'f\\xff' --output a.csv --force",
        "eval $'\\xe9dition.toml' $'f\\xff' --output a.xlsx --force",
        "eval $'\\xe9dition.toml' $'m\\xff.csv' --output $'o\\xff.csv' --force",
        "eval $'\\xe9dition.toml' $'m\\xff.csv' --output $'o\\xff.parquet' --force",
    ):
        status, out, error = shell(f"lkjdsl {command}", **environment)
        assert status == 0, (command, out, error)
    for command in ("eval $'\\xe9.toml' data.toml", "eval edition.toml $'x\\xff.csv'"):
        status, out, error = shell(f"lkjdsl {command}", **environment)
        assert is_in_words(error, "file-missing"), (command, error)
        assert status == 2
