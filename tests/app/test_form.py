"""The form: what is typed, how it is read, what is kept of it, and that none of it is lost unasked."""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.browser import DATA, EDITION, Site, command_line, rows_shown, view

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page


def test_what_is_typed_is_read_as_indonesian_and_shown_beside_the_field(page: "Page") -> None:
    view(page, "data")
    for text, shown, wrong in (
        ("7.630", "dibaca 7.630", ""),
        ("nihil", "dibaca 0", ""),
        ("6,858", "", "“6,858” bukan bilangan bulat. Apakah maksudnya 6.858? Ribuan ditulis dengan titik."),
        ("50%", "", "“50%” adalah persentase, isian ini bukan. Tulis 50, tanpa tanda %."),
        ("6,85", "", "Paspor terbit adalah jumlah, tetapi “6,85” bukan bilangan bulat"),
    ):
        page.fill('[id="in-paspor.terbit"]', text)
        if wrong:
            page.locator('[id="wrong-paspor.terbit"]', has_text=wrong).wait_for()
        else:
            page.wait_for_function(
                "text => document.getElementById('read-paspor.terbit').textContent === text", arg=shown
            )
        assert page.inner_text('[id="read-paspor.terbit"]') == shown
        assert (page.inner_text('[id="wrong-paspor.terbit"]') if wrong else "") == wrong
    assert re.search(r"[0-9]+ dari [0-9]+ isian .* [0-9]+ keliru\.", page.inner_text("#tally"))
    view(page, "results")
    said = page.locator("#results-problems li.error", has_text="bukan bilangan bulat")
    said.wait_for()
    assert said.inner_text().strip() == "Galat Paspor terbit adalah jumlah, tetapi “6,85” bukan bilangan bulat"


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
    assert page.inner_text("#subject").startswith("Kantor Uji · 2025 · Kantor Imigrasi Kelas III Non TPI")
    page.get_by_role("button", name="Tambah baris").first.click()
    page.locator("#tally", has_text="Tabel yang belum diisi: 8.").wait_for()
    page.check("#table-belanja")
    page.locator("#tally", has_text="Tabel yang belum diisi: 7.").wait_for()
    assert page.locator("#none-risiko b").is_visible()
    page.fill('[id="in-penerbitan.0.l"]', "6.000")
    page.locator("#data-problems li", has_text="jumlah(Penerbitan: Laki-laki").wait_for(state="detached")
    page.locator("#none-penerbitan").wait_for(state="hidden")
    page.fill('[id="in-penerbitan.0.p"]', "800")
    broken = page.locator("#data-problems li.error", has_text="kiri 6.800, kanan 6.858: selisih 58")
    broken.get_by_role("button", name="Paspor terbit").first.click()
    assert page.evaluate("document.activeElement.id") == "in-paspor.terbit"
    page.get_by_role("button", name="Simpan isian").first.click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.wait_for_function("() => document.querySelector('#state').textContent.includes('disimpan')")
    view(page, "results")
    page.wait_for_selector("#shown tbody")
    page.get_by_role("button", name="Simpan Bab III").click()
    page.wait_for_function("() => document.querySelector('#state').textContent === 'bab-iii.docx disimpan'")
    page.locator("#results-problems", has_text="bab-iii.docx disimpan, tetapi masih ada 2 galat dalam data").wait_for()

    data = (site.folder / "data.toml").read_text("utf-8")
    assert "office  = 'Kantor Uji'" in data
    assert "permohonan = 7630" in data
    assert "belanja = []" in data
    shutil.copy(EDITION, tmp_path)
    (tmp_path / "data.toml").write_text(data, "utf-8")
    command_line(tmp_path, "report", "2025.toml", "data.toml", "--output", "bab-iii.docx")
    assert (site.folder / "bab-iii.docx").read_bytes() == (tmp_path / "bab-iii.docx").read_bytes()
    shutil.copy(DATA, site.folder)


def test_comments_that_cannot_be_kept_are_said_to_be_lost(page: "Page", site: Site) -> None:
    (site.folder / "sebaris.toml").write_bytes(b"year = 2025\npaspor = {\n  terbit = 6858, # dari arsip\n}\n")
    view(page, "data")
    page.locator("#data").get_by_label("Buka data", exact=True).set_input_files(site.folder / "sebaris.toml")
    page.wait_for_function("() => document.getElementById('in-paspor.ditolak')?.value === ''")
    page.fill('[id="in-paspor.ditolak"]', "17")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog"):  # the state may name the file before it is asked whether to write over it
        page.get_by_role("button", name="Simpan isian").first.click()
    page.wait_for_function("() => document.querySelector('#state').textContent.includes('data.toml')")
    assert page.locator("#data [role=alert]").count() == 0, "what was not saved lost nothing"
    assert page.evaluate("state.changed")
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Simpan isian").first.click()

    page.locator("#data [role=alert] li.warning", has_text="Komentar atau urutan sebaris.toml").wait_for()
    assert "ditolak = 17" in (site.folder / "data.toml").read_text("utf-8")
    shutil.copy(DATA, site.folder)


def test_the_field_that_is_empty_or_wrong_is_found(page: "Page") -> None:
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    page.fill('[id="in-paspor.ditolak"]', "tujuh")
    page.wait_for_selector('[id="in-paspor.ditolak"][aria-invalid=true]')
    page.focus("#in-office")
    page.locator("#data").get_by_role("button", name="Isian kosong atau keliru berikutnya").first.dispatch_event(
        "click"
    )
    found = [page.evaluate("document.activeElement.id")]
    for _ in range(3):
        page.evaluate("nextEmpty()")
        found.append(page.evaluate("document.activeElement.id"))

    page.focus("#in-office")
    clicked = []
    for _ in range(4):
        page.locator("#data").get_by_role("button", name="Isian kosong atau keliru berikutnya").first.click()
        clicked.append(page.evaluate("document.activeElement.id"))
    assert clicked == found, "by the mouse it goes on as well"
    assert "in-paspor.ditolak" in found
    wrong = page.evaluate("[...document.querySelectorAll('#data [aria-invalid=true]')].map(one => one.id)")
    assert all(name in wrong or page.input_value(f'[id="{name}"]') == "" for name in found)


def test_a_workbook_that_was_filled_in_fills_the_form(page: "Page", tmp_path: Path) -> None:
    command_line(tmp_path, "eval", str(EDITION), str(DATA), "--output", "kantor.xlsx")
    before = rows_shown(page, "#shown")
    view(page, "data")
    page.wait_for_selector("#in-office")
    page.fill("#in-office", "")
    page.fill('[id="in-paspor.terbit"]', "1")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#data").get_by_label("Buka data", exact=True).set_input_files(tmp_path / "kantor.xlsx")
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


def test_a_data_file_never_takes_the_place_of_what_was_typed_unasked(page: "Page") -> None:
    view(page, "data")
    page.fill('[id="in-paspor.terbit"]', "7.000")
    asked: list[str] = []

    def decline(dialog: "Dialog") -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", decline)
    page.locator("#data").get_by_label("Buka data", exact=True).set_input_files(DATA)
    page.wait_for_timeout(500)

    assert page.input_value('[id="in-paspor.terbit"]') == "7.000"
    assert asked == ["Isian yang belum disimpan akan diganti dengan data.toml. Lanjutkan?"]


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
    other = page.context.new_page()
    other.goto(site.address)
    other.wait_for_selector("body[data-ready]")
    view(other, "data")
    other.fill("#in-office", "Kantor Baru")
    page.locator("#other-tab", has_text="Tab lain dari halaman ini").wait_for()
    page.fill("#in-office", "Kantor Lama")
    assert "Kantor Baru" in page.evaluate("localStorage.getItem('lkjdsl')"), "newer work is not written over"
    page.get_by_role("button", name="Ingat isian di tab ini").click()
    assert "Kantor Lama" in page.evaluate("localStorage.getItem('lkjdsl')")
    other.get_by_role("button", name="Pakai isian dari tab lain").click()
    other.wait_for_selector("body[data-ready]")
    view(other, "data")
    assert other.input_value("#in-office") == "Kantor Lama"
    other.close()
    view(page, "start")
    page.uncheck("#remember")
    assert page.evaluate("localStorage.length") == 0


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
    page.get_by_role("button", name="Hapus baris 3").click()
    assert page.evaluate("document.activeElement.id") == "remove-lain.1"
    page.locator("[aria-invalid=true]").wait_for(state="detached")
    page.get_by_role("button", name="Kembalikan baris 3").click()
    assert page.evaluate("document.activeElement.id") == "in-lain.2.nama"
    assert page.input_value('[id="in-lain.2.jumlah"]') == "6"
    assert page.input_value("#in-office") == ""
    page.get_by_role("button", name="Pakai lagi kantor “Kantor Imigrasi").click()
    assert page.input_value("#in-office").startswith("Kantor Imigrasi")
    view(page, "results")
    page.get_by_role("cell", name="14,00 kasus").wait_for()


def test_a_data_file_with_a_name_that_no_field_has_is_not_taken_in_silence(page: "Page", tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(
        DATA.read_text("utf-8").replace("ditolak       = 17", "ditolakk      = 17", 1), "utf-8"
    )
    view(page, "data")
    page.locator("#data").get_by_label("Buka data", exact=True).set_input_files(tmp_path / "data.toml")

    page.locator("#data .problems > li", has_text="paspor.ditolakk").first.wait_for()


def test_what_the_page_itself_saved_is_no_news(page: "Page") -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    page.fill("#in-office", "Kantor Baru")
    page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => said.push(one("#state").textContent)).observe(one("#state"), { childList: true });
    }""")
    page.locator("#data").get_by_role("button", name="Simpan isian").first.click()
    page.wait_for_function("() => said.includes('data.toml disimpan')")
    page.wait_for_timeout(3000)  # the folder tells of a change within a second

    assert [one for one in page.evaluate("said") if "berubah" in one] == []


def test_numbers_are_seen_as_a_whole_on_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")

    cut = page.eval_on_selector_all(
        "#data .field input.number", "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.value)"
    )
    assert cut == []


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
