"""How much a PDF unpacks to, counted before anything reads it: a few kilobytes may hold gigabytes."""

import re
import zlib

from lkjdsl import limits

STREAM = re.compile(rb"stream\r?\n")
NESTED = re.compile(rb"/Fl(?:ateDecode)?\b")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
LONGEST_HEAD = 2_000
"""Bytes of the dictionary before a stream that are looked at."""


def unpacks_too_large(data: bytes) -> bool:
    """Return whether what is compressed in a PDF, other than its pictures, is more than a report has."""
    left = limits.XML_BYTES
    for hit in STREAM.finditer(data):
        head = data[max(0, hit.start() - LONGEST_HEAD) : hit.start()].rpartition(b" obj")[2]
        if PICTURE.search(head) or not NESTED.search(head):
            continue  # pictures are never unpacked, since nobody looks at them
        end = data.find(b"endstream", hit.end())
        content = data[hit.end() : end if end >= 0 else len(data)]
        for _ in NESTED.findall(head):
            content = _unpacked(content, min(left, limits.PART_BYTES))
        if len(content) > min(left, limits.PART_BYTES):
            return True
        left -= len(content)
    return False


def _unpacked(content: bytes, limit: int) -> bytes:
    """Return the unpacked bytes, at most one more than *limit*; those before the damage where they are damaged."""
    try:
        return zlib.decompressobj().decompress(content, limit + 1)
    except zlib.error:
        return b""
