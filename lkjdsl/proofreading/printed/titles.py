"""What the title of a column or a row says of the figures under it or beside it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.other_times import is_elsewhere, years_in

MEASURED = ("value", "target", "achievement", "weight")
CLEAR = ("absorption", "efficiency", "contribution", "limit")
"""Roles that a title has wherever their words stand in it: % Penyerapan."""
UNIT = re.compile(r"\(\s*%\s*\)\s*\Z")
"""A unit behind the name of a row."""
SHORT = 6
"""Words of a row that is named by a role."""


@lru_cache(TEXTS)
def role_of(title: str) -> str:
    """Return the role of a column or row with this title, the first word of a role that stands in it deciding."""
    plain = re.sub(r"\s+", " ", title).strip().casefold()
    if form("percent_achieved").search(plain) and not form("achieved_in_year").search(plain):
        return "achievement"
    hits = []
    for role, words in genre().role.items():
        for word in words:
            hits += [(hit.start(), len(word), role) for hit in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", plain)]
    named = [hit for hit in hits if hit[2] in CLEAR] or hits
    return min(named, key=lambda hit: (hit[0], -hit[1]))[2] if named else ""


def in_multiples(text: str) -> bool:
    """Return whether amounts under a title are printed in thousands or millions."""
    return form("multiples").search(text) is not None


def row_role(title: str) -> str:
    """Return the role that a row is named by, nothing where it has a name of its own: of *Real. (%)* it is a unit."""
    named = UNIT.sub("", title).strip() or title
    return role_of(named) if len(title.split()) <= SHORT else ""


def column_roles(titles: Sequence[str], year: int) -> dict[int, str]:
    """
    Return the role of each column of *year*, each role once; ``year`` is one of a column that only names the year.

    *Capaian* alone is the achievement where another column has the result, and the result where another has the
    achievement; beside a target alone nothing tells which of the two it is.
    """
    away = [is_elsewhere(title, year) or in_multiples(title) for title in titles]
    roles = {at: role_of(title) for at, title in enumerate(titles) if not away[at]}
    aims = "target" in roles.values()
    roles = {at: "target" if role == "base" and not aims else role for at, role in roles.items() if role}
    if not {"weight", "limit"} & set(roles.values()):
        roles = {at: "value" if form("final_value").search(titles[at]) else role for at, role in roles.items()}
    settled = False
    roles |= _before_target(titles, roles)
    doubtful = [at for at in roles if phrase("attainment").fullmatch(" ".join(titles[at].split()))]
    certain = {role for at, role in roles.items() if at not in doubtful}
    for at in doubtful:
        if len(doubtful) == 1 and "value" in certain and "achievement" not in certain:
            roles[at], settled = "achievement", True
        elif len(doubtful) == 1 and "achievement" in certain and "value" not in certain:
            roles[at] = "value"
        else:
            del roles[at]
    for at, title in enumerate(titles):
        if at not in roles and not away[at] and any(one == year for one, _ in years_in(title)):
            roles[at] = "year"
    achieving = [at for at, role in roles.items() if role == "achievement"]
    named = [at for at in achieving if form("capaian").search(titles[at])]
    if len(named) == 1 < len(achieving):  # beside it *Tingkat kemajuan (%)* is of the target of the last year
        roles = {at: role for at, role in roles.items() if role != "achievement" or at in named}
    achieved = next((at for at, role in roles.items() if role == "achievement"), len(titles))
    of_others = any(
        away[at] and form("of_other_plan").search(titles[at]) for at in range(achieved)
    )  # an achievement is against what stands before it
    of_others = of_others and not any(one == year for one, _ in years_in("".join(titles[achieved : achieved + 1])))
    is_clear = settled or "target" in roles.values() or any(_is_clear(titles[at]) for at in roles)
    if of_others or not is_clear:
        roles = {at: role for at, role in roles.items() if role != "achievement"}
    return {at: role for at, role in roles.items() if list(roles.values()).count(role) == 1}


def _before_target(titles: Sequence[str], roles: Mapping[int, str]) -> Mapping[int, str]:
    """Return the column of a bare *Persentase* before a target with *Capaian* behind it: that has no achievements."""
    aims = [at for at, role in roles.items() if role == "target"]
    bare = [at for at, role in roles.items() if role == "achievement" and not form("capaian").search(titles[at])]
    behind = [at for at in roles if phrase("attainment").fullmatch(" ".join(titles[at].split()))]
    results = [at for at, role in roles.items() if role == "value" and at not in behind]
    if results or not len(aims) == len(bare) == len(behind) == 1:
        return {}
    return {bare[0]: "value"} if bare[0] < aims[0] < behind[0] else {}


def roles_under(titles: Sequence[str], caption: str, year: int) -> dict[int, str]:
    """Return the role of each column of *year*; one that only names it prints what the *caption* says."""
    roles, said = column_roles(titles, year), _said(caption)
    return {at: said if role == "year" else role for at, role in roles.items() if role != "year" or said}


def planned_columns(titles: Sequence[str], caption: str, year: int) -> dict[int, int]:
    """Return the other year that each column of targets is of; in a table of results it may be any of their years."""
    roles = [role_of(title) for title in titles]
    only_targets = _said(caption) == "target" and not {"value", "achievement"} & set(roles)
    planned: dict[int, int] = {}
    for at, (title, role) in enumerate(zip(titles, roles, strict=True)):
        years = [one for one, _ in years_in(title)]
        if (
            len(years) == 1
            and years[0] != year
            and (role == "target" or (only_targets and form("year_of_row").fullmatch(title.strip())))
        ):
            planned[at] = years[0]
    return planned if len(set(planned.values())) == len(planned) else {}


def _said(caption: str) -> str:
    """Return what columns print that only name their year: what the caption says, if it says one thing."""
    said = [
        role
        for role, key in (("target", "caption_target"), ("value", "caption_value"), ("", "caption_either"))
        if form(key).search(caption)
    ]
    return said[0] if len(said) == 1 else ""


def _is_clear(title: str) -> bool:
    """Return whether a title says by itself that its column has achievements."""
    return form("clearly_achieved").search(title) is not None


@lru_cache(TEXTS)
def is_generic(title: str) -> bool:
    """Return whether a title names nothing of its own: Jumlah, Nilai, 2025, Realisasi 2025."""
    plain = re.sub(r"\(.*?\)|\b(?:tahun\s+)?(?:19|20)\d\d\b|\b(?:tahun|ta|satuan|rp|%)\b", " ", title.casefold())
    words = re.findall(r"[^\W\d_]+", plain)
    known = {word for ones in (*genre().role.values(), *genre().row.values()) for one in ones for word in one.split()}
    return all(word in known or word in genre().stop for word in words)
