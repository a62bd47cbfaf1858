"""Edits → changes in the planner's words: the weight of D1, a component that comes, the rule for 0/0."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from attrs import frozen

from lkjdsl import shape
from lkjdsl.diagnostic import Language
from lkjdsl.editions.differences import WORDING, is_entity, meaning
from lkjdsl.editions.edits import ABSENT, Edit
from lkjdsl.numbers.numerals import shortest
from lkjdsl.render.page import Marked, MarkedPiece
from lkjdsl.source import Path
from lkjdsl.syntax.naming import name_of
from lkjdsl.syntax.toml_writer import value_text
from lkjdsl.words import Words

QUIET = (*WORDING, "language", "digits", "year", "case")
"""The keys that no result depends on; which year is looked at, the data say."""
SINGLE = ("constraint", "invariant", "constant")
"""The tables whose entries are single values."""
LONG = ("definition", "basis", "note", "case")
"""The keys whose words are too many to be repeated in a list of changes."""
FORMULAS = ("formula", "applies_if", "achievement", "target", "budget", "absorbed")
"""The keys whose changed part is marked."""

KEYS = Words("editions.attributes")
RULES = Words("editions.rules")
WORDS = Words("editions.changes")


@frozen
class Change:
    """
    One change: at the entity ``path`` (an indicator, an input, ``('rules',)``), and there of ``key``.

    ``key`` is empty where the entity comes or goes as a whole; ``target 2026`` where a year's target changes.
    """

    path: Path
    key: str
    edit: Edit

    @property
    def quiet(self) -> bool:
        """Return whether no result can depend on it."""
        attribute = self.key.partition(" ")[0]
        return attribute in QUIET or self.path[:1] in (("constraint",), ("invariant",), ("kalimat",))

    def acts_in(self, year: int) -> bool:
        """Return whether results of *year* can depend on it: not on the target of another year."""
        attribute, *names = self.key.split() or [""]
        stated = names[1:] if attribute == "compare" else names if attribute == "target" else []
        return not stated or not stated[0].isdigit() or int(stated[0]) == year

    @property
    def subject(self) -> str:
        """Return the name of what is changed, ``IKK1.K1.D1``; empty for the edition itself."""
        return name_of(self.path) if self.path not in ((), ("rules",)) else ""

    @property
    def added(self) -> bool:
        """Return whether something comes that was not there."""
        return self.edit.old is ABSENT

    @property
    def removed(self) -> bool:
        """Return whether something goes."""
        return self.edit.new is ABSENT


def changes_of(edits: Iterable[Edit]) -> list[Change]:
    """Return the change that each of *edits* is."""
    return [_change(edit) for edit in edits]


def _change(edit: Edit) -> Change:
    path = edit.path
    if is_entity(path) or len(path) == 1 or path[0] in SINGLE:
        whole = is_entity(path) or path[0] in SINGLE
        return Change(path if whole else (), "" if whole else str(path[0]), edit)
    for length in range(len(path) - 1, 0, -1):
        if is_entity(path[:length]) or length == 1:
            return Change(path[:length], " ".join(map(str, path[length:])), edit)
    raise AssertionError(path)


def heading(change: Change, language: Language) -> str:
    """Return what is changed: ``IKK1.K1.D1: bobot``."""
    attribute, _, rest = change.key.partition(" ")
    what = KEYS[attribute].text(language) if attribute in KEYS else attribute.replace("_", " ")
    words = " ".join(filter(None, (what, rest)))
    subject = change.subject or (WORDS["general"].text(language) if change.path == ("rules",) else "")
    return ": ".join(filter(None, (subject, words)))


def sentence(change: Change, language: Language) -> str:
    """Return the change on one line: ``IKK1.K1.D1: bobot 70% → 60%``."""
    edit = change.edit
    head = heading(change, language)
    if not change.key and (change.added or change.removed):
        table = edit.new if change.added else edit.old
        verb = (WORDS["added"] if change.added else WORDS["removed"]).text(language)
        return f"{head} {verb}{_about(table, language)}"
    if change.key in LONG:
        done = WORDS["added"] if change.added else WORDS["removed"] if change.removed else WORDS["altered"]
        return f"{head} {done.text(language)}"
    if is_formula(change):
        return Marked.of([("same", f"{head} "), *pieces(edit.old, edit.new)])
    return f"{head} {spelled(change, edit.old, language)} → {spelled(change, edit.new, language)}"


def _about(table: Any, language: Language) -> str:
    """Return what a planner wants to know of something that comes or goes: its name and its weight, or its formula."""
    if not isinstance(table, Mapping):
        return f" ({' '.join(str(table).split())})"
    name = table.get("name", table.get("label", ""))
    weight = f"{KEYS['weight'].text(language)} {table['weight']}" if "weight" in table else ""
    details = ", ".join(filter(None, (str(name), weight)))
    return f" ({details})" if details else ""


def is_formula(change: Change) -> bool:
    """Return whether both sides are formulas, of which the changed part can be marked."""
    attribute = change.key.partition(" ")[0]
    formula = attribute in FORMULAS or change.path[:1] in (("constraint",), ("invariant",))
    return formula and all(isinstance(one, str) for one in (change.edit.old, change.edit.new))


def spelled(change: Change, value: Any, language: Language) -> str:
    """Return one side of a change as it is said."""
    if value is ABSENT:
        return WORDS["nothing"].text(language)
    if isinstance(value, str):
        attribute = change.key.partition(" ")[0]
        if attribute in ("zero_over_zero", "over_zero", "missing") and value in RULES:
            return RULES[value].text(language)
        text = " ".join(value.split())
        return f"“{text}”" if attribute in WORDING else text
    if change.key == "year":
        return str(value)
    if shape.is_number(value):
        number = meaning((), value)
        return str(value) if isinstance(number, str) else shortest(number.as_integer_ratio(), "number", language)
    return value_text(value)


_TOKEN = re.compile(r"\s+|[\w.%]+|\W")


def pieces(old: str, new: str) -> list[MarkedPiece]:
    """
    Return *old* and *new* in one: what is the same, what went and what came, in the order of the text.

    >>> pieces("a.x / a.y", "a.x / (a.y + 1)")
    [('same', 'a.x / '), ('added', '('), ('same', 'a.y'), ('added', ' + 1)')]
    """
    before, after = (_TOKEN.findall(" ".join(text.split())) for text in (old, new))
    parts: list[MarkedPiece] = []
    for what, start, end, start_new, end_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(before[start:end])))
            continue
        parts += [("removed", "".join(before[start:end]))] if end > start else []
        parts += [("added", "".join(after[start_new:end_new]))] if end_new > start_new else []
    return parts
