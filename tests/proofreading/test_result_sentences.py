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
WRONG = [pytest.param(*one, id=one[1]) for case in FILE["case"] for one in case.get("wrong", [])]
RIGHT = [pytest.param(*one, id=one[1]) for case in FILE["case"] for one in case.get("right", [])]


@cache
def known() -> KnownEdition:
    edition = lkjdsl.load(text=FILE["edition"])
    return KnownEdition.of(edition, edition.evaluate(tomli.loads(FILE["data"], parse_float=Decimal)))


def found(about: str, text: str) -> list[list[str]]:
    heading = known().quantities.definition.indicators[about].name if about else "Umum"
    result = proofread_document(read(f"BAB III AKUNTABILITAS KINERJA\n\nA. {heading}\n\n{text}\n"), known())
    return [[one.kind, one.printed, one.computed] for one in result.findings]


@pytest.mark.parametrize(("about", "text", "kind", "printed", "computed"), WRONG)
def test_what_is_wrong_is_found(about: str, text: str, kind: str, printed: str, computed: str) -> None:
    assert found(about, text) == [[kind, printed, computed]]


@pytest.mark.parametrize(("about", "text"), RIGHT)
def test_what_is_right_is_not(about: str, text: str) -> None:
    assert found(about, text) == []
