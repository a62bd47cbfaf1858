"""
What any bytes are put through: an edition, data, a printed report, a formula, tables of offices, text on a terminal.

Nothing but results and diagnostics may come of them; whatever else is raised is a defect. ``test_any_text.py`` runs
these targets in every test run, ``fuzz.py`` for as long as one likes.
"""

import atexit
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

import lkjdsl
from lkjdsl import Edition, LkjdslError, Outcome
from lkjdsl.auditing import audit_json
from lkjdsl.auditing.audit_page import audit_page
from lkjdsl.diagnostic import Diagnostic, Label, Language, is_error
from lkjdsl.edition import try_load
from lkjdsl.editions.formatting import formatted
from lkjdsl.evaluate.events import events
from lkjdsl.files import read_source
from lkjdsl.model.known_headers import known_headers
from lkjdsl.proving.findings import check_edition
from lkjdsl.proving.proofs_json import checked_text
from lkjdsl.proving.proofs_page import checked_page
from lkjdsl.render import diagnostics
from lkjdsl.render import json as json_page
from lkjdsl.render.html import page_html
from lkjdsl.render.markdown import page_markdown
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.text import page_text
from lkjdsl.source import Place, Source
from lkjdsl.syntax.toml import read_tables
from lkjdsl.syntax.toml_files import concise
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.files import opened
from lkjdsl.tables.reading.table_problems import BrokenTable
from lkjdsl.tables.results.block_writing import opened_file
from lkjdsl.tables.results.writing import writing
from lkjdsl.tables.running.asking import Asking
from lkjdsl.tables.running.table import evaluator
from lkjdsl.testing import toml_text
from lkjdsl.visible import visible_lines
from tests.support.paths import ROOT

FOLDER = Path(tempfile.mkdtemp(prefix="lkjdsl-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
WIDTH = 80
OFFICES = CellFormat("id")
LANGUAGES: tuple[Language, ...] = ("id", "en")
"""Both, since a text that lacks a word in one of them is found only there."""

SHORT = """
lkjdsl = 1
title = 'Uji'
year = 2025
language = 'id'
rules = { zero_over_zero = 0, average = 'objectives' }
constant = { satu = 1, separuh = '50%' }
input.paspor = { a = { kind = 'count' }, b = { kind = 'count', default = 3 }, r = { kind = 'rupiah' } }
input.lain = { p = { kind = 'percent' }, i = { kind = 'index', min = 0, max = 100 }, n = { kind = 'number' }, f = { kind = 'flag' }, t = { kind = 'text' } }
rows.belanja = { jenis = { kind = 'text' }, pagu = { kind = 'rupiah' }, real = { kind = 'rupiah' } }
constraint = { satu = 'paspor.a <= paspor.b', dua = 'belanja.real <= belanja.pagu', tiga = 'sum(belanja.pagu) >= 0' }
objective.SK1 = { name = 'Sasaran' }
scale.mutu = { bands = [{ at_least = '88.31%', label = 'Baik' }, { at_least = 0, label = 'Kurang' }] }
[indicator.IKK1]
unit = 'index'
objective = 'SK1'
target = 91
compare = { RPJMN = 95.2 }
achievement_scale = 'mutu'
K1 = { unit = 'percent', weight = '70%', formula = 'FORMULA', cap = '100%' }
K2 = { unit = 'index', weight = '30%', formula = 'lain.i', applies_if = 'not lain.f', round = 1 }
[indicator.IKK2]
unit = 'percent'
scale = 'mutu'
formula = 'sum(belanja.real) / sum(belanja.pagu)'
[table.belanja]
rows = 'belanja'
columns = { jenis = 'jenis', pagu = 'pagu', real = 'real', persen = 'real / pagu' }
total = { pagu = 'sum', real = 'sum', persen = 'formula' }
"""  # noqa: E501 - TOML has no other way to write a short table
"""A short edition with something of everything."""
ONE = SHORT.partition("K2 = {")[0].replace("70%", "100%")
"""The same with one formula."""
PLAIN = SHORT.replace("FORMULA", "paspor.a / paspor.b")
TOLD: Mapping[str, Any] = {
    "paspor": {"a": 3, "b": 8, "r": 100},
    "lain": {"p": "50%", "i": 70, "n": 7, "f": False, "t": "RM"},
    "belanja": [{"jenis": "RM", "pagu": 5, "real": 3}, {"jenis": "PNBP", "pagu": 7, "real": 7}],
}
PRINTED = """
locale = 'id'
[[figure]]
place = 'Tabel 1'
what = 'IKK1'
printed = '47,25'
[[figure]]
what = 'paspor.a'
printed = '3'
[[line]]
place = 'Bab III'
what = 'IKK1'
printed = 'X = (37,5 * 70%) + (70 * 30%) = 47,25'
"""


def written(content: bytes, name: str) -> Path:
    """Return a file of *content* that the next call overwrites."""
    file = FOLDER / f"{name}.toml"
    file.write_bytes(content)
    return file


def loaded(content: bytes) -> Edition | None:
    """Load an edition of these bytes; there is one exactly where no problem is an error."""
    edition, problems = try_load(written(content, "edition"))
    told(problems)
    assert (edition is None) == any(map(is_error, problems))
    return edition


def evaluated(edition: Edition, data: Any) -> Outcome | None:
    """Evaluate and tell everything there is to tell, in both languages; a file that cannot be read says so."""
    try:
        outcome = edition.evaluate(data)
    except LkjdslError as error:
        told(error.diagnostics)
        return None
    told(outcome.problems)
    assert all(event.kind for event in events(outcome.program, outcome.values, outcome.data.facts))
    for language in LANGUAGES:
        page = json.loads(json_page.outcome_text(outcome, language, outcome.problems))
        assert list(page["values"]) == outcome.paths
        for path in outcome:
            result = outcome.result(path, language)
            assert (result.printed is None) == (result.status != "ok") == (result.reason is not None)
    return outcome


def told(problems: tuple[Diagnostic, ...]) -> None:
    """Tell *problems* in both languages."""
    for problem in problems:
        for language in LANGUAGES:
            for text in (diagnostics.full(problem, language), concise(problem, language)):
                assert f"[{problem.code}]" in text
                assert problem.message(language)
            assert json.dumps(json_page.diagnostic(problem, language))


def as_edition(content: bytes) -> None:
    """Check, prove, evaluate and lay out whatever edition these bytes are."""
    source = read_source(str(written(content, "edition")))
    if isinstance(source, Source) and not isinstance(read_tables(source), Diagnostic):
        laid_out = formatted(source.text)
        assert formatted(laid_out) == laid_out
    edition = loaded(content)
    if edition is None:
        return
    evaluated(edition, {})
    checked = check_edition(edition)
    told(checked.problems)
    for language in LANGUAGES:
        assert page_text(checked_page(checked, language), WIDTH)
        assert json.loads(checked_text(checked, language))


def as_data(content: bytes) -> None:
    """Evaluate the short edition on these bytes, and explain what came of it."""
    outcome = evaluated(_short(PLAIN), written(content, "data"))
    if outcome is not None:
        explained(outcome, LANGUAGES[len(content) % 2])


def as_printed(content: bytes) -> None:
    """Audit these bytes, with data and without."""
    edition = _short(PLAIN)
    file = written(content, "printed")
    for data in (None, TOLD):
        try:
            found = lkjdsl.audit(edition, file, data)
        except LkjdslError as error:
            told(error.diagnostics)
            continue
        told(found.problems)
        for language in LANGUAGES:
            assert json.loads(audit_json.audit_text(found, language, None, found.problems))
            assert page_html(audit_page(found, language, None), language)


def as_expression(content: bytes) -> None:
    """Check, prove and evaluate the short edition with these bytes as a formula, and explain what came of it."""
    formula = content.decode("utf-8", "replace")
    quoted = toml_text({"x": formula}).partition("= ")[2].strip()
    edition, problems = try_load(text=ONE.replace("'FORMULA'", quoted))
    told(problems)
    if edition is None:
        return
    told(check_edition(edition).problems)
    outcome = evaluated(edition, TOLD)
    assert outcome is not None
    explained(outcome, LANGUAGES[len(content) % 2])


def explained(outcome: Outcome, language: Language) -> None:
    """Explain everything in every form."""
    explanation = lkjdsl.explain(outcome, language=language)
    assert explanation.text(width=WIDTH)
    assert explanation.markdown()
    assert explanation.html()
    assert json.loads(explanation.json())


def as_csv(content: bytes) -> None:
    """Evaluate the short edition on these bytes as a table of offices."""
    file = FOLDER / "many.csv"
    file.write_bytes(content)
    _offices(file)


def as_sheet(content: bytes) -> None:
    """Evaluate the short edition on a workbook that has these bytes as its sheet, or is these bytes."""
    file = FOLDER / "many.xlsx"
    if content.startswith(b"PK"):
        file.write_bytes(content)
    else:
        book = io.BytesIO()
        Workbook().save(book)
        with zipfile.ZipFile(book) as old, zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                new.writestr(name, content if name == "xl/worksheets/sheet1.xml" else old.read(name))
    _offices(file)


def _offices(file: Path) -> None:
    """Evaluate a table of offices, and write what came of it in the same form."""
    source = opened(str(file), OFFICES, known_headers(_short(PLAIN).definition))
    if isinstance(source, Diagnostic):
        told((source,))
        return
    try:
        run = evaluator(_short(PLAIN), source.schema, Asking(language="id", reading=OFFICES))
        blocks = list(run(source.batches))
    except BrokenTable as broken:
        told((broken.problem,))
        return
    except LkjdslError as error:
        told(error.diagnostics)
        return
    told((*run.problems, *run.unreadable.problems()))
    numbers = [source.number(row) for row in range(1, run.rows + 1)]
    assert numbers == sorted(set(numbers))
    with writing(str(FOLDER / f"out{file.suffix}"), opened_file, force=True) as out:
        for block in blocks:
            out.write(block.results)


def as_terminal(content: bytes) -> None:
    """Show these bytes wherever a text of somebody else is shown: nothing but shapes and lines comes out."""
    text = content.decode("utf-8", "surrogateescape")
    columns = [PageColumn(text), PageColumn("b", "right", wide=True)]
    page = Page(text, [text], [Section(text, Grid(columns, [[text, text]], [1]), [text])])
    shown = [page_text(page, WIDTH), page_markdown(page), visible_lines(text)]
    problem = Diagnostic("unknown-path", {"name": text}, (Label(Place(Source(text, text), span=(0, len(text)))),))
    shown += [diagnostics.full(problem, language) for language in LANGUAGES]
    for one in shown:
        assert not [sign for sign in one if not sign.isprintable() and sign not in "\n\t"], repr(one)
    assert shown[0].count("\n") < 10 + len(text), repr(shown[0])


_editions: dict[str, Edition] = {}


def _short(text: str) -> Edition:
    if text not in _editions:
        _editions[text] = lkjdsl.load(text=text)
    return _editions[text]


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "edition": as_edition,
    "data": as_data,
    "printed": as_printed,
    "expression": as_expression,
    "csv": as_csv,
    "sheet": as_sheet,
    "terminal": as_terminal,
}


def seeds(target: str) -> list[str]:
    """Return texts of the kind of a target, from which others are made."""
    folder = ROOT / "tests"
    blocks = [
        found
        for page in sorted((folder / "diagnostics").rglob("*.md"))
        for found in re.findall(r"^```toml (\w+)\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    ]
    match target:
        case "edition":
            return [PLAIN, *(text for name, text in blocks if name != "data")]
        case "data":
            return [toml_text(TOLD), *(text for name, text in blocks if name == "data")]
        case "printed":
            return [PRINTED, *(file.read_text("utf-8") for file in sorted((folder / "auditing").glob("*.toml")))]
        case "csv":
            rows = "A;3;8;'50,5%'\nB;x;8;\nC;1\n\"D\n\";nihil;-;=1+1\n"
            return [f"office;paspor.a;paspor.b;lain.p\n{rows}", "office,paspor.a\nA,1_000\n", "\ufeffa\tb\n1\t2\n"]
        case "sheet":
            head = '<row r="1"><c r="A1" t="inlineStr"><is><t>paspor.a</t></is></c></row>'
            space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            rows = '<row r="2"><c r="A2" s="0"><v>1.5</v></c></row><row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>'
            rows += '<row r="7"><c r="A7" t="b"><v>1</v></c><c r="C7" t="s"><v>0</v></c></row>'
            return [f"<worksheet {space}><sheetData>{head}{rows}</sheetData></worksheet>"]
        case "terminal":
            return ["a\x1b[2Jb", "\x9b1A\x07", "\u202e%00,001\u202c", "Kantor\t\r\n1", "\u2028"]
        case _:
            cases = "".join(file.read_text("utf-8") for file in sorted((folder / "conformance").glob("*.toml")))
            return sorted(set(re.findall(r"^(?:expression|formula) = '([^'\n]+)'$", cases, re.MULTILINE)))
