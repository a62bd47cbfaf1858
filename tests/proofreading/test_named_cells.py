"""What sentences print of rows, totals and inputs: ``named_cells.toml``."""

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

CASES = tomli.loads(Path(__file__).with_name("named_cells.toml").read_text("utf-8"))


@cache
def known() -> KnownEdition:
    edition = lkjdsl.load(text=CASES["edition"])
    return KnownEdition.of(edition, edition.evaluate(tomli.loads(CASES["data"], parse_float=Decimal)))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_what_is_named_is_known(case: dict[str, Any]) -> None:
    results = [
        proofread_document(read(f"BAB III AKUNTABILITAS\n\nA. Umum\n\n{text}\n"), known()) for text in case["texts"]
    ]
    assert [[one.printed, one.computed] for result in results for one in result.findings] == case["gives"]
