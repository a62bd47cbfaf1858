"""No text of an edition leaves the comment or the value that a written file puts it in, or hides what stands there."""

import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl import cli
from lkjdsl.syntax.toml_writer import comment_text, key_text, toml_text, value_text

TEXTS = {
    "a line of TOML": "x\ngiven.IKK1 = '100%'\n#",
    "a line for Windows": "x\r\ngiven.IKK1 = '100%'\r\n#",
    "the end of a value": "x', from = '' }\ngiven.IKK1 = '100%'\n#",
    "the end of a long value": "x'''\ngiven.IKK1 = '100%'\n#",
    "other ends of lines": "x\rgiven.IKK1 = '100%'\x0b\x0c\x85\u2028\u2029#",
    "the codes of a terminal": "x\x1b[2J\x9b2J\x1b]0;y\x07",
    "nothing, backspaces": "x\x00\x08\x08\x7f",
    "from right to left": "x\u202e%001 = 1KKI\u2066\u2067\u200f",
    "without width": "x\u200b\u2060\ufeff\xad\U000e0041",
}
QUIET = "Paspor terbit"
PLACES = ("title", "label", "note", "default", "basis", "name", "definition", "constraint", "scale")


def edition(text: str, *places: str) -> dict[str, Any]:
    """Return the tables of an edition with *text* in some places, and a quiet one in the others."""
    said = {place: text if place in places else QUIET for place in PLACES}
    node = {"name": said["name"], "definition": said["definition"], "basis": said["basis"], "note": said["note"]}
    read = {"label": said["label"], "note": said["note"]}
    condition = f'lain.t <> "{said["constraint"]}"'
    return {
        "lkjdsl": 1,
        "title": said["title"],
        "year": 2025,
        "input": {
            "paspor": {"a": {"kind": "count", **read}, "b": {"kind": "count", **read}},
            "lain": {"t": {"kind": "text", "default": said["default"], **read}},
        },
        "rows": {"belanja": {"pagu": {"kind": "rupiah", **read}}},
        "constraint": {"terkait": condition},
        "objective": {"S1": {"name": said["name"]}},
        "indicator": {
            "IKK1": {
                **node,
                "unit": "percent",
                "target": {"2025": "90%"},
                "scale": "bulat",
                "objective": "S1",
                "K1": {**node, "unit": "percent", "weight": "50%", "formula": "paspor.a / paspor.b"},
                "K2": {**node, "unit": "percent", "weight": "50%", "formula": f"if({condition}, 1, 0.5)"},
            },
            "IKK2": {"name": said["name"], "unit": "rupiah", "formula": "sum(belanja.pagu)", "objective": "S1"},
            "IKK3": {"name": said["name"], "unit": "percent", "objective": "S1"},
        },
        "scale": {"bulat": {"bands": [{"label": said["scale"], "at_least": 0}]}},
    }


def written(
    command: str, folder: Path, tables: Mapping[str, Any], capsys: pytest.CaptureFixture[str], language: str
) -> str:
    """Return the file that *command* writes for an edition of these *tables*."""
    (folder / "2025.toml").write_text(toml_text(tables), "utf-8", newline="")
    arguments = {
        "template": ["template", "2025.toml"],
        "new": ["new", "2026", "--from", "2025.toml", "--force"],
        "show": ["show", "2025.toml"],
    }[command]
    assert cli.main([*arguments, "--lang", language]) == 0, capsys.readouterr()
    output = capsys.readouterr().out
    return (folder / "2026.toml").read_text("utf-8") if command == "new" else output


def unseen(text: str) -> set[str]:
    """Return the characters of *text* that show nothing, or turn what stands beside them."""
    return {one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")} - {"\n"}


@pytest.mark.parametrize("command", ["template", "new", "show"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("place", PLACES)
def test_a_text_stays_where_it_is_written(
    command: str, text: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    if place == "constraint":
        text = text.translate({ord(one): None for one in "\"'"})
    monkeypatch.chdir(tmp_path)
    hostile, quiet = edition(text, place), edition(QUIET)
    language = "en" if place in PLACES[::2] else "id"
    file = written(command, tmp_path, hostile, capsys, language)
    assert not unseen(file)
    read = tomllib.loads(file, parse_float=str)
    if command == "show":
        assert read == hostile
    elif place == "default" and command == "template":
        assert read["lain"].pop("t") == text
    else:
        assert read == tomllib.loads(written(command, tmp_path, quiet, capsys, language), parse_float=str)


@given(st.text(), st.text(), st.text())
def test_no_text_leaves_its_key_value_or_comment(key: str, value: str, comment: str) -> None:
    line = f"{key_text(key)} = {value_text(value)}  # {comment_text(comment)}"
    assert tomllib.loads(f"{line}\nlast = 1\n") == {key: value, "last": 1} if key != "last" else True
    assert len(line.splitlines()) == 1
    assert not unseen(line)


def test_no_character_is_unseen() -> None:
    everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    for text in (value_text(everything), comment_text(everything), toml_text({everything: everything})):
        assert not unseen(text)
