"""A printed text → a number with the marks of its unit, or why it is none; and whether the marks fit the quantity."""

import re
from collections.abc import Iterator, Mapping

from lkjdsl.auditing.audit import Quantity, Reading
from lkjdsl.diagnostic import Diagnostic, Word, problem
from lkjdsl.kinds import NIL_WORD
from lkjdsl.numbers.numerals import Doubt, Locale, Misread, Numeral, read
from lkjdsl.numbers.numerals import interval as printed_ends
from lkjdsl.numbers.rational import Number, Rounding
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import COUNT, FLAG, INDEX, PERCENT, PLAIN, RATIO, RUPIAH, TEXT, is_label

MULTIPLES = {
    "ribu": 10**3,
    "thousand": 10**3,
    "juta": 10**6,
    "million": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "billion": 10**9,
    "triliun": 10**12,
    "trilyun": 10**12,
    "trillion": 10**12,
}
WORDS = {
    INDEX: ("indeks", "index", "poin", "point", "points", "skor", "nilai"),
    PERCENT: ("persen", "percent", "%"),
    RUPIAH: ("rupiah",),
    RATIO: ("rasio", "ratio"),
}
"""Units as reports write them out after a number."""

FLAGS = {
    "ya": True, "yes": True, "true": True, "ada": True,
    "tidak": False, "no": False, "false": False, "tidak ada": False,
}  # fmt: skip

_PLACEHOLDER = re.compile(r"[\[({]?\s*(?:Rp\.?)?\s*(?:[.…_–—-]*|[xX]{2,}(?:[.,][xX]+)?)\s*%?\s*[\])}]?", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_WITH_WORD = re.compile(
    r"(?P<number>.*[\d%\]\-])\s*(?:\(\s*(?P<inside>[^()\d]+?)\s*\)|(?P<word>[^\W\d][^()\d]*?))\s*\.?", re.DOTALL
)


def is_placeholder(text: str) -> bool:
    """Return whether *text* is what stands where a number is still to be filled in: ``...``, ``[Rp]``, ``xx,xx%``."""
    return not _DIGIT.search(text) and _PLACEHOLDER.fullmatch(text.strip()) is not None


def read_printed(text: str, locale: Locale, unit: str, doubt: Doubt = "decimals") -> Reading | Misread:
    """
    Return what *text* prints for a quantity of *unit*: ``91 (Indeks)``, ``60 %``, ``Nihil``, ``[Rp3.424.110.913.]``.

    A text for a quantity that is one is taken as it is; a flag is a yes or no. There is *doubt* about some numbers
    where no locale is declared.
    """
    text = text.strip()
    if not text:
        return Misread("empty")
    if unit == TEXT:
        return Reading(None, said=text)
    if unit == FLAG:
        holds = FLAGS.get(text.casefold().rstrip("."))
        return Misread("not-a-number") if holds is None else Reading(None, said=holds)
    if not _DIGIT.search(text):
        if is_placeholder(text):
            return Misread("placeholder")
        if text.strip("[] .").casefold() == NIL_WORD:
            return Reading(Numeral((0, 1), 0))
    if text[0] == "[" and text[-1] == "]":
        text = text[1:-1].strip()
    word, multiple = "", 1
    numeral = read(text, locale, doubt=doubt)
    if isinstance(numeral, Misread) and numeral.kind == "not-a-number":
        apart = _WITH_WORD.fullmatch(text)
        if apart is not None and not _is_slip(apart, unit):
            word = (apart["inside"] or apart["word"]).strip()
            first, _, rest = word.partition(" ")
            if first.casefold() in MULTIPLES:
                multiple, word = MULTIPLES[first.casefold()], rest.strip()
            numeral = read(apart["number"], locale, doubt=doubt)
    if isinstance(numeral, Misread):
        return numeral
    if word and word.casefold() in WORDS[PERCENT]:
        numeral, word = Numeral(numeral.number, numeral.decimals, percent=True, rupiah=numeral.rupiah), ""
    return Reading(numeral, word, multiple)


def _is_slip(apart: re.Match[str], unit: str) -> bool:
    """Return whether letters close to a digit are no word for a unit, but digits badly typed, as in ``6o``."""
    word = apart["word"]
    if word is None or apart.start("word") > apart.end("number"):
        return False
    words = {unit.casefold(), *MULTIPLES, *(known for several in WORDS.values() for known in several)}
    return word.casefold().strip() not in words and word.casefold().split()[0] not in MULTIPLES


def scale_of(reading: Reading, quantity: Quantity) -> Number:
    """Return what a number in printed units is multiplied by to be a value of *quantity*: a percentage is a ratio."""
    assert reading.numeral is not None
    if quantity.unit == PERCENT:
        return 1, 100
    if reading.numeral.percent and quantity.unit in (RATIO, PLAIN, "number"):
        return 1, 100
    return 1, 1


def value_of(reading: Reading, quantity: Quantity) -> Number:
    """Return the printed number as a value of *quantity*."""
    number, scale = reading.number, scale_of(reading, quantity)
    return number[0] * scale[0], number[1] * scale[1]


def ends_of(
    reading: Reading, scale: Number = (1, 1), *, truncate: bool = False, rounding: Rounding = "half-up"
) -> tuple[Number, bool, Number, bool]:
    """
    Return what a printed number stands for, times *scale*, as ``(low, low is open, high, high is open)``.

    Where the edition itself cuts off (*rounding* ``down``) or rounds up, what it so prints belongs to it too.
    """
    assert reading.numeral is not None
    low, low_open, high, high_open = printed_ends(reading.numeral, truncate=truncate)
    unit = 10**reading.numeral.decimals
    number = reading.numeral.number[0]
    away = rounding == "up" and not truncate
    toward = rounding == "down" and not truncate
    if (toward and number >= 0) or (away and number <= 0) or (rounding == "floor" and not truncate):
        high, high_open = (number + 1, unit), True
    if (toward and number <= 0) or (away and number >= 0) or (rounding == "ceiling" and not truncate):
        low, low_open = (number - 1, unit), True
    factor = reading.multiple * scale[0]
    return (low[0] * factor, low[1] * scale[1]), low_open, (high[0] * factor, high[1] * scale[1]), high_open


def unit_findings(reading: Reading, quantity: Quantity) -> Iterator[Diagnostic]:
    """Yield what is wrong with the marks of the unit; that of a lost ``%`` is a note of the catalogue."""
    numeral = reading.numeral
    if numeral is None or (quantity.unit == COUNT and not (numeral.percent or numeral.rupiah or reading.word)):
        return
    unit = quantity.unit
    about: Mapping[str, Word] = {"what": quantity.path, "unit": UnitWord(unit)}
    if numeral.percent and unit not in (PERCENT, RATIO, PLAIN, "number"):
        yield problem("percent-on-other-unit", also=about)
    if numeral.rupiah and unit not in (RUPIAH, PLAIN, "number"):
        yield problem("rupiah-on-other-unit", also=about)
    if reading.word and not _goes_with(reading.word.casefold(), quantity):
        yield problem("other-unit-printed", word=reading.word, also=about)
    if unit == PERCENT and not numeral.percent and numeral.number[0] != 0 and not reading.word:
        yield problem("percent-sign-lost", also=about)


def _goes_with(word: str, quantity: Quantity) -> bool:
    """Return whether a unit written out, in lower case, may stand after a value of *quantity*."""
    unit = quantity.unit
    named = next((known for known, words in WORDS.items() if word in words), None)
    if named is not None:
        return named == unit or (named == INDEX and (quantity.points or unit in (PLAIN, "number", RATIO)))
    if unit == INDEX or (is_label(unit) and unit not in (COUNT, "number")):
        return word == unit.casefold()
    return unit not in (PERCENT, RUPIAH)
