"""Texts that are not TOML: the cause is found, and somebody who is no programmer is told what to write."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl.catalogue import entries, entry
from lkjdsl.diagnostic import filled
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_fault import TomlError
from lkjdsl.syntax.toml_places import positions
from tests.support.toml_documents import documents


def fault_of(text: str) -> TomlError | None:
    """Return why *text* is not TOML, or None where it is."""
    try:
        read(text)
    except TomlError as error:
        return error
    return None


FAULTS = [  # a text, the code, what it points at, words of the help
    ("a = 89,88", "toml-decimal-comma", "89,88", {"meant": "89.88"}),
    ("a = -89,8 # x", "toml-decimal-comma", "-89,8", {"meant": "-89.8"}),
    ("x = { a = 88,31, b = 'A' }", "toml-decimal-comma", "88,31", {"meant": "88.31"}),
    ("x = { b = 'A', a = 88,3 }", "toml-decimal-comma", "88,3", {"meant": "88.3"}),
    ("a = 1\r\n\r\nb = 89,88\r\n", "toml-decimal-comma", "89,88", {"meant": "89.88"}),
    ("\ufeffa = 89,88", "toml-decimal-comma", "89,88", {"meant": "89.88"}),
    ("a = 0,630", "toml-decimal-comma", "0,630", {"meant": "0.630"}),
    ("a = 7,630", "toml-ambiguous-comma", "7,630", {"meant": "7.630", "thousands": "7_630"}),
    ("a = 3.471.304.072", "toml-thousands-dots", "3.471.304.072", {"meant": "3_471_304_072"}),
    ("a = [1.234.567, 2]", "toml-thousands-dots", "1.234.567", {"meant": "1_234_567"}),
    ("a = 3.471.304,5", "toml-thousands-dots", "3.471.304,5", {"meant": "3_471_304.5"}),
    ("a = 1.234,56", "toml-thousands-dots", "1.234,56", {"meant": "1_234.56"}),
    ("a = -3.471.304", "toml-thousands-dots", "-3.471.304", {"meant": "-3_471_304"}),
    ("a = 453.966.000,-", "toml-thousands-dots", "453.966.000,-", {"meant": "453_966_000"}),
    ("a = 12%", "toml-bare-percent", "12%", {"quoted": "'12%'"}),
    ("a = 89,88 %", "toml-bare-percent", "89,88 %", {"quoted": "'89,88%'"}),
    ("a = [12%, 13%]", "toml-bare-percent", "12%", {"quoted": "'12%'"}),
    ("a = Rp. 453.966.000", "toml-bare-rupiah", "Rp. 453.966.000", {"meant": "453_966_000"}),
    ("a = Rp3,471 # x", "toml-bare-rupiah", "Rp3,471", {"meant": "3_471"}),
    ("a = rp\u00a05.000,50", "toml-bare-rupiah", "rp\u00a05.000,50", {"meant": "5_000.50"}),
    ("a = -Rp5.000", "toml-bare-rupiah", "-Rp5.000", {"meant": "-5_000"}),
    ("a = 3,471,304.5", "toml-number-spelling", "3,471,304.5", {"meant": "3_471_304.5"}),
    ("a = 7 630", "toml-number-spelling", "7 630", {"meant": "7_630"}),
    ("a = 007", "toml-number-spelling", "007", {"meant": "7", "quoted": "'007'"}),
    ("a = −5,5", "toml-number-spelling", "−5,5", {"meant": "-5.5"}),
    ("a = .5", "toml-number-spelling", ".5", {"meant": "0.5"}),
    ("a = 5.", "toml-number-spelling", "5.", {"meant": "5"}),
    (
        "a = paspor.terbit / paspor.total # x",
        "toml-bare-word",
        "paspor.terbit / paspor.total",
        {"quoted": "'paspor.terbit / paspor.total'"},
    ),
    ("a = True", "toml-bare-word", "True", {"quoted": "'True'"}),
    ("a = ya", "toml-bare-word", "ya", {"quoted": "'ya'"}),
    ("a = true false", "toml-bare-word", "true false", {}),
    ("a = 6858 paspor", "toml-bare-word", "6858 paspor", {}),
    ("a = 2025-02-30", "toml-bare-word", "2025-02-30", {"quoted": "'2025-02-30'"}),
    ("a = 31/12/2025", "toml-bare-word", "31/12/2025", {}),
    ("a = min(b, 'c')", "toml-bare-word", "min(b, 'c')", {"quoted": "\"min(b, 'c')\""}),
    ("x = { a = jenis, b = 1 }", "toml-bare-word", "jenis", {}),
    ("a =", "toml-no-value", "=", {"before": "a ="}),
    ("a =   # x\n", "toml-no-value", "=", {"before": "a ="}),
    ("a = [1,,2]", "toml-no-value", ",", {}),
    ("a = 'x',", "toml-extra-text", ",", {}),
    ("a = 1;", "toml-extra-text", ";", {}),
    ("a = 'x' 'y'", "toml-extra-text", "'y'", {}),
    ("[a] b = 1", "toml-extra-text", "b = 1", {}),
    ("a = 'Jum'at'", "toml-inner-quote", "'Jum'at'", {"quoted": '"Jum\'at"'}),
    ("a = ['Jum'at', 'x']", "toml-inner-quote", "'Jum'at'", {}),
    (
        'a = "Indeks "baik" sekali" # x',
        "toml-inner-quote",
        '"Indeks "baik" sekali"',
        {"quoted": "'Indeks \"baik\" sekali'"},
    ),
    ("a = 'Paspor\nb = 1", "toml-unclosed-text", "'", {"quote": "'"}),
    ("a = 'Paspor\r\nb = 'x'", "toml-unclosed-text", "'", {"quote": "'"}),
    ('a = [1, "Paspor', "toml-unclosed-text", '"', {"quote": '"'}),
    ('a = "Paspor\r\n', "toml-unclosed-text", '"', {"quote": '"'}),
    ("a = '''x\ny", "toml-unclosed-text", "'''", {"quote": "'''"}),
    ("a = '''x\ny’", "toml-unclosed-text", "'''", {"quote": "'''"}),
    ("a = '''x’", "toml-unclosed-text", "'''", {"quote": "'''"}),
    ('a = """x\ny', "toml-unclosed-text", '"""', {"quote": '"""'}),
    ("a = “Paspor” # x", "toml-curly-quotes", "“Paspor”", {"meant": '"Paspor"'}),
    ("a = 'Paspor’", "toml-curly-quotes", "'Paspor’", {"meant": "'Paspor'"}),
    ("‘a’ = 1", "toml-curly-quotes", "‘a’ = 1", {"meant": "'a' = 1"}),
    ('a = "C:\\Users\\x"', "toml-backslash", "\\U", {"quoted": "'C:\\Users\\x'"}),
    ('a = "C:\\data"', "toml-backslash", "\\d", {"quoted": "'C:\\data'"}),
    ('a = "\\', "toml-backslash", "\\", {}),
    ("a = 1\0", "toml-control-character", "\0", {"number": "U+0000"}),
    ("b = 1\r\nc = 2\r\na = 1\0\r\n", "toml-control-character", "\0", {"number": "U+0000"}),
    ("a = 'x\ry'", "toml-control-character", "\r", {"number": "U+000D"}),
    ("a\u00a0= 1", "toml-control-character", "\u00a0", {"number": "U+00A0"}),
    ("\x7fELF\x02", "toml-control-character", "\x7f", {"number": "U+007F"}),
    ("a = [1, 2\n", "toml-unclosed-bracket", "[", {"closing": "]"}),
    ("a = ['x'\n\n[b]\nc=1", "toml-unclosed-bracket", "[", {"closing": "]"}),
    ("a = [['x'],\nb = 1", "toml-unclosed-bracket", "[", {"closing": "]"}),
    ("a = { b = 1", "toml-unclosed-bracket", "{", {"closing": "}"}),
    ("a = [\n'x'\n'y'\n]", "toml-missing-comma", "'", {"closing": "]"}),
    ("a = [\n{b = 1}\n{b = 2}\n]", "toml-missing-comma", "{", {"closing": "]"}),
    ("a = { b = 1 c = 2 }", "toml-missing-comma", "c", {"closing": "}"}),
    ("[input.paspor", "toml-heading", "[input.paspor", {"meant": "[input.paspor]"}),
    ("[[belanja] # x", "toml-heading", "[[belanja]", {"meant": "[[belanja]]"}),
    ("[Indikator Kinerja]", "toml-heading", "[Indikator Kinerja]", {"meant": "[Indikator_Kinerja]"}),
    ("[]", "toml-heading", "[]", {"meant": "[nama]"}),
    ("nama 'x'", "toml-no-equals", "nama", {}),
    ("nama: 'x'", "toml-no-equals", "nama", {}),
    ("nama", "toml-no-equals", "nama", {}),
    ("'nama a' 3", "toml-no-equals", "'nama a'", {}),
    ("Total permohonan = 3", "toml-name", "Total permohonan", {"meant": "Total_permohonan"}),
    ("x = { pa&spor = 3 }", "toml-name", "pa&spor", {"meant": "pa_spor"}),
    ("a. = 3", "toml-name", "a.", {"meant": "a.nama"}),
    ("= 5", "toml-syntax", "=", {}),
    ("]", "toml-syntax", "]", {}),
    ("a = " + "9" * 1_000_000, "number-too-long", "9" * 1_000_000, {}),
    ("b = 1\na = 0x" + "f" * 1000, "number-too-long", "0x" + "f" * 1000, {}),
    ("b = 1.5\na = 1." + "9" * 1000, "number-too-long", "1." + "9" * 1000, {}),
    ("a = [1e5, 1e10_001]", "number-too-long", "1e10_001", {}),
    ("a = 1e99999999999999999999999", "number-too-long", "1e99999999999999999999999", {}),
    ("a = " + "[" * 1_000_000, "nesting-too-deep", "[", {}),
    ("a = " + "[" * 101 + "]" * 101, "nesting-too-deep", "[", {}),
    ("a = " + "{a = " * 500 + "1" + "}" * 500, "nesting-too-deep", None, {}),
    ("a" + ".a" * 5000 + " = 1", "nesting-too-deep", None, {}),
    ("[" + ".".join("a" * 150) + "]", "nesting-too-deep", "[", {}),
]


@pytest.mark.parametrize(
    ("text", "code", "pointed", "values"), FAULTS, ids=[f"{row} {fault[0][:30]}" for row, fault in enumerate(FAULTS)]
)
def test_faults(text: str, code: str, pointed: str | None, values: dict[str, str]) -> None:
    """A fault has the code that helps, points at its cause, and says what to write."""
    error = fault_of(text)
    assert error is not None
    assert error.code == code
    assert error.end <= len(text)
    assert pointed is None or text[error.start : error.end] == pointed
    assert values.items() <= error.values.items()


DUPLICATES = [  # a text, the name, the second place, the first
    ("a = 1\na = 2", "a", 6, 0),
    ("[a]\nb = 1\n[a]", "a", 11, 1),
    ("[a.b]\n[a]\n[c]\n[a]", "a", 15, 7),
    ("[[a]]\n[a]", "a", 7, 2),
    ("[a]\n[[a]]", "a", 6, 1),
    ("a = 1\n[a.b.c]", "a", 7, 0),
    ("a = 1\na.b.c = 2", "a", 6, 0),
    ("a.b = 1\r\na = {x = 1}", "a", 9, 0),
    ("x = {a = 1, a = {b = 1}}", "x.a", 12, 5),
    ("x = [{}, {a = 1, a.b = 2}]", "x.a", 17, 10),
    ("[[p]]\nq = 1\n[[p]]\nq = 2\nr = 3\nq = 4", "p.q", 30, 18),
    ("'a' = 1\n\"\\u0061\" = 2\nb = “”", "a", 8, 0),
]


@pytest.mark.parametrize(("text", "name", "second", "first"), DUPLICATES)
def test_duplicates(text: str, name: str, second: int, first: int) -> None:
    """Of what is defined twice both places are shown."""
    error = fault_of(text)
    assert error is not None
    assert (error.code, error.values["name"], error.start) == ("toml-duplicate", name, second)
    assert error.related is not None
    assert error.related[0] == first


def toml_codes() -> list[str]:
    """Return the codes of this stage."""
    return [code for code in entries() if code.startswith("toml-") or code in {"number-too-long", "nesting-too-deep"}]


@pytest.mark.parametrize("code", toml_codes())
def test_examples_of_the_catalogue(code: str) -> None:
    """The bad example gives its code and the good one gives none."""
    error = fault_of(entry(code).bad)
    assert error is not None
    assert error.code == code
    assert read(entry(code).good)


def test_every_code_is_tested() -> None:
    """Each kind of problem has a case above."""
    assert set(toml_codes()) == {fault[1] for fault in FAULTS} | {"toml-duplicate"}


def check_fault(text: str) -> None:
    """Demand that *text* is read, or gives one error whose texts can be filled and whose places are in the text."""
    positions(text)
    error = fault_of(text)
    if error is None:
        return
    assert 0 <= error.start <= error.end <= len(text)
    for words in entry(error.code).words.values():
        for template in (words.headline, *words.labels.values(), *words.notes.values(), *words.helps.values()):
            filled(template, error.values, "id")
    if error.related:
        assert 0 <= error.related[0] < error.related[1] <= len(text)
        assert "related" in entry(error.code).words["id"].labels


PIECES = [
    "a",
    "b",
    "1",
    "5,5",
    ".",
    "=",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "'''",
    '"""',
    "\\",
    "#",
]
PIECES += [
    "\\u",
    "true",
    "1979-05-27",
    "“",
    "”",
    "%",
    "Rp",
    "\0",
    "\u00a0",
    "\ud800",
    "é",
    "\ufeff",
    "[[",
    "]]",
    "a = ",
    "[a]\n",
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text())
def test_any_text_gives_tables_or_one_error(text: str) -> None:
    """Nobody's file ends in a traceback."""
    check_fault(text)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_slip_of_the_pen_gives_tables_or_one_error(data: st.DataObject) -> None:
    """The same for a right text in which something was struck out or put in."""
    text = data.draw(documents())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    check_fault(text[:start] + data.draw(st.sampled_from(["", *PIECES])) + text[end:])


HOSTILE = [
    "[" * 500_000,
    "a" + ".a" * 100_000 + " = 1",
    "a = '" + "x" * 500_000,
    'a = "' + "\\n" * 250_000,
    "a " * 250_000,
    "a = [" + "x" * 500_000,
    "[a" * 100_000,
    "a = " + "1," * 200_000,
    "a=b" * 150_000,
    "1" * 500_000 + "%",
    "a" * 300_000 + " = 'x' y",
    '"' * 300_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    """Work grows with the length of a text and no faster."""
    started = time.process_time()
    check_fault(text)
    assert time.process_time() - started < 10  # seconds; a quadratic step takes hours
