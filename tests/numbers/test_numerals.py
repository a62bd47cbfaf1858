"""Numbers as texts: printed, written exactly, read back."""

import time
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkjdsl import limits
from lkjdsl.numbers.numerals import (
    Locale,
    Misread,
    Numeral,
    NumeralFault,
    digits_of,
    exact_text,
    interval,
    printed,
    read,
    value_text,
)
from lkjdsl.numbers.rational import Number, Rounding, as_fraction, compare, round_at

numbers = st.tuples(st.integers() | st.integers(-(10**40), 10**40), st.integers(1, 10**30) | st.integers(1, 2000))
locales = st.sampled_from(get_args(Locale))


@pytest.mark.parametrize(
    ("n", "unit", "digits", "indonesian", "english"),
    [
        ((150, 227), "percent", 2, "66,08%", "66.08%"),
        ((27, 25), "percent", 2, "108,00%", "108.00%"),
        ((1, 1), "percent", 0, "100%", "100%"),
        ((60, 1), "index", 2, "60,00", "60.00"),
        ((6858, 1), "count", 0, "6.858", "6,858"),
        ((858, 1), "count", 0, "858", "858"),
        ((3558827000, 1), "rupiah", 0, "Rp3.558.827.000", "Rp3,558,827,000"),
        ((-261821000, 1), "rupiah", 0, "-Rp261.821.000", "-Rp261,821,000"),
        ((-1, 3), "rupiah", 0, "Rp0", "Rp0"),
        ((-4, 1000), "ratio", 2, "0,00", "0.00"),
        ((-5, 1000), "number", 2, "-0,01", "-0.01"),
        ((12345678, 10), "number", 1, "1.234.567,8", "1,234,567.8"),
        ((3, 1), "hari", 2, "3,00 hari", "3.00 hari"),
        ((-1, 2), "hari", 1, "-0,5 hari", "-0.5 hari"),
        ((1, 1000), "plain", 3, "0,001", "0.001"),
    ],
)
def test_printed(n: Number, unit: str, digits: int, indonesian: str, english: str) -> None:
    assert printed(n, unit, digits, "half-up", "id") == indonesian
    assert printed(n, unit, digits, "half-up", "en") == english


@pytest.mark.parametrize(("mode", "text"), [("half-up", "89,89%"), ("half-even", "89,88%"), ("down", "89,88%")])
def test_printed_ties(mode: Rounding, text: str) -> None:
    assert printed((89885, 100_000), "percent", 2, mode, "id") == text


@pytest.mark.parametrize(
    ("n", "exact", "value"),
    [
        ((0, 5), "0", "0"),
        ((120, 2), "60", "60"),
        ((600, 1), "600", "600"),
        ((300, 454), "150/227", "0.660792951541850"),
        ((-1, 8), "-1/8", "-0.125"),
        ((454, 5), "454/5", "90.8"),
        ((-1, 3), "-1/3", "-0.333333333333333"),
        ((2, 3), "2/3", "0.666666666666667"),
        ((10**20, 3), "100000000000000000000/3", "33333333333333300000"),
        ((10**30 - 1, 10**30), f"{'9' * 30}/1{'0' * 30}", "0." + "9" * 30),
        ((10**31 - 1, 10**31), f"{'9' * 31}/1{'0' * 31}", "1.00000000000000"),
        ((1, 10**30), "1/1" + "0" * 30, "0." + "0" * 29 + "1"),
        ((1, 10**31), "1/1" + "0" * 31, "1E-31"),
        ((15 * 10**39, 1), "15" + "0" * 39, "1.5E+40"),
    ],
)
def test_exact_and_value_texts(n: Number, exact: str, value: str) -> None:
    assert exact_text(n) == exact
    assert value_text(n) == value


READINGS: list[tuple[Locale, str, str, int, str]] = [
    ("id", "0", "0", 0, ""),
    ("id", "7.630", "7630", 0, ""),
    ("id", "7630", "7630", 0, ""),
    ("id", "08", "8", 0, ""),
    ("id", "89,88", "89.88", 2, ""),
    ("id", "1.234,567", "1234.567", 3, ""),
    ("id", "1234,567", "1234.567", 3, ""),
    ("id", "0,630", "0.630", 3, ""),
    ("id", "  73,24% ", "73.24", 2, "percent"),
    ("id", "73,24\u00a0%", "73.24", 2, "percent"),
    ("id", "-12,5%", "-12.5", 1, "percent"),
    ("id", "\u221212,5 %", "-12.5", 1, "percent"),
    ("id", "96,98%.", "96.98", 2, "percent"),
    ("id", "Rp. 453.966.000", "453966000", 0, "rupiah"),
    ("id", "Rp3.558.827.000,-", "3558827000", 0, "rupiah"),
    ("id", "3.558.827.000,-", "3558827000", 0, "rupiah"),
    ("id", "Rp.6.933.050.000.", "6933050000", 0, "rupiah"),
    ("id", "[Rp3.424.110.913.]", "3424110913", 0, "rupiah"),
    ("id", "[ 12,50 ]", "12.50", 2, ""),
    ("id", "-Rp5", "-5", 0, "rupiah"),
    ("id", "Rp-5", "-5", 0, "rupiah"),
    ("id", "Rp 1.000,50", "1000.50", 2, "rupiah"),
    ("en", "97.54 %", "97.54", 2, "percent"),
    ("en", "7,630", "7630", 0, ""),
    ("en", "0.630", "0.630", 3, ""),
    ("en", "Rp.3,471,304,072", "3471304072", 0, "rupiah"),
    ("en", "Rp.2,995,789,000.", "2995789000", 0, "rupiah"),
    ("en", "1,234.567", "1234.567", 3, ""),
]


@pytest.mark.parametrize(("locale", "text", "value", "decimals", "mark"), READINGS)
def test_read(locale: Locale, text: str, value: str, decimals: int, mark: str) -> None:
    found = read(text, locale)
    assert isinstance(found, Numeral), found
    assert as_fraction(found.number) == Fraction(value)
    assert (found.decimals, found.percent, found.rupiah) == (decimals, mark == "percent", mark == "rupiah")


@pytest.mark.parametrize(
    ("locale", "text", "kind", "suggestion"),
    [
        ("id", "", "empty", None),
        ("id", " \u00a0\t", "empty", None),
        *[
            ("id", text, "placeholder", None)
            for text in [
                "…",
                "...",
                "……",
                "[ ]",
                "[]",
                "[...]",
                "[…]%",
                "-",
                "–",
                "—",
                "… %",
                "Rp. ....",
                "Rp -",
                "____",
            ]
        ],
        ("id", "89.88", "other-locale", "89,88"),
        ("id", "7.63", "other-locale", "7,63"),
        ("id", "0.630", "other-locale", "0,630"),
        ("id", "96.98 %", "other-locale", "96,98%"),
        ("id", "Rp.3,471,304,072", "other-locale", "Rp3.471.304.072"),
        ("id", "[-Rp1,234.50]", "other-locale", "-Rp1.234,50"),
        ("en", "7,63", "other-locale", "7.63"),
        ("en", "3.471.304.072", "other-locale", "3,471,304,072"),
        ("id", "1.234,567.89", "mixed", None),
        ("id", "3.558,827.000", "mixed", None),
        ("id", "12.34.56", "mixed", None),
        ("id", "1,2,3", "mixed", None),
        ("id", "1..2", "mixed", None),
        ("id", "0.630.000", "mixed", None),
        *[
            ("id", text, "not-a-number", None)
            for text in [
                "(-5)",
                "((5))",
                "()5",
                "1.234-",
                "1 00",
                "1 0000",
                "5,",
                ",5",
                "+5",
                "--5",
                "-Rp-5",
                "Rp5%",
                "1e5",
                "\u0663",
                "\uff15",
                "- 5",
                "satu",
                "Rp",
                "%",
            ]
        ],
        ("id", "9" * 2000, "not-a-number", None),
    ],
)
def test_misread(locale: Locale, text: str, kind: NumeralFault, suggestion: str | None) -> None:
    assert read(text, locale) == Misread(kind, suggestion)


@pytest.mark.parametrize("sign", ["", "-", "Rp"])
@pytest.mark.parametrize(
    ("locale", "body", "value", "decimals_are_in_doubt"),
    [("id", "7,630", "7.63", True), ("id", "7.630", "7630", False),
     ("en", "7.630", "7.63", True), ("en", "7,630", "7630", False)],
)  # fmt: skip
def test_only_an_undeclared_locale_leaves_doubt(
    locale: Locale, body: str, value: str, decimals_are_in_doubt: bool, sign: str
) -> None:
    declared = read(sign + body, locale)
    assert isinstance(declared, Numeral)
    assert as_fraction(declared.number) == Fraction(value) * (-1 if sign == "-" else 1)
    assert read(sign + body, locale, doubt="any") == Misread("ambiguous")
    assert read(sign + body, locale, doubt="decimals") == (Misread("ambiguous") if decimals_are_in_doubt else declared)


@pytest.mark.parametrize("text", ["1.234.567", "1.234,5", "0,630", "7630", "12345,678", "7,63"])
def test_nothing_else_is_in_doubt(text: str) -> None:
    assert read(text, "id", doubt="any") == read(text, "id")
    assert isinstance(read(text, "id"), Numeral)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(f"{minus}5", -5) for minus in "-\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d"],
        *[(f"1{space}234{space}567", 1234567) for space in " \u00a0\u202f\u2009\u2007\u3000"],
        *[(f"{space}5{space}%", 5) for space in " \t\u00a0\u202f\u2003"],
        ("\ufeff5", 5), ("5\u200b", 5),
        ("(1.234)", -1234), ("( 1.234 )", -1234), ("Rp(1.234)", -1234), ("Rp (1.234)", -1234), ("(5%)", -5),
        ("IDR 1.234", 1234), ("Rp -1.234", -1234), (" Rp1.234,00 ", 1234),
    ],
)  # fmt: skip
def test_signs_spaces_and_accounting_forms(text: str, value: int) -> None:
    found = read(text, "id")
    assert isinstance(found, Numeral), found
    assert as_fraction(found.number) == value


@pytest.mark.parametrize(
    ("text", "truncate", "low", "low_open", "high", "high_open"),
    [
        ("73,24%", False, "73.235", False, "73.245", False),
        ("60", False, "59.5", False, "60.5", False),
        ("-1,0", False, "-1.05", False, "-0.95", False),
        ("73,24", True, "73.24", False, "73.25", True),
        ("-1,0", True, "-1.1", True, "-1.0", False),
        ("0,00", True, "-0.01", True, "0.01", True),
    ],
)
def test_interval(text: str, truncate: bool, low: str, low_open: bool, high: str, high_open: bool) -> None:
    numeral = read(text, "id")
    assert isinstance(numeral, Numeral)
    below, below_open, above, above_open = interval(numeral, truncate=truncate)
    assert (as_fraction(below), below_open, as_fraction(above), above_open) == (
        Fraction(low),
        low_open,
        Fraction(high),
        high_open,
    )


def test_long_numbers_are_written_quickly() -> None:
    longest = 10**limits.EXACT_DIGITS - 1
    assert digits_of(-longest) == "-" + "9" * limits.EXACT_DIGITS
    started = time.perf_counter()
    assert value_text((1, longest)) == f"1.00000000000000E-{limits.EXACT_DIGITS}"
    assert printed((longest, 1), "count", 0, "half-up", "id").startswith("9.999.999.")
    assert time.perf_counter() - started < 2


@given(numbers, st.sampled_from(["percent", "index", "count", "rupiah"]), st.integers(0, 6), locales)
@example((-4, 1000), "index", 2, "id")
def test_what_is_printed_reads_as_the_rounded_number(n: Number, unit: str, digits: int, locale: Locale) -> None:
    text = printed(n, unit, digits, "half-up", locale)
    found = read(text, locale)
    assert isinstance(found, Numeral), found
    shown = (n[0] * 100, n[1]) if unit == "percent" else n
    assert compare(found.number, round_at(shown, digits, "half-up")) == 0
    assert (found.decimals, found.percent, found.rupiah) == (digits, unit == "percent", unit == "rupiah")
    low, _, high, _ = interval(found)
    assert compare(low, shown) <= 0 <= compare(high, shown)
    assert not (text.startswith("-") and found.number[0] == 0)


@given(numbers, st.integers(0, 6))
def test_a_truncated_number_stands_for_the_exact_one(n: Number, digits: int) -> None:
    found = read(printed(n, "index", digits, "down", "en"), "en")
    if isinstance(found, Numeral):
        low, low_open, high, high_open = interval(found, truncate=True)
        assert compare(low, n) < (0 if low_open else 1)
        assert compare(n, high) < (0 if high_open else 1)


@given(st.text(st.sampled_from("0123456789.,-%Rp []…−"), max_size=12) | st.text(), locales)
def test_a_suggestion_reads_as_the_same_number(text: str, locale: Locale) -> None:
    found = read(text, locale)
    if isinstance(found, Misread) and found.suggestion is not None:
        other: Locale = "en" if locale == "id" else "id"
        assert read(found.suggestion, locale) == read(text, other)


@given(numbers)
def test_texts_of_a_number_are_its_value(n: Number) -> None:
    assert Fraction(exact_text(n)) == as_fraction(n)
    thirty = Context(prec=30, rounding=ROUND_HALF_EVEN).divide(Decimal(n[0]), Decimal(n[1]))
    fifteen = Context(prec=15, rounding=ROUND_HALF_EVEN).divide(Decimal(n[0]), Decimal(n[1]))
    expected = thirty if Fraction(thirty) == as_fraction(n) else fifteen
    assert Decimal(value_text(n)) == expected
