"""
Percentages of what a section says elsewhere: ``pagu Belanja Modal Rp966 juta``, ``Belanja Modal: Rp623 juta (64,5%)``.

Name and amount must be told once; where two others of the section hold, one that does not is wrong, else it is asked.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, counted
from lkjdsl.proofreading.sentences.sections import by_section
from lkjdsl.proofreading.sentences.spans import spans

FEWEST = 2
"""Percentages of a section that are of the amounts of the same names, so that one that is not is wrong."""
LONGEST = 6
"""Words of a name."""


@frozen(eq=False)
class _NamedShare:
    name: str
    part: NumberInText
    percent: NumberInText


def named_share_checks(sites: Sequence[Site]) -> Iterator[NumberCheck]:
    """Yield each percentage behind an amount against the budget or target of the same name in its section."""
    for section in by_section([site for site in sites if site.is_prose]).values():
        budgets: dict[str, list[NumberInText]] = {}
        shares: list[_NamedShare] = []
        for site in section:
            for start, end in spans(site.text.string):
                _read(site, start, end, budgets, shares)
        yield from _checks(budgets, shares)


def _read(site: Site, start: int, end: int, budgets: dict[str, list[NumberInText]], shares: list[_NamedShare]) -> None:
    """Add what one sentence says to *budgets* and *shares*."""
    string = site.text.string
    numbers = [number for number in counted(site) if start <= number.start < end]
    for at, number in enumerate(numbers):
        name = _name(string[numbers[at - 1].end if at else start : number.start])
        if not number.rupiah or not name:
            continue
        share = numbers[at + 1] if at + 1 < len(numbers) else None
        if (
            share is not None
            and share.percent
            and form("share_or").fullmatch(string[number.end : share.start])
            and form("share_of_other").match(string, share.end) is None
        ):
            shares.append(_NamedShare(name, number, share))
        elif form("budget_before").search(string[start : number.start]):
            budgets.setdefault(name, []).append(number)


def _name(lead: str) -> str:
    """Return the words right before an amount that name it, without those that say what kind of amount it is."""
    plain = re.sub(r"\([^()]*\)", " ", lead)
    match = form("named_amount").search(plain)
    words = [] if match is None else match["name"].casefold().split()
    words = [word for word in words if not form("kind_of_amount").fullmatch(word)]
    return " ".join(words) if 1 < len(words) <= LONGEST else ""


def _checks(budgets: dict[str, list[NumberInText]], shares: Sequence[_NamedShare]) -> Iterator[NumberCheck]:
    checks: list[NumberCheck] = []
    for share in shares:
        wholes = budgets.get(share.name, [])
        computed = ratio(bounds(share.part), bounds(wholes[0])) if len({whole.value for whole in wholes}) == 1 else None
        if computed is not None:
            whole = wholes[0]
            line = Both.same(f"{share.part.text} / {whole.text} × 100")
            exact = share.part.value / whole.value * 100
            holds = agrees(share.percent, computed)
            checks.append(NumberCheck("arithmetic", share.percent, (share.part, whole), holds, exact, line))
    certain = sum(check.holds for check in checks) >= FEWEST
    for check in checks:
        yield evolve(check, certain=certain)
