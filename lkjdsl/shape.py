"""What a value of a TOML file may look like, attribute by attribute, and how to say what was expected."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.words import Words

WORDS = Words("problems.shape")


@frozen(eq=False)
class Shape:
    """A kind of value: a test, the key of the words for what is expected, and whether its texts are formulas."""

    accepts: Callable[[Any], bool]
    key: str
    has_formulas: bool = False

    @property
    def expected(self) -> Both:
        """Return what is expected, to be shown."""
        return WORDS[self.key]


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
        return all(key.isascii() and key.isdigit() and _is_goals(one) for key, one in value.items())
    return _is_goal(value)


def _is_goals(value: Any) -> bool:
    """Return whether *value* is what is aimed at in a year, or in each of its periods."""
    return all(map(_is_goal, value.values())) if isinstance(value, dict) else _is_goal(value)


def _is_years(value: Any) -> bool:
    return isinstance(value, dict) and set(value) <= {"from", "to"} and all(map(is_whole, value.values()))


TEXT = Shape(_is_text, "text")
FORMULA = Shape(_is_text, "text", has_formulas=True)
TEXTS = Shape(_is_texts, "texts")
NAMES = Shape(lambda value: isinstance(value, list) and all(map(_is_text, value)), "names")
WHOLE = Shape(is_whole, "whole")
FLAG = Shape(lambda value: isinstance(value, bool), "flag")
QUANTITY = Shape(_is_quantity, "quantity", has_formulas=True)
TARGET = Shape(_is_target, "target", has_formulas=True)
TABLE = Shape(lambda value: isinstance(value, dict), "table")
YEARS = Shape(_is_years, "years")
ANY = Shape(lambda value: not isinstance(value, dict | list), "any")
BANDS = Shape(lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value), "bands")
LINES = Shape(BANDS.accepts, "lines")
CASES = Shape(lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value), "cases")
COLUMN = Shape(lambda value: isinstance(value, str | dict), "column")


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
        return WORDS["rule"].filled(words=words)
