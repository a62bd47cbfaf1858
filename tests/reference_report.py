"""What a report is made of, a second time: every result of an edition, with scales and averages of achievements."""

from fractions import Fraction
from typing import Any

from tests.naive import rounded
from tests.reference import Office
from tests.reference_values import Table, is_state, pool, stated


def results(tables: Table, data: Table, previous: Table | None = None) -> dict[str, Any]:
    """Return every result by its path, but for the cells of tables."""
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
    means = {name: pool("mean", values) for name, values in of_objective.items()}
    found |= {f"{name}.achievement": value for name, value in means.items()}
    match tables.get("rules", {}).get("average"):
        case "objectives":
            found["achievement"] = pool("mean", [value for name, value in means.items() if of_objective[name]])
        case "indicators":
            found["achievement"] = pool("mean", [one for values in of_objective.values() for one in values])
    return found


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
