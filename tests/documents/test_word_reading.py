"""What a Word document says, as blocks: each kind of markup that reports have, written by hand."""

from time import process_time

import pytest

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Caption, Chart, Document, Equation, Heading, Paragraph, Table
from lkjdsl.documents.word.comments import commented
from tests.support.word_files import W, addresses, document, docx, p, package, parts, read, strings, zipped


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


CODE = '<w:r><w:instrText xml:space="preserve"> SEQ Tabel \\* ARABIC </w:instrText></w:r>'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
TEXTS = {
    "split runs": (r("97.") + "<w:proofErr/>" + r("17") + r("%"), ["97.17%"]),
    "an insertion and a deletion": (
        (
            f"{r('capaian ')}<w:del w:id='2'><w:r><w:delText>73%</w:delText><w:br/></w:r></w:del>"
            f"<w:ins w:id='1'>{r('74%')}</w:ins>"
        ),
        ["capaian 74%"],
    ),
    "moved text": (f"<w:moveFrom w:id='1'>{r('lama')}</w:moveFrom><w:moveTo w:id='2'>{r('baru')}</w:moveTo>", ["baru"]),
    "a simple field": (f'{r("Lihat ")}<w:fldSimple w:instr="REF x">{r("Bab 3")}</w:fldSimple>', ["Lihat Bab 3"]),
    "a complex field": (
        r("Hal ") + field("begin") + CODE + field("separate") + r("7") + field("end") + r(" ini"),
        ["Hal 7 ini"],
    ),
    "a field in a field": (
        field("begin")
        + field("begin")
        + CODE
        + field("separate")
        + r("x")
        + field("end")
        + field("separate")
        + r("9")
        + field("end"),
        ["9"],
    ),
    "a content control": (
        f"{r('a ')}<w:sdt><w:sdtPr/><w:sdtContent>{r('108,00%')}</w:sdtContent></w:sdt>",
        ["a 108,00%"],
    ),
    "a link": (f'<w:hyperlink r:id="x">{r("tautan")}</w:hyperlink>', ["tautan"]),
    "hidden text": (f"{r('a')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>", ["a"]),
    "tabs, breaks and hyphens": (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/></w:r>",
        ["a\tb\nc-d"],
    ),
    "soft hyphens and hard spaces": (r("ca\u00adpai\u00adan 99,83\u00a0%"), ["capaian 99,83 %"]),
    "symbols": ('<w:r><w:t>5 </w:t><w:sym w:font="Symbol" w:char="F0A3"/><w:t> 6</w:t></w:r>', ["5 ≤ 6"]),
    "characters of XML": (r("a &lt; b &amp; &#37;"), ["a < b & %"]),
    "a text box once": (r("Teks") + BOX.format(p("74% di kotak")), ["Teks", "74% di kotak"]),
    "an unknown element around a run": (f"<w:smartTag>{r('a')}</w:smartTag><x:y>{r('b')}</x:y>", ["ab"]),
}


@pytest.mark.parametrize(("runs", "expected"), TEXTS.values(), ids=TEXTS)
def test_a_paragraph_is_read_as_it_is_printed(runs: str, expected: list[str]) -> None:
    found = document(f"<w:p>{runs}</w:p>")

    assert strings(found) == expected


EQUATIONS = {
    "a fraction": (
        f"{m('D1=')}<m:f><m:num>{m('6.858')}</m:num><m:den>{m('7.630')}</m:den></m:f>{m('×100%')}",
        ["D1=6.858 / 7.630*100%"],
    ),
    "sums above and below": (
        f"<m:f><m:num>{m('a + b')}</m:num><m:den>{m('c + 1')}</m:den></m:f>",
        ["(a + b) / (c + 1)"],
    ),
    "fences, powers, roots": (
        (
            f"<m:d><m:e>{m('D1')}</m:e></m:d>{m(' + ')}<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
            f"{m(' + ')}<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{m('9')}</m:e></m:rad>"
        ),
        ["(D1) + x^2 + sqrt(9)"],
    ),
    "subscripts and a sum": (
        (
            f"{m('X=')}<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{m('i=1')}</m:sub><m:sup>{m('2')}</m:sup>"
            f"<m:e><m:sSub><m:e>{m('K')}</m:e><m:sub>{m('i')}</m:sub></m:sSub></m:e></m:nary>"
        ),
        ["X=∑ K_i"],
    ),
    "rows of an array": (
        f"<m:eqArr><m:e>{m('X &amp;= 1 + 1')}</m:e><m:e>{m('&amp;= 2')}</m:e></m:eqArr>",
        ["X = 1 + 1", "= 2"],
    ),
    "text in Word's own runs": ("<m:r><m:rPr><m:nor/></m:rPr><m:t>Capaian </m:t></m:r>" + m("= 5"), ["Capaian = 5"]),
}


@pytest.mark.parametrize(("math", "expected"), EQUATIONS.values(), ids=EQUATIONS)
@pytest.mark.parametrize("around", ["<m:oMath>{}</m:oMath>", "<m:oMathPara><m:oMath>{}</m:oMath></m:oMathPara>"])
def test_an_equation_is_read_in_lines(math: str, around: str, expected: list[str]) -> None:
    block = document(f"<w:p>{around.format(math)}</w:p>").blocks[0]

    assert isinstance(block, Equation)
    assert [line.string for line in block.lines] == expected


def test_an_equation_in_a_sentence_stays_there() -> None:
    found = document(f"<w:p>{r('Nilai ')}<m:oMath>{m('5/6')}</m:oMath>{r(' itu.')}</w:p>")

    assert strings(found) == ["Nilai 5/6 itu."]


def level(number: int, form: str, text: str, more: str = "") -> str:
    settings = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{settings}</w:lvl>'


HEADINGS = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "BAB %1", '<w:pStyle w:val="Judul1"/>')
    + level(1, "upperLetter", "%2.", '<w:pStyle w:val="Judul2"/>')
    + level(2, "decimal", "%3.", '<w:pStyle w:val="Judul3"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%1.%2)")
    + level(2, "bullet", "\uf0b7")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Judul{n}"><w:name w:val="{name}"/>'
    f'<w:pPr><w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    for n, name in ((1, "heading 1"), (2, "Judul 2"), (3, "heading 3"))
) + (
    '<w:style w:type="paragraph" w:styleId="Anak"><w:name w:val="Anak Judul"/><w:basedOn w:val="Judul3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Keterangan"><w:name w:val="Keterangan"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def item(text: str, numbering: int, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>')


def test_headings_and_lists_have_the_numbers_that_word_computes() -> None:
    body = (
        p("Pendahuluan", "Judul1") + p("Perencanaan", "Judul1") + p("Akuntabilitas", "Judul1") + p("Capaian", "Judul2")
        + p("Sasaran satu", "Judul3") + p("Sasaran dua", "Anak") + item("satu;", 2) + item("anak;", 2, 1)
        + item("anak;", 2, 1) + item("titik;", 2, 2) + item("dua;", 2) + item("baru;", 3) + item("anak;", 3, 1)
        + p("Anggaran", "Judul2") + p("Belanja", "Judul3")
    )  # fmt: skip

    found = document(body, styles=STYLES, numbering=HEADINGS)

    assert [(block.number, block.address.text("id")) for block in found.blocks if isinstance(block, Heading)] == [
        ("BAB I", "Bab I, judul"),
        ("BAB II", "Bab II, judul"),
        ("BAB III", "Bab III, judul"),
        ("A.", "Bab III.A, judul"),
        ("1.", "Bab III.A.1, judul"),
        ("2.", "Bab III.A.2, judul"),
        ("B.", "Bab III.B, judul"),
        ("1.", "Bab III.B.1, judul"),
    ]
    assert [(block.number, block.level) for block in found.blocks if isinstance(block, Paragraph)] == [
        ("1.", 0),
        ("1.a)", 1),
        ("1.b)", 1),
        ("•", 2),
        ("2.", 0),
        ("5.", 0),
        ("5.a)", 1),
    ]


def test_typed_headings_are_found_in_a_document_without_styles() -> None:
    body = "".join(
        map(
            p,
            [
                "BAB III",
                "AKUNTABILITAS KINERJA",
                "A. Capaian Kinerja",
                "Kalimat.",
                "1. Sasaran Meningkatnya Layanan",
                "Kalimat dengan 3 (tiga) butir:",
                "1. butir satu;",
                "2. butir dua.",
                "a. Indeks Kualitas",
                "Kalimat.",
                "b. Indeks Lain",
                "Kalimat.",
                "2. Sasaran Kedua",
                "Kalimat.",
                "B. Realisasi Anggaran",
                "Kalimat.",
            ],
        )
    )

    found = document(body)

    assert [block.address.text("id") for block in found.blocks if isinstance(block, Heading)] == [
        "Bab III, judul",
        "Bab III, judul",
        "Bab III.A, judul",
        "Bab III.A.1, judul",
        "Bab III.A.1.a, judul",
        "Bab III.A.1.b, judul",
        "Bab III.A.2, judul",
        "Bab III.B, judul",
    ]


def test_chapters_that_are_only_listed_are_no_headings() -> None:
    contents = p("Daftar Isi") + p("BAB I PENDAHULUAN\t1") + p("A. Latar Belakang.....1") + p("BAB II PENUTUP\t9")
    about = p("BAB I PENDAHULUAN") + p("Memuat latar belakang.") + p("BAB II PENUTUP") + p("Memuat simpulan.")
    first = p("BAB I PENDAHULUAN") + p("Kalimat.") * 6 + p("B. Sistematika Penyajian") + p("Ringkasan")
    second = p("BAB II PENUTUP") + p("Kalimat 5%.") * 6

    found = document(contents + first + about + second)

    assert [block.address.text("id") for block in found.blocks if isinstance(block, Heading)] == [
        "Daftar Isi, judul",
        "Bab I, judul",
        "Bab I.B, judul",
        "Bab II, judul",
    ]
    assert addresses(found)[-1] == "Bab II, paragraf 6"


def test_decimal_numbers_of_headings_stand_alone() -> None:
    body = p("BAB III") + p("3.1 Capaian Kinerja") + p("Kalimat.") + p("3.1.2 Sasaran Kedua") + p("Kalimat.")

    assert addresses(document(body))[-1] == "3.1.2, paragraf 1"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


SPAN = '<w:gridSpan w:val="2"/>'
SPAN, REPEATED = '<w:gridSpan w:val="2"/>', "<w:trPr><w:tblHeader/></w:trPr>"
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
ACHIEVEMENT = table(
    f"{REPEATED}{cell('Sasaran', RESTART)}{cell('Kinerja', SPAN)}",
    f"<w:trPr><w:tblHeader/></w:trPr>{cell('', CONTINUE)}{cell('Target')}{cell('Capaian')}",
    cell("(1)") + cell("(2)") + cell("(3)"),
    cell("I. Layanan", RESTART) + cell("91") + cell("105,88%"),
    cell("", CONTINUE) + cell("100%") + cell("73,24%"),
)


def only_table(found: Document) -> Table:
    return next(block for block in found.blocks if isinstance(block, Table))


def test_merged_cells_are_there_once_and_headings_have_all_their_rows() -> None:
    found = document(p("BAB III") + p("Tabel 3. 2 Capaian Kinerja") + ACHIEVEMENT + p("Kalimat."))
    read_table = only_table(found)

    assert (read_table.header_rows, read_table.columns) == (3, ["Sasaran", "Kinerja Target", "Kinerja Capaian"])
    assert [cell.string for row in read_table.rows[3:] for cell in row] == [
        "I. Layanan",
        "91",
        "105,88%",
        "100%",
        "73,24%",
    ]
    grid = read_table.grid()
    assert grid[4][0] is grid[3][0]
    last = read_table.rows[4][-1]
    assert read_table.cell_address(last).text("id") == "Bab III, Tabel 3.2 baris 2 kolom Kinerja Capaian"
    assert read_table.cell_address(last).text("en") == "Bab III, Table 3.2 row 2 column Kinerja Capaian"


def wide(text: str, span: int) -> str:
    return cell(text, f'<w:gridSpan w:val="{span}"/>')


SHAPES = {
    "parts of a year in the next row": (
        table(
            cell("Uraian") + wide("2024", 2), cell("") + cell("Target") + cell("Realisasi"), cell("a") + cell("9") * 2
        ),
        (2, ["Uraian", "2024 Target", "2024 Realisasi"]),
    ),
    "a title of the whole above": (
        table(wide("Capaian Kinerja", 2), cell("Indikator") + cell("Capaian"), cell("IKK1") + cell("99,83%")),
        (2, ["Indikator", "Capaian"]),
    ),
    "two rows that Word repeats": (
        table(*[REPEATED + cell(text) + cell("Nilai") for text in ("Uraian", "Satuan")], cell("a") + cell("9")),
        (2, ["Uraian Satuan", "Nilai"]),
    ),
    "a figure at once": (table(cell("Anggaran") + cell("Rp3.558.827.000")), (0, ["", ""])),
    "years": (
        table(cell("Indikator") + cell("2024") + cell("2025"), cell("a") + cell("1") + cell("2")),
        (1, ["Indikator", "2024", "2025"]),
    ),
    "columns that are counted": (
        table(cell("No") + cell("Nama"), cell("a") + cell("b"), cell("1") + cell("x")),
        (2, ["No", "Nama"]),
    ),
    "a letter beside a number": (table(cell("No") + cell("Nama"), cell("a") + cell("12")), (1, ["No", "Nama"])),
    "one repeated row of two": (
        table(
            f"{REPEATED}{cell('No', RESTART)}{wide('Kinerja', 2)}",
            cell("", CONTINUE) + cell("Target") + cell("Capaian"),
            cell("1") + cell("91") + cell("105,88%"),
        ),
        (2, ["No", "Kinerja Target", "Kinerja Capaian"]),
    ),
}


@pytest.mark.parametrize(("body", "expected"), SHAPES.values(), ids=SHAPES)
def test_the_heading_of_a_table_is_told_from_its_rows(body: str, expected: tuple[int, list[str]]) -> None:
    found = only_table(document(body))

    assert (found.header_rows, found.columns) == expected


def test_a_caption_may_have_its_title_in_the_next_paragraph() -> None:
    found = document(p("Tabel 3.1") + p("Capaian Kinerja") + table(cell("a") + cell("b")) + p("Grafik CAPAIAN"))

    block = only_table(found)
    assert block.caption is not None
    assert (block.caption.number, block.caption.text.string) == ("3.1", "Tabel 3.1 Capaian Kinerja")
    assert isinstance(found.blocks[-1], Paragraph)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{c1}{t}{c2}{t}", ["1.1", "1.2"]),
        ("{t}{c1}{t}{c2}", ["1.1", "1.2"]),
        ("{c1}{t}x{t}{c2}", ["1.1", "1.2"]),
        ("{t}{c1}", ["1.1"]),
        ("{t}{u}{c1}", [None, "1.1"]),
        ("{t}{t}{c1}", ["1.1"]),
        ("{t}{c1}x{t}{c2}{t}", ["1.1", "1.2", None]),
        ("{c1}{t}x{t}{c2}{t}", ["1.1", None, "1.2"]),
    ],
)
def test_a_caption_goes_to_its_table_above_or_below(body: str, expected: list[str | None]) -> None:
    tables = {
        "t": table(cell("No") + cell("Nama"), cell("1") + cell("a")),
        "u": table(cell("No") + cell("Uraian"), cell("1") + cell("b")),
        "c1": p("Tabel 1. 1 Satu"),
        "c2": p("Tabel 1.2 Dua"),
    }

    found = document(body.replace("x", p("Kalimat.")).format(**tables))

    captions = [block.caption and block.caption.number for block in found.blocks if isinstance(block, Table)]
    assert captions == expected


def test_a_caption_is_numbered_by_a_field_and_by_its_style() -> None:
    caption = (
        f'<w:p><w:pPr><w:pStyle w:val="Keterangan"/></w:pPr>{r("Tabel 3.")}{field("begin")}{CODE}'
        f"{field('separate')}{r('7')}{field('end')}{r(' menunjukkan capaian.')}</w:p>"
    )

    found = document(caption + table(cell("a") + cell("b")) + p("Gambar 2.1 Alur"), styles=STYLES)

    assert isinstance(found.blocks[0], Table)
    assert found.blocks[0].caption is not None
    assert found.blocks[0].caption.number == "3.7"
    assert isinstance(found.blocks[1], Caption)
    assert found.blocks[1].address.text("en") == "Front matter, Figure 2.1"


def test_rows_and_cells_in_content_controls_and_tracked_rows_are_seen() -> None:
    body = (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell('a')}<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt></w:tr>"
        f"</w:sdtContent></w:sdt><w:tr><w:trPr><w:del/></w:trPr>{cell('x')}{cell('y')}</w:tr></w:tbl>"
    )

    assert strings(document(body)) == ["a", "b"]


def test_a_table_in_a_cell_follows_its_table() -> None:
    found = document(f"<w:tbl><w:tr><w:tc>{p('luar')}{table(cell('dalam') + cell('b'))}<w:p/></w:tc></w:tr></w:tbl>")

    assert strings(found) == ["luar", "dalam", "b"]


def test_a_span_without_end_is_bounded() -> None:
    wide = cell("a", '<w:gridSpan w:val="999999999"/>')

    assert len(only_table(document(table(wide + wide))).columns) <= 1_000


def test_notes_follow_their_paragraph() -> None:
    body = f'<w:p>{r("Capaian 74%")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{p("Lanjut.")}'
    notes = f'<w:footnote w:id="0">{p("garis")}</w:footnote><w:footnote w:id="2">{p("Sumber: 2,5 juta.")}</w:footnote>'

    found = document(body, footnotes=notes)

    assert strings(found) == ["Capaian 74%", "Sumber: 2,5 juta.", "Lanjut."]
    assert addresses(found)[1] == "Bagian depan, catatan kaki 1"


def test_a_table_of_contents_is_left_out() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('A. Capaian 26')}</w:sdtContent></w:sdt>"
    )

    found = document(
        p("DAFTAR ISI") + control + p("B. Anggaran\t46", "TOC1") + p("C. Lainnya.....50") + p("BAB I"), styles=STYLES
    )

    assert strings(found) == ["DAFTAR ISI", "BAB I"]


def test_a_chart_is_read_by_its_cached_numbers() -> None:
    series = (
        "<c:chart><c:title><a:t>Capaian</a:t></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>2025</c:v>"
        "</c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>IKK1</c:v></c:pt>"
        "<c:pt idx='1'><c:v>IKK2</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
        "<c:pt idx='1'><c:v>99.83</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chart>"
    )
    drawing = '<w:p><w:r><w:drawing><a:graphic><c:chart r:id="rId1"/></a:graphic></w:drawing></w:r></w:p>'

    chart = document(drawing, chart=series).blocks[0]

    assert isinstance(chart, Chart)
    assert (chart.title, chart.categories) == ("Capaian", ["IKK1", "IKK2"])
    assert [(one.name, one.points) for one in chart.series] == [("2025", ["", "99.83"])]


def test_pictures_and_objects_are_counted_by_section() -> None:
    picture = "<w:p><w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r></w:p>"

    found = document(picture + p("BAB II PERENCANAAN") + picture + picture)

    assert [(one.address.section, one.count) for one in found.unread] == [((), 1), (("Bab II",), 2)]


def test_a_document_with_another_prefix_and_a_strict_namespace_is_the_same() -> None:
    contents = parts(ACHIEVEMENT + p("Kalimat 5 &lt; 6."))
    strict = contents["word/document.xml"].replace("w:", "kata:").replace("xmlns:w=", "xmlns:kata=")
    strict = strict.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")

    assert strings(read(zipped({**contents, "word/document.xml": strict}))) == strings(read(zipped(contents)))
    refused = commented(package(zipped({**contents, "word/document.xml": strict})), [])
    assert isinstance(refused, Diagnostic)
    assert refused.code == "document-of-strict-kind"


def test_a_report_of_sixty_pages_is_read_soon() -> None:
    row = "".join(cell(f"sel {column} 12,5%") for column in range(8))
    body = (p("A. Capaian") + p("Realisasi sebesar 97,17% dari target. " * 12) * 8 + table(*[row] * 25)) * 30
    data = docx(body)
    start = process_time()

    found = read(data)

    assert process_time() - start < 3  # 0.4 s on a machine that has nothing else to do
    assert sum(isinstance(block, Table) for block in found.blocks) == 30
