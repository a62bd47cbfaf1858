"""
Random editions and data for property tests, of lkjdsl itself and of the editions that people write.

>>> from hypothesis import given, settings
>>> from lkjdsl import load
>>> edition = load("formulas/2025.toml")
>>> @given(data_for(edition))
... def test_every_index_is_at_most_100(data):
...     result = edition.evaluate(data)["IKK1"].exact
...     assert result is None or result <= 100

``edition_tests`` makes pytest items of an edition's cases and claims. This package and ``trying`` are the only parts
of lkjdsl that import hypothesis.
"""

from lkjdsl.syntax.toml_writer import toml_text
from lkjdsl.testing.items import edition_tests
from lkjdsl.testing.random_data import data_for, data_texts
from lkjdsl.testing.random_editions import edition_tables, editions
from lkjdsl.testing.random_expressions import expressions, formulas, names_in, numbers

__all__ = [
    "data_for",
    "data_texts",
    "edition_tables",
    "edition_tests",
    "editions",
    "expressions",
    "formulas",
    "names_in",
    "numbers",
    "toml_text",
]
