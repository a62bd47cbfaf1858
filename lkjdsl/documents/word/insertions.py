"""
What is filled in as a tracked insertion (ECMA-376 part 1, 17.13.5), for a document that records its changes.

Nothing says when it was filled in: a clock would make each filling differ.
"""

from collections.abc import Iterator

from attrs import define

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.ooxml.relationships import inside_end
from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.values import is_on, whole
from lkjdsl.documents.ooxml.xml import Element, W, is_empty_tag, opening_end, outer, parsed

AUTHOR = "lkjdsl"
FIRST = 100_000_000
"""The number of the first insertion: the changes of people are counted from 0."""
WHOLE = ("w:r", "m:oMathPara", "m:oMath")
"""What an insertion goes round."""


def is_recorded(settings: Element | None) -> bool:
    """Return whether the document with these *settings* records changes."""
    switch = None if settings is None else settings.child("w:trackRevisions")
    return bool(is_on(switch))


def insertions_after(root: Element) -> "Insertions":
    """Return what makes insertions with other numbers than those that are under *root*."""
    numbers = [
        whole(descendant.attributes.get("w:id")) or 0 for descendant in root.descendants() if descendant.name == "w:ins"
    ]
    return Insertions(max([FIRST, *numbers]))


@define(eq=False)
class Insertions:
    """Makes insertions, each with a number of its own."""

    number: int = FIRST

    def run(self, run: bytes) -> bytes:
        """Return a run, which declares its prefix, as an insertion."""
        return self._opening() + run + b"</w:ins>"

    def content(self, xml: bytes) -> bytes:
        """Return paragraphs and tables as insertions: their runs, the ends of paragraphs, the rows."""
        enclosed = b"<content>" + xml + b"</content>"
        root = parsed("", "", enclosed)
        assert not isinstance(root, Diagnostic), "what is written can be read"
        new = spliced(enclosed, self._edits(enclosed, root))
        return new[len(b"<content>") : -len(b"</content>")]

    def _edits(self, xml: bytes, parent: Element) -> Iterator[Edit]:
        for child in parent.children:
            if child.name in WHOLE:
                start, end = outer(xml, child)
                yield Edit(start, start, self._opening())
                yield Edit(end, end, b"</w:ins>")
                continue
            if child.name == "w:p":
                yield from self._mark(xml, child, "w:pPr", b"<w:rPr>%s</w:rPr>")
            elif child.name == "w:tr":
                yield from self._mark(xml, child, "w:trPr", b"%s")
            yield from self._edits(xml, child)

    def _mark(self, xml: bytes, element: Element, properties: str, form: bytes) -> Iterator[Edit]:
        """Yield the edit that says in the *properties* of an element that it was inserted."""
        said = form % (self._opening()[:-1] + b"/>")
        found = element.child(properties)
        if found is not None:
            yield inside_end(xml, found, said)
            return
        assert not is_empty_tag(xml, element), "a paragraph or row that is written has content"
        at = opening_end(xml, element)
        yield Edit(at, at, f'<{properties} xmlns:w="{W}">'.encode() + said + f"</{properties}>".encode())

    def _opening(self) -> bytes:
        self.number += 1
        return f'<w:ins xmlns:w="{W}" w:id="{self.number}" w:author="{AUTHOR}">'.encode()
