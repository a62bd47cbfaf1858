"""The text of a report as HTML, with a mark at each number that is wrong, and what is wrong with it below its block."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from lkjdsl.diagnostic import Language
from lkjdsl.documents.blocks import Block, Caption, Cell, Chart, Document, Equation, Heading, Paragraph, Table, Text
from lkjdsl.proofreading.comments import message, span_of
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.render.notation.mathml import escaped

LARGEST, SMALLEST = 3, 6
"""The headings of HTML that those of the report become."""

NumberedFaults = Mapping[int, Sequence[tuple[str, ReportFault]]]
"""The faults of each text by its identity, with the numbers they are shown by."""


def document_html(document: Document, faults: Sequence[tuple[str, ReportFault]], language: Language) -> str:
    """Return the blocks of *document*; *faults* come with the numbers that they are shown by."""
    by_text: dict[int, list[tuple[str, ReportFault]]] = {}
    for number, fault in faults:
        by_text.setdefault(id(fault.site.text), []).append((number, fault))
    return "".join(_block(block, by_text, language) for block in document.blocks)


def _block(block: Block, faults: NumberedFaults, language: Language) -> str:
    match block:
        case Heading(level=level, number=number, text=text):
            name = f"h{min(LARGEST + level - 1, SMALLEST)}"
            inner = _numbered(number, text, faults)
            return f"<{name}>{inner}</{name}>\n{_remarks([text], faults, language)}"
        case Paragraph(text=text, number=number):
            return f"<p>{_numbered(number, text, faults)}</p>\n{_remarks([text], faults, language)}"
        case Equation(lines=lines):
            inner = "<br>".join(_marked(line, faults) for line in lines)
            return f"<p>{inner}</p>\n{_remarks(lines, faults, language)}"
        case Caption(text=text):
            return f"<p><strong>{_marked(text, faults)}</strong></p>\n{_remarks([text], faults, language)}"
        case Table():
            return _table(block, faults, language)
        case Chart(table=table):
            return _table(table, faults, language)
        case _:
            assert_never(block)


def _numbered(number: str, text: Text, faults: NumberedFaults) -> str:
    apart = number and not text.string.startswith(number)
    return f"{escaped(number)} {_marked(text, faults)}" if apart else _marked(text, faults)


def _table(table: Table, faults: NumberedFaults, language: Language) -> str:
    texts = [paragraph.text for row in table.rows for cell in row for paragraph in cell.paragraphs]
    caption = ""
    if table.caption is not None:
        texts.insert(0, table.caption.text)
        caption = f"<caption>{_marked(table.caption.text, faults)}</caption>"
    rows = "".join(
        f"<tr>{''.join(_cell(cell, 'th' if at < table.header_rows else 'td', faults) for cell in row)}</tr>\n"
        for at, row in enumerate(table.rows)
    )
    return f"<table>{caption}<tbody>{rows}</tbody></table>\n{_remarks(texts, faults, language)}"


def _cell(cell: Cell, element: str, faults: NumberedFaults) -> str:
    spans = [("rowspan", cell.row_span), ("colspan", cell.column_span)]
    attributes = "".join(f' {name}="{length}"' for name, length in spans if length > 1)
    inner = "<br>".join(_numbered(paragraph.number, paragraph.text, faults) for paragraph in cell.paragraphs)
    return f"<{element}{attributes}>{inner}</{element}>"


def _marked(text: Text, faults: NumberedFaults) -> str:
    """Return the characters of *text* with a mark round each number that is wrong, its number behind it."""
    pieces, last = [], 0
    for number, fault in sorted(faults.get(id(text), ()), key=lambda one: span_of(one[1])):
        start, end = span_of(fault)
        if start < last:
            pieces.append(f"<sup>{number}</sup>")
            continue
        pieces.append(f"{escaped(text.string[last:start])}<mark>{escaped(text.string[start:end])}</mark>")
        pieces.append(f"<sup>{number}</sup>")
        last = end
    return "".join((*pieces, escaped(text.string[last:])))


def _remarks(texts: Sequence[Text], faults: NumberedFaults, language: Language) -> str:
    remarks = [one for text in texts for one in faults.get(id(text), ())]
    items = "".join(f"<li>{number}: {escaped(message(fault, language, '; '))}</li>" for number, fault in remarks)
    return f"<ul>{items}</ul>\n" if items else ""
