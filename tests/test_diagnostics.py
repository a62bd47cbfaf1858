"""
Each kind of problem, as it is shown, from what causes it.

``diagnostics/CODE.md`` has a case, or several under headings of their own: blocks ``toml NAME`` and ``csv NAME``, files
named NAME.toml or NAME.csv, of which ``edition`` is loaded, and ``data`` evaluated (with ``previous``, the data of the
year before, and ``data2`` and so on, those of further periods of the year); or ``python data``, a mapping; or ``sh
command``, a command line; and the exact text expected in both
languages.
``diagnostics/reasons/CODE.md`` shows in the same way why results have no value.
"""

import ast
import re
import shlex
import socket
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest
import tomli
from attrs import evolve, frozen

from lkjdsl import cli, limits
from lkjdsl.app import command as app
from lkjdsl.app.requests import outside
from lkjdsl.catalogue import entries, entry, reasons
from lkjdsl.commands import parsing, sensitivity
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.edition import load, try_load
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.files import read_source, write_whole
from lkjdsl.model.values import State
from lkjdsl.render.diagnostics import by_place, full
from lkjdsl.syntax.toml_files import LkjdslError
from tests.support.paths import ROOT
from tests.test_conformance import CASES, edition_of, evaluated_or_refused

FOLDER = Path(__file__).with_name("diagnostics")
CATALOGUE = ROOT / "lkjdsl" / "catalogue"
SHOWN_ELSEWHERE = {
    "audit.toml",
    "causes.toml",
    "documents.toml",
    "proofreading.toml",
    "report.toml",
    "tables.toml",
    "workbook.toml",
}
"""Files of the catalogue whose problems are found in reports and tables of offices, by tests of their own."""
LANGUAGES: tuple[Language, ...] = ("en", "id")
PROBLEMS = sorted(FOLDER.glob("*.md"))
REASONS = sorted(FOLDER.glob("reasons/*.md"))
BLOCK = re.compile(r"^```(\w+) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

each_file_of_problems = pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
each_file_of_reasons = pytest.mark.parametrize("path", REASONS, ids=lambda path: path.stem)


@frozen
class Evaluated:
    """What comes of the files of one case; ``outcome`` is None where the edition or the data cannot be used."""

    problems: tuple[Diagnostic, ...]
    outcome: Outcome | None = None


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(section: str) -> dict[tuple[str, str], str]:
    """Write the files of one case to the current folder, and return its blocks."""
    blocks = {(kind, name): text for kind, name, text in BLOCK.findall(section)}
    for (kind, name), text in blocks.items():
        if kind in ("toml", "csv"):
            Path(f"{name}.{kind}").write_text(text, encoding="utf-8")
    return blocks


def evaluated(section: str) -> Evaluated:
    """Evaluate the files of one case."""
    blocks = written(section)
    edition, problems = try_load("edition.toml")
    mapping = blocks.get(("python", "data"))
    if edition is None or (mapping is None and ("toml", "data") not in blocks):
        return Evaluated(problems)
    several = [f"{name}.toml" for kind, name in blocks if kind == "toml" and re.fullmatch(r"data\d*", name)]
    data = (several if several[1:] else several[0]) if mapping is None else ast.literal_eval(mapping)
    previous = "previous.toml" if ("toml", "previous") in blocks else None
    try:
        outcome = edition.evaluate(data, previous)
    except LkjdslError as error:
        return Evaluated(error.diagnostics)
    return Evaluated((*problems, *outcome.problems), outcome)


def sections(path: Path) -> list[str]:
    """Return the text of a file from one heading to the next."""
    return re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def cases(path: Path) -> list[str]:
    """Return the sections of a file that hold a case; the first may only say what the code is about."""
    return [section for section in sections(path) if BLOCK.search(section)]


def compare(path: Path, texts: list[Mapping[Language, str]], *, update: bool) -> None:
    """Compare the expected blocks of a file with *texts*, one for each of its cases, or write them there."""

    def renewed(section: str, told: Mapping[Language, str]) -> str:
        return BLOCK.sub(
            lambda found: f"```text {found[2]}\n{told[found[2]]}```" if found[1] == "text" else found[0],  # type: ignore[index] # the name of a text block is a language
            section,
        )

    expected, waiting = sections(path), iter(texts)
    actual = [renewed(section, next(waiting)) if BLOCK.search(section) else section for section in expected]
    if update:
        path.write_text("".join(actual), encoding="utf-8")
    else:
        assert actual == expected


@each_file_of_problems
def test_a_problem_is_shown_as_expected(path: Path, update_expected: bool, capsys: pytest.CaptureFixture[str]) -> None:
    texts: list[Mapping[Language, str]] = []
    for section in cases(path):
        command = written(section).get(("sh", "command"))
        if command is not None:
            texts.append({language: said(command, language, capsys) for language in LANGUAGES})
            assert f"[{path.stem}]" in texts[-1]["en"]
            continue
        problems = by_place(evaluated(section).problems)
        assert path.stem in {problem.code for problem in problems}
        assert [wordless for problem in problems for wordless in without_words(problem)] == []
        texts.append({language: "\n".join(f"{full(one, language)}\n" for one in problems) for language in LANGUAGES})
    compare(path, texts, update=update_expected)


@pytest.fixture(autouse=True)
def _few_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands are listed in some texts; one more of them is no reason to look at those again."""
    monkeypatch.setattr(
        parsing,
        "COMMANDS",
        {
            name: parsing.COMMANDS[name]
            for name in ("eval", "explain", "show", "check", "test", "what-if", "reach", "sensitivity", "new", "fmt")
        },
    )


def said(command: str, language: Language, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command line says to standard error."""
    cli.main([*shlex.split(command)[1:], "--lang", language])
    return capsys.readouterr().err.strip("\n") + "\n"


def without_words(problem: Diagnostic) -> Iterator[str]:
    """Yield the labels, notes and helps of a problem that the catalogue has no words for."""
    words = entry(problem.code).words["en"]
    # Where a label stands at the main place it is told in its stead.
    shadowed = {label.place for label in problem.labels[1:]}
    labels = [
        label.words
        for index, label in enumerate(problem.labels)
        if label.place.source.text and (index or label.place not in shadowed)
    ]
    for keys, texts in ((labels, words.labels), (problem.notes, words.notes), (problem.helps, words.helps)):
        yield from (f"{problem.code}: {key}" for key in keys if key not in texts)


REFUSED = [case for case in CASES if case.values[0].get("problems")]  # type: ignore[union-attr] # cases are tables


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_conformance_suite_refuses_can_be_told(case: Mapping[str, Any], tmp_path: Path) -> None:
    """A code that is reported in several places has words for all of them."""
    edition, problems = try_load(text=case["edition"] if "edition" in case else edition_of(case))
    if edition is not None:
        problems = (*problems, *evaluated_or_refused(edition, case, tmp_path)[1])

    assert all(full(one, language) for one in problems for language in LANGUAGES)
    assert [wordless for one in problems for wordless in without_words(one)] == []


@each_file_of_reasons
def test_a_reason_is_told_as_expected(path: Path, update_expected: bool) -> None:
    texts: list[Mapping[Language, str]] = []
    for section in cases(path):
        outcome = evaluated(section).outcome
        assert outcome is not None
        values = [part.result(path).value for part in (outcome, *outcome.spans.values()) for path in part]
        codes = {reason.code for value in values if isinstance(value, State) for reason in value.reasons}
        assert path.stem in codes | {"more-reasons"}
        texts.append({language: "".join(told(outcome, language)) for language in LANGUAGES})
    compare(path, texts, update=update_expected)


def told(outcome: Outcome, language: Language) -> Iterator[str]:
    """Yield a line for each result without a value."""
    for path in outcome:
        result = outcome.result(path, language)
        if result.reason:
            yield f"{path} ({result.status}): {result.reason}\n"
    for span, part in outcome.spans.items():
        yield from (f"{span.suffix} {line}" for line in told(part, language))


def test_every_code_is_shown() -> None:
    shown = {path.stem for path in PROBLEMS} | MADE.keys() | BROKEN.keys()

    files = [file for file in CATALOGUE.glob("*.toml") if file.name not in SHOWN_ELSEWHERE]
    codes = {code for file in files for code in tomli.loads(file.read_text(encoding="utf-8"))}
    assert sorted((codes & entries().keys()) - shown) == []


def test_every_reason_is_told() -> None:
    assert sorted(reasons().keys() - {path.stem for path in REASONS}) == []


def test_every_text_of_the_catalogue_is_shown() -> None:
    """A text that no case shows is not known to be right, or not used."""
    shown = {code: (set[str](), set[str](), set[str]()) for code in entries()}
    for path in PROBLEMS:
        for section in cases(path):
            for problem in evaluated(section).problems if "sh command" not in section else ():
                labels, notes, helps = shown[problem.code]
                labels |= {label.words for label in problem.labels}
                notes |= {"rule", *problem.notes}
                helps |= {"write", *problem.helps}
    unseen = [
        f"{code}.{kind}.{key}"
        for code in shown
        if (FOLDER / f"{code}.md").exists() and "sh command" not in (FOLDER / f"{code}.md").read_text("utf-8")
        for kind, keys, texts in zip(
            ("label", "note", "help"),
            shown[code],
            (entry(code).words["en"].labels, entry(code).words["en"].notes, entry(code).words["en"].helps),
            strict=True,
        )
        for key in texts
        if key not in keys
    ]

    assert unseen == []


def made_of(read: object) -> Diagnostic:
    assert isinstance(read, Diagnostic)
    return read


def folder() -> Diagnostic:
    Path("data").mkdir()
    return made_of(read_source("data"))


def missing() -> Diagnostic:
    Path("data.toml").touch()
    return made_of(read_source("dta.toml"))


def unreadable() -> Diagnostic:
    return made_of(read_source("data\0.toml"))


def too_large() -> Diagnostic:
    Path("data.toml").write_bytes(b"#" * (limits.FILE_BYTES + 1))
    return made_of(read_source("data.toml"))


def not_utf8() -> Diagnostic:
    Path("data.toml").write_bytes(b"year = 2025\noffice = 'Caf\xe9'\n")
    return made_of(read_source("data.toml"))


def empty() -> Diagnostic:
    Path("data.toml").write_text("\n", encoding="utf-8")
    return made_of(read_source("data.toml"))


def existing() -> Diagnostic:
    Path("hasil.md").touch()
    return made_of(write_whole("hasil.md", ""))


def not_written() -> Diagnostic:
    return made_of(write_whole("hasil/laporan.md", ""))


def irregular() -> Diagnostic:
    return made_of(read_source("/dev/zero"))


def without_room() -> Diagnostic:
    return made_of(write_whole("/dev/full", "a"))


def formula_of_a_page() -> Diagnostic:
    return problem_with_formula("1 + " * 3_000 + "1")


def formula_of_many_depths() -> Diagnostic:
    return problem_with_formula("(" * 300 + "1" + ")" * 300)


def problem_with_formula(formula: str) -> Diagnostic:
    _, problems = try_load(text=f"{HEAD}[indicator.N]\nunit = 'ratio'\nformula = '{formula}'\n")
    return problems[0]


def many_rows() -> Diagnostic:
    edition = load(text=f"{HEAD}[rows.belanja]\npagu = {{ kind = 'rupiah' }}\n")
    return edition.evaluate({"belanja": [{"pagu": 1}, {"pagu": 2}]}).problems[0]


def wrong_argument() -> Diagnostic:
    with pytest.raises(LkjdslError) as raised:
        load(5)  # type: ignore[arg-type] # that is the point
    return raised.value.diagnostics[0]


def many_components() -> Diagnostic:
    """A result of which neither all inputs nor all rules can be tried."""
    inputs = "".join(f"input.d.a{number}.kind = 'index'\n" for number in range(4))
    parts = "".join(f"K{number} = {{ unit = 'index', formula = 'd.a{number}' }}\n" for number in range(4))
    Path("edition.toml").write_text(f"{HEAD}{inputs}[indicator.I]\nunit = 'index'\naggregate = 'mean'\n{parts}")
    Path("data.toml").write_text("d = { a0 = 1, a1 = 2, a2 = 3, a3 = 4 }\n")
    given = {
        "edition": "edition.toml",
        "data": "data.toml",
        "previous": None,
        "path": "I",
        "format": "json",
        "lang": "id",
    }
    (found,) = sensitivity.run(Namespace(**given)).problems
    return found


def extending_in_no_folder() -> Diagnostic:
    return try_load(text="extends = '2025.toml'\n")[1][0]


def extending_too_often() -> Diagnostic:
    for year in range(2025, 2029):
        Path(f"{year}.toml").write_text(f"extends = '{year + 1}.toml'\n", encoding="utf-8")
    return try_load("2025.toml")[1][0]


def using_too_much() -> Diagnostic:
    head = "lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n[indicator.I]\nunit = 'index'\n"
    node = "[indicator.I.{name}]\nunit = 'index'\nweight = '50%'\n"
    Path("small.toml").write_text(head + node.format(name="K1") + node.format(name="K2"), encoding="utf-8")
    Path("large.toml").write_text(
        f"{head}use = 'small.toml/I'\n[indicator.J]\nuse = 'small.toml/I'\n", encoding="utf-8"
    )
    return try_load("large.toml")[1][0]


HEAD = "lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n"


def no_folder() -> Diagnostic:
    return app.run(Namespace(folder="none", port=0, lang="id")).problems[0]


def port_taken() -> Diagnostic:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        found = app.run(Namespace(folder=".", port=port, lang="id")).problems[0]
    return evolve(found, values={"name": "8000"})


MADE: Mapping[str, tuple[Callable[[], Diagnostic], str]] = {
    "app-no-folder": (no_folder, "folder `none` tidak ada"),
    "app-port-taken": (port_taken, "porta 8000 tidak dapat dipakai"),
    "app-outside": (lambda: outside("../data.toml"), "`../data.toml` berada di luar berkas yang dibuka"),
    "use-too-large": (using_too_much, "yang dipakai di sini memuat lebih dari 5 indikator dan komponen"),
    "extends-too-long": (extending_too_often, "lebih dari 2 edisi saling memperluas atau memakai"),
    "extends-without-folder": (extending_in_no_folder, "teks tidak dapat memperluas atau memakai berkas `2025.toml`"),
    "file-empty": (empty, "berkas `data.toml` kosong"),
    "file-exists": (existing, "berkas `hasil.md` sudah ada dan tidak diubah"),
    "file-irregular": (irregular, "`/dev/zero` adalah pipa atau perangkat, bukan berkas"),
    "file-is-folder": (folder, "`data` adalah folder, bukan berkas"),
    "file-missing": (missing, "berkas `dta.toml` tidak ada"),
    "file-not-utf8": (not_utf8, "berkas `data.toml` bukan teks UTF-8 (baris 2)"),
    "file-not-written": (not_written, "berkas `hasil/laporan.md` tidak dapat ditulis"),
    "file-too-large": (too_large, "berkas `data.toml` berukuran 1 MiB, lebih dari 1 MiB"),
    "file-unreadable": (unreadable, "berkas `data\N{REPLACEMENT CHARACTER}.toml` tidak dapat dibuka"),
    "formula-too-deep": (formula_of_many_depths, "operasi dalam rumus bersarang lebih dari 200 tingkat"),
    "formula-too-long": (formula_of_a_page, "rumusnya terdiri atas 12001 karakter, lebih dari 10000"),
    "no-room": (without_room, "tidak ada ruang lagi untuk menulis berkas `/dev/full`"),
    "wrong-argument": (wrong_argument, "`path` diisi nama berkas rumus, bukan `int 5`"),
    "too-many-to-try": (many_components, "bagian `I` terlalu banyak: tidak semuanya dicoba"),
    "too-many-rows": (many_rows, "`belanja` memiliki lebih dari 1 baris"),
}
"""Problems that a small text cannot show: how each is made, and its headline."""
BROKEN = {
    "defect": (
        RuntimeError("lupa"),
        "ada kesalahan di dalam lkjdsl sendiri, sehingga tidak ada hasil: RuntimeError: lupa",
    ),
    "folder-gone": (FileNotFoundError(2, "gone"), "folder tempat perintah dijalankan sudah tidak ada"),
    "no-memory": (MemoryError(), "memori komputer tidak cukup"),
    "output-lost": (cli.OutputLost(), "hasil tidak dapat ditulis: keluaran tertutup atau gagal"),
    "system-refused": (
        OSError(24, "Too many open files", "a"),
        "komputer menolak hal yang diperlukan: Too many open files (a)",
    ),
    "extra-missing": (
        ModuleNotFoundError("", name="openpyxl"),
        "ini memerlukan pustaka `openpyxl` yang belum terpasang",
    ),
}
"""Problems of lkjdsl itself or of the machine: what is raised while a command runs, and the headline."""
SMALLER = {
    "FILE_BYTES": 2**20,
    "ROWS": 1,
    "EXTENDS": 2,
    "USED_NODES": 5,
    "SENSITIVITY_NODES": 60,
    "SENSITIVITY_STEPS": 30,
}
"""Limits that are lowered, so that they are met soon."""


@pytest.mark.parametrize("code", MADE)
def test_a_problem_that_no_small_text_can_show(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in SMALLER.items():
        monkeypatch.setattr(limits, name, limit)
    make, headline = MADE[code]
    found = make()

    assert (found.code, found.message("id")) == (code, headline)
    assert [*without_words(found)] == []
    assert all(full(found, language) for language in LANGUAGES)


@pytest.mark.parametrize("code", BROKEN)
def test_a_problem_of_lkjdsl_itself(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error, headline = BROKEN[code]

    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(cli, "_run", fail)
    if code == "folder-gone":
        Path("gone").mkdir()
        monkeypatch.chdir("gone")
        Path("../gone").rmdir()
    if code == "output-lost":
        monkeypatch.setattr(cli, "_give_up", lambda _: None)
    monkeypatch.delenv(cli.TRACEBACK, raising=False)

    assert said("lkjdsl", "id", capsys).splitlines()[0] == f"galat[{code}]: {headline}"
