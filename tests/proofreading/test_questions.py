"""What is only suspicious is asked, apart from what is wrong."""

from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.proofreading import proofread_document

CASES = tomli.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_asked_and_is_no_finding(case: dict[str, Any]) -> None:
    document = read_bytes("laporan.md", case["text"].encode())
    assert not isinstance(document, Diagnostic), document
    result = proofread_document(document)
    assert [[one.kind, one.printed, one.computed] for one in result.questions] == case["asks"]
    assert result.findings == ()


def test_the_number_of_an_indicator_is_no_part_of_the_calculation_behind_its_name() -> None:
    document = read_bytes("laporan.md", b"IKU1 = (8.927 / 23.418) x 100% = 38,21%")
    assert not isinstance(document, Diagnostic), document
    (finding,) = proofread_document(document).findings
    assert finding.printed == "38,21%"
    assert finding.cause is not None
    assert finding.cause.text("id").startswith("(8.927 / 23.418)")
