"""What one cell of a table means, whatever the type of its column; a faster reading of whole columns agrees with it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, Literal

from attrs import evolve, field, frozen

from lkjdsl import kinds
from lkjdsl.column_names import folded
from lkjdsl.kinds import Misfit, Special
from lkjdsl.model.definition import Input
from lkjdsl.numbers import numerals
from lkjdsl.numbers.numerals import Doubt, Locale
from lkjdsl.numbers.rational import Number
from lkjdsl.spreadsheet_text import cell_text

SURE_DIGITS = 15
"""A decimal of so many digits survives in a float64; one that needs more was computed, not typed."""
APPROXIMATE = "≈"
"""Before the text of a cell whose number needs more digits than that: a workbook has float64 cells."""
BEYOND = (f"{APPROXIMATE}∞", f"{APPROXIMATE}−∞")
"""The text of a cell whose number is greater than any that a spreadsheet can hold."""
UNCALCULATED = "≈="
"""The text of a cell of a formula whose value was never stored."""
MERGED = "≈|"
"""The text of a cell that is merged with one above it, whose number would be that of several rows."""
FLAGS = {"true": True, "false": False, "ya": True, "tidak": False, "yes": True, "no": False}
"""How a flag is written in a table of texts."""

Percent = Literal["ratio", "points"]
"""What a number column of kind percent holds: 0.995 or 99.5."""


@frozen
class CellFormat:
    """
    How cells are read: the locale of text numbers (None: text is no number), and of numbers for percentages.

    ``locales`` and ``percents`` are those of columns that differ from the rest of the table, by the paths of their
    inputs. Where nobody declared the locale (``is_declared``) and it is only that of the edition, a text that could be
    a decimal or have thousands is refused.
    """

    locale: Locale | None = None
    percent: Percent | None = None
    locales: Mapping[str, Locale] = field(factory=dict, hash=False)
    percents: Mapping[str, Percent] = field(factory=dict, hash=False)
    is_declared: bool = True
    displayed: frozenset[str] | None = None
    """Columns whose computed numbers are taken by what the cell displays; all of them where it is empty."""

    def displays(self, path: str) -> bool:
        """Return whether a computed number of a column is what its cell displays."""
        return self.displayed is not None and (not self.displayed or path in self.displayed)

    def of(self, path: str) -> Locale | None:
        """Return the locale of a column; that of the year before is spelled as its own year is."""
        return self.locales.get(path, self.locale)

    def doubt(self, path: str) -> Doubt:
        """Return which numbers of a column can be read in two ways."""
        return "none" if self.is_declared or path in self.locales else "any"

    def percent_of(self, path: str) -> Percent | None:
        """Return what the numbers of a percent column are that have no ``%``."""
        return self.percents.get(path, self.percent)


def reading(
    locale: Locale | Mapping[str, Locale] | None, percent: Percent | Mapping[str, Percent] | None
) -> CellFormat:
    """Return how cells are read: a mapping has what is said of columns by their paths, and at "" of all others."""
    locales = locale if isinstance(locale, Mapping) else {}
    percents = percent if isinstance(percent, Mapping) else {}
    return CellFormat(
        locales.get("") if isinstance(locale, Mapping) else locale,
        percents.get("") if isinstance(percent, Mapping) else percent,
        locales,
        percents,
    )


def read(input_: Input, raw: Any, reading: CellFormat) -> Number | bool | str | Special | Misfit:
    """
    Return what a cell says of an input: as in a data file, with three differences.

    A float is the shortest decimal that it stands for, if that has at most 15 digits: more were computed, not typed.
    Text is read as a number of the declared locale. Numbers of a percent column, also those in texts without ``%``, are
    ratios or points as declared.
    """
    if raw is None:
        return "missing"
    if input_.values and isinstance(raw, str) and (answer := input_.values.get(folded(raw))) is not None:
        return answer
    if isinstance(raw, float) and input_.kind not in ("text", "flag"):
        raw = typed(raw)
        if isinstance(raw, Misfit):
            return raw
    locale = reading.of(input_.path) if isinstance(raw, str) else None
    if isinstance(raw, str) and input_.kind not in ("text", "flag") and locale is not None:
        return _text(input_, raw, locale, reading)
    if input_.kind == "flag" and isinstance(raw, str) and locale is not None:
        if not raw.strip():
            return "missing"
        return FLAGS.get(raw.strip().casefold(), kinds.read(input_.kind, raw))
    percent = reading.percent_of(input_.path) if input_.kind == "percent" else None
    if percent is not None and isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        found = kinds.read("number", raw)
        return (found[0], found[1] * 100) if percent == "points" and isinstance(found, tuple) else found
    return kinds.read(input_.kind, raw)


def typed(raw: float) -> int | Decimal | Misfit:
    """Return the number that a float64 stands for: a whole one itself, else its shortest decimal."""
    if not isfinite(raw):
        return Misfit("not-finite", values={"found": cell_text(raw) or "NaN"})
    if raw.is_integer():
        return int(raw)
    value = Decimal(repr(raw))
    if len(value.as_tuple().digits) > SURE_DIGITS:
        return Misfit("cell-computed", values={"found": repr(raw)})
    return value


EXPONENT = re.compile(r"\s*[-+]?[0-9]+(?:[.,][0-9]+)?E[-+]?[0-9]+\s*", re.IGNORECASE)
"""A number as a spreadsheet shortens it where a column is narrow: digits are lost."""


ERROR = re.compile(r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:[0-9]+", re.IGNORECASE)
"""What a formula shows that has no value, in Excel and LibreOffice."""
_MONTH = (
    r"(?:jan(?:uar[iy])?|[fp]eb(?:ruar[iy])?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|ag[ut](?:stus)?|ags"
    r"|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|no[vp](?:ember)?|de[cs](?:ember)?)"
)
DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*| .*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
    rf"|[0-9]{{1,2}}[ -]{_MONTH}([ -][0-9]{{2,4}})?|{_MONTH}-[0-9]{{2,4}}",
    re.IGNORECASE,
)
"""A date, which is what spreadsheets make of ``3-12`` and ``1/2``."""


def _no_number(raw: str) -> Misfit | None:
    """Return why the text of a cell is none that anybody typed as a number."""
    text = raw.strip()
    if raw == UNCALCULATED:
        return Misfit("cell-uncalculated", values={"found": ""})
    if raw == MERGED:
        return Misfit("cell-merged", values={"found": ""})
    if ERROR.fullmatch(text):
        return Misfit("cell-error", values={"found": text})
    if DATE.fullmatch(text):
        return Misfit("cell-date", values={"found": text.removesuffix("T00:00:00")})
    if raw in BEYOND:
        return Misfit("cell-beyond", values={"found": raw[1:]})
    if raw.startswith(APPROXIMATE):
        return Misfit("cell-computed", values={"found": raw[1:40]})
    if EXPONENT.fullmatch(raw):
        return Misfit("cell-exponent", values={"found": text[:40]})
    return None


def _text(input_: Input, raw: str, locale: Locale, reading: CellFormat) -> Number | bool | str | Special | Misfit:
    """Return the number that a text prints in *locale*; the words for none are those of a data file."""
    if not raw.strip():
        return "missing"
    word = kinds.read(input_.kind, raw)
    if word in ("missing", "not-applicable") or (isinstance(word, tuple) and raw.strip().casefold() == kinds.NIL_WORD):
        return word
    misfit = _no_number(raw)
    if misfit is not None:
        return misfit
    numeral = numerals.read(raw.removeprefix("'"), locale, doubt=reading.doubt(input_.path))
    if isinstance(numeral, numerals.Misread):
        if numeral.kind == "empty":  # the apostrophe alone that marks a text in a spreadsheet
            return "missing"
        return Misfit(
            f"cell-{numeral.kind}",
            ("write",) if numeral.suggestion else (),
            {"found": raw[:40], "suggestion": numeral.suggestion or ""},
        )
    percent = reading.percent_of(input_.path) if input_.kind == "percent" else None
    if percent is not None and not numeral.percent and not numeral.rupiah:
        return numeral.number if percent == "ratio" else (numeral.number[0], numeral.number[1] * 100)
    if numeral.percent != (input_.kind == "percent") and numeral.number[0]:
        return Misfit(
            "cell-percent" if numeral.percent else "percent-without-sign",
            values={"found": raw[:40], "written": raw[:40]},
        )
    if numeral.rupiah and input_.kind != "rupiah":
        return Misfit("cell-rupiah", values={"found": raw[:40]})
    if numeral.percent:
        return numeral.number[0], numeral.number[1] * 100
    if input_.kind == "count":
        from fractions import Fraction

        found = kinds.read("count", Fraction(*numeral.number))
        return evolve(found, values={**found.values, "written": raw[:40]}) if isinstance(found, Misfit) else found
    return numeral.number
