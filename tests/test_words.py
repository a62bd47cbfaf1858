"""The words of `lkjdsl/words/`: in both languages, every one of them used, every one that is asked for there."""

import ast
import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from lkjdsl import shape, units
from lkjdsl.commands import parsing
from lkjdsl.core.operators import OPERATORS
from lkjdsl.evaluate.report_details import KEYS
from lkjdsl.language import Severity
from lkjdsl.model.definition import Aggregate, Polarity
from lkjdsl.model.results import FundingAspect
from lkjdsl.model.values import KIND_OF_RULE, RANK
from lkjdsl.numbers.rational import Rounding
from lkjdsl.proofreading.printed.checks import FaultKind
from lkjdsl.syntax import vocabulary
from lkjdsl.trying.coverage import What
from lkjdsl.trying.properties import ClaimKind
from lkjdsl.words import FOLDER, Words
from tests.support.product import MODULES, PACKAGE, TREES

ROOMS = sorted(file.stem for file in FOLDER.glob("*.toml"))
every_room = pytest.mark.parametrize("room", ROOMS)

SHOWN_OTHERWISE = {
    "constant", "input", "previous", "column", "outer", "earlier", "given", "fold",  # as what they read
    "add", "subtract", "multiply", "divide", "negate", "power", "absolute", "floor", "ceil", "sqrt", "exp",  # by signs
    "less", "at-most", "greater", "at-least", "equal", "different",
    "choose", "applies", "weighted-mean",  # as cases; as a sum
}  # fmt: skip
"""The operators that a formula is typeset with and that need no word."""

SAID = re.compile(
    r'(?:\b(?:say|button|fileButton)\((?:[^"()]*\? )?|data-(?:say|label|title)=)"([\w.-]+)"(?: : "([\w.-]+)")?'
)
"""What a script of the page asks words for: by its key, or by one of two."""


def said_on_the_page() -> set[str]:
    """Return the keys of the words that the page shows: those its scripts name, and those of closed lists."""
    scripts = [path.read_text("utf-8") for path in (PACKAGE / "app/page").iterdir()]
    named = {key for script in scripts for match in SAID.findall(script) for key in match if key}
    return named | {f"severity.{name}" for name in get_args(Severity)} | {f"signing.{key}" for key in KEYS}


def values_of_commands() -> set[str]:
    """Return each name that stands for a value in the help of a command."""
    modules = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    return {
        name
        for text in modules
        for said in re.findall(r'metavar="([^"]+)"', text)
        for name in re.findall("[A-Z]+", said)
    }


VOCABULARIES: Mapping[str, set[str]] = {
    "app.page": said_on_the_page(),
    "commands.command": set(parsing.COMMANDS),
    "commands.metavar": values_of_commands(),
    "proofreading.fault": set(get_args(FaultKind)),
    "results.funding-names": set(get_args(FundingAspect)),
    "editions.kinds": set(units.KINDS),
    "editions.rules": set(KIND_OF_RULE),
    "explanation.aggregate": set(get_args(Aggregate)),
    "explanation.average": {"objectives", "indicators"},
    "explanation.mode": set(get_args(Rounding)),
    "problems.head": {*get_args(Severity), "help"},
    "problems.shape": {value.key for value in vars(shape).values() if isinstance(value, shape.Shape)} | {"rule"},
    "trying.claims": set(get_args(ClaimKind)),
    "trying.rules": set(get_args(What)),
}
"""Groups that have a word for each of a closed list, and no other."""

PARTS_OF: Mapping[str, set[str]] = {
    "editions.attributes": set().union(
        *(set(getattr(vocabulary, name)) for name in ("RULES", "INPUT", "NODE", "INDICATOR")),
    ) - {"component", "value"},
    "explanation.definition": set(get_args(Polarity)),
    "explanation.math": set(OPERATORS) - SHOWN_OTHERWISE | set(RANK) | {"true", "false", "if", "otherwise"},
    "explanation.rule": {f"state-{rule}" for rule in KIND_OF_RULE},
    "results.page": set(RANK),
    "units.unit": {*units.NODE_UNITS, units.PLAIN, units.WRITTEN_PERCENT, units.FLAG, units.TEXT, units.UNKNOWN},
}  # fmt: skip
"""Groups that have a word for each of a closed list, and further ones."""


OF_REPORT = "-of-report"
"""The end of the name of a group whose words are said in a report instead of those of the group without it."""


@cache
def tables(room: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((FOLDER / f"{room}.toml").read_text("utf-8"))


def keys(group: str) -> set[str]:
    room, _, name = group.partition(".")
    return set(tables(room)[name])


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@every_room
def test_a_word_is_there_in_both_languages_and_is_filled_in_with_the_same(room: str) -> None:
    for group, entries in tables(room).items():
        for key, texts in entries.items():
            assert set(texts) == {"en", "id"}, f"{group}.{key}"
            assert all(texts.values()), f"{group}.{key}"
            assert fields(texts["en"]) == fields(texts["id"]), f"{group}.{key}"


@pytest.mark.parametrize("group", VOCABULARIES)
def test_a_closed_list_has_its_words_and_no_other(group: str) -> None:
    assert keys(group) == VOCABULARIES[group]


@pytest.mark.parametrize("group", PARTS_OF)
def test_a_closed_list_has_its_words(group: str) -> None:
    assert keys(group) >= PARTS_OF[group]


def test_operators_shown_without_a_word_are_operators() -> None:
    assert set(OPERATORS) >= SHOWN_OTHERWISE


class Reader:
    """A module: the groups that it reads words of, the keys that it asks for, and every text in it."""

    def __init__(self, path: Path) -> None:  # noqa: D107 - the class says it
        nodes = list(ast.walk(TREES[path]))
        self.module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        self.imports = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
        self.groups = set(_groups(nodes))
        self.spoken = next(iter(self.groups)) if len(self.groups) == 1 else ""
        self.names = {
            node.targets[0].id: group
            for node in nodes
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            for group in _groups([node.value])
        }
        self.texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        self.patterns = [_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)]
        self.nodes = nodes

    def asked(self) -> Iterator[tuple[str, str]]:
        """Yield the group and the key of each word that is asked for by its name."""
        for node in self.nodes:
            match node:
                case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(key))) if name in self.names:
                    yield self.names[name], key
                case ast.Subscript(
                    value=ast.Call(func=ast.Name(id="Words"), args=[ast.Constant(value=str(group))]),
                    slice=ast.Constant(value=str(key)),
                ):
                    yield group, key
                case ast.Call(func=ast.Name(id="word"), args=[ast.Constant(value=str(key)), *_]):
                    yield "results.page", key
                case ast.Call(func=ast.Name(id="words"), args=[ast.Constant(value=str(key))]):
                    yield "commands", key
                case (
                    ast.Subscript(
                        value=ast.Attribute(attr="phrases") | ast.Name(id="say"), slice=ast.Constant(value=str(key))
                    )
                    | ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str(key)), *_])
                ):
                    yield "explanation", key
                case ast.Subscript(value=ast.Name(id="words"), slice=ast.Constant(value=str(key))) if self.spoken:
                    yield self.spoken, key
                case _:
                    pass

    def uses(self, key: str) -> bool:
        """Return whether a text of the module is *key*, or may become it."""
        return key in self.texts or any(pattern.fullmatch(key) for pattern in self.patterns)


def _groups(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="Words"), args=[ast.Constant(value=str(group))]):
                yield group
            case _:
                pass


def _pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    """Return what an f-string may become; one without a text of its own may not become a key."""
    parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
    written = "".join(part for part in parts if part is not None)
    return re.compile("".join(".+" if part is None else re.escape(part) for part in parts) if written else r"(?!)")


READERS = [Reader(path) for path in MODULES]


def test_every_word_that_is_asked_for_is_there() -> None:
    asked = [(reader.module, *word) for reader in READERS for word in reader.asked()]
    assert len(asked) > 300
    assert [one for one in asked if one[2] not in Words(one[1])] == []


@every_room
def test_every_word_is_used(room: str) -> None:
    """A key is of a closed list, or stands in a module that reads its group or is a neighbour of such a one."""
    for group, entries in tables(room).items():
        name = f"{room}.{group}"
        owners = {one.module for one in READERS if {name, room} & one.groups}
        near = set().union(*(one.imports for one in READERS if one.module in owners))
        readers = [one for one in READERS if one.module in owners | near or one.imports & owners]
        known = VOCABULARIES.get(name, set()) | PARTS_OF.get(name, set())
        unused = [
            key
            for key in entries
            if key not in known
            and not any(one.uses(key) or one.uses(f"{group.removesuffix(OF_REPORT)}.{key}") for one in readers)
        ]
        assert unused == [], name
