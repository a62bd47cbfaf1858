"""What a result may be set against, and which of these a statement of difference says: target, year before, others."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_results import HUNDRED, KnownResult, fixed_targets, known_result
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.sentences.said_differences import SaidDifference
from lkjdsl.units import PERCENT

TARGET, BEFORE = "target", "before"


@frozen
class OtherFigure:
    """A figure that a result is set against: its value, how far it may be off, where it is printed."""

    value: Fraction
    half: Fraction
    number: NumberInText | None = None


def other_figures(node: Node, outcome: Outcome, entity: Entity) -> Mapping[str, OtherFigure]:
    """Return what a result may be set against: comparisons by their names, its target, other years."""
    found: dict[str, OtherFigure] = {}
    scale = HUNDRED if node.unit == PERCENT else 1
    for role, path in entity.roles.items():
        if role == TARGET or role.endswith(f".{TARGET}"):
            value = outcome.result(path).value if path in outcome else None
            if isinstance(value, tuple):
                found[role.removesuffix(f".{TARGET}") if role != TARGET else TARGET] = OtherFigure(
                    Fraction(*value) * scale, Fraction(0)
                )
    before = None if outcome.previous is None else known_result(outcome.previous, node)
    if before is not None and outcome.previous is not None and outcome.previous.data.year == outcome.data.year - 1:
        found[BEFORE] = OtherFigure(before.value, before.half)
    for year, goal in fixed_targets(node).items():
        if year > outcome.data.year:
            found[str(year)] = OtherFigure(goal, Fraction(0))
    return found


def other_figure(
    said: SaidDifference,
    site: Site,
    sentence: tuple[int, int],
    others: Mapping[str, OtherFigure],
    vocabulary: Vocabulary,
) -> OtherFigure | None:
    """Return what a difference is from: the figure printed, or what the words behind it say, or those before it."""
    string, number = site.text.string, said.earlier
    if number is not None:
        is_foreign = has_any(string[slice(*sentence)], genre().places) and not said.is_compared
        known = others.get(BEFORE) if is_of_year_before(number, vocabulary.year) else None
        is_foreign |= known is not None and abs(known.value - number.value) > known.half + number.half
        return None if is_foreign else OtherFigure(number.value, number.half, number)
    until = said.start if said.amount is None else max(said.start, said.amount.start)
    behind, before = string[said.end : sentence[1]], string[sentence[0] : until]
    next_number = next((one for one in site.numbers if one.start >= said.end and one.measures), None)
    behind = behind if next_number is None else string[said.end : min(next_number.start, sentence[1])]
    key = _said_last(form("next_part").split(behind)[0], vocabulary) or _said_last(before, vocabulary)
    if not said.is_compared and key in ("", TARGET):
        lead = string[: sentence[0]] if form("that_change").match(string, said.end) and not key else before
        return others.get(BEFORE) if any(year == vocabulary.year - 1 for year, _ in years_in(lead)) else None
    is_older = any(year < vocabulary.year - 1 for year, _ in years_in(before + behind))
    return (
        None
        if is_older
        else others.get(key) or (_said_before(site, sentence[0], vocabulary) if key == BEFORE else None)
    )


def left_over_checks(
    said: SaidDifference, now: KnownResult, before: OtherFigure | None, year: int
) -> Iterator[NumberCheck]:
    """Yield what is said to be the figure of the year before, where the change beside it is from another one."""
    number, amount = said.earlier, said.amount
    if before is None or number is None or amount is None or not is_of_year_before(number, year):
        return
    apart = [abs(abs(now.exact - one) - amount.value) for one in (before.value, number.value)]
    is_from_it = apart[0] <= amount.half + before.half and apart[1] > 2 * (amount.half + number.half)
    digits = sum(sign.isdigit() for sign in amount.text.lstrip("0,."))
    if is_from_it and digits > 1 and number.percent == now.percent and not number.rupiah:
        line = Both.same(f"{now.text} {'−' if now.exact > before.value else '+'} {amount.text}")
        yield NumberCheck("arithmetic", number, (), holds=False, computed=before.value, words=line)


def _said_before(site: Site, start: int, vocabulary: Vocabulary) -> OtherFigure | None:
    """Return the only figure of the year before in the sentences before the one from *start*."""
    year = vocabulary.year
    numbers = [number for number in site.numbers if number.end <= start and number.measures]
    numbers = [number for number in numbers if is_of_year_before(number, year) and not number.rupiah]
    is_only = len({number.value for number in numbers}) == 1
    return OtherFigure(numbers[0].value, numbers[0].half, numbers[0]) if is_only else None


def _said_last(text: str, vocabulary: Vocabulary) -> str:
    """Return the key of what *text* speaks of last; nothing where that is another figure than those known."""
    year = vocabulary.year
    hits = [
        (at, str(named) if named > year else BEFORE if named == year - 1 else "")
        for named, at in years_in(text)
        if named != year
    ]
    hits += [(hit.start(), BEFORE) for hit in phrase("previous").finditer(text)]
    hits += [(hit.start(), TARGET) for hit in phrase("target").finditer(text)]
    folded = text.casefold()
    for name in vocabulary.comparisons:
        at = folded.rfind(name.casefold().replace("_", " "))
        hits += [(at, name)] if at >= 0 else []
    hits += [
        (hit.start(), "")
        for hit in form("of_other_plan_only").finditer(text)
        if all(at != hit.start() for at, _ in hits)
    ]
    if not hits:
        return ""
    keys = [key for _, key in sorted(hits)]
    if TARGET in keys and len(set(keys)) > 1:
        later = [key for key in keys if key.isdigit() or key in vocabulary.comparisons]
        return later[-1] if later else "" if BEFORE in keys and keys[-1] != TARGET else keys[-1]
    return keys[-1]
