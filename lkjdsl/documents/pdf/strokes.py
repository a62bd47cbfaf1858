"""The straight lines of a page of PDFium, and how many pictures it has."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lkjdsl import limits
from lkjdsl.documents.pdf.printed import Point, Rule, placed

THIN = 3.0
"""Points that a straight line is thick at most."""


def drawn(source: Any, raw: Any) -> tuple[list[Rule], list[Rule], int]:
    """Return the lines across and the upright ones of the page *source*, one too many where it has more; pictures."""
    across, upright, pictures = list[Rule](), list[Rule](), 0
    place = placed(source.get_rotation())
    for drawing in source.get_objects(max_depth=limits.PDF_FORMS):
        if drawing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif drawing.type == raw.FPDF_PAGEOBJ_PATH:
            for start, end in _strokes(drawing, raw):
                points = [place(*_out_of_forms(drawing, point)) for point in (start, end)]
                (left, right), (top, bottom) = (sorted(ends) for ends in zip(*points, strict=True))
                if bottom - top <= THIN and right - left > bottom - top:
                    across.append(Rule((top + bottom) / 2, left, right))
                elif right - left <= THIN:
                    upright.append(Rule((left + right) / 2, top, bottom))
        if len(across) + len(upright) > limits.PAGE_LINES:
            break
    return across, upright, pictures


def _strokes(path: Any, raw: Any) -> Iterator[tuple[Point, Point]]:
    """Yield the two ends of each straight stroke of a *path*: of all of it where it is thin, else of its segments."""
    left, bottom, right, top = path.get_bounds()
    if right - left <= THIN or top - bottom <= THIN:
        yield (left, bottom), (right, top)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if not stroke.value or count > limits.PAGE_LINES:
        return
    matrix, points = path.get_matrix(), list[tuple[int, Point]]()
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((raw.FPDFPathSegment_GetType(segment), matrix.on_point(x.value, y.value)))
    yield from ((before, after) for (_, before), (kind, after) in pairwise(points) if kind == raw.FPDF_SEGMENT_LINETO)


def _out_of_forms(drawing: Any, point: Point) -> Point:
    """Return where a point is on the page that is inside of drawings which are used there."""
    form = drawing.container
    while form is not None:
        point = form.get_matrix().on_point(*point)
        form = form.container
    return point
