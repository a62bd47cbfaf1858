"""
What mutants are run on beside the tests of single modules (docs/explanation/testing.md, Mutants).

A file of the conformance suite is one test here, since collecting a thousand of them takes longer than running them.
"""

from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests import test_conformance as conformance

FILES = groupby(conformance.CASES, lambda case: str(case.id).split(": ")[0])


@pytest.mark.parametrize("cases", [pytest.param([case.values[0] for case in cases], id=name) for name, cases in FILES])
def test_file(cases: list[Any], tmp_path: Path) -> None:
    for case in cases:
        conformance.test_case(case, tmp_path)
