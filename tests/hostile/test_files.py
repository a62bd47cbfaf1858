"""What is written is whole, in the place that was named, with the rights it had; of two runs at once one has it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from lkjdsl import cli
from lkjdsl.files import TEMPORARY, replacing, write_whole

EDITION = """lkjdsl = 1
title = 'A'
year = 2025
input.d = { a = { kind = 'count' }, b = { kind = 'count' } }
[indicator.I]
unit = 'percent'
formula = 'd.a / d.b'
"""
OUTPUTS = ["a.txt", "a.csv", "a.parquet", "a.xlsx"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.toml").write_text(EDITION)
    (tmp_path / "data.toml").write_text("d = { a = 1, b = 2 }\n")
    (tmp_path / "many.csv").write_text("office,d.a,d.b\nA,1,2\nB,x,4\nC,1\n")
    return tmp_path


def command(output: str, *more: str) -> list[str]:
    return ["eval", "edition.toml", "data.toml" if output == "a.txt" else "many.csv", "--output", output, *more]


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_file_keeps_its_rights(output: str, folder: Path) -> None:
    for mode in (0o600, 0o640, 0o444):
        (folder / output).write_bytes(b"before")
        (folder / output).chmod(mode)
        assert cli.main(command(output, "--force")) in (0, 1)
        assert (folder / output).stat().st_mode & 0o777 == mode
        assert (folder / output).read_bytes() != b"before"


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("kind", ["file", "dangling", "chain"])
def test_a_link_is_followed(kind: str, output: str, folder: Path) -> None:
    (folder / "other").mkdir()
    real = folder / "other" / f"real-{output}"
    if kind != "dangling":
        real.write_bytes(b"before")
    (folder / "step").symlink_to(real)
    (folder / output).symlink_to(folder / "step" if kind == "chain" else real)

    assert cli.main(command(output, "--force")) in (0, 1)
    assert (folder / output).is_symlink()
    assert real.read_bytes() not in (b"", b"before")
    assert not list(folder.glob(f"**/{TEMPORARY}*"))


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_is_there_stays(output: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / output).write_bytes(b"before")
    assert cli.main(command(output)) == 2
    assert "galat[file-exists]" in capsys.readouterr().err
    assert (folder / output).read_bytes() == b"before"


@pytest.mark.parametrize("links", [True, False])
def test_of_two_runs_at_once_one_has_the_file(links: bool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:

        def refuse(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    for number in range(20):
        told: list[tuple[str, str]] = []
        barrier = Barrier(2)

        def write(text: str) -> None:
            barrier.wait()  # noqa: B023 - the threads end before the next round
            problem = write_whole(f"{number}.txt", text)  # noqa: B023 - the same
            told.append((text, "" if problem is None else problem.code))  # noqa: B023 - the same

        threads = [Thread(target=write, args=(text,)) for text in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(code for _, code in told) == ["", "file-exists"]
        (winner,) = [text for text, code in told if not code]
        assert (folder / f"{number}.txt").read_text() == winner


def test_a_file_that_comes_while_a_table_is_evaluated_stays(folder: Path) -> None:
    output = replacing(folder / "a.csv", force=False)
    output.__enter__().write_text("ours")
    (folder / "a.csv").write_text("theirs")
    with pytest.raises(FileExistsError):
        output.__exit__(None, None, None)

    assert (folder / "a.csv").read_text() == "theirs"
    assert not list(folder.glob(f"{TEMPORARY}*"))


def same(folder: Path) -> tuple[str, str]:
    del folder
    return "a.csv", "a.csv"


def spelled(folder: Path) -> tuple[str, str]:
    return "a.csv", str(folder / "." / "a.csv")


def linked(folder: Path) -> tuple[str, str]:
    (folder / "b.csv").symlink_to(folder / "a.csv")
    return "a.csv", "b.csv"


def below(folder: Path) -> tuple[str, str]:
    (folder / "sub").mkdir()
    return "a.csv", "sub/../a.csv"


@pytest.mark.parametrize("names", [same, spelled, linked, below])
def test_results_and_rejects_do_not_go_to_one_file(
    names: Callable[[Path], tuple[str, str]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, rejects = names(folder)
    assert cli.main(["eval", "edition.toml", "many.csv", "--output", output, "--rejects", rejects]) == 2
    assert "galat[outputs-alike]" in capsys.readouterr().err
    assert not (folder / "a.csv").exists()


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_writes_is_not(folder: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from lkjdsl.files import replacing\n"
        "with replacing(Path(sys.argv[1]), force=True) as beside:\n"
        "    beside.write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(folder / name)], stdout=subprocess.PIPE)
        for name in ("dead.txt", "alive.txt")
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == b"ready\n"
    assert len(list(folder.glob(f"{TEMPORARY}*"))) == 2
    runs[0].send_signal(signal.SIGKILL)
    runs[0].wait()
    time.sleep(0.1)

    assert write_whole("new.txt", "new") is None
    left = list(folder.glob(f"{TEMPORARY}*"))

    runs[1].kill()
    for run in runs:
        run.wait()
        assert run.stdout is not None
        run.stdout.close()
    assert len(left) == 1
    assert not (folder / "dead.txt").exists()
    assert write_whole("newer.txt", "new") is None
    assert not list(folder.glob(f"{TEMPORARY}*"))


def test_nothing_but_our_own_files_is_removed(folder: Path) -> None:
    (folder / f"{TEMPORARY}folder").mkdir()
    (folder / "secret").write_text("theirs")
    (folder / f"{TEMPORARY}link").symlink_to(folder / "secret")
    os.mkfifo(folder / f"{TEMPORARY}pipe")

    assert write_whole("new.txt", "new") is None
    assert (folder / "secret").read_text() == "theirs"
    assert (folder / f"{TEMPORARY}folder").is_dir()


@pytest.mark.parametrize("name", ["x" * 255, "é" * 127, "a.txt" + " " * 200])
def test_a_name_as_long_as_names_are_is_written(name: str, folder: Path) -> None:
    assert write_whole(name, "new") is None
    assert (folder / name).read_text() == "new"


def test_a_hidden_file_of_the_user_is_not_swept_away(folder: Path) -> None:
    own = folder / ".lkjdsl-notes.csv"
    own.write_text("precious")
    assert write_whole(str(folder / "o.csv"), "a") is None
    assert own.read_text() == "precious"


SENTENCES = "[kalimat]\nreached = 'X {name}'\n"
CASES = "[[case]]\nname = 'a'\ndata = { d = { a = 1, b = 2 } }\nvalues = { I = 0.5 }\n"
REFUTED = f"{EDITION}target = '90%'\n[invariant.always]\nthat = 'I >= 2'\n"


@pytest.mark.parametrize(
    "command",
    [
        "report edition.toml data.md --output data.md",
        "report edition.toml data.toml --sentences sentences.md --output sentences.md",
        "proofread edition.toml data.toml report.md --output report.md",
        "proofread edition.toml data.toml report.md --output data.toml",
        "proofread edition.toml data.toml report.md --transcript data.toml",
        "proofread edition.toml data.toml report.md --transcript edition.toml",
        "proofread edition.toml data.toml report.md --memory memory.toml --output memory.toml",
        "proofread edition.toml data.toml report.md --transcript report.md",
        "diff edition.toml later.toml --output edition.toml",
        "diff edition.toml later.toml --output later.toml",
        "new 2026 --from edition.toml --output edition.toml",
        "test edition.toml cases.toml --examples 1 --output cases.toml",
        "test refuted.toml cases.toml --examples 9 --save cases.toml",
        "test refuted.toml --examples 9 --save refuted.toml",
    ],
)
def test_no_file_that_a_command_reads_is_written_over(command: str, folder: Path) -> None:
    for name, text in (
        ("data.md", "d = { a = 1, b = 2 }\n"),
        ("sentences.md", SENTENCES),
        ("report.md", "Indeks 50,00%.\n"),
        ("memory.toml", "locale = 'id'\nyear = 2025\nfigure = []\n"),
        ("later.toml", EDITION.replace("'A'", "'B'")),
        ("cases.toml", CASES),
        ("refuted.toml", REFUTED),
    ):
        (folder / name).write_text(text)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    status = cli.main([*command.split(), "--force"])

    assert (status, {path.name: path.read_bytes() for path in folder.iterdir()}) == (2, before)
