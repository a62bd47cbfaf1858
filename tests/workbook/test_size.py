"""How large the workbook of the office's edition is, which goes by mail, and that it is the same every time."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from lkjdsl import load
from lkjdsl.workbook.writing import workbook
from tests.support.paths import ROOT

MOST = 280_000
MOST_OF_A_FORMULA = 25


@pytest.fixture(scope="module")
def data() -> bytes:
    return workbook(load(ROOT / "formulas" / "2025.toml"), "id")


def test_it_goes_by_mail(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as parts:
        formulas = sum(parts.read(name).count(b"<f>") for name in parts.namelist() if "/sheet" in name)
    assert len(data) < min(MOST, MOST_OF_A_FORMULA * formulas)


def test_the_same_edition_makes_the_same_bytes_at_any_time(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Makassar")
    assert workbook(load(ROOT / "formulas" / "2025.toml"), "id") == data
    assert b"2000-01-01T00:00:00Z" in ZipFile(BytesIO(data)).read("docProps/core.xml")
