"""The page in a real browser: how it is opened, and what the command line says of the same."""

import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import frozen

from lkjdsl.app.requests import run
from tests.support.paths import ROOT

EDITION, DATA = ROOT / "formulas/2025.toml", ROOT / "examples/bontang-2025/data.toml"
OFFICES = (
    "office;provinsi;paspor.permohonan;paspor.terbit;paspor.ditolak;paspor.batal;pas_lintas_batas.permohonan;"
    "pas_lintas_batas.selesai\nBontang;Kaltim;7.630;6.858;17;396;0;0\nSamarinda;Kaltim;8.000;7.000;10;20;0;0\n"
)
"""A table of two offices."""
OF_OFFICES = run(
    {"ask": "form", "edition": "2025.toml", "files": {"2025.toml": b64encode(EDITION.read_bytes()).decode()}}
)["form"]["of_offices"]
"""What a table of offices answers of the edition."""
MODULES = ROOT / "page/node_modules"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LONG = 60_000
"""Milliseconds that a step may take, on a machine that does much else."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
"""How Chromium is started: by root in a container, asking nobody for anything."""


def encoded(content: bytes) -> str:
    return b64encode(content).decode()


def needed(what: object, name: str) -> None:
    """Skip a test where something is not installed; CI installs it."""
    if not what:
        if os.environ.get("CI"):
            pytest.fail(f"CI installs {name}")
        pytest.skip(f"needs {name}")


@frozen
class Site:
    """A server that runs, and the folder that it serves."""

    folder: Path
    host: str
    token: str

    @property
    def address(self) -> str:
        """Return what a browser opens."""
        return f"http://{self.host}/#token={self.token}"


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Give the page of a folder, as `lkjdsl app` serves it."""
    command = [sys.executable, "-u", "-m", "lkjdsl", "app", str(folder), "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    with process.stdout:
        match = re.search(r"http\S+", process.stdout.readline())
        assert match is not None
        address = urlsplit(match[0])
        try:
            yield Site(folder, address.netloc, address.fragment.removeprefix("token="))
        finally:
            process.terminate()
            process.wait(10)


def command_line(folder: Path, *arguments: str) -> tuple[str, str]:
    """Return what the command line prints in *folder*, and what it says of problems."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "lkjdsl", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    return done.stdout, done.stderr


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        del attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def rows_of(html: str) -> list[list[str]]:
    """Return the texts of all cells of an HTML page, row by row."""
    reader = _Rows()
    reader.feed(html)
    return reader.rows


CELLS = """rows => rows.map(row => [...row.cells].map(cell => {
  const own = cell.cloneNode(true);
  own.querySelectorAll("small").forEach(name => name.remove());
  return own.textContent;
}))"""
"""The texts of cells, without what the page says of a path behind it."""


def rows_shown(page: Any, selector: str) -> list[list[str]]:
    """Return the texts of all cells that a browser has below *selector*."""
    rows: list[list[str]] = page.eval_on_selector_all(f"{selector} tr", CELLS)
    return rows


def view(page: Any, name: str) -> None:
    """Go to one of the views of the page."""
    page.locator(f".steps button[data-view={name}]").click()
