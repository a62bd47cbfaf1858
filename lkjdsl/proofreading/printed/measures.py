"""Which printed numbers may be quantities: no date, number of a law, year, code, hour, limit or number of a title."""

import re
from functools import cache

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre

YEAR = re.compile(r"(?:19|20)\d\d\Z")
GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
IN_LETTER = re.compile(r"/[\w.]*[A-Z]\.\Z")
"""What stands before a number that is part of that of a letter: ``ST/1842/XII/REN.2.3./2025``."""
CODE = re.compile(r"[\w/:@§]\Z|(?!Rp)[^\W\d_]{2}[-–]\Z|(?<![^\W\d_])[^\W\d_][-–]\Z", re.IGNORECASE)
"""What stands before a number that names something: ``eselon-1``, ``Covid-19``, ``P-21``."""
GLUED = re.compile(r"(?<![^\W_])[lIOS][.,]?\Z")
"""A letter that stands for the first digit of a number: ``I7,92%``."""
LIMIT = re.compile(r"[≥≤<>]\s*\Z")
"""What stands before an end of a range: ``capaian baik (≥ 100%)``."""
TORN = re.compile(r"(?<![\d.,])\d{1,3}, \d{1,3}\s?(?:%|(?:persen|ribu|juta|mil[iy]ar|triliun)\b)", re.IGNORECASE)
"""A number that a blank behind its mark tears in two, or two numbers: nothing tells which."""
ORGANISATION = re.compile(r"(?::\s*|\A\s*)\d{1,2}(?:\.\d{1,2})+\s+[^\W\d]")
"""A number of a title, or of a unit or programme: ``1.4 e-Court``, ``Bidang Urusan : 4.01 SEKRETARIAT``."""


def may_measure(string: str, match: re.Match[str], *, is_prose: bool) -> bool:
    """Return whether the number that *match* found in a text may be a quantity."""
    return _measures(string, match) and not _is_apart(string, match, is_prose=is_prose)


def _measures(string: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after, body = string[:start], string[end:], match["body"]
    if form("vague").match(after):
        return False
    if GLUED.search(before):
        return False
    if match["rupiah"] or match["percent"]:
        return True
    if CODE.search(before) or IN_LETTER.search(before) or re.search(r"\d[-–]\Z", before):
        return False
    if re.match(r"[\w/:°@]|-\d|\s*[-–]\s*\d+[-–]", after):
        return False
    is_aim = GROUPS.fullmatch(body) is not None and form("aimed_at").search(before) is not None  # sasaran 52.400 warga
    if (
        YEAR.fullmatch(body)
        or (_before().search(before) and not is_aim)
        or _month().match(after)
        or (re.match(r"0\d", body) and string.strip() != body)
    ):
        return False
    if not before.strip() and re.match(r"[.)](\s+\S|\s*\Z)", after) and len(body) <= 2:  # noqa: PLR2004 - the number of a list
        return False
    return body.count(".") < 2 or bool(re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", body))  # noqa: PLR2004 - 3.1.2 is a heading


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, genre().names))})\.?\s*:?\s*(?:ke-?)?\s*\Z", re.IGNORECASE)


@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(genre().months)})\b", re.IGNORECASE)


def _is_apart(string: str, match: re.Match[str], *, is_prose: bool) -> bool:
    """Return whether a number of a text is that of a title, an end of a range, or torn in two."""
    is_limit = is_prose and LIMIT.search(string[: match.start()]) is not None
    spans = (*TORN.finditer(string), *form("hours").finditer(string))
    return (
        is_limit
        or any(span.start() <= match.start() < span.end() for span in spans)
        or (is_prose and _is_of_title(string, match))
    )


def _is_of_title(string: str, match: re.Match[str]) -> bool:
    """Return whether a number stands before a title that it counts."""
    titles = () if match["percent"] else ORGANISATION.finditer(string)
    return any(title.start() <= match.start() < title.end() for title in titles)
