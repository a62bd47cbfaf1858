"""
XML of strangers → elements that know the bytes they stand at.

Expat alone: no tree library gives byte offsets, and without offsets a part could only be written anew, which loses
what the reader did not know. A document type definition is refused, so that no entity can be declared.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.visible import HIDDEN

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of what is put into Word documents."""
PREFIXES = {
    W: "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
}
"""The namespaces that are read, transitional and strict, and the prefix each has in the names of elements here."""
OPENING_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
"""A tag as it stands in the bytes: an attribute may contain `>`."""


@frozen(eq=False)
class Element:
    """
    An element of a part.

    ``name`` and the names of attributes have the prefixes of PREFIXES whatever the part calls them; ``text`` is the
    character data directly inside; ``start`` is the byte of its ``<``, ``closing`` that of its end tag (an empty
    element has none: where it ends).
    """

    name: str
    attributes: Mapping[str, str]
    children: "tuple[Element, ...]"
    text: str
    start: int
    closing: int

    def child(self, name: str) -> "Element | None":
        """Return the first child of this *name*."""
        return next((child for child in self.children if child.name == name), None)

    def value(self, *names: str, of: str = "w:val") -> str | None:
        """Return the attribute *of* of the element down the path *names*, such as ``w:pPr``, ``w:pStyle``."""
        element: Element | None = self
        for name in names:
            element = None if element is None else element.child(name)
        return None if element is None else element.attributes.get(of)

    def descendants(self) -> "Iterator[Element]":
        """Yield all elements inside, in the order of the document."""
        waiting = list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def opening_end(xml: bytes, element: Element) -> int:
    """Return the byte after the start tag of *element*."""
    tag = OPENING_TAG.match(xml, element.start)
    assert tag is not None, "expat saw a tag here"
    return tag.end()


def is_empty_tag(xml: bytes, element: Element) -> bool:
    """Return whether *element* is written as ``<name/>``."""
    return xml[opening_end(xml, element) - 2 : opening_end(xml, element)] == b"/>"


def outer(xml: bytes, element: Element) -> tuple[int, int]:
    """Return the bytes from the ``<`` of *element* to the end of its end tag."""
    if is_empty_tag(xml, element):
        return element.start, element.closing
    return element.start, xml.index(b">", element.closing) + 1


def inner(xml: bytes, element: Element) -> tuple[int, int]:
    """Return the bytes between the tags of *element*; none where it is an empty tag."""
    return opening_end(xml, element), element.closing


def tag_name(xml: bytes, element: Element) -> str:
    """Return the name of *element* with the prefix of its part."""
    name = re.compile(rb"<([^\s/>]+)").match(xml, element.start)
    assert name is not None, "expat saw a tag here"
    return name[1].decode()


UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot have (2.2)."""


TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of all that follows it: a figure behind it would be shown from its end."""


def written(text: str) -> str:
    r"""
    Return *text* as it stands between tags, without what XML cannot have.

    >>> written("a\u202e b\x07 <c>")
    'a\ufffd b &lt;c&gt;'
    """
    return escape(_shown(text))


def attribute(text: str) -> str:
    """Return *text* as the value of an attribute, in its quotation marks."""
    return quoteattr(_shown(text))


def _shown(text: str) -> str:
    return TURNING.sub(HIDDEN, UNWRITABLE.sub("", text))


class _Refused(Exception):  # noqa: N818 - it leaves expat's callbacks and no function of this module
    def __init__(self, code: str) -> None:
        self.code = code


def parsed(name: str, part: str, xml: bytes) -> Element | Diagnostic:
    """Return the root of the *part* of the document *name*, or why it is not read."""
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.ordered_attributes = True
    waiting: list[tuple[str, Mapping[str, str], int, list[Element], list[str]]] = []
    top: list[Element] = []
    elements = 0

    def refuse(code: str) -> NoReturn:
        raise _Refused(code)

    def start(tag: str, attributes: list[str]) -> None:
        nonlocal elements
        elements += 1
        if len(waiting) >= limits.XML_DEPTH:
            refuse("document-too-deep")
        if elements > limits.XML_ELEMENTS:
            refuse("document-with-too-many-elements")
        named = dict(zip(map(_short, attributes[::2]), attributes[1::2], strict=True))
        waiting.append((_short(tag), named, parser.CurrentByteIndex, [], []))

    def characters(text: str) -> None:
        waiting[-1][4].append(text)

    def end(_tag: str) -> None:
        tag, attributes, began, children, text = waiting.pop()
        element = Element(tag, attributes, tuple(children), "".join(text), began, parser.CurrentByteIndex)
        (waiting[-1][3] if waiting else top).append(element)

    def doctype(*_: object) -> None:
        refuse("document-with-entities")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, doctype
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - the name of the parameter is not public
    except _Refused as refused:
        return problem(refused.code, name=name, inside=part)
    except (expat.ExpatError, UnicodeDecodeError):
        return problem("document-broken", name=name, inside=part, notes=["part"])
    return top[0]


@lru_cache(maxsize=4096)  # a part has some hundred names, and a hostile one may not fill the memory
def _short(name: str) -> str:
    namespace, bracket, local = name.rpartition("}")
    return f"{PREFIXES.get(namespace, namespace)}:{local}" if bracket else name
