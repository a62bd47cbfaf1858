"""The words that reports of this kind are built of; they are data (``genre.toml``)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from lkjdsl.documents.blocks import Label


@frozen
class Genre:
    """Words of headings and captions, in small letters."""

    chapter: Sequence[str]
    appendix: Sequence[str]
    front: frozenset[str]
    contents: frozenset[str]
    caption: Mapping[str, Label]


@cache
def genre() -> Genre:
    """Return the words, read once."""
    import tomli

    words = tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    captions: dict[str, Label] = dict.fromkeys(words["caption"]["table"], "table")
    captions |= dict.fromkeys(words["caption"]["figure"], "figure")
    return Genre(words["chapter"], words["appendix"], frozenset(words["front"]), frozenset(words["contents"]), captions)


def plain(title: str) -> str:
    """Return *title* as the genre's words are spelled: small letters, single spaces, no punctuation at its end."""
    return re.sub(r"\s+", " ", title).strip(" .:").casefold()
