"""Definition → a program for each result by itself, which is handed the values of the results that it needs."""

from attrs import evolve, field, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Origin, Program, Slot
from lkjdsl.lower.assembly import Assembly
from lkjdsl.lower.lowering import Lowering
from lkjdsl.model.definition import Definition
from lkjdsl.model.dependencies import Condition, DependencyKey
from lkjdsl.model.periods import YearSpan
from lkjdsl.model.results import ComparedAchievement, NodeAchievement, TargetValue


@frozen(eq=False)
class SingleResult:
    """
    The program of one result; its ``outer`` steps read the values of ``needs``, in their order.

    ``position`` is the step that is the result.
    """

    program: Program
    position: int
    needs: tuple[DependencyKey, ...]


@frozen(eq=False)
class SingleResults:
    """The parts of one definition for one year, each made when it is asked for."""

    _lowering: Lowering
    _made: dict[DependencyKey, SingleResult] = field(factory=dict)

    @classmethod
    def made_of(cls, definition: Definition, year: int, span: YearSpan | None = None) -> "SingleResults":
        """Return the parts of *definition*."""
        return cls(Lowering(definition, year, span))

    def of(self, key: DependencyKey) -> SingleResult:
        """
        Return the part of *key*, as in :mod:`lkjdsl.model.dependencies`.

        An achievement brings its own target along. KeyError: there is no such result.
        """
        if key not in self._made:
            if isinstance(key, Condition) and not self._has_condition(key.node):
                raise KeyError(key)
            self._made[key] = self._part(key)
        return self._made[key]

    def _has_condition(self, path: str) -> bool:
        node = self._lowering.nodes.get(path)
        return node is not None and node.applies_if is not None

    def _part(self, key: DependencyKey) -> SingleResult:
        assembly = Assembly()
        outside = _Outside(assembly)
        scope = evolve(self._lowering.scope, reference=outside.__getitem__)
        lowering = evolve(self._lowering, assembly=assembly, at=outside, scope=scope)
        kind = None if isinstance(key, Condition) else self._lowering.outputs[key].kind
        if isinstance(kind, NodeAchievement | ComparedAchievement):
            lowering.lower_key(TargetValue(NodeAchievement(kind.node)).path)
        lowering.lower_key(key)
        return SingleResult(Program(tuple(assembly.steps)), outside[key], tuple(outside.needs))


class _Outside(dict[DependencyKey, int]):
    """Where results stand: one that is not among the steps is handed in from outside."""

    def __init__(self, assembly: Assembly) -> None:
        super().__init__()
        self.assembly = assembly
        self.needs: list[DependencyKey] = []

    def __missing__(self, key: DependencyKey) -> int:
        path = key.node if isinstance(key, Condition) else key
        slot = Slot(len(self.needs), path, "error")
        self.needs.append(key)
        self[key] = self.assembly.add(operators.OUTER, (), slot, origin=Origin(path, "outer"))
        return self[key]
