"""
An Office document as its zip package: opened within limits, its XML unpacked, its pictures never.

What comes by mail may be a bomb: the sizes that a zip states are not believed, entries that share bytes are refused,
and no more is unpacked than the limits allow.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import PurePath

from attrs import field, frozen

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: Word up to 2003, and every Office document that is locked with a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LOCAL_HEADER = 30
"""Bytes of the fixed part of a local header (APPNOTE 4.3.7)."""
LONGEST_KIND = 200
"""Bytes of the file in which an OpenDocument package says what it is."""
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
TYPES = "[Content_Types].xml"
UNPACKED = re.compile(r"\.(?:xml|rels)\Z", re.IGNORECASE)


@frozen(eq=False)
class Package:
    """
    An opened document: ``data`` as it is on disk, ``entries`` in their order, ``parts`` the XML ones unpacked.

    Names of parts have no leading slash.
    """

    name: str
    data: bytes = field(repr=False)
    entries: Mapping[str, zipfile.ZipInfo] = field(repr=False)
    parts: Mapping[str, bytes] = field(repr=False)


def opened(name: str, data: bytes) -> Package | Diagnostic:
    """Return the package whose bytes are *data*, or why the document *name* is not read and what to do."""
    if len(data) > limits.DOCUMENT_BYTES:
        return problem("document-too-large", name=name, limit=f"{limits.DOCUMENT_BYTES // 2**20}")
    if data.startswith(OLE):
        code = "document-locked" if ENCRYPTED in data else "document-of-old-office"
        return problem(code, name=name, suffix=f"{PurePath(name).suffix}x")
    if data.count(b"PK\1\2") > limits.DOCUMENT_PARTS:  # counted first: a million entries would take a gigabyte to list
        return problem("document-with-too-many-parts", name=name, limit=limits.DOCUMENT_PARTS)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        return problem("document-broken", name=name, notes=["no-package" if data[:2] != b"PK" else "cut-short"])
    wrong = _wrong_entries(name, entries) or _wrong_places(name, data, entries)
    return wrong or _unpacked(name, data, entries)


def _wrong_entries(name: str, entries: list[zipfile.ZipInfo]) -> Diagnostic | None:
    if any(entry.flag_bits & 1 for entry in entries):
        return problem("document-locked", name=name)
    names = [entry.filename for entry in entries]
    strange = any(entry.compress_type not in (STORED, DEFLATED) for entry in entries)
    outside = any(".." in PurePath(name).parts or name.startswith(("/", "\\")) or "\0" in name for name in names)
    if strange or outside or len({name.casefold() for name in names}) < len(names):
        return problem("document-broken", name=name, notes=["no-office-package"])
    return None


def _wrong_places(name: str, data: bytes, entries: list[zipfile.ZipInfo]) -> Diagnostic | None:
    """Refuse entries that share bytes: a few kilobytes could then unpack to petabytes."""
    places = sorted((entry.header_offset, entry.header_offset + _length(data, entry)) for entry in entries)
    overlap = any(end > start for (_, end), (start, _) in pairwise(places))
    if overlap or any(start < 0 or end > len(data) for start, end in places):
        return problem("document-broken", name=name, notes=["cut-short"])
    return None


def _length(data: bytes, entry: zipfile.ZipInfo) -> int:
    return compressed_start(data, entry) - entry.header_offset + entry.compress_size


def compressed_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Return the byte of *data* at which the compressed bytes of *entry* begin."""
    header = data[entry.header_offset : entry.header_offset + LOCAL_HEADER]
    return (
        entry.header_offset
        + LOCAL_HEADER
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )


def _unpacked(name: str, data: bytes, entries: list[zipfile.ZipInfo]) -> Package | Diagnostic:
    parts: dict[str, bytes] = {}
    left = limits.XML_BYTES
    for entry in entries:
        if not UNPACKED.search(entry.filename):
            continue
        content = _content(data, entry, min(left, limits.PART_BYTES))
        if content is None:
            return problem("document-broken", name=name, inside=entry.filename, notes=["part"])
        if len(content) > min(left, limits.PART_BYTES):
            return problem("document-unpacks-too-large", name=name, limit=f"{limits.PART_BYTES // 2**20}")
        left -= len(content)
        parts[entry.filename] = content
    if TYPES not in parts:
        return _no_office(name, entries, data)
    if b"macroEnabled" in parts[TYPES]:
        suffix = ".xlsm" if b"spreadsheetml" in parts[TYPES] or b"ms-excel" in parts[TYPES] else ".docm"
        notes = () if PurePath(name).suffix.lower() not in (".docx", ".xlsx") else ("renamed",)
        return problem("document-with-macros", name=name, suffix=suffix, notes=notes)
    return Package(name, data, {entry.filename: entry for entry in entries}, parts)


def _no_office(name: str, entries: list[zipfile.ZipInfo], data: bytes) -> Diagnostic:
    kind = next((entry for entry in entries if entry.filename == "mimetype"), None)
    if kind is not None and b"opendocument" in (_content(data, kind, LONGEST_KIND) or b""):
        return problem("document-of-open-office", name=name)
    return problem("document-broken", name=name, notes=["no-office-package"])


def _content(data: bytes, entry: zipfile.ZipInfo, limit: int) -> bytes | None:
    """Return the unpacked bytes of *entry*, at most one more than *limit*; None where they are damaged."""
    start = compressed_start(data, entry)
    packed = data[start : start + entry.compress_size]
    if data[entry.header_offset : entry.header_offset + 4] != b"PK\x03\x04" or len(packed) < entry.compress_size:
        return None
    if entry.compress_type == STORED:
        content = packed[: limit + 1]
    else:
        try:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit + 1)
        except zlib.error:
            return None
    return content if len(content) > limit or zlib.crc32(content) == entry.CRC else None
