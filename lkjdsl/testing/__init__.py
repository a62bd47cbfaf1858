"""
Random editions and data for property tests, of lkjdsl itself and of the editions that people write.

The only part of lkjdsl that imports hypothesis.
"""

from lkjdsl.testing.toml_text import toml_text

__all__ = ["toml_text"]
