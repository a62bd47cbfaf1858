"""Whoever knows the operators by a list of his own knows all of them: generators and reference evaluators."""

import ast
import re

import pytest

from lkjdsl.core.operators import COMPARISONS, NEGATE, OPERATORS, WRITTEN
from lkjdsl.core.program import Operator
from lkjdsl.testing import random_expressions
from tests.support import reference_values, replay
from tests.support.paths import ROOT
from tests.test_operator_laws import DOMAINS

FEWEST_CASES = 3
"""Conformance cases of an operator: plain values, a state, an edge."""


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("lkjdsl/testing/random_expressions.py", set[str]()),
        ("tests/support/naive.py", {"ln", "exp", "sqrt", "geomean", "previous", "count"}),  # exact values of a year
    ],
)
def test_every_operator_that_can_be_written_is_known(path: str, left_out: set[str]) -> None:
    nodes = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert WRITTEN.keys() - texts - set(random_expressions.FOLDS) == left_out


def test_the_lists_are_those_of_the_operators() -> None:
    pools = [operator for operator in OPERATORS.values() if operator.states == "pooling"]
    assert set(random_expressions.COMPARISONS) == {operator.written for operator in COMPARISONS}
    assert set(reference_values.POOLS) <= {operator.written for operator in pools}
    assert set(replay.POOLED) == {operator.name for operator in pools}
    assert set(replay.STRICT) == {one.name for one in OPERATORS.values() if one.states == "strict"}


WITH_A_SIGN_OF_ITS_OWN = [operator for operator in OPERATORS.values() if operator in WRITTEN.values()]
WITH_A_SIGN_OF_ITS_OWN.remove(NEGATE)  # written with the sign of a difference


@pytest.mark.parametrize("operator", WITH_A_SIGN_OF_ITS_OWN, ids=lambda operator: operator.name)
def test_every_operator_that_can_be_written_has_conformance_cases(operator: Operator) -> None:
    folder = ROOT / "tests" / "conformance"
    formulas = [line for file in folder.glob("*.toml") for line in file.read_text("utf-8").splitlines() if "=" in line]
    call = rf"\b{operator.written}\(" if operator.is_function else rf"['\w\s)]{re.escape(operator.written)}[\s\w(]"
    assert sum(bool(re.search(call, line.split("=", 1)[1])) for line in formulas) >= FEWEST_CASES


def test_every_domain_is_under_the_law_of_the_operators() -> None:
    folders = {file.parent.name for file in (ROOT / "lkjdsl" / "domains").glob("*/domain.py")}
    assert folders == {domain.name.replace("-", "_") for domain in DOMAINS} - {"compiled"}
