"""Names that look like HTML, Markdown or the formula of a spreadsheet are shown as they are by every renderer."""

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from lkjdsl import cli
from lkjdsl.spreadsheet_text import harmless
from lkjdsl.syntax.toml_writer import value_text
from lkjdsl.testing import toml_text
from tests.support.hostile import PLAIN, PRINTED, TOLD

NAME = '=HYPERLINK("http://x")</script><script>alert(1)</script><img src=x onerror=alert(2)>|*b* [a](javascript:x)'
OTHERS = ("=1+1", "+1", "@SUM(A1)", "-1+cmd|' /C calc'!A0", "\t=1", "－1")  # noqa: RUF001 - a sign that Excel takes for a minus
FORMULA = r"[=+@\t\r\n－]|-(?!(Rp)?[\d.,]+%?$)"  # noqa: RUF001 - the same
"""What a cell must not begin with, unless it is a number."""
COMMANDS = {
    "eval": (("edition.toml", "data.toml"), ("table", "csv", "markdown", "json")),
    "check": (("edition.toml",), ("table", "markdown", "json")),
    "test": (("edition.toml", "--examples", "5"), ("table", "markdown", "json")),
    "explain": (("edition.toml", "data.toml"), ("text", "markdown", "html", "json")),
    "audit": (("edition.toml", "data.toml", "printed.toml"), ("table", "markdown", "html", "json")),
    "diff": (("edition.toml", "other.toml", "data.toml"), ("table", "csv", "markdown", "html", "json")),
    "sensitivity": (("edition.toml", "data.toml", "IKK1"), ("table", "csv", "markdown", "html", "svg", "json")),
    "reach": (
        ("IKK1", "50", "edition.toml", "data.toml", "--by", "paspor.a"),
        ("table", "csv", "markdown", "html", "json"),
    ),
    "what-if": (("edition.toml", "data.toml", "--set", "paspor.a=5"), ("table", "csv", "markdown", "html", "json")),
}


def named(name: str) -> str:
    """Return the short edition with *name* wherever an author may write what they like."""
    quoted = value_text(name)
    places = {
        "title = 'Uji'": f"title = {quoted}",
        "name = 'Sasaran'": f"name = {quoted}",
        "label = 'Baik'": f"label = {quoted}",
        "\nK1 = { ": f"\nK1 = {{ name = {quoted}, ",
        "a = { kind = 'count' }": f"a = {{ kind = 'count', label = {quoted} }}",
        "[table.belanja]": f"[table.belanja]\nname = {quoted}",
        "[indicator.IKK1]": f"[indicator.IKK1]\nname = {quoted}\nnote = {quoted}",
        "[indicator.IKK2]": f"[indicator.IKK2]\nname = {quoted}\ndefinition = {quoted}",
    }
    text = PLAIN
    for place, written in places.items():
        assert place in text
        text = text.replace(place, written)
    return text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "printed.toml").write_text(PRINTED.replace("Tabel 1", NAME.replace("'", "")), "utf-8")
    return tmp_path


def write(folder: Path, name: str) -> None:
    (folder / "edition.toml").write_text(named(name), "utf-8")
    (folder / "other.toml").write_text(named(name).replace("target = 91", "target = 90"), "utf-8")
    data = {**TOLD, "belanja": [{**row, "jenis": name} for row in TOLD["belanja"]], "office": name}
    (folder / "data.toml").write_text(toml_text(data), "utf-8")


class Page(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.scripts: list[str] = []
        self.risky: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        self.risky += [tag] if tag in {"img", "iframe", "object", "link"} else []
        self.risky += [key for key, value in attrs if key.startswith("on") or "javascript:" in (value or "")]
        self.scripts += [""] if tag == "script" else []

    def handle_data(self, data: str) -> None:
        """Look at a text."""
        if self.cdata_elem == "script":
            self.scripts[-1] += data


def is_shown_as_it_is(text: str, form: str) -> bool:
    match form:
        case "html":
            page = Page()
            page.feed(text)
            return not page.risky and not [script for script in page.scripts if script.lstrip().startswith("alert")]
        case "svg":
            tags = {one.tag.rpartition("}")[2] for one in ET.fromstring(text).iter()}  # noqa: S314 - it is our own
            return not tags & {"script", "img"}
        case "csv":
            delimiter = ";" if ";" in text else ","
            cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
            return not [cell for cell in cells if re.match(FORMULA, cell)]
        case "markdown":
            text = re.sub(r"^```math$.*?^```$|\$\$.*?\$\$", "", text, flags=re.MULTILINE | re.DOTALL)
            return not re.search(r"(?<!\\)<(script|img)|(?<!\\)\*b|(?<!\\)\[a", text)
        case _:
            return True


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_looks_like_a_page_is_shown_as_it_is(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, NAME)
    arguments, forms = COMMANDS[command]
    for form in forms:
        status = cli.main([command, *arguments, "--format", form])
        out = capsys.readouterr().out

        assert status in (0, 1), form
        assert len(out) > 100, form
        assert is_shown_as_it_is(out, form), form


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_that_looks_like_a_formula_is_text_in_csv(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, name)
    for command in ("eval", "diff", "sensitivity", "reach", "what-if"):
        status = cli.main([command, *COMMANDS[command][0], "--format", "csv"])
        assert status in (0, 1), command
        assert is_shown_as_it_is(capsys.readouterr().out, "csv"), command


@pytest.mark.parametrize("number", ["-5", "-261,5%", "-Rp261.821.000", "-0.5"])
def test_a_number_stays_a_number(number: str) -> None:
    assert harmless(number) == number


@pytest.mark.parametrize("name", [NAME, *OTHERS])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_offices_that_look_like_formulas_are_text(name: str, suffix: str, folder: Path) -> None:
    write(folder, name)
    with (folder / "many.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["office", "paspor.a", "paspor.b", "lain.i"], [name, "3", "8", "70"]])
    output = folder / f"out{suffix}"
    status = cli.main(["eval", "edition.toml", "many.csv", "--output", str(output)])

    assert status in (0, 1)
    if suffix == ".csv":
        assert is_shown_as_it_is(output.read_text("utf-8"), "csv")
    else:
        cells = [cell for row in load_workbook(output).active.iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert name.strip() in {str(cell.value).strip() for cell in cells}
