"""What printed texts say, and what lines of arithmetic are made of."""

import pytest

from lkjdsl.auditing.arithmetic import Amount, Blank, Operation, PrintedWords, UnreadableText, read_line
from lkjdsl.auditing.printed_numbers import read_printed
from lkjdsl.numbers.numerals import Locale, Misread

FIGURES = [
    ("91 (Indeks)", "index", (91, 1), "Indeks", 1),
    ("81.29 (indeks)", "index", (8129, 100), "indeks", 1),
    ("60 %", "percent", (60, 1), "", 1),
    ("91% (Indeks)", "percent", (91, 1), "Indeks", 1),
    ("10 persen", "percent", (10, 1), "", 1),
    ("Nihil", "count", (0, 1), "", 1),
    ("[nihil]", "count", (0, 1), "", 1),
    ("[Rp3.424.110.913.]", "rupiah", (3424110913, 1), "", 1),
    ("Rp.6.933.050.000.", "rupiah", (6933050000, 1), "", 1),
    ("Rp 102.000.000,-", "rupiah", (102000000, 1), "", 1),
    ("Rp3,47 miliar", "rupiah", (347, 100), "", 10**9),
    ("3,5 juta rupiah", "rupiah", (35, 10), "rupiah", 10**6),
    ("29 orang", "orang", (29, 1), "orang", 1),
    ("-12,5", "index", (-125, 10), "", 1),
]


@pytest.mark.parametrize(("text", "unit", "number", "word", "multiple"), FIGURES)
def test_a_figure_is_read(text: str, unit: str, number: tuple[int, int], word: str, multiple: int) -> None:
    locale: Locale = "en" if "81.29" in text else "id"
    found = read_printed(text, locale, unit)
    assert not isinstance(found, Misread)
    assert found.numeral is not None
    assert (found.numeral.number, found.word, found.multiple) == (number, word, multiple)


@pytest.mark.parametrize(
    "text", ["...", "…", "[ ]", "[...]", "[...%]", "[Rp]", "Rp", "-", "–", "___", "xx,xx%", "(...)"]
)
def test_a_placeholder_is_one(text: str) -> None:
    assert read_printed(text, "id", "percent") == Misread("placeholder")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("7,630", "ambiguous"),
        ("97.17%", "other-locale"),
        ("1.2.3", "mixed"),
        ("banyak", "not-a-number"),
        ("12 34", "not-a-number"),
        ("(...) 5", "not-a-number"),
        ("#REF!", "not-a-number"),
    ],
)
def test_what_is_no_number_says_why(text: str, kind: str) -> None:
    found = read_printed(text, "id", "index")
    assert isinstance(found, Misread)
    assert found.kind == kind


def shape(text: str, locale: Locale = "id") -> str:
    return " = ".join(_shape(side) for side in read_line(text, locale))


def _shape(one: object) -> str:
    match one:
        case Amount(numeral=numeral):
            return f"{numeral.number[0] / numeral.number[1]:g}{'%' if numeral.percent else ''}"
        case PrintedWords(text=text):
            return text
        case Blank():
            return "_"
        case Operation(operator="negate", operands=(operand,)):
            return f"-{_shape(operand)}"
        case Operation(operator=operator, operands=operands):
            return f"({f' {operator} '.join(map(_shape, operands))})"
        case UnreadableText(span=span):
            return f"flaw{span}"
        case _:
            raise AssertionError(one)


LINES = [
    ("K1 = (90 * 70%) + (99 * 30%) = 92,7", "K1 = ((90 * 70%) + (99 * 30%)) = 92.7"),
    ("D2 = 0 / 0 * (-100%) = 0", "D2 = ((0 / 0) * -100%) = 0"),
    ("2 + 3 * 4 - 1", "(2 + (3 * 4) + -1)"),
    ("8 / 4 / 2", "((8 / 4) / 2)"),
    ("X = 92,7 x 50%", "X = (92.7 * 50%)"),
    ("(D1 x W1) + (D2 x W2)", "((D1 * W1) + (D2 * W2))"),
    ("Rp3.471.304.072 : Rp3.558.827.000 × 100% ≈ 97,54%", "((3.4713e+09 / 3.55883e+09) * 100%) = 97.54%"),
    ("Persentase Pelaksanaan RB = ... / ... = ...", "Persentase Pelaksanaan RB = (_ / _) = _"),
    ("= 96,35 (Indeks).", "96.35"),
    ("[1 + 2] * {3}", "((1 + 2) * 3)"),
    ("X = 1 +", "flaw(7, 8)"),
    ("X = (1 + 2", "flaw(10, 11)"),
    ("X = 7,630 / 2", "flaw(4, 9)"),
    ("X = 5 $ 3", "flaw(6, 7)"),
    ("X = 1 2", "flaw(6, 7)"),
    ("X = 2 = ", "flaw(8, 9)"),
    ("", "flaw(0, 1)"),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_is_read(text: str, expected: str) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 5000 + "1", "1" + "+1" * 3000, "((((1" * 500, "=" * 500])
def test_any_line_at_all_is_read_or_refused(text: str) -> None:
    assert read_line(text, "id")
