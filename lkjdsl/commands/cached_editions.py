"""
Editions as the commands open them: as they were checked last, where nothing has changed since.

A planner evaluates all day and changes the edition seldom; reading and checking it takes half of a command's time. What
is kept holds for these texts of the edition and of all that it extends, this lkjdsl and this Python, and for nothing
else: any difference, a damaged file included, has it read and checked anew. There is one file for each edition.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from zlib import crc32

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
    where = f"{os.getcwd()}\n{name}"  # noqa: PTH109 - the text of it
    # Files are named by a checksum, so that two editions may have the same name: what is inside tells whose it is.
    file = f"edition-{crc32(where.encode(errors='surrogatepass')):08x}"
    edition = _kept(file, where)
    if edition is not None:
        return edition, edition.problems
    edition, problems = try_load(name)
    if edition is not None and edition.source is not None:
        with suppress(NotSerializable, RecursionError, UnicodeEncodeError):
            keep(file, serialized((where, _build(), edition.definition, edition.problems, edition.source)))
    return edition, problems


def _kept(file: str, where: str) -> Edition | None:
    data = kept(file)
    if data is None:
        return None
    try:
        of, build, definition, problems, source = deserialized(data)
        if of == where and build == _build() and all(map(_is_still, source.sources())):
            return Edition(definition, problems, source)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the edition itself is at hand
        return None
    return None


def _is_still(source: Source) -> bool:
    found = read_source(source.name)
    return isinstance(found, Source) and found.text == source.text


def _build() -> str:
    """Return what tells this lkjdsl, as it stands on the disk, and this Python from others."""
    stamps = [sys.version]
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        for name in files:
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - hundreds of files, at every start
            stamps.append(f"{folder}/{name} {status.st_mtime_ns} {status.st_size}")
    return "\n".join(stamps)
