"""What `show` prints is a formula file that says the same."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl import cli
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_writer import toml_text
from tests.support.paths import ROOT

EDITION = ROOT / "formulas/2025.toml"

TEXTS = st.one_of(st.sampled_from(["100%", "'", "'''", "a\n'b'\n", "\n", "a\\b", '"', "\t", "\r\n", "é≥"]), st.text())
SCALARS = st.one_of(
    st.booleans(), st.integers(-(10**9), 10**9), TEXTS, st.sampled_from([*map(Decimal, ("7.630", "1E+5", "-0.0"))])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
TABLES = st.dictionaries(
    st.sampled_from(["title", "rules", "input", "indicator", "scale", "table", "constraint", "other"]),
    st.one_of(VALUES, st.dictionaries(st.sampled_from(["IKK1", "a", "K1"]), VALUES, max_size=3)),
)


def spelled(value: Any) -> Any:
    """Return *value* with decimals as they are written, so that 7.63 is not 7.630."""
    match value:
        case Decimal():
            return str(value)
        case Mapping():
            return {key: spelled(one) for key, one in value.items()}
        case list():
            return [spelled(one) for one in value]
        case _:
            return value


@given(TABLES)
def test_any_tables_are_read_back(tables: dict[str, Any]) -> None:
    assert spelled(read(toml_text(tables))) == spelled(tables)


def test_the_edition_is_read_back() -> None:
    tables = read(EDITION.read_text("utf-8"))
    text = toml_text(tables)
    assert spelled(read(text)) == spelled(tables)
    assert toml_text(read(text)) == text


def test_show_writes_out_what_is_extended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2025.toml").write_text(EDITION.read_text("utf-8"), "utf-8")
    new = tmp_path / "2026.toml"
    new.write_text("extends = '2025.toml'\nyear = 2026\n[indicator.IKK1.K1.D1]\nround = 0\n", "utf-8")
    assert cli.main(["show", str(new)]) == 0
    shown = read(capsys.readouterr().out)
    written = read_written(EDITION)
    assert isinstance(written, ExtendedTables)
    base = read(toml_text(written.tables))  # what it takes from the library included
    base["year"] = 2026
    base["indicator"]["IKK1"]["K1"]["D1"]["round"] = 0
    assert shown == base


def test_show_overwrites_nothing_unless_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data.toml"
    file.write_text("year = 2025\n", "utf-8")
    assert cli.main(["show", str(EDITION), "--output", str(file), "--lang", "en"]) == 2
    assert file.read_text("utf-8") == "year = 2025\n"
    assert "file-exists" in capsys.readouterr().err
    assert cli.main(["show", str(EDITION), "--output", str(file), "--force"]) == 0
    assert read(file.read_text("utf-8"))["year"] == 2025


@pytest.mark.parametrize(("text", "status"), [("extends = 'x.toml'", 2), ("extends = '../x.toml'", 1), ("x = 12%", 1)])
def test_show_says_what_cannot_be_shown(
    text: str, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new.toml").write_text(text, "utf-8")
    assert cli.main(["show", str(tmp_path / "new.toml")]) == status
    assert capsys.readouterr().out == ""
