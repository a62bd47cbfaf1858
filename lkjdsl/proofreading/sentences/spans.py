"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"(?<=[^\d\W])(?<!\b[Rr][Pp])(?<!\b[Nn][Oo])(?<!\bs\.d)[.;]\s+|(?<=[%)\d])[.;]\s+(?=[A-Z])|\n")


def spans(string: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences of *string*."""
    start = 0
    for hit in SENTENCE.finditer(string):
        yield start, hit.end()
        start = hit.end()
    if start < len(string):
        yield start, len(string)
