"""A native chart of Word → its names and numbers, as they were last computed and kept in it."""

from collections.abc import Sequence

from lkjdsl import limits
from lkjdsl.documents.blocks import Address, Chart, Leaf, Series
from lkjdsl.documents.chart_tables import chart_table
from lkjdsl.documents.ooxml.values import whole
from lkjdsl.documents.ooxml.xml import Element


def chart_of(root: Element, anchor: Leaf) -> Chart:
    """Return the chart in a part ``chart.xml``; a comment about it goes round *anchor*."""
    found = [one for one in root.descendants() if one.name == "c:ser"]
    categories = next((_points(one.child("c:cat")) for one in found if one.child("c:cat") is not None), ())
    series = []
    for one in found:
        values = one.child("c:val") or one.child("c:yVal")
        formats = [] if values is None else [each.text for each in values.descendants() if each.name == "c:formatCode"]
        series.append(Series(" ".join(_points(one.child("c:tx"))), _points(values), "".join(formats[:1])))
    title = next((one for one in root.descendants() if one.name == "c:title"), None)
    words = [] if title is None else [one.text for one in title.descendants() if one.name == "a:t"]
    title_words = "".join(words)
    return Chart(
        Address(), title_words, categories, series, anchor, chart_table(title_words, categories, series, anchor)
    )


def chart_data(root: Element) -> list[str]:
    """Return the texts and numbers of a chart, to tell whether it shows the same; Word may spell a number anew."""
    return [_rounded(one.text) for one in root.descendants() if one.name in ("c:v", "a:t")]


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
    for one in parent.descendants():
        index = whole(one.attributes.get("idx")) if one.name == "c:pt" else None
        value = one.child("c:v")
        if index is not None and index < limits.TABLE_COLUMNS and value is not None:
            points.setdefault(index, value.text)
    if not points:
        return [one.text for one in parent.children if one.name == "c:v"]
    return [points.get(index, "") for index in range(max(points) + 1)]
