"""A browser, the page of a folder in it, and the page as one file."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import CHROMIUM, DATA, EDITION, LONG, MODULES, QUIET, Site, needed, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    needed(CHROMIUM, "Chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("kantor")
    shutil.copy(EDITION, folder)
    shutil.copy(DATA, folder)
    with served(folder) as running:
        yield running


@pytest.fixture
def context(chromium: "Browser") -> "Iterator[BrowserContext]":
    context = chromium.new_context(accept_downloads=True, bypass_csp=False)
    context.set_default_timeout(LONG)
    yield context
    context.close()


@pytest.fixture
def page(context: "BrowserContext", site: Site) -> "Iterator[Page]":
    """The page of the folder, in which the example is open; an error of a script fails the test."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    page.get_by_role("button", name="Lihat contoh").first.click()
    page.wait_for_selector("#shown tbody")
    yield page
    assert faults == []


@pytest.fixture(scope="module")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needed((MODULES / "python-3.14").exists(), "`npm ci --prefix page`")
    from page.build import build

    file = tmp_path_factory.mktemp("page") / "lkjdsl.html"
    build(file)
    return file
