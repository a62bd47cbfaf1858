"""What is proved of an edition holds for all data that fulfil what is assumed, on random editions and random data."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.edition import Edition, load
from lkjdsl.model.values import State
from lkjdsl.proving.findings import check_edition
from lkjdsl.proving.proofs import prove
from lkjdsl.testing import data_for, edition_tables, toml_text
from tests.support import programs

Drawn = tuple[Edition, Mapping[str, Any]]


@st.composite
def told(draw: st.DrawFn) -> Drawn:
    """Return an edition, and data for it."""
    edition = load(text=toml_text(draw(edition_tables())))
    return edition, draw(data_for(edition, complete=True, given=False, sound=True))


@settings(max_examples=programs.MANY)
@given(told())
def test_every_result_lies_in_its_proved_range(drawn: Drawn) -> None:
    edition, data = drawn
    told = edition.read(data)
    facts = told.facts
    cells = [value for columns in facts.rows.values() for column in columns.values for value in column]
    # What is assumed: complete data, no value of a node given, every constraint fulfilled.
    assume(not any(value is None or isinstance(value, State) for value in (*facts.inputs, *cells)))
    proofs = prove(edition)
    given_ = {path: facts.given.get(path, (1, 1)) for path in proofs.facts.given}
    assume(not any(problem.severity == "error" for problem in told.problems))
    outcome = edition.outcome(evolve(told, facts=evolve(facts, given=given_, previous=facts.inputs)))
    _, single, rowed = outcome.constraints
    assume(all(value is True for values in (single, *rowed.values()) for value in values))
    event("constraints" if edition.definition.constraints else "no constraints")

    values = walk(proofs.program, Exact(outcome.data.facts))
    for path, index in proofs.program.results.items():
        if ".compare.previous" not in path:
            assert values[index] in proofs.range(path), path


@settings(max_examples=programs.MANY // 4)
@given(edition_tables())
def test_whatever_is_found_was_evaluated(tables: Mapping[str, Any]) -> None:
    """The check ends for any edition, and every witness is data that the edition accepts."""
    checked = check_edition(load(text=toml_text(tables)))
    for finding in checked.findings:
        assert finding.diagnostic.message("en")
        assert finding.diagnostic.message("id")
        if finding.witness is not None:
            outcome = checked.proofs.edition.evaluate(finding.witness.tables)
            assert not [problem for problem in outcome.problems if problem.code == "constraint-broken"]
