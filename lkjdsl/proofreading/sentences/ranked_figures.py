"""Figures of a table that are of one kind, by what they are of: a column by its rows, a row by its columns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from attrs import frozen

from lkjdsl.proofreading.names.courses import is_money
from lkjdsl.proofreading.names.row_names import FEWEST, Wrong, figures, in_full, plain_rows, rivals, with_mended
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.spelled import whole_number
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of

OBJECTIVES = ("sasaran", "tujuan")
SCORE = 100
"""What a score, a share or a mean has at most that is printed among others with decimals."""
COUNTED = re.compile(r"(?<!\w)([^\W\d_]{2,})[ .-](\d{1,2}[a-d]?)(?![\w%]|[.,]\d)")
"""A word with the number that it counts by."""


@frozen(eq=False)
class RankedFigures:
    """The ``numbers`` under or beside a ``title``, each by its place; ``names`` are the words of what each is of."""

    view: TableNumbers
    title: str
    names: Mapping[int, Sequence[AbstractSet[str]]]
    labels: Mapping[int, str]
    numbers: Mapping[int, NumberInText]
    sums: AbstractSet[int] = frozenset()
    """The places of what is no figure like the others: the sum of them in one of the columns."""
    is_column: bool = True

    def named(self, text: AbstractSet[str], phrases: Sequence[AbstractSet[str]]) -> int | None:
        """Return the only place whose whole name has its words in *text*, else whose name has all words of a phrase."""
        whole = {at: own for at, names in self.names.items() if (own := [one for one in names if one <= text])}
        longest = {
            at: max(own, key=len)
            for at, own in whole.items()
            if not any(max(own, key=len) < one for other, ones in whole.items() if other != at for one in ones)
        }
        if longest:
            return next(iter(longest)) if len(longest) == 1 else None
        for words in phrases:
            found = [at for at, names in self.names.items() if any(words <= one for one in names)]
            if words - light_words() and len(found) == 1:
                return found[0]
        return None

    @property
    def is_share(self) -> bool:
        """Return whether the figures are percentages: what a noun calls *cakupan* may be a number or a share."""
        return form("share_title").search(self.title) is not None or all(one.percent for one in self.numbers.values())

    def beside(self, place: int) -> Mapping[int, NumberInText]:
        """Return the figures that one of them is ranked with; no sum of the others; of a column those of like rows."""
        found = rivals(self.view, place, self.numbers) if self.is_column else self.numbers
        sums = {*self.sums, *_sums_among(found)}
        return {at: number for at, number in found.items() if at not in sums}


Ranked = Mapping[TableNumbers, Sequence[RankedFigures]]
"""The figures of each table."""


def _sums_among(numbers: Mapping[int, NumberInText]) -> list[int]:
    """Return the places of what is the sum of all others."""
    total = sum(number.value for number in numbers.values())
    return [at for at, number in numbers.items() if number.value * 2 == total]


def firsts(numbers: Mapping[int, NumberInText], *, is_most: bool) -> list[int]:
    """Return the places of the most or the least; nought may be what is not there."""
    sign = 1 if is_most else -1
    best = max((sign * number.value for number in numbers.values()), default=0)
    return [at for at, number in numbers.items() if sign * number.value == best and best]


@lru_cache(TEXTS)
def name_words(text: str) -> frozenset[str]:
    """
    Return the words of a name, a number with the word that it counts: *Sasaran 4*.

    >>> sorted(name_words("Sasaran 4 (optimal)")), sorted(name_words("sasaran strategis keempat"))
    (['optimal', 'sasaran4'], ['sasaran4'])
    """
    plain = form("objective_said").sub(
        lambda hit: f"{hit[0].split()[0]}{whole_number(hit['number']) or hit['number']}", in_full(text)
    )
    return frozenset(words_of(COUNTED.sub(r"\1\2", plain)))


def ranked_figures(view: TableNumbers, wrong: Wrong, legend: Mapping[str, str]) -> Iterator[RankedFigures]:
    """Yield the columns of a table, and its rows where the columns are what figures are of; *legend* has its codes."""
    titles = view.table.columns
    rows = plain_rows(view)
    kind = form("kind_of_row").search(" ".join(titles[:2]))
    meant = {row: " | ".join([view.labels[row], *_meaning(view.labels[row].split(" | ")[0], legend)]) for row in rows}
    names = {row: _names(meant[row], "" if kind is None else kind[0], at) for at, row in enumerate(rows, start=1)}
    columns = [figures(view, column, wrong) for column in range(len(titles))]
    last = max((row for numbers in columns for row in numbers), default=None)
    sums = {row for numbers in columns for row in _sums_among(numbers) if row == last}
    labels = {row: view.labels[row].split(" | ")[0] for row in rows}
    for column, numbers in enumerate(columns):
        if (
            numbers
            and not _are_unlike(numbers.values())
            and not _is_doubtful([view.numbers[row][column] for row in rows], wrong)
        ):
            yield RankedFigures(view, titles[column], names, labels, numbers, sums)
    for row, cells in enumerate(view.numbers):
        found = {
            at: with_mended(one, wrong)
            for at, one in enumerate(cells)
            if one is not None and (_is_name(titles[at]) or titles[at].strip() in legend)
        }
        is_alike = len({(one.percent, one.rupiah) for one in found.values()}) == 1
        if len(found) >= FEWEST and is_alike and not _is_doubtful(cells, wrong):
            called = {at: [name_words(one) for one in (titles[at], *_meaning(titles[at], legend))] for at in found}
            named = {at: titles[at] for at in found}
            yield RankedFigures(view, view.labels[row], called, named, found, is_column=False)


def _meaning(code: str, legend: Mapping[str, str]) -> list[str]:
    return [legend[code.strip()]] if code.strip() in legend else []


def _are_unlike(numbers: Iterable[NumberInText]) -> bool:
    """Return whether a column has counts or money and measures: a table turned, whose rows are of many kinds."""
    ones = list(numbers)
    is_large = any(is_money(one) or (one.value > SCORE and not one.decimals) for one in ones)
    is_of_counts = any(one.percent for one in ones) and not all(one.percent or one.decimals for one in ones)
    return is_of_counts or (any(one.decimals for one in ones) and is_large)


def _is_doubtful(numbers: Sequence[NumberInText | None], wrong: Wrong) -> bool:
    """Return whether one of these is wrong and nobody knows what it should be: which is the first hangs on it."""
    return any(one in wrong and wrong[one] is None for one in numbers if one is not None)


def _names(label: str, kind: str, at: int) -> Sequence[AbstractSet[str]]:
    """
    Return the words of each cell of a row's *label*; ``3. Meningkatnya …`` under *Sasaran* is also *Sasaran 3*.

    Objectives that have no numbers are called by their place *at* which they stand.
    """
    texts = label.split(" | ")
    numbered = re.match(r"\s*(\d{1,2})\.\s", texts[0])
    place = numbered[1] if numbered is not None else at if kind.casefold() in OBJECTIVES else ""
    texts += [f"{kind} {place}"] if kind and place else []
    found = [words for text in (*texts, label) if (words := name_words(text))]
    return [words for words in found if not words <= _role_words()]


@cache
def _role_words() -> frozenset[str]:
    """Return the words that say what is printed: a row of *Realisasi 2024* is no thing that has figures."""
    return frozenset(word for ones in genre().role.values() for one in ones for word in words_of(one))


def _is_name(title: str) -> bool:
    """Return whether the title of a column says what its figures are of, and not what is printed or when."""
    plain = " ".join(title.split()).casefold()
    is_sum = any(plain in words for words in genre().row.values()) or plain in genre().light
    return bool(re.search(r"[^\W\d_]{2}", title)) and not (role_of(title) or is_sum or years_in(title))
