"""A Word document (.docx) → its blocks."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.blocks import Address, Block, Cell, Document, Equation, Heading, Leaf, Paragraph, Table
from lkjdsl.documents.captions import Unread, caption_of
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.parts import Parts, parts_of
from lkjdsl.documents.ooxml.xml import Element, opening_end
from lkjdsl.documents.outline import outlined
from lkjdsl.documents.table_shape import column_names, heading_rows
from lkjdsl.documents.word.charts import chart_of
from lkjdsl.documents.word.numbering import Numbering, numbering_of
from lkjdsl.documents.word.styles import Styles, styles_of
from lkjdsl.documents.word.tables import grid_of
from lkjdsl.documents.word.text import Content, Fields, content_of, lines_of

CONTAINERS = {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "mc:AlternateContent", "mc:Choice"}
"""Elements between the body and its paragraphs; of alternatives the first is read."""


STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
PARTS = ("styles", "settings", "numbering", "footnotes", "endnotes", "comments", "chart")
"""What is read beside the main part."""


def word_parts(package: Package) -> Parts | Diagnostic:
    """Return the parsed parts of *package*, or why it is no Word document that can be read."""
    return parts_of(package, "w:document", PARTS)


def writable(package: Package, parts: Parts) -> Diagnostic | None:
    """Return why nothing can be put into a document, if that is so: what is put in has the transitional names."""
    xml = package.parts[parts.main]
    is_strict = STRICT in xml[parts.root.start : opening_end(xml, parts.root)]
    return problem("document-of-strict-kind", name=package.name) if is_strict else None


def read_word(package: Package) -> Document | Diagnostic:
    """Return the blocks of the Word document *package*."""
    parts = word_parts(package)
    if isinstance(parts, Diagnostic):
        return parts
    body = parts.root.child("w:body")
    tables = 0 if body is None else sum(descendant.name == "w:tbl" for descendant in body.descendants())
    if tables > limits.DOCUMENT_TABLES:
        return problem("document-with-too-many-tables", name=package.name, count=tables, limit=limits.DOCUMENT_TABLES)
    blocks, unread = outlined(list(_Reader.of(parts).blocks(body)) if body is not None else [])
    return Document(package.name, "docx", blocks, unread, package)


@define(eq=False)
class _Reader:
    """Reads in the order of the document, since lists and fields count on."""

    parts: Parts
    styles: Styles
    numbering: Numbering
    notes: Mapping[str, Mapping[str, Element]]
    part: str
    fields: Fields = field(factory=Fields)
    anchor: Element | None = None
    depth: int = 0
    counts: dict[str, int] = field(factory=dict)

    @classmethod
    def of(cls, parts: Parts) -> "_Reader":
        styles, numbering = parts.of_type("styles"), parts.of_type("numbering")
        known = styles_of(None if styles is None else styles[1])
        notes = {}
        for kind in ("footnote", "endnote"):
            part = parts.of_type(f"{kind}s")
            notes[kind] = (
                {} if part is None else {child.attributes.get("w:id", ""): child for child in part[1].children}
            )
        return cls(parts, known, numbering_of(None if numbering is None else numbering[1], known), notes, parts.main)

    def blocks(self, parent: Element) -> Iterator[Block | Unread]:
        """Yield the blocks inside *parent*, without addresses."""
        for child in parent.children:
            if child.name == "w:p":
                yield from self.paragraph(child)
            elif child.name == "w:tbl":
                yield from self.table(child)
            elif child.name == "w:altChunk":
                yield Unread(1)
            elif child.name == "w:sdt" and _is_contents(child):
                continue
            elif child.name in CONTAINERS:
                yield from self.blocks(child)

    def paragraph(self, element: Element) -> Iterator[Block | Unread]:
        properties = element.child("w:pPr")
        style = None if properties is None else properties.value("w:pStyle")
        numbered = self.numbering.of_paragraph(properties)
        bold = next((one.is_bold for one in self.styles.chain(style) if one.is_bold is not None), False)
        content = content_of(element, self.part, self.fields, anchor=self.anchor, is_bold=bold)
        if not self._is_contents_entry(style):
            yield from self._own_blocks(properties, style, numbered, content)
        yield from self._hanging(content)

    def _is_contents_entry(self, style: str | None) -> bool:
        names = [one.name.casefold() for one in self.styles.chain(style)]
        return any(name.startswith("toc ") or name == "table of figures" for name in names)

    def _own_blocks(
        self, properties: Element | None, style: str | None, numbered: tuple[str, int] | None, content: Content
    ) -> Iterator[Block]:
        number, depth = numbered or ("", 0)
        text = content.text.stripped()
        if not text.string and not (number and self.styles.heading_level(style)):
            return
        level = self._heading_level(properties, style)
        if content.is_equation:
            yield Equation(Address(), list(lines_of(content.text)))
        elif level is not None:
            yield Heading(Address(), level, number, text)
        else:
            caption = caption_of(text, is_styled=self.styles.is_named(style, "caption")) if not number else None
            yield caption or Paragraph(Address(), text, number, depth, is_bold=content.is_bold)

    def _heading_level(self, properties: Element | None, style: str | None) -> int | None:
        direct = None if properties is None else properties.value("w:outlineLvl")
        if direct is not None and direct.isdigit():
            return int(direct) + 1 if int(direct) < 9 else None  # noqa: PLR2004 - level 9 is body text
        return self.styles.heading_level(style)

    def _hanging(self, content: Content) -> Iterator[Block | Unread]:
        """Yield what hangs on a paragraph: text boxes, notes, charts, and that there are pictures."""
        for box, leaf in content.boxes:
            yield from self._aside(box, leaf, self.part, "text box", "")
        for kind, id_, leaf in content.notes:
            note, part = self.notes[kind].get(id_), self.parts.of_type(f"{kind}s")
            if note is not None and part is not None:
                self.counts[kind] = self.counts.get(kind, 0) + 1
                yield from self._aside(note, leaf, part[0], kind, str(self.counts[kind]))
        for id_, leaf in content.charts:
            root = self.parts.of_id(id_)
            yield Unread(1) if root is None else chart_of(root, leaf)
        if content.pictures:
            yield Unread(content.pictures)

    def _aside(self, parent: Element, leaf: Leaf, part: str, setting: str, number: str) -> Iterator[Block | Unread]:
        """Yield the blocks of a text box or a note; their comments go round where it is anchored in the body."""
        reader = evolve(self, part=part, anchor=leaf.anchor, fields=Fields())
        for block in reader.blocks(parent):
            match block:
                case Paragraph() | Heading():
                    yield Paragraph(Address(), block.text, number or block.number, setting=setting)  # type: ignore[arg-type] # the callers' words
                case _:
                    yield block

    def table(self, element: Element) -> Iterator[Block | Unread]:
        """Yield a table, then what is inside its cells and is no paragraph."""
        inside: list[Block | Unread] = []

        def read(cell: Element) -> Sequence[Paragraph]:
            paragraphs = []
            for block in self.blocks(cell):
                match block:
                    case Paragraph(setting="body"):
                        paragraphs.append(block)
                    case Heading(number=number, text=text):
                        paragraphs.append(Paragraph(Address(), text, number))
                    case Equation(lines=lines):
                        paragraphs += [Paragraph(Address(), line) for line in lines]
                    case _:
                        inside.append(block)
            return paragraphs

        grid = grid_of(element, read)
        rows = [row for row in grid.rows if row]
        if rows:
            yield _table(grid.rows, grid.declared, grid.width)
        yield from inside


def _table(rows: Sequence[Sequence[Cell]], declared: int, width: int) -> Table:
    count = heading_rows(rows, declared)
    return Table(Address(), rows, count, column_names(rows, count, width))


def _is_contents(control: Element) -> bool:
    """Return whether a content control is a table of contents that Word builds itself."""
    properties = control.child("w:sdtPr")
    gallery = None if properties is None else properties.value("w:docPartObj", "w:docPartGallery")
    return gallery is not None and "table of contents" in gallery.casefold()
