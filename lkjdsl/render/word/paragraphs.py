"""Paragraphs and captions; every piece declares its prefix, since it goes into documents of others."""

from lkjdsl.documents.ooxml.xml import W, attribute
from lkjdsl.documents.word.controls import run


def paragraph(text: str, style: str | None = None, *, keep_with_next: bool = False, starts_page: bool = False) -> bytes:
    """Return a paragraph in the style with the id *style*, if the document has one."""
    settings = _settings(style, keep_with_next=keep_with_next, starts_page=starts_page)
    return f'<w:p xmlns:w="{W}">'.encode() + settings + run(text) + b"</w:p>"


def caption(label: str, number: int, title: str, style: str | None, bookmark: tuple[int, str]) -> bytes:
    """
    Return the caption ``Tabel 3 Capaian``: Word counts its number by a field, and a *bookmark* can be referred to.

    *number* is what the field shows until Word counts anew (F9, or printing); *bookmark* is an id and a name.
    """
    id_, name = bookmark
    code = attribute(f" SEQ {label} \\* ARABIC ")
    # LibreOffice shows the code of a field in three parts where it stands in the first paragraph of a control.
    field = f"<w:fldSimple w:instr={code}>".encode() + run(str(number)) + b"</w:fldSimple>"
    start = f'<w:bookmarkStart w:id="{id_}" w:name={attribute(name)}/>'.encode()
    end = f'<w:bookmarkEnd w:id="{id_}"/>'.encode()
    return b"".join(
        [
            f'<w:p xmlns:w="{W}">'.encode(),
            _settings(style, keep_with_next=True),
            start,
            run(f"{label} "),
            field,
            end,
            run(f" {title}"),
            b"</w:p>",
        ]
    )


def _settings(style: str | None, *, keep_with_next: bool, starts_page: bool = False) -> bytes:
    named = "" if style is None else f"<w:pStyle w:val={attribute(style)}/>"
    kept = ("<w:keepNext/>" if keep_with_next else "") + ("<w:pageBreakBefore/>" if starts_page else "")
    return f"<w:pPr>{named}{kept}</w:pPr>".encode() if named or kept else b""
