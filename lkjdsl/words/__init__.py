"""
The words that users read beside the catalogue of problems, in both languages, as data.

A file is a room of the house, a table in it a page or a group of words, an entry a text in English and in Indonesian.
What stands in braces is filled in with ``str.format``. A file is read when one of its words is first asked for.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lkjdsl.diagnostic import Both, Language

FOLDER = Path(__file__).parent


class Words:
    """
    The words of a group, ``Words("editions.reach")``, or of a whole room, ``Words("explanation")``, by key.

    Those of a room have keys such as ``heading.rules``. A key that is not there is a defect of lkjdsl: KeyError.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        """Take the name of the room or group; nothing is read yet."""
        self._name = name

    def __getitem__(self, key: str) -> Both:
        """Return the text of *key* in both languages."""
        return _words(self._name)[key]

    def __contains__(self, key: str) -> bool:
        """Return whether *key* has a text."""
        return key in _words(self._name)

    def spoken(self, language: Language) -> Mapping[str, str]:
        """Return every text in *language* by its key."""
        return _spoken(self._name, language)


@cache
def _spoken(name: str, language: Language) -> Mapping[str, str]:
    return {key: both.text(language) for key, both in _words(name).items()}


@cache
def _words(name: str) -> Mapping[str, Both]:
    room, _, group = name.partition(".")
    tables = _tables(room)
    if group:
        return {key: Both(**texts) for key, texts in tables[group].items()}
    return {f"{group}.{key}": Both(**texts) for group, entries in tables.items() for key, texts in entries.items()}


@cache
def _tables(room: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    import tomli

    return tomli.loads((FOLDER / f"{room}.toml").read_text("utf-8"))
