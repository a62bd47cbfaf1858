"""The sentences and headings of explanations, in both languages, as data."""

from collections.abc import Mapping
from functools import cache

from lkjdsl.diagnostic import Language


@cache
def phrases(language: Language) -> Mapping[str, str]:
    """Return every phrase in *language* by its key; what stands in braces is filled in with ``str.format``."""
    from importlib.resources import files

    import tomli

    tables = tomli.loads(files("lkjdsl.render").joinpath("phrases.toml").read_text("utf-8"))
    return {f"{group}.{key}": words[language] for group, entries in tables.items() for key, words in entries.items()}
