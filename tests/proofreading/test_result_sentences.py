"""What sentences say of results, each kind of statement in several wordings: ``results.toml``."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import tomli

import lkjdsl
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import read

FILES = {
    name: tomli.loads((Path(__file__).parent / name).read_text("utf-8")) for name in ("results.toml", "counts.toml")
}
WRONG, RIGHT = (
    [
        pytest.param(name, bool(case.get("since")), *one, id=one[1])
        for name, file in FILES.items()
        for case in file["case"]
        for one in case.get(key, [])
    ]
    for key in ("wrong", "right")
)


@cache
def known(name: str, *, since: bool) -> KnownEdition:
    """Return the edition of a file with its data, and those of the year before where a case says *since*."""
    edition = lkjdsl.load(text=FILES[name]["edition"])
    now, before = (tomli.loads(FILES[name][key], parse_float=Decimal) for key in ("data", "before"))
    outcome = edition.evaluate(now, before) if since else edition.evaluate(now)
    return KnownEdition.of(edition, outcome)


def found(name: str, about: str, text: str, *, since: bool) -> list[list[str]]:
    edition = known(name, since=since)
    heading = edition.quantities.definition.indicators[about].name if about else "Umum"
    marks = ("# ", "## ") if text.startswith("|") else ("", "")  # a table is one in Markdown only
    report = f"{marks[0]}BAB III AKUNTABILITAS KINERJA\n\n{marks[1]}A. {heading}\n\n{text}\n"
    result = proofread_document(read(report), edition)
    return [[one.kind, one.printed, one.computed] for one in result.findings]


@pytest.mark.parametrize(("name", "since", "about", "text", "kind", "printed", "computed"), WRONG)
def test_what_is_wrong_is_found(
    name: str, since: bool, about: str, text: str, kind: str, printed: str, computed: str
) -> None:
    assert found(name, about, text, since=since) == [[kind, printed, computed]]


@pytest.mark.parametrize(("name", "since", "about", "text"), RIGHT)
def test_what_is_right_is_not(name: str, since: bool, about: str, text: str) -> None:
    assert found(name, about, text, since=since) == []


def test_a_unit_is_called_by_its_word() -> None:
    table = (
        "| Indikator | Satuan | Realisasi |\n| --- | --- | --- |\n| Indeks Kepuasan Masyarakat (IKM) | Persen | 87,42 |"
    )
    report = f"# BAB III AKUNTABILITAS KINERJA\n\n## A. Umum\n\n{table}\n"
    (finding,) = proofread_document(read(report), known("results.toml", since=False)).findings
    assert finding.cause is not None
    assert (finding.cause.id, finding.cause.en) == ("satuannya indeks", "its unit is index")
