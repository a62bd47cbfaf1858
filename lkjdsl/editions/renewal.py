"""A new edition that extends an old one: what usually changes from year to year, ready to be uncommented."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Language
from lkjdsl.editions.edits import value_at
from lkjdsl.model.definition import Definition, Node
from lkjdsl.syntax.toml_writer import comment_text, key_text, value_text
from lkjdsl.words import Words

WORDS = Words("editions.renewal")
RULES = ("zero_over_zero", "over_zero", "missing", "rounding", "average", "achievement_cap", "achievement_floor")
BOUNDS = ("cap", "floor", "achievement_cap", "achievement_floor")


@frozen
class Files:
    """The files concerned: the old one as the new one names it, and both as a command line does."""

    base: str
    old: str
    new: str


def renewed(definition: Definition, tables: Mapping[str, Any], year: int, files: Files, language: Language) -> str:
    """Return an edition for *year* that extends the one of these *tables*; all but the year is commented out."""
    base, old, new = map(comment_text, (files.base, files.old, files.new))
    head = WORDS["head"].text(language).format(year=year, base=base, name=new, base_name=old)
    lines = [*head.split("\n"), ""]
    lines += ["lkjdsl  = 1", f"extends = {value_text(files.base)}", f"year    = {year}"]
    lines += [f"# title = {value_text(definition.title)}", ""]
    lines += [f"# remove = [{_removable(definition)}]  # {WORDS['remove'].text(language)}", ""]
    lines += _chapter(WORDS["rules"].text(language))
    rules = tables.get("rules", {})
    lines += ["# [rules]", *(f"# {key} = {value_text(rules[key])}" for key in RULES if key in rules), ""]
    lines += _chapter(WORDS["targets"].text(language).format(year=year))
    for indicator in definition.indicators.values():
        lines += _targets(indicator, tables, year, language)
    lines += _chapter(WORDS["weights"].text(language))
    for node in definition.nodes():
        lines += _weights(node, tables)
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _chapter(title: str) -> list[str]:
    rule = "# " + "-" * 100
    return [rule, f"# {title}", rule, ""]


def _removable(definition: Definition) -> str:
    """Return a name that could be removed, as an example."""
    components = [node.path for node in definition.nodes() if "." in node.path]
    return value_text(components[-1] if components else next(iter(definition.indicators), ""))


def _targets(indicator: Node, tables: Mapping[str, Any], year: int, language: Language) -> Iterator[str]:
    """Yield the lines of an indicator: what it is held against, with the last that is known, and its bounds."""
    stated = value_at(tables, ("indicator", indicator.path))
    compare = stated.get("compare", {})
    lines = list(_aimed("target", stated.get("target"), year, language))
    for name, goal in compare.items() if isinstance(compare, Mapping) else ():
        lines += _aimed(f"compare.{key_text(name)}", goal, year, language)
    lines += _bounds(stated)
    if lines:
        yield f"# [indicator.{indicator.path}]  # {comment_text(indicator.name)}"
        yield from lines
        yield ""


def _aimed(key: str, goal: Any, year: int, language: Language) -> Iterator[str]:
    """Yield the line of a target that is a number: one of a year, or one that so far holds for every year."""
    if isinstance(goal, Mapping) and goal:
        last = max(goal, key=int)
        yield f"# {key} = {{ {year} = {value_text(goal[last])} }}  # {last}: {value_text(goal[last])}"
    elif goal is not None and not any(letter.isalpha() for letter in str(goal)):
        always = WORDS["always"].text(language).format(value=value_text(goal))
        yield f"# {key} = {{ {year} = {value_text(goal)} }}  # {always}"


def _bounds(stated: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"# {key} = {value_text(stated[key])}" for key in BOUNDS if key in stated)


def _weights(node: Node, tables: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the components of a node: their weights and bounds."""
    found = []
    for component in node.components:
        stated = value_at(tables, ("indicator", *component.path.split(".")))
        weight = [f"# weight = {value_text(stated['weight'])}"] if component.weight is not None else []
        lines = [*weight, *_bounds(stated)]
        found += [f"# [indicator.{component.path}]  # {comment_text(component.name)}", *lines] if lines else []
    if found:
        yield from (*found, "")
