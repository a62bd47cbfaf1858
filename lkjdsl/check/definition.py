"""Document → Definition: the passes of the check, in order, all problems in one run."""

from collections.abc import Mapping

from lkjdsl.check.cases import cases_of, invariants_of
from lkjdsl.check.funding import funding_of
from lkjdsl.check.indicators import indicators_of
from lkjdsl.check.inputs import inputs_of, rows_of
from lkjdsl.check.names import Names, collect
from lkjdsl.check.nodes import check_flag, texts
from lkjdsl.check.periods import check_periods
from lkjdsl.check.report_tables import tables_of
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver, unknown
from lkjdsl.check.rules import rules_of
from lkjdsl.check.scales import scales_of
from lkjdsl.check.stated_numbers import stated
from lkjdsl.check.uses import check_uses
from lkjdsl.diagnostic import Diagnostic, is_error
from lkjdsl.model.definition import Definition, Node, Objective
from lkjdsl.model.dependencies import Condition, dependencies, ordered
from lkjdsl.model.expressions import NOWHERE, Constant, Formula
from lkjdsl.sentence_templates import TABLE, templates
from lkjdsl.syntax.document import Document, read_document
from lkjdsl.syntax.extending import ExtendedTables
from lkjdsl.syntax.using import years_of
from lkjdsl.units import PLAIN, WRITTEN_PERCENT


def definition_of(written: ExtendedTables) -> tuple[Definition | None, tuple[Diagnostic, ...]]:
    """Return what the tables of an edition define, or None where there is an error, and all its problems."""
    document, problems = read_document(written.source, written.tables)
    definition, more = check(document)
    everything = (*problems, *more)
    return (None if any(map(is_error, everything)) else definition), everything


def check(document: Document) -> tuple[Definition, list[Diagnostic]]:
    """
    Return what *document* defines, and what is wrong with it.

    Where there are errors among the problems the definition is not to be evaluated.
    """
    report = Report(document)
    tables = document.tables
    names = collect(document)
    check_periods(report, names)
    check_uses(report)
    rules = rules_of(report, names, ("rules",), tables.get("rules", {}))
    constants = _constants(report, names)
    inputs, rows = inputs_of(report, names), rows_of(report, names)
    names.scales.update(scales_of(report, names))
    indicators = indicators_of(report, names, rules)
    definition = Definition(
        title=tables.get("title", ""),
        year=tables.get("year", 0),
        language=tables.get("language", "id"),
        basis=texts(tables.get("basis", ())),
        rules=rules,
        average=tables.get("rules", {}).get("average"),
        inputs=inputs,
        rows=rows,
        constants=constants,
        constraints=_constraints(report, names),
        objectives=_objectives(report, names, indicators),
        indicators=indicators,
        scales=names.scales,
        tables=tables_of(report, names),
        invariants=invariants_of(report, names),
        cases=cases_of(report, names),
        periods=names.periods,
        valid=years_of(tables),
        unconfirmed=texts(tables.get("unconfirmed", ())),
        sentences=_sentences(report),
    )
    _check_average(report, definition)
    _check_order(report, definition)
    return definition, report.problems


def _sentences(report: Report) -> Mapping[str, str]:
    """Return the sentences of the report."""
    tables = report.document.tables
    found, problems = templates(
        tables.get(TABLE, {}), tables.get("language", "id"), lambda key: report.place((TABLE, key))
    )
    report.problems.extend(problems)
    return found


def _constants(report: Report, names: Names) -> Mapping[str, Formula]:
    """Return the constants, and make them known to the formulas that come after."""
    found = {}
    for name, raw in report.document.tables.get("constant", {}).items():
        path = ("constant", name)
        constant = stated(FormulaResolver(report, names, path), raw)
        if constant is None:
            names.define(name, unknown(NOWHERE))
            continue
        names.define(name, Constant(constant.value, WRITTEN_PERCENT if constant.percent else PLAIN, name))
        found[name] = Formula(names.constants[name], str(raw), report.place(path))
    return found


def _constraints(report: Report, names: Names) -> Mapping[str, Formula]:
    found = {}
    for name, text in report.document.tables.get("constraint", {}).items():
        path = ("constraint", name)
        formula = FormulaResolver(report, names, path).formula(text)
        if formula is not None:
            check_flag(report, path, formula)
            found[name] = formula
    return found


def _objectives(report: Report, names: Names, indicators: Mapping[str, Node]) -> Mapping[str, Objective]:
    found = {}
    for name, table in report.document.tables.get("objective", {}).items():
        if name in indicators:
            label = report.label("first", ("indicator", name), "key")
            report.at("duplicate-name", ("objective", name), "key", label, name=name)
        of_it = tuple(indicator.path for indicator in indicators.values() if indicator.objective == name)
        at = ("objective", name)
        funding = funding_of(report, names, at, table)
        found[name] = Objective(name, table.get("name", name), of_it, funding, report.place(at, "key"))
    return found


def _check_average(report: Report, definition: Definition) -> None:
    """Warn of an overall achievement over objectives without indicators."""
    if definition.average is not None and not any(objective.indicators for objective in definition.objectives.values()):
        report.at("average-over-nothing", ("rules", "average"))


def _check_order(report: Report, definition: Definition) -> None:
    """Report results that need each other in a circle."""
    _, cycle = ordered(dependencies(definition))
    if not cycle:
        return
    nodes = {node.path for node in definition.nodes()}
    paths = list(dict.fromkeys(key.node if isinstance(key, Condition) else key for key in cycle))
    # What is no node is told at its indicator: every circle goes through one, for nothing else has formulas.
    members: dict[str, str] = {}
    for path in paths:
        at = path if path in nodes else path.partition(".")[0]
        if at in nodes:
            members.setdefault(at, path)
    first, *others = members
    labels = [report.label("link", ("indicator", *at.split(".")), "key", name=members[at]) for at in others]
    report.at("cycle", ("indicator", *first.split(".")), "key", *labels, chain=" → ".join([*paths, paths[0]]))
