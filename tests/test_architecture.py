"""Imports run one way along the road, and what is special or heavy stays where it belongs."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from lkjdsl.core.operators import OPERATORS
from tests.support.paths import ROOT
from tests.support.product import MODULES, PACKAGE, TREES

GROUND = "ground"
"""The layer of the modules beside the packages, of numbers, words, catalogue, library: places, problems, units."""
FRONT = "front"
"""The layer of the public names."""
LAYERS = {
    "numbers": GROUND,
    "words": GROUND,
    "catalogue": GROUND, "library": GROUND, "__init__": FRONT, "edition": FRONT, "proofread": FRONT, "spark": FRONT,
    "cli": "cli", "__main__": "cli",
}  # fmt: skip
"""The layer of modules and packages directly in lkjdsl; else a package is its own layer and a module is ground."""

ALLOWED = {
    GROUND: {GROUND},
    "documents": {GROUND},
    "syntax": {GROUND},
    "model": {GROUND},
    "core": {GROUND, "model"},
    "domains": {GROUND, "model", "core"},
    "lower": {GROUND, "model", "core"},
    "check": {GROUND, "syntax", "model", "core", "domains", "lower"},
    "evaluate": {GROUND, "syntax", "model", "core", "domains", "lower"},
    # syntax: places are looked up when shown
    "render": {GROUND, "documents", "syntax", "model", "core", "domains", "evaluate"},
    "auditing": {GROUND, "model", "core", "domains", "lower", "evaluate", "proving", "render"},
    "proofreading": {GROUND, "documents", "model", "core", "domains", "lower", "evaluate", "auditing", "render"},
    "tables": {GROUND, "syntax", "model", "core", "domains", "lower", "evaluate", "documents"},
    FRONT: {GROUND, "tables", "syntax", "model", "core", "domains", "lower", "check", "evaluate", "auditing", "render"},
    "trying": {GROUND, "syntax", "model", "core", "check", "evaluate", "proving", "render"},
    "proving": {GROUND, "model", "core", "domains", "lower", "evaluate", "render"},
    "editions": {GROUND, "syntax", "model", "core", "domains", "lower", "check", "evaluate", "proving", "render"},
    "report": {GROUND, "documents", "model", "domains", "evaluate", "render"},
    # editions: which inputs an edition needs, as in an empty data file
    "workbook": {GROUND, "syntax", "model", "core", "domains", "lower", "evaluate", "editions", "render"},
    "testing": {
        GROUND,
        "syntax",
        "model",
        "core",
        "domains",
        "lower",
        "check",
        "evaluate",
        "render",
        "trying",
        FRONT,
    },
    "commands": {
        GROUND,
        "syntax",
        "model",
        "core",
        "domains",
        "lower",
        "evaluate",
        "auditing",
        "documents",
        "proofreading",
        "editions",
        "proving",
        "render",
        "report",
        "trying",
        "tables",
        "workbook",
        FRONT,
    },
    # commands: the page asks what the command line asks; auditing: what results are called
    "app": {
        GROUND,
        "syntax",
        "model",
        "evaluate",
        "auditing",
        "editions",
        "render",
        "commands",
        "tables",
        FRONT,
    },
    "cli": {GROUND, "render", "commands", FRONT},
}
"""Which layers a layer may import, beside itself."""

OWNERS = {
    "lark": {"syntax/formula_parser.py"},
    "hypothesis": {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("t*ing/*.py")},  # testing and trying
    "pypdfium2": {"documents/pdf/pages.py"},
    "starlette": {"app/server.py"},
    "uvicorn": {"app/server.py"},
    "llvmlite": {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("tables/kernel/llvm_*.py")},
    "numpy": {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("tables/*/*.py")}
    | {"commands/office_tables_run.py"},
    "tomli": {
        "syntax/toml.py",
        "syntax/toml_errors.py",
        "app/shipped.py",
        "catalogue/__init__.py",
        "words/__init__.py",
        "documents/genre.py",
        "proofreading/printed/forms.py",
        "proofreading/printed/genre.py",
    },  # the catalogue, the words and the habits of reports are our own text, they need no places
}
"""The only modules that know a library."""
LIGHT = {"attrs", "lark", "tomli", "lkjdsl"}
"""What may be imported when a module is; everything else only where it is used."""

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


def layer_of(name: str) -> str:
    """Return the layer of a module by its dotted name, such as ``lkjdsl.syntax.nodes``."""
    first = [*name.split("."), "__init__"][1]
    if first in LAYERS:
        return LAYERS[first]
    if (PACKAGE / first).is_dir():
        return first
    return GROUND if (PACKAGE / f"{first}.py").exists() else FRONT


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Yield the dotted names that the import statements among *nodes* ask for."""
    for node in nodes:
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module="lkjdsl", names=names):
                yield from (f"lkjdsl.{alias.name}" for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.ImportFrom():
                pytest.fail(f"line {node.lineno}: an import tells the whole name")
            case _:
                pass


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below *node* that run when the module is imported: no function bodies, nothing for types only."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                continue
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=otherwise):
                for statement in otherwise:
                    yield from run_at_import(statement)
            case _:
                yield child
                yield from run_at_import(child)


@every_module
def test_imports_run_one_way(path: Path) -> None:
    layer = layer_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert layer in ALLOWED, f"give the layer `{layer}` its place in ALLOWED"
    ours = [name for name in imports(ast.walk(TREES[path])) if name.split(".")[0] == "lkjdsl"]
    assert not [name for name in ours if layer_of(name) not in ALLOWED[layer] | {layer}]


def named_modules(path: Path) -> set[str]:
    """Return the other modules of lkjdsl that a module imports, also for types only and inside functions."""
    named: set[str] = set()
    for node in ast.walk(TREES[path]):
        match node:
            case ast.Import(names=names):
                named.update(alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                named.update(f"{module}.{alias.name}" for alias in names)
                named.add(module)
            case _:
                pass
    ours = {name.removeprefix("lkjdsl.").replace(".", "/") for name in named if name.startswith("lkjdsl.")}
    return (ours & set(map(module_name, MODULES))) - {module_name(path)}


def module_name(path: Path) -> str:
    """Return how a module is called here: ``tables/kernel/kernel``; a package by its folder."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__")


def circles(graph: Mapping[str, set[str]]) -> set[frozenset[str]]:
    """Return the groups of modules that reach each other."""
    reached: dict[str, set[str]] = {}
    for name in graph:
        waiting = list(graph[name])
        reached[name] = set()
        while waiting:
            other = waiting.pop()
            if other not in reached[name]:
                reached[name].add(other)
                waiting += graph[other]
    return {frozenset(other for other in reached[name] if name in reached[other]) for name in graph} - {frozenset()}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for types and inside functions count: who reads a module has to know the modules that it names."""
    graph = {module_name(path): named_modules(path) for path in MODULES}

    assert not circles(graph)


def test_circles_are_found() -> None:
    graph = {"a": {"b", "d"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": set[str]()}

    assert circles(graph) == {frozenset("abc")}


@every_module
def test_a_library_is_known_to_its_owners_only(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    libraries = {imported.split(".")[0] for imported in imports(ast.walk(TREES[path]))}
    assert not [library for library, owners in OWNERS.items() if library in libraries and name not in owners]


@every_module
def test_what_is_heavy_is_imported_where_it_is_used(path: Path) -> None:
    names = set(imports(run_at_import(TREES[path])))
    libraries = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    if path.parent == PACKAGE / "testing":
        libraries.discard("hypothesis")  # it is about nothing else, so all of it is imported where it is used
    elif path.parent.parent == PACKAGE / "tables":
        libraries -= {"llvmlite", "numpy", "pyarrow"}  # the same
    else:
        assert not [name for name in names if name.startswith(("lkjdsl.testing", "lkjdsl.tables"))]
    assert libraries <= LIGHT


PROOFREADING = ("printed", "names", "sentences", "relations", "tables", "prose", "results")
"""The rooms of proofreading, each of which asks only those before it; what stands beside them asks them all."""


@pytest.mark.parametrize("room", PROOFREADING)
def test_the_rooms_of_proofreading_ask_those_before_them(room: str) -> None:
    allowed = {"lkjdsl.proofreading." + name for name in PROOFREADING[: PROOFREADING.index(room) + 1]}
    for path, tree in TREES.items():
        if path.parent == PACKAGE / "proofreading" / room:
            asked = {name for name in imports(ast.walk(tree)) if name.startswith("lkjdsl.proofreading.")}
            assert [name for name in asked if not name.startswith(tuple(allowed))] == [], path.name


@every_module
def test_only_the_command_line_prints(path: Path) -> None:
    if path == PACKAGE / "cli.py":
        return
    for node in ast.walk(TREES[path]):
        match node:
            case ast.Name(id="print") | ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"):
                pytest.fail(f"line {node.lineno}: {ast.unparse(node)}")
            case _:
                pass


def loaded_by(statement: str) -> set[str]:
    """Return the packages that a fresh Python has loaded after *statement*, without the standard library."""
    code = f"{statement}; import sys; print(*sys.modules)"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return {name.split(".")[0] for name in finished.stdout.split()} - sys.stdlib_module_names


def test_importing_lkjdsl_loads_nothing_heavy() -> None:
    assert loaded_by("import lkjdsl") - loaded_by("import lark, attrs, tomli") == {"lkjdsl"}


OPERATOR_NAMES = frozenset(OPERATORS)
PLAIN_NAMES = {"core/rules.py", "core/operators.py"}
"""Modules that may take operators by their names: the table of operators, and what names the faults of a table."""


def decided_by_name(tree: ast.AST) -> Iterator[str]:
    """Yield where the name of an operator is compared, matched, or asks a table for what the operator means."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others):
                decided = any(map(is_name_of_operator, (left, *others))) or is_spelled_out(left, others)
            case ast.Match(subject=subject):
                decided = any(map(is_name_of_operator, ast.walk(subject)))
            case ast.Call(func=ast.Attribute(attr="get"), args=[key, *_]) | ast.Subscript(slice=key):
                decided = is_name_of_operator(key) and not is_words(node)
            case _:
                decided = False
        if decided:
            yield f"line {getattr(node, 'lineno', '?')}: {ast.unparse(node).splitlines()[0]}"


def is_name_of_operator(node: ast.AST) -> bool:
    """Return whether *node* is ``step.operator.name``, or the name of a record as in ``DIVIDE.name``."""
    match node:
        case ast.Attribute(value=ast.Attribute(attr=of) | ast.Name(id=of), attr="name"):
            return of == "operator" or (of.isupper() and of.lower().replace("_", "-") in OPERATOR_NAMES)
        case _:
            return False


def is_spelled_out(left: ast.AST, others: Sequence[ast.AST]) -> bool:
    """Return whether the operator of an expression is compared with its name: ``node.operator == "divide"``."""
    texts = {node.value for other in others for node in ast.walk(other) if isinstance(node, ast.Constant)}
    return isinstance(left, ast.Attribute) and left.attr == "operator" and bool(texts & OPERATOR_NAMES)


def is_words(node: ast.AST) -> bool:
    """Return whether a table holds the words for what is printed: ``words[operator.name]`` in explanations."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="words")):
            return True
        case _:
            return False


@every_module
def test_no_name_of_an_operator_decides_what_it_means(path: Path) -> None:
    """What an operator means is said by its record, and by a table of ``core.rules`` for all operators."""
    if path.relative_to(PACKAGE).as_posix() not in PLAIN_NAMES and path.parent.name != "syntax":  # spellings, no names
        assert not list(decided_by_name(TREES[path]))


@pytest.mark.parametrize(
    "line",
    [
        "step.operator.name == 'divide'",
        "'divide' != operator.name",
        "step.operator.name in ('cap', 'floor')",
        "call.operator == DIVIDE.name",
        "part.operator in ('add', 'subtract')",
        "RULES[step.operator.name]",
        "{'cap': 1}.get(operator.name)",
        "match step.operator.name, setting:\n    case 'divide', _: pass",
    ],
)
def test_a_name_that_decides_is_found(line: str) -> None:
    assert list(decided_by_name(ast.parse(line)))
