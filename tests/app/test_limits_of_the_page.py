"""What one should not do with the page is said where one did it, and nothing freezes or goes lost."""

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import DATA, EDITION, view

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

DROP = """files => {
  const dropped = new DataTransfer();
  for (const [name, content] of files) {
    dropped.items.add(new File([Uint8Array.from(atob(content), one => one.charCodeAt(0))], name));
  }
  document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: dropped }));
}"""


def drop(page: "Page", **files: bytes) -> None:
    """Drop files, named as ``name__kind``, on the page."""
    page.evaluate(DROP, [(name.replace("__", "."), b64encode(content).decode()) for name, content in files.items()])


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"gambar__png": b"PNG"}, "gambar.png bukan berkas yang dikenal halaman ini"),
        ({"hasil__html": b"<h1>Hasil</h1>"}, "adalah halaman untuk dibaca di peramban"),
        ({"acak__toml": bytes(range(256))}, "bukan teks UTF-8"),
        ({"kosong__docx": b""}, "kosong"),
        ({"palsu__docx": b"PK"}, "rusak, atau bukan dokumen Word atau Excel"),
        ({"palsu__xlsx": b"PK"}, "bukan buku kerja yang dapat dibaca"),
        ({"kosong__csv": b""}, "kosong"),
        ({"satu__txt": b"Bab I", "dua__txt": b"Bab I"}, "dua.txt tidak dibuka: satu laporan setiap kali"),
        ({"rumus__toml": b"lkjdsl = 1"}, "title"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_a_wrong_file_is_said_where_it_was_dropped(page: "Page", files: dict[str, bytes], said: str) -> None:
    drop(page, **files)

    page.locator("section:not([hidden]) .problems", has_text=said).first.wait_for()


def test_what_was_said_of_the_files_before_is_gone(page: "Page") -> None:
    view(page, "data")
    gambar: FilePayload = {"name": "gambar.png", "mimeType": "image/png", "buffer": b"PNG"}
    page.locator("#data").get_by_label("Buka data", exact=True).set_input_files(gambar)
    page.locator(".said", has_text="gambar.png").wait_for()
    for given, said in (("lain__png", "lain.png"), ("palsu__docx", "palsu.docx"), ("lagi__png", "lagi.png")):
        drop(page, **{given: b"PK"})
        page.locator(".said", has_text=said).wait_for()
        assert page.locator("section:not([hidden]) .said").count() == 1


def test_a_file_that_is_too_large_is_not_read(page: "Page") -> None:
    view(page, "data")
    page.wait_for_selector("#tally:not(:empty)")
    page.evaluate("""() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([new Uint8Array(LARGEST + 1)], "besar.docx"));
      dropped.items.add(new File(["Bab I"], "kecil.txt"));
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: dropped }));
    }""")

    page.locator("section:not([hidden]) .problems", has_text="besar.docx tidak dibuka: lebih dari 40 MB").wait_for()
    view(page, "data")
    assert page.input_value('[id="in-paspor.terbit"]') == "6.858"


def test_a_file_for_which_formulas_are_needed_says_so(page: "Page") -> None:
    page.evaluate("() => { state.form = null; state.edition = null; show('start'); }")
    drop(page, data__toml=DATA.read_bytes())

    page.locator("#start .problems", has_text="data.toml: pilih dahulu rumus satu tahun").wait_for()


def test_an_edition_and_its_data_may_come_at_once(page: "Page") -> None:
    drop(page, data__toml=DATA.read_bytes(), rumus__toml=EDITION.read_bytes())

    page.wait_for_function(
        "() => state.edition === 'rumus.toml' && document.getElementById('in-paspor.terbit')?.value === '6.858'"
    )


@pytest.mark.parametrize("with_it", [True, False], ids=["with what it extends", "alone"])
def test_an_edition_that_extends_another_is_none_of_the_data(page: "Page", *, with_it: bool) -> None:
    """It need not say what version of the language it is in: what it extends does."""
    own = b"title = 'Sendiri'\nextends = '2025.toml'\n"
    others = {"2025__toml": EDITION.read_bytes(), "data__toml": DATA.read_bytes()}
    drop(page, **(others if with_it else {}), sendiri__toml=own)

    page.wait_for_function(
        "() => state.edition === 'sendiri.toml' && document.getElementById('in-paspor.terbit')?.value === '6.858'"
    )


def test_of_two_data_files_the_second_one_is_not_opened_in_silence(page: "Page") -> None:
    other = DATA.read_bytes().replace(b"terbit        = 6858", b"terbit        = 1", 1)
    drop(page, a__toml=DATA.read_bytes(), b__toml=other)

    page.locator("#data .problems", has_text="b.toml tidak dibuka: satu berkas data setiap kali").wait_for()
    assert page.input_value('[id="in-paspor.terbit"]') == "6.858"


def test_data_for_formulas_with_an_error_say_so(page: "Page") -> None:
    drop(page, rumus__toml=b"lkjdsl = 1", data__toml=DATA.read_bytes())

    page.locator("#edition .problems", has_text="data.toml: rumus rumus.toml mengandung galat").wait_for()


def test_a_large_table_is_computed_when_it_is_wanted(page: "Page") -> None:
    row = b"Kantor;7.630;6.858;17;396\n"
    drop(page, besar__csv=b"office;paspor.permohonan;paspor.terbit;paspor.ditolak;paspor.batal\n" + row * 50_000)

    page.locator("#ranked", has_text="besar.csv besar").wait_for()
    page.get_by_role("button", name="Hitung di sini").click()
    page.locator("#ranked tbody").first.wait_for()


def test_nothing_fails_while_formulas_with_periods_give_way_to_others_without(page: "Page") -> None:
    """What asks about the year of the first ones meanwhile still finds it: the fixture sees that no script failed."""
    view(page, "start")
    page.locator("#start .card", has_text="Dinas Kesehatan").get_by_role("button", name="Lihat contoh").click()
    page.wait_for_function("() => state.period === 'TW4'")
    page.evaluate("""async () => {
      const leaving = all("#start .card").find((card) => card.textContent.includes("Kantor Imigrasi"));
      one("button", leaving).click();
      await dataFiles();
      drawSubject();
    }""")
    page.wait_for_function("() => state.edition === '2025.toml' && state.period === ''")
    page.locator("#data fieldset").first.wait_for()
    assert "Ada yang gagal" not in page.locator("#state").inner_text()


def test_the_way_back_of_the_browser_leads_to_the_view_before(page: "Page") -> None:
    view(page, "data")
    view(page, "offices")
    page.go_back()
    page.wait_for_selector("#data:not([hidden])")
    page.go_back()
    page.wait_for_selector("#results:not([hidden]) tbody")
    page.go_forward()
    page.wait_for_selector("#data:not([hidden])")
    assert page.input_value('[id="in-paspor.terbit"]') == "6.858"


@pytest.mark.parametrize(
    "text", ["# x\n" * 500_000, "lkjdsl = 1\nx = " + "[" * 50_000, "'" * 100_000], ids=["long", "deep", "quotes"]
)
def test_a_huge_text_in_the_place_of_formulas_freezes_nothing(page: "Page", text: str) -> None:
    view(page, "edition")
    page.wait_for_selector("#beside tbody")
    page.evaluate(
        "text => { const source = one('#source'); source.value = text; source.dispatchEvent(new Event('input')); }",
        text,
    )
    page.wait_for_selector("#edition-problems li.error")
    view(page, "start")
    page.wait_for_selector("#start:not([hidden]) .card")


def test_hostile_numbers_are_said_and_the_page_goes_on(page: "Page") -> None:
    power = (
        b"lkjdsl = 1\ntitle = 'Besar'\nyear = 2025\ninput.a.b = { kind = 'number', label = 'B' }\n[indicator.A]\n"
        b"unit = 'kali'\nformula = '" + b" * ".join([b"a.b"] * 60) + b"'\n"
    )
    drop(page, besar__toml=power)
    page.locator('[id="in-a.b"]').fill("9" * 400)
    view(page, "results")
    page.wait_for_selector("#shown tbody, #results-problems li")
    view(page, "data")
    page.locator('[id="in-a.b"]').fill("2")
    page.locator('[id="read-a.b"]', has_text="dibaca 2").wait_for()
