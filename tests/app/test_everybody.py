"""Everybody can use the page: by the keyboard alone, by a screen reader, on a phone, in the dark."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.support.browser import LONG, MODULES, OFFICES, Site, needed, view
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

LATER = 550  # milliseconds, after which the page has begun whatever it does a moment later
VIEWS = ("start", "data", "results", "trial", "report", "offices", "edition")
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 27, 34)"}
FOCUSED = """inside => {
  const { activeElement: found } = document;
  return found.closest(inside) ? [found.id, found.textContent, getComputedStyle(found).outlineStyle] : ["", "", ""];
}"""


@pytest.mark.parametrize("name", ["start", "data", "results", "explanation", "trial"])
def test_the_guide_has_a_picture_of_each_view(page: "Page", name: str, update_expected: bool) -> None:
    """They are taken with --update-expected; otherwise what they show is looked for, and that they are there."""
    page.set_viewport_size({"width": 1000, "height": 640})
    if name != "explanation":
        view(page, name)
    match name:
        case "data":
            page.fill('[id="in-paspor.terbit"]', "6,858")
            page.wait_for_selector('[id="in-paspor.terbit"][aria-invalid=true]')
            page.evaluate("document.getElementById('in-paspor.terbit').closest('fieldset').scrollIntoView()")
            page.mouse.wheel(0, -80)
        case "explanation":
            page.get_by_role("button", name=re.compile("^Jelaskan IKK1 ")).click()
            page.wait_for_selector("dialog[open] iframe")
            page.frame_locator("#explanation-frame").locator("summary").first.wait_for()
        case "results":
            page.wait_for_selector("#shown tbody")
        case "trial":
            page.select_option("#add-setting", "paspor.tepat_waktu")
            page.get_by_role("button", name="Ubah").click()
            page.fill('[id="set-paspor.tepat_waktu"]', "6.000")
            page.wait_for_selector("#what-if tbody")
    if name == "results":
        page.evaluate("document.querySelector('#shown').scrollIntoView(); scrollBy(0, -60)")
    picture = ROOT / f"docs/how-to/pictures/page-{name}.png"
    page.wait_for_selector("#state:not(.busy)", state="attached")
    if update_expected:
        page.mouse.move(0, 0)
        page.evaluate("announce('')")
        page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
    assert f"pictures/{picture.name}" in (ROOT / "docs/how-to/id/halaman.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(1200, "id", "light"), (360, "en", "light"), (360, "id", "dark"), (1200, "en", "dark")],
)
def test_every_view_can_be_used_by_everybody(
    chromium: "Browser", site: Site, tmp_path: Path, width: int, language: str, scheme: Literal["light", "dark"]
) -> None:
    needed((MODULES / "axe-core").exists(), "`npm ci --prefix page`")
    axe = (MODULES / "axe-core/axe.min.js").read_text("utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, color_scheme=scheme)
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    if language == "en":
        page.click("#language")
    page.locator("#start .card button").nth(1).click()
    page.wait_for_selector("#shown tbody")
    page.evaluate(axe)
    (tmp_path / "kantor.csv").write_text(OFFICES, "utf-8")
    (tmp_path / "laporan.txt").write_text("BAB III\n\nPermohonan 7.630 paspor; 3 (empat) jenis layanan.\n", "utf-8")
    for name in VIEWS:
        view(page, name)
        if name == "offices":
            page.set_input_files("#offices input[type=file]", tmp_path / "kantor.csv")
            page.wait_for_selector("#ranked tbody")
        if name == "report":
            page.locator("#report input[type=file]").first.set_input_files(tmp_path / "laporan.txt")
            page.wait_for_selector("#proofread tbody")
        page.wait_for_timeout(LATER)
        page.wait_for_selector("#state:not(.busy)", state="attached")
        assert faults_in(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate("document.documentElement.lang") == language
    view(page, "results")
    page.locator("#shown td.path button").nth(1).click()
    page.wait_for_selector("dialog iframe")
    page.wait_for_timeout(LATER)
    assert faults_in(page) == []
    explained = context.new_page()  # what the frame has: in the frame itself nothing runs, and no axe
    explained.set_content(str(page.locator("dialog iframe").get_attribute("srcdoc")))
    explained.evaluate(axe)
    assert faults_in(explained, "serious", "critical") == []
    assert explained.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[scheme]
    context.close()


def faults_in(page: "Page", *impacts: str) -> list[tuple[str, str]]:
    """Return what axe finds wrong, of all *impacts* or of some, each with the first element of its kind."""
    faults = page.evaluate("() => axe.run({iframes: false}).then(found => found.violations)")
    return [(one["id"], one["nodes"][0]["html"]) for one in faults if not impacts or one["impact"] in impacts]


def test_a_chapter_is_written_and_a_figure_explained_by_the_keyboard_alone(
    context: "BrowserContext", site: Site
) -> None:
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    keys = page.keyboard
    tab_to(page, "Isi data", "#start")
    keys.press("Enter")
    page.wait_for_selector("#tally:not(:empty)")
    tab_to(page, "in-office")
    for text in ("Kantor Ketik", "2025"):
        keys.press("Control+a")
        keys.type(text)
        keys.press("Enter")
    tab_to(page, "in-paspor.permohonan")
    for text in ("7.630", "6.858", "17", "396"):
        keys.type(text)
        keys.press("Enter")
    assert page.input_value('[id="in-paspor.batal"]') == "396"
    keys.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == "in-paspor.batal"
    tab_to(page, "Lihat hasil", "#data", most=200)
    keys.press("Enter")
    page.wait_for_selector("#shown tbody")
    tab_to(page, "IKK1.K1.D1", "#shown")
    keys.press("Enter")
    page.wait_for_selector("dialog[open] iframe")
    page.frame_locator("#explanation-frame").locator("summary").first.wait_for()
    keys.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "IKK1.K1.D1"
    tab_to(page, "Simpan Bab III untuk Word (bab-iii.docx)", "#results", key="Shift+Tab")
    (site.folder / "bab-iii.docx").unlink(missing_ok=True)
    keys.press("Enter")
    page.wait_for_function("() => document.querySelector('#state').textContent === 'bab-iii.docx disimpan'")
    assert (site.folder / "bab-iii.docx").stat().st_size > 10_000
    tab_to(page, "Andaikan", ".steps", key="Shift+Tab")
    keys.press("Enter")
    tab_to(page, "add-setting")
    keys.type("Paspor terbit")
    keys.press("Tab")
    keys.press("Enter")
    page.wait_for_selector('[id="set-paspor.terbit"]:focus')
    keys.press("Control+a")
    keys.type("7.000")
    page.wait_for_selector("#what-if tbody")


def tab_to(page: "Page", wanted: str, inside: str = "body", *, key: str = "Tab", most: int = 80) -> None:
    """Press *key* until the element with the id or text *wanted* has the focus, which one can see."""
    for _ in range(most):
        page.keyboard.press(key)
        found = page.evaluate(FOCUSED, inside)
        if wanted in found[:2]:
            assert found[2] != "none", f"nobody sees that {wanted} has the focus"
            return
    pytest.fail(f"{key} never leads to {wanted}")
