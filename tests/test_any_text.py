"""Any bytes at all give an edition or diagnostics, and any data an outcome: never another exception."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.diagnostic import Diagnostic, is_error
from lkjdsl.edition import try_load
from lkjdsl.evaluate.events import events
from lkjdsl.render import diagnostics
from lkjdsl.render import json as json_page
from lkjdsl.testing import data_texts, editions, toml_text
from tests.strategies import anything, few, mutated, wild_tables

ROOT = Path(__file__).parents[1]
EDITION = (ROOT / "formulas/2025.toml").read_text("utf-8")
DATA = (ROOT / "examples/bontang-2025/data.toml").read_text("utf-8")
LANGUAGES: tuple[lkjdsl.diagnostic.Language, ...] = ("id", "en")
"""Both, since a text that lacks a word in one of them is found only there."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@pytest.fixture(scope="module")
def edition_2025() -> lkjdsl.Edition:
    return lkjdsl.load(text=EDITION)


def loaded(folder: Path, content: bytes) -> lkjdsl.Edition | None:
    """Load an edition of these bytes; there is one exactly where no problem is an error."""
    file = folder / "edition.toml"
    file.write_bytes(content)
    edition, problems = try_load(file)
    told(problems)
    assert (edition is None) == any(map(is_error, problems))
    return edition


def evaluated(edition: lkjdsl.Edition, data: Any) -> None:
    """Evaluate and tell everything there is to tell, in both languages; a file that cannot be read says so."""
    try:
        outcome = edition.evaluate(data)
    except lkjdsl.LkjdslError as error:
        told(error.diagnostics)
        return
    told(outcome.problems)
    assert all(event.kind for event in events(outcome.program, outcome.values, outcome.data.facts))
    for language in LANGUAGES:
        page = json.loads(json_page.outcome_text(outcome, language, outcome.problems))
        assert list(page["values"]) == outcome.paths
        for path in outcome:
            result = outcome.result(path, language)
            assert (result.printed is None) == (result.status != "ok") == (result.reason is not None)


def told(problems: tuple[Diagnostic, ...]) -> None:
    for problem in problems:
        for language in LANGUAGES:
            for text in (diagnostics.full(problem, language), diagnostics.concise(problem, language)):
                assert f"[{problem.code}]" in text
                assert problem.message(language)
            assert json.dumps(json_page.diagnostic(problem, language))


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"")
@example(b"\xef\xbb\xbf\r\n")
@example(b"indicator = [[[[[[[[[[[[[[[[[[")
def test_any_bytes_are_an_edition_or_are_told_what_is_wrong(folder: Path, content: bytes) -> None:
    loaded(folder, content)


@given(tables=wild_tables())
def test_any_tables_are_an_edition_or_are_told_what_is_wrong(folder: Path, tables: Mapping[str, Any]) -> None:
    edition = loaded(folder, toml_text(tables).encode())
    if edition is not None:
        evaluated(edition, {})


@few
@given(content=mutated(EDITION))
def test_the_2025_edition_with_slips_is_still_one_or_tells_them(folder: Path, content: bytes) -> None:
    edition = loaded(folder, content)
    if edition is not None:
        evaluated(edition, ROOT / "examples/bontang-2025/data.toml")


@few
@given(content=mutated(DATA))
def test_the_data_of_bontang_with_slips_have_an_outcome(
    folder: Path, edition_2025: lkjdsl.Edition, content: bytes
) -> None:
    file = folder / "data.toml"
    file.write_bytes(content)
    evaluated(edition_2025, file)


@given(st.data())
def test_a_short_edition_and_its_data_with_slips(folder: Path, drawn: st.DataObject) -> None:
    text = drawn.draw(editions(roots=True, previous=True))
    edition = loaded(folder, drawn.draw(mutated(text)))
    if edition is None:
        return
    file = folder / "data.toml"
    file.write_bytes(drawn.draw(data_texts(edition).flatmap(mutated)))
    evaluated(edition, file)


GROUPS = st.sampled_from(("paspor", "paspor.terbit", "belanja", "given", "year", "office", 1))


@given(data=st.dictionaries(GROUPS, anything))
@example(data={"given": {"IKK4": {"value": 0.1}}, "paspor": None, "belanja": [None]})
def test_any_mapping_has_an_outcome(edition_2025: lkjdsl.Edition, data: Mapping[Any, Any]) -> None:
    evaluated(edition_2025, data)
