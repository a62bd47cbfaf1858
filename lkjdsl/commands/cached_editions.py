"""
Editions as the commands open them: as they were checked last, where nothing has changed since.

A planner evaluates all day and changes the edition seldom; reading and checking it takes half of a command's time. What
is kept holds for these texts of the edition and of all that it extends, this lkjdsl and this Python, and for nothing
else: any difference, a damaged file included, has it read and checked anew. There is one file for each edition.
"""

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from lkjdsl.cache import keep, kept
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.edition import Edition, try_load
from lkjdsl.files import read_source
from lkjdsl.serialization import NotSerializable, deserialized, serialized
from lkjdsl.source import Source

PACKAGE = Path(__file__).parents[1]

Opened = tuple[Edition | None, tuple[Diagnostic, ...]]
"""The edition, or None where there is an error, and all its problems."""


def opened(name: str) -> Opened:
    """Return the edition in the file *name*, as :func:`lkjdsl.edition.try_load` does."""
    file = _file_for(name)
    edition = _kept(file)
    if edition is not None:
        return edition, edition.problems
    edition, problems = try_load(name)
    if edition is not None and edition.source is not None:
        texts = tuple((source.name, _digest(source.text)) for source in edition.source.sources())
        with suppress(NotSerializable, RecursionError, UnicodeEncodeError):
            keep(file, serialized((_build(), texts, edition.definition, edition.problems, edition.source)))
    return edition, problems


def _file_for(name: str) -> str:
    """Return what the edition is kept under, told apart by where it is and how it is named in messages."""
    return f"edition-{_digest(repr((os.getcwd(), name)))}"  # noqa: PTH109 - the text of it


def _kept(file: str) -> Edition | None:
    data = kept(file)
    if data is None:
        return None
    try:
        build, texts, definition, problems, source = deserialized(data)
        if build == _build() and all(_is_still(name, text) for name, text in texts):
            return Edition(definition, problems, source)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the edition itself is at hand
        return None
    return None


def _is_still(name: str, digest: str) -> bool:
    source = read_source(name)
    return isinstance(source, Source) and _digest(source.text) == digest


def _build() -> str:
    """Return what tells this lkjdsl, as it stands on the disk, and this Python from others."""
    stamps = [sys.version]
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = [one for one in folders if one != "__pycache__"]
        for name in files:
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - hundreds of files, at every start
            stamps.append(f"{folder}/{name} {status.st_mtime_ns} {status.st_size}")
    return _digest("\n".join(stamps))


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
