"""What the results say about the data: broken constraints, missing inputs, rules that made a value invalid."""

from collections.abc import Iterable, Iterator, Sequence

from lkjdsl.core import operators
from lkjdsl.core.program import Slot, is_of
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.evaluate.constraints import constraints
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.evaluated_program import EvaluatedProgram
from lkjdsl.evaluate.result_findings import contradicted_labels, targets_below_zero
from lkjdsl.model.definition import Definition, formulas_of, funded
from lkjdsl.model.expressions import Formula, InputReference, walk
from lkjdsl.model.periods import is_not_due
from lkjdsl.model.results import contributions_in, subject_of
from lkjdsl.model.values import State
from lkjdsl.numbers.rational import compare
from lkjdsl.source import Place

SHOWN = 40
"""More names than this are counted, not listed."""
_RULED = ("zero-over-zero", "division-by-zero")
"""Reasons that a rule of the edition can take away."""


def findings(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the results, in a stable order."""
    yield from constraints(outcome)
    yield from _missing(outcome)
    yield from rows_absent(absent_rows(outcome), "file" if outcome.data.workbook is None else "workbook")
    yield from _unused(outcome)
    yield from _invalid(outcome)
    yield from _given(outcome)
    yield from _given_contributions(outcome)
    yield from targets_below_zero(outcome)
    yield from contradicted_labels(outcome)
    yield from _whole_year(outcome)


def _whole_year(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Yield that a data file which says of no period counts for the whole year, where the year has periods."""
    data, periods = outcome.data, outcome.definition.periods
    is_whole = data.span is None and not any(flaw.code == "unknown-period" for flaw in data.flaws)
    if periods and is_whole and data.source is not None:
        yield problem("whole-year-taken", helps=("file",), period=periods[0])


def findings_of_previous(data: Data, before: Data) -> Iterator[Diagnostic]:
    """Yield that the data taken for those of the year *before* are of another year, or of another office."""
    if before.year != data.year - 1:
        yield problem("previous-not-before", found=before.year, year=data.year, wanted=data.year - 1)
    if data.office and before.office and _plain(before.office) != _plain(data.office):
        yield problem("previous-other-office", found=before.office, office=data.office)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _stated_at(outcome: EvaluatedProgram, path: str) -> Place | None:
    source = outcome.data.source
    return None if source is None else Place(source, tuple(path.split(".")))


def _missing(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Name all missing inputs that a node asks for which applies and is not below a given value."""
    facts = outcome.data.facts
    names: dict[str, None] = {}
    before: dict[str, None] = {}
    for step in outcome.program.steps:
        if not isinstance(step.setting, Slot) or step.operator not in (operators.INPUT, operators.PREVIOUS):
            continue
        values = facts.inputs if step.operator is operators.INPUT else facts.previous
        if values and values[step.setting.index] is not None:
            continue
        if not _silent(outcome, step.origin.path):
            (names if step.operator is operators.INPUT else before)[step.setting.path] = None
    yield from _listed("missing-inputs", names)
    yield from _listed("missing-previous-inputs", before)


def absent_rows(outcome: EvaluatedProgram) -> Sequence[str]:
    """Return the tables of rows that results or report tables run over and that a data file does not have at all."""
    data, declared = outcome.data, outcome.definition.rows
    if data.source is None or data.rows is None:
        return ()
    folds = (step for step in outcome.program.steps if is_of(step, operators.FOLD))
    names = [step.setting.rows for step in folds if not _silent(outcome, step.origin.path)]
    names += [table.rows for table in outcome.definition.tables.values() if table.rows]
    return [name for name in dict.fromkeys(names) if name not in data.rows.tables and not declared[name].fixed]


def rows_absent(names: Sequence[str], kind: str) -> Iterator[Diagnostic]:
    """Yield that tables of rows are not filled in, advised for a *kind* of data: ``file``, ``workbook``, ``table``."""
    if names:
        yield problem("rows-absent", helps=(kind,), number=len(names), names=", ".join(names), first=names[0])


def _listed(code: str, names: Iterable[str]) -> Iterator[Diagnostic]:
    found = list(names)
    if found:
        more = f" … (+{len(found) - SHOWN})" if len(found) > SHOWN else ""
        yield problem(code, number=len(found), names=", ".join(found[:SHOWN]) + more)


def _silent(outcome: EvaluatedProgram, path: str) -> bool:
    """Return whether the node at *path*, or one above it, does not apply, is given, has no weight, or is not due."""
    parts = path.split(".")
    indicator = outcome.definition.indicators.get(parts[0])
    if indicator is not None and is_not_due(indicator.target, outcome.data.year, outcome.data.span):
        return True
    for length in range(1, len(parts) + 1):
        above = ".".join(parts[:length])
        if above not in outcome.nodes:
            continue
        value = outcome.values[outcome.program.results[above]]
        if isinstance(value, State) and any(reason.code == "not-applicable" for reason in value.reasons):
            return True
        if above in outcome.data.facts.given:
            return True
    return False


def _unused(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    used = used_inputs(outcome.definition)
    inputs = outcome.data.facts.inputs
    unused = [
        path
        for (path, input_), value in zip(outcome.definition.inputs.items(), inputs, strict=True)
        if path not in used and value is not None and input_.default is None
    ]
    yield from _listed("unused-inputs", unused)


def used_inputs(definition: Definition) -> set[str]:
    """Return the inputs that any formula of *definition* reads."""
    return {
        expression.input
        for formula in formulas(definition)
        for expression in walk(formula.expression)
        if isinstance(expression, InputReference)
    }


def formulas(definition: Definition) -> Iterator[Formula]:
    """Yield every formula of *definition*."""
    yield from definition.constraints.values()
    for node in definition.nodes():
        targets = [node.target, *node.compare.values()]
        goals = [goal for target in targets if target for goal in target.goals()]
        for one in (node.formula, node.applies_if, node.achievement, *(end for goal in goals for end in goal)):
            if one is not None:
                yield one
    for owner in funded(definition):
        assert owner.funding is not None, "it states its funding"
        yield from (formula for formula in (owner.funding.budget, owner.funding.absorbed) if formula is not None)
    for table in definition.tables.values():
        yield from formulas_of(table)


def _invalid(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Tell of each place where a value became invalid; what only passes it on is not told again."""
    reported: set[tuple[str, str]] = set()
    for step, value in zip(outcome.program.steps, outcome.values, strict=True):
        if not isinstance(value, State) or value.kind != "invalid" or step.origin.role in ("achievement", "average"):
            continue
        for reason in value.reasons:
            if (reason.code, reason.where) in reported or _silent(outcome, reason.where):
                continue
            reported.add((reason.code, reason.where))
            origin = step.origin
            place = None
            if origin.formula is not None and origin.formula.place is not None:
                at = origin.formula.place
                place = Place(at.source, at.path, "value", origin.span)
            helps = (reason.code,) if reason.code in _RULED else ()
            sentence = _ReasonWord(reason.code, subject_of(outcome.program.outputs, reason.where), reason.about)
            yield problem("result-invalid", place, helps=helps, reason=sentence, path=reason.where)


class _ReasonWord:
    """A reason as a word of a message."""

    def __init__(self, code: str, where: str, about: str) -> None:
        self.code, self.where, self.about = code, where, about

    def text(self, language: Language) -> str:
        from lkjdsl.evaluate.reasons import sentence

        return sentence(self.code, self.where, self.about, language)


def _given(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Note a given value that differs from what the edition would compute."""
    for event in outcome.events:
        if event.kind != "given" or not isinstance(event.before, tuple) or not isinstance(event.after, tuple):
            continue
        if compare(event.before, event.after) != 0:
            from lkjdsl.unit_words import NumberWord

            unit = outcome.nodes[event.about].unit
            yield problem(
                "given-differs", _stated_at(outcome, f"given.{event.about}.value"), path=event.about,
                given=NumberWord(event.after, unit), computed=NumberWord(event.before, unit),
            )  # fmt: skip


def _given_contributions(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Warn of a given contribution whose component has another part of the weight, since others are excluded."""
    contributions = contributions_in(outcome.definition.nodes()) if outcome.data.facts.given else {}
    for path, node_contribution in (
        (contribution.path, contribution)
        for contribution in contributions.values()
        if contribution.path in outcome.data.facts.given
    ):
        values = {
            part.path: outcome.values[outcome.program.results[part.path]] for part in node_contribution.whole.components
        }
        gone = [part for part, value in values.items() if isinstance(value, State) and value.kind == "excluded"]
        if gone and node_contribution.node.path not in gone:
            names = ", ".join(gone)
            yield problem("given-contribution-shifts", _stated_at(outcome, f"given.{path}"), path=path, excluded=names)
