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

FILE = tomli.loads((Path(__file__).parent / "results.toml").read_text("utf-8"))
WRONG = [
    pytest.param(bool(case.get("since")), *one, id=one[1]) for case in FILE["case"] for one in case.get("wrong", [])
]
RIGHT = [
    pytest.param(bool(case.get("since")), *one, id=one[1]) for case in FILE["case"] for one in case.get("right", [])
]


@cache
def known(*, since: bool) -> KnownEdition:
    """Return the edition with its data, and those of the year before where a case says *since*."""
    edition = lkjdsl.load(text=FILE["edition"])
    now, before = (tomli.loads(FILE[key], parse_float=Decimal) for key in ("data", "before"))
    outcome = edition.evaluate(now, before) if since else edition.evaluate(now)
    return KnownEdition.of(edition, outcome)


def found(about: str, text: str, *, since: bool) -> list[list[str]]:
    heading = known(since=since).quantities.definition.indicators[about].name if about else "Umum"
    document = read(f"BAB III AKUNTABILITAS KINERJA\n\nA. {heading}\n\n{text}\n")
    result = proofread_document(document, known(since=since))
    return [[one.kind, one.printed, one.computed] for one in result.findings]


@pytest.mark.parametrize(("since", "about", "text", "kind", "printed", "computed"), WRONG)
def test_what_is_wrong_is_found(since: bool, about: str, text: str, kind: str, printed: str, computed: str) -> None:
    assert found(about, text, since=since) == [[kind, printed, computed]]


@pytest.mark.parametrize(("since", "about", "text"), RIGHT)
def test_what_is_right_is_not(since: bool, about: str, text: str) -> None:
    assert found(about, text, since=since) == []
