"""
A report as plain text → the same as Word: ``python -m tests.support.report_docx laporan.txt laporan.docx``.

In the ways that offices have: headings by style or only typed, captions numbered by fields, formulas as equations,
figures split over runs, cells merged over empty ones, insertions and deletions tracked. python-docx makes it,
whose elements are named by one underscore.
"""

import random
import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Caption, Document, Equation, Heading, Paragraph, Table
from lkjdsl.documents.reading import read_file

NAMES = nsdecls("w") + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
FRACTION = re.compile(r"(\([^()]*\)|[\w.,%]+) / (\([^()]*\)|[\w.,%]+)")


def word_report(report: Document, *, styled: bool = True, seed: int = 1) -> bytes:
    """Return *report* as a Word document; *styled* tells whether headings have styles."""
    chance = random.Random(seed)  # noqa: S311 - the same document every time
    target = docx.Document()
    for block in report.blocks:
        match block:
            case Heading(level=level, text=text):
                style = f"Heading {min(level, 9)}" if styled else None
                _runs(target.add_paragraph(style=style), text.string, chance)
            case Paragraph(text=text, number=number):
                style = "List Bullet" if number == "•" else None
                _runs(target.add_paragraph(style=style), text.string, chance)
            case Caption(text=text):
                _caption(target, text.string)
            case Equation(lines=lines):
                _equation(target, [line.string for line in lines])
            case Table():
                _table(target, block)
                if block.caption is not None:
                    _caption(target, block.caption.text.string)
            case _:
                pass
    written = BytesIO()
    target.save(written)
    return written.getvalue()


def _pieces(string: str, chance: random.Random) -> Iterator[str]:
    """Yield *string* cut anywhere, as Word leaves it after corrections."""
    at = 0
    while at < len(string):
        length = chance.choice([2, 3, 8, 30, 200])
        yield string[at : at + length]
        at += length


def _runs(paragraph: Any, string: str, chance: random.Random) -> None:
    for number, piece in enumerate(_pieces(string, chance)):
        run = paragraph.add_run(piece)
        run.bold = chance.random() < 0.2
        if chance.random() < 0.1:
            element = run._r
            inserted = parse_xml(f'<w:ins {NAMES} w:id="{number}" w:author="a"/>')
            element.addprevious(inserted)
            inserted.append(element)
            deleted = "<w:r><w:delText>99,99%</w:delText></w:r>"
            inserted.addprevious(parse_xml(f'<w:del {NAMES} w:id="{number + 500}" w:author="a">{deleted}</w:del>'))


def _caption(target: Any, string: str) -> None:
    paragraph = target.add_paragraph(style="Caption")
    label = re.match(r"(\w+ \d+\.\s?)(\d+)(.*)", string)
    if label is None:
        paragraph.add_run(string)
        return
    paragraph.add_run(label[1])
    field = f'<w:fldSimple {NAMES} w:instr=" SEQ Tabel \\* ARABIC "><w:r><w:t>{label[2]}</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(label[3])


def _math(string: str) -> str:
    """Return a formula on one line as OMML: what stands round a slash becomes a fraction."""

    def run(text: str) -> str:
        return f'<m:r><m:t xml:space="preserve">{escape(text)}</m:t></m:r>' if text else ""

    parts, at = [], 0
    for match in FRACTION.finditer(string):
        above, below = (run(group[1:-1] if group.startswith("(") else group) for group in match.groups())
        parts += [run(string[at : match.start()]), f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"]
        at = match.end()
    return "".join([*parts, run(string[at:])])


def _equation(target: Any, lines: Sequence[str]) -> None:
    body = "".join(f"<m:e>{_math(line)}</m:e>" for line in lines)
    rows = f"<m:eqArr>{body}</m:eqArr>" if len(lines) > 1 else _math(lines[0])
    target.add_paragraph()._p.append(parse_xml(f"<m:oMathPara {NAMES}><m:oMath>{rows}</m:oMath></m:oMathPara>"))


def _table(target: Any, table: Table) -> None:
    made = target.add_table(len(table.rows), len(table.columns), "Table Grid")
    for number, cells in enumerate(table.rows):
        for cell in cells:
            place = made.cell(number, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                last = made.cell(number + cell.row_span - 1, cell.column + cell.column_span - 1)
                place = place.merge(last)
            place.text = cell.string
    for number in range(table.header_rows, len(table.rows)):
        _merge_down(made, table, number)


def _merge_down(made: Any, table: Table, number: int) -> None:
    """Merge an empty first cell with the one above it, as groups are in Word."""
    first, above = table.rows[number][0], table.rows[number - 1][0] if number > table.header_rows else None
    if first.string or above is None or not above.string:
        return
    for row, kind in ((number - 1, "restart"), (number, "continue")):
        properties = made.cell(row, 0)._tc.get_or_add_tcPr()
        if properties.find(qn("w:vMerge")) is None:
            properties.append(parse_xml(f'<w:vMerge {NAMES} w:val="{kind}"/>'))


def main() -> None:
    """Write the report named first as the file named second."""
    report = read_file(sys.argv[1])
    assert not isinstance(report, Diagnostic), report
    Path(sys.argv[2]).write_bytes(word_report(report, styled="--typed" not in sys.argv))


if __name__ == "__main__":
    main()
