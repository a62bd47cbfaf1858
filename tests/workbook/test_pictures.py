"""The pictures of the how-to: what LibreOffice shows of the workbook of the example."""

import subprocess
from pathlib import Path

import pytest

from lkjdsl import load
from lkjdsl.workbook.writing import workbook
from tests.support.libreoffice import converted, soffice
from tests.support.paths import ROOT

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed"),
]
PICTURES = ROOT / "docs" / "how-to" / "pictures"
PARTS = {"workbook-inputs": ("Isi sel kuning", 620, 300), "workbook-results": ("Kepastian", 735, 280)}
"""Words on the page of each picture, and its width and height in points."""


def text_of(path: Path, page: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_pictures_show_the_workbook_of_the_example(tmp_path: Path, *, update_expected: bool) -> None:
    edition = load(ROOT / "formulas" / "2025.toml")
    outcome = edition.evaluate(ROOT / "examples" / "bontang-2025" / "data.toml")
    path = converted({"kantor": workbook(edition, "id", outcome)}, tmp_path, "pdf")["kantor"]
    pages = {page: text_of(path, page) for page in range(1, 15)}
    for name, (words, width, height) in PARTS.items():
        page = next(page for page, text in pages.items() if words in text)
        if update_expected:
            scale = 90 / 72
            crop = ["-x", "54", "-y", "63", "-W", str(int(width * scale)), "-H", str(int(height * scale))]
            command = ["pdftoppm", "-png", "-r", "90", "-singlefile", "-f", str(page), *crop, str(path)]
            subprocess.run([*command, str(PICTURES / name)], check=True)
        assert (PICTURES / f"{name}.png").stat().st_size < 100_000
    results = "".join(pages.values())
    assert "98,28" in results
    assert "pasti" in results
    assert "ragu:" not in results
