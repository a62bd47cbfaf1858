"""What a number of a sentence is of the indicator or component that it speaks of: result, target, achievement."""

from lkjdsl.proofreading.names.clauses import Clause
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.prose.other_subjects import counts_others, has_other_target, names_another
from lkjdsl.proofreading.prose.prose_roles import counts_of_target, either_role, is_beside, is_clear, role_before
from lkjdsl.units import PERCENT, RUPIAH


def of_node(
    vocabulary: Vocabulary,
    clause: Clause,
    mention: NamedSpan | None,
    entity: Entity,
    list_role: str,
    *,
    is_achievement: bool,
) -> list[str]:
    """
    Return what a number may be of an indicator or component: its result, target or achievement, or nothing.

    ``list_role`` is what a lead-in says of a list, and ``is_achievement`` whether the report calls that *capaian*.
    """
    if counts_others(clause, entity) or (mention is None and has_other_target(clause, entity)):
        return []
    role, number = role_before(clause, mention, list_role), clause.number
    is_same_amount = clause.restates and number.percent and clause.before == entity.roles["value"]
    if is_same_amount:
        role = "achievement"
    elif role == "base":
        is_part = form("part_behind").match(clause.follow) is not None
        role = "target" if entity.unit == RUPIAH and not is_part else ""
    if mention is None and role not in entity.roles:
        entity = clause.topic.with_role("achievement" if role == "either" else role) or entity
    roles = either_role(clause, entity, list_role, is_achievement=is_achievement) if role == "either" else [role]
    if not role and mention is not None and is_beside(clause, mention, vocabulary.year):
        own = ["value", "target"] if (entity.unit == PERCENT) == number.percent else []
        roles = [*own, *(["achievement", "weight"] if own and number.percent else [])]
        roles = [role for role in roles if role in entity.roles]
    if "achievement" in roles and number.percent and form("part_of_other").match(clause.follow):
        return []  # 97,35% dari perkiraan permintaan
    is_loose = mention is None or mention.end < clause.last
    of_target = role == "value" and counts_of_target(clause, entity)
    if mention is None and number.rupiah and phrase("money").search(clause.string, clause.start, number.start):
        return []  # the budget is a subject of its own
    if is_loose and mention is None and not of_target and names_another(clause, entity, vocabulary.office):
        return []
    clear = len(roles) == 1 and (is_clear(entity, roles[0], clause) or of_target)
    if is_loose and not is_same_amount and not clear:
        return []
    return [path for role in roles if (path := _path(entity, role, clause))]


def _path(entity: Entity, role: str, clause: Clause) -> str:
    """Return the path of a *role*, of a comparison where the place speaks of one."""
    compared = clause.comparison
    if compared and compared in entity.roles:
        if role == "target":
            return entity.roles[f"{compared}.target"]
        if role == "achievement":
            return entity.roles[compared]
    return entity.roles.get(role, "")
