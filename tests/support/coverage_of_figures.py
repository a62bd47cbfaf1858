"""
How many figures of a transcribed report are recognised at their places.

``python -m tests.support.coverage_of_figures REPORT EDITION PRINTED [DATA]``, where PRINTED is the transcription: the
``figure`` entries of a printed file, in the order of the report. What is right is a figure of the same path and the
same digits, in the order of the report; two figures may stand a few places apart from where the transcription has them.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import tomli
from attrs import frozen

import lkjdsl
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.reading import read_bytes, read_file
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from tests.support.report_docx import word_report

NEAR = 12
"""Figures by which the order of a transcription may differ from that of the report."""
Figure = tuple[str, str]


@frozen
class Coverage:
    """The transcribed figures that were recognised, those that were not, and what else was recognised."""

    right: Sequence[Figure]
    missed: Sequence[Figure]
    others: Sequence[Figure]


def digits(printed: str) -> str:
    """Return what of a printed figure is compared: its digits and marks, or its words where it has none."""
    match = re.search(r"\d[\d.,]*", printed)
    return match[0].rstrip(".,") if match else printed.strip(" []").casefold()


def coverage(expected: Sequence[Figure], recognised: Sequence[Figure]) -> Coverage:
    """Return how *recognised* figures cover the *expected* ones, both in the order of the report."""
    matched: dict[int, int] = {}
    for block in SequenceMatcher(None, expected, recognised, autojunk=False).get_matching_blocks():
        matched |= {block.a + at: block.b + at for at in range(block.size)}
    taken = set(matched.values())
    for at, figure in enumerate(expected):
        if at not in matched:
            before = max((matched[one] for one in matched if one < at), default=-1)
            near = range(max(0, before - NEAR), min(len(recognised), before + NEAR))
            place = next((one for one in near if one not in taken and recognised[one] == figure), None)
            if place is not None:
                matched[at] = place
                taken.add(place)
    missed = [figure for at, figure in enumerate(expected) if at not in matched]
    others = [figure for at, figure in enumerate(recognised) if at not in taken]
    return Coverage([expected[at] for at in sorted(matched)], missed, others)


def recognised(document: Document, known: KnownEdition) -> list[Figure]:
    """Return every figure of *document* that has a path."""
    return [(figure.what, digits(figure.printed)) for figure in proofread_document(document, known).figures]


def main() -> None:
    """Print how the report is covered, as it is and as a Word document."""
    report, edition_file, printed, *data = sys.argv[1:]
    edition = lkjdsl.load(edition_file)
    known = KnownEdition.of(edition, edition.evaluate(data[0]) if data else None)
    figures = tomli.loads(Path(printed).read_text("utf-8"))["figure"]
    expected = [(figure["what"], digits(figure["printed"])) for figure in figures]
    document = read_file(report)
    assert not isinstance(document, Diagnostic), document
    in_word = read_bytes("laporan.docx", word_report(document))
    assert not isinstance(in_word, Diagnostic), in_word
    results = [coverage(expected, recognised(one, known)) for one in (document, in_word)]
    for one, result in zip((document, in_word), results, strict=True):
        print(f"{one.format}: {len(result.right)} of {len(expected)}, {len(result.others)} others")  # noqa: T201
    result = results[-1]
    for title, rest in (("missed", result.missed), ("others", result.others)):
        print(title, *(f"  {count} {what} {text}" for (what, text), count in Counter(rest).items()), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
