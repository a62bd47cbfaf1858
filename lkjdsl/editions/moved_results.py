"""Results under two outcomes side by side: a section of a page, and JSON data."""

from collections.abc import Sequence
from typing import Any

from lkjdsl.diagnostic import Language
from lkjdsl.editions.amounts import change_text, changes_note, difference, points_note, shown
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.numbers import numerals
from lkjdsl.render.json import value as value_json
from lkjdsl.render.page import Grid, PageColumn, Section
from lkjdsl.render.result_names import name_of_result
from lkjdsl.render.words import word
from lkjdsl.words import Words


def moved_section(words: Words, old: Outcome, new: Outcome, moved: Sequence[str], language: Language) -> Section:
    """
    Return the section of the results *moved*: before, after, and the difference.

    *words* has what is said: ``moved`` for the heading, ``nothing``, ``now``, ``then`` and ``change``.
    """
    heading = words["moved"].text(language)
    if not moved:
        return Section(heading, lines=[words["nothing"].text(language)])
    rows = []
    pairs = []
    for path in moved:
        result = (new if path in new else old).result(path, language)
        texts = [shown(outcome, path, language) for outcome in (old, new)]
        change = ""
        if path in old and path in new:
            before, after = old.result(path), new.result(path)
            change = change_text(before, after, language)
            pairs.append((path, before, after))
        rows.append([path, name_of_result(result.kind, language), *texts, change])
    columns = [
        PageColumn(word("path", language)),
        PageColumn(word("name", language), wide=True),
        *(PageColumn(words[key].text(language), "right") for key in ("now", "then", "change")),
    ]
    return Section(heading, Grid(columns, rows), [*points_note(rows, language), *changes_note(pairs, language)])


def moved_json(old: Outcome, new: Outcome, path: str, language: Language, keys: tuple[str, str]) -> dict[str, Any]:
    """Return a result before and after, under *keys*, and how much it moves, as JSON data."""
    entry: dict[str, Any] = {}
    for key, outcome in zip(keys, (old, new), strict=True):
        if path in outcome:
            entry[key] = value_json(outcome, outcome.result(path, language))
    if path in old and path in new:
        amount = difference(old.result(path), new.result(path))
        if amount is not None:
            printed = change_text(old.result(path), new.result(path), language)
            entry["change"] = {"exact": numerals.exact_text(amount), "printed": printed}
    return entry
