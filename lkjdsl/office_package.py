"""
Workbooks and documents of office programs, looked through before a library reads them.

They are archives of XML that anybody may have made: kilobytes that unpack to gigabytes, one endless cell, entities that
multiply. Pictures and whatever else is no XML are not unpacked at all.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

XML_BYTES = 256 * 2**20
"""Of all XML in a package, unpacked: some ten million cells."""
TAG_BYTES = 2**20
"""Of one tag with its attributes."""
PIECE = 2**16


class PackageRefused(Exception):  # noqa: N818 - told as a problem
    """A package that is not read: a code of the catalogue, with the words for its texts."""

    def __init__(self, *, code: str, **values: str | int) -> None:
        """Take the code and the words."""
        super().__init__(code, values)
        self.code, self.values = code, values


def open_package(path: Path) -> ZipFile:
    """Return the archive at *path*, once it is known not to hold too much; raises PackageRefused, or OSError."""
    try:
        package = ZipFile(path)
        size = sum(info.file_size for info in package.infolist() if info.filename.endswith((".xml", ".rels")))
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise PackageRefused(code="package-broken") from error
    if size > XML_BYTES:
        raise PackageRefused(code="package-too-large", size=size // 2**20, limit=XML_BYTES // 2**20)
    return package


def look_through(package: ZipFile, name: str, parser: Any = None) -> None:
    """Read all of the XML of a part of *package*, as ``parsed`` does."""
    for _ in parsed(package, name, expat.ParserCreate() if parser is None else parser):
        pass


def parsed(package: ZipFile, name: str, parser: Any) -> Iterator[None]:
    """
    Read the XML of a part of *package* piece by piece with an expat *parser*, whose handlers say what they do not like.

    Raises PackageRefused where it is no XML, or has a document type, by which entities could be defined.
    """
    parser.StartDoctypeDeclHandler = _refuse
    total = 0
    try:
        for piece in pieces(package, name):
            total += len(piece)
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
            if total - parser.CurrentByteIndex > TAG_BYTES:
                raise PackageRefused(code="package-broken")
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - the same
    except (expat.ExpatError, BadZipFile, EOFError, KeyError, RuntimeError, NotImplementedError, OSError) as error:
        raise PackageRefused(code="package-broken") from error


def pieces(package: ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a part of *package*."""
    with package.open(name) as part:
        while piece := part.read(PIECE):
            yield piece


def _refuse(*_: object) -> None:
    raise PackageRefused(code="package-broken")
