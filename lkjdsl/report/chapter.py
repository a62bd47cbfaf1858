"""Bab III in the order of PermenPANRB 53/2014 (annex II, III.A to III.B), with a place for everything that is known."""

from collections.abc import Iterator

from lkjdsl.model.definition import Node, Objective
from lkjdsl.model.results import PREVIOUS, ComparedAchievement, funding_figures
from lkjdsl.render.codes import spoken_code, titled
from lkjdsl.render.words import of_whom
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import Chapter, ChapterHeading, ChapterParagraph, ChapterPlace
from lkjdsl.report.charts import money_columns
from lkjdsl.report.places import (
    ACHIEVEMENTS,
    ACTION_PLAN,
    AGREEMENT,
    EFFICIENCY,
    FUNDING,
    MEASUREMENT,
    PERIODS,
    SUMMARY,
    place,
    places,
    table_key,
)

WRITTEN_BY_HAND = ("aspect-analysis", "aspect-efficiency", "aspect-programme")
"""What the regulation asks for and no figure says."""

ANNEXES = {AGREEMENT: "agreement", ACTION_PLAN: "action-plan", MEASUREMENT: "measurement"}
"""The tables that are annexes, and the words for the title of each."""
PARTS = "ABCD"
"""The letters of the parts that there are."""
Item = ChapterHeading | ChapterParagraph | ChapterPlace


def chapter(account: Account) -> Chapter:
    """Return the chapter of *account*."""
    outcome = account.outcome
    about = [outcome.definition.title, *of_whom(outcome.data.office, outcome.data.year, account.language)]
    letters = iter(PARTS)
    items = [*_achievements(account, letters), *_tables(account, letters), *_others(account, letters)]
    items += _annexes(account)
    return Chapter(account.word("chapter"), about, items)


def _place(account: Account, key: str) -> ChapterPlace:
    chapter_place = place(account, key)
    assert chapter_place is not None, "the chapter asks for what there is"
    return chapter_place


def _blank(account: Account, what: str) -> ChapterParagraph:
    return ChapterParagraph(account.word("blank", what=what), "blank")


def _achievements(account: Account, letters: Iterator[str]) -> Iterator[Item]:
    yield ChapterHeading(account.word("part-achievement", letter=next(letters)), 2)
    by_period = [f"tabel:{ACHIEVEMENTS}{PERIODS}"] if account.parts else []
    for key in (f"narasi:{SUMMARY}", f"tabel:{ACHIEVEMENTS}", *by_period, f"grafik:{ACHIEVEMENTS}"):
        yield _place(account, key)
    definition = account.outcome.definition
    for objective in definition.objectives.values():
        yield ChapterHeading(titled(objective.path, objective.name), 3)
        yield _place(account, f"narasi:{objective.path}")
        yield from _funding(account, objective)
        for name in objective.indicators:
            yield from _indicator(account, definition.indicators[name])
    if not definition.objectives:
        for other in account.others:
            yield from _indicator(account, other)


def _indicator(account: Account, node: Node) -> Iterator[Item]:
    """Yield target against result, the years, the comparisons, what is left to be written; or why it is left out."""
    yield ChapterHeading(titled(node.path, node.name), 4)
    if account.is_excluded(node):
        yield _place(account, f"narasi:{node.path}")
        yield from _funding(account, node)
        return
    yield from _aspect(
        account, "a", "aspect-target", f"narasi:{node.path}", f"tabel:{node.path}", f"hitung:{node.path}"
    )
    for kind in ("narasi", "tabel", "grafik") if account.parts else ():
        yield _place(account, f"{kind}:{node.path}{PERIODS}")
    earlier = ComparedAchievement(node, PREVIOUS).path
    drawn = [f"grafik:{node.path}"] if len(account.outcomes) > 1 else []
    yield from _aspect(account, "b", "aspect-years", f"narasi:{earlier}", f"tabel:{earlier}", *drawn)
    letters = iter("cdefghijklmnopqrstuvwxyz")
    for name in node.compare:
        path = ComparedAchievement(node, name).path
        yield from _aspect(
            account, next(letters), "aspect-compared", f"narasi:{path}", f"tabel:{path}", name=spoken_code(name)
        )
    missing = () if node.compare else ("aspect-medium-term", "aspect-standard")
    for key in (*missing, *WRITTEN_BY_HAND):
        yield ChapterHeading(f"{next(letters, '')}. {account.word(key)}", 5)
        if key == "aspect-efficiency":
            yield from _funding(account, node)
        yield _blank(account, account.word(key).lower())


def _funding(account: Account, owner: Node | Objective) -> Iterator[Item]:
    """Yield what is said of the budget of an indicator or objective, where it has one."""
    if any(funding_figures(owner)):
        yield _place(account, f"narasi:{owner.path}{FUNDING}")


def _aspect(account: Account, letter: str, heading: str, *keys: str, **values: str) -> Iterator[Item]:
    yield ChapterHeading(f"{letter}. {account.word(heading, **values)}", 5)
    for key in keys:
        yield _place(account, key)


def _tables(account: Account, letters: Iterator[str]) -> Iterator[Item]:
    """Yield the report tables: those with amounts of money are the realisation of the budget."""
    every = account.outcome.definition.tables.values()
    money = [table for table in every if money_columns(table)]
    yield ChapterHeading(account.word("part-budget", letter=next(letters)), 2)
    is_stated = f"tabel:{EFFICIENCY}" in places(account)
    if is_stated:
        yield _place(account, f"tabel:{EFFICIENCY}")
    for table in money:
        yield _place(account, f"tabel:{table_key(table.name)}")
        yield _place(account, f"grafik:{table_key(table.name)}")
    if not money and not is_stated:
        yield _blank(account, account.word("no-budget"))
    others = [table for table in every if table not in money]
    if others:
        yield ChapterHeading(account.word("part-tables", letter=next(letters)), 2)
        for table in others:
            yield _place(account, f"tabel:{table_key(table.name)}")


def _others(account: Account, letters: Iterator[str]) -> Iterator[Item]:
    """Yield the indicators of no objective, where the others have one."""
    if not account.others or not account.outcome.definition.objectives:
        return
    yield ChapterHeading(account.word("part-others", letter=next(letters)), 2)
    for node in account.others:
        yield ChapterHeading(titled(node.path, node.name), 3)
        yield _place(account, f"narasi:{node.path}")
        for key in () if account.is_excluded(node) else _figures(account, node):
            yield _place(account, key)
        yield from _funding(account, node)


def _figures(account: Account, node: Node) -> Iterator[str]:
    """Yield the keys of what is known of an indicator beside its sentence, without blanks for what is not."""
    yield f"hitung:{node.path}"
    for kind in ("narasi", "tabel", "grafik") if account.parts else ():
        yield f"{kind}:{node.path}{PERIODS}"
    earlier = ComparedAchievement(node, PREVIOUS).path
    yield from (f"narasi:{earlier}", f"tabel:{earlier}", f"grafik:{node.path}") if len(account.outcomes) > 1 else ()
    for name in node.compare:
        path = ComparedAchievement(node, name).path
        yield from (f"narasi:{path}", f"tabel:{path}")


def _annexes(account: Account) -> Iterator[Item]:
    """Yield the forms that are signed, each on a page of its own."""
    yield ChapterHeading(account.word("part-annex"), 2, starts_page=True)
    for number, (name, title) in enumerate(ANNEXES.items(), 1):
        heading = account.word(
            "annex", number=f"{number}", title=account.word(title, year=f"{account.outcome.data.year}")
        )
        yield ChapterHeading(heading, 3, starts_page=number > 1)
        yield _place(account, f"tabel:{name}")
