"""Numbers behind names that writers shorten: ``indikator mediasi (120,00%)``, ``capaian mediasi sebesar 102,55%``."""

import re
from collections.abc import Set as AbstractSet
from functools import cache

from lkjdsl.proofreading.names.clauses import Clause
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.units import PERCENT


def shortened_paths(vocabulary: Vocabulary, clause: Clause) -> list[str]:
    """Return what a number behind a short name may be: one path, where a word says what is printed of it."""
    path = _of_component(vocabulary, clause) or _of_indicator(vocabulary, clause)
    return [path] if path else _of_bare_name(vocabulary, clause)


def _of_component(vocabulary: Vocabulary, clause: Clause) -> str:
    """Return the component of what its section is about that is called one, by a few words of its name."""
    match = form("short_component").search(clause.string, clause.start, clause.number.start)
    root = clause.topic.node
    if match is None or root is None or form("away").match(clause.follow):
        return ""
    telling = set(words_of(match["name"])) - light_words()
    parts = [part.path for part in vocabulary.nodes[root.path].walk() if part.path != root.path]
    named = [
        path
        for path in parts
        if telling and any(telling <= set(words_of(name)) for name in vocabulary.by_path[path].names)
    ]
    entity = vocabulary.by_path[named[0]] if len(named) == 1 else None
    is_alike = entity is not None and clause.number.percent == (entity.unit == PERCENT) and not clause.number.rupiah
    return entity.roles["value"] if entity is not None and is_alike and clause.number.decimals else ""


def _of_bare_name(vocabulary: Vocabulary, clause: Clause) -> list[str]:
    """Return what a number may be of the only indicator whose name has all that stands before it."""
    parts = re.split(r"[,;:]\s", clause.lead)
    if len(parts) == 1 and clause.last > clause.start:
        parts = form("joined_name").split(clause.lead)  # what follows a number directly is of that
        if len(parts) == 1:
            return []
    match = form("bare_name").fullmatch(parts[-1])
    if match is None or form("points").match(clause.follow):
        return []
    if form("away").search(clause.follow) and not form("became").search(clause.lead):
        return []
    name = match["name"]
    telling = set(words_of(name)) - light_words()
    entity = vocabulary.shortened(name, ("node",))
    if entity is None or (len(telling) < 2 and not _is_abbreviation(telling, entity)):  # noqa: PLR2004
        return []
    if not any(set(words_of(name)) <= set(words_of(one)) | _kinds() for one in entity.names):
        return []
    if any(name in both[0].split() for one in entity.names for both in form("one_of_both").finditer(one)):
        return []  # METAR alone, of data SYNOP dan METAR
    if clause.number.percent or entity.unit == PERCENT:
        roles = ["value", "achievement"] if clause.number.percent and entity.unit == PERCENT else []
    else:
        unit = form("unit_behind").match(clause.follow)
        roles = ["value"] if unit is None or unit["unit"].casefold() == entity.unit.casefold() else []
    return [entity.roles[role] for role in roles if role in entity.roles]


def _is_abbreviation(telling: AbstractSet[str], entity: Entity) -> bool:
    """Return whether a single word is all of a name, as an abbreviation in brackets is; one of several is a part."""
    return any(set(words_of(one)) - light_words() == telling for one in entity.names)


@cache
def _kinds() -> frozenset[str]:
    """Return the words for kinds of figures, which a short name may have more than the long one."""
    return frozenset(word for text in genre().phrase["index"] for word in words_of(text))


def _of_indicator(vocabulary: Vocabulary, clause: Clause) -> str:
    """Return what a target, a result or an achievement is of, whose indicator is named in a few words of its name."""
    match = form("short_indicator").search(clause.lead)
    if match is None:
        return ""
    name, is_called = match["name"].strip(), match["called"] is not None
    telling = set(words_of(name)) - light_words()
    if not is_called and len(telling) < 2 and not re.fullmatch(r"[A-Z]{3,}", name):  # noqa: PLR2004
        return ""  # a single word may be anything
    entity = vocabulary.shortened(name, ("node",))
    if entity is None or form("away").search(clause.follow):
        return ""
    said = match["role"] or ""
    role = _role(said.casefold(), clause, entity)
    return entity.roles.get(role, "")


def _role(said: str, clause: Clause, entity: Entity) -> str:
    if said.startswith("target"):
        return "target"
    if said.startswith("realisasi"):
        return "value"
    sentence = clause.string[clause.start : clause.number.start]
    is_achieved = said.endswith("capaian") or phrase("either").search(sentence) is not None
    is_percent = clause.number.percent
    if not is_achieved or not is_percent:
        return ""
    extreme = form("extreme").search(sentence) is not None
    return "achievement" if entity.unit != PERCENT or extreme or said.startswith("persentase") else ""
