"""One word for one thing: the page of the vocabulary is true of the code."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

PACKAGE = ROOT / "lkjdsl"
PAGE = ROOT / "docs" / "explanation" / "vocabulary.md"
ROWS = re.findall(r"^\| (?!---|Indonesian)(.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
TREES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def classes(tree: ast.Module) -> Iterator[str]:
    """Yield the classes of a module and its names for types."""
    for statement in tree.body:
        match statement:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name):
                yield name
            case _:
                pass


def bound(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield each name that a module binds, and its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                yield name, node.lineno
            case ast.ClassDef(name=name) | ast.MatchAs(name=str(name)) | ast.alias(asname=str(name)):
                yield name, node.lineno
            case _:
                pass


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" | ")[1])
def test_a_word_of_the_vocabulary_is_in_the_code(row: str) -> None:
    cells = row.split(" | ")
    file = ""
    for name in re.findall(r"`([^`]+)`", cells[3]):
        if (PACKAGE / name).exists():
            file = name
        else:
            tree = TREES[file]
            assert name in {*classes(tree), *(one for one, _ in bound(tree))}, f"{file} has no `{name}`"
    assert file, f"{cells[1]} is nowhere"
