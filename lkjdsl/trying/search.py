"""The search for a counterexample: data drawn from an edition's own inputs, the smallest that a claim fails on."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, takewhile
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.trying.drawn_data import WHOLE, Drawing
from lkjdsl.trying.properties import Property, Trial, changed, one_more

COSTLY_EVERY = 10
"""Claims that take their time are asked of every tenth example."""


@frozen(eq=False)
class Counterexample:
    """A claim with the smallest data found on which it fails; ``after`` is with one more of what the claim raises."""

    claim: Property
    tables: Mapping[str, Any]
    outcome: Outcome
    after: Outcome | None = None


@define(eq=False)
class SearchResult:
    """
    What a search came to: how many examples were looked at, and the claims that failed.

    ``proved`` are claims that were not searched, since they are known to hold.
    """

    examples: int = 0
    refuted: list[Counterexample] = field(factory=list)
    out_of_time: bool = False
    proved: Sequence[Property] = ()


class OutOfTime(BaseException):
    """The time budget is used up. No Exception, or hypothesis would take it for a failure of the claim."""


def search(
    edition: CheckedEdition,
    claims: Sequence[Property],
    *,
    examples: int,
    seed: int,
    seconds: float,
    seen: Callable[[Outcome], None] = lambda _: None,
) -> SearchResult:
    """
    Try *claims* on *examples* data sets that keep the edition's constraints, then make each counterexample small.

    The same seed gives the same result. *seen* is shown every outcome. Nothing is written but in a folder that is gone
    afterwards.
    """
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import configuration as hypothesis_configuration
    from hypothesis import seed as seeded
    from hypothesis import strategies as st
    from hypothesis.errors import Unsatisfiable

    if examples == 0:
        return SearchResult()
    end = time.monotonic() + seconds
    drawing = Drawing.of(edition.definition)
    data = st.binary(min_size=drawing.length, max_size=drawing.length)
    quiet = {
        "database": None,
        "deadline": None,
        "max_examples": examples,
        "suppress_health_check": list(HealthCheck),
        "report_multiple_bugs": False,
    }
    searched = SearchResult()
    failed: dict[int, Mapping[str, Any]] = {}

    def tried(choices: bytes) -> None:
        if time.monotonic() > end:
            raise OutOfTime
        tables = drawing.tables(choices)
        trial = Trial.of(edition, tables)
        searched.examples += 1
        seen(trial.outcome)
        for index, claim in enumerate(claims):
            due = not claim.costly or searched.examples % COSTLY_EVERY == 1
            if due and index not in failed and not claim.holds(trial):
                failed[index] = tables

    with tempfile.TemporaryDirectory() as folder:
        hypothesis_configuration.set_hypothesis_home_dir(Path(folder))
        try:
            seeded(seed)(settings(**quiet, phases=[Phase.generate])(given(data)(tried)))()  # type: ignore[arg-type] # the settings are those of hypothesis
        except OutOfTime:
            searched.out_of_time = True
        except Unsatisfiable:  # nothing could be drawn
            return searched
    for index in sorted(failed):
        claim = claims[index]
        tables = smallest(edition, claim, failed[index], drawing)
        after = edition.evaluate(one_more(tables, claim.raised)) if claim.raised else None
        searched.refuted.append(Counterexample(claim, tables, edition.evaluate(tables), after))
    return searched


def smallest(edition: CheckedEdition, claim: Property, tables: Mapping[str, Any], drawing: Drawing) -> dict[str, Any]:
    """
    Return the data on which *claim* still fails when every input has the plainest value it can have.

    First all but one or two groups or tables of rows are made plain, where that is possible: constraints tie values
    together, and what does not matter can only become plain together. Then rows are left out, and each value is
    replaced by the first candidate of its input that keeps the claim failing, by itself or together with all that are
    equal to it, until nothing becomes plainer.
    """

    def fails(data: Mapping[str, Any]) -> bool:
        return not claim.holds(Trial.of(edition, data))

    def plainer(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield data that are plainer than *data* in one thing, those that are much plainer first."""
        for table in drawing.rows:
            for row in reversed(range(len(data[table]))):
                yield {**data, table: [one for index, one in enumerate(data[table]) if index != row]}
        for group, inputs in drawing.inputs.items():
            if data[group] != plainest[group]:
                yield {**data, group: plainest[group]}
            for name, values in inputs.items():
                for value in takewhile(lambda one: one != data[group][name], values):  # noqa: B023 - used at once
                    yield changed(data, f"{group}.{name}", value)
        alike = {value for group in drawing.inputs for value in data[group].values() if value.__class__ is int}
        for value in sorted(alike):
            yield from (_everywhere(data, value, less) for less in takewhile(value.__gt__, WHOLE))

    plainest = drawing.plainest
    few = (keys for number in (0, 1, 2) for keys in combinations(tables, number))
    kept = next(filter(fails, ({**plainest, **{key: tables[key] for key in keys}} for keys in few)), dict(tables))
    while (smaller := next(filter(fails, plainer(kept)), None)) is not None:
        kept = smaller
    return kept


def _everywhere(data: Mapping[str, Any], value: int, less: int) -> dict[str, Any]:
    """Return *data* in which every input that is *value* is *less*."""

    def replaced(inputs: Mapping[str, Any]) -> dict[str, Any]:
        return {name: less if one == value and one.__class__ is int else one for name, one in inputs.items()}

    return {group: replaced(inputs) if isinstance(inputs, Mapping) else inputs for group, inputs in data.items()}
