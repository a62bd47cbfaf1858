"""The formulas of the benchmark of tables as they are written by hand: in NumPy, in Polars, in OpenFisca-Core."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl

RATIOS = 10
"""Of the index that is compared."""


def by_numpy(columns: Mapping[str, Any]) -> Any:
    """Return the index as it is written by hand in NumPy."""
    total = np.zeros(len(columns["d.n0"]))
    with np.errstate(all="ignore"):
        for i in range(RATIOS):
            above, below = columns[f"d.n{i}"], columns[f"d.d{i}"]
            ratio = np.where(below == 0, np.where(above == 0, 0.0, np.nan), above / below)
            total += 0.1 * np.minimum(ratio, 1.0)
    return total


def in_polars() -> Any:
    """Return the index as it is written by hand in Polars."""
    total: Any = None
    for i in range(RATIOS):
        above, below = pl.col(f"d.n{i}"), pl.col(f"d.d{i}")
        ratio = pl.when(below == 0).then(pl.when(above == 0).then(0.0).otherwise(None)).otherwise(above / below)
        term = 0.1 * pl.min_horizontal(ratio, 1.0)
        total = term if total is None else total + term
    return total.alias("I")


def in_openfisca(columns: Mapping[str, Any]) -> Callable[[], Any]:
    """Return what computes the index in OpenFisca-Core; raises ImportError where it is not installed."""
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    office = entities.Entity("office", "offices", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([office])

    def variable(name: str, formula: Any = None) -> None:
        members = {"value_type": float, "entity": office, "definition_period": periods.DateUnit.YEAR, "label": name}
        system.add_variable(type(name, (variables.Variable,), members | ({"formula": formula} if formula else {})))

    for i in range(RATIOS):
        variable(f"n{i}")
        variable(f"d{i}")

    def formula(one: Any, period: Any) -> Any:
        return by_numpy({f"d.{which}{i}": one(f"{which}{i}", period) for which in "nd" for i in range(RATIOS)})

    variable("index", formula)

    def run() -> Any:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, len(columns["d.n0"]))
        for name, column in columns.items():
            simulation.set_input(name.removeprefix("d."), "2025", column)
        return simulation.calculate("index", "2025")

    return run


def polars_of(edition: Any) -> list[Any]:
    """Return the results of an edition as Polars expressions, generated from its core program, without states."""
    program = edition.program()
    paths = list(edition.inputs)
    values: list[Any] = []
    for step in program.steps:
        values.append(_polars(step, [values[index] for index in step.arguments], paths))
    from lkjdsl.tables.results.requested import paths_of

    return [values[program.results[path]].alias(path) for path in paths_of(program)]


def _polars(step: Any, arguments: list[Any], paths: list[str]) -> Any:  # noqa: C901, PLR0912 - one case an operator
    name, setting = step.operator.name, step.setting
    match name:
        case "constant":
            value = setting.value
            return pl.lit(value[0] / value[1] if isinstance(value, tuple) else None, pl.Float64)
        case "input":
            return pl.col(paths[setting.index])
        case "given":
            return arguments[0] if arguments else pl.lit(None, pl.Float64)
        case "applies":
            return pl.when(arguments[0]).then(arguments[1])
        case "divide":
            zero = setting.zero_over_zero
            nothing = None if isinstance(zero, str) else zero[0] / zero[1]
            above, below = arguments
            return pl.when(below == 0).then(pl.when(above == 0).then(nothing)).otherwise(above / below)
        case "add" | "sum":
            return pl.sum_horizontal(*arguments)
        case "subtract":
            return arguments[0] - arguments[1]
        case "multiply":
            return arguments[0] * arguments[1]
        case "negate":
            return -arguments[0]
        case "cap":
            return pl.min_horizontal(*arguments)
        case "mean":
            return pl.mean_horizontal(*arguments)
        case "weighted-mean":
            weights = [weight[0] / weight[1] for weight in setting.weights]
            return sum(weight * argument for weight, argument in zip(weights, arguments, strict=True))
        case "fold":
            return pl.lit(0.0)
        case _:
            raise NotImplementedError(name)
