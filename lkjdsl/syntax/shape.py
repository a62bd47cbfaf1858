"""What a value of a TOML file may look like, attribute by attribute, and how to say what was expected."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Both


@frozen(eq=False)
class Shape:
    """A kind of value: a test, the words for what is expected, and whether the texts in it are formulas."""

    accepts: Callable[[Any], bool]
    expected: Both
    has_formulas: bool = False


def is_number(value: Any) -> bool:
    """Return whether *value* is a TOML number (a flag is an int in Python, but not here)."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """Return whether *value* is a TOML integer."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _is_quantity(value: Any) -> bool:
    return _is_text(value) or is_number(value)


def _is_goal(value: Any) -> bool:
    return _is_quantity(value) or (isinstance(value, list) and len(value) == 2 and all(map(_is_quantity, value)))  # noqa: PLR2004 - a range has two ends


def _is_target(value: Any) -> bool:
    if isinstance(value, dict):
        return all(key.isascii() and key.isdigit() and _is_goal(one) for key, one in value.items())
    return _is_goal(value)


TEXT = Shape(_is_text, Both("a text in quotes", "teks dalam tanda kutip"))
FORMULA = Shape(_is_text, TEXT.expected, has_formulas=True)
TEXTS = Shape(_is_texts, Both("a text, or a list of texts", "teks, atau daftar teks"))
WHOLE = Shape(is_whole, Both("a whole number", "bilangan bulat"))
FLAG = Shape(lambda value: isinstance(value, bool), Both("true or false", "true atau false"))
QUANTITY = Shape(
    _is_quantity, Both("a number, or a text such as '100%'", "angka, atau teks seperti '100%'"), has_formulas=True
)
TARGET = Shape(
    _is_target,
    Both(
        "a number, a formula, [lower, upper], or a table of years { 2025 = ... }",
        "angka, rumus, [bawah, atas], atau tabel tahun { 2025 = ... }",
    ),
    has_formulas=True,
)
TABLE = Shape(lambda value: isinstance(value, dict), Both("a table", "sebuah tabel"))
COMPARISONS = Shape(TABLE.accepts, TABLE.expected, has_formulas=True)
ANY = Shape(lambda value: not isinstance(value, dict | list), Both("a single value", "satu nilai"))
BANDS = Shape(
    lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    Both("a list of bands { at_least = ..., label = '...' }", "daftar kelas { at_least = ..., label = '...' }"),
)
CASES = Shape(
    lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    Both("cases, each headed [[case]]", "contoh kasus, masing-masing diawali [[case]]"),
)
COLUMN = Shape(
    lambda value: isinstance(value, str | dict),
    Both("a formula, or a table with `formula`", "rumus, atau tabel dengan `formula`"),
)


@frozen(eq=False)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def accepts(self, value: Any) -> bool:
        """Return whether *value* is one of the words."""
        return isinstance(value, str) and value in self.words

    @property
    def expected(self) -> str:
        """Return the words, to be shown."""
        return ", ".join(f"'{word}'" for word in self.words)


@frozen(eq=False)
class RuleShape:
    """A rule: a state, a number, or a text with ``%``."""

    words: tuple[str, ...] = ("exclude", "unavailable", "error")

    def accepts(self, value: Any) -> bool:
        """Return whether *value* is a rule."""
        if isinstance(value, str):
            return value in self.words or value.strip().endswith("%")
        return is_number(value)

    @property
    def expected(self) -> Both:
        """Return what a rule may be."""
        words = ", ".join(f"'{word}'" for word in self.words)
        return Both(f"a number, or one of {words}", f"angka, atau salah satu dari {words}")
