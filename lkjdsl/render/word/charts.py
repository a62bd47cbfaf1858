"""
A chart as Word draws it itself (ECMA-376 part 1, 21.2): XML over a workbook, so that a planner can restyle and edit it.

A row without a value stays, and its word stands at its name.
"""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

from lkjdsl.documents.ooxml.relationships import OFFICE
from lkjdsl.documents.ooxml.xml import W, attribute, written
from lkjdsl.numbers.numerals import value_text
from lkjdsl.render.chart import Chart, Mark, Series

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET = "Data"
TWENTIETH = 620
"""English Metric Units of a twentieth of a point are 635: the frame of a drawing takes some of its place."""
FLATNESS, LEAST, MOST = 0.47, 2_300_000, 7_500_000
"""The height of a drawing by its width, such as 7 by 15 centimetres, and the least and the most of it."""
COLOURS, RED = ("2F6690", "E08E45", "5B8C5A", "7A5C94"), "B3261E"
"""Said outright: a document need not have a theme, and without colours nothing would be seen."""
LONGEST_NAMES = 60
"""Characters of all names together that stand below upright bars; of more the bars lie, a name before each."""
BAR = 250_000
"""Of a bar that lies, with its share of the space to the next."""
UPRIGHT = (
    '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:p><a:pPr><a:defRPr sz="800"/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
)
"""How the numbers of an axis stand: amounts of money would be turned."""
CATEGORIES, VALUES = 111, 222
"""The ids of the two axes."""


def chart_xml(chart: Chart, workbook_id: str) -> bytes:
    """Return the part of a *chart* whose workbook the part refers to by *workbook_id*."""
    names = row_names(chart)
    everything = [*chart.series, *reference_series(chart)]
    drawn = "".join(_series(chart, at, names, series) for at, series in enumerate(chart.series))
    axes = f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/>'
    settings = '<c:grouping val="standard"/><c:varyColors val="0"/>'
    lines = f'<c:lineChart>{settings}{{}}<c:marker val="1"/>{axes}</c:lineChart>'
    if chart.kind == "bars":
        way = "bar" if _lies(chart) else "col"
        plots = (
            f'<c:barChart><c:barDir val="{way}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{drawn}<c:gapWidth val="80"/>{axes}</c:barChart>'
        )
    else:
        plots = lines.format(drawn)
    for at, one in enumerate(everything[len(chart.series) :], len(chart.series)):
        plots += lines.format(_series(chart, at, names, one, is_line=True))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}">'
        f'<c:roundedCorners val="0"/><c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea><c:layout/>{plots}{_axes(chart)}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:externalData r:id={attribute(workbook_id)}>'
        '<c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def chart_run(relationship: str, number: int, chart: Chart, width: int) -> bytes:
    """
    Return the run that shows the *chart* of a *relationship*, a *width* in twentieths of a point wide.

    *number* is that of the drawing in the document.
    """
    drawing = f"{DRAWING}/wordprocessingDrawing"
    said = attribute(chart.title)
    bars = len(chart.rows) * (len(chart.series) + 1)
    height = min(max(int(width * TWENTIETH * FLATNESS), BAR * bars if _lies(chart) else LEAST), MOST)
    return (
        f'<w:r xmlns:w="{W}"><w:drawing><wp:inline xmlns:wp="{drawing}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width * TWENTIETH}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="lkjdsl {number}" descr={said}/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/chart">'
        f'<c:chart xmlns:c="{DRAWING}/chart" xmlns:r="{OFFICE}" r:id={attribute(relationship)}/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ).encode()


def chart_workbook(chart: Chart) -> bytes:
    """Return the workbook behind a *chart*, the same bytes every time."""
    import xlsxwriter

    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    sheet, form = book.add_worksheet(SHEET), book.add_format({"num_format": chart.format})
    for row, name in enumerate(row_names(chart), 1):
        sheet.write_string(row, 0, name)
    for column, series in enumerate([*chart.series, *reference_series(chart)], 1):
        sheet.write_string(0, column, series.name)
        for row, mark in enumerate(series.marks, 1):
            if mark.value is not None:
                sheet.write_number(row, column, float(_written(mark)), form)
    book.close()
    return target.getvalue()


def row_names(chart: Chart) -> list[str]:
    """Return the names of the rows, with the words of what has no value."""
    nothing = [
        [series.marks[at] for series in chart.series if series.marks[at].value is None] for at in range(len(chart.rows))
    ]
    words = [[mark.printed for mark in marks if mark.printed] for marks in nothing]
    return [
        f"{name} ({', '.join(dict.fromkeys(said))})" if said else name
        for name, said in zip(chart.rows, words, strict=True)
    ]


def reference_series(chart: Chart) -> Sequence[Series]:
    """Return the series that all are compared with, if there is one."""
    if chart.reference is None:
        return ()
    value, name = chart.reference
    return (Series(name, [Mark(value, name)] * len(chart.rows)),)


def _series(chart: Chart, at: int, names: Sequence[str], series: Series, *, is_line: bool = False) -> str:
    column, last = chr(ord("B") + at), len(names) + 1
    categories = _strings(f"{SHEET}!$A$2:$A${last}", names)
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{_written(mark)}</c:v></c:pt>'
        for index, mark in enumerate(series.marks)
        if mark.value is not None
    )
    code = f"<c:formatCode>{written(chart.format)}</c:formatCode>"
    values = (
        f"<c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>{code}"
        f'<c:ptCount val="{len(series.marks)}"/>{points}</c:numCache></c:numRef>'
    )
    unmarked = '<c:marker><c:symbol val="none"/></c:marker>' if is_line else ""
    colour = f'<a:solidFill><a:srgbClr val="{RED if is_line else COLOURS[at % len(COLOURS)]}"/></a:solidFill>'
    is_bar = chart.kind == "bars" and not is_line
    look = f"<c:spPr>{colour}</c:spPr>" if is_bar else f'<c:spPr><a:ln w="28575">{colour}</a:ln></c:spPr>'
    after = '<c:smooth val="0"/>' if is_line or chart.kind == "trend" else ""
    name = _strings(f"{SHEET}!${column}$1", [series.name])
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx>{name}</c:tx>{look}{unmarked}'
        f"<c:cat>{categories}</c:cat><c:val>{values}</c:val>{after}</c:ser>"
    )


def _strings(place: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{written(text)}</c:v></c:pt>' for index, text in enumerate(texts))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _title(title: str) -> str:
    words = f'<a:p><a:pPr><a:defRPr sz="1200"/></a:pPr><a:r><a:rPr sz="1200"/><a:t>{written(title)}</a:t></a:r></a:p>'
    return f'<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{words}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def _axes(chart: Chart) -> str:
    """Return the axes; that of the bars begins at 0, or their lengths would mislead."""
    code = f'<c:numFmt formatCode={attribute(chart.format)} sourceLinked="0"/>'
    least = '<c:min val="0"/>' if chart.kind == "bars" and not _has_negative(chart) else ""
    # Of bars that lie the first row is to be on top, and the numbers below all of them.
    order, names, values, crosses = ("maxMin", "l", "b", "max") if _lies(chart) else ("minMax", "b", "l", "autoZero")
    return (
        f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{names}"/><c:tickLblPos val="low"/><c:crossAx val="{VALUES}"/>'
        '<c:tickLblSkip val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUES}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{values}"/><c:majorGridlines/>{code}{UPRIGHT}<c:crossAx val="{CATEGORIES}"/>'
        f'<c:crosses val="{crosses}"/></c:valAx>'
    )


def _lies(chart: Chart) -> bool:
    """Return whether the bars lie, since their names are long; a line across them can only be drawn upright."""
    return chart.kind == "bars" and chart.reference is None and sum(map(len, row_names(chart))) > LONGEST_NAMES


def _has_negative(chart: Chart) -> bool:
    return any(mark.value is not None and mark.value[0] < 0 for series in chart.series for mark in series.marks)


def _written(mark: Mark) -> str:
    """Return a value as a spreadsheet has it: a decimal of at most 30 digits."""
    assert mark.value is not None, "a mark without a value is not written"
    return value_text(mark.value)
