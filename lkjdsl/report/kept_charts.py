"""Charts that are in an office's document already: they get new data, and keep the look that somebody gave them."""

from collections.abc import Iterator

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.relationships import relationships
from lkjdsl.documents.ooxml.xml import Element, parsed
from lkjdsl.documents.word.charts import chart_data, with_data
from lkjdsl.documents.word.controls import block_range, controls_of, text_of
from lkjdsl.documents.word.requests import Request
from lkjdsl.render.word.charts import chart_workbook, chart_xml
from lkjdsl.report.blocks import ChapterFigure, ChapterPlace
from lkjdsl.report.word import WordForm


@frozen(eq=False)
class _Drawn:
    """A chart of the document: the name of its part, its root, and the name of the workbook behind it."""

    part: str
    root: Element
    workbook: str | None


def kept_chart(form: WordForm, chapter_place: ChapterPlace, request: Request, parts: Parts) -> bytes | None:
    """
    Return the content of the control of a *request* as it is, its chart with the data of the *chapter_place*.

    None where there is no chart, or one of other series or another title, which is drawn anew.
    """
    charts = [block.chart for block in chapter_place.blocks if isinstance(block, ChapterFigure)]
    control = next((one for one in controls_of(parts.root) if charts and one.element is request.element), None)
    xml = form.package.parts[parts.main]
    within = None if control is None else block_range(xml, control)
    if control is None or within is None or not text_of(control):
        return None
    drawn = list(_drawn(form, control.element, parts))
    if len(drawn) != len(charts):
        return None
    changed: dict[str, bytes] = {}
    for one, chart in zip(drawn, charts, strict=True):
        new = chart_xml(chart, "")
        if chart_data(one.root) == chart_data(_root(new)):
            continue
        part = with_data(form.package.parts[one.part], one.root, new, _root(new))
        if part is None or one.workbook is None:
            return None
        changed |= {one.part: part, one.workbook: chart_workbook(chart)}
    form.added |= changed
    form.count("figure")
    return xml[slice(*within)]


def _drawn(form: WordForm, control: Element, parts: Parts) -> Iterator[_Drawn]:
    for element in control.descendants():
        related = parts.related.get(element.attributes.get("r:id", "")) if element.name == "c:chart" else None
        root = None if related is None or related.part is None else parts.roots.get(related.part)
        if related is None or related.part is None or root is None:
            continue
        inside = relationships(form.package, related.part)
        books = [] if isinstance(inside, Diagnostic) else [one.part for one in inside.values() if one.type == "package"]
        yield _Drawn(related.part, root, books[0] if books else None)


def _root(xml: bytes) -> Element:
    root = parsed("", "", xml)
    assert not isinstance(root, Diagnostic), "what is written can be read"
    return root
