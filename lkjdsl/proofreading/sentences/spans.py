"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator

SENTENCE = re.compile(
    r"(?<=[^\d\W])(?<!\b[Rr][Pp])(?<!\b[Nn][Oo])(?<!\b[Kk]ab)(?<!\b[Kk]ec)(?<!\b[Kk]el)(?<!\b[Pp]rov)(?<!\bs\.d)[.;]\s+|(?<=[%)\d])[.;]\s+(?=[A-Z])|\n"
)


def spans(string: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences of *string*."""
    start = 0
    for hit in SENTENCE.finditer(string):
        yield start, hit.end()
        start = hit.end()
    if start < len(string):
        yield start, len(string)


def sentence_at(string: str, place: int) -> tuple[int, int]:
    """Return the sentence of *string* in which *place* lies, the first one where it lies in none."""
    found = [(start, end) for start, end in spans(string) if start <= max(place, 0) < end]
    return found[0] if found else (0, len(string))
