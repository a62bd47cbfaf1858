"""An empty data file: every input that an edition needs, with its label, its kind and what must hold."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.data_findings import formulas
from lkjdsl.model.definition import Definition, Input, Node
from lkjdsl.model.expressions import Column, Fold, Formula, InputReference, walk
from lkjdsl.numbers.numerals import shortest
from lkjdsl.syntax.toml_writer import comment_text, value_text
from lkjdsl.words import Words

EMPTY = "-"
"""What a missing value is written as."""

WORDS = Words("editions.blank-data")
KINDS = Words("editions.kinds")


def blank_toml(definition: Definition, language: Language) -> str:
    """Return the data file as TOML; before it is filled in every input is missing."""
    head = WORDS["head"].text(language).format(title=comment_text(definition.title))
    lines = [*head.split("\n"), "", f"year   = {definition.year}", *_period(definition, language), "office = ''", ""]
    needed = needed_inputs(definition)
    groups: dict[str, list[Input]] = {}
    for path, input_ in definition.inputs.items():
        if path in needed:
            groups.setdefault(path.partition(".")[0], []).append(input_)
    for group, inputs in groups.items():
        lines += [*_constraints(definition, group, language), f"[{group}]"]
        lines += [*_entries({declaration.path.partition(".")[2]: declaration for declaration in inputs}, language), ""]
    for name, rows in definition.rows.items():
        if name in needed:
            lines += [f"# {WORDS['rows'].text(language).format(name=name)}", *_constraints(definition, name, language)]
            for row in rows.named([{}] * len(rows.fixed)) or [{}]:
                lines += [f"[[{name}]]", *_entries(rows.columns, language, row), ""]
    lines += _given(definition, language)
    before = sorted(
        {reading.input for formula in formulas(definition) for reading in _readings(formula) if reading.previous}
    )
    lines += [f"# {WORDS['previous'].text(language).format(names=', '.join(before))}"] if before else []
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _period(definition: Definition, language: Language) -> list[str]:
    """Return the line of the period, where the year has several."""
    if not definition.periods:
        return []
    first, known = definition.periods[0], ", ".join(definition.periods)
    remark = WORDS["period"].text(language).format(known=known)
    return [f"period = {value_text(first)}  # {comment_text(remark)}"]


def needed_inputs(definition: Definition) -> set[str]:
    """Return the inputs and rows tables that a formula reads."""
    names: set[str] = set()
    for formula in formulas(definition):
        for node in walk(formula.expression):
            if isinstance(node, InputReference):
                names.add(node.input)
            elif isinstance(node, Column | Fold):
                names.add(node.rows)
    return names | {table.rows for table in definition.tables.values() if table.rows}


def _readings(formula: Formula) -> Iterator[InputReference]:
    yield from (node for node in walk(formula.expression) if isinstance(node, InputReference))


def _entries(
    inputs: Mapping[str, Input], language: Language, stated: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return a line for each input: its name, a place to fill in or what the edition has *stated*, and what it is."""
    width = max(map(len, inputs))
    values = {name: value_text(stated[name]) if name in stated else _default(input_) for name, input_ in inputs.items()}
    column = max(map(len, values.values()))
    return [
        f"{name.ljust(width)} = {values[name].ljust(column)}  # {comment_text(_about(input_, language))}"
        for name, input_ in inputs.items()
    ]


def _default(input_: Input) -> str:
    default = input_.default
    if default is None or isinstance(default, str):
        return value_text(default or EMPTY)
    if isinstance(default, bool):
        return value_text(default)
    text = shortest(default, input_.kind, "en").removeprefix("Rp").replace(",", "")
    return value_text(text) if text.endswith("%") else text


def _about(input_: Input, language: Language) -> str:
    remarks = [input_.label, KINDS[input_.kind].text(language)]
    for key, bound in (("least", input_.minimum), ("most", input_.maximum)):
        if bound is not None:
            remarks.append(WORDS[key].text(language).format(value=shortest(bound, input_.kind, language)))
    if input_.default is not None:
        remarks.append(WORDS["default"].text(language).format(value=_default(input_)))
    remarks.append(input_.note)
    return "; ".join(part for text in remarks if (part := text.strip()))


def _constraints(definition: Definition, group: str, language: Language) -> Iterator[str]:
    """Yield a comment for each constraint about the inputs of *group*, or the columns of its rows."""
    for formula in definition.constraints.values():
        read = {reading.input.partition(".")[0] for reading in _readings(formula)}
        read |= {node.rows for node in walk(formula.expression) if isinstance(node, Column | Fold)}
        if group in read:
            yield f"# {WORDS['constraint'].text(language)}: {comment_text(formula.text)}"


def _given(definition: Definition, language: Language) -> Iterator[str]:
    """Yield the table of given values, commented out: whoever gives a whole does not give its parts."""
    nodes = [node for node in definition.nodes() if is_given(node)]
    if not nodes:
        return
    yield f"# {WORDS['given'].text(language)}"
    yield "[given]"
    for node in nodes:
        yield f"# {node.path} = {{ value = '{EMPTY}', from = '' }}  # {comment_text(node.name)}"
    yield ""


def is_given(node: Node) -> bool:
    """Return whether nothing but the data gives *node*, or all below it, a value."""
    if node.formula is not None:
        return False
    return all(map(is_given, node.components))


def blank_csv(definition: Definition, language: Language) -> str:
    """Return the header of a table of offices: a column for each input that is needed."""
    needed = needed_inputs(definition)
    columns = [
        "office",
        "year",
        *(["period"] if definition.periods else []),
        *(path for path in definition.inputs if path in needed),
    ]
    return (";" if language == "id" else ",").join(columns) + "\n"
