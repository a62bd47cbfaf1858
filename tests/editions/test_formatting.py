"""Formatting lays a file out and changes nothing that it says."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl import cli
from lkjdsl.editions.differences import differences
from lkjdsl.editions.formatting import formatted
from lkjdsl.syntax.formula_parser import parse
from lkjdsl.syntax.respacing import respaced
from lkjdsl.syntax.statements import statements
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_writer import toml_text
from tests.support.paths import ROOT

FILES = [*sorted((ROOT / "formulas").glob("*.toml")), *sorted((ROOT / "examples").rglob("*.toml"))]

RESPACED = [
    ("a.x/a.y", "a.x / a.y"),
    ("( a.x+a.y )/( a.z×2 )", "(a.x + a.y) / (a.z * 2)"),
    ("- a.x ^ -2", "-a.x^-2"),
    ("a.x - -3", "a.x - -3"),
    ("IF( a.x≥0 , 1 ,-2)", "if(a.x >= 0, 1, -2)"),
    ("not(a.f) AND TRUE", "not (a.f) and true"),
    ("1-70 %", "1 - 70%"),
    ("sum( belanja . realisasi )", "sum(belanja.realisasi)"),
    ('dana.sumber="RM  1"', 'dana.sumber = "RM  1"'),
    ("\n  a.x\n +  a.y\n", "    a.x\n  + a.y"),
    ("a.x +", "a.x +"),
    ("10,5", "10,5"),
]


@pytest.mark.parametrize(("written", "should"), RESPACED)
def test_a_formula_gets_its_blanks(written: str, should: str) -> None:
    assert respaced(written) == should
    assert respaced(should) == should


LAID_OUT = [
    ("a=1\nlonger   =  2 # c\n", "a      = 1\nlonger = 2  # c\n"),
    ("a = 1  # x\nbb = 'y' #z\n", "a  = 1    # x\nbb = 'y'  #z\n"),
    ("[ a . 'b c' ]\nx=1", "[a.'b c']\nx = 1\n"),
    ("x = 1\n[a]\ny = 2\n", "x = 1\n\n[a]\ny = 2\n"),
    ("\n\n\n# c\n\n\n\n\nx = 1\n\n\n", "# c\n\n\nx = 1\n"),
    ("x = 1\n# of the table\n[a]\n", "x = 1\n\n# of the table\n[a]\n"),
    ('x = "plain"\ny = "it\'s"\n', "x = 'plain'\ny = \"it's\"\n"),
    ("x = [1,2,\n 3]\n", "x = [\n    1,\n    2,\n    3,\n]\n"),
    ("x = [1,2,3]\n", "x = [1, 2, 3]\n"),
    ("x = [ # why\n 1 ]\n", "x = [ # why\n 1 ]\n"),
    ("x = {a=1,b = 'c'}\n", "x = { a = 1, b = 'c' }\n"),
    ("x = 7_630\ny = 7.630\n", "x = 7_630\ny = 7.630\n"),
    ("x = [7_630]\n", "x = [7_630]\n"),
    ("formula = 'a.x/a.y'\n", "formula = 'a.x / a.y'\n"),
    ("label = 'a.x/a.y'\n", "label = 'a.x/a.y'\n"),
    ("[[case]]\nvalues = { 'K.achievement' = '6/9' }\n", "[[case]]\nvalues = { 'K.achievement' = '6/9' }\n"),
    ("[case.values]\n'K.achievement' = '6/9'\n", "[case.values]\n'K.achievement' = '6/9'\n"),
    ("[constraint]\nc = 'a.x<=a.y'\n", "[constraint]\nc = 'a.x <= a.y'\n"),
    ("[table.t]\ncolumns = { p = 'x/y', name = 'z' }\n", "[table.t]\ncolumns = { p = 'x / y', name = 'z' }\n"),
    ("K1 = {unit='index',formula='a.x*2'}\n", "K1 = { unit = 'index', formula = 'a.x * 2' }\n"),
    ("formula = '''\n  a.x\n/a.y'''\n", "formula = '''\n    a.x\n  / a.y'''\n"),
    ("note = '''\n  as it\n   is '''\n", "note = '''\n  as it\n   is '''\n"),
    ("x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n"),
    ("a.b = 1\na . c = 2\n", "a.b = 1\na.c = 2\n"),
    ('x = """a\n""""\n', 'x = """a\n""""\n'),
    ("d = 2025-01-02 03:04:05\n", "d = 2025-01-02 03:04:05\n"),
    ("[[case]]\nx = 1\n[[case]]\nx = 2\n", "[[case]]\nx = 1\n\n[[case]]\nx = 2\n"),
]


@pytest.mark.parametrize(("written", "should"), LAID_OUT)
def test_a_file_is_laid_out(written: str, should: str) -> None:
    assert formatted(written) == should
    assert formatted(should) == should


def comments(text: str) -> Counter[str]:
    told = statements(text)
    lines = [line for statement in told.statements for line in (*statement.above, statement.beside)]
    return Counter(line for line in (*lines, *told.below) if line)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_files_of_the_repository_say_the_same_and_keep_their_comments(file: Path) -> None:
    text = file.read_text("utf-8")
    found = formatted(text)
    assert differences(read(text), read(found)) == []
    assert comments(found) == comments(text)
    assert formatted(found) == found


@pytest.mark.parametrize("file", ["formulas/2025.toml", "examples/bontang-2025/as-printed.toml"])
def test_the_formula_files_of_the_repository_are_laid_out(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert formatted(text) == text


EDITION = (ROOT / "formulas/2025.toml").read_text("utf-8").splitlines()
HEADINGS = [index for index, line in enumerate(EDITION) if line.startswith("[")]


BLANKS = st.sampled_from(["", " ", "   ", "\t"])
BESIDE = st.sampled_from(["", "  ", "# samping", " \t#"])


@st.composite
def roughened(draw: st.DrawFn) -> str:
    """Return a part of the edition as somebody in a hurry would leave it: blanks, blank lines, comments anywhere."""
    first = draw(st.sampled_from(HEADINGS))
    told = statements("\n".join(EDITION[first:]))
    lines = []
    for statement in told.statements[: draw(st.integers(1, 30))]:
        lines += draw(st.lists(st.sampled_from(["", "  ", "# komentar", "\t# é", "#"]), max_size=3))
        code = (
            statement.value if not statement.key else f"{statement.key}{draw(BLANKS)}={draw(BLANKS)}{statement.value}"
        )
        lines.append(draw(BLANKS) + code + draw(BESIDE))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


@settings(max_examples=60)
@given(roughened())
def test_formatting_again_changes_nothing(text: str) -> None:
    tables = read(text)
    found = formatted(text)
    assert formatted(found) == found
    assert differences(tables, read(found)) == []
    assert comments(found) == comments(text.replace("\r\n", "\n"))


NUMBERS = st.sampled_from(["1", "70%", "a.x", "belanja.y", '"t"', "true", "sum(b.c)", "min(1, a.x)"])
FORMULAS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "×", "/", "^", "<", "≤", "<>", " and ", " or "]), inner).map(
            "".join
        ),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"-{one}"),
        inner.map(lambda one: f"not {one}"),
        st.tuples(inner, inner).map(lambda pair: f"IF({pair[0]},{pair[1]} ,2)"),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_a_respaced_formula_computes_the_same(text: str) -> None:
    found = respaced(text)
    assert respaced(found) == found
    tree = parse(text)
    assert found == text if isinstance(tree, list) else parse(found) == tree


@given(st.dictionaries(st.sampled_from(["a", "formula", "note", "K1"]), st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6,
)))  # fmt: skip
def test_any_tables_are_formatted_as_what_they_are(tables: dict[str, Any]) -> None:
    text = toml_text(tables)
    found = formatted(text)
    assert formatted(found) == found
    assert differences({"x": tables}, {"x": read(found)}) == []


def test_the_command_prints_and_writes_only_when_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "edition.toml"
    file.write_text("a=1\n", "utf-8")
    assert cli.main(["fmt", str(file)]) == 0
    assert capsys.readouterr().out == "a = 1\n"
    assert file.read_text("utf-8") == "a=1\n"
    assert cli.main(["fmt", str(file), "--check"]) == 1
    assert "[not-formatted]" in capsys.readouterr().err
    assert cli.main(["fmt", str(file), "--write"]) == 0
    assert file.read_text("utf-8") == "a = 1\n"
    assert cli.main(["fmt", str(file), "--check"]) == 0


def test_what_is_not_toml_is_said_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "edition.toml"
    file.write_text("x = 12%\n", "utf-8")
    assert cli.main(["fmt", str(file), "--write"]) == 1
    printed = capsys.readouterr()
    assert (printed.out, "[toml-bare-percent]" in printed.err) == ("", True)
    assert file.read_text("utf-8") == "x = 12%\n"
    assert cli.main(["fmt", str(tmp_path / "none.toml")]) == 2
