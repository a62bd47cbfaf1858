"""Whoever knows the operators by a list of his own knows all of them: generators and reference evaluators."""

import ast

import pytest

from lkjdsl.core.operators import COMPARISONS, OPERATORS, WRITTEN
from lkjdsl.testing import random_expressions
from tests.support import reference_values, replay
from tests.support.paths import ROOT


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
