"""The page in a real browser: what each view shows is what the command line says of the same."""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.browser import (
    DATA,
    EDITION,
    LONG,
    OF_OFFICES,
    OFFICES,
    Site,
    command_line,
    rows_of,
    rows_shown,
    view,
)
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROWS_ALONE = """
lkjdsl = 1
title = 'Baris saja'
year = 2025
[rows.t]
v = { kind = 'count', label = 'Berkas' }
[indicator.A]
name = 'Berkas yang diterima'
unit = 'count'
formula = 'sum(t.v)'
"""
IN_SIGHT = """selector => {
  const { top } = document.querySelector(selector).getBoundingClientRect();
  return document.querySelector(".steps").getBoundingClientRect().bottom <= top && top < innerHeight / 2;
}"""
BROKEN_PIECES = """() => [...document.querySelectorAll("#shown td.path")].flatMap(cell => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
  for (let text; (text = texts.nextNode());) {
    const range = document.createRange();
    range.selectNodeContents(text);
    if (range.getClientRects().length > 1) broken.push(text.data);
  }
  return broken;
})"""
VIEWS = ("start", "data", "results", "trial", "report", "offices", "edition")


def test_results_are_those_of_the_command_line(page: "Page", site: Site) -> None:
    command_line(site.folder, "eval", "2025.toml", "data.toml", "--output", "cli.html", "--force")

    assert rows_shown(page, "#shown") == rows_of((site.folder / "cli.html").read_text("utf-8"))
    assert page.locator("#results .charts img").first.get_attribute("alt")


def test_what_is_not_there_is_named_in_words(page: "Page") -> None:
    reasons = page.locator("#shown li").all_text_contents()

    assert any(one.startswith("Jumlah Operasi Intelijen di Wilayah: nilai") for one in reasons)
    assert [one for one in reasons if re.search(r"\bachievement\b|\w_\w", one)] == []


def test_a_path_is_broken_between_its_names_alone(page: "Page") -> None:
    for media, width in (("print", 720), ("screen", 1280), ("screen", 360)):
        page.emulate_media(media=media)  # type: ignore[arg-type] # one of the two
        page.set_viewport_size({"width": width, "height": 900})

        assert page.evaluate(BROKEN_PIECES) == [], (media, width)
        assert page.locator("#shown td.path", has_text="NKA.Pelaksanaan.Deviasi_halaman_III").count() == 1


def test_a_figure_explains_itself_in_a_frame_where_nothing_runs(page: "Page", site: Site) -> None:
    for path, printed in (("IKK1.K1.D1", "95,29%"), ("IKK2", "60,00")):  # the second one in the place of the first
        page.get_by_role("button", name=re.compile(rf"^Jelaskan {re.escape(path)} ")).click()
        page.wait_for_selector("dialog[open] iframe")
        frame = page.frame_locator("#explanation-frame")
        explanation, _ = command_line(site.folder, "explain", "2025.toml", "data.toml", path, "--format", "html")

        frame.locator("summary").first.click(trial=True)  # it is laid out: one sees it
        assert frame.locator("summary").first.inner_text().split()[-1] == printed
        assert frame.locator("tr").count() == len(rows_of(explanation))
        assert page.locator("#explanation-frame").get_attribute("sandbox") == ""
        page.keyboard.press("Escape")
        assert not page.locator("dialog[open]").count()


def test_what_if_and_reach_say_what_the_command_line_says(page: "Page", site: Site) -> None:
    view(page, "trial")
    page.select_option("#add-setting", "paspor.tepat_waktu")
    page.get_by_role("button", name="Ubah").click()
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


def test_what_was_tried_is_forgotten_with_the_office_that_it_was_tried_on(page: "Page") -> None:
    view(page, "trial")
    page.select_option("#add-setting", "paspor.tepat_waktu")
    page.get_by_role("button", name="Ubah").click()
    view(page, "start")
    page.get_by_role("button", name="Lihat contoh").last.click()
    page.wait_for_selector("#results:not([hidden])")
    view(page, "trial")
    page.wait_for_selector("#goal-now")
    assert not page.locator(".setting").count()
    assert page.locator("#reach-path option").count()


def test_a_broken_edition_shows_the_problems_of_the_command_line_at_their_lines(page: "Page", tmp_path: Path) -> None:
    view(page, "edition")
    page.wait_for_selector("#beside tbody")
    text = EDITION.read_text("utf-8").replace("paspor.terbit +", "paspor.terbitt +", 1)
    page.fill("#source", text)
    page.wait_for_selector("#edition-problems li.error")
    for name in ("data", "results", "trial", "offices"):  # nothing is lost, and the way to the error is open
        view(page, name)
        page.locator(f"#{name} [role=alert]", has_text="Isian Anda tetap aman").wait_for()
        assert "paspor.terbitt" in page.inner_text(f"#{name} [role=alert]")
    page.locator("#offices").get_by_role("button", name="Ke galat itu").click()
    assert page.evaluate("document.activeElement.id") == "source"
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
    page.locator("#report").get_by_label("Buka laporan").set_input_files(site.folder / "laporan.docx")
    page.get_by_role("button", name="Simpan laporan berkomentar").click()
    page.wait_for_function("() => document.querySelector('#state').textContent.endsWith('disimpan')")
    text, _ = command_line(
        site.folder,
        *("proofread", "2025.toml", "data.toml", "laporan.docx", "--comments", "cli.docx", "--force"),
        *("--format", "html"),
    )

    assert rows_shown(page, "#proofread") == rows_of(text) != []
    assert (site.folder / "berkomentar-laporan.docx").read_bytes() == (site.folder / "cli.docx").read_bytes()


def test_a_report_is_held_against_what_is_said_and_chosen(page: "Page", tmp_path: Path) -> None:
    text = "BAB III\n\nTotal permohonan paspor 7.630, terbit 6.858. Jumlahnya 3 (empat) jenis.\n"
    (tmp_path / "lain.txt").write_text(text, "utf-8")
    view(page, "report")
    page.locator("#report").get_by_label("Buka laporan").set_input_files(tmp_path / "lain.txt")
    page.locator("#proofread .problems", has_text="tidak menyebut Kantor Imigrasi Kelas III Non TPI Bontang").wait_for()
    assert page.locator("#against option:checked").inner_text() == "laporan itu sendiri saja"
    alone, _ = command_line(tmp_path, "proofread", "lain.txt", "--format", "html")
    assert rows_shown(page, "#proofread") == rows_of(alone) != []

    page.get_by_role("button", name="Tetap bandingkan dengan data Kantor Imigrasi Kelas III").click()
    page.locator("#against option:checked", has_text="data Kantor Imigrasi Kelas III").wait_for(state="attached")
    page.locator("#proofread tbody").first.wait_for()
    assert page.get_by_role("button", name="Tetap bandingkan").count() == 0
    assert page.locator("#proofread .problems", has_text="tidak menyebut").count() == 1
    page.select_option("#against", label="laporan itu sendiri saja")
    page.locator("#proofread .problems", has_text="tidak menyebut").wait_for(state="detached")


def test_a_report_without_formulas_says_how_to_hold_it_against_some(page: "Page", tmp_path: Path) -> None:
    page.evaluate("() => { state.form = null; state.edition = null; }")
    (tmp_path / "laporan.txt").write_text("Bab I\n\nCapaian 90%.\n", "utf-8")
    view(page, "report")
    page.locator("#report").get_by_label("Buka laporan").set_input_files(tmp_path / "laporan.txt")

    page.locator("#proofread", has_text="Untuk membandingkannya juga dengan rumus").wait_for()
    page.locator("#proofread").get_by_role("button", name="Ke halaman Mulai").click()
    page.locator("#start").get_by_role("button", name="Lihat contoh").first.click()
    page.wait_for_selector("#shown tbody")
    view(page, "report")
    page.locator("#against option", has_text="tanpa data kantor").wait_for(state="attached")


def test_a_finding_leads_to_its_figure_in_the_report_and_back(page: "Page", tmp_path: Path) -> None:
    (tmp_path / "laporan.txt").write_text("BAB III\n\nTercatat 9 (delapan) berkas dan 3 (empat) jenis.\n", "utf-8")
    view(page, "report")
    page.locator("#report").get_by_label("Buka laporan").set_input_files(tmp_path / "laporan.txt")
    page.get_by_role("button", name="Temuan 2: ke tempatnya dalam laporan").click()
    there = page.locator("#proofread details sup button:focus")
    assert there.is_visible()
    assert there.evaluate("button => button.parentElement.previousElementSibling.textContent") == "3"
    page.keyboard.press("Enter")
    assert page.locator("#proofread td button:focus").inner_text() == "2"


def test_a_table_of_offices_is_ranked_and_added_up_as_on_the_command_line(page: "Page", tmp_path: Path) -> None:
    (tmp_path / "kantor.csv").write_text(OFFICES, "utf-8")
    shutil.copy(EDITION, tmp_path)
    view(page, "offices")
    page.set_input_files("#offices input[type=file]", tmp_path / "kantor.csv")
    page.locator("#offices > p", has_text="hasil dihitung dari tabel berbaris").wait_for()
    assert page.locator("#rank option[value=Risiko_terjadi]").count() == 0, "it runs over rows, which no office has"
    page.get_by_role("cell", name="Samarinda").wait_for()  # an office is named before anything is chosen
    page.select_option("#by", "provinsi")
    page.select_option("#rank", "IKK1.K1.D1")
    asked = ("--locale", "id", "--only", *OF_OFFICES, "--rank", "IKK1.K1.D1", "--by", "provinsi", "--format", "html")
    expected = rows_of(command_line(tmp_path, "eval", "2025.toml", "kantor.csv", *asked)[0])
    page.wait_for_function(
        "count => document.querySelectorAll('#ranked tr').length === count", arg=len(expected), timeout=LONG
    )

    assert sorted(rows_shown(page, "#ranked")) == sorted(expected)
    assert {"Anggaran", "SK1.budget"}.isdisjoint(cell for row in expected for cell in row), "no sums over no rows"
    rolled = [row[2] for row in rows_shown(page, "#ranked") if row[0] == "Kaltim"]
    assert rolled[0] == "IKK1.K1.D1", "what was chosen comes first"
    assert page.locator("#ranked h3").first.inner_text().startswith("Peringkat")
    assert " Layanan dokumen perjalanan yang diselesaikan" in page.locator("#ranked td small").all_text_contents()


def test_offices_with_tables_of_rows_are_ranked_by_their_files(page: "Page", tmp_path: Path) -> None:
    """An edition of rows alone: no table of offices answers it, and the page says what does."""
    (tmp_path / "baris.toml").write_text(ROWS_ALONE, "utf-8")
    folder = tmp_path / "kantor"
    folder.mkdir()
    for name, rows in (("Bontang", "[[t]]\nv = 3"), ("Samarinda", "[[t]]\nv = 40"), ("Berau", ""), ("Paser", "")):
        said = "t = []\n" if name == "Paser" else ""
        (folder / f"{name}.toml").write_text(f"office = '{name}'\n{said}{rows}\n", "utf-8")
    command_line(tmp_path, "template", "baris.toml", "--output", "kantor/kosong.xlsx")
    view(page, "start")
    page.set_input_files("#start input[type=file]", tmp_path / "baris.toml")
    page.wait_for_selector("#data fieldset")
    view(page, "offices")
    assert "dihitung dari tabel berbaris" in page.locator("#rows-only").inner_text()
    page.locator("#offices").get_by_label("Buka berkas beberapa kantor").set_input_files(sorted(folder.iterdir()))
    page.locator("#ranked").get_by_role("cell", name="Samarinda", exact=True).wait_for()

    expected, _ = command_line(tmp_path, "eval", "baris.toml", "kantor", "--rank", "A", "--format", "html")
    assert sorted(rows_shown(page, "#ranked")) == sorted(rows_of(expected))
    ranked = [row for row in rows_shown(page, "#ranked") if any(cell.startswith("kantor/") for cell in row)]
    assert [row[1] for row in ranked] == ["40", "3", "0", "tidak tersedia", "tidak tersedia"]


def test_an_empty_table_of_offices_has_the_labels_of_the_form(page: "Page", site: Site) -> None:
    view(page, "offices")
    page.get_by_role("button", name="Tabel kosong").click()
    page.wait_for_function("() => document.querySelector('#state').textContent === 'tabel-kantor.csv disimpan'")
    headings = (site.folder / "tabel-kantor.csv").read_text("utf-8-sig").strip().split(";")
    values = ["Bontang", "2025", *("" for _ in headings[2:])]
    (site.folder / "satu.csv").write_text(f"{';'.join(headings)}\n{';'.join(values)}\n", "utf-8")
    empty, _ = command_line(site.folder, "template", "2025.toml", "--format", "csv")
    found, _ = command_line(site.folder, "columns", "2025.toml", "satu.csv")

    assert "Paspor terbit" in headings
    for path in empty.strip().split(";")[2:]:
        assert f"= '{path}'\n" in found


def test_another_edition_and_another_year_stand_beside_this_one(page: "Page", site: Site, tmp_path: Path) -> None:
    other = EDITION.read_text("utf-8").replace("target     = { 2025 = 91 }", "target     = { 2025 = 92 }", 1)
    (tmp_path / "lain.toml").write_text(other, "utf-8")
    (site.folder / "lain.toml").write_text(other, "utf-8")
    page.set_viewport_size({"width": 1280, "height": 900})
    view(page, "edition")
    page.wait_for_selector("#beside tbody")
    assert page.evaluate("[one('#beside .shown')].every(shown => shown.scrollWidth <= shown.clientWidth)")
    page.set_input_files("#edition input[type=file]", tmp_path / "lain.toml")
    page.wait_for_selector("#checked tbody")
    compared, _ = command_line(site.folder, "diff", "lain.toml", "2025.toml", "data.toml", "--format", "html")
    assert rows_shown(page, "#checked") == rows_of(compared)

    earlier = DATA.read_text("utf-8").replace("year   = 2025", "year   = 2024", 1)
    (tmp_path / "2024.toml").write_text(earlier, "utf-8")
    (site.folder / "2024.toml").write_text(earlier, "utf-8")
    view(page, "report")
    page.locator("#report").get_by_label("Buka data tahun lain").set_input_files(tmp_path / "2024.toml")
    page.wait_for_selector("#years tbody")
    years, _ = command_line(site.folder, "eval", "2025.toml", "2024.toml", "data.toml", "--format", "html")
    assert rows_shown(page, "#years") == rows_of(years)
    (tmp_path / "2023.toml").write_text("year = 2023\n[paspor]\nterbit = 1\n", "utf-8")
    page.locator("#report").get_by_label("Buka data tahun lain").set_input_files(tmp_path / "2023.toml")
    page.locator("#years > p", has_text="2023.toml").wait_for()
    for _ in range(2):  # a table that is not there is not filled in, and the comparison is kept
        page.wait_for_selector("#years tbody")
        budget = next(row for row in rows_shown(page, "#years") if row[0] == "Anggaran")
        assert budget[3:] == ["", "tidak tersedia", "tidak tersedia"], "no budget of Rp0"
        view(page, "results")
        page.wait_for_selector("#shown tbody")
        view(page, "report")


def test_an_edition_is_compared_with_one_that_extends_it(page: "Page", site: Site, tmp_path: Path) -> None:
    """As the example of Bontang has it; what is found is where one sees it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    shutil.copy(ROOT / "examples/bontang-2025/as-printed.toml", tmp_path)
    shutil.copy(tmp_path / "as-printed.toml", site.folder)
    view(page, "edition")
    page.set_input_files("#edition input[type=file]", tmp_path / "as-printed.toml")
    page.wait_for_selector("#checked tbody")
    compared, _ = command_line(site.folder, "diff", "as-printed.toml", "2025.toml", "data.toml", "--format", "html")

    assert rows_shown(page, "#checked") == rows_of(compared)
    page.wait_for_function(IN_SIGHT, arg="#checked h3")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Periksa rumus").click()
    page.locator("#checked h3", has_text="Yang terbukti dari rumus ini").wait_for()
    page.wait_for_function(IN_SIGHT, arg="#checked h3")


def test_problems_of_another_year_lead_to_no_field_of_this_one(page: "Page", tmp_path: Path) -> None:
    wrong = DATA.read_text("utf-8").replace("year   = 2025", "year   = 2024", 1)
    (tmp_path / "2024.toml").write_text(wrong.replace("terbit        = 6858", "terbit        = 9999", 1), "utf-8")
    view(page, "report")
    page.locator("#report").get_by_label("Buka data tahun lain").set_input_files(tmp_path / "2024.toml")
    of_then = page.locator("#years .problems li", has=page.get_by_text("2024.toml", exact=True)).first
    of_then.wait_for(state="attached")

    problems = [str(one) for one in page.locator("#years .problems li").all_text_contents()]
    assert any("2024.toml Ini harus terpenuhi, tetapi tidak: jumlah(Penerbitan" in one for one in problems)
    assert not [one for one in problems if "melanggar syarat" in one or "sum(" in one or "<=" in one]
    assert "Paspor terbit" in str(page.locator("#years").text_content())
    assert of_then.get_by_role("button").count() == 0


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
