"""The search for a counterexample: data drawn from an edition's own inputs, the smallest that a claim fails on."""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from lkjdsl.edition import Edition
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.trying.drawing import candidates, data_of, own_numbers
from lkjdsl.trying.properties import Property, Trial, changed, told_of

COSTLY_EVERY = 10
"""Claims that need evaluations of their own are asked of every tenth example."""


@frozen(eq=False)
class Refuted:
    """A claim with the smallest data found on which it fails."""

    claim: Property
    told: Mapping[str, Any]
    outcome: Outcome


@define(eq=False)
class Searched:
    """
    What a search came to: how many examples were looked at, and the claims that failed.

    ``proved`` are claims that were not searched, since they are known to hold.
    """

    examples: int = 0
    refuted: list[Refuted] = field(factory=list)
    out_of_time: bool = False
    proved: Sequence[Property] = ()


class OutOfTime(BaseException):
    """The time budget is used up. No Exception, or hypothesis would take it for a failure of the claim."""


def search(
    edition: Edition,
    claims: Sequence[Property],
    *,
    examples: int,
    seed: int,
    seconds: float,
    seen: Callable[[Outcome], None] = lambda _: None,
) -> Searched:
    """
    Try *claims* on *examples* data sets that keep the edition's constraints, then make each counterexample small.

    The same seed gives the same result. *seen* is shown every outcome. Nothing is written but in a folder that is gone
    afterwards.
    """
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import configuration as hypothesis_configuration
    from hypothesis import seed as seeded
    from hypothesis.errors import Unsatisfiable

    end = time.monotonic() + seconds
    data = data_of(edition)
    quiet = {
        "database": None,
        "deadline": None,
        "max_examples": examples,
        "suppress_health_check": list(HealthCheck),
        "report_multiple_bugs": False,
    }
    found = Searched()
    failed: dict[int, Mapping[str, Any]] = {}

    def tried(told: Mapping[str, Any]) -> None:
        if time.monotonic() > end:
            raise OutOfTime
        trial = Trial.of(edition, told)
        found.examples += 1
        seen(trial.outcome)
        for index, claim in enumerate(claims):
            due = not claim.costly or found.examples % COSTLY_EVERY == 1
            if due and index not in failed and not claim.holds(trial):
                failed[index] = told

    with tempfile.TemporaryDirectory() as folder:
        hypothesis_configuration.set_hypothesis_home_dir(Path(folder))
        try:
            seeded(seed)(settings(**quiet, phases=[Phase.generate])(given(data)(tried)))()  # type: ignore[arg-type] # the settings are those of hypothesis
        except OutOfTime:
            found.out_of_time = True
        except Unsatisfiable:  # nothing could be drawn
            return found
    for index in sorted(failed):
        told = smallest(edition, claims[index], failed[index])
        found.refuted.append(Refuted(claims[index], told, edition.evaluate(told)))
    return found


def smallest(edition: Edition, claim: Property, told: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the data on which *claim* still fails when every input has the plainest value it can have.

    Each value is replaced by the first candidate of its input that keeps the claim failing, rows are left out
    one by one, until nothing becomes plainer. Values that do not matter end at 0.
    """
    own = own_numbers(edition.definition)

    def fails(changed_data: Mapping[str, Any]) -> bool:
        return not claim.holds(Trial.of(edition, changed_data))

    kept = dict(told)
    for table in edition.definition.rows:
        rows = list(kept.get(table, []))
        for row in reversed(range(len(rows))):
            fewer = {**kept, table: [one for index, one in enumerate(kept[table]) if index != row]}
            kept = fewer if fails(fewer) else kept
    # Whole groups first: what constraints tie together can only become plain together.
    plainest = {path: candidates(one, own)[0] for path, one in edition.definition.inputs.items()}
    for group in dict.fromkeys(path.split(".")[0] for path in plainest):
        inside = {path.split(".")[1]: value for path, value in plainest.items() if path.split(".")[0] == group}
        simpler = {**kept, group: inside}
        kept = simpler if fails(simpler) else kept
    for path, one in edition.definition.inputs.items():
        now = told_of(kept, path)
        for plainer in candidates(one, own):
            if plainer == now:
                break
            simpler = changed(kept, path, plainer)
            if fails(simpler):
                kept = simpler
                break
    return kept
