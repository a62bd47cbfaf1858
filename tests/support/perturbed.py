"""
Right reports as documents come: letters misread, captions or headings lost, headings reworded, columns moved.

They may fail by silence, and not by an alarm. ``python -m tests.support.perturbed [NAME ...]`` prints for each change
what is recognised still, and what is found.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from random import Random

from lkjdsl.documents.headings import typed_number
from lkjdsl.proofreading.printed.findings import Proofreading
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import REPORTS, clean, known, read, shown, text_of

WORD = re.compile(r"(?<![\w.,/-])[^\W\d_]{4,}(?![\w.,/-])")
"""A word of letters alone; those of numbers in words are among them."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Change = Callable[[str, Random], str]


def misread(text: str, chance: Random, *, share: float) -> str:
    """Return *text* with another letter in a *share* of its words, as a reader of pictures leaves them."""

    def other(word: re.Match[str]) -> str:
        if chance.random() >= share:
            return word[0]
        at = chance.randrange(len(word[0]))
        return word[0][:at] + chance.choice(LETTERS) + word[0][at + 1 :]

    return WORD.sub(other, text)


def misread_digits(text: str, chance: Random, *, share: float) -> str:
    """Return *text* with a letter for a digit, or a blank behind a mark, in a *share* of its numbers with marks."""

    def other(number: re.Match[str]) -> str:
        places = [at for at, sign in enumerate(number[0]) if sign in DIGITS_AS_LETTERS]
        if not places or chance.random() >= share:
            return number[0]
        at = chance.choice(places)
        return number[0][:at] + DIGITS_AS_LETTERS[number[0][at]] + number[0][at + 1 :]

    return NUMBER.sub(other, text)


NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.]*[.,]\d+(?![\w/-])")
DIGITS_AS_LETTERS = {"0": "O", "1": "l", ".": ". "}


def without_tables(text: str, _chance: Random) -> str:
    """Return *text* with the rows of its tables as lines of words and numbers, as what makes text of a PDF has them."""
    lines = [line for line in text.split("\n") if RULE.fullmatch(line) is None]
    return "\n".join(f"{BARS.sub(' ', line).strip()}\n" if BARS.search(line) else line for line in lines)


BARS, RULE = re.compile(r"[|\t]+"), re.compile(r"[\s|:-]*-[\s|:-]*")
"""What parts cells, and the line under a heading."""


def without_captions(text: str, _chance: Random) -> str:
    """Return *text* without the captions of its tables."""
    return re.sub(r"(?mi)^\*{0,2}(?:tabel|table)\s+[\dIVX].*\n", "", text)


def reworded(text: str, chance: Random) -> str:
    """Return *text* with words left out of its headings."""

    def line(old: str) -> str:
        words = old.split(" ")
        kept = [word for at, word in enumerate(words) if at < KEPT or chance.random() < KEPT_SHARE]
        return " ".join(kept) if _is_heading(old) else old

    return "\n".join(line(old) if old else old for old in text.split("\n"))


LONGEST = 18
KEPT, KEPT_SHARE = 2, 0.6
"""Words of a heading that stay: its number and the first one, and of the others which share."""


def reordered(text: str, chance: Random) -> str:
    """Return *text* with the columns of its tables in another order, but for the first."""
    result: list[str] = []
    for is_row, group in groupby(text.split("\n"), key=lambda line: "\t" in line or line.startswith("|")):
        lines = list(group)
        sign = "|" if lines[0].startswith("|") else "\t"
        rows = [line.split(sign) for line in lines]
        widths = {len(row) for row in rows}
        spans = any(not cell.strip() for cell in rows[0][1:-1])  # whose heading would go with other columns
        if not is_row or len(widths) > 1 or min(widths) < len("abc") or spans:
            result += lines
            continue
        ends = 2 if sign == "|" else 1
        inner = list(range(ends, min(widths) - (sign == "|")))
        order = [*range(ends), *chance.sample(inner, len(inner)), *range(ends + len(inner), min(widths))]
        result += [sign.join(row[at] for at in order) for row in rows]
    return "\n".join(result)


def without_headings(text: str, chance: Random) -> str:
    """Return *text* without three in ten of its headings; the first line shows what kind of text it is."""
    first, *lines = text.split("\n")
    return "\n".join([first, *(line for line in lines if not _is_heading(line) or chance.random() >= LOST_SHARE)])


LOST_SHARE = 0.3


def _is_heading(line: str) -> bool:
    is_typed = typed_number(line) is not None and len(line.split(" ")) <= LONGEST and line[-1] != "."
    return line.startswith("#") or (is_typed and not any(sign in line for sign in "\t|"))


CHANGES: Mapping[str, Change] = {
    "as it is": lambda text, _: text,
    "a wrong letter in 10% of the words": partial(misread, share=0.1),
    "a wrong letter in 25% of the words": partial(misread, share=0.25),
    "a letter for a digit in 5% of the numbers": partial(misread_digits, share=0.05),
    "rows of tables as lines of text": without_tables,
    "no captions": without_captions,
    "words left out of headings": reworded,
    "columns in another order": reordered,
    "no heading in three of ten places": without_headings,
}


def proofread(name: str, change: str, seed: int) -> Proofreading:
    """Return what is found in a right report after a *change*."""
    text = CHANGES[change](clean(text_of(name)), Random(f"{name} {seed}"))  # noqa: S311 - the same every time
    return proofread_document(read(text), known(name.partition("-")[0], "data"))


def table(names: Sequence[str], seeds: Sequence[int]) -> Iterator[str]:
    """Yield a line for each change: how many figures are recognised in all reports, and each finding."""
    for change in CHANGES:
        pairs = [(name, seed) for name in names for seed in seeds]
        results = [proofread(name, change, seed) for name, seed in pairs]
        figures = sum(len(result.figures) for result in results)
        found = [
            (name, shown(one)) for (name, _), result in zip(pairs, results, strict=True) for one in result.findings
        ]
        yield f"{change}: {figures} figures, {sum(len(result.findings) for result in results)} findings"
        yield from (f"  {name}: {finding}" for name, finding in found)


def main() -> None:
    """Print what comes of every change."""
    for line in table(sys.argv[1:] or REPORTS, range(1)):
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
