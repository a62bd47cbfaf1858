"""The cases of a definition, as claims about the node that uses it."""

from collections.abc import Mapping
from typing import Any

from lkjdsl.syntax.excerpts import Excerpt, put
from lkjdsl.syntax.naming import value_at

ASKED = ("scale", "contribution")
"""What a case may say of a result beside its value, and that no attribute of its place changes."""


def cases_of_excerpt(excerpt: Excerpt) -> dict[str, Any]:
    """Return a table of the cases of the definition, with the data and the values that are of what was taken."""
    taken_cases: list[Any] = []
    first = len(excerpt.known.get("case", []))
    for index, case in enumerate(excerpt.there.tables.get("case", [])):
        values = {
            excerpt.renaming.named(path): value
            for path, value in case.get("values", {}).items()
            if tuple(path.split("."))[: len(excerpt.renaming.there)] == excerpt.renaming.there
            and (path.rpartition(".")[2] in ASKED or path.rpartition(".")[2][:1].isupper())
        }
        if values:
            data = {key: _data(excerpt, case[key]) for key in ("data", "previous") if key in case}
            kept = {key: value for key, value in case.items() if key != "problems"}
            excerpt.origins["case", first + len(taken_cases)] = ("case", index)
            taken_cases.append({**kept, **data, "values": values})
    return {"case": taken_cases} if taken_cases else {}


def _data(excerpt: Excerpt, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a case, of what was taken alone, under the names of here."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if key == "given" and isinstance(value, Mapping):
            nodes = {name: one for name, one in value.items() if excerpt.is_taken(tuple(name.split(".")))}
            found[key] = {excerpt.renaming.named(name): node for name, node in nodes.items()}
        elif isinstance(value, Mapping):
            for name, one in value.items():
                if excerpt.is_taken((key, name)):
                    put(found, excerpt.renaming.of((key, name)), one)
        elif isinstance(value, list):
            rows = excerpt.here("rows", (key,))
            if value_at(excerpt.tables, ("rows", *rows)) is not None:
                found[rows[0]] = value
        else:
            found[key] = value
    return found
