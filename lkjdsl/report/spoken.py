"""
What the paths and codes of an edition are called in a report, whose readers have not seen the edition.

An input is called by its label, a component by its name; a code that is of several words, ``Nilai_total``, has spaces
between them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve, fields

from lkjdsl.domains.typeset.tree import EquationTree, PathTree, PlainWord, PrintedNumber, Summation, Tree
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition
from lkjdsl.render.codes import spoken_code
from lkjdsl.render.figure_text import cut, joined

TOKEN = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
Namer = Callable[[str], str]


def namer(definition: Definition) -> Namer:
    """Return what says a text without the paths and codes of *definition*; its figures stay what they are."""
    names = dict(_names(definition))
    return lambda text: _renamed(text, names)


def equation_named(equation: EquationTree, name: Namer) -> EquationTree:
    """Return an *equation* whose names are said by *name*."""
    return evolve(equation, left=_tree_named(equation.left, name), right=_tree_named(equation.right, name))


def equation_of(equation: EquationTree, outcome: Outcome) -> EquationTree:
    """Return an *equation* about a part of a year as one of the whole: its results by their paths there."""

    def asked(path: str) -> str:
        return outcome.asked(path) if path in outcome.program.outputs else ""  # an input has no path in a part

    return evolve(equation, left=_tree_of(equation.left, asked), right=_tree_of(equation.right, asked))


def _tree_named(tree: Tree, name: Namer) -> Tree:
    match tree:
        case PrintedNumber() | PathTree(filled=True):
            return tree
        case PathTree(text=text) | PlainWord(text=text):
            return evolve(tree, text=name(text))
        case Summation(term=term, over=over):
            return Summation(_tree_named(term, name), name(over))
        case _:
            return _changed(tree, lambda inner: _tree_named(inner, name))


def _tree_of(tree: Tree, asked: Namer) -> Tree:
    match tree:
        case PrintedNumber(path=path) | PathTree(path=path):
            return evolve(tree, path=asked(path)) if path else tree
        case PlainWord():
            return tree
        case _:
            return _changed(tree, lambda inner: _tree_of(inner, asked))


def _changed(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """Return a *tree* with each tree right inside of it changed."""
    return evolve(tree, **{field.name: _inside(getattr(tree, field.name), change) for field in fields(type(tree))})


def _inside(value: Any, change: Callable[[Tree], Tree]) -> Any:
    """Return what a tree has in a field, a tree or several of them, or else what no tree is in."""
    if isinstance(value, tuple):
        return tuple(_inside(one, change) for one in value)
    return change(value) if isinstance(value, Tree) else value


def _names(definition: Definition) -> Iterator[tuple[str, str]]:
    codes = [*definition.scales, *definition.rows, *definition.tables, *definition.objectives]
    codes += [node.path.rpartition(".")[2] for node in definition.nodes()]
    codes += [name for node in definition.indicators.values() for name in node.compare]
    yield from ((code, spoken_code(code)) for code in codes)
    yield from ((node.path, node.name) for node in definition.nodes() if "." in node.path)
    for rows in definition.rows.values():
        for column, input_ in rows.columns.items():
            yield f"{rows.name}.{column}", input_.label or spoken_code(column)
    for path, input_ in definition.inputs.items():
        yield path, input_.label or spoken_code(path.replace(".", "_"))


def _renamed(text: str, names: Mapping[str, str]) -> str:
    at = 0
    pieces: list[str] = []
    for hit in TOKEN.finditer(text):
        if hit[0] in names and names[hit[0]] != hit[0]:
            pieces += [cut(text, at, hit.start()), names[hit[0]]]
            at = hit.end()
    return joined([*pieces, cut(text, at, len(text))]) if pieces else text
