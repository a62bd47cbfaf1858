"""PDF files of hand-written objects: what no program writes, and what tests have to know to the byte."""

import zlib

from lkjdsl import limits

TEXT = b"BT /F 12 Tf 50 300 Td (Capaian 97,5%) Tj ET "
IMAGE = "/XObject << /I 6 0 R >>"
PICTURE = (
    "6 0 obj << /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    "/Length 1 >> stream\nx\nendstream endobj"
)
ENCRYPTED = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'a' * 32}) /U ({'b' * 32}) >>"
"""What makes a reader ask for a password."""


def pdf(
    content: bytes, resources: str = "/Font << /F 4 0 R >>", more: str = "", trailer: str = "", count: int = 1
) -> bytes:
    """Return a PDF with a page, or *count* times the same, whose content stream is *content*."""
    head = (
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        f"2 0 obj << /Type /Pages /Kids [{' '.join(['3 0 R'] * count)}] /Count {count} >> endobj\n"
        f"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Resources << {resources} >> "
        "/Contents 5 0 R >> endobj\n"
        f"4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n{more}\n"
        f"5 0 obj << /Length {len(content)} >> stream\n"
    )
    end = f"\nendstream endobj\ntrailer << /Root 1 0 R /Size 9 {trailer} >>\n%%EOF"
    return head.encode() + content + end.encode()


def bomb() -> bytes:
    """Return a PDF with a small stream that unpacks to more than any report has."""
    packed = zlib.compress(b" " * (limits.PART_BYTES + 2**20))
    head = f"%PDF-1.4\n5 0 obj << /Filter /FlateDecode /Length {len(packed)} >> stream\n".encode()
    return head + packed + b"\nendstream endobj\n%%EOF"


def ruled(tables: int) -> bytes:
    """Return the strokes of many small tables of two cells, one below the other on a page."""
    strokes = []
    for low in range(0, 20 * tables, 20):
        high = low + 8
        across = (f"0 {y} m 40 {y} l" for y in (low, high))
        upright = (f"{x} {low} m {x} {high} l" for x in (0, 20, 40))
        strokes += [*across, *upright]
    return f"{' '.join(strokes)} S ".encode()
