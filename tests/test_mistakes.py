"""The mistakes of mistakes.toml: each told at its place, with the right exit status, and with nothing written."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl import cli

TABLE = tomli.loads(Path(__file__).with_name("mistakes.toml").read_text("utf-8"))
BINARY = b"PK\x03\x04\x14\x00\xff\xfe"
LARGE = 200 * 2**20


def sources(mistake: dict[str, Any], folder: Path) -> tuple[Path, Path, int]:
    """Write the two files with the mistake in one of them; return them and the line of the mistake."""
    which = mistake.get("file", "edition")
    files = {name: folder / f"{name}.toml" for name in ("edition", "data")}
    for name, file in files.items():
        file.write_text(TABLE[name], "utf-8")
    text: str = TABLE[which]
    line = mistake.get("line", 0)
    file = files[which]
    match mistake:
        case {"whole": whole}:
            file.write_text(whole, "utf-8")
        case {"bytes": _}:
            file.write_bytes(BINARY)
        case {"special": "folder"}:
            file.unlink()
            file.mkdir()
        case {"special": "missing"}:
            file.unlink()
        case {"special": "large"}:
            with file.open("r+b") as handle:
                handle.truncate(LARGE)  # a hole in the file: nothing is written
        case {"find": find, "write": write}:
            assert text.count(find) == 1, "the place is there, once"
            if "repeat" in mistake:
                write = write.format(open="(" * mistake["repeat"], close=")" * mistake["repeat"])
            if "digits" in mistake:
                write = write.replace("{digits}", "9" * mistake["digits"])
            file.write_text(text.replace(find, write), "utf-8")
            line = line or text[: text.index(find)].count("\n") + 1
    return files["edition"], files["data"], line


@pytest.mark.parametrize("mistake", TABLE["mistake"], ids=lambda mistake: mistake["name"])
def test_a_mistake_is_told_at_its_place(
    mistake: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, data, line = sources(mistake, tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    status = cli.main(["eval", edition.name, data.name, "--lang", "en"])

    told = capsys.readouterr().err
    assert status == mistake.get("status", 1)
    assert f"error[{mistake['code']}]" in told
    if line:
        name = mistake.get("file", "edition")
        block = next(one for one in told.split("\n\n") if f"error[{mistake['code']}]" in one)
        assert f"┌─ {name}.toml:{line}:" in block
    assert "Traceback" not in told
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_mistakes_at_once_are_told_in_one_run(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems that do not keep the file from being read come together, in the order of their places."""
    text = TABLE["edition"]
    for find, write in (
        ("paspor.terbit <=", "paspor.terbti <="),
        ("weight = '40%'", "weight = '45%'"),
        ("'95%'", "95"),
    ):
        text = text.replace(find, write)
    (tmp_path / "edition.toml").write_text(text, "utf-8")
    (tmp_path / "data.toml").write_text(TABLE["data"], "utf-8")

    status = cli.main(["eval", str(tmp_path / "edition.toml"), str(tmp_path / "data.toml"), "--lang", language])

    told = capsys.readouterr().err
    codes = [part.split("]")[0] for part in told.split("[")[1:] if part.split("]")[0].islower()]
    assert status == 1
    assert codes == ["unknown-name", "weights-not-100", "bare-number-on-percent"]


def test_the_same_files_without_a_mistake_are_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "edition.toml").write_text(TABLE["edition"], "utf-8")
    (tmp_path / "data.toml").write_text(TABLE["data"], "utf-8")

    status = cli.main(["eval", str(tmp_path / "edition.toml"), str(tmp_path / "data.toml"), "--format", "json"])

    outcome = json.loads(capsys.readouterr().out)
    assert status == 0
    assert not outcome["problems"]
    assert outcome["values"]["IKK1.K1"]["exact"] == "3429/3815"
