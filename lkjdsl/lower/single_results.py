"""Definition → a program for each result by itself, which is handed the values of the results that it needs."""

from attrs import evolve, field, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Origin, Program, Slot
from lkjdsl.lower.assembly import Assembly
from lkjdsl.lower.lowering import Lowering
from lkjdsl.model.definition import Definition


@frozen(eq=False)
class Part:
    """
    The program of one result; its ``outer`` steps read the values of ``needs``, in their order.

    Its only result is the position of the value.
    """

    program: Program
    needs: tuple[str, ...]


@frozen(eq=False)
class Parts:
    """The parts of one definition for one year, each made when it is asked for."""

    _lowering: Lowering
    _made: dict[str, Part] = field(factory=dict)

    @classmethod
    def made_of(cls, definition: Definition, year: int) -> "Parts":
        """Return the parts of *definition*."""
        return cls(Lowering(definition, year))

    def of(self, key: str) -> Part:
        """
        Return the part of *key*, as in :mod:`lkjdsl.model.dependencies`.

        An achievement brings its own target along. KeyError: there is no such result.
        """
        if key not in self._made:
            if not self._is_there(key):
                raise KeyError(key)
            self._made[key] = self._part(key)
        return self._made[key]

    def _is_there(self, key: str) -> bool:
        nodes, definition = self._lowering.nodes, self._lowering.definition
        if key.endswith("?applies"):
            node = nodes.get(key.removesuffix("?applies"))
            return node is not None and node.applies_if is not None
        if key == "achievement":
            return definition.average is not None
        first, _, aspect = key.partition(".")
        if aspect.startswith("compare."):
            return first in nodes and aspect.removeprefix("compare.") in {"previous", *nodes[first].compare}
        return key in nodes or (aspect in ("achievement", "target") and first in {**nodes, **definition.objectives})

    def _part(self, key: str) -> Part:
        assembly = Assembly()
        outside = _Outside(assembly)
        scope = evolve(self._lowering.scope, reference=outside.__getitem__)
        lowering = evolve(self._lowering, assembly=assembly, at=outside, scope=scope)
        target = key.removesuffix("achievement") + "target"
        if key.endswith(".achievement") and key.partition(".")[0] in self._lowering.nodes:
            lowering.lower_key(target)
        lowering.lower_key(key)
        return Part(Program(tuple(assembly.steps), {key: outside[key]}), tuple(outside.needs))


class _Outside(dict[str, int]):
    """Where results stand: one that is not among the steps is handed in from outside."""

    def __init__(self, assembly: Assembly) -> None:
        super().__init__()
        self.assembly = assembly
        self.needs: list[str] = []

    def __missing__(self, key: str) -> int:
        slot = Slot(len(self.needs), key, "error")
        self.needs.append(key)
        self[key] = self.assembly.add(operators.OUTER, (), slot, origin=Origin(key, "outer"))
        return self[key]
