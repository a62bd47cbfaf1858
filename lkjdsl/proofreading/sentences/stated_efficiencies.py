"""Efficiencies of one sentence: ``capaian 101,05% dan penyerapan 96,32% menghasilkan efisiensi 4,74 poin``."""

from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site

ROLES = ("achieved", "absorbed", "efficient")


def efficiency_checks(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield an efficiency behind an achievement and an absorption, where it is their difference but for a slip."""
    string = site.text.string
    leads = [string[numbers[at - 1].end if at else start : number.start] for at, number in enumerate(numbers)]
    said = [[role for role in ROLES if form(f"{role}_said").search(lead)] for lead in leads]
    for at in range(len(numbers) - 2):
        three = numbers[at : at + 3]
        both = sorted(role for roles in said[at : at + 2] for role in roles)
        if not (three[0].percent and three[1].percent) or both != sorted(ROLES[:2]) or said[at + 2] != [ROLES[2]]:
            continue
        if len(said[at]) != 1:
            continue
        achieved, absorbed = three[:2] if said[at] == [ROLES[0]] else three[1::-1]
        exact = achieved.value - absorbed.value
        holds = abs(three[2].value - exact) <= three[2].half + achieved.half + absorbed.half
        if holds or is_slip(three[2], exact):
            line = Both.same(f"{achieved.text} - {absorbed.text}")
            yield NumberCheck("arithmetic", three[2], (achieved, absorbed), holds, exact, line)
