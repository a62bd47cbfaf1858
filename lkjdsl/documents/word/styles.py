"""The styles of a Word document: which one is a heading, has a number, or is the built-in one of some name."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from lkjdsl.documents.ooxml.values import is_on, whole
from lkjdsl.documents.ooxml.xml import Element

BUILT_IN = {
    "caption": ("caption", "keterangan"),
    "table grid": ("table grid", "kisi tabel"),
    "normal": ("normal", "standard", "biasa"),
    **{f"heading {level}": (f"heading {level}", f"judul {level}") for level in range(1, 10)},
}
"""
What a built-in style is called in files. Word writes English names whatever language it shows; other programs, and
styles copied from a document that they were renamed in, have Indonesian ones.
"""


@frozen(eq=False)
class Style:
    """A style: its name, the one it is based on, and what it sets itself."""

    id: str
    name: str
    based_on: str | None
    outline_level: int | None
    number: tuple[str | None, int | None] | None
    is_bold: bool | None


@frozen(eq=False)
class Styles:
    """The styles of a document by id."""

    by_id: Mapping[str, Style]

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """Yield the style and those that it is based on, each once."""
        seen: set[str] = set()
        while style_id is not None and style_id not in seen and style_id in self.by_id:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = self.by_id[style_id].based_on

    def built_in(self, name: str) -> str | None:
        """Return the id of the built-in style *name* (``caption``, ``heading 1``), if the document has it."""
        for spelling in BUILT_IN.get(name, (name,)):
            for style in self.by_id.values():
                if style.name.casefold() == spelling:
                    return style.id
        return None

    def heading_level(self, style_id: str | None) -> int | None:
        """Return the level, from 1, that paragraphs of the style have as headings."""
        for style in self.chain(style_id):
            for level in range(1, 10):
                if style.name.casefold() in BUILT_IN[f"heading {level}"]:
                    return level
            if style.outline_level is not None:
                return style.outline_level + 1 if style.outline_level < 9 else None  # noqa: PLR2004 - level 9 is body text
        return None

    def is_named(self, style_id: str | None, name: str) -> bool:
        """Return whether the style, or one that it is based on, is the built-in one of this *name*."""
        return any(style.name.casefold() in BUILT_IN.get(name, (name,)) for style in self.chain(style_id))


def styles_of(root: Element | None) -> Styles:
    """Return the styles in the part ``styles.xml``."""
    styles = [] if root is None else [_style(child) for child in root.children if child.name == "w:style"]
    return Styles({style.id: style for style in styles})


def _style(element: Element) -> Style:
    paragraph = element.child("w:pPr")
    level = None if paragraph is None else whole(paragraph.value("w:outlineLvl"))
    number = None if paragraph is None else paragraph.child("w:numPr")
    run = element.child("w:rPr")
    return Style(
        element.attributes.get("w:styleId", ""),
        element.value("w:name") or "",
        element.value("w:basedOn"),
        level,
        None if number is None else (number.value("w:numId"), whole(number.value("w:ilvl"))),
        None if run is None else is_on(run.child("w:b")),
    )
