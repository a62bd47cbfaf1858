"""What is typed into a form ↔ what a data file says: numbers as Indonesians type them, ``89,88`` and ``7.630``."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from lkjdsl import kinds
from lkjdsl.app.form import kind_of
from lkjdsl.app.spelling import WORDS, decimal_of, refusal, shown_text, typed_text
from lkjdsl.diagnostic import Language, problem
from lkjdsl.edition import Edition
from lkjdsl.editions.blank_data import needed_inputs
from lkjdsl.evaluate.office_workbook import SUFFIX, opened
from lkjdsl.evaluate.workbook_content import contents_of
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.syntax import toml
from lkjdsl.syntax.toml_files import LkjdslError, read_toml_file
from lkjdsl.syntax.toml_splicing import spliced
from lkjdsl.syntax.toml_writer import toml_text

COMMENT_OR_STRING = re.compile(
    r"""("{3}|'{3})[\s\S]*?\1|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|(?P<comment>\#[^\n]*+)""", re.VERBOSE
)


def data_file(
    definition: Definition, typed: Mapping[str, Any], language: Language
) -> tuple[str, dict[str, dict[str, str]], bool]:
    """
    Return the data file that *typed* makes, how each text was read, by its path, and whether comments were lost.

    *typed* has ``year``, ``office``, ``period``, ``fields`` by path, ``rows`` by table, ``given`` by path with its
    ``value`` and ``from``, ``report`` by key, all as texts, of which an empty one is left out; ``cumulative`` as a data
    file has it, and ``files``, what it says of rows that stand in files of their own, as TOML. A table without any
    lines has none by the planner's word; one in which nothing is typed is left out. What another edition asks for and
    this one does not is left out; of ``original``, the text of a data file, all is kept that still says the same, with
    its comments, as far as that can be had line by line. A reading has ``shown``, as lkjdsl understood it, and
    ``plain``, as ``--set`` takes it; or a ``problem``.
    """
    read: dict[str, dict[str, str]] = {}
    tables: dict[str, Any] = {}
    needed = needed_inputs(definition)
    year = str(typed.get("year", "")).strip()
    tables["year"] = int(year) if year.isascii() and year.isdigit() else year or definition.year
    if "year" in typed and (doubt := _doubt_of_year(definition, year, language)):
        read["year"] = {"problem": doubt}
    tables["office"] = str(typed.get("office", "")).strip()
    tables |= {key: typed[key] for key in ("period", "cumulative") if typed.get(key)}

    def value_of(input_: Input, text: str, at: str) -> Any:
        raw, read[at] = _read(input_, text, language)
        return raw

    for path, input_ in definition.inputs.items():
        text = typed.get("fields", {}).get(path, "")
        if text.strip():
            group, dot, key = path.partition(".")
            inner = tables.setdefault(group, {}) if dot else tables
            inner[key if dot else group] = value_of(input_, text, path)
    for name, declared in definition.rows.items():
        columns, lines = declared.columns, typed.get("rows", {}).get(name)
        filled = [
            {
                key: value_of(columns[key], text, f"{name}.{number}.{key}")
                for key, text in line.items()
                if key in columns and text.strip()
            }
            for number, line in enumerate(lines or ())
        ]
        if name in typed.get("files", {}):
            tables[name] = toml.read(typed["files"][name]["toml"])
        elif any(filled) or lines == []:
            tables[name] = [line for line in filled if line]
        elif name in needed and declared.fixed:
            tables[name] = declared.named([{}] * len(declared.fixed))
    nodes = {node.path: node for node in definition.nodes()}
    given: dict[str, Any] = {}
    for path, entry in typed.get("given", {}).items():
        if path in nodes and entry.get("value", "").strip():
            raw = value_of(Input(path, kind_of(nodes[path])), entry["value"], f"given.{path}")
            source = entry.get("from", "").strip()
            given[path] = {"value": raw, "from": source} if source else raw
    report = {key: text.strip() for key, text in typed.get("report", {}).items() if text.strip()}
    tables |= ({"given": given} if given else {}) | ({"report": report} if report else {})
    original = str(typed.get("original", ""))
    kept = _kept(tables, original) if original else None
    text = kept or toml_text(tables)
    return text, read, bool(original) and (kept is None or bool(_comments(original) - _comments(text)))


def _doubt_of_year(definition: Definition, year: str, language: Language) -> str:
    """Return what is to be said of a *year* that was typed: it is none, or one that nothing is aimed at in."""
    targets = [node.target for node in definition.nodes() if node.target is not None]
    known = sorted({one for target in targets for one in (*target.by_year, *target.by_period)})
    if not year:
        return WORDS["no-year"].filled(year=str(definition.year)).text(language)
    is_aimed_at = not known or not year.isdecimal() or int(year) in known
    if is_aimed_at:
        return ""
    listed = ", ".join(map(str, known))
    return WORDS["year-without-targets"].filled(year=year, known=listed).text(language)


def _kept(tables: dict[str, Any], original: str) -> str | None:
    """Return the data file of *tables*: the *original* with what has changed, or None where that cannot be kept."""
    stated = toml.read(original)
    if "report" in tables and isinstance(stated.get("report"), Mapping):  # a date was typed as it stands there
        same = {key: value for key, value in stated["report"].items() if str(value) == tables["report"].get(key)}
        tables = {**tables, "report": {**tables["report"], **same}}
    if "given" in tables:
        spelled = {".".join(keys): keys for keys, _ in _given(stated.get("given", {}))}
        tables = {**tables, "given": _nested({spelled.get(at, (at,)): one for at, one in tables["given"].items()})}
    return spliced(original, tables)


def _comments(text: str) -> Counter[str]:
    """Return the comments of a TOML text."""
    return Counter(hit["comment"] for hit in COMMENT_OR_STRING.finditer(text) if hit["comment"])


def _nested(values: Mapping[tuple[str, ...], Any]) -> dict[str, Any]:
    """Return *values* as tables within each other, by their keys."""
    tables: dict[str, Any] = {}
    for (*above, last), value in values.items():
        inner = tables
        for key in above:
            inner = inner.setdefault(key, {})
        inner[last] = value
    return tables


def _read(input_: Input, text: str, language: Language) -> tuple[Any, dict[str, str]]:
    """Return what a data file would say for a *text* that was typed, and how it was read."""
    from lkjdsl.tables.reading.cells import CellFormat, read

    value = read(input_, text, CellFormat("id", "points"))
    raw = text.strip() if isinstance(value, Misfit) else _raw(value, text, input_.kind)
    again = value if isinstance(value, Misfit) else kinds.read(input_.kind, raw)
    if isinstance(again, Misfit):  # what is typed as a number and is none of this kind, such as 453,966 rupiah
        values = {
            "name": input_.path,
            "kind": input_.kind,
            "found": text.strip(),
            "written": text.strip(),
            **again.values,
        }
        said = refusal(text, input_.kind, language) or problem(again.code, also=values).message(language)
        return raw, {"problem": said}
    plain = ("true" if raw else "false") if isinstance(raw, bool) else str(raw)
    return raw, {"shown": shown_text(value, input_.kind, language), "plain": plain}


def _raw(value: Any, text: str, kind: str) -> Any:
    """Return a value as a TOML file has it; a word stays the word that was typed."""
    word = text.strip().casefold()
    if value == "missing":
        return kinds.MISSING_WORDS[1]
    if value == "not-applicable":
        return kinds.NOT_APPLICABLE_WORD
    if not isinstance(value, tuple):
        return value
    if word == kinds.NIL_WORD:
        return word
    number = decimal_of((value[0] * 100, value[1]) if kind == "percent" else value)
    if kind == "percent":
        return f"{number:f}%"
    return int(number) if number == number.to_integral_value() else number


def typed(edition: Edition, name: str, language: Language) -> dict[str, Any]:
    """Return what the data file or workbook *name* says, as it would be typed; see :func:`data_file`."""
    definition = edition.definition
    original, tables = _read_file(edition, name)
    flat = dict(_flat(definition, tables))
    fields = {
        path: typed_text(flat[path], input_.kind, language)
        for path, input_ in definition.inputs.items()
        if path in flat
    }
    rows = {
        name: [
            {
                key: typed_text(line[key], input_.kind, language)
                for key, input_ in declared.columns.items()
                if key in line
            }
            for line in tables[name]
            if isinstance(line, Mapping)
        ]
        for name, declared in definition.rows.items()
        if isinstance(tables.get(name), list)
    }
    nodes = {node.path: node for node in definition.nodes()}
    given = {}
    for keys, entry in _given(tables.get("given", {})):
        path = ".".join(keys)
        if path in nodes:
            value, source = (entry.get("value"), entry.get("from", "")) if isinstance(entry, Mapping) else (entry, "")
            given[path] = {"value": typed_text(value, kind_of(nodes[path]), language), "from": str(source)}
    report = tables.get("report", {})
    return {
        "original": original,
        "year": str(tables.get("year", definition.year)),
        "office": str(tables.get("office", "")),
        "period": str(tables.get("period", "")),
        "cumulative": tables.get("cumulative") is True,
        "fields": fields,
        "rows": rows,
        "files": {
            name: {"file": str(said.get("file", "")), "toml": toml_text(said)}
            for name in definition.rows
            if isinstance(said := tables.get(name), Mapping)
        },
        "given": given,
        "report": {key: str(value) for key, value in report.items()} if isinstance(report, Mapping) else {},
    }


def _read_file(edition: Edition, name: str) -> tuple[str, Mapping[str, Any]]:
    """Return the text of a data file, empty for a workbook, and what it says."""
    if not name.casefold().endswith(SUFFIX):
        source, tables = read_toml_file(name, edition.definition.language)
        return source.text, tables
    contents = contents_of(opened(name, edition.definition.language), edition.definition, edition.source)
    if len(contents) > 1:
        raise LkjdslError((problem("workbook-several-periods", name=name),), edition.definition.language)
    return "", {name: _with_blank_lines(said) for name, said in contents[0].tables.items()}


def _with_blank_lines(said: Any) -> Any:
    """Return what a workbook says, in which a line that nobody filled in has a dash."""
    if not isinstance(said, list):
        return said
    return [{} if all(cell == kinds.MISSING_WORDS[0] for cell in line.values()) else line for line in said]


def _flat(definition: Definition, tables: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Yield the inputs by their dotted paths."""
    for key, value in tables.items():
        if key in definition.inputs:
            yield key, value
        elif isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())


def _given(table: Any, above: tuple[str, ...] = ()) -> Iterable[tuple[tuple[str, ...], Any]]:
    """Yield what is given, by the keys that make its path: one, or one in the other."""
    if not isinstance(table, Mapping):
        return
    for key, value in table.items():
        keys = (*above, str(key))
        if isinstance(value, Mapping) and not value.keys() & {"value", "from"}:
            yield from _given(value, keys)
        else:
            yield keys, value
