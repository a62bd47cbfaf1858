"""What a Word document asks to be filled with: the keys of its controls and marks, in the order of reading."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.word.controls import key_of
from lkjdsl.documents.word.marks import marks_of
from lkjdsl.documents.word.room import sections_of, width_at

SEQUENCE = re.compile(r"\bSEQ\s+(\w+)")
"""The code of a field that numbers captions, and the label that it counts."""


@frozen
class Request:
    """
    A key that is asked for; ``captions`` counts those of the document itself before it, by their label.

    ``width`` is that of the place in twentieths of a point, None where the document does not say it; ``paragraph`` is
    the first one there. ``element`` is the control, or the paragraph of the mark.
    """

    key: str
    captions: Mapping[str, int]
    element: Element
    width: int | None = None
    paragraph: Element | None = None


def requests_of(root: Element, left: Container[str] = ()) -> list[Request]:
    """
    Return what the main part under *root* asks for.

    Inside of a control nothing is looked at; the captions in those that are *left* as they are count as the document's.
    """
    marks: dict[Element, list[str]] = {}
    for mark in marks_of(root):
        marks.setdefault(mark.paragraph, []).append(mark.key)
    return list(_Walk(marks, sections_of(root), left).requests(root, ()))


def least_widths(requests: Sequence[Request]) -> Mapping[str, int]:
    """Return the width of what is asked for by a key: where it is asked for in several places, the least of them."""
    known: dict[str, int] = {}
    for request in requests:
        if request.width is not None:
            known[request.key] = min(request.width, known.get(request.key, request.width))
    return known


@define(eq=False)
class _Walk:
    marks: Mapping[Element, list[str]]
    sections: Sequence[Element]
    left: Container[str]
    captions: Counter[str] = field(factory=Counter)

    def requests(self, parent: Element, above: tuple[Element, ...]) -> Iterator[Request]:
        ancestors = (*above, parent)
        for child in parent.children:
            key = key_of(child) if child.name == "w:sdt" else None
            if key is not None:
                yield self._request(key, ancestors, child)
                for inside in child.descendants() if key in self.left else ():
                    self._count(inside)
                continue
            self._count(child)
            for marked in self.marks.get(child, ()):
                yield self._request(marked, ancestors, child)
            if child.name != "mc:Fallback":
                yield from self.requests(child, ancestors)

    def _count(self, element: Element) -> None:
        code = element.text if element.name == "w:instrText" else element.attributes.get("w:instr", "")
        self.captions.update(SEQUENCE.findall(code))

    def _request(self, key: str, ancestors: tuple[Element, ...], element: Element) -> Request:
        cell = next((one for one in element.descendants() if one.name == "w:tc"), None)
        inside = (*ancestors, cell) if cell is not None and ancestors[-1].name == "w:tr" else ancestors
        paragraph = next((one for one in (element, *element.descendants()) if one.name == "w:p"), None)
        return Request(key, dict(self.captions), element, width_at(inside, element.start, self.sections), paragraph)
