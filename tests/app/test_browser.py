"""The page in a real browser: each journey from the click to the file, its figures those of the command line."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import (
    DATA,
    EDITION,
    LONG,
    MODULES,
    Site,
    command_line,
    needed,
    rows_of,
    rows_shown,
    view,
)
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

LATER = 550  # milliseconds, after which the page has begun whatever it does a moment later
VIEWS = ("start", "data", "results", "trial", "report", "offices", "edition")
MOST_BYTES = 12 * 10**6


@pytest.mark.parametrize("name", ["start", "data", "results", "explanation", "trial"])
def test_the_guide_has_a_picture_of_each_view(page: "Page", name: str, update_expected: bool) -> None:
    """They are taken with --update-expected; otherwise what they show is looked for, and that they are there."""
    page.set_viewport_size({"width": 1000, "height": 640})
    if name != "explanation":
        view(page, name)
    match name:
        case "data":
            page.fill('[id="in-paspor.terbit"]', "6,858")
            page.wait_for_selector("[aria-invalid=true]")
            page.evaluate("document.getElementById('in-paspor.terbit').closest('fieldset').scrollIntoView()")
            page.mouse.wheel(0, -80)
        case "explanation":
            page.get_by_role("button", name="Jelaskan IKK1", exact=True).click()
            page.wait_for_selector("dialog[open]")
            page.frame_locator("#explanation-frame").locator("summary").first.wait_for()
        case "results":
            page.wait_for_selector("#shown tbody")
        case "trial":
            page.select_option("#add-setting", "paspor.tepat_waktu")
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


def test_results_are_those_of_the_command_line(page: "Page", site: Site) -> None:
    command_line(site.folder, "eval", "2025.toml", "data.toml", "--output", "cli.html", "--force")

    assert rows_shown(page, "#shown") == rows_of((site.folder / "cli.html").read_text("utf-8"))
    assert page.locator("#results .charts img").first.get_attribute("alt")


def test_a_figure_explains_itself_in_a_frame_where_nothing_runs(page: "Page", site: Site) -> None:
    page.get_by_role("button", name="Jelaskan IKK1.K1.D1").click()
    page.wait_for_selector("dialog[open]")
    frame = page.frame_locator("#explanation-frame")
    explanation, _ = command_line(site.folder, "explain", "2025.toml", "data.toml", "IKK1.K1.D1", "--format", "html")

    assert frame.locator("summary").first.inner_text().split()[-1] == "95,29%"
    assert frame.locator("tr").count() == len(rows_of(explanation))
    assert page.locator("#explanation-frame").get_attribute("sandbox") == ""
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()


def test_what_is_typed_is_read_as_indonesian_and_shown_beside_the_field(page: "Page") -> None:
    view(page, "data")
    for text, shown, wrong in (
        ("7.630", "dibaca 7.630", ""),
        ("nihil", "dibaca 0", ""),
        ("6,858", "", "Paspor terbit adalah jumlah, tetapi `6,858` bukan bilangan bulat"),
    ):
        page.fill('[id="in-paspor.terbit"]', text)
        if wrong:
            page.wait_for_selector('[id="in-paspor.terbit"][aria-invalid=true]')
        else:
            page.wait_for_function(
                "text => document.getElementById('read-paspor.terbit').textContent === text", arg=shown
            )
        assert page.inner_text('[id="read-paspor.terbit"]') == shown
        assert (page.inner_text('[id="wrong-paspor.terbit"]') if wrong else "") == wrong
    assert re.fullmatch(r"[0-9]+ dari [0-9]+ isian .*", page.inner_text("#tally"))


def test_an_empty_form_is_filled_in_and_becomes_a_chapter_in_word(
    context: "BrowserContext", site: Site, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    page.locator("#start .card button").first.click()
    page.wait_for_selector("#tally:not(:empty)")
    for name, text in (("permohonan", "7.630"), ("terbit", "6.858"), ("ditolak", "17"), ("batal", "396")):
        page.fill(f'[id="in-paspor.{name}"]', text)
    page.fill("#in-office", "Kantor Uji")
    page.get_by_role("button", name="Tambah baris").first.click()
    page.get_by_role("button", name="Simpan isian").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.wait_for_function("() => document.querySelector('#state').textContent.includes('disimpan')")
    view(page, "results")
    page.wait_for_selector("#shown tbody")
    page.get_by_role("button", name="Simpan Bab III").click()
    page.wait_for_function("() => document.querySelector('#state').textContent === 'bab-iii.docx disimpan'")

    data = (site.folder / "data.toml").read_text("utf-8")
    assert "office = 'Kantor Uji'" in data
    assert "permohonan = 7630" in data
    shutil.copy(EDITION, tmp_path)
    (tmp_path / "data.toml").write_text(data, "utf-8")
    command_line(tmp_path, "report", "2025.toml", "data.toml", "--output", "bab-iii.docx")
    assert (site.folder / "bab-iii.docx").read_bytes() == (tmp_path / "bab-iii.docx").read_bytes()
    shutil.copy(DATA, site.folder)


def test_what_if_and_reach_say_what_the_command_line_says(page: "Page", site: Site) -> None:
    view(page, "trial")
    page.select_option("#add-setting", "paspor.tepat_waktu")
    page.fill('[id="set-paspor.tepat_waktu"]', "6.000")
    page.wait_for_selector("#what-if tbody")
    moved, _ = command_line(
        site.folder, "what-if", "2025.toml", "data.toml", "--set", "paspor.tepat_waktu=6000", "--format", "html"
    )
    page.select_option("#reach-path", "IKK1")
    page.wait_for_function("() => document.querySelector('#goal-now')?.textContent === 'sekarang 98,28'")
    page.fill("#reach-value", "98,30")
    page.check('input[value="paspor.tepat_waktu"]')
    page.wait_for_selector("#reached tbody")
    reached, _ = command_line(
        site.folder,
        *("reach", "IKK1", "98,30", "2025.toml", "data.toml", "--by", "paspor.tepat_waktu", "--format", "html"),
    )

    assert rows_shown(page, "#what-if") == rows_of(moved)
    assert rows_shown(page, "#reached") == rows_of(reached)
    assert page.locator('input[value="wilayah.kecamatan"]').count() == 0, "it moves no result"
    page.focus("#reach-slider")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#reach-value") == "98,31"
    page.wait_for_function("() => document.querySelector('#reached').textContent.includes('98,31')")


def test_a_broken_edition_shows_the_problems_of_the_command_line_at_their_lines(page: "Page", tmp_path: Path) -> None:
    view(page, "edition")
    page.wait_for_selector("#beside tbody")
    text = EDITION.read_text("utf-8").replace("paspor.terbit +", "paspor.terbitt +", 1)
    page.fill("#source", text)
    page.wait_for_selector("#edition-problems li.error")
    (tmp_path / "2025.toml").write_text(text, "utf-8")
    _, problems = command_line(tmp_path, "check", "2025.toml")
    line = page.locator("#numbers li.error").first.inner_text()

    shown = page.locator("#edition-problems pre").all_text_contents()
    assert "\n\n".join(shown) == problems.strip()
    assert f"2025.toml:{line}:" in problems
    page.fill("#source", EDITION.read_text("utf-8"))
    page.wait_for_selector("#edition-problems .whole")


def test_a_finished_report_comes_back_with_the_comments_of_the_command_line(page: "Page", site: Site) -> None:
    other = DATA.read_text("utf-8").replace("tepat_waktu   = 6823", "tepat_waktu   = 6000", 1)
    (site.folder / "salah.toml").write_text(other, "utf-8")
    command_line(site.folder, "report", "2025.toml", "salah.toml", "--output", "laporan.docx", "--force")
    view(page, "report")
    page.set_input_files("#report input[accept*=docx][accept*=txt]", site.folder / "laporan.docx")
    page.get_by_role("button", name="Simpan laporan berkomentar").click()
    page.wait_for_function("() => document.querySelector('#state').textContent.endsWith('disimpan')")
    text, _ = command_line(
        site.folder,
        *("proofread", "2025.toml", "data.toml", "laporan.docx", "--comments", "cli.docx", "--force"),
        *("--format", "html"),
    )

    assert rows_shown(page, "#proofread") == rows_of(text) != []
    assert (site.folder / "berkomentar-laporan.docx").read_bytes() == (site.folder / "cli.docx").read_bytes()


OFFICES = (
    "office;provinsi;paspor.permohonan;paspor.terbit;paspor.ditolak;paspor.batal;pas_lintas_batas.permohonan;"
    "pas_lintas_batas.selesai\nBontang;Kaltim;7.630;6.858;17;396;0;0\nSamarinda;Kaltim;8.000;7.000;10;20;0;0\n"
)


def test_a_table_of_offices_is_ranked_and_added_up_as_on_the_command_line(page: "Page", tmp_path: Path) -> None:
    (tmp_path / "kantor.csv").write_text(OFFICES, "utf-8")
    shutil.copy(EDITION, tmp_path)
    view(page, "offices")
    page.set_input_files("#offices input[type=file]", tmp_path / "kantor.csv")
    page.wait_for_selector("#ranked tbody")
    page.fill("#by", "provinsi")
    page.select_option("#rank", "IKK1.K1.D1")
    asked = ("--locale", "id", "--rank", "IKK1.K1.D1", "--by", "provinsi", "--format", "html")
    expected = rows_of(command_line(tmp_path, "eval", "2025.toml", "kantor.csv", *asked)[0])
    page.wait_for_function(
        "count => document.querySelectorAll('#ranked tr').length === count", arg=len(expected), timeout=LONG
    )

    assert rows_shown(page, "#ranked") == expected


def test_another_edition_and_another_year_stand_beside_this_one(page: "Page", site: Site, tmp_path: Path) -> None:
    other = EDITION.read_text("utf-8").replace("target     = { 2025 = 91 }", "target     = { 2025 = 92 }", 1)
    (tmp_path / "lain.toml").write_text(other, "utf-8")
    (site.folder / "lain.toml").write_text(other, "utf-8")
    view(page, "edition")
    page.set_input_files("#edition input[type=file]", tmp_path / "lain.toml")
    page.wait_for_selector("#checked tbody")
    compared, _ = command_line(site.folder, "diff", "lain.toml", "2025.toml", "data.toml", "--format", "html")
    assert rows_shown(page, "#checked") == rows_of(compared)

    earlier = DATA.read_text("utf-8").replace("year   = 2025", "year   = 2024", 1)
    (tmp_path / "2024.toml").write_text(earlier, "utf-8")
    (site.folder / "2024.toml").write_text(earlier, "utf-8")
    view(page, "report")
    page.set_input_files("#report input[accept='.toml,.xlsx']", tmp_path / "2024.toml")
    page.wait_for_selector("#years tbody")
    years, _ = command_line(site.folder, "eval", "2025.toml", "2024.toml", "data.toml", "--format", "html")
    assert rows_shown(page, "#years") == rows_of(years)


def test_a_workbook_that_was_filled_in_fills_the_form(page: "Page", tmp_path: Path) -> None:
    command_line(tmp_path, "eval", str(EDITION), str(DATA), "--output", "kantor.xlsx")
    before = rows_shown(page, "#shown")
    view(page, "data")
    page.wait_for_selector("#in-office")
    page.fill("#in-office", "")
    page.fill('[id="in-paspor.terbit"]', "1")
    page.set_input_files("#data input[accept='.toml,.xlsx'] >> nth=0", tmp_path / "kantor.xlsx")
    page.wait_for_function("() => document.querySelector('#in-office')?.value.startsWith('Kantor Imigrasi')")
    view(page, "results")
    page.wait_for_selector("#shown tbody")

    assert rows_shown(page, "#shown") == before


def test_an_example_never_takes_the_place_of_what_was_typed_unasked(page: "Page") -> None:
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    page.fill("#in-office", "Kantor Sendiri")
    asked: list[str] = []

    def decline(dialog: "Dialog") -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", decline)
    view(page, "start")
    page.get_by_role("button", name="Lihat contoh").first.click()
    page.wait_for_timeout(500)
    view(page, "data")
    page.wait_for_selector("#in-office")

    assert page.input_value("#in-office") == "Kantor Sendiri"
    assert asked == ["Isian Anda akan diganti dengan contoh. Lanjutkan?"]


def test_texts_of_strangers_never_run(page: "Page", tmp_path: Path) -> None:
    evil = "<img src=x onerror=\"document.title='x'\"><script>document.title='x'</script>"
    text = EDITION.read_text("utf-8").replace("title    = '", f"title    = '''{evil}", 1)
    text = text.replace("kegiatan'\nyear", "kegiatan'''\nyear", 1)
    text = text.replace("label = 'Paspor terbit'", f"label = '''{evil}'''", 1)
    (tmp_path / "evil.toml").write_text(text, "utf-8")
    view(page, "start")
    page.set_input_files("#start input[accept*=csv]", tmp_path / "evil.toml")
    page.wait_for_selector("#tally:not(:empty)")
    for name in VIEWS:
        view(page, name)
        page.wait_for_timeout(300)

    assert page.title() != "x"
    assert page.locator("main img[src=x]").count() == 0
    assert evil in (page.locator("#source").input_value())


def test_nothing_is_kept_unless_it_is_asked_for(page: "Page", site: Site) -> None:
    assert page.evaluate("localStorage.length") == 0
    view(page, "start")
    page.check("#remember")
    view(page, "data")
    page.fill("#in-office", "Kantor Ingatan")
    page.wait_for_timeout(800)
    page.goto("about:blank")
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    view(page, "data")
    page.wait_for_selector("#in-office")

    assert page.input_value("#in-office") == "Kantor Ingatan"
    view(page, "start")
    page.uncheck("#remember")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_view_can_be_used_by_everybody(chromium: "Browser", site: Site, width: int, language: str) -> None:
    needed((MODULES / "axe-core").exists(), "`npm install --prefix page`")
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    if language == "en":
        page.click("#language")
    page.locator("#start .card button").nth(1).click()
    page.wait_for_selector("#shown tbody")
    page.evaluate((MODULES / "axe-core/axe.min.js").read_text("utf-8"))
    for name in VIEWS:
        view(page, name)
        page.wait_for_timeout(LATER)
        page.wait_for_selector("#state:not(.busy)", state="attached")
        faults = page.evaluate("() => axe.run({iframes: false}).then(found => found.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in faults] == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate("document.documentElement.lang") == language
    context.close()


def test_the_page_is_used_by_the_keyboard(page: "Page") -> None:
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    page.focus('[id="in-paspor.permohonan"]')
    for name in ("terbit", "ditolak", "batal"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == f"in-paspor.{name}"
    page.get_by_role("button", name="Isian kosong berikutnya").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == ""


def test_one_file_opened_from_the_disk_does_it_all_and_asks_nobody(
    context: "BrowserContext", single_file: Path, tmp_path: Path
) -> None:
    assert single_file.stat().st_size < MOST_BYTES
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(single_file.as_uri())
    page.wait_for_selector("body[data-ready]")
    page.get_by_role("button", name="Lihat contoh").first.click()
    page.wait_for_selector("#shown tbody")
    shutil.copy(EDITION, tmp_path)
    saved: dict[str, Path] = {}
    for name, label in (("data.toml", "Simpan isian"), ("bab-iii.docx", "Simpan Bab III")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        saved[name] = tmp_path / name
        download.value.save_as(saved[name])
    chapter = saved["bab-iii.docx"].read_bytes()
    command_line(tmp_path, "eval", "2025.toml", "data.toml", "--output", "cli.html")
    command_line(tmp_path, "report", "2025.toml", "data.toml", "--output", "cli.docx")

    assert rows_shown(page, "#shown") == rows_of((tmp_path / "cli.html").read_text("utf-8"))
    assert chapter == (tmp_path / "cli.docx").read_bytes()
    assert [one for one in requests if not one.startswith(("blob:", "data:"))] == [single_file.as_uri()]
    assert page.evaluate("fetch('https://example.org').catch(fault => 'refused')") == "refused"

    _stopped(page)


def _stopped(page: Any) -> None:
    """Stop Python in the middle of its work: the page lives, and what was typed is there."""
    view(page, "edition")
    page.wait_for_selector("#beside tbody")
    page.evaluate("ask({ask: 'command', arguments: ['sensitivity', state.edition, 'x.toml', 'IKK1']}); engine.stop()")
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    assert page.input_value('[id="in-paspor.terbit"]') == "6.858"


def test_firefox_opens_the_file_as_well(single_file: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    needed(node and shutil.which("firefox-esr"), "Node and firefox-esr")
    needed((MODULES / "puppeteer-core").exists(), "`npm install --prefix page`")
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


FIXED = """
lkjdsl = 1
title = 'Tetap'
year = 2025
[rows.jenis]
nama = { kind = 'text', fixed = ['Deportasi', 'Biaya Beban'], label = 'Jenis' }
jumlah = { kind = 'count', label = 'Jumlah' }
[rows.lain]
nama = { kind = 'text', label = 'Nama' }
jumlah = { kind = 'count', label = 'Jumlah', max = 5 }
[indicator.A]
unit = 'kasus'
formula = 'sum(jenis.jumlah) + sum(lain.jumlah)'
"""


def test_rows_have_the_names_of_the_edition_and_their_problems_at_the_line_that_was_typed(
    page: "Page", tmp_path: Path
) -> None:
    (tmp_path / "tetap.toml").write_text(FIXED, "utf-8")
    view(page, "start")
    page.set_input_files("#start input[accept*=csv]", tmp_path / "tetap.toml")
    page.get_by_role("rowheader", name="Biaya Beban").wait_for()
    page.fill('[id="in-jenis.0.jumlah"]', "1")
    page.fill('[id="in-jenis.1.jumlah"]', "7")
    for _ in range(2):
        page.get_by_role("button", name="Tambah baris").click()
    page.fill('[id="in-lain.2.jumlah"]', "6")
    page.wait_for_selector('[id="in-lain.2.jumlah"][aria-invalid=true]')

    assert page.locator("[aria-invalid=true]").count() == 1
    view(page, "results")
    page.get_by_role("cell", name="14,00 kasus").wait_for()


def test_a_data_file_with_a_name_that_no_field_has_is_not_taken_in_silence(page: "Page", tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(
        DATA.read_text("utf-8").replace("ditolak       = 17", "ditolakk      = 17", 1), "utf-8"
    )
    view(page, "data")
    page.set_input_files("#data input[accept='.toml,.xlsx'] >> nth=0", tmp_path / "data.toml")

    page.locator("#data .problems > li", has_text="paspor.ditolakk").first.wait_for()


def test_a_data_file_of_the_folder_is_read_again_when_it_changes(context: "BrowserContext", site: Site) -> None:
    (site.folder / "berubah.toml").write_bytes(DATA.read_bytes())
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("body[data-ready]")
    page.locator("#start .card button").first.click()
    page.wait_for_selector("#tally:not(:empty)")
    view(page, "start")
    page.get_by_role("button", name="berubah.toml").click()
    page.wait_for_function("() => document.getElementById('in-paspor.ditolak')?.value === '17'")
    (site.folder / "berubah.toml").write_text(
        DATA.read_text("utf-8").replace("ditolak       = 17", "ditolak       = 18", 1), "utf-8"
    )

    page.wait_for_function("() => document.getElementById('in-paspor.ditolak')?.value === '18'")
