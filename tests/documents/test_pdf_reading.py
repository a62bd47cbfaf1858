"""What is printed on the pages of a PDF, as the blocks that the Word reader gives: made by typst, so that lines are."""

import pytest
import typst

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Block, Caption, Chart, Document, Equation, Heading, Paragraph, Table
from lkjdsl.documents.reading import read_bytes
from tests.support.pdf_files import IMAGE, PICTURE, TEXT, pdf

PAGE = "#set page(width: 16cm, height: 9cm, margin: 2cm)\n#set text(size: 11pt)\n"


def document(source: str, page: str = PAGE) -> Document:
    found = read_bytes("laporan.pdf", typst.compile((page + source).encode()))
    assert isinstance(found, Document), found
    return found


def told(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {text}"
        case Paragraph(text=text, number=number, setting=setting):
            return f"{number if number == '•' else ''}{'^' if setting == 'footnote' else ''}{text}"
        case Equation(lines=lines):
            return " // ".join(f"${line}" for line in lines)
        case Caption(text=text):
            return f"!{text}"
        case Table(caption=caption, rows=rows):
            words = ["" if caption is None else f"!{caption.text}: "]
            words += [" / ".join(" | ".join(cell.string for cell in row) for row in rows)]
            return "".join(words)
        case Chart():
            return "chart"


def read(source: str, page: str = PAGE) -> list[str]:
    return [told(block) for block in document(source, page).blocks]


NARROW = "#table(columns: (4cm, auto), "
LONG = "Capaian indikator kinerja pada tahun ini meningkat dibandingkan dengan tahun lalu sebesar 2,5 persen"


@pytest.mark.parametrize(("source", "expected"), [
    (f"{LONG}.\n\nYang lain.", [f"{LONG}.", "Yang lain."]),
    ("Nilai rata-\\\nrata 90,5", ["Nilai rata-rata 90,5"]),
    ("= Capaian\n\nIsi.", ["# Capaian", "Isi."]),
    ("#set heading(bookmarked: false)\n= Capaian\n\nIsi laporan ini.", ["# Capaian", "Isi laporan ini."]),
    ("BAB III\n\nAKUNTABILITAS\n\nA. Capaian\n\nIsi.", ["# BAB III", "# AKUNTABILITAS", "## A. Capaian", "Isi."]),
    ("- satu\n- dua", ["•satu", "•dua"]),
    (f"#align(center)[Tabel 3.1 {LONG}]\n#table(columns: 2, [A], [B], [1], [2])",
     [f"!Tabel 3.1 {LONG}: A | B / 1 | 2"]),
    ("Nilai#footnote[Hasil survei.] sebesar 91,5.", ["Nilai sebesar 91,5.", "^Hasil survei."]),
    ("Sebesar #strike[90] 91.", ["Sebesar 91."]),
    ("= Capaian #strike[90]\n\nIsi laporan ini panjang sekali.", ["# Capaian", "Isi laporan ini panjang sekali."]),
    ("#underline[Sebesar 91].\n\nYang lain.", ["Sebesar 91.", "Yang lain."]),
    ("$ X = (6.858)/(7.630) times 100% $", ["$X = 6.858 / 7.630 * 100%"]),
    ("$ X &= (1 + 2)/4 times 100% \\ X &= 75% $", ["$X = (1 + 2) / 4 * 100% // $= 75%"]),
    ("$ X &= 1 + 2 \\ &= 3 $", ["$X = 1 + 2 // $= 3"]),
])  # fmt: skip
def test_text_is_read_in_its_order(source: str, expected: list[str]) -> None:
    assert read(source) == expected


@pytest.mark.parametrize(("source", "expected"), [
    ("#table(columns: 3, [No], [Nama], [Nilai], [1], [Paspor], [97,5])", "No | Nama | Nilai / 1 | Paspor | 97,5"),
    ("#table(columns: 3, table.cell(rowspan: 2)[A], table.cell(colspan: 2)[B], [c], [d], [e], [1], [2])",
     "A | B / c | d / e | 1 | 2"),
    (f"{NARROW}[Nama], [Pagu], [Belanja], [Rp.126,52\\ 5,000])", "Nama | Pagu / Belanja | Rp.126,525,000"),
    (f"{NARROW}[Nama], [Pagu], [Belanja], [Rp1.500.00\\ 0])", "Nama | Pagu / Belanja | Rp1.500.000"),
    (f"{NARROW}[Nama], [Tahun], [A], [2024\\ 2025])", "Nama | Tahun / A | 2024 2025"),
    (f"Pelayanan.\n{NARROW}[Nama], [B], [A], [pelayan\\ an])", "Nama | B / A | pelayanan"),
    (f"Pelayan.\n{NARROW}[Nama], [B], [A], [pelayan\\ an])", "Nama | B / A | pelayan an"),
    ("#table(columns: 2, [A], [B], [$X = 1/2$], [3])", "A | B / X = 1 / 2 | 3"),
])  # fmt: skip
def test_a_ruled_table_is_read(source: str, expected: str) -> None:
    assert read(source)[-1] == expected


def test_a_table_goes_on_over_pages() -> None:
    """Headings that come again are there once, and a row that is cut is one."""
    rows = ", ".join(f"[{number}], [Kegiatan ke-{number}], [{number * 10}]" for number in range(1, 15))
    for header in ("[No], [Uraian], [Nilai]", "table.header([No], [Uraian], [Nilai])"):
        found = document(f"Awal.\n#table(columns: 3, {header}, {rows})\nAkhir.")
        (table,) = (block for block in found.blocks if isinstance(block, Table))
        assert len(table.rows) == 15
        assert table.header_rows == 1
        last = table.rows[-1][2]
        assert table.cell_address(table.rows[1][2]).text("id") == (
            "Halaman 1, Bagian depan, tabel tanpa judul 1 baris 1 kolom Nilai"
        )
        assert table.cell_address(last).text("en")[:7] in ("Page 2,", "Page 3,")


def test_a_row_that_is_cut_at_the_end_of_a_page_is_one() -> None:
    words = " ".join(f"kata{chr(97 + at)}" for at in range(24))
    assert read(f"#v(2.6cm)\n#table(columns: (2cm, 4cm, 2cm), [No], [Uraian], [Nilai], [1], [{words}], [97,5])") == [
        f"No | Uraian | Nilai / 1 | {words} | 97,5"
    ]


def test_tables_that_touch_are_two() -> None:
    one = "#table(columns: (3cm, 3cm, 3cm), [A], [B], [C], [x], [1], [2], [y], [3], [4])"
    other = "#v(-0.4em)\n#table(columns: (3cm, 3cm, 3cm), [D], [E], [F], [z], [5], [6])"
    assert len(read(f"#set block(spacing: 0pt)\n{one}\n{other.removeprefix('#v(-0.4em)')}")) == 2


def test_what_stands_on_every_page_is_no_text() -> None:
    margins = "header: [Kantor Imigrasi 2025], footer: context [Halaman #counter(page).display()]"
    page = PAGE.replace("margin: 2cm", f'margin: 2cm, {margins}, numbering: "1"')
    assert read("Satu.\n#pagebreak()\nDua.\n#pagebreak()\nTiga.", page) == ["Satu.", "Dua.", "Tiga."]


def test_a_paragraph_goes_on_over_pages() -> None:
    (paragraph,) = read(" ".join([LONG] * 10))
    assert paragraph == " ".join([LONG] * 10)


def test_what_is_not_read_is_told_with_its_page() -> None:
    unruled = "#table(columns: 3, stroke: none, [A], [B], [C], [a], [1], [2], [b], [3], [4])"
    square = "#rect(width: 2cm, height: 1cm)"
    found = document(f"Satu.\n#pagebreak()\n{unruled}\n{square}")
    unread = [(one.address.text("id"), one.kind, one.count) for one in found.unread]
    assert unread == [("Halaman 2, Bagian depan", "table", 1)]
    assert [told(block) for block in found.blocks] == ["Satu."]


def test_a_page_that_is_turned_is_read_as_it_is_seen() -> None:
    data = pdf(b"BT /F 12 Tf 0 1 -1 0 100 50 Tm (Capaian 97,5%) Tj 0 1 -1 0 130 50 Tm (Lain.) Tj ET").replace(
        b"/MediaBox", b"/Rotate 90 /MediaBox"
    )
    found = read_bytes("laporan.pdf", data)
    assert isinstance(found, Document)
    assert [told(block) for block in found.blocks] == ["Capaian 97,5%", "Lain."]


def test_pictures_and_what_is_behind_them_are_counted_by_page() -> None:
    """What a scanner puts behind its picture is not read."""
    content, resources = b"q 9 0 0 9 0 0 cm /I Do Q ", f"/Font << /F 4 0 R >> {IMAGE}"
    found = read_bytes("laporan.pdf", pdf(content + TEXT, resources, PICTURE))
    assert isinstance(found, Document)
    assert [(one.address.where("en"), one.kind, one.count) for one in found.unread] == [("Page 1", "picture", 1)]
    hidden = read_bytes("laporan.pdf", pdf(content + b"3 Tr " + TEXT, resources, PICTURE))
    assert isinstance(hidden, Diagnostic)
    assert hidden.code == "pdf-scanned"
