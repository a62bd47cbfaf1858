"""The library as pages: what there is, and the rules, scales, inputs and open points of one of its files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.library import library_names
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.scales import Band, Scale
from lkjdsl.numbers.numerals import share_text
from lkjdsl.render.explanation import explain
from lkjdsl.render.explanation.content import ResultSection, every
from lkjdsl.render.markdown import escaped, grid_markdown, page_markdown
from lkjdsl.render.notation import latex, text
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("editions.library")
KINDS = Words("editions.kinds")


@frozen(eq=False)
class LibraryFile:
    """A file of the library: the regulations it rests on, the years it is for, and what it defines, by name."""

    name: str
    title: str
    basis: tuple[str, ...]
    valid: tuple[int | None, int | None]
    definitions: Mapping[str, str]

    @classmethod
    def of(cls, name: str) -> "LibraryFile":
        """Return the file *name* of the library."""
        written = read_written(name)
        assert isinstance(written, ExtendedTables), "the files of the library can be read"
        tables = written.tables
        valid = tables["valid"]
        nodes: Mapping[str, Any] = tables["indicator"]
        names = {path: node["name"] for path, node in nodes.items()}
        return cls(name, tables["title"], tuple(tables["basis"]), (valid.get("from"), valid.get("to")), names)


def library_files() -> list[LibraryFile]:
    """Return every file of the library."""
    return [LibraryFile.of(name) for name in library_names()]


def library_json(files: Sequence[LibraryFile]) -> str:
    """Return what there is as JSON: an object for each file."""
    found = [
        {
            "name": file.name,
            "title": file.title,
            "basis": file.basis,
            "valid": {"from": file.valid[0], "to": file.valid[1]},
            "definitions": file.definitions,
        }
        for file in files
    ]
    return json.dumps({"library": found}, ensure_ascii=False, indent=1) + "\n"


def library_page(files: Sequence[LibraryFile], language: Language) -> Page:
    """Return what there is."""
    words = WORDS.spoken(language)
    columns = [PageColumn(words[key], wide=key != "file") for key in ("file", "contents", "regulation", "valid", "use")]
    rows = [
        [file.name, file.title, "; ".join(file.basis), years(file.valid, language), ", ".join(file.definitions)]
        for file in files
    ]
    return Page(words["title"], [words["about"]], [Section("", Grid(columns, rows))])


def years(valid: tuple[int | None, int | None], language: Language) -> str:
    """Return the years that a file is for."""
    first, last = valid
    if last is None:
        return WORDS["since"].filled(year=str(first)).text(language)
    return str(first) if first == last else f"{first}–{last}"


def file_page(name: str, edition: CheckedEdition, language: Language) -> Page:
    """Return the rules of the file *name*, formulas on one line."""
    words, definition = WORDS.spoken(language), edition.definition
    sections = [
        *(_rules(section, definition, language) for section in _sections(edition, language)),
        *_scales(definition, language),
        *_inputs(definition, language),
        Section(words["unconfirmed"], lines=[_line(point) for point in definition.unconfirmed]),
    ]
    return Page(definition.title, _about(name, definition, language), sections)


def file_markdown(name: str, edition: CheckedEdition, language: Language) -> str:
    """Return the rules of the file *name* as Markdown, formulas as LaTeX."""
    words, definition = WORDS.spoken(language), edition.definition
    head = Page(definition.title, _about(name, definition, language), [])
    parts = [page_markdown(head)]
    for section in _sections(edition, language):
        node = definition.indicators[section.path]
        parts += [f"## {escaped(f'{section.path} {section.name}')}", "", escaped(_line(node.definition)), ""]
        for inner in _distinct(section):
            parts += ["$$", latex.equation(inner.lines[0].equation), "$$", ""]
        grid = _rules(section, definition, language).grid
        assert grid is not None
        kept = [index for index, column in enumerate(grid.columns) if column.heading != words["formula"]]
        cells = [[row[index] for index in kept] for row in grid.rows]
        parts += [*grid_markdown(Grid([grid.columns[index] for index in kept], cells)), ""]
    rest = [*_scales(definition, language), *_inputs(definition, language)]
    rest.append(Section(words["unconfirmed"], lines=[_line(point) for point in definition.unconfirmed]))
    body = page_markdown(Page("", [], rest))
    return "\n".join(parts).rstrip() + "\n\n" + body.removeprefix("# \n").lstrip()


def _about(name: str, definition: Definition, language: Language) -> list[str]:
    words = WORDS.spoken(language)
    first = next(iter(definition.indicators))
    return [
        *(f"{words['regulation']}: {one}" for one in definition.basis),
        f"{words['valid']}: {years(definition.valid, language)}",
        words["write"].format(name=f"{name}/{first}"),
    ]


def _line(several: str) -> str:
    """Return a text of several lines on one."""
    return " ".join(several.split())


def _sections(edition: CheckedEdition, language: Language) -> tuple[ResultSection, ...]:
    """Return how each indicator is computed; there are no data, and of each derivation the first line alone counts."""
    return explain(edition.evaluate({}), *edition.definition.indicators, language=language).sections


def _distinct(section: ResultSection) -> Iterator[ResultSection]:
    """Yield the sections with a formula to set: forty components that each read an input say nothing more."""
    for inner in every([section]):
        if inner.lines and (inner is section or inner.sections or len(text.line(inner.lines[0].equation.right)) > MOST):
            yield inner


MOST = 60
"""Characters of a formula that is read at a glance in a table."""


def _rules(section: ResultSection, definition: Definition, language: Language) -> Section:
    """Return the table of an indicator and its components."""
    words = WORDS.spoken(language)
    nodes = {node.path: node for node in definition.indicators[section.path].walk()}
    columns = [
        PageColumn(words["path"], leading=True),
        PageColumn(words["name"], wide=True),
        PageColumn(words["weight"], "right"),
        PageColumn(words["formula"], wide=True),
        PageColumn(words["source"], wide=True),
    ]
    rows = [
        [
            inner.path,
            _named(nodes[inner.path], definition, language),
            _weight(nodes[inner.path], language),
            text.line(inner.lines[0].equation.right) if inner.lines else words["given"],
            "; ".join(inner.basis),
        ]
        for inner in every([section])
    ]
    indents = [inner.path.count(".") for inner in every([section])]
    return Section(f"{section.path}  {section.name}", Grid(columns, rows, indents), [_line(section.definition)])


def _named(node: Node, definition: Definition, language: Language) -> str:
    """Return the name of a node with what bounds and labels it."""
    words = WORDS.spoken(language)
    bounds = [(key, NumberWord(bound, node.unit)) for key, bound in (("floor", node.floor), ("cap", node.cap)) if bound]
    remarks = [words[key].format(value=word.text(language)) for key, word in bounds]
    remarks += [] if node.round is None else [words["round"].format(digits=node.round)]
    remarks += [words["scale"].format(name=node.scale)] if node.scale in definition.scales else []
    return f"{node.name} ({'; '.join(remarks)})" if remarks else node.name


def _weight(node: Node, language: Language) -> str:
    return "" if node.weight is None else share_text(node.weight, language)


def _scales(definition: Definition, language: Language) -> Iterator[Section]:
    words = WORDS.spoken(language)
    for scale in definition.scales.values():
        columns = [PageColumn(words["from"], "right"), PageColumn(words["label"])]
        columns += [PageColumn(words["value"], "right")] if scale.unit is not None else []
        rows = [[_start(scale, band, language), band.label, *_value(scale, band, language)] for band in scale.bands]
        lines = [words["printed"]] if scale.lookup == "printed" else []
        yield Section(words["scale-heading"].format(name=scale.name), Grid(columns, rows), lines)


def _start(scale: Scale, band: Band, language: Language) -> str:
    number = NumberWord(band.start, PERCENT if scale.percent else "plain").text(language)
    return f"> {number}" if band.open else f"≥ {number}"


def _value(scale: Scale, band: Band, language: Language) -> Iterator[str]:
    if scale.unit is not None and band.value is not None:
        yield NumberWord(band.value, scale.unit).text(language)


def _inputs(definition: Definition, language: Language) -> Iterator[Section]:
    words, kinds = WORDS.spoken(language), KINDS.spoken(language)
    columns = [PageColumn(words["path"]), PageColumn(words["name"], wide=True), PageColumn(words["kind"])]
    rows = [[path, input_.label, kinds[input_.kind]] for path, input_ in definition.inputs.items()]
    if rows:
        yield Section(words["inputs"], Grid(columns, rows))
    for table in definition.rows.values():
        rows = [[f"{table.name}.{name}", column.label, kinds[column.kind]] for name, column in table.columns.items()]
        yield Section(words["rows"].format(name=table.name), Grid(columns, rows))
