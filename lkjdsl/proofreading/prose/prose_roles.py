"""What the words around a number in a sentence say is printed there: the result, its target, its achievement."""

import re

from lkjdsl.proofreading.names.clauses import Clause, plain_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import ROLES, phrase
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.units import PERCENT


def role_before(clause: Clause, mention: NamedSpan | None, list_role: str) -> str:
    """Return the role that the last word of one says, the name itself left out; ``list_role`` is that of a lead-in."""
    text = clause.lead
    if mention is not None and clause.last <= mention.start:
        outside = clause.string[max(clause.last, mention.start - 40) : mention.start]
        outside = phrase("reached").sub("", phrase("missed").sub("", outside))  # yang belum mencapai target adalah …
        text = f"{outside.rpartition(',')[2]} {clause.string[mention.end : clause.number.start]}"
    elif mention is not None and clause.last < mention.end:
        text = clause.string[mention.end : clause.number.start]
    said = _said(text)
    of_target = _of_target(clause, said, text)
    if of_target or said:
        return of_target or said
    if form("became").search(clause.lead) and clause.previous is not None:
        return role_of_course(clause, mention)
    if mention is None and form("against_target").search(clause.string, clause.start, clause.last):
        return "achievement"
    if form("count_of_target").match(clause.follow) and not clause.number.percent:
        return "value"
    if mention is None or mention.end < clause.last:
        return ""
    name = clause.string[mention.start : mention.end]
    if clause.number.rupiah and phrase("base").search(name) and not phrase("value").search(name):
        return "base"
    if not phrase("weak").search(text):
        return ""
    return list_role or ("either" if clause.number.percent else "value")


def role_of_course(clause: Clause, mention: NamedSpan | None) -> str:
    """Return the role of what something became: *Realisasi naik dari 91,80 menjadi 93,44*."""
    first = clause
    while first.previous is not None:
        first = first.previous
    text = clause.string[clause.start if mention is None else mention.end : first.number.start]
    said = _said(text)
    if said or mention is None:
        return said
    return "either" if clause.number.percent else "value"


def _said(text: str) -> str:
    """Return the role of the last phrase of one, of two that end together the first."""
    hits = [(hit.end(), -rank, role) for rank, role in enumerate(ROLES) for hit in phrase(role).finditer(text)]
    return max(hits)[2] if hits else ""


def _of_target(clause: Clause, said: str, text: str) -> str:
    """Return what a number is that is set against the target: a result before it, or the percentage that it makes."""
    if clause.number.percent and form("share_of_target").match(clause.follow):
        if clause.restates or not form("is_of_target").match(clause.follow):
            return "achievement"  # 99,51% dari target; 91,73 atau 107,92% dari target 85
        return "value" if said in ("", "target") else ""
    on_target = form("on_target").search(text) if said == "target" else None
    is_behind = on_target is not None and on_target["weak"] and not form("behind_target").match(clause.follow)
    return "achievement" if is_behind else ""


def either_role(clause: Clause, entity: Entity, list_role: str, *, is_achievement: bool) -> list[str]:
    """
    Return what *capaian* and *mencapai* may say: the units tell it, or what else the sentence prints.

    ``is_achievement`` tells that the report calls an achievement *capaian*.
    """
    value, achieved = entity.roles["value"], entity.roles.get("achievement")
    if achieved is None or value == achieved:
        return ["value"]
    if entity.unit != PERCENT:
        is_said = phrase("either").search(clause.lead) is not None or list_role in ("either", "achievement")
        is_said = is_said or any(clause.string[name.end : clause.number.start].strip() == "(" for name in clause.names)
        return ["value"] if not clause.number.percent else ["achievement"] if is_said else []
    if value in clause.taken or list_role == "achievement":
        return ["achievement"]
    if phrase("achievement").search(clause.follow):
        return ["value"]
    is_noun = form("capaian").search(clause.lead) is not None
    return ["achievement"] if is_noun and is_achievement else ["value", "achievement"]


def is_clear(scope: Entity, role: str, clause: Clause) -> bool:
    """Return whether a clause that names nothing speaks of its section: it has few words of its own."""
    if role in ("", "either", "weight"):
        return False
    if role == "target" and clause.taken and form("target_met").search(clause.lead):
        return True
    known = {word for name in scope.names for word in words_of(name)}
    strange = [word for word in words_of(clause.lead) if word not in known and word not in plain_words()]
    return len(strange) <= 2  # noqa: PLR2004


def counts_of_target(clause: Clause, entity: Entity) -> bool:
    """Return whether a count stands before its target, and what is counted is what *entity* counts."""
    counted = form("count_of_target").match(clause.follow)
    if counted is None or clause.number.percent or clause.number.rupiah:
        return False
    known = {word for name in entity.names for word in words_of(name)}
    return counted["noun"].casefold() == entity.unit.casefold() or not known.isdisjoint(words_of(counted["noun"]))


def is_beside(clause: Clause, mention: NamedSpan, year: int) -> bool:
    """Return whether nothing but the year stands between a name and its number."""
    between = clause.string[mention.end : clause.number.start]
    if clause.number.rupiah or len(clause.string[mention.start : mention.end].split()) < 2:  # noqa: PLR2004
        return False  # a single word may name anything
    if re.fullmatch(r"\s*\(\s*", between):
        return re.match(r"\s*[);]", clause.follow) is not None
    beside = form("behind_name").fullmatch(between)
    return beside is not None and beside["year"] in (None, str(year))
