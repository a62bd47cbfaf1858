"""
One wrong digit at a time over every number of a report that has a path: which are found, and what else is.

``python -m tests.support.wrong_digits [NAME ...] [--record FILE] [--jobs N]``, where a NAME is that of a report in
``tests/proofreading``, or ``FILE:EDITION:DATA`` for another one. What was tried is kept line by line in the record, so
that a run which was broken off goes on where it was, and a long report is finished in several.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

import lkjdsl
from lkjdsl.auditing.causes import CauseSearch
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.reading import read_bytes
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import Proofreading, ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import REPORTS, clean, text_of
from tests.proofreading.test_reports import known as known_office

ENOUGH = 0.95
"""The share of wrong digits that is found at least."""


@frozen
class Slip:
    """A digit of a number with the path ``what``: where it stands in the file, and which other one is put there."""

    at: int
    digit: str
    printed: str
    what: str
    place: str


@cache
def report(name: str) -> tuple[str, KnownEdition]:
    """Return the text of a report without a fault, and what is known of it."""
    if ":" in name:
        file, edition_file, data = name.split(":")
        edition = lkjdsl.load(edition_file)
        return Path(file).read_text("utf-8"), KnownEdition.of(edition, edition.evaluate(data))
    known = known_office(name.partition("-")[0], "data")
    assert known is not None
    return clean(text_of(name)), known


def proofread(name: str, text: str) -> Proofreading:
    """Return what is found in the *text* of a report."""
    document = read_bytes("laporan.md" if text.startswith("#") else "laporan.txt", text.encode())
    assert not isinstance(document, Diagnostic), document
    return proofread_document(document, report(name)[1])


@cache
def as_it_is(name: str) -> Proofreading:
    """Return what is found in a report before anything is changed."""
    return proofread(name, report(name)[0])


def slips(name: str) -> Iterator[Slip]:
    """Yield a slip in each number of the report that has a path and agrees, the same ones every time."""
    text = report(name)[0].replace("\r\n", "\n")
    for figure in as_it_is(name).figures:
        number = figure.number
        place = None if number is None or figure.verdict != "agrees" else _in_file(number)
        if number is None or place is None or text[place : place + len(number.text)] != number.text:
            continue
        chance = Random(f"{name} {place}")  # noqa: S311 - the same slips every time
        digits = [at for at, sign in enumerate(number.text) if sign.isdigit()]
        if not digits:
            continue  # Nihil
        at = chance.choice(digits)
        others = [sign for sign in "0123456789" if sign != number.text[at] and (sign != "0" or at != digits[0])]
        yield Slip(place + at, chance.choice(others), number.text, figure.what, figure.site.address.text("id"))


def _in_file(number: NumberInText) -> int | None:
    """Return where a number begins in the file, None where it stands in several pieces of it."""
    for piece in number.site.text.pieces:
        if piece.start <= number.start and number.end <= piece.start + piece.length:
            return piece.first + number.start - piece.start
    return None


def _key(finding: ReportFault) -> tuple[str, ...]:
    return finding.kind, finding.site.address.text("id"), finding.printed, finding.computed


def tried(name: str, slip: Slip) -> dict[str, Any]:
    """Return whether the slip is found at its number, and what else is found that was not before."""
    text = report(name)[0].replace("\r\n", "\n")
    result = proofread(name, text[: slip.at] + slip.digit + text[slip.at + 1 :])
    before = {_key(finding) for finding in as_it_is(name).findings}
    fresh = [finding for finding in result.findings if _key(finding) not in before]
    mine = [finding for finding in fresh if finding.site.address.text("id") == slip.place]
    others = [" ".join(_key(finding)) for finding in fresh if finding not in mine]
    key = {"report": name, "at": slip.at, "digit": slip.digit}
    return {**key, "what": slip.what, "printed": slip.printed, "found": bool(mine), "others": others}


def _without_causes() -> None:
    """Ask in this process no more why a figure is wrong: the search takes a third of the time."""
    CauseSearch.causes = lambda _search, _result: ()  # type: ignore[assignment,method-assign] # as it is called


def _tried(task: tuple[str, Slip]) -> dict[str, Any]:
    return tried(*task)


def run(names: Sequence[str], record: Path, jobs: int) -> list[dict[str, Any]]:
    """Return what came of every slip in the reports; those of the *record* are not tried again."""
    lines = record.read_text("utf-8").splitlines() if record.exists() else []
    done = {(entry["report"], entry["at"], entry["digit"]): entry for entry in map(json.loads, lines)}
    tasks = [(name, slip) for name in names for slip in slips(name)]
    wanted = {(name, slip.at, slip.digit) for name, slip in tasks}
    left = [(name, slip) for name, slip in tasks if (name, slip.at, slip.digit) not in done]
    Random(0).shuffle(left)  # noqa: S311 - what a run that is broken off has tried is a fair part of all
    with Pool(jobs, _without_causes) as pool, record.open("a", encoding="utf-8") as file:
        for entry in pool.imap_unordered(_tried, left):
            done[entry["report"], entry["at"], entry["digit"]] = entry
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
    return [entry for key, entry in done.items() if key in wanted]


def arguments_of(words: Sequence[str]) -> Namespace:
    """Return the arguments of the command line."""
    parser = ArgumentParser(description="One wrong digit at a time over every number of reports that has a path.")
    parser.add_argument("names", nargs="*", default=REPORTS)
    parser.add_argument("--record", type=Path, default=Path("wrong-digits.jsonl"))
    parser.add_argument("--jobs", type=int, default=1)
    return parser.parse_args(words)


def main() -> None:
    """Print for each report how many wrong digits are found, those that are not, and what else is found."""
    arguments = arguments_of(sys.argv[1:])
    entries = run(arguments.names, arguments.record, arguments.jobs)
    for name in arguments.names:
        own = [entry for entry in entries if entry["report"] == name]
        found, others = (sum(bool(entry[key]) for entry in own) for key in ("found", "others"))
        print(f"{name}: {found} of {len(own)} found, {others} with findings elsewhere")  # noqa: T201
    for entry in entries:
        if not entry["found"] or entry["others"]:
            print(json.dumps(entry, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
