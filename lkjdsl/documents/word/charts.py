"""A native chart of Word → its names and numbers, as they were last computed and kept in it; others in their place."""

from collections.abc import Sequence

from lkjdsl import limits
from lkjdsl.documents.blocks import Address, Chart, Leaf, Series
from lkjdsl.documents.chart_tables import chart_table
from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.values import whole
from lkjdsl.documents.ooxml.xml import Element, outer, tag_name


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


def with_data(xml: bytes, root: Element, new: bytes, new_root: Element) -> bytes | None:
    """
    Return the chart *xml* with the names and numbers of the chart *new*, and its own look.

    None where their series or titles are not the same ones, or where numbers below 0 would have no axis.
    """
    old_series, new_series = (_series_by_index(one) for one in (root, new_root))
    is_same = tag_name(xml, root) == tag_name(new, new_root) and old_series.keys() == new_series.keys()
    if not is_same or _title(root) != _title(new_root) or _least(root) > _least(new_root):
        return None
    edits: list[Edit] = []
    for index, series in new_series.items():
        for name in ("c:tx", "c:cat", "c:val"):
            before, after = old_series[index].child(name), series.child(name)
            if before is None or after is None:
                return None
            edits.append(Edit(*outer(xml, before), new[slice(*outer(new, after))]))
    return spliced(xml, edits)


def _series_by_index(root: Element) -> dict[str | None, Element]:
    return {one.value("c:idx", of="val"): one for one in root.descendants() if one.name == "c:ser"}


def _title(root: Element) -> str:
    return "".join(one.text for one in root.descendants() if one.name == "a:t")


def _least(root: Element) -> int:
    """Return how many axes say where they begin."""
    return sum(one.name == "c:min" for one in root.descendants())


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
