"""One word for one thing: the page of the vocabulary is true of the code, and a class name has one meaning."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT
from tests.support.product import PACKAGE, TREES

PAGE = ROOT / "docs" / "explanation" / "vocabulary.md"
ROWS = re.findall(r"^\| (?!---|Indonesian)(.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
NAMED_TREES = {path.relative_to(PACKAGE).as_posix(): tree for path, tree in TREES.items()}

SAME_CONCEPT = {
    "Facts": "the data of an office, exact or as ranges",
    "Language": "id or en; shown again where most take it from",
    "Path": "keys down to a place in TOML",
    "Span": "a part of a text, from an offset to an offset",
}
"""Names that mean the same thing in several rooms, with what that is."""

OF_DOCUMENTS = "documents/"
"""The room that speaks of reports as files of Word and Excel do: a table, a label or an edit there is theirs."""

VAGUE = {"told", "thing"}
"""Words that say nothing of what they name."""


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
            tree = NAMED_TREES[file]
            assert name in {*classes(tree), *(one for one, _ in bound(tree))}, f"{file} has no `{name}`"
    assert file, f"{cells[1]} is nowhere"


def test_a_class_name_has_one_meaning() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path, tree in NAMED_TREES.items():
        for name in classes(tree) if not path.startswith(OF_DOCUMENTS) else ():
            homes[name].append(path)
    assert {name: paths for name, paths in homes.items() if len(paths) > 1 and name not in SAME_CONCEPT} == {}


@pytest.mark.parametrize("path", NAMED_TREES)
def test_a_name_says_what_it_names(path: str) -> None:
    assert [
        f"{path}:{line}: {name}" for name, line in bound(NAMED_TREES[path]) if name.strip("_").lower() in VAGUE
    ] == []
