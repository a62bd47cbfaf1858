"""
The trace: every step of a computation as JSON, from which another program can compute every number again.

It reads the values of the one exact walk and computes nothing; ``docs/reference/trace.md`` is its specification.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from lkjdsl.core import operators
from lkjdsl.core.program import Bands, Division, Given, Held, Pool, Program, Rounds, Rowwise, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import OfTable, TableTotal
from lkjdsl.model.values import Rule, State, Value
from lkjdsl.numbers.numerals import exact_text
from lkjdsl.numbers.rational import Approximate, Number
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.source import Place
from lkjdsl.syntax.places import spot

FORMAT = "lkjdsl.trace/1"


def trace_text(outcome: Outcome, paths: Sequence[str]) -> str:
    """Return the trace of the results at *paths* as JSON text, a step on each line."""
    document = trace(outcome, paths)
    steps = ",\n  ".join(json.dumps(step, ensure_ascii=False) for step in document.pop("steps"))
    head = json.dumps(document, ensure_ascii=False, indent=1)
    return f'{head[:-2]},\n "steps": [\n  {steps}\n ]\n}}\n'


def trace(outcome: Outcome, paths: Sequence[str]) -> dict[str, Any]:
    """Return the trace of the results at *paths* as JSON data."""
    context = ExplanationContext(outcome, outcome.language)
    recorder = _Recorder(outcome)
    results = {outcome.asked(path): recorder.result(path) for path in paths}
    return {
        "format": FORMAT,
        "title": outcome.definition.title,
        "year": outcome.data.year,
        "office": outcome.data.office,
        "files": [
            {"role": role, "name": source.name, "sha256": sha256(source.text.encode()).hexdigest()}
            for role, source in context.sources()
        ],
        "results": results,
        "steps": recorder.steps,
    }


class _Recorder:
    """Collects the steps that results need; a step's id is its place in the list."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.steps: list[dict[str, Any]] = []
        self.ids: dict[tuple[str, int], int] = {}

    def result(self, path: str) -> int:
        """Record what the result at *path* needs and return the id of its last step."""
        kind = self.outcome.output(path).kind
        if not isinstance(kind, OfTable):
            return self._record("", self.outcome.program, self.outcome.values, self.outcome.program.results[path])
        name = kind.table.name
        sheet, values, _ = self.outcome.sheets[name]
        if isinstance(kind, TableTotal) or kind.table.lines:
            return self._record(name, sheet.program, values, sheet.program.results[path])
        rowed = sheet.rowed[kind.column.name]
        handed = [self._record(name, sheet.program, values, index) for index in rowed.handed]
        return self._row(rowed.rowwise, kind.row - 1, handed, [values[index] for index in rowed.handed])

    def _record(self, sheet: str, program: Program, values: Sequence[Value], index: int) -> int:
        """Record the step at *index* after all that it needs; no recursion, since chains of results can be long."""
        waiting = [index]
        while waiting:
            one = waiting[-1]
            step = program.steps[one]
            missing = [argument for argument in step.arguments if (sheet, argument) not in self.ids]
            if missing:
                waiting += reversed(missing)
                continue
            waiting.pop()
            if (sheet, one) not in self.ids:
                self.ids[sheet, one] = self._step(sheet, step, values, one)
        return self.ids[sheet, index]

    def _step(self, sheet: str, step: Step, values: Sequence[Value], index: int) -> int:
        arguments = [self.ids[sheet, argument] for argument in step.arguments]
        if step.operator is operators.OUTER and isinstance(step.setting, Slot):
            return self._record("", self.outcome.program, self.outcome.values, step.setting.index)
        if not isinstance(step.setting, Rowwise):
            return self._add(step.operator.name, arguments, self._setting(step), values[index], origin_of(step))
        outer = [values[argument] for argument in step.arguments]
        length = self.outcome.data.facts.rows[step.setting.rows].length
        rows = [self._row(step.setting, place, arguments, outer) for place in range(length)]
        setting = {"weights": None, "minimum": None}
        return self._add(step.setting.operator.name, rows, setting, values[index], origin_of(step))

    def _row(self, setting: Rowwise, place: int, handed: Sequence[int], outer: Sequence[Value]) -> int:
        """
        Record the steps of one row and return the id of the last.

        *handed* are the steps whose values the row is handed, *outer* those values.
        """
        columns = self.outcome.data.facts.rows[setting.rows].values
        row = [column[place] for column in columns]
        values = walk(setting.body, Exact(self.outcome.data.facts, row, outer))
        ids: list[int] = []
        for step, value in zip(setting.body.steps, values, strict=True):
            if step.operator is operators.OUTER and isinstance(step.setting, Slot):
                ids.append(handed[step.setting.index])
                continue
            recorded = self._setting(step)
            if step.operator is operators.COLUMN and isinstance(step.setting, Slot):
                _, _, column = step.setting.path.partition(".")
                path = f"{setting.rows}.{place + 1}.{column}"
                recorded = {
                    "input": path,
                    "told": written(row[step.setting.index]),
                    "missing": ruling(step.setting.missing),
                }
            arguments = [ids[argument] for argument in step.arguments]
            ids.append(self._add(step.operator.name, arguments, recorded, value, {**origin_of(step), "row": place + 1}))
        return ids[-1]

    def _add(self, operator: str, arguments: list[int], setting: Any, value: Value, origin: Mapping[str, Any]) -> int:
        step: dict[str, Any] = {"id": len(self.steps), "operator": operator}
        step |= {"arguments": arguments} if arguments else {}
        step |= {"setting": setting} if setting else {}
        self.steps.append({**step, "value": written(value), **origin})
        return len(self.steps) - 1

    def _setting(self, step: Step) -> dict[str, Any] | None:
        facts = self.outcome.data.facts
        match step.setting:
            case Held(value=value):
                return {"told": written(value), "missing": "error"}
            case Slot(index=index, path=path, missing=missing) if step.operator is operators.INPUT:
                return {"input": path, "told": written(facts.inputs[index]), "missing": ruling(missing)}
            case Slot(index=index, path=path, missing=missing) if step.operator is operators.PREVIOUS:
                raw = facts.previous[index] if facts.previous else None
                return {"input": path, "told": written(raw), "missing": ruling(missing)}
            case Given(path=path, missing=missing):
                known = facts.earlier if step.operator is operators.EARLIER else facts.given
                return {"told": written(known.get(path)), "missing": ruling(missing)}
            case Division(zero_over_zero=zero, over_zero=over):
                return {"zero_over_zero": ruling(zero), "over_zero": ruling(over)}
            case Rounds(digits=digits, mode=mode):
                return {"digits": digits, "rounding": mode}
            case Pool(weights=weights, minimum=minimum, equal=equal):
                least = minimum if isinstance(minimum, int) else written(minimum)
                told_weights = weights and [written(weight) for weight in weights]
                return {"weights": told_weights, "minimum": least, **({"redistribute": "equal"} if equal else {})}
            case Bands(bands=bands, printed=printed):
                told_bands = [{"start": written(band.start), "open": band.open, "label": band.label} for band in bands]
                rounds = printed and {"digits": printed.digits, "rounding": printed.mode}
                return {"bands": told_bands, "printed": rounds}
            case _:
                return None


def written(value: Value | Number | None) -> Any:
    """
    Return a value as the trace writes it.

    ``"6858/7630"`` in lowest terms, true, false, ``{"text": …}``, ``{"state": …, "reasons": […]}``, null for what is
    absent; ``{"approximate": "…"}`` for a number of 50 digits.
    """
    match value:
        case State(kind=kind, reasons=reasons):
            listed = [{"code": reason.code, "where": reason.where, "about": reason.about} for reason in reasons]
            return {"state": kind, "reasons": listed}
        case Approximate():
            return {"approximate": exact_text(value)}
        case tuple():
            return exact_text(value)
        case str():
            return {"text": value}
        case _:
            return value


def ruling(rule: Rule) -> str:
    """Return a rule as the trace writes it: ``exclude``, ``unavailable``, ``error``, or a number."""
    return rule if isinstance(rule, str) else exact_text(rule)


def origin_of(step: Step) -> dict[str, Any]:
    """Return what a step belongs to, what it does there, and the characters it was written as, with their place."""
    origin = step.origin
    entry: dict[str, Any] = {"path": origin.path, "role": origin.role}
    return entry | dict(_characters(step))


def _characters(step: Step) -> Iterator[tuple[str, Any]]:
    formula, span = step.origin.formula, step.origin.span
    if formula is None or span is None:
        return
    yield "written", formula.text[slice(*span)]
    if formula.place is not None:
        found = spot(Place(formula.place.source, formula.place.path, "value", span))
        yield "file", found.file
        yield "line", found.line
