"""A chart and its workbook put into a Word document as parts; put there again they take the place of themselves."""

import posixpath
from collections.abc import Mapping

from lkjdsl.documents.ooxml.package import TYPES, Package
from lkjdsl.documents.ooxml.relationships import (
    NO_RELATIONSHIPS,
    relationships_part,
    with_content_type,
    with_relationship,
)

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_relationship() -> str:
    """Return the id by which a chart that is put in refers to its workbook."""
    return "rIdLkjdsl1"


def chart_parts(
    package: Package, changed: Mapping[str, bytes], main: str, number: int, chart: bytes, workbook: bytes
) -> tuple[dict[str, bytes], str]:
    """
    Return the parts of *package* that a chart adds or changes, and the id by which the *main* part refers to it.

    *changed* are the parts that were changed before; *number* tells the charts of ours apart.
    """
    folder = posixpath.dirname(main)
    name, book = f"{folder}/charts/lkjdsl{number}.xml", f"{folder}/embeddings/lkjdsl{number}.xlsx"
    known = {**package.parts, **changed}
    related, id_ = with_relationship(
        known.get(relationships_part(main), NO_RELATIONSHIPS), "chart", f"charts/lkjdsl{number}.xml"
    )
    inside, _ = with_relationship(NO_RELATIONSHIPS, "package", f"../embeddings/lkjdsl{number}.xlsx")
    types = with_content_type(with_content_type(known[TYPES], name, CHART), book, WORKBOOK)
    return {
        relationships_part(main): related,
        TYPES: types,
        name: chart,
        relationships_part(name): inside,
        book: workbook,
    }, id_
