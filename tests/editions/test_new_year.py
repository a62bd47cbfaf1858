"""What begins a year: a new edition, and an empty data file."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lkjdsl import cli
from lkjdsl.edition import load, try_load
from lkjdsl.editions.differences import differences
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_writer import value_text
from tests.support.paths import ROOT

EDITION = ROOT / "formulas/2025.toml"
DATA = ROOT / "examples/bontang-2025/data.toml"

UNCOMMENTED = re.compile(r"# (?=\[|[\w.]+ += )")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    copy = tmp_path / "2025.toml"
    copy.write_bytes(EDITION.read_bytes())
    return copy


def test_a_new_edition_says_the_same_for_another_year(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "2026", "--from", str(base), "--lang", "en"]) == 0
    new = base.with_name("2026.toml")
    assert "[new-written]" in capsys.readouterr().err
    old, written = read_written(base), read_written(new)
    assert isinstance(old, ExtendedTables)
    assert isinstance(written, ExtendedTables)
    assert [edit.path for edit in differences(old.tables, written.tables)] == [("year",)]
    assert load(new).evaluate(DATA)["IKK1"].printed == "98,28"


def test_everything_that_is_commented_out_may_be_used(base: Path) -> None:
    cli.main(["new", "2026", "--from", str(base)])
    new = base.with_name("2026.toml")
    lines = new.read_text("utf-8").splitlines()
    kept = [UNCOMMENTED.sub("", line, count=1) for line in lines if not line.startswith("# remove")]
    new.write_text("\n".join(kept), "utf-8")
    edition, problems = try_load(new)
    assert edition is not None, problems
    target = edition.indicators["IKK2"].target
    assert target is not None
    assert sorted(target.by_year) == [2025, 2026]
    assert len(differences(read_tables(base), read_tables(new))) == 1 + 2 * 4


def test_what_a_planner_must_look_at_is_there(base: Path) -> None:
    old = base.read_text("utf-8")
    base.write_text(
        old.replace("target     = { 2025 = 90.80 }", "target = 90.80\nachievement_cap = '120%'", 1), "utf-8"
    )
    cli.main(["new", "2026", "--from", str(base)])
    text = base.with_name("2026.toml").read_text("utf-8")
    for line in (
        "# average = 'objectives'",
        "# target = { 2026 = 90.80 }  # selama ini sama untuk setiap tahun: 90.80",
        "# target = { 2026 = 91 }  # 2025: 91",
        "# compare.RPJMN = { 2026 = 95.20 }  # selama ini sama untuk setiap tahun: 95.20",
        "# achievement_cap = '120%'",
        "# cap = '100%'",
    ):
        assert f"{line}\n" in text
    assert "sum(belanja.pagu)" not in text
    assert "nasional" not in text


def read_tables(path: Path) -> Mapping[str, Any]:
    written = read_written(path)
    assert isinstance(written, ExtendedTables)
    return written.tables


def test_a_new_edition_overwrites_nothing(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = base.with_name("2026.toml")
    new.write_text("mine\n", "utf-8")
    assert cli.main(["new", "2026", "--from", str(base)]) == 2
    assert "[file-exists]" in capsys.readouterr().err
    assert new.read_text("utf-8") == "mine\n"
    assert cli.main(["new", "2026", "--from", str(base), "--force"]) == 0
    assert new.read_text("utf-8") != "mine\n"


def test_a_new_edition_may_stand_above(base: Path) -> None:
    inner = base.parent / "formulas"
    inner.mkdir()
    old = base.rename(inner / "2025.toml")
    assert cli.main(["new", "2026", "--from", str(old), "--output", str(base.parent / "next.toml")]) == 0
    assert load(base.parent / "next.toml").definition.year == 2026


BAD = [
    (["2O26", "--from", "2025.toml"], 2, "no-year"),
    (["26", "--from", "2025.toml"], 2, "no-year"),
    (["2026", "--from", "2024.toml"], 2, "file-missing"),
    (["2026"], 2, "missing-argument"),
    (["2026", "--from", "2025.toml", "--output", "elsewhere/2026.toml"], 2, "new-outside"),
    (["2026", "--from", "bad.toml"], 1, "toml-bare-percent"),
]


@pytest.mark.parametrize(("arguments", "status", "code"), BAD)
def test_what_cannot_begin_is_said(
    arguments: list[str], status: int, code: str, base: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(base.parent)
    (base.parent / "elsewhere").mkdir()
    (base.parent / "bad.toml").write_text("x = 12%\n", "utf-8")
    assert cli.main(["new", *arguments]) == status
    assert f"[{code}]" in capsys.readouterr().err
    assert not list(base.parent.rglob("2026.toml"))


# --- An empty data file -----------------------------------------------------------------------------------------------


def template(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert cli.main(["template", str(EDITION), *options]) == 0
    return capsys.readouterr().out


def filled(text: str, data: Mapping[str, Any]) -> str:
    """Return a template with the values of *data* in their places, a block for each row, as if typed."""
    lines: list[str] = []
    for block in re.split(r"\n(?=\[)", text):
        heading = re.match(r"(\[+)(\w+)\]+\n", block)
        if heading is None:
            lines.append(block.replace("office = ''", f"office = {value_text(data['office'])}"))
            continue
        table = data.get(heading[2], {})
        rows = table if heading[1] == "[[" else [table]
        lines += [re.sub(r"^(\w+)( *= )('-'|\S+)", _with(row), block, flags=re.MULTILINE) for row in rows]
        if heading[2] == "given":
            lines.append("\n".join(f"{path} = {value_text(value)}" for path, value in table.items()))
    return "\n".join(lines) + "\n"


def _with(values: Mapping[str, Any]) -> Any:
    return lambda found: found[1] + found[2] + (value_text(values[found[1]]) if found[1] in values else found[3])


def test_a_template_filled_with_the_examples_values_gives_the_same_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = read(DATA.read_text("utf-8"))
    file = tmp_path / "data.toml"
    file.write_text(filled(template(capsys), data), "utf-8")
    edition = load(EDITION)
    wanted, found = edition.evaluate(DATA), edition.evaluate(file)
    assert {path: found[path].value for path in found} == {path: wanted[path].value for path in wanted}
    assert found.data.office == wanted.data.office
    assert [problem.code for problem in found.problems] == [problem.code for problem in wanted.problems]


def test_an_empty_template_is_data_in_which_everything_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "data.toml"
    file.write_text(template(capsys), "utf-8")
    outcome = load(EDITION).evaluate(file)
    assert outcome["IKK1"].status == "unavailable"
    assert "unknown-input" not in {problem.code for problem in outcome.problems}


def test_a_template_tells_what_each_input_is(capsys: pytest.CaptureFixture[str]) -> None:
    text = template(capsys, "--lang", "en")
    assert "terbit        = '-'  # Paspor terbit; a whole number\n" in text
    assert "# must hold: paspor.terbit + paspor.ditolak + paspor.batal <= paspor.permohonan\n" in text
    assert (
        "batal         = 0    # Perpanjangan ITK batal oleh sistem; a whole number; 0 where nothing is filled in"
        in text
    )
    assert "# IKK4 = { value = '-', from = '' }" in text


def test_every_input_that_is_needed_has_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    tables = read(template(capsys))
    edition = load(EDITION)
    missing = [path for path in edition.inputs if path.split(".")[1] not in tables.get(path.split(".")[0], {})]
    assert missing == []
    assert set(edition.definition.rows) <= set(tables)


def test_a_table_of_offices_has_a_column_for_each_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    header = template(capsys, "--format", "csv").strip().split(";")
    data = read(DATA.read_text("utf-8"))
    row = {"office": "Bontang", "year": 2025}
    for path in header[2:]:
        group, name = path.split(".")
        row[path] = data.get(group, {}).get(name, "-")
    file, results = tmp_path / "offices.csv", tmp_path / "results.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, header, delimiter=";")
        writer.writeheader()
        writer.writerow({name: str(value).lower() for name, value in row.items()})
    cli.main(["eval", str(EDITION), str(file), "--only", "IKK1", "IKK2", "--output", str(results)])
    assert "98" in results.read_text("utf-8")


def test_a_template_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "data.toml"
    file.write_text("mine\n", "utf-8")
    assert cli.main(["template", str(EDITION), "--output", str(file)]) == 2
    assert file.read_text("utf-8") == "mine\n"
