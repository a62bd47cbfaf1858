"""What is filled into a report in Word: equations, tables, captions and charts, as Word programs read them."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from fractions import Fraction as Ratio
from io import BytesIO
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Chart as ReadChart
from lkjdsl.documents.blocks import Equation as ReadEquation
from lkjdsl.documents.blocks import Table
from lkjdsl.documents.ooxml.writing import rewritten
from lkjdsl.documents.word.added_parts import chart_parts, workbook_relationship
from lkjdsl.documents.word.controls import controls_of, filled
from lkjdsl.documents.word.styles import styles_of
from lkjdsl.domains.typeset.tree import (
    PRODUCT,
    SUM,
    Cases,
    EquationTree,
    Fence,
    Fraction,
    FunctionCall,
    PathTree,
    PlainWord,
    PrintedNumber,
    Root,
    Summation,
    Tree,
    chain,
    power,
    prefix,
)
from lkjdsl.render.chart import Chart, Mark, Series
from lkjdsl.render.grid_layout import SIZES, WIDTH, grid_layout
from lkjdsl.render.notation.omml import equation_paragraphs
from lkjdsl.render.page import BlankCell, Grid, PageColumn
from lkjdsl.render.word.charts import chart_run, chart_workbook, chart_xml
from lkjdsl.render.word.paragraphs import caption, paragraph
from lkjdsl.render.word.tables import table
from tests.documents.test_word_splicing import MAIN, control, root_of
from tests.support.letters import verdana
from tests.support.word_files import document, docx, p, package, parts, read, zipped

WORDS = st.text(st.sampled_from("ab <&\">'1,9%.é"), min_size=1, max_size=5)
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(
        st.builds(PrintedNumber, WORDS), st.builds(PlainWord, WORDS), st.builds(PathTree, WORDS, WORDS, st.booleans())
    ),
    lambda inner: st.one_of(
        st.builds(lambda terms: chain("+", terms, SUM), st.lists(inner, min_size=1, max_size=4)),
        st.builds(lambda terms: chain("×", terms, PRODUCT), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Fraction, inner, inner),
        st.builds(power, inner, inner),
        st.builds(Root, inner, st.integers(2, 4)),
        st.builds(lambda tree: Fence("⌊", tree, "⌋"), inner),
        st.builds(lambda tree: prefix("−", tree), inner),
        st.builds(lambda tree: prefix("bukan", tree), inner),
        st.builds(FunctionCall, WORDS, st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(lambda a, b, c: Cases(((a, b),), c, ("jika", "selain itu")), inner, inner, inner),
        st.builds(Summation, inner, WORDS),
    ),
    max_leaves=8,
)


@given(TREES, TREES)
def test_any_formula_is_an_equation_of_word_with_each_numeral_in_one_run(left: Tree, right: Tree) -> None:
    xml = equation_paragraphs([EquationTree(left, right), EquationTree(left, right, "≈")])

    found = document(xml)

    assert all(isinstance(block, ReadEquation) for block in found.blocks)
    told = [descendant.text for descendant in root_of(package(docx(xml))).descendants() if descendant.name == "m:t"]
    for text in numerals(left) + numerals(right):
        assert text.replace('"', "”") in told
    python_docx.Document(BytesIO(docx(xml)))


def numerals(tree: Tree) -> list[str]:
    """Return the numerals of a tree that stands alone, or as a fraction."""
    match tree:
        case PrintedNumber(text=text) | PathTree(text=text, filled=True):
            return [text]
        case Fraction(above=above, below=below):
            return numerals(above) + numerals(below)
        case _:
            return []


def test_an_equation_is_read_back_as_it_was_meant() -> None:
    left, hundred = PlainWord("D1"), PrintedNumber("100%")
    division = Fraction(PrintedNumber("6.858"), PrintedNumber("7.630"))
    steps = [
        EquationTree(left, chain("×", [division, hundred], PRODUCT)),
        EquationTree(left, PrintedNumber("89,88%"), "≈"),
    ]

    found = document(equation_paragraphs(steps))

    assert [line.string for block in found.blocks if isinstance(block, ReadEquation) for line in block.lines] == [
        "D1 = 6.858 / 7.630 * 100%",
        "≈ 89,88%",
    ]


def test_a_long_sum_is_broken_between_its_terms_and_read_as_one_line() -> None:
    terms = [PlainWord(f"permohonan paspor yang ke-{number}") for number in range(6)]

    written = equation_paragraphs([EquationTree(PlainWord("X"), Fraction(chain("+", terms, SUM), PrintedNumber("2")))])

    assert written.count("<m:eqArr>") == 1
    block = document(written).blocks[0]
    assert isinstance(block, ReadEquation)
    assert len(block.lines) == 1


GRID = Grid(
    [PageColumn("No"), PageColumn("Indikator", wide=True), PageColumn("Capaian", "right")],
    [["1", "Indeks <Layanan> & Izin", "105,88%"], ["2", "bagian", "tidak tersedia"], ["", "Rata-rata", "86,75%"]],
    [0, 1, 0],
    total=True,
)


@pytest.mark.parametrize("style", ["TabelKisi", None])
def test_a_table_is_read_back_with_its_caption_and_its_heading_repeated(style: str | None) -> None:
    above = caption("Tabel", 3, "Capaian & target", "Keterangan", (9001, "lkjdsl_tabel_capaian"))
    data = docx((above + table(GRID, style)).decode() + p("Sesudah"), styles='<w:style w:styleId="Keterangan"/>')

    found = read(data)

    block = found.blocks[0]
    assert isinstance(block, Table)
    assert (block.caption and block.caption.text.string) == "Tabel 3 Capaian & target"
    assert (block.header_rows, block.columns) == (1, ["No", "Indikator", "Capaian"])
    assert [[cell.string for cell in row] for row in block.rows[1:]] == GRID.rows
    reread = python_docx.Document(BytesIO(data)).tables[0]
    assert [cell.paragraphs[0].alignment for cell in reread.rows[1].cells] == [0, 0, 2]
    assert [[run.bold for run in cell.paragraphs[0].runs] for cell in reread.rows[3].cells] == [[True]] * 3


def test_the_styles_of_an_office_are_found_by_their_indonesian_names() -> None:
    style = '<w:style w:styleId="{}"><w:name w:val="{}"/></w:style>'
    written = docx(style.format("K1", "Keterangan") + style.format("T1", "Table Grid"))

    styles = styles_of(root_of(package(written)).children[0])

    assert [styles.built_in(name) for name in ("caption", "table grid", "heading 1")] == ["K1", "T1", None]


CHART = Chart(
    "bars",
    "Capaian <IKK>",
    ["IKK1", "IKK2", "IKK3"],
    [Series("2025", [Mark((10588, 10_000), "105,88%"), Mark(None, "tidak tersedia"), Mark((1, 3), "33,33%")])],
    "0.00%",
    ((1, 1), "100%"),
)
BOOK = "xl/worksheets/sheet1.xml"


def with_chart(data: bytes, chart: Chart) -> bytes:
    """Fill the control `grafik:capaian` of a document with a chart."""
    opened = package(data)
    xml = chart_xml(chart, workbook_relationship())
    added, id_ = chart_parts(opened, {}, MAIN, 1, xml, chart_workbook(chart))
    place = next(one for one in controls_of(root_of(opened)) if one.key == "grafik:capaian")
    shown = paragraph("").replace(b"</w:p>", chart_run(id_, 7001, chart, 9_000) + b"</w:p>")
    return rewritten(opened, {**added, MAIN: filled(opened.parts[MAIN], [(place, shown)])})


def test_a_chart_is_native_keeps_what_is_not_available_and_has_its_workbook() -> None:
    original = zipped({**parts(p("a") + control("grafik:capaian", p("lama"))), "word/media/a.png": b"x"})

    result = with_chart(original, CHART)

    found = next(block for block in read(result).blocks if isinstance(block, ReadChart))
    assert (found.title, found.categories) == ("Capaian <IKK>", ["IKK1", "IKK2 (tidak tersedia)", "IKK3"])
    assert [one.name for one in found.series] == ["2025", "100%"]
    assert [point and Ratio(point) for point in found.series[0].points][:2] == [Ratio("1.0588"), ""]
    assert with_chart(result, CHART) == result
    chart = next(
        part for part in python_docx.Document(BytesIO(result)).part.package.iter_parts() if "charts" in part.partname
    )
    book = next(iter(chart.rels.values())).target_part.blob
    sheet = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=2)][:3] == [
        [None, "2025"],
        ["IKK1", 1.0588],
        ["IKK2 (tidak tersedia)", None],
    ]


def test_another_chart_in_its_place_adds_no_parts() -> None:
    original = docx(control("grafik:capaian", p("lama")))
    first = with_chart(original, CHART)

    second = with_chart(first, Chart("trend", "Tren", ["2024", "2025"], CHART.series[:0], "0.00%"))

    assert package(second).entries.keys() == package(first).entries.keys()
    assert not isinstance(read(second), Diagnostic)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_all_of_it(tmp_path: Path) -> None:
    division = Fraction(PrintedNumber("6.858"), PrintedNumber("7.630"))
    body = (
        paragraph("Capaian kinerja").decode()
        + (caption("Tabel", 1, "Capaian", None, (9001, "lkjdsl_tabel")) + table(GRID, None)).decode()
        + equation_paragraphs([EquationTree(PlainWord("D1"), chain("×", [division, PrintedNumber("100%")], PRODUCT))])
        + control("grafik:capaian", p("lama"))
    )
    source = tmp_path / "laporan.docx"
    source.write_bytes(with_chart(docx(body), CHART))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "laporan.docx"),
    ]

    subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert (tmp_path / "laporan.pdf").stat().st_size > 5_000


def widths(xml: bytes) -> list[int]:
    return [int(width) for width in re.findall(rb'<w:gridCol w:w="(\d+)"', xml)]


def test_figures_keep_their_room_in_a_table_of_too_many_words() -> None:
    figure, word = "Rp3.558.827.000", "Pertanggungjawabannya"
    columns = [PageColumn("a", wide=True), *(PageColumn("b") for _ in range(5)), PageColumn("c", "right")]

    found = widths(table(Grid(columns, [[word] * 6 + [figure]]), None))

    assert sum(found) <= WIDTH
    assert found[-1] >= verdana(figure) * SIZES[-1]


def test_letters_get_smaller_before_a_word_is_broken() -> None:
    columns = [PageColumn("kolom") for _ in range(6)]

    xml = table(Grid(columns, [["keimigrasian"] * 6]), None)

    assert b'<w:sz w:val="16"/>' in xml
    assert min(widths(xml)) >= verdana("keimigrasian") * SIZES[1]


def test_names_share_their_room_so_that_they_have_as_many_lines() -> None:
    columns = [PageColumn("Sasaran", wide=True), PageColumn("Program", wide=True), PageColumn("Pagu", "right")]
    names = ["Meningkatnya mutu layanan " * 4, "Program dua tiga " * 2]

    objective, programme, _ = grid_layout(Grid(columns, [[*names, "Rp3.558.827.000"]])).widths

    assert abs(objective * len(names[1]) / (programme * len(names[0])) - 1) < 0.1


def test_a_column_to_write_in_has_room_beside_long_names() -> None:
    columns = [PageColumn("Indikator", wide=True), PageColumn("Rencana aksi", wide=True)]

    name, action = grid_layout(Grid(columns, [["nama indikator " * 12, BlankCell("[isi rencana aksi]")]])).widths

    assert action * 3 > name


def test_bars_with_long_names_lie() -> None:
    def way(names: Sequence[str]) -> bytes:
        chart = Chart("bars", "Pagu", names, [Series("pagu", [Mark((1, 1), "1")] * len(names))], "0")
        found = re.search(rb'barDir val="(\w+)"', chart_xml(chart, "rId1"))
        assert found is not None
        return found[1]

    assert [way(["RM", "PNBP"]), way(["Dukungan Manajemen Internal"] * 3)] == [b"col", b"bar"]


@pytest.mark.parametrize(("widest", "lines"), [(60, 1), (28, 2)])
def test_times_100_percent_goes_onto_a_line_of_its_own_in_a_narrow_place(widest: int, lines: int) -> None:
    division = Fraction(PlainWord("Kendaraan laik jalan"), PlainWord("Kendaraan yang diuji"))
    tree = chain("×", [division, PrintedNumber("100%")], PRODUCT)
    xml = equation_paragraphs([EquationTree(PlainWord("D1"), tree)], widest)
    assert 1 + xml.count("<m:eqArr>") == lines
