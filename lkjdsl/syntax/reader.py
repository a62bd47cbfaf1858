"""Reads tables against the shapes of their keys, and tells what is wrong with them."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from attrs import frozen

from lkjdsl import shape
from lkjdsl.diagnostic import Detail, Diagnostic, Word, collect, nearest
from lkjdsl.lookalikes import latin
from lkjdsl.shape import Choice, RuleShape, Shape
from lkjdsl.source import Path, Place, PlacePart, Source
from lkjdsl.syntax.formula_parser import parsed
from lkjdsl.syntax.naming import is_name
from lkjdsl.syntax.vocabulary import AnyShape, Shapes


@frozen(eq=False)
class Reader:
    """Reads tables against their shapes and collects what is wrong with them."""

    source: Source
    problems: list[Diagnostic]

    def report(self, code: str, path: Path, part: PlacePart = "value", **details: Detail) -> None:
        """Add a problem with the key or the value at *path*."""
        collect(self.problems, code, Place(self.source, path, part), **details)

    def table(self, path: Path, table: Mapping[str, Any], shapes: Shapes) -> dict[str, Any]:
        """Return the entries of *table* whose keys are known and whose values have their shape."""
        kept = {}
        for key, value in table.items():
            if key not in shapes:
                self.unknown(path, key, shapes)
            elif self.fits((*path, key), value, shapes[key]):
                kept[key] = read(value, shapes[key])
        return kept

    def unknown(
        self, path: Path, key: str, known: Iterable[str], code: str = "unknown-key", helps: Iterable[str] = ()
    ) -> None:
        """Report a key that nothing is known of, with the nearest one that is."""
        near = nearest(key, known)
        inside = ".".join(map(str, path)) or self.source.name
        notes = () if near else ("known",)
        words = {"key": key, "inside": inside, "known": ", ".join(known)}
        self.report(code, (*path, key), "key", notes=notes, helps=helps, near=near, also=words)

    def fits(self, path: Path, value: Any, expected: AnyShape) -> bool:
        """Report *value* where it does not have its shape, and return whether it has."""
        if expected.accepts(value):
            return True
        values: dict[str, Word] = {"key": str(path[-1]), "expected": expected.expected, "found": _shown(value)}
        if isinstance(expected, Choice | RuleShape) and isinstance(value, str):
            near = nearest(value, expected.words)
            self.report("bad-choice", path, near=near, also=values)
        else:
            self.report("wrong-type", path, also=values)
        return False

    def name(self, path: Path, name: str, *, capital: bool) -> bool:
        """Report a name that cannot be one, and return whether it can."""
        if is_name(name, capital=capital):
            return True
        looks_like = latin(name)
        if looks_like is not None:
            self.report("look-alike-name", path, "key", name=name, latin=looks_like)
        else:
            self.report("bad-name", path, "key", helps=("capital" if capital else "lower",), name=name)
        return False

    def tables(self, path: Path, table: Any, *, capital: bool) -> dict[str, dict[str, Any]]:
        """Return the entries of *table* that have a proper name and are tables themselves."""
        if not self.fits(path, table, shape.TABLE):
            return {}
        return {
            name: inner
            for name, inner in table.items()
            if self.name((*path, name), name, capital=capital) and self.fits((*path, name), inner, shape.TABLE)
        }


def read(value: Any, expected: AnyShape) -> Any:
    """Return a *value* that has its shape, the formulas in it parsed."""
    match expected:
        case Shape(has_formulas=has_formulas):
            return parsed(value) if has_formulas else value
        case RuleShape():
            return value if value in expected.words else parsed(value)
        case Choice():
            return value
        case _:
            assert_never(expected)


def _shown(value: Any) -> str:
    """Return a value as it stood in the file, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value[:40]}'"
    if isinstance(value, dict):
        return "{ ... }"
    if isinstance(value, list):
        return "[ ... ]"
    return str(value)[:40]
