"""Nothing is taken from a cache that somebody else could have written, and nothing in it runs."""

import json
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import lkjdsl
from lkjdsl import cache
from lkjdsl.cache import MOST_BYTES, keep, kept
from lkjdsl.commands.cached_editions import opened
from lkjdsl.edition import Edition
from lkjdsl.serialization import NotSerializable, deserialized, serialized

EDITION = """lkjdsl = 1
title = 'A'
year = 2025
input.d = { a = { kind = 'count' }, b = { kind = 'count' } }
[indicator.I]
unit = 'percent'
formula = 'd.a / d.b'
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cache").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.toml").write_text(EDITION)
    return tmp_path


def relative(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("HOME", str(folder / "home"))


def homeless(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del folder
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda text: text)  # as where the user has no home


def at_home_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del folder
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", ".")


@pytest.mark.parametrize("change", [relative, homeless, at_home_here])
def test_nothing_is_kept_in_the_current_folder_or_read_from_it(
    change: Callable[[Path, pytest.MonkeyPatch], None], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(folder, monkeypatch)
    for place in ("cache/lkjdsl", "~/.cache/lkjdsl", ".cache/lkjdsl"):
        (folder / place).mkdir(mode=0o700, parents=True)
        (folder / place / "a").write_bytes(b"theirs")

    assert kept("a") is None
    keep("b", b"ours")
    assert sorted(one for one in folder.glob("**/lkjdsl/*") if "home" not in one.parts) == sorted(
        folder / place / "a" for place in ("cache/lkjdsl", "~/.cache/lkjdsl", ".cache/lkjdsl")
    )


def shared_folder(folder: Path) -> None:
    (folder / "cache" / "lkjdsl").chmod(0o770)


def shared_base(folder: Path) -> None:
    (folder / "cache").chmod(0o777)


def linked_folder(folder: Path) -> None:
    (folder / "cache" / "lkjdsl").rename(folder / "theirs")
    (folder / "cache" / "lkjdsl").symlink_to(folder / "theirs")


def shared_file(folder: Path) -> None:
    (folder / "cache" / "lkjdsl" / "a").chmod(0o666)


def linked_file(folder: Path) -> None:
    file = folder / "cache" / "lkjdsl" / "a"
    file.rename(folder / "theirs")
    file.symlink_to(folder / "theirs")


def pipe(folder: Path) -> None:
    (folder / "cache" / "lkjdsl" / "a").unlink()
    os.mkfifo(folder / "cache" / "lkjdsl" / "a", 0o600)


def subfolder(folder: Path) -> None:
    (folder / "cache" / "lkjdsl" / "a").unlink()
    (folder / "cache" / "lkjdsl" / "a").mkdir()


def oversized(folder: Path) -> None:
    os.truncate(folder / "cache" / "lkjdsl" / "a", MOST_BYTES + 1)


@pytest.mark.parametrize(
    "change",
    [shared_folder, shared_base, linked_folder, shared_file, linked_file, pipe, subfolder, oversized],
)
def test_what_somebody_else_could_have_written_is_not_read(change: Callable[[Path], None], folder: Path) -> None:
    keep("a", b"ours")
    assert kept("a") == b"ours"
    change(folder)

    assert kept("a") is None
    assert opened("edition.toml")[0] is not None


def test_a_file_of_another_user_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("a", b"ours")
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)

    assert kept("a") is None


def test_what_a_link_leads_to_is_not_overwritten(folder: Path) -> None:
    keep("a", b"ours")
    linked_file(folder)
    keep("a", b"new")

    assert (folder / "theirs").read_bytes() == b"ours"
    assert kept("a") == b"new"


def test_the_cache_holds_so_much_and_no_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 1000)
    for number in range(10):
        keep(f"{number}", b"x" * 300)
        os.utime(folder / "cache" / "lkjdsl" / f"{number}", (number, number))
    keep("large", b"x" * 1001)

    files = list((folder / "cache" / "lkjdsl").iterdir())
    assert sum(one.stat().st_size for one in files) <= 1000
    assert {"9", "8"} <= {one.name for one in files}
    assert kept("large") is None


def test_loading_keeps_nothing(folder: Path) -> None:
    script = "import lkjdsl; lkjdsl.load('edition.toml').evaluate({'d': {'a': 1, 'b': 2}})"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=folder)

    assert list((folder / "cache").iterdir()) == []


class Planted:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Say what is to be run."""
        return os.system, ("touch planted",)


PLANTED = [
    pickle.dumps(Planted()),
    json.dumps([["os:system"], ["touch planted", [4, 0]]]).encode(),
    json.dumps([["lkjdsl.cli:os.system"], ["touch planted", [4, 0]]]).encode(),
    json.dumps([["lkjdsl.edition:os"], [[4]]]).encode(),
    json.dumps([["lkjdsl.commands.test:run"], ["edition.toml", [4, 0]]]).encode(),
    json.dumps([["lkjdsl/../planted:X"], [[4]]]).encode(),
    b"[" * 100_000,
    b"[[],[[0,[0]]]]",
    b"[[],[[0,5]]]",
    b"[[],[[0,-1]]]",
    b"[[],[]]",
    b"[[],[[99]]]",
    b"1e999",
    b"9" * 5000,
]


@pytest.mark.parametrize("content", PLANTED, ids=lambda content: content[:30].decode(errors="replace"))
def test_nothing_planted_runs(content: bytes, folder: Path) -> None:
    edition, _ = opened("edition.toml")
    (file,) = (folder / "cache" / "lkjdsl").iterdir()
    file.write_bytes(content)

    again, _ = opened("edition.toml")

    assert repr(again) == repr(edition)
    assert not (folder / "planted").exists()


def test_a_file_with_any_byte_changed_is_no_other_edition_or_none(folder: Path) -> None:
    edition, _ = opened("edition.toml")
    (file,) = (folder / "cache" / "lkjdsl").iterdir()
    data, chosen = file.read_bytes(), random.Random(0)  # noqa: S311 - a choice of places
    for _ in range(50):
        place = chosen.randrange(len(data))
        file.write_bytes(data[:place] + bytes([chosen.randrange(256)]) + data[place + 1 :])
        assert isinstance(opened("edition.toml")[0], Edition)
    assert edition is not None


def test_what_is_written_is_read_again() -> None:
    shared = (1, 2)
    value = (shared, shared, {"a": [1, Decimal("7.630")], 2: (None, True, 1, "x")}, 10**999, Decimal("-0"))
    again = deserialized(serialized(value))

    assert repr(again) == repr(value)
    assert again[0] is again[1]
    assert [type(one) for one in again[2][2]] == [type(None), bool, int, str]


@pytest.mark.parametrize("value", [1.5, {1, 2}, object(), b"", lkjdsl, Planted()])
def test_a_value_without_a_form_is_refused(value: object) -> None:
    with pytest.raises(NotSerializable):
        serialized(("a", value))
