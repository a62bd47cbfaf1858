"""Charts against the tables that print the same: ``charts.toml``."""

from pathlib import Path
from typing import Any

import pytest
import tomli
from attrs import evolve

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Address, Chart, Leaf, Series
from lkjdsl.documents.chart_tables import chart_table
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.proofreading import proofread_document

CASES = tomli.loads(Path(__file__).with_name("charts.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_bar_is_what_the_table_has(case: dict[str, Any]) -> None:
    document = read_bytes("laporan.md", case["text"].encode())
    assert not isinstance(document, Diagnostic), document
    title, categories = case["chart"]["title"], case["chart"]["categories"]
    series, leaf = [Series(title, case["chart"]["values"], "General")], Leaf("word/document.xml")
    chart = Chart(Address(), title, categories, series, leaf, chart_table(title, categories, series, leaf))
    result = proofread_document(evolve(document, blocks=[*document.blocks, chart]))
    assert [[one.printed, one.computed] for one in result.findings] == case["finds"]
