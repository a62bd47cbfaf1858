"""What is found in a few lines of a report without an edition, and nothing beside it: the cases of five files."""

from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.proofreading import proofread_document

FILES = ("faults.toml", "amounts.toml", "columns.toml", "blame.toml", "sentences.toml")
CASES = [case for name in FILES for case in tomli.loads(Path(__file__).with_name(name).read_text("utf-8"))["case"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_found(case: dict[str, Any]) -> None:
    document = read_bytes("laporan.md", case["text"].encode())
    assert not isinstance(document, Diagnostic), document
    result = proofread_document(document)
    assert _said(result.findings) == case["finds"]
    assert _said(result.questions) == case.get("asks", [])


def _said(faults: tuple[ReportFault, ...]) -> list[list[str]]:
    return [[one.kind, one.printed.strip(), one.computed] for one in faults]
