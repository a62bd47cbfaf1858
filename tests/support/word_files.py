"""Word documents made by hand for tests: the body as WordprocessingML, every other part only where it is asked for."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.ooxml.package import Package, opened
from lkjdsl.documents.reading import read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:x="urn:unknown"'
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parts(body: str, others: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the parts of a document; *others* has the children of the root of ``styles``, ``numbering`` and so on."""
    roots = {"chart": "c:chartSpace"}
    kinds = {name: f"word/{name}.xml" for name in others or {}}
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(kinds, 1)
    )
    return {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{related}</Relationships>'
        ),
        **{
            path: f"{DECLARATION}<{roots.get(name, f'w:{name}')} {NAMESPACES}>{(others or {})[name]}"
            f"</{roots.get(name, f'w:{name}')}>"
            for name, path in kinds.items()
        },
    }


def zipped(contents: Mapping[str, str | bytes]) -> bytes:
    """Return a zip with these files."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(body: str, **others: str) -> bytes:
    """Return a Word document with this *body*."""
    return zipped(parts(body, others))


def document(body: str, **others: str) -> Document:
    """Return a Word document with this *body*, read."""
    return read(docx(body, **others))


def read(data: bytes, name: str = "laporan.docx") -> Document:
    """Return a document read from its bytes."""
    found = read_bytes(name, data)
    assert not isinstance(found, Diagnostic), found
    return found


def package(data: bytes) -> Package:
    """Return the package of these bytes."""
    found = opened("laporan.docx", data)
    assert not isinstance(found, Diagnostic), found
    return found


def p(text: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def strings(found: Document) -> list[str]:
    """Return all texts of a document."""
    return [text.string for _, text in found.texts()]


def addresses(found: Document) -> list[str]:
    """Return where each text of a document stands, in Indonesian."""
    return [address.text("id") for address, _ in found.texts()]
