"""The form of an edition: a field for each input that it needs, as JSON for a page to draw."""

import re
from collections.abc import Mapping
from typing import Any

from lkjdsl.app.spelling import typed_text
from lkjdsl.diagnostic import Language
from lkjdsl.editions.blank_data import is_given, needed_inputs
from lkjdsl.editions.levers import is_lever
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data_findings import formulas
from lkjdsl.evaluate.data_read import inputs_read, rows_read
from lkjdsl.evaluate.report_details import KEYS
from lkjdsl.model.definition import Definition, Input, Node
from lkjdsl.model.expressions import InputReference, walk
from lkjdsl.numbers.numerals import shortest
from lkjdsl.render.result_names import name_of_result
from lkjdsl.units import of_kind

ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
VOWEL = re.compile("[aiueo]", re.IGNORECASE)
MEASURED = ("percent", "count", "rupiah", "index")
"""Units of nodes that are kinds of inputs as well; a given value of any other is a plain number."""


def form_of(edition: CheckedEdition, language: Language) -> dict[str, Any]:
    """
    Return the form: the groups of fields, the tables of rows, what is given as a whole, and what a report asks.

    A field has its path, label, kind, bounds and default as printed, and a note; a result the paths of the numbers that
    it ``reads``, which may bring it to a value; ``names`` has the name of whatever can be asked for, by its path;
    ``of_offices`` are the paths that a table of offices answers, which has no rows for an office to add up.
    """
    from lkjdsl.tables.results.requested import paths_of

    definition, program = edition.definition, edition.program()
    inputs = list(definition.inputs.values())
    needed = needed_inputs(definition)
    spelled = _spellings(definition)
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, one in definition.inputs.items():
        if path in needed:
            groups.setdefault(path.partition(".")[0], []).append(_field(one, language))
    return {
        "title": definition.title,
        "year": definition.year,
        "language": definition.language,
        "periods": list(definition.periods),
        "groups": [
            {"name": name, "title": _heading(name, spelled), "fields": fields} for name, fields in groups.items()
        ],
        "rows": [
            {
                "name": name,
                "title": _heading(name, spelled),
                "columns": [{**_field(input_, language), "path": key} for key, input_ in rows.columns.items()],
                "fixed": rows.named([{}] * len(rows.fixed)),
            }
            for name, rows in definition.rows.items()
            if name in needed
        ],
        "given": [_given(node) for node in definition.nodes() if is_given(node)],
        "results": [
            {
                "path": node.path,
                "name": node.name,
                "unit": node.unit,
                "indicator": node.path in definition.indicators,
                "reads": [
                    inputs[at].path
                    for at in sorted(inputs_read(program, [program.results[node.path]]))
                    if is_lever(inputs[at])
                ],
            }
            for node in definition.nodes()
        ],
        "names": {
            path: name for path, output in program.outputs.items() if (name := name_of_result(output.kind, language))
        },
        "of_offices": [path for path in paths_of(program) if not rows_read(program, [program.results[path]])],
        "report": list(KEYS),
        "previous": sorted(_previous(definition)),
    }


def kind_of(node: Node) -> str:
    """Return the kind of input that a given value of *node* is read as."""
    return node.unit if node.unit in MEASURED else "number"


def _field(input_: Input, language: Language) -> dict[str, Any]:
    bounds = {
        key: shortest(bound, of_kind(input_.kind), language)
        for key, bound in (("least", input_.minimum), ("most", input_.maximum))
        if bound is not None
    }
    return {
        "path": input_.path,
        "label": input_.label or _heading(input_.path.rpartition(".")[2], {}),
        "kind": input_.kind,
        "note": " ".join(input_.note.split()),
        **bounds,
        **({} if input_.default is None else {"default": typed_text(input_.default, input_.kind, language)}),
    }


def _given(node: Node) -> dict[str, Any]:
    return {"path": node.path, "label": node.name, "kind": kind_of(node)}


def _heading(name: str, spelled: Mapping[str, str]) -> str:
    """Return the name of a group as a heading: ``izin_tinggal`` is ``Izin tinggal``; what has no vowel, ``SKM``."""
    words = [spelled.get(word.casefold()) or (word if VOWEL.search(word) else word.upper()) for word in name.split("_")]
    heading = " ".join(words)
    return heading[:1].upper() + heading[1:]


def _spellings(definition: Definition) -> dict[str, str]:
    """Return the abbreviations that the edition itself writes in capitals, by their small letters: ``IKPA``."""
    rows = (column for table in definition.rows.values() for column in table.columns.values())
    texts = [definition.title, *(input_.label for input_ in (*definition.inputs.values(), *rows))]
    texts += [text for node in definition.nodes() for text in (node.path, node.name)]
    return {word.casefold(): word for text in texts for word in ABBREVIATION.findall(text)}


def _previous(definition: Definition) -> set[str]:
    """Return the inputs whose value of the year before some formula reads."""
    return {
        node.input
        for formula in formulas(definition)
        for node in walk(formula.expression)
        if isinstance(node, InputReference) and node.previous
    }
