"""What sentences say of differences whose sides the data of two years know: ``known_changes.toml``."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import read

CASES = tomli.loads(Path(__file__).with_name("known_changes.toml").read_text("utf-8"))


@cache
def known() -> KnownEdition:
    edition = lkjdsl.load(text=CASES["edition"])
    now, before = (tomli.loads(CASES[key], parse_float=Decimal) for key in ("data", "before"))
    return KnownEdition.of(edition, edition.evaluate(now, before))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_differences_to_what_is_known_are_checked(case: dict[str, Any]) -> None:
    nodes, about = known().quantities.definition.indicators, case.get("about")
    heading = "Realisasi Anggaran" if about is None else nodes[about].name
    result = proofread_document(read(f"BAB III AKUNTABILITAS KINERJA\n\nA. {heading}\n\n{case['text']}\n"), known())
    assert [[one.kind, one.printed.strip(), one.computed] for one in result.findings] == case["finds"]
