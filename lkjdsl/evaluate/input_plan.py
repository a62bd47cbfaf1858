"""What is known of the inputs of an edition before any data is read."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import frozen

from lkjdsl.diagnostic import KnownNames
from lkjdsl.domains.exact.domain import SHORT_BITS, is_short
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.results import NodeContribution, contributions_in
from lkjdsl.numbers.rational import ceil_of, floor_of

BIG: int = 2**SHORT_BITS
REPORT = "report"
"""The table of a data file with what a report needs of people; an edition may have a group of inputs of that name."""
_SIMPLE = ("count", "rupiah", "index", "number")
_OWN_KEYS = ("year", "office", "given", REPORT)
_KEYS_OF_PERIODS = ("period", "cumulative")


@frozen(eq=False, repr=False)
class InputPlan:
    """How the inputs of a definition are read: made once for many data files."""

    definition: Definition
    inputs: Sequence[tuple[str, Input, range]]
    columns: Mapping[str, Sequence[tuple[str, Input, range]]]
    """Of each table of rows; ints of the range beside an input are taken as they stand, without another look."""
    groups: Mapping[str, Sequence[str]]
    """The names of the inputs of each group; as they follow one another, they are all inputs in their order."""
    nodes: Mapping[str, str]
    contributions: Mapping[str, NodeContribution]
    """Of components whose weight is not 0, by their paths."""
    known: frozenset[str]
    tables: frozenset[str]
    """What a data file that tells inputs in groups may have at its top."""
    short: bool
    """Whether the numbers that stand for missing inputs are short."""
    fixed: frozenset[str]
    """Tables of rows whose names the edition states."""
    whole: frozenset[str]
    """Tables that are read as they stand; the others are groups of inputs."""

    @cached_property
    def given_units(self) -> Mapping[str, str]:
        """Return the unit of all that may be given, by its path: of nodes and of contributions."""
        return {**self.nodes, **{path: contribution.whole.unit for path, contribution in self.contributions.items()}}

    @cached_property
    def known_nodes(self) -> KnownNames:
        """Return the paths of nodes as others are held against them."""
        return KnownNames.of(self.nodes)

    @classmethod
    def of(cls, definition: Definition) -> "InputPlan":
        """Return the plan for *definition*."""
        inputs = [(path, input_, _as_it_stands(input_)) for path, input_ in definition.inputs.items()]
        columns = {
            table: [(name, input_, _as_it_stands(input_)) for name, input_ in rows.columns.items()]
            for table, rows in definition.rows.items()
        }
        groups: dict[str, list[str]] = {}
        for path in definition.inputs:
            group, _, name = path.partition(".")
            groups.setdefault(group, []).append(name)
        own = (*_OWN_KEYS, *_KEYS_OF_PERIODS) if definition.periods else _OWN_KEYS
        return cls(
            definition,
            inputs,
            columns,
            groups,
            nodes={node.path: node.unit for node in definition.nodes()},
            contributions={
                contribution.path: contribution
                for contribution in contributions_in(definition.nodes()).values()
                if contribution.node.weight is not None and contribution.node.weight[0] != 0
            },
            known=frozenset((*definition.inputs, *definition.rows, *own)),
            tables=frozenset((*groups, *definition.rows, *own)),
            short=all(
                is_short(input_.default)
                for group in (definition.inputs, *(rows.columns for rows in definition.rows.values()))
                for input_ in group.values()
            ),
            fixed=frozenset(name for name, rows in definition.rows.items() if rows.fixed),
            whole=frozenset((*definition.rows, "given", *(() if REPORT in groups else (REPORT,)))),
        )


def _as_it_stands(input_: Input) -> range:
    """Return the ints that are a value of *one* and short, whatever else may be."""
    if input_.kind not in _SIMPLE:
        return range(0)
    least = 0 if input_.minimum is None else max(0, ceil_of(input_.minimum))
    return range(least, BIG if input_.maximum is None else min(BIG, floor_of(input_.maximum) + 1))
