"""What the words between the last break and a number say of it: result, target, achievement, absorption, efficiency."""

from lkjdsl.auditing.audit import Quantity
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.units import COUNT, INDEX, PERCENT, RATIO, RUPIAH

GENERIC = (PERCENT, INDEX, RATIO, COUNT, RUPIAH)


def roles_said(tail: str, lead: str, entity: Entity, number: NumberInText, *, is_before: bool) -> list[str]:
    """Return what the words of *tail* say is printed; that it is of a year before alone says that it is the result."""
    hits = [(hit.end(), role) for role in ("achievement", "target", "value") for hit in phrase(role).finditer(tail)]
    hits += [(hit.end(), "value") for hit in form("stated_value").finditer(tail)]
    hits += [(hit.end(), "either") for hit in phrase("either").finditer(tail)]
    hits += [(hit.end(), "absorption") for hit in form("absorbed_said").finditer(tail)]
    hits += [(hit.end(), "efficiency") for hit in form("efficient_said").finditer(tail)]
    hits += [(hit.end(), "budget") for hit in phrase("base").finditer(tail)]
    is_from = form("stated_from").search(lead) is not None
    role = max(hits)[1] if hits else "value" if is_before and (is_from or form("a_year").search(tail)) else ""
    if entity.sort == "objective":
        role = "achievement" if role in ("either", "value") else role
        return [{"achievement": "absorbed"}.get(role, role) if number.rupiah else role] if role else []
    if role in ("achievement", "either") and form("capaian").search(tail) and "nya" not in tail:
        role = "either"
    if role != "either":
        return [role] if role else []
    if entity.unit != PERCENT:
        return ["achievement"] if number.percent else ["value"]
    return ["value", "achievement"]


def may_be_stated(number: NumberInText, entity: Entity, quantity: Quantity | None, follow: str) -> bool:
    """Return whether a number is marked as such a figure is, and no noun behind it is of another thing."""
    is_share = quantity is not None and quantity.unit == PERCENT
    points = form("points").match(follow) is not None
    is_apart = points and quantity is not None and quantity.path.endswith(".efficiency")
    if form("stated_gap").match(follow) and not is_apart:
        return False
    noun = form("counted_noun").match(follow)
    word = "" if noun is None else noun["noun"].casefold()
    unit = entity.unit.casefold().split() if entity.unit not in GENERIC else []
    is_plain = word in genre().stop or word in unit or not set(words_of(word)) - plain_words() - weak_words()
    if (number.percent or points) != is_share or number.rupiah != (quantity is not None and quantity.unit == RUPIAH):
        return False
    return number.rupiah or is_apart or is_plain or bool(form("stated_follow").match(follow))
