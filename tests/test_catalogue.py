"""The catalogue and the code that reports: every code has its words, and every text gets what it names."""

import ast
import re
from collections.abc import Iterator, Mapping
from string import Formatter

import tomli
from attrs import frozen

from lkjdsl.catalogue import REASONS, Entry, entries, reasons
from lkjdsl.diagnostic import Language
from lkjdsl.syntax.formula_parser import _STRAY
from tests.support.product import PACKAGE, TREES

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
NEVER = re.compile(r"\b(invalid|None|nan|NaN|traceback|exception|parse[rd]?|syntax error|token)\b")
"""Words of stages and of Python, which say nothing to a planner."""

REPORTING = {
    **dict.fromkeys(("problem", "at", "inside", "report", "_report", "_refused", "_listed"), 0),
    "Flaw": 0,
    "Misfit": 0,
}
"""Functions that report a problem, and which of their arguments is the code."""
REASONING = {"state": 1, "Reason": 0}
"""The same of states that have a reason."""
PASSED_ON = {
    "Flaw": set(),
    "Misfit": {"name"},  # added by whoever reads an input
    "_refused": {"name"},
    "_listed": {"number", "names"},
}
"""What is added on the way to the values of a problem that is made in one place and reported in another."""
NOT_VALUES = {"notes", "helps", "also", "near", "part", "values"}


@frozen
class Site:
    """
    A place in the code that reports.

    ``codes`` are those it may report, ``values`` what it passes for their texts (None where that cannot be seen),
    ``keys`` the notes and helps that it asks for beside those of every case.
    """

    place: str
    function: str
    codes: frozenset[str]
    values: frozenset[str] | None
    keys: frozenset[str]


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Yield every call below *tree* with the function (or module) that it stands in."""
    waiting: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while waiting:
        node, scope = waiting.pop()
        inner = node if isinstance(node, ast.FunctionDef) else scope
        if isinstance(node, ast.Call):
            yield node, inner
        waiting.extend((child, inner) for child in ast.iter_child_nodes(node))


def texts_in(node: ast.AST, scope: ast.AST) -> frozenset[str]:
    """Return the texts that an expression may stand for, as far as its function shows: assigned, chosen or default."""
    match node:
        case ast.Constant(value=str(text)):
            return frozenset({text})
        case ast.IfExp(body=body, orelse=orelse):
            return texts_in(body, scope) | texts_in(orelse, scope)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return frozenset(text for part in parts for text in texts_in(part, scope))
        case ast.Name(id=name):
            return frozenset(text for value in assigned(name, scope) for text in texts_in(value, scope))
        case _:
            return frozenset()


def constants(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """Yield what *name* is bound to in a function: by assignment, by a loop over a display, or as a default."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[target], value=value):
                yield from bound(name, target, value)
            case ast.For(target=target, iter=ast.Tuple(elts=values)):
                for value in values:
                    yield from bound(name, target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.AugAssign(target=target, value=value):
                yield from bound(name, target, value)
            case ast.arguments(args=arguments, defaults=defaults) if defaults:
                for argument, default in zip(arguments[-len(defaults) :], defaults, strict=True):
                    yield from bound(name, ast.Name(argument.arg), default)
            case _:
                pass


def bound(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    """Yield the part of *value* that a binding to *target* gives *name*."""
    match target, value:
        case ast.Name(id=found), _ if found == name:
            yield value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for one, part in zip(targets, values, strict=True):
                yield from bound(name, one, part)
        case _:
            pass


def values_of(call: ast.Call, scope: ast.AST) -> frozenset[str] | None:
    """Return the names of the values that a call passes, or None where that cannot be seen."""
    found = {"nearest"} if any(keyword.arg == "near" for keyword in call.keywords) else set()
    dicts = [keyword.value for keyword in call.keywords if keyword.arg in (None, "also", "values")]
    dicts += [argument for argument in call.args[1:] if isinstance(argument, ast.Dict | ast.Name)]
    for node in dicts:
        keys = keys_of(node, scope)
        if keys is None:
            return None
        found |= keys
    return frozenset(found | {keyword.arg for keyword in call.keywords if keyword.arg} - NOT_VALUES)


def keys_of(node: ast.expr, scope: ast.AST) -> set[str] | None:
    match node:
        case ast.Dict(keys=keys):
            return {text for key in keys if key is not None for text in constants(key)}
        case ast.Name(id=name):
            found = list(assigned(name, scope))
            dicts = [value for value in found if isinstance(value, ast.Dict)]
            if not dicts:
                return None if not found else set()
            later = [
                text
                for inner in ast.walk(scope)
                if isinstance(inner, ast.Subscript) and isinstance(inner.value, ast.Name) and inner.value.id == name
                for text in constants(inner.slice)
            ]
            return {text for value in dicts for key in value.keys if key is not None for text in constants(key)} | set(
                later
            )
        case _:
            return None


def keys_asked_for(call: ast.Call, scope: ast.AST) -> frozenset[str]:
    """Return the keys of notes and helps that a call may ask for."""
    asking = [keyword.value for keyword in call.keywords if keyword.arg in ("notes", "helps")]
    asking += [value for node in asking if isinstance(node, ast.Name) for value in assigned(node.id, scope)]
    asking += [argument for argument in call.args[1:] if isinstance(argument, ast.Tuple | ast.IfExp)]
    return frozenset({"rule", "write", *(key for node in asking for key in constants(node))})


def sites(functions: Mapping[str, int]) -> Iterator[Site]:
    for path, tree in TREES.items():
        for call, scope in calls(tree):
            function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            index = functions.get(function)
            if index is not None and len(call.args) > index:
                codes = texts_in(call.args[index], scope)
                place = f"{path.relative_to(PACKAGE)}:{call.lineno}"
                yield Site(place, function, codes, values_of(call, scope), keys_asked_for(call, scope))


SITES = [site for site in sites(REPORTING) if site.codes]
STRAY = {name.replace("_", "-") for name in _STRAY.groupindex} - {"text", "thousands-dots", "unclosed-text"}
"""Codes that are names of groups in the pattern of stray characters."""
REPORTED = {code for site in SITES for code in site.codes if KEBAB.match(code)} | STRAY
EVERYWHERE = {text for tree in TREES.values() for text in constants(tree)}
BEGINNINGS = {text for text in EVERYWHERE if re.fullmatch(r"([a-z]+-)+", text)}
"""How codes begin that are put together: f"cause-{kind}"."""


def texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield every text of an entry with a name for it."""
    for language, words in entry.words.items():
        yield f"{language}.headline", words.headline
        for kind, by_key in (("label", words.labels), ("note", words.notes), ("help", words.helps)):
            yield from ((f"{language}.{kind}.{key}", text) for key, text in by_key.items())


ALL_TEXTS = [(f"{code}.{name}", text) for code, entry in entries().items() for name, text in texts(entry)]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


ENTRIES = entries()


def test_every_code_that_is_reported_has_an_entry() -> None:
    assert sorted(REPORTED - set(ENTRIES)) == []


def test_every_reason_has_its_words() -> None:
    used = {code for site in sites(REASONING) for code in site.codes if KEBAB.match(code)}

    assert sorted(used - set(reasons())) == []


def test_every_code_is_used() -> None:
    made = {
        code for code in ENTRIES for start in BEGINNINGS if code.startswith(start) and code[len(start) :] in EVERYWHERE
    }

    assert sorted({*ENTRIES, *reasons()} - EVERYWHERE - STRAY - made) == []


def test_a_code_has_one_entry() -> None:
    codes = [
        code
        for file in (PACKAGE / "catalogue").glob("*.toml")
        if file.name != REASONS
        for code in tomli.loads(file.read_text("utf-8"))
    ]

    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_codes_are_kebab_case() -> None:
    assert [code for code in (*ENTRIES, *reasons()) if not KEBAB.match(code)] == []


def test_both_languages_say_the_same_things() -> None:
    def keys(entry: Entry, language: Language) -> set[str]:
        return {name.partition(".")[2] for name, _ in texts(entry) if name.startswith(language)}

    assert [code for code, entry in ENTRIES.items() if keys(entry, "en") != keys(entry, "id")] == []


def test_severities_are_known() -> None:
    assert {entry.severity for entry in ENTRIES.values()} == {"error", "warning", "note"}


def test_every_entry_tells_why() -> None:
    assert [code for code, entry in ENTRIES.items() if not entry.why.endswith(".")] == []


def test_texts_are_for_planners() -> None:
    assert [name for name, text in ALL_TEXTS if NEVER.search(text)] == []


def test_texts_can_stand_behind_a_colon() -> None:
    assert [name for name, text in ALL_TEXTS if text.endswith(".") or text != text.strip() or "\n" in text] == []


def test_a_reason_names_where_and_what_about_only() -> None:
    known = {code: {"where", "about"} for code in reasons()} | {"more-reasons": {"more"}}

    assert [
        code
        for code, reason in reasons().items()
        if not all(placeholders(text) <= known[code] for text in reason.words.values())
    ] == []


def test_a_problem_brings_what_its_texts_name() -> None:
    """Labels may also name values of their own; the snapshots show those."""

    def told(site: Site, name: str) -> bool:
        _, kind, *key = name.split(".")
        return kind == "headline" or (kind in ("note", "help") and key[0] in site.keys)

    missing = [
        f"{site.place} {code} {name} names {sorted(placeholders(text) - passed)}"
        for site in SITES
        if site.values is not None
        for passed in [site.values | PASSED_ON.get(site.function, set())]
        for code in sorted(site.codes & ENTRIES.keys())
        for name, text in texts(ENTRIES[code])
        if told(site, name) and not placeholders(text) <= passed
    ]

    assert missing == []
