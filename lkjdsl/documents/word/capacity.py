"""
What a content control can hold, by where it stands and by its kind (ECMA-376 part 1, 17.5.2).

A control round a row or round several cells has nothing but them; one of plain text has characters alone, and of a
list, a date, a picture or a box that is ticked a figure is none of the values.
"""

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.word.controls import Control, is_ours, was_filled

PLAIN = ("w:text", "w:comboBox")
"""Kinds that hold characters of anybody's choice, and nothing else."""
CHOSEN = ("w:dropDownList", "w:date", "w:picture", "w14:checkbox", "w:equation", "w:citation", "w:bibliography")
"""Kinds that hold something else than characters of anybody's choice."""


def is_narrow(control: Element, *, is_text: bool) -> bool:
    """Return whether the kind of a content control keeps it from holding a text of a line, or else paragraphs."""
    properties = control.child("w:sdtPr")
    kinds = set() if properties is None else {child.name for child in properties.children}
    return not kinds.isdisjoint(CHOSEN if is_text else (*CHOSEN, *PLAIN))


def holds_text_alone(control: Element) -> bool:
    """Return whether the kind of a content control keeps another control from standing inside of it."""
    return control.name == "w:sdt" and is_narrow(control, is_text=False)


def without_room(name: str, control: Control, *, is_text: bool) -> Diagnostic | None:
    """Return why *control* of the document *name* cannot hold a text of a line, or else paragraphs and tables."""
    inside = () if control.content is None else control.content.children
    if not was_filled(control) and any(map(is_ours, control.element.descendants())):
        return problem("control-round-control", name=name, key=control.key)
    is_beyond_a_cell = control.level == "row" or len([child for child in inside if child.name == "w:tc"]) > 1
    if is_beyond_a_cell or (is_text and any(child.name == "w:tbl" for child in inside)):
        return problem("control-round-cells", name=name, key=control.key)
    if is_narrow(control.element, is_text=is_text):
        return problem("control-of-narrow-kind", name=name, key=control.key)
    if control.level == "inline" and not is_text:
        return problem("control-in-line", name=name, key=control.key)
    return None
