"""
Numbers as texts: printed for people, written exactly for programs, and read back from what people print.

Indonesian has a decimal comma and dots between thousands, English the reverse. Nothing here guesses: a text that can
be read in two ways is a Misread.
"""

import re
from functools import cache
from typing import Final, Literal

from attrs import frozen

from lkjdsl import limits
from lkjdsl.numbers.rational import Number, Rounding, compare, reduced, rounded_quotient, significant

Locale = Literal["id", "en"]
Doubt = Literal["none", "decimals", "any"]
"""
Which texts of one separator and three digits can be read in two ways: none where the locale is declared, where it is
only usual those with its decimal sign, where nothing is known of it any.
"""
NumeralFault = Literal["empty", "placeholder", "ambiguous", "other-locale", "mixed", "not-a-number"]

DECIMAL_SIGN: Final[dict[Locale, str]] = {"id": ",", "en": "."}
THOUSANDS_SIGN: Final[dict[Locale, str]] = {"id": ".", "en": ","}
OTHER: Final[dict[Locale, Locale]] = {"id": "en", "en": "id"}
UNLABELLED = ("index", "ratio", "number", "count", "plain")  # units that are not written after the number

ALL_DIGITS = 30  # a value that ends within these is written out (language.md section 7)
SOME_DIGITS = 15  # of any other
SURE_BITS = 2_000  # Python can be set to refuse str() of ints of more than 640 digits, and refuses 4,300


def printed(n: Number, unit: str, digits: int, mode: Rounding, language: Locale) -> str:
    """
    Return *n* rounded to *digits* printed decimals (0 or more), with its unit.

    A ``percent`` is a ratio and printed times 100; a unit without a meaning of its own follows as a label.

    >>> printed((150, 227), "percent", 2, "half-up", "id"), printed((-261821000, 1), "rupiah", 0, "half-up", "id")
    ('66,08%', '-Rp261.821.000')
    """
    scale = 10**digits * (100 if unit == "percent" else 1)
    scaled = rounded_quotient(n[0] * scale, n[1], mode)
    sign = "-" if scaled < 0 else ""
    written = digits_of(abs(scaled)).rjust(digits + 1, "0")
    whole, decimals = (written[:-digits], written[-digits:]) if digits else (written, "")
    text = _grouped(whole, THOUSANDS_SIGN[language]) + (DECIMAL_SIGN[language] + decimals if digits else "")
    if unit == "rupiah":
        return f"{sign}Rp{text}"
    if unit == "percent":
        return f"{sign}{text}%"
    return f"{sign}{text}" if unit in UNLABELLED else f"{sign}{text} {unit}"


def exact_text(n: Number) -> str:
    """Return *n* as a fraction in lowest terms, ``150/227``, or as a whole number."""
    numerator, denominator = reduced(n)
    return digits_of(numerator) if denominator == 1 else f"{digits_of(numerator)}/{digits_of(denominator)}"


def value_text(n: Number) -> str:
    """
    Return *n* as a decimal: all digits where it ends within 30 significant ones, else 15, rounded half-even.

    Numbers of 10^30 and more, or less than 10^-30, are written as ``1.5E+40``.

    >>> value_text((150, 227)), value_text((1, 8))
    ('0.660792951541850', '0.125')
    """
    coefficient, exponent = significant(n, ALL_DIGITS)
    above, below = (10**exponent, 1) if exponent > 0 else (1, 10**-exponent)
    if compare((coefficient * above, below), n) == 0:
        digits = str(abs(coefficient)).rstrip("0")
    else:
        coefficient, exponent = significant(n, SOME_DIGITS)
        digits = str(abs(coefficient))
    if not digits:
        return "0"
    magnitude = exponent + len(str(abs(coefficient))) - 1
    return ("-" if coefficient < 0 else "") + _placed(digits, magnitude)


def _placed(digits: str, magnitude: int) -> str:
    """Return *digits* with the point where the first of them counts ten to the *magnitude*."""
    if abs(magnitude) > ALL_DIGITS:
        return digits[0] + ("." if digits[1:] else "") + digits[1:] + f"E{magnitude:+d}"
    if magnitude < 0:
        return "0." + "0" * (-magnitude - 1) + digits
    whole, decimals = digits[: magnitude + 1].ljust(magnitude + 1, "0"), digits[magnitude + 1 :]
    return f"{whole}.{decimals}" if decimals else whole


def digits_of(whole: int) -> str:
    """Return the decimal digits of an int of any length."""
    if whole.bit_length() <= SURE_BITS:
        return str(whole)
    from decimal import Decimal

    return f"{Decimal(whole):f}"


def _grouped(digits: str, sign: str) -> str:
    if len(digits) <= 3:  # noqa: PLR2004 - thousands
        return digits
    first = len(digits) % 3
    groups = [digits[start : start + 3] for start in range(first, len(digits), 3)]
    return sign.join([digits[:first], *groups] if first else groups)


@frozen
class Numeral:
    """
    A number as printed: ``12,5%`` is 12.5 with ``percent``.

    ``decimals`` counts the printed digits after the decimal sign.
    """

    number: Number
    decimals: int
    percent: bool = False
    rupiah: bool = False


@frozen
class Misread:
    """
    Why a text is no number.

    ``empty``; ``placeholder``: dots, a dash or brackets to be filled in; ``ambiguous``: ``7,630`` may be seven point
    six three or seven thousand where no locale is declared; ``other-locale``: in the other language's spelling, with
    this one's as suggestion;
    ``mixed``: digits with signs in no known order, such as ``1.234.56``; ``not-a-number``: anything else.
    """

    kind: NumeralFault
    suggestion: str | None = None


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(
        r"(?P<sign>-?) (?P<rupiah>(?:(?:Rp\.?|IDR)\s*)?) (?P<inner_sign>-?) (?P<body>[0-9](?:[0-9.,]*[0-9])?)"
        r"(?P<dash>[,.]-)? \s* (?P<percent>%?) \.?",
        re.ASCII | re.IGNORECASE | re.VERBOSE,
    )


_PLACEHOLDER = r"(?:Rp\.?)?\s*(?:\[[\s.…_–—-]*\]|[.…_]+|[–—-])\s*%?"
_MINUS = (
    "\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}"
    "\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"
)
_SPACE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}\t" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_NOTHING = "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}"
_AS_TYPED = str.maketrans({**dict.fromkeys(_MINUS, "-"), **dict.fromkeys(_SPACE, " "), **dict.fromkeys(_NOTHING, "")})
"""Every minus sign, space and mark of no width that programs write, as it is typed."""


@cache
def _accounting() -> re.Pattern[str]:
    """Return what finds a negative amount in brackets."""
    return re.compile(r"(?P<rupiah>(?:(?:Rp\.?|IDR)\s*)?)\(\s*(?P<amount>[^()]*[0-9][^()]*)\)", re.IGNORECASE)


@cache
def _spaced() -> re.Pattern[str]:
    """Return what finds a whole number whose thousands are parted by spaces, as international rules have it."""
    return re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])")


@cache
def _body(locale: Locale) -> re.Pattern[str]:
    t, d = re.escape(THOUSANDS_SIGN[locale]), re.escape(DECIMAL_SIGN[locale])
    return re.compile(rf"([1-9][0-9]{{0,2}}(?:{t}[0-9]{{3}})+|[0-9]+)(?:{d}([0-9]+))?")


_MAYBE_THOUSANDS = r"[1-9][0-9]{0,2}[.,][0-9]{3}"


def read(text: str, locale: Locale, *, doubt: Doubt = "none") -> Numeral | Misread:
    """
    Return the number that *text* prints, or why it is none.

    Amounts may stand in brackets and end in ``,-`` or a full stop; ``%`` may be set close or spaced; round brackets are
    a minus sign, as accountants write it. Digits are ASCII. Where nobody declared the *locale*, there is *doubt* about
    a text of one separator with three digits behind it.

    >>> read("Rp. 453.966.000", "id").number, read("89.88", "id")
    ((453966000, 1), Misread(kind='other-locale', suggestion='89,88'))
    >>> read("3,532", "id").number, read("3,532", "id", doubt="any")
    ((3532, 1000), Misread(kind='ambiguous', suggestion=None))
    """
    text = text.translate(_AS_TYPED).strip()
    if not text:
        return Misread("empty")
    if re.fullmatch(_PLACEHOLDER, text, re.IGNORECASE):
        return Misread("placeholder")
    if text[0] == "[" and text[-1] == "]":
        text = text[1:-1].strip()
    if len(text) > limits.LITERAL_DIGITS:
        return Misread("not-a-number")
    bracketed = _accounting().fullmatch(text)
    if bracketed is not None:
        text = f"-{bracketed['rupiah']}{bracketed['amount'].strip()}"
    match = _numeral().fullmatch(_spaced().sub(lambda found: found[0].replace(" ", ""), text))
    if match is None:
        return Misread("not-a-number")
    sign, inner_sign = match["sign"], match["inner_sign"]
    rupiah, percent = bool(match["rupiah"] or match["dash"]), bool(match["percent"])
    if (sign and inner_sign) or (rupiah and percent):
        return Misread("not-a-number")
    body, negative = match["body"], bool(sign or inner_sign)
    if doubt != "none" and re.fullmatch(_MAYBE_THOUSANDS, body) and (doubt == "any" or DECIMAL_SIGN[locale] in body):
        return Misread("ambiguous")
    parts = _body(locale).fullmatch(body)
    if parts is None:
        if not _body(OTHER[locale]).fullmatch(body):
            return Misread("mixed")
        swapped = body.translate(str.maketrans(",.", ".,"))
        return Misread("other-locale", f"{'-' * negative}{'Rp' * rupiah}{swapped}{'%' * percent}")
    whole, decimals = parts[1], parts[2] or ""
    value = int(whole.replace(THOUSANDS_SIGN[locale], "") + decimals)
    number = (-value if negative else value, 10 ** len(decimals))
    return Numeral(number, len(decimals), percent, rupiah)


def interval(numeral: Numeral, *, truncate: bool = False) -> tuple[Number, bool, Number, bool]:
    """
    Return what *numeral* stands for, as ``(low, low is open, high, high is open)`` in printed units.

    That is the closed interval of half a unit of the last digit around it (language.md section 6); where digits were
    cut off, the unit away from zero, open at its far end. A percentage is not divided by 100.
    """
    numerator, scale = numeral.number
    if not truncate:
        return (2 * numerator - 1, 2 * scale), False, (2 * numerator + 1, 2 * scale), False
    below, above = numerator <= 0, numerator >= 0  # a cut-off 0 may have been on either side
    return (numerator - below, scale), below, (numerator + above, scale), above


MOST_DECIMALS = 10  # of a number that is shown with as many as it has
SHARE_DECIMALS = 4  # of a weight: one that needs more is shown as the fraction that it is


def shortest(n: Number, unit: str, language: Locale) -> str:
    """
    Return *n* printed with as many decimals as it has, at most ten.

    >>> shortest((7, 10), "percent", "id"), shortest((904, 10), "number", "id"), shortest((1, 3), "number", "en")
    ('70%', '90,4', '0.3333333333')
    """
    digits = decimals_of(n, unit, MOST_DECIMALS)
    return printed(n, unit, MOST_DECIMALS if digits is None else digits, "half-up", language)


def share_text(share: Number, language: Locale) -> str:
    """
    Return a weight as a percentage, or as the fraction it is where that has more than a few decimals.

    >>> share_text((7, 10), "id"), share_text((1, 8), "id"), share_text((1, 9), "id")
    ('70%', '12,5%', '1/9')
    """
    if decimals_of(share, "percent", SHARE_DECIMALS) is None:
        return exact_text(share)
    return shortest(share, "percent", language)


def decimals_of(n: Number, unit: str, most: int) -> int | None:
    """
    Return with how many decimals *n* is printed in full, None where more than *most* are needed.

    >>> decimals_of((1, 8), "percent", 4), decimals_of((1, 3), "number", 4)
    (1, None)
    """
    numerator, denominator = reduced((n[0] * 100, n[1]) if unit == "percent" else n)
    return next((count for count in range(most + 1) if numerator * 10**count % denominator == 0), None)
