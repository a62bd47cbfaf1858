"""The width of the place that is asked to be filled in, as the document states it."""

import pytest

from lkjdsl.documents.ooxml.xml import Element, parsed
from lkjdsl.documents.word.requests import least_widths, requests_of
from tests.support.word_files import NAMESPACES, p

MARK = p("[[lkjdsl:tabel:capaian]]")
A4 = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1418" w:right="1418"/>'
WIDE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:left="1000" w:right="838"/>'


def section(inside: str) -> str:
    return f"<w:sectPr>{inside}</w:sectPr>"


def table(cell: str, row: str = "", *, grid: tuple[int, ...] = (), properties: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{row}{cell}</w:tr></w:tbl>"


def cell(properties: str = "", inside: str = MARK) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def of(width: int, kind: str = "dxa") -> str:
    return f'<w:tcW w:w="{width}" w:type="{kind}"/>'


MARGINS = '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'


def box(extent: str, insets: str = "") -> str:
    """Return a text box as Word draws it, of a width in English metric units."""
    shape = f'<wps:spPr><a:xfrm><a:ext cx="{extent}" cy="9"/></a:xfrm></wps:spPr>'
    return (
        f'<w:p><w:r><w:drawing><wps:wsp xmlns:wps="{WPS}" xmlns:a="{DRAWING}">{shape}<wps:txbx><w:txbxContent>{MARK}'
        f"</w:txbxContent></wps:txbx><wps:bodyPr{insets}/></wps:wsp></w:drawing></w:r></w:p>"
    )


def shape(style: str) -> str:
    """Return a text box as older programs draw it."""
    return (
        f'<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="{style}"><v:textbox>'
        f"<w:txbxContent>{MARK}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
    )


WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CASES: dict[str, tuple[str, list[int | None]]] = {
    "a text box": (box("3600000") + section(A4), [3600000 // 635 - 288]),
    "a text box without insets": (box("3600000", ' lIns="0" rIns="0"') + section(A4), [3600000 // 635]),
    "a text box of no width": (box("") + section(A4), [None]),
    "a text box of older programs": (shape("position:absolute;width:283.5pt;height:9pt") + section(A4), [5670 - 288]),
    "a text box as wide as its text": (shape("mso-width-percent:400;height:9pt") + section(A4), [None]),
    "the last section": (MARK + section(A4), [9070]),
    "the section that ends behind it": (
        MARK + p("", properties=section(WIDE)) + MARK + section(A4),
        [15000, 9070],
    ),
    "the paragraph that ends a section is of it": (
        f"<w:p><w:pPr>{section(WIDE)}</w:pPr><w:r><w:t>[[lkjdsl:nilai:I]]</w:t></w:r></w:p>{MARK}{section(A4)}",
        [15000, 9070],
    ),
    "a gutter": (MARK + section(A4.replace("/><w:pgMar", '/><w:pgMar w:gutter="70"')), [9000]),
    "columns of text": (MARK + section(A4 + '<w:cols w:num="2" w:space="70"/>'), [4500]),
    "columns that differ": (
        MARK + section(A4 + '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="6000"/><w:col w:w="3000"/></w:cols>'),
        [3000],
    ),
    "no section": (MARK, [None]),
    "a page of no known size": (MARK + section('<w:pgMar w:left="1" w:right="1"/>'), [None]),
    "a cell": (table(cell(of(4320))) + section(A4), [4090]),
    "a cell with margins of its own": (
        table(cell(of(4320) + '<w:tcMar><w:left w:w="10" w:type="dxa"/></w:tcMar>'), properties=MARGINS) + section(A4),
        [4240],
    ),
    "a cell by the grid": (table(cell(of(0, "auto")), cell(inside=p("a")), grid=(1000, 3000)) + section(A4), [2770]),
    "a cell over two columns": (
        table(cell('<w:gridSpan w:val="2"/>'), cell(inside=p("a")), grid=(1000, 3000, 2000)) + section(A4),
        [4770],
    ),
    "a part of its table in percent, by the grid": (table(cell(of(2500, "pct")), grid=(5000,)) + section(A4), [4770]),
    "a cell that says nothing": (table(cell()) + section(A4), [None]),
    "the inner of two tables": (
        table(cell(of(8000), inside=table(cell(of(2000))) + p(""))) + section(A4),
        [1770],
    ),
    "a text box of which nothing is said": (
        f"<w:p><w:r><w:pict><w:txbxContent>{MARK}</w:txbxContent></w:pict></w:r></w:p>" + section(A4),
        [None],
    ),
}


def root_of(body: str) -> Element:
    root = parsed("", "", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode())
    assert isinstance(root, Element), root
    return root


@pytest.mark.parametrize("case", CASES)
def test_a_place_is_as_wide_as_the_document_says(case: str) -> None:
    body, widths = CASES[case]
    assert [request.width for request in requests_of(root_of(body))] == widths


def test_what_is_asked_for_twice_has_the_lesser_width() -> None:
    body = MARK + table(cell(of(4320))) + table(cell()) + section(A4)
    assert least_widths(requests_of(root_of(body))) == {"tabel:capaian": 4090}


def test_a_control_is_as_wide_as_what_it_stands_in() -> None:
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="lkjdsl:tabel:capaian"/></w:sdtPr><w:sdtContent>{p("a")}</w:sdtContent></w:sdt>'
    )
    body = table(cell(of(4320), inside=control)) + control + section(A4)
    assert [request.width for request in requests_of(root_of(body))] == [4090, 9070]
