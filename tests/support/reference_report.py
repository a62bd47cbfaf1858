"""What a report is made of, a second time: every result of an edition, with scales and averages of achievements."""

from fractions import Fraction
from typing import Any

from attrs import evolve

from lkjdsl.syntax.formula_tree import Call, FormulaNode, Name
from tests.support.naive import rounded
from tests.support.reference import DEFAULTS, Context, Office, rows_of
from tests.support.reference_values import Table, folded, is_state, pool, stated, tree_of, worst


def results(tables: Table, data: Table, previous: Table | None = None) -> dict[str, Any]:
    """Return every result by its path."""
    office = Office(tables, data, None if previous is None else Office(tables, previous))
    found = {path: office.node(path) for path in office.nodes}
    of_objective: dict[str, list[Any]] = {name: [] for name in tables.get("objective", {})}
    for path, node in tables["indicator"].items():
        found[f"{path}.achievement"] = value = office.achievement(path)
        if "objective" in node:
            of_objective[node["objective"]].append(value)
        if "scale" in node:
            decimals = digits(office, path) + 2 * (node["unit"] == "percent")
            found[f"{path}.scale"] = banded(office, path, found[path], node["scale"], decimals)
        if "achievement_scale" in node:
            decimals = achievement_digits(office, path) + 2
            found[f"{path}.achievement.scale"] = banded(office, path, value, node["achievement_scale"], decimals)
        compared = (*node.get("compare", {}), *(() if previous is None else ("previous",)))
        found |= {f"{path}.compare.{name}": office.achievement(path, name) for name in compared}
        found |= money(office, path, node, value)
    means = {name: pool("mean", values) for name, values in of_objective.items()}
    found |= {f"{name}.achievement": value for name, value in means.items()}
    for name, value in means.items():
        found |= money(office, name, tables["objective"][name], value)
    match tables.get("rules", {}).get("average"):
        case "objectives":
            found["achievement"] = pool("mean", [value for name, value in means.items() if of_objective[name]])
        case "indicators":
            found["achievement"] = pool("mean", [value for values in of_objective.values() for value in values])
    for name, table in tables.get("table", {}).items():
        found |= {f"table.{name}.{path}": value for path, value in cells(office, table).items()}
    return found


def money(office: Office, name: str, table: Table, achieved: Any) -> dict[str, Any]:
    """Return budget, what was absorbed, its share and the efficiency of an indicator or objective that has them."""
    rules = office.rules(name) if name in office.nodes else DEFAULTS | office.tables.get("rules", {})
    keys = [key for key in ("budget", "absorbed") if key in table]
    found = {f"{name}.{key}": office.formula(table[key], Context(rules)) for key in keys}
    if len(keys) > 1:
        found[f"{name}.absorption"] = share = over(*reversed(found.values()))
        if "efficiency" in table:
            less = worst([achieved, share]) or achieved - share
            found[f"{name}.efficiency"] = less if table["efficiency"] == "difference" else over(achieved, share)
    return found


def over(left: Any, right: Any) -> Any:
    """Return a quotient that no rule has a say in."""
    return worst([left, right]) or ("unavailable" if right == 0 else left / right)


def cells(office: Office, table: Table) -> dict[str, Any]:
    """Return the cells of a report table, whose columns name inputs of the row; and those of its line of totals."""
    rules = DEFAULTS | office.tables.get("rules", {})
    if "lines" in table:
        lines = table["lines"]
        found = {
            f"{row}.{name}": text if name == "line" else office.formula(text, Context(rules))
            for row, line in enumerate(lines, 1)
            for name, text in line.items()
        }
        inner = {name: [found[f"{row}.{name}"] for row in range(1, len(lines) + 1)] for name in lines[0]}
        return found | {f"total.{name}": folded(how, inner[name]) for name, how in table["total"].items()}
    told = {name: one if isinstance(one, str) else one["formula"] for name, one in table["columns"].items()}
    columns = {name: qualified(tree_of(text), table["rows"]) for name, text in told.items()}
    rows = [Context(rules, row=row) for row in rows_of(office.data, table["rows"])]
    values = {name: [office.value(tree, row) for row in rows] for name, tree in columns.items()}
    found = {f"{row + 1}.{name}": values[name][row] for row in range(len(rows)) for name in columns}
    totals = {name: folded(how, values[name]) for name, how in table["total"].items() if how != "formula"}
    own = Context(rules, own={f"{table['rows']}.{name}": value for name, value in totals.items()})
    totals |= {name: office.value(columns[name], own) for name in table["total"].keys() - totals}
    return found | {f"total.{name}": value for name, value in totals.items()}


def qualified(tree: FormulaNode, rows: str) -> FormulaNode:
    """Return *tree* with its single names as columns of a rows table."""
    if isinstance(tree, Name):
        return Name((rows, *tree.parts))
    return (
        evolve(tree, arguments=tuple(qualified(argument, rows) for argument in tree.arguments))
        if isinstance(tree, Call)
        else tree
    )


def banded(office: Office, path: str, value: Any, scale: str, decimals: int) -> Any:
    """Return the label of the band of a scale that a value lies in, as it is or as printed with *decimals*."""
    if is_state(value):
        return value
    table = office.tables["scale"][scale]
    if table["lookup"] == "printed":
        value = rounded(value, Fraction(decimals), office.rules(path)["rounding"])
    for band in table["bands"]:
        start = stated(band.get("at_least", band.get("above")))
        if value > start or (value == start and "at_least" in band):
            return band["label"]
    return "unavailable"


def digits(office: Office, path: str) -> int:
    """Return how many decimals a node is printed with: stated for it or above it, its ``round``, or the edition's."""
    node = office.nodes[path]
    if any("digits" in table for table in office.above(path)) or "round" not in node:
        whole = node["unit"] in ("count", "rupiah") and not any("digits" in table for table in office.above(path))
        return 0 if whole else achievement_digits(office, path)
    return max(int(node["round"]), 0)


def achievement_digits(office: Office, path: str) -> int:
    tables = (office.tables.get("rules", {}), *office.above(path))
    return int([table["digits"] for table in ({"digits": 2}, *tables) if "digits" in table][-1])
