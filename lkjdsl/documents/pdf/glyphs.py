"""The characters of a page of PDFium, where they are printed."""

import ctypes
import math
import unicodedata
from typing import Any

from attrs import define, field, frozen

from lkjdsl import limits
from lkjdsl.documents.pdf.printed import Glyph, placed

BOLD = 600
"""The weight of a font from which on it is bold."""
UPRIGHT = 0.05
"""Radians by which an upright character may lean."""
RAISED = 0.2
"""Heights of a letter that the foot of a digit lies above its line at least which the font draws raised."""
INVISIBLE = 3
"""The render mode of what lies unseen over the picture of a scanned page."""
SPACES = {0x20, 0x0D, 0x0A, 0xA0}
NOTHING = {0, 0xFFFD, *range(0xE000, 0xF000)}
"""Codes that stand for no character: unknown ones, and those that every font uses as it likes."""
HYPHENS = {0x02, 0x2010, 0x2011}
UNSEEN = {*range(0x20), 0xAD, 0x200B, 0x2060, 0xFEFF}
LIGATURES, OF_FORMULAS = range(0xFB00, 0xFB07), range(0x1D400, 0x1D800)
HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
"""The first and the second half of a character beyond the first 65,536."""


@frozen
class _Look:
    """How a piece of text is printed."""

    size: float = 10.0
    is_bold: bool = False
    is_seen: bool = True
    family: str = ""


@define(eq=False)
class Letters:
    """
    The upright characters of a page in the order of printing.

    ``unknown`` ones have no meaning, ``hidden`` ones are not seen. Of a page with too many of them there is none.
    """

    source: Any
    raw: Any
    glyphs: list[Glyph] = field(factory=list)
    unknown: int = 0
    hidden: int = 0
    is_too_many: bool = False
    _looks: dict[int, _Look] = field(factory=dict)

    @classmethod
    def of(cls, source: Any, raw: Any) -> "Letters":
        """Return the characters of the page *source*; *raw* are the functions of PDFium."""
        letters = cls(source, raw)
        text = source.get_textpage()
        letters.is_too_many = text.count_chars() > limits.PAGE_CHARACTERS
        if not letters.is_too_many:
            letters._read(text)
        text.close()
        return letters

    def _read(self, text: Any) -> None:
        raw, rotation = self.raw, self.source.get_rotation() % 360
        turn, is_apart, half = (360 - rotation) % 360 / 180 * math.pi, False, 0
        for at in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, at)
            if code in HALVES[0]:
                half = code
                continue
            if code in HALVES[1]:
                code = 0x10000 + ((half - HALVES[0].start) << 10) + code - HALVES[1].start
            is_made_up = raw.FPDFText_IsGenerated(text, at) == 1
            if code in SPACES or is_made_up:
                is_apart = is_apart or not is_made_up
                continue
            look = self._look(raw.FPDFText_GetTextObject(text, at))
            lean = abs(raw.FPDFText_GetCharAngle(text, at) - turn) % math.tau
            string = _plain(code)
            if code in NOTHING or raw.FPDFText_HasUnicodeMapError(text, at) == 1:
                self.unknown += 1
            elif not look.is_seen:
                self.hidden += 1
            elif string and min(lean, math.tau - lean) <= UPRIGHT:
                self.glyphs.append(self._glyph(text, at, string, look, rotation, is_apart=is_apart))
                is_apart = False

    def _glyph(self, text: Any, at: int, string: str, look: _Look, rotation: int, *, is_apart: bool) -> Glyph:
        raw, place = self.raw, placed(rotation)
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        left, right = sorted((place(box.left, box.bottom)[0], place(box.right, box.top)[0]))
        baseline, size = place(x.value, y.value)[1], look.size
        if string.isdigit() and rotation == 0:
            foot = _foot(raw, text, at)
            if foot - y.value > RAISED * size:  # the number of a note, in a shape of its own
                baseline, size = -foot, size / 2
        return Glyph(string, left, right, baseline, size, look.is_bold, look.family, is_apart)

    def _look(self, piece: Any) -> _Look:
        """Return how a text object is printed."""
        raw, key = self.raw, ctypes.cast(piece, ctypes.c_void_p).value or 0
        if key and key not in self._looks:
            size, matrix = ctypes.c_float(), raw.FS_MATRIX()
            raw.FPDFTextObj_GetFontSize(piece, size)
            raw.FPDFPageObj_GetMatrix(piece, matrix)
            scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
            font = raw.FPDFTextObj_GetFont(piece)
            name, family = ctypes.create_string_buffer(200), ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, name, 200)
            raw.FPDFFont_GetFamilyName(font, family, 200)
            heavy = any(word in name.value.lower() for word in (b"bold", b"black", b"heavy"))
            is_bold = heavy or raw.FPDFFont_GetWeight(font) >= BOLD
            is_seen = raw.FPDFTextObj_GetTextRenderMode(piece) != INVISIBLE
            called = family.value.decode("utf-8", "replace")
            self._looks[key] = _Look((size.value * scale) or _Look().size, is_bold, is_seen, called)
        return self._looks.get(key, _Look())


def _foot(raw: Any, text: Any, at: int) -> float:
    """Return how low a character reaches."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    return bottom.value


def _plain(code: int) -> str:
    """
    Return a character as it is typed: ligatures as their letters, letters of formulas as plain ones.

    >>> [_plain(code) for code in (0x41, 0xFB01, 0x1D44B, 0x2011, 0xAD)]
    ['A', 'fi', 'X', '-', '']
    """
    if code in HYPHENS:
        return "-"
    if code in UNSEEN:
        return ""
    character = chr(code)
    return unicodedata.normalize("NFKC", character) if code in LIGATURES or code in OF_FORMULAS else character
