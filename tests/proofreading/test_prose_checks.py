"""What one kind of statement each says without an edition, found and asked, and what is alike and right."""

from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.proofreading import proofread_document

CASES = tomli.loads(Path(__file__).with_name("prose_checks.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_found_or_asked(case: dict[str, Any]) -> None:
    document = read_bytes("laporan.md", case["text"].encode())
    assert not isinstance(document, Diagnostic), document
    result = proofread_document(document)
    assert [[one.kind, one.printed.strip(), one.computed] for one in result.findings] == case.get("finds", [])
    assert [[one.kind, one.printed.strip(), one.computed] for one in result.questions] == case.get("asks", [])
