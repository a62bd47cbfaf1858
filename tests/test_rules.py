"""A domain answers for every operator, in a table that cannot be imported where it leaves one out."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from lkjdsl.core.operators import ADD, DIVIDE, OPERATORS, SQRT
from lkjdsl.core.program import Division, Operator, Step
from lkjdsl.core.rules import RulesError, rule, rules
from tests.support.paths import ROOT
from tests.support.product import TREES

OTHERS = [operator for operator in OPERATORS.values() if operator not in (ADD, DIVIDE)]


def summed(step: Step, count: int) -> str:
    return f"{step.operator.name} {count}"


def divided(step: Step[Division], count: int) -> str:
    return f"{step.setting.zero_over_zero} {count}"


def test_a_table_gives_the_rule_of_an_operator_and_none_where_the_domain_declines() -> None:
    table = rules(rule(ADD, summed), rule(DIVIDE, divided), declines=OTHERS)
    assert table[ADD] is summed
    assert table[DIVIDE] is divided
    assert table[SQRT] is None
    assert table.keys() == set(OPERATORS.values())


def test_a_table_without_declined_operators_has_a_rule_for_each() -> None:
    table = rules(*(rule(operator, summed) for operator in OPERATORS.values()))
    assert set(table.values()) == {summed}


@pytest.mark.parametrize("left_out", OPERATORS.values(), ids=OPERATORS)
def test_an_operator_of_which_nothing_is_said_is_named(left_out: Operator) -> None:
    others = [operator for operator in OPERATORS.values() if operator is not left_out]
    with pytest.raises(RulesError, match=f"^nothing is said of {left_out.name}$"):
        rules(declines=others)


def test_an_operator_that_is_answered_for_twice_is_named() -> None:
    with pytest.raises(RulesError, match=r"^more than one rule for add, divide$"):
        rules(rule(ADD, summed), rule(ADD, summed), rule(DIVIDE, divided), declines=(DIVIDE, *OTHERS))


def test_an_operator_that_the_language_does_not_have_is_named() -> None:
    stranger = Operator("stranger", None, ADD.unit, "")
    with pytest.raises(RulesError, match=r"^not asked for stranger$"):
        rules(rule(stranger, summed), declines=OPERATORS.values())


def test_the_type_checker_knows_the_setting_that_goes_with_an_operator() -> None:
    rule(ADD, divided)  # type: ignore[misc] # this is the test: mypy reports an ignore that nothing needs


def tables(tree: ast.Module) -> list[ast.Call]:
    """Return the calls of ``rules`` in a module."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "rules"]


def entries(table: ast.Call) -> Iterator[tuple[list[ast.expr], int]]:
    """Yield where each entry of a table stands: its list, and its place there."""
    declined = [word.value.elts for word in table.keywords if isinstance(word.value, ast.Tuple | ast.List)]
    for part in (table.args, *declined):
        for place in range(len(part)):
            yield part, place


MODULES = [path for path, tree in TREES.items() if tables(tree)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "lkjdsl").as_posix())
def test_no_entry_can_be_left_out_of_a_table_of_the_domains(path: Path) -> None:
    """The table is made anew in its module without each of its entries, as an import would make it."""
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for table in tables(ast.parse(path.read_text("utf-8"))):
        assert made(table, vars(module)).keys()
        for part, place in list(entries(table)):
            entry = part.pop(place)
            with pytest.raises(RulesError, match="nothing is said of"):
                made(table, vars(module))
            part.insert(place, entry)


def made(table: ast.Call, names: dict[str, object]) -> dict[Operator, object]:
    """Return what the expression of a *table* gives among the *names* of its module."""
    return dict(eval(compile(ast.Expression(table), "", "eval"), names))  # noqa: S307 - lines of lkjdsl


def test_every_domain_has_a_table() -> None:
    folders = {path.parent for path in (ROOT / "lkjdsl" / "domains").glob("*/__init__.py")}
    assert folders <= {path.parent for path in MODULES}
