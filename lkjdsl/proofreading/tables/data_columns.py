"""Which column of the data each column of a report's table shows: by their titles, each the likeliest first."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from lkjdsl.proofreading.names.vocabulary import ENOUGH, MARGIN
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.titles import in_multiples, is_generic, role_of

CONTAINED = 0.8
"""How near a title is to the name of a column that it has all words of."""
OWN = 0.88
"""How much less what is left of a title counts without the words that others begin with, too."""
APART = ("target", "weight", "limit", "difference", "achievement")
"""What makes other columns of those that it stands above: *Target peserta*."""
CellNumbers = Sequence[Sequence[NumberInText | None]]


def data_columns(
    titles: Sequence[str], caption: str, numbers: CellNumbers, names: Mapping[str, Sequence[str]], year: int
) -> dict[int, str]:
    """Return the columns of the data, by what they are called, that the columns with these *titles* show."""
    columns: dict[int, str] = {}
    scored: list[tuple[float, int, str]] = []
    own, own_names = _own(titles), dict(zip(names, _own([ones[0] for ones in names.values()]), strict=True))
    for at, title in enumerate(titles):
        called = _of_year_before(title, year)
        if in_multiples(f"{title} {caption}"):
            continue
        if is_elsewhere(title, year):
            before = [name for name, ones in names.items() if called != title and is_of_before(ones, called)]
            before += [name for name, ones in names.items() if _is_of_other(ones, own[at], year)]
            if len(before) == 1:
                columns[at] = before[0]
            continue
        alike = [(max(_alike(title, one) for one in ones), at, name) for name, ones in names.items()]
        rest = [max(_alike(own[at], one) for one in (*ones, own_names[name])) for name, ones in names.items()]
        rest = [max(score, _alike(title, own_names[name])) for score, name in zip(rest, names, strict=True)]
        alike = [(max(one[0], score * OWN), *one[1:]) for one, score in zip(alike, rest, strict=True)]
        scored += [one for one in alike if one[0] >= ENOUGH]
    for score, at, name in sorted(scored, reverse=True):
        rivals = [
            other
            for other, place, one in scored
            if (place == at) != (one == name) and place not in columns and one not in columns.values()
        ]
        if at not in columns and name not in columns.values() and (not rivals or score - max(rivals) >= MARGIN):
            columns[at] = name
    names_taken = list(columns.values())
    numeric = [at for at in range(len(titles)) if any(row[at] for row in numbers)]
    columns = {at: name for at, name in columns.items() if names_taken.count(name) == 1}
    generic = [at for at in columns if titles[at].strip().casefold() in genre().row["total"]]
    return columns if len(generic) < len(columns) or len(numeric) <= len(columns) else {}  # *Total* alone tells nothing


def _own(titles: Sequence[str]) -> list[str]:
    """Return what is left of each title without the words that another begins with, too: *Pemilih baru*."""
    words = [tuple(title.split()) for title in titles]
    starts = Counter(start for ones in set(words) for end in range(1, len(ones)) if (start := ones[:end]))
    found = []
    for ones in words:
        end = max((end for end in range(1, len(ones)) if starts[ones[:end]] > 1), default=0)
        shared = " ".join(ones[:end])
        found.append("" if role_of(shared) in APART or _is_share(shared) else " ".join(ones[end:]) if end else "")
    return found


def _is_of_other(names: Sequence[str], title: str, year: int) -> bool:
    """Return whether one of *names* is *title*, whose words would make it of another time: *Pemilih awal*."""
    return any(is_elsewhere(name, year) and _alike(title, name) == 1 for name in names)


def is_of_before(names: Sequence[str], title: str = "") -> bool:
    """Return whether one of *names* is of the year before by itself, and the same as *title* where there is one."""
    return any(phrase("previous").search(name) and (not title or _alike(title, name) == 1) for name in names)


def _of_year_before(title: str, year: int) -> str:
    """Return a title with the year before *year* said as such: *Sisa tahun 2024* is *Sisa tahun sebelumnya*."""
    return re.sub(rf"\b(?:tahun\s+)?{year - 1}\b", "tahun lalu", title, flags=re.IGNORECASE)


@lru_cache(TEXTS)
def _alike(title: str, other: str) -> float:
    """Return how alike two titles of columns are: as texts, by their words, as totals, or by their role."""
    plain = " ".join(re.sub(r"\(.*?\)|\b20\d\d\b|\btahun\b", " ", title.casefold()).split())
    other = " ".join(re.sub(r"\(.*?\)", " ", other.casefold()).split())
    if not plain or not other:
        return 0.0
    if plain == other or (len(other) <= 2 and plain.split()[-1] == other):  # noqa: PLR2004 - L under Jumlah
        return 1.0
    if plain in genre().row["total"] and other in genre().row["total"]:
        return 1.0
    if _is_share(title) != _is_share(other):
        return 0.0
    ratio = SequenceMatcher(None, plain, other).ratio()
    words, its = (frozenset(words_of(text)) - light_words() for text in (plain, other))
    if words and words == its:
        return 1.0
    if its and its < words and not is_generic(other) and _begins_with(plain, its):
        return max(ratio, CONTAINED)  # what is counted stands first: *Klien rehabilitasi*
    if _is_bare_share(title) and _is_bare_share(other):
        return max(ratio, CONTAINED)
    mine, role = role_of(title), role_of(other)
    if mine and mine == role and is_generic(title):
        return max(ratio, CONTAINED)
    return ratio if not (mine and role) else ratio * 0.5


def _begins_with(title: str, words: frozenset[str]) -> bool:
    """Return whether the first telling word of a title is among *words*."""
    return next((word in words for word in words_of(title) if word not in light_words()), False)


def _is_share(title: str) -> bool:
    """Return whether a title is of percentages."""
    return form("share_title").search(title) is not None


def _is_bare_share(title: str) -> bool:
    """Return whether a title says only that it is of percentages, and at most of what was reached or spent."""
    return form("bare_share").fullmatch(title.strip()) is not None
