"""The sheet's rules of operators that bring many values together and drop excluded ones."""

from collections.abc import Callable, Sequence
from math import lcm

from attrs import frozen

from lkjdsl.core.program import Pool, Step
from lkjdsl.domains.sheet.arithmetic import errors, rounded, worst
from lkjdsl.domains.sheet.cells import (
    FINEST,
    NO_GRID,
    SNAP,
    STATES,
    UNIT,
    Formulas,
    StepCells,
    added,
    common,
    largest,
    multiplied,
    size,
)
from lkjdsl.domains.sheet.decisions import SignTest, any_of, where_alone
from lkjdsl.domains.sheet.writer import Writer
from lkjdsl.units import FLAG


@frozen
class PooledCells:
    """Values that are brought together: their whole weights, the weight and number of those that count."""

    cells: Sequence[StepCells]
    weights: Sequence[int]
    state: str

    @property
    def weight(self) -> str:
        """Return the weight of the values that count."""
        return _counted(self.cells, self.weights)

    @property
    def number(self) -> str:
        """Return the number of the values that count."""
        return _counted(self.cells, [1] * len(self.cells))

    @property
    def terms(self) -> list[str]:
        """Return weight times value; one that does not count is 0 by itself."""
        pairs = zip(self.weights, self.cells, strict=True)
        return [cells.value if weight == 1 else f"{weight}*{cells.value}" for weight, cells in pairs]

    @property
    def kept(self) -> list[str]:
        """Return whether each value counts."""
        return ["TRUE" if cell.state == "0" else f"{cell.state}=0" for cell in self.cells]


PoolingFormulas = Callable[[Step[Pool], Writer, PooledCells], Formulas]


def _counted(cells: Sequence[StepCells], weights: Sequence[int]) -> str:
    always = sum(weight for cell, weight in zip(cells, weights, strict=True) if cell.state == "0")
    others = [
        f"({cell.state}=0)" if weight == 1 else f"{weight}*({cell.state}=0)"
        for cell, weight in zip(cells, weights, strict=True)
        if cell.state != "0"
    ]
    parts = [*others, *([str(always)] if always else [])]
    return "+".join(parts) if len(parts) > 1 or always else f"{parts[0]}+0" if parts else "0"


def pooled(combine: PoolingFormulas) -> Callable[[Step[Pool], Writer, Sequence[StepCells]], Formulas]:
    """Return the rule of an aggregate, of which *combine* gives all but the state that its operands make."""

    def rule(step: Step[Pool], writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
        if not arguments:
            return Formulas("0", STATES["unavailable"])
        weights = _whole(step.setting, len(arguments))
        pool = PooledCells(arguments, weights, "")
        return combine(step, writer, PooledCells(arguments, weights, _state(step.setting, pool)))

    return rule


def _whole(setting: Pool, count: int) -> list[int]:
    """Return weights as whole numbers, so that none is a decimal that was rounded."""
    weights = setting.weights or [(1, 1)] * count
    factor = lcm(*(weight[1] for weight in weights))
    return [weight[0] * (factor // weight[1]) for weight in weights]


def _state(setting: Pool, pool: PooledCells) -> str:
    """Return the state of the whole: excluded values count only where all are, or where too few are left."""
    short, minimum = "0", setting.minimum
    if minimum is not None:
        if isinstance(minimum, int):
            few = f"{pool.number}<{minimum}"
        else:
            few = f"({pool.weight})*{minimum[1]}<{sum(pool.weights) * minimum[0]}"
        short = f"IF({few},{STATES['unavailable']},0)"
    own = worst(pool.cells)
    if own == "0":
        return short
    states = (
        f"IF({pool.number}=0,{STATES['excluded']},{short})" if "0" not in [cell.state for cell in pool.cells] else short
    )
    return f"IF({own}>1,{own},{states})"


def total(_step: Step[Pool], _writer: Writer, pool: PooledCells) -> Formulas:
    """Return the sum."""
    carried = added(errors(pool.cells))
    reach = "+".join(size(cell.value) for cell in pool.cells)
    return Formulas(
        "+".join(cell.value for cell in pool.cells),
        pool.state,
        common([cell.denominator for cell in pool.cells]),
        rounded(pool.cells, carried, reach, f"{len(pool.cells)}*{SNAP}"),
        errors(pool.cells),
    )


def mean(step: Step[Pool], _writer: Writer, pool: PooledCells) -> Formulas:
    """Return the mean, weighted where there are weights; excluded ones leave their weight to the others."""
    if step.setting.equal and any(cell.state != "0" for cell in pool.cells):
        return _equal_mean(pool)
    weight, count = pool.weight, len(pool.cells)
    carried = [
        cell.error if each == 1 else f"{each}*{cell.error}"
        for cell, each in zip(pool.cells, pool.weights, strict=True)
        if cell.error != "0"
    ]
    sizes = [size(cell.value) for cell in pool.cells]
    reach = "+".join(one if each == 1 else f"{each}*{one}" for one, each in zip(sizes, pool.weights, strict=True))
    error = f"{added(carried)}+" if carried else ""
    fine = sum(pool.weights) < FINEST
    return Formulas(
        f"({'+'.join(pool.terms)})/({weight})",
        pool.state,
        multiplied([common([cell.denominator for cell in pool.cells]), weight if weight.isdigit() else f"({weight})"])
        if fine
        else NO_GRID,
        f"({error}({reach})*{count + 1}*{SNAP})/({weight})",
        errors(pool.cells),
    )


def _equal_mean(pool: PooledCells) -> Formulas:
    """Return the weighted mean in which those that count have equal parts of the weight of the others."""
    whole, number = sum(pool.weights), f"({pool.number})"
    values = "+".join(cell.value for cell in pool.cells)
    lost = f"({whole}-({pool.weight}))/{number}"
    reach = "+".join(size(cell.value) for cell in pool.cells)
    carried = added(errors(pool.cells))
    return Formulas(
        f"({'+'.join(pool.terms)}+{lost}*({values}))/{whole}",
        pool.state,
        multiplied([common([cell.denominator for cell in pool.cells]), str(whole), number])
        if whole * len(pool.cells) < FINEST
        else NO_GRID,
        f"{carried}+({reach})*{3 * len(pool.cells) + 3}*{SNAP}",
        errors(pool.cells),
    )


def chosen(function: str) -> PoolingFormulas:
    """Return the rule of a *function* that overlooks texts, which stand for values that do not count."""

    def combine(_step: Step[Pool], writer: Writer, pool: PooledCells) -> Formulas:
        kept = [
            cell.value if cell.state == "0" else writer.cell(f'IF({cell.state}=0,{cell.value},"")')
            for cell in pool.cells
        ]
        parts = common([cell.denominator for cell in pool.cells])
        error = largest(errors(pool.cells))
        if function == "MEDIAN":  # of an even number it is the mean of two
            parts = multiplied([parts, "2"])
            reach = largest([size(cell.value) for cell in pool.cells])
            error = f"{error}+{reach}*{SNAP}" if error != "0" else f"{reach}*{SNAP}"
        return Formulas(f"{function}({','.join(kept)})", pool.state, parts, error, errors(pool.cells))

    return combine


def counted(_step: Step[Pool], _writer: Writer, pool: PooledCells) -> Formulas:
    """Return how many have a value, or fulfil a condition."""
    flags = [f"IF({cell.value},1,0)" for cell in pool.cells if cell.unit == FLAG]
    others = [cell for cell in pool.cells if cell.unit != FLAG]
    number = _counted(others, [1] * len(others)) if others else "0"
    return Formulas("+".join([*flags, number]), pool.state, "1", "0", errors(pool.cells))


def harmonic_mean(_step: Step[Pool], writer: Writer, pool: PooledCells) -> Formulas:
    """Return the harmonic mean, which is invalid where a value is 0, or where the reciprocals add up to 0."""
    reciprocals, carried, zeros, doubts, sizes = [], [], [], [], []
    for cell, weight, kept in zip(pool.cells, pool.weights, pool.kept, strict=True):
        sign = SignTest(cell)
        counts = sign.is_zero if kept == "TRUE" else f"AND({kept},{sign.is_zero})"
        zeros.append(counts)
        doubts.append(sign.doubt)
        skipped = f"{size(cell.value)}<=4*{cell.error}" if cell.error != "0" else sign.is_zero
        skipped = skipped if kept == "TRUE" else f"OR({cell.state}>0,{skipped})"
        doubts += [f"AND({kept},{size(cell.value)}<=4*{cell.error})"] if cell.error != "0" else []
        reciprocals.append(f"IF({skipped},0,{weight}/IF({skipped},1,{cell.value}))")
        inverse = f"{weight}/IF({skipped},1,{size(cell.value)})"
        sizes.append(f"IF({skipped},0,{inverse})")
        carried += (
            [f"IF({skipped},0,2*{inverse}*{cell.error}/IF({skipped},1,{size(cell.value)}))"]
            if cell.error != "0"
            else []
        )
    below, reach = writer.cell("+".join(reciprocals)), writer.cell("+".join(sizes))
    off = writer.cell(
        f"{added(carried)}+{reach}*{len(reciprocals) + 1}*{SNAP}"
        if carried
        else f"{reach}*{len(reciprocals) + 1}*{SNAP}"
    )
    apart = f"ABS({below})<=4*{off}"
    bad = any_of([*zeros, f"AND({reach}>0,{apart})"])
    above = pool.weight
    state = (
        f"IF({pool.state}>0,{pool.state},IF({bad},{STATES['invalid']},0))"
        if pool.state != "0"
        else f"IF({bad},{STATES['invalid']},0)"
    )
    value = f"({above})/{below}"
    error = f"IF({apart},0,ABS({value})*(2*{off}/ABS({below})+{UNIT}))"
    return Formulas(
        f"IF({apart},0,{value})",
        state,
        NO_GRID,
        error,
        errors(pool.cells),
        where_alone(pool.state, any_of([*doubts, f"AND({reach}>0,NOT({any_of(zeros)}),{apart})"])),
    )
