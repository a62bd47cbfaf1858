"""The page as one file, opened from the disk: from each click to the file that it saves, and what may befall it."""

import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from attrs import frozen

from tests.support.browser import (
    DATA,
    EDITION,
    LONG,
    MODULES,
    OF_OFFICES,
    OFFICES,
    command_line,
    needed,
    rows_of,
    rows_shown,
    view,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

MOST_BYTES = 12 * 10**6
READY_WITHIN = 20_000  # milliseconds, on a loaded machine


@frozen
class Journey:
    """What is done in a view, the file that a button then saves, and the command that writes the same."""

    view: str
    button: str
    saved: str
    command: tuple[str, ...]
    opened: tuple[str, str] | None = None
    """The button by which a file is opened before, and the file."""
    saves_at_once: bool = False


OFFICE = ("2025.toml", "data.toml")
JOURNEYS = (
    Journey("results", "Simpan hasil (hasil.html)", "hasil.html", ("eval", *OFFICE, "--output", "hasil.html")),
    Journey("results", "Simpan buku kerja Excel", "kantor.xlsx", ("eval", *OFFICE, "--output", "kantor.xlsx")),
    Journey("results", "Simpan Bab III untuk Word", "bab-iii.docx", ("report", *OFFICE, "--output", "bab-iii.docx")),
    Journey("results", "Simpan isian", "data.toml", ()),
    Journey("data", "Buku kerja kosong", "kantor.xlsx", ("template", "2025.toml", "--output", "kantor.xlsx")),
    Journey(
        *("report", "Isi dokumen saya", "terisi-bab.docx"),
        ("report", *OFFICE, "--into", "bab.docx", "--output", "terisi-bab.docx"),
        opened=("Isi dokumen saya", "bab.docx"),
        saves_at_once=True,
    ),
    Journey(
        *("report", "Simpan laporan berkomentar", "berkomentar-laporan.docx"),
        ("proofread", *OFFICE, "laporan.docx", "--comments", "berkomentar-laporan.docx"),
        opened=("Buka laporan", "laporan.docx"),
    ),
    Journey(
        *("offices", "Simpan hasilnya", "hasil-kantor.csv"),
        ("eval", "2025.toml", "kantor.csv", "--locale", "id", "--only", *OF_OFFICES, "--output", "hasil-kantor.csv"),
        opened=("Buka tabel", "kantor.csv"),
    ),
    Journey("edition", "Simpan rumus", "2025.toml", ()),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that a planner has."""
    folder = tmp_path_factory.mktemp("kantor")
    shutil.copy(EDITION, folder)
    shutil.copy(DATA, folder)
    (folder / "kantor.csv").write_text(OFFICES, "utf-8")
    other = DATA.read_text("utf-8").replace("tepat_waktu   = 6823", "tepat_waktu   = 6000", 1)
    (folder / "salah.toml").write_text(other, "utf-8")
    command_line(folder, "report", "2025.toml", "salah.toml", "--output", "laporan.docx")
    command_line(folder, "report", "2025.toml", "salah.toml", "--output", "bab.docx")
    return folder


@pytest.fixture(scope="module")
def opened(chromium: "Browser", single_file: Path) -> "Iterator[Page]":
    """The file, opened from the disk, with its example; it asks nobody for anything, whatever is done."""
    assert single_file.stat().st_size < MOST_BYTES
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(LONG)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(single_file.as_uri())
    page.wait_for_selector("body[data-ready]", timeout=READY_WITHIN)
    page.get_by_role("button", name="Lihat contoh").first.click()
    page.wait_for_selector("#shown tbody")
    yield page
    assert [one for one in requests if not one.startswith(("blob:", "data:"))] == [single_file.as_uri()]
    context.close()


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: f"{journey.view}-{journey.saved}")
def test_what_is_saved_is_what_the_command_line_writes(
    opened: "Page", office: Path, tmp_path: Path, journey: Journey
) -> None:
    view(opened, journey.view)
    shown = opened.locator("section:not([hidden])")
    with opened.expect_download() as download:
        if journey.opened is not None:
            button, name = journey.opened
            shown.get_by_label(button).set_input_files(office / name)
        if not journey.saves_at_once:
            shown.get_by_role("button", name=journey.button).first.click()
    assert download.value.suggested_filename == journey.saved
    download.value.save_as(tmp_path / journey.saved)
    if journey.command:
        shutil.copytree(office, tmp_path / "cli")
        command_line(tmp_path / "cli", *journey.command)
    expected = (tmp_path / "cli" if journey.command else office) / journey.saved

    assert parts(tmp_path / journey.saved) == parts(expected)


def parts(file: Path) -> dict[str, bytes]:
    """Return the parts of a package, without the time when it was made; of any other file its content."""
    content = file.read_bytes()
    if not content.startswith(b"PK"):
        return {"": content}
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


def test_what_is_shown_is_what_the_command_line_prints(opened: "Page", office: Path) -> None:
    view(opened, "results")
    opened.wait_for_selector("#shown tbody")
    command_line(office, "eval", "2025.toml", "data.toml", "--output", "cli.html", "--force")

    assert rows_shown(opened, "#shown") == rows_of((office / "cli.html").read_text("utf-8"))
    assert opened.evaluate("fetch('https://example.org').catch(fault => 'refused')") == "refused"


def test_a_python_that_is_stopped_in_its_work_loses_nothing(opened: "Page") -> None:
    view(opened, "edition")
    opened.wait_for_selector("#beside tbody")
    opened.evaluate("ask({ask: 'command', arguments: ['sensitivity', state.edition, 'x.toml', 'IKK1']}); engine.stop()")
    view(opened, "data")
    opened.wait_for_selector("#tally:not(:empty)")
    assert opened.input_value('[id="in-paspor.terbit"]') == "6.858"


@pytest.mark.parametrize("keeps", [True, False])
def test_a_page_that_is_loaded_anew_in_the_middle_of_its_work_works_again(
    context: "BrowserContext", single_file: Path, office: Path, keeps: bool
) -> None:
    page = context.new_page()
    asked: list[str] = []

    def leave(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(single_file.as_uri())
    page.wait_for_selector("body[data-ready]")
    page.locator("#start .card button").first.click()
    page.wait_for_selector("#tally:not(:empty)")
    page.fill('[id="in-paspor.terbit"]', "6.858")
    view(page, "start")
    page.set_checked("#remember", keeps)
    view(page, "report")
    page.locator("#report").get_by_label("Buka laporan").set_input_files(office / "laporan.docx")
    page.wait_for_selector("#state.busy", state="attached")
    page.reload()
    page.wait_for_selector("body[data-ready]")

    assert asked == ([] if keeps else ["beforeunload"])
    if not keeps:
        page.locator("#start .card button").first.click()
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    assert page.input_value('[id="in-paspor.terbit"]') == ("6.858" if keeps else "")
    view(page, "results")
    page.wait_for_selector("#shown tbody")


def test_firefox_opens_the_file_as_well(single_file: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    needed(node and shutil.which("firefox-esr"), "Node and firefox-esr")
    needed((MODULES / "puppeteer-core").exists(), "`npm ci --prefix page`")
    script = MODULES.parent / "firefox.mjs"
    done = subprocess.run([str(node), script, single_file], capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    shutil.copy(EDITION, tmp_path)
    shutil.copy(DATA, tmp_path)
    command_line(tmp_path, "eval", "2025.toml", "data.toml", "--output", "cli.html")

    assert found["results"] == rows_of((tmp_path / "cli.html").read_text("utf-8"))
    assert [one for one in found["requests"] if not re.match("data:|blob:|file:", one)] == []


def test_a_python_that_fails_is_said_and_another_one_answers(context: "BrowserContext", single_file: Path) -> None:
    page = context.new_page()
    page.goto(single_file.as_uri())
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => { engine.ask({ ask: 1n }); }")
    page.wait_for_function("() => document.querySelector('#state').textContent.startsWith('Ada yang gagal')")
    page.locator("#start .card button").first.click()
    page.wait_for_selector("#tally:not(:empty)")
