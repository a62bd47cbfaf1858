"""
A package with some parts changed: all others are copied as they are packed, and equal input gives equal bytes.

No library copies entries without unpacking and packing them again, which loses their bytes and unpacks what was not
read; the records are those of PKWARE's APPNOTE 4.3.7, 4.3.12 and 4.3.16.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping

from lkjdsl.documents.ooxml.package import DEFLATED, Package, compressed_start

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION = 20
"""The first that knows deflation."""
UTF8_NAME = 1 << 11
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""When a new part was made: a zip knows no earlier time, and a clock would make each writing differ."""


def rewritten(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """
    Return *package* with *parts* in the place of those of the same names, or added at its end.

    >>> rewritten(Package("a.docx", b"", {}, {}), {}) == bytes.fromhex("504b0506") + bytes(18)
    True
    """
    written, directory, at = [], [], 0
    for name, entry in [*package.entries.items(), *((name, None) for name in parts if name not in package.entries)]:
        if name in parts and package.parts.get(name) != parts[name]:
            record = _new(name, parts[name], entry)
        else:
            assert entry is not None, "a name without entry is one of the new parts"
            record = _kept(package.data, entry)
        local, packed, central = record
        written += [local, packed]
        directory.append(central[:42] + struct.pack("<L", at) + central[46:])
        at += len(local) + len(packed)
    size = sum(map(len, directory))
    end = END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), size, at, 0)
    return b"".join([*written, *directory, end])


def _kept(data: bytes, entry: zipfile.ZipInfo) -> tuple[bytes, bytes, bytes]:
    start = compressed_start(data, entry)
    packed = data[start : start + entry.compress_size]
    return _records(entry, packed, entry.CRC, entry.file_size)


def _new(name: str, content: bytes, entry: zipfile.ZipInfo | None) -> tuple[bytes, bytes, bytes]:
    packing = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packing.compress(content) + packing.flush()
    record = zipfile.ZipInfo(name, EARLIEST if entry is None else entry.date_time)
    record.compress_type = DEFLATED
    return _records(record, packed, zlib.crc32(content), len(content))


def _records(entry: zipfile.ZipInfo, packed: bytes, crc: int, size: int) -> tuple[bytes, bytes, bytes]:
    name = entry.filename.encode()
    year, month, day, hour, minute, second = entry.date_time
    time, date = hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
    flags = 0 if entry.filename.isascii() else UTF8_NAME
    common = (VERSION, flags, entry.compress_type, time, date, crc, len(packed), size, len(name), 0)
    local = LOCAL.pack(b"PK\x03\x04", *common) + name
    central = CENTRAL.pack(b"PK\x01\x02", VERSION, *common, 0, 0, 0, 0, 0) + name
    return local, packed, central
