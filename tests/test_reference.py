"""The pages of docs/reference/ that are made from lkjdsl itself say what it says, and the examples on them are true."""

import runpy
import string

import pytest
import tomli

from lkjdsl.core.operators import OPERATORS, PREVIOUS, WRITTEN
from lkjdsl.edition import load
from lkjdsl.numbers.numerals import exact_text
from lkjdsl.testing import toml_text
from lkjdsl.words import Words
from tests.support.paths import ROOT

DOCS = ROOT / "docs"
GENERATE = runpy.run_path(str(DOCS / "generate.py"))
EXAMPLES = [
    pytest.param(*example, id=f"{operator.name}: {example[0]}")
    for operator in OPERATORS.values()
    for example in operator.examples
]
FLAGS = ("true", "false")


@pytest.mark.parametrize("name", GENERATE["PAGES"])
def test_a_page_is_up_to_date(name: str, update_expected: bool) -> None:
    path = DOCS / "reference" / name
    page = GENERATE["page"](name)
    if update_expected:
        path.write_text(page, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == page


def test_every_sentence_and_every_name_in_it_is_told() -> None:
    told = tomli.loads((DOCS / "sentences.toml").read_text("utf-8"))
    for language in ("id", "en"):
        spoken = Words("report.sentences").spoken(language)
        assert set(told["when"]) == set(spoken)
        fields = {name for text in spoken.values() for _, name, _, _ in string.Formatter().parse(text) if name}
        assert set(told["field"]) == fields


@pytest.mark.parametrize(("expression", "value"), EXAMPLES)
def test_an_example_of_an_operator_is_true(expression: str, value: str) -> None:
    formula = f"if({expression}, 1, 0)" if value in FLAGS else expression
    node = {"unit": "kasus", "formula": formula}  # a label of the author's takes plain numbers and counts
    edition = load(text=toml_text({"lkjdsl": 1, "title": "Uji", "year": 2025, "indicator": {"N": node}}))
    result = edition.evaluate({})["N"].value
    assert isinstance(result, tuple)

    assert exact_text(result) == {"true": "1", "false": "0"}.get(value, value)


def test_every_operator_that_can_be_written_has_an_example() -> None:
    assert [operator.name for operator in WRITTEN.values() if not operator.examples] == [PREVIOUS.name]
