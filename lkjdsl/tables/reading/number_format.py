"""What a number format of a workbook makes of a number: a flag, or a percentage, which may be a hundredfold."""

import re
from functools import lru_cache
from typing import Literal

PercentSign = Literal["scaled", "literal", "none"]
"""``scaled``: 0.615 is shown as 61.5%; ``literal``: 61.5 is shown so, the sign being a text of the format."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].', re.DOTALL)
"""Quoted and escaped texts, currency signs; colours and conditions; widths and what is repeated to fill a cell."""


_FLAG = re.compile(r'"(?:TRUE|BENAR)"(?:;"(?:TRUE|BENAR)")?;"(?:FALSE|SALAH)"', re.IGNORECASE)


@lru_cache(maxsize=1024)
def shows_flag(form: str) -> bool:
    """
    Return whether a number is shown as a flag in the number format *form*, as LibreOffice keeps them.

    >>> shows_flag('"TRUE";"TRUE";"FALSE"'), shows_flag('#,##0;-#,##0;"-"')
    (True, False)
    """
    return _FLAG.fullmatch(form) is not None


def percent_sign(form: str, value: float) -> PercentSign:
    """
    Return what the percent sign of the number format *form* is that a cell with *value* has.

    >>> percent_sign("0.00%", 0.615), percent_sign('0.00"%"', 61.5), percent_sign("0.00", 61.5)
    ('scaled', 'literal', 'none')
    """
    return _percent_sign(form, (value > 0) - (value < 0))


@lru_cache(maxsize=1024)
def _percent_sign(form: str, sign: int) -> PercentSign:
    """Return the same by the sign of the value; a column has few formats and many cells."""
    section = _section(form, sign)
    shown = [part for hit in _LITERAL.finditer(section) for part in hit.groups() if part]
    if "%" in _LITERAL.sub("", section):
        return "scaled"
    return "literal" if any("%" in text for text in shown) else "none"


def _section(form: str, value: float) -> str:
    """Return the section of a format that is for a value: for positive numbers, negative ones, zero."""
    sections = [""]
    end = 0
    for hit in re.finditer(r';|"[^"]*"|\\.|[_*].|\[[^\]]*\]', form, re.DOTALL):
        sections[-1] += form[end : hit.start()]
        end = hit.end()
        if hit[0] == ";":
            sections.append("")
        else:
            sections[-1] += hit[0]
    sections[-1] += form[end:]
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:  # noqa: PLR2004 - the third section is for zeros
        return sections[2]
    return sections[0]
