"""What is kept of an edition between runs is what would be read and checked anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lkjdsl import cache
from lkjdsl.cache import cache_folder
from lkjdsl.commands import cached_editions as opening
from lkjdsl.commands.cached_editions import opened
from lkjdsl.edition import try_load
from lkjdsl.render.diagnostics import full

BASE = """lkjdsl = 1
title = 'A'
year = 2025
input.d = { a = { kind = 'count' }, b = { kind = 'count' } }
[indicator.I]
unit = 'percent'
formula = 'd.a / d.b'
"""
ABOVE = "extends = 'base.toml'\nyear = 2026\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cache").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.toml").write_text(BASE)
    (tmp_path / "above.toml").write_text(ABOVE)
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "cache" / "lkjdsl").glob("edition-*"))


def said(name: str) -> tuple[str | None, list[str]]:
    """Return the title of an edition as it is opened, and its problems; the same as if it were loaded."""
    edition, problems = opened(name)
    loaded, found = try_load(name)
    told = [full(one, "id") for one in problems]
    assert told == [full(one, "id") for one in found]
    assert repr(edition) == repr(loaded)
    return (None if edition is None else edition.definition.title), told


def test_an_edition_that_did_not_change_is_not_loaded_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = said("above.toml")
    monkeypatch.setattr(opening, "try_load", lambda _: pytest.fail("loaded again"))

    assert len(kept(folder)) == 1
    assert said("above.toml") == first


def changed_above(folder: Path) -> None:
    (folder / "above.toml").write_text(f"{ABOVE}title = 'B'\n")


def changed_below(folder: Path) -> None:
    (folder / "base.toml").write_text(BASE.replace("'A'", "'B'"))


def wrong_above(folder: Path) -> None:
    (folder / "above.toml").write_text(f"{ABOVE}titel = 'B'\n")


def gone_below(folder: Path) -> None:
    (folder / "base.toml").unlink()


@pytest.mark.parametrize(
    ("change", "title"), [(changed_above, "B"), (changed_below, "B"), (wrong_above, None), (gone_below, None)]
)
def test_a_change_of_any_file_is_seen(change: object, title: str | None, folder: Path) -> None:
    said("above.toml")
    assert callable(change)
    change(folder)

    assert said("above.toml")[0] == title


def damaged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    kept(folder)[0].write_bytes(b"\x80\x05nonsense")


def cut_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    kept(folder)[0].write_bytes(kept(folder)[0].read_bytes()[:-100])


def another_lkjdsl(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del folder
    monkeypatch.setattr(sys, "version", "4.0")


@pytest.mark.parametrize("change", [damaged, cut_off, another_lkjdsl])
def test_what_is_of_no_use_is_made_anew(change: object, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = said("above.toml")
    before = kept(folder)[0].read_bytes()
    assert callable(change)
    change(folder, monkeypatch)

    assert said("above.toml") == first
    assert len(kept(folder)) == 1
    assert (kept(folder)[0].read_bytes() == before) == (change is not another_lkjdsl)


def test_a_changed_file_of_lkjdsl_is_another_lkjdsl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("a")
    monkeypatch.setattr(opening, "PACKAGE", tmp_path)
    first = opening._build()  # noqa: SLF001 - what tells builds apart shows nowhere else
    os.utime(tmp_path / "a.py", (1, 1))

    assert opening._build() != first  # noqa: SLF001 - the same


def test_editions_whose_files_are_called_the_same_are_told_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "crc32", lambda _: 0)
    for name in ("one.toml", "other.toml"):
        (folder / name).write_text(f"{BASE}cap = '100%'\ntarget = '200%'\n")

    assert "one.toml" in said("one.toml")[1][0]
    assert "other.toml" in said("other.toml")[1][0]
    assert len(kept(folder)) == 1


def test_the_last_editions_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened("base.toml")
    size = kept(folder)[0].stat().st_size
    monkeypatch.setattr(cache, "MOST_BYTES", int(2.5 * size))
    for name in ("1.toml", "2.toml", "3.toml"):
        (folder / name).write_text(BASE)
        opened(name)
    monkeypatch.setattr(opening, "try_load", lambda _: pytest.fail("loaded again"))

    assert len(kept(folder)) == 2
    assert [opened(name)[0] is not None for name in ("2.toml", "3.toml")] == [True, True]


def test_where_nothing_can_be_kept_editions_are_opened_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "file"))

    assert said("above.toml")[0] == "A"


def test_nothing_is_taken_from_a_folder_of_somebody_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened("above.toml")
    monkeypatch.setattr(os, "getuid", lambda: os.stat(folder).st_uid + 1)  # noqa: PTH116 - of this module

    assert cache_folder() is None
    assert said("above.toml")[0] == "A"


def test_the_second_run_does_without_the_parser(folder: Path) -> None:
    (folder / "data.toml").write_text("d = { a = 1, b = 2 }\n")
    command = "from lkjdsl.cli import main; main(['eval', 'base.toml', 'data.toml'])"
    script = f"import sys; {command}; print('lark' in sys.modules)"

    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=folder).stdout
        for _ in range(2)
    ]

    assert [run.splitlines()[-1] for run in runs] == ["True", "False"]
    assert runs[0].splitlines()[:-1] == runs[1].splitlines()[:-1]
