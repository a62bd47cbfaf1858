"""Printed files and tables that are not right: located messages, all at once, and nothing guessed."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lkjdsl
from lkjdsl import cli, limits
from lkjdsl.auditing.audit import Audit
from lkjdsl.auditing.audit_page import audit_page
from lkjdsl.auditing.printed_file import ENTRY_KEYS, KEYS
from lkjdsl.catalogue import entries
from lkjdsl.diagnostic import Language
from lkjdsl.render.diagnostics import by_place, full

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "audit"
TOLD = tomli.loads((HERE / "causes.toml").read_text("utf-8"))
EDITION = lkjdsl.load(text=TOLD["edition"])
LANGUAGES: tuple[Language, ...] = ("en", "id")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").write_text(TOLD["edition"], encoding="utf-8")
    Path("data.toml").write_text(TOLD["data"], encoding="utf-8")


def audited(text: str, name: str = "printed.toml", data: str | None = "data.toml") -> Audit:
    Path(name).write_text(text, encoding="utf-8")
    return lkjdsl.audit(EDITION, name, data)


def codes(audit: Audit) -> list[str]:
    return [problem.code for problem in audit.problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_of_a_file_is_told_at_its_place(language: Language, update_expected: bool) -> None:
    found = audited((HERE / "bad.toml").read_text("utf-8"))
    told = "\n".join(f"{full(one, language)}\n" for one in by_place(found.problems))
    golden = GOLDEN / f"bad.{language}.txt"
    if update_expected:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text("utf-8")
    assert "{" not in told


def test_what_can_be_read_beside_a_mistake_is_audited() -> None:
    found = audited((HERE / "bad.toml").read_text("utf-8"))
    assert [(figure.figure.printed, figure.verdict) for figure in found.figures] == [
        ("7.630", "disagrees"),
        ("96,97", "agrees"),
    ]


FILES = [
    ("", ["nothing-printed"]),
    ("locale = 'id'", ["nothing-printed"]),
    ("figure = 'IKK1'", ["wrong-type"]),
    ("figure = ['IKK1']", ["wrong-type"]),
    ("year = 2024\nfigure = [{ what = 'IKK1', printed = '96,97' }]", ["printed-for-another-year"]),
    ("year = '2025'\nfigure = [{ what = 'IKK1', printed = '96,97' }]", ["wrong-type"]),
    ("figure = [{ what = 'IKK1.weight', printed = '96,97' }]", ["printed-path-unknown"]),
    ("figure = [{ what = 'belanja.0.pagu', printed = '96,97' }]", ["printed-path-unknown"]),
    ("figure = [{ what = 'table.x.1.pagu', printed = '96,97' }]", ["printed-path-unknown"]),
]


@pytest.mark.parametrize(("text", "expected"), FILES)
def test_a_file_without_use_is_told(text: str, expected: list[str]) -> None:
    found = audited(f"{text}\n# \n")
    assert codes(found) == expected
    assert not found.clean
    assert found.figures == () or expected == ["wrong-type"]


def test_an_empty_file_is_told() -> None:
    with pytest.raises(lkjdsl.LkjdslError) as error:
        audited("")
    assert [diagnostic.code for diagnostic in error.value.diagnostics] == ["file-empty"]


def test_figures_of_another_year_are_checked_against_its_targets_where_there_is_no_data() -> None:
    text = "year = 2024\nfigure = [{ what = 'IKK1.target', printed = '80' }, { what = 'IKK1.target', printed = '91' }]"
    assert [figure.verdict for figure in audited(text, data=None).figures] == ["agrees", "disagrees"]


TABLES = [
    ("kantor;paspor.terbti\nBontang;7", ["table-header-unknown"]),
    ("kantor;paspor.terbit;paspor.terbit\nBontang;7;7", ["table-header-twice"]),
    ("kantor;paspor.terbit", ["table-without-rows"]),
    ("kantor;paspor.terbit;tahun\nBontang;7;dua ribu", ["table-year-unreadable"]),
    ("kantor;paspor.terbit\nBontang;7,630", ["table-cell-ambiguous"]),
    ("kantor;IKK1\nBontang;96.97", ["table-cell-other-locale"]),
    ("kantor;IKK1\nBontang;9.69.7", ["table-cell-mixed"]),
    ("kantor;IKK1\nBontang;#DIV/0!", ["table-cell-not-a-number"]),
    ("kantor;IKK1\n" + "Bontang;96.97\n" * 60, ["table-cell-other-locale"] * 50 + ["table-more-unreadable"]),
]


@pytest.mark.parametrize(("text", "expected"), TABLES, ids=lambda value: value[-1] if isinstance(value, list) else "")
def test_a_mistake_in_a_table_is_told(text: str, expected: list[str]) -> None:
    found = audited(text, "printed.csv", None)
    assert codes(found) == expected
    for problem in found.problems:
        assert all("{" not in full(problem, language) for language in LANGUAGES)


def test_a_cell_is_shown_in_its_line() -> None:
    told = full(audited("kantor;IKK1\nBontang;96.97\n", "printed.csv", None).problems[0], "id")
    assert "printed.csv:2:9" in told
    assert "2 │ Bontang;96.97\n  │         ^^^^^" in told


def written(text: str) -> str:
    Path("written.csv").write_text(text, encoding="utf-8")
    return "written.csv"


def refused(name: str, data: str | None) -> list[str]:
    with pytest.raises(lkjdsl.LkjdslError) as error:
        lkjdsl.audit(EDITION, name, data)
    return [diagnostic.code for diagnostic in error.value.diagnostics]


def test_a_table_has_no_data_file() -> None:
    Path("printed.csv").write_text("kantor;IKK1\nBontang;96,97\n", encoding="utf-8")
    assert refused("printed.csv", "data.toml") == ["table-with-data"]


def test_a_spreadsheet_that_is_none_is_told() -> None:
    Path("printed.xlsx").write_bytes(b"<html>")
    assert refused("printed.xlsx", None) == ["table-unreadable"]
    Path("broken.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    assert refused("broken.xlsx", None) == ["table-unreadable"]
    assert refused("absent.xlsx", None) == ["file-missing"]


def test_every_error_of_the_catalogue_is_met_here() -> None:
    catalogue = Path(lkjdsl.__file__).with_name("catalogue") / "audit.toml"
    codes_of_errors = {
        code for code, told in tomli.loads(catalogue.read_text("utf-8")).items() if told["severity"] == "error"
    }
    met = {problem.code for problem in audited((HERE / "bad.toml").read_text("utf-8")).problems}
    met |= {code for _, expected in (*FILES, *TABLES) for code in expected} | {
        "table-with-data",
        "table-unreadable",
        "audit-too-many-files",
    }
    assert codes_of_errors <= met
    assert met <= entries().keys()


COMMANDS = [
    ("audit edition.toml data.toml good.toml", 0),
    ("audit edition.toml good.toml", 0),
    ("audit edition.toml data.toml wrong.toml", 1),
    ("audit edition.toml data.toml bad.toml", 1),
    ("audit edition.toml data.toml absent.toml", 2),
    ("audit edition.toml data.toml good.toml third.toml", 2),
    ("audit edition.toml", 2),
    ("audit edition.toml data.toml good.toml --only wrong", 2),
]


@pytest.mark.parametrize(("command", "status"), COMMANDS)
def test_the_exit_status_says_whether_something_was_found(command: str, status: int) -> None:
    Path("good.toml").write_text("figure = [{ what = 'IKK1', printed = '96,97' }]", encoding="utf-8")
    Path("wrong.toml").write_text("figure = [{ what = 'IKK1', printed = '96,98' }]", encoding="utf-8")
    Path("bad.toml").write_text("figure = [{ what = 'IKK', printed = '96,98' }]", encoding="utf-8")
    assert cli.main(command.split()) == status


def test_what_cannot_be_read_is_not_taken_to_be_what_is_usual() -> None:
    text = TOLD["edition"].replace("ditolak = { kind = 'count' }", "ditolak = { kind = 'count', default = 0 }")
    edition = lkjdsl.load(text=text)
    figures = [("paspor.permohonan", "8.000"), ("paspor.terbit", "4.000"), ("IKK1.D1", "75%")]
    cases = [("4,000", "unverifiable"), ("...", "unverifiable"), ("2.000", "agrees"), ("0", "disagrees")]
    for printed, verdict in cases:
        told = [*figures, ("paspor.ditolak", printed)]
        found = lkjdsl.audit(edition, {"figure": [{"what": what, "printed": one} for what, one in told]})
        assert next(figure.verdict for figure in found.figures if figure.quantity.path == "IKK1.D1") == verdict


in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_row_far_beyond_does_not_hold_up_the_computer() -> None:
    figures = [("belanja.9999999.pagu", "Rp1"), ("Serapan", "97,54%")]
    found = lkjdsl.audit(EDITION, {"figure": [{"what": what, "printed": text} for what, text in figures]})
    assert [figure.verdict for figure in found.figures] == ["unverifiable", "unverifiable"]


CHARACTERS = st.text(
    st.sampled_from("0123456789.,%()[]+-*/=xXDKRp …_ 'ié\u0660\x00\n\"") | st.characters(), max_size=40
)


@in_one_folder
@given(st.lists(st.tuples(st.sampled_from(["IKK1", "IKK1.D1", "paspor.terbit", "IKK1.achievement", "x"]), CHARACTERS)))
def test_any_text_at_all_gets_a_verdict_or_a_problem(told: list[tuple[str, str]]) -> None:
    entered = [{"what": what, "printed": text} for what, text in told]
    for data in (None, "data.toml"):
        found = lkjdsl.audit(EDITION, {"figure": entered, "line": entered}, data)
        assert len(found.figures) + len(found.lines) + len(found.problems) >= len(told)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, *ENTRY_KEYS, "x"]), inner, max_size=4)
    ),
)


@in_one_folder
@given(st.dictionaries(st.sampled_from([*KEYS, "x"]), ANYTHING))
def test_tables_of_any_shape_get_problems(tables: dict[str, Any]) -> None:
    lkjdsl.audit(EDITION, tables)


@in_one_folder
@given(
    st.text(st.sampled_from("0123456789.,;%\t\n\r\" 'kantortahunpaspor.terbitIKK1\x00é") | st.characters(), max_size=80)
)
def test_any_table_at_all_is_read_or_refused(text: str) -> None:
    Path("any.csv").write_text(f"kantor;tahun;paspor.terbit;IKK1\n{text}", encoding="utf-8", errors="surrogatepass")
    with suppress(lkjdsl.LkjdslError):
        lkjdsl.audit(EDITION, "any.csv")


def test_a_cell_without_end_is_refused() -> None:
    assert refused(written(f"IKK1\n{'9' * 200_000}\n"), None) == ["table-unreadable"]


def test_more_rows_than_a_table_may_have_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 3)
    found = lkjdsl.audit(EDITION, written("IKK1\n" + "96,97\n" * 5))
    assert (codes(found), len(found.figures)) == (["too-many-rows"], 3)


def test_figures_beyond_any_float_are_judged() -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'E'\nyear = 2025\ninput.d.a = { kind = 'count' }\n"
        f"[indicator.I]\nunit = 'count'\nformula = '{' * '.join(['d.a'] * 12)}'\n"
    )
    for data, printed in (({"d.a": 10**400}, "555"), ({"d.a": 0}, f"1{'0' * 400}")):
        found = lkjdsl.audit(edition, {"figure": [{"what": "I", "printed": printed}]}, data)
        assert [figure.verdict for figure in found.figures] == ["disagrees"]
        assert audit_page(found, "id").sections


@pytest.mark.parametrize(
    ("what", "near"), [("IKK1@TW9", "IKK1"), ("IKK1.achievement@TW1", "IKK1@TW1.achievement"), ("IKK1@TW1@TW2", None)]
)
def test_a_path_of_no_part_of_the_year_is_told_beside_those_of_one(what: str, near: str | None) -> None:
    """Without its period it would be held against the year to date, and a wrong figure could agree."""
    periods = GOLDEN.parent / "periods"
    edition = lkjdsl.load(periods / "edition.toml")
    figures = [("IKK1@TW1", "72,00%"), (what, "72,00%")]
    text = "year = 2025\n" + "".join(f"[[figure]]\nwhat = '{one}'\nprinted = '{value}'\n" for one, value in figures)
    Path("printed.toml").write_text(text, encoding="utf-8")
    audit = lkjdsl.audit(edition, "printed.toml", [periods / "tw1.toml", periods / "tw2.toml"])
    assert [figure.figure.what for figure in audit.figures] == ["IKK1@TW1"]
    assert [(problem.code, problem.values.get("nearest")) for problem in audit.problems] == [
        ("printed-path-unknown", near)
    ]
