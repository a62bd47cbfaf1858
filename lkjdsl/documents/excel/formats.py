"""What a cell shows: its number in its number format (ECMA-376 part 1, 18.8.30), as Excel prints it in Indonesian."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

SURE = Context(prec=15)
"""Excel shows the 15 digits that its binary numbers are sure of, and rounds those."""
GENERAL_DIGITS = Context(prec=11)
GENERAL = "General"
BUILT_IN: Mapping[int | None, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0",
    42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 49: "@", **dict.fromkeys((14, 15, 16, 17, 22), "d/m/yyyy"),
}  # fmt: skip
"""The formats that a workbook names by number only (18.8.30)."""
FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""Day 0, by whether the workbook counts from 1904."""
PLAIN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What is printed as it stands in a format, or sets a colour, a width or a condition."""
DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
GREATEST = 308
"""The power of ten of the greatest number that a cell has."""
MOST_DECIMALS = 30
"""That Excel takes in a format."""
LATEST = 2_958_465
"""The day 31 December 9999."""


def shown(value: str, form: str, *, from_1904: bool = False) -> str:
    """
    Return what a cell shows that has the number *value* in the format *form*.

    >>> shown("0.73240000000000005", "0.00%"), shown("3471304072", '"Rp"#,##0'), shown("12.5", "General")
    ('73,24%', 'Rp3.471.304.072', '12,5')
    """
    try:
        number = SURE.create_decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or number.adjusted() > GREATEST:
        return value
    sections = form.split(";")
    section = sections[1] if len(sections) > 1 and number < 0 and sections[1] else sections[0]
    if section in (GENERAL, "@", ""):
        return _general(number)
    code = PLAIN.sub("", section)
    if re.search(r"[dmy]", code, re.IGNORECASE) and not re.search("[0#?]", code) and 0 <= number <= LATEST:
        day = FIRST_DAY[from_1904] + timedelta(days=int(number))
        return f"{day.day}/{day.month}/{day.year}"
    digits = DIGITS.search(code)
    if digits is None or "E" in code:
        return _general(number)
    text = _fixed(
        number.scaleb(2) if "%" in code else number,
        min(len(digits[1] or ""), MOST_DECIMALS),
        is_grouped="," in digits[0],
    )
    sign = "-" if number < 0 and len(sections) == 1 and text.strip("0.,") else ""
    before, after = _around(section)
    return f"{sign}{before}{text}{after}".strip()


def _fixed(number: Decimal, decimals: int, *, is_grouped: bool) -> str:
    rounded = abs(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400))
    text = f"{rounded:,f}" if is_grouped else f"{rounded:f}"
    return _indonesian(text)


def _general(number: Decimal) -> str:
    """Return a number without a format: as many digits as it needs, at most eleven."""
    return (
        _indonesian(f"{GENERAL_DIGITS.plus(number).normalize():f}")
        if number.adjusted() < GENERAL_DIGITS.prec
        else str(number)
    )


def _indonesian(text: str) -> str:
    return text.translate(str.maketrans(".,", ",."))


def _around(section: str) -> tuple[str, str]:
    """Return the words of a format before and after its digits."""
    spelled = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r'"\1"', section)
    marks = re.findall(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|.', spelled)
    places = [at for at, sign in enumerate(marks) if sign in "#0?"]
    if not places:
        return "", ""
    return _words(marks[: places[0]]), _words(marks[places[-1] + 1 :])


def _words(marks: list[str]) -> str:
    words = []
    for sign in marks:
        if sign.startswith('"'):
            words.append(sign[1:-1])
        elif sign.startswith("\\"):
            words.append(sign[1:])
        elif len(sign) == 1 and sign in "%()+-$ /":
            words.append(sign)
    return "".join(words)
