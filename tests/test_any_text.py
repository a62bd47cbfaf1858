"""Any bytes at all give an edition or diagnostics, and any data an outcome: never another exception."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.testing import data_texts, editions, toml_text
from tests.support.hostile import TARGETS, evaluated, loaded, seeds, written
from tests.support.paths import ROOT
from tests.support.strategies import anything, few, mutated, wild_tables

EDITION = (ROOT / "formulas/2025.toml").read_text("utf-8")
DATA = (ROOT / "examples/bontang-2025/data.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def edition_2025() -> lkjdsl.Edition:
    return lkjdsl.load(text=EDITION)


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"")
@example(b"\xef\xbb\xbf\r\n")
@example(b"indicator = [[[[[[[[[[[[[[[[[[")
def test_any_bytes_are_an_edition_or_are_told_what_is_wrong(content: bytes) -> None:
    loaded(content)


@given(tables=wild_tables())
def test_any_tables_are_an_edition_or_are_told_what_is_wrong(tables: Mapping[str, Any]) -> None:
    edition = loaded(toml_text(tables).encode())
    if edition is not None:
        evaluated(edition, {})


@few
@given(content=mutated(EDITION))
def test_the_2025_edition_with_slips_is_still_one_or_tells_them(content: bytes) -> None:
    edition = loaded(content)
    if edition is not None:
        evaluated(edition, ROOT / "examples/bontang-2025/data.toml")


@few
@given(content=mutated(DATA))
def test_the_data_of_bontang_with_slips_have_an_outcome(edition_2025: lkjdsl.Edition, content: bytes) -> None:
    evaluated(edition_2025, written(content, "data"))


@given(st.data())
def test_a_short_edition_and_its_data_with_slips(drawn: st.DataObject) -> None:
    text = drawn.draw(editions(roots=True, previous=True))
    edition = loaded(drawn.draw(mutated(text)))
    if edition is None:
        return
    evaluated(edition, written(drawn.draw(data_texts(edition).flatmap(mutated)), "data"))


GROUPS = st.sampled_from(("paspor", "paspor.terbit", "belanja", "given", "year", "office", 1))


@given(data=st.dictionaries(GROUPS, anything))
@example(data={"given": {"IKK4": {"value": 0.1}}, "paspor": None, "belanja": [None]})
def test_any_mapping_has_an_outcome(edition_2025: lkjdsl.Edition, data: Mapping[Any, Any]) -> None:
    evaluated(edition_2025, data)


@pytest.mark.parametrize("target", TARGETS)
@few
@given(drawn=st.data())
def test_any_text_like_a_known_one_has_results_or_diagnostics(target: str, drawn: st.DataObject) -> None:
    TARGETS[target](drawn.draw(st.sampled_from(seeds(target)).flatmap(mutated)))
