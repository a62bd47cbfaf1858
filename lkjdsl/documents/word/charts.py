"""A native chart of Word → its names and numbers, as they were last computed and kept in it."""

from collections.abc import Sequence

from lkjdsl import limits
from lkjdsl.documents.blocks import Address, Chart, Leaf, Series
from lkjdsl.documents.chart_tables import chart_table
from lkjdsl.documents.ooxml.values import whole
from lkjdsl.documents.ooxml.xml import Element


def chart_of(root: Element, anchor: Leaf) -> Chart:
    """Return the chart in a part ``chart.xml``; a comment about it goes round *anchor*."""
    elements = [descendant for descendant in root.descendants() if descendant.name == "c:ser"]
    categories = next(
        (_points(element.child("c:cat")) for element in elements if element.child("c:cat") is not None), ()
    )
    series = []
    for one in elements:
        values = one.child("c:val") or one.child("c:yVal")
        formats = [] if values is None else [each.text for each in values.descendants() if each.name == "c:formatCode"]
        series.append(Series(" ".join(_points(one.child("c:tx"))), _points(values), "".join(formats[:1])))
    title = next((descendant for descendant in root.descendants() if descendant.name == "c:title"), None)
    words = [] if title is None else [descendant.text for descendant in title.descendants() if descendant.name == "a:t"]
    title_words = "".join(words)
    return Chart(
        Address(), title_words, categories, series, anchor, chart_table(title_words, categories, series, anchor)
    )


def chart_data(root: Element) -> list[str]:
    """Return the texts and numbers of a chart, to tell whether it shows the same; Word may spell a number anew."""
    return [_rounded(descendant.text) for descendant in root.descendants() if descendant.name in ("c:v", "a:t")]


def _rounded(text: str) -> str:
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


def _points(parent: Element | None) -> Sequence[str]:
    """Return the texts of the points under *parent* by their index; what has none is empty."""
    if parent is None:
        return ()
    points: dict[int, str] = {}
    for descendant in parent.descendants():
        index = whole(descendant.attributes.get("idx")) if descendant.name == "c:pt" else None
        value = descendant.child("c:v")
        if index is not None and index < limits.TABLE_COLUMNS and value is not None:
            points.setdefault(index, value.text)
    if not points:
        return [child.text for child in parent.children if child.name == "c:v"]
    return [points.get(index, "") for index in range(max(points) + 1)]
