"""Slips in tables that are told by the other numbers of their lines: ``figure_lines.toml``."""

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

CASES = tomli.loads(Path(__file__).with_name("figure_lines.toml").read_text("utf-8"))


@cache
def known() -> KnownEdition:
    edition = lkjdsl.load(text=CASES["edition"])
    return KnownEdition.of(edition, edition.evaluate(tomli.loads(CASES["data"], parse_float=Decimal)))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_slips_are_found(case: dict[str, Any]) -> None:
    result = proofread_document(read(case["text"]), known())
    assert [[one.printed, one.what, one.computed] for one in result.findings] == case["finds"]
