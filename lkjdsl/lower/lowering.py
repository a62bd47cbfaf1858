"""Definition → Program: every result of an edition for one year."""

from collections.abc import Callable, Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from lkjdsl.core import operators
from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Given, Held, Origin, Pool, Program, Role, Rounds
from lkjdsl.lower.achievement import lower_achievement, lower_bounds, lower_earlier, lower_goal, lower_scale
from lkjdsl.lower.assembly import Assembly, Scope, lower_formula
from lkjdsl.lower.funding import lower_funding
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.dependencies import Condition, DependencyKey, dependencies, ordered
from lkjdsl.model.outputs import outputs_of
from lkjdsl.model.periods import NOT_MEASURED, YearSpan, goal_of, measured_by_itself, of_period
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    Average,
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    Output,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
)
from lkjdsl.model.values import State
from lkjdsl.units import FLAG, INDEX, PERCENT, of_node

HUNDRED = (100, 1)


def lower_edition(definition: Definition, year: int, span: YearSpan | None = None, *, earlier: bool = False) -> Program:
    """
    Return the program of every node, achievement, comparison, scale and average of *definition* for *year*.

    ``span`` is the part of the year whose targets hold, in an edition with periods.
    ``earlier``: with the comparisons with the results on the previous year's data.
    """
    lowering = Lowering(definition, year, span)
    order, _ = ordered(dependencies(definition, earlier=earlier))
    for key in order:
        lowering.lower_key(key)
    results = {path: index for path, index in lowering.at.items() if not isinstance(path, Condition)}
    outputs = {path: output for path, output in lowering.outputs.items() if path in results}
    return Program(tuple(lowering.assembly.steps), results, outputs)


def scope_of(definition: Definition, path: str, reference: Callable[[str], int]) -> Scope:
    """Return a scope in which the names of *definition* stand for its inputs, and for steps by *reference*."""
    return Scope(
        path=path,
        role="formula",
        rules=definition.rules,
        slots=slots_of(definition),
        reference=reference,
        columns=columns_of(definition),
    )


def slots_of(definition: Definition) -> Mapping[str, int]:
    """Return the position of each input in the facts that a program reads."""
    return {path: index for index, path in enumerate(definition.inputs)}


def columns_of(definition: Definition) -> Mapping[tuple[str, str], int]:
    """Return the position of each column in a row of its table."""
    return {
        (rows.name, column): index for rows in definition.rows.values() for index, column in enumerate(rows.columns)
    }


def _takes_part(component: Node) -> bool:
    return component.weight is None or component.weight[0] != 0


@frozen(eq=False, repr=False)
class Lowering:
    """
    The steps of an edition's results that are being put together; ``at`` is where each result that is there stands.

    What a result needs is asked of ``at`` alone, so one that answers anything makes a program of a single result.
    """

    definition: Definition
    year: int
    span: YearSpan | None = None
    assembly: Assembly = field(factory=Assembly)
    at: dict[DependencyKey, int] = field(factory=dict)
    outputs: Mapping[str, Output] = field()
    nodes: Mapping[str, Node] = field()
    parents: Mapping[str, Node] = field()
    scope: Scope = field()

    @outputs.default
    def _(self) -> dict[str, Output]:
        return outputs_of(self.definition)

    @nodes.default
    def _(self) -> dict[str, Node]:
        return {node.path: node for node in self.definition.nodes()}

    @parents.default
    def _(self) -> dict[str, Node]:
        return {component.path: node for node in self.nodes.values() for component in node.components}

    @scope.default
    def _(self) -> Scope:
        return scope_of(self.definition, "", self.at.__getitem__)

    def lower_key(self, key: DependencyKey) -> None:
        """Add the steps of one result, all it needs being there already."""
        if isinstance(key, Condition):
            self._condition(self.nodes[key.node])
            return
        kind = self.outputs[key].kind
        match kind:
            case NodeValue(node):
                self._node(node)
            case NodeContribution():
                self._contribution(kind)
            case TargetValue(of):
                if key not in self.at:  # both ends of a range come together
                    self._target(of)
                if key not in self.at:  # one number is both ends
                    self.at[key] = self.at[TargetValue(of).path]
            case NodeAchievement() | ComparedAchievement():
                self._achievement(kind)
            case ObjectiveAchievement(objective):
                self._average(kind, [self._achievement_path(name) for name in objective.indicators])
            case OverallAchievement():
                self._average(kind, self._averaged())
            case FundingFigure(owner):
                scope = evolve(self.scope, path=key, rules=owner.rules) if isinstance(owner, Node) else self.scope
                self.at[key] = lower_funding(self.assembly, kind, evolve(scope, path=key), self.at)
            case ScaleLabel() | TableCellResult() | TableTotal():  # made with what it labels; of a program of its own
                raise KeyError(key)
            case _:
                assert_never(kind)

    def _condition_above(self, node: Node) -> int | None:
        """Return the condition that holds for *node*: its own, which includes those above it, or the nearest above."""
        found: Node | None = node
        while found is not None:
            if found.applies_if is not None:
                return self.at[Condition(found.path)]
            found = self.parents.get(found.path)
        return None

    def _condition(self, node: Node) -> None:
        assert node.applies_if is not None
        origin = Origin(node.path, "applies", node.applies_if)
        own = lower_formula(self.assembly, node.applies_if, self._scope(node, "applies"))
        parent = self.parents.get(node.path)
        above = None if parent is None else self._condition_above(parent)
        if above is not None:
            never = self.assembly.add(operators.CONSTANT, (), Held(False), origin=origin, unit=FLAG)  # noqa: FBT003 - the value itself
            own = self.assembly.add(operators.CHOOSE, (above, own, never), None, origin=origin, unit=FLAG)
        self.at[Condition(node.path)] = own

    def _scope(self, node: Node, role: Role, path: str | None = None) -> Scope:
        return evolve(self.scope, path=path or node.path, role=role, rules=node.rules)

    def _node(self, node: Node) -> None:
        computed: tuple[int, ...] = ()
        if node.formula is not None:
            computed = (lower_formula(self.assembly, node.formula, self._scope(node, "formula")),)
        elif node.components:
            computed = (self._aggregate(node),)
        unit = of_node(node.unit)
        missing = node.rules.missing or "unavailable"
        origin = Origin(node.path, "given", node.formula)
        value = self.assembly.add(operators.GIVEN, computed, Given(node.path, missing), origin=origin, unit=unit)
        condition = self._condition_above(node)
        if condition is not None:
            origin = Origin(node.path, "applies")
            value = self.assembly.add(operators.APPLIES, (condition, value), None, origin=origin, unit=unit)
        for bound, operator in ((node.floor, operators.BOUND_BELOW), (node.cap, operators.CAP)):
            if bound is not None:
                origin = Origin(node.path, "cap" if operator is operators.CAP else "floor")
                end = self.assembly.add(operators.CONSTANT, (), Held(bound), origin=origin, unit=unit)
                value = self.assembly.add(operator, (value, end), None, origin=origin, unit=unit)
        if node.round is not None:
            digits = node.round + (2 if node.unit == PERCENT else 0)
            rounds = Rounds(digits, node.rules.rounding or "half-up")
            value = self.assembly.add(operators.ROUND, (value,), rounds, origin=Origin(node.path, "round"), unit=unit)
        self.at[node.path] = value
        self._label(ScaleLabel(NodeValue(node)), value)

    def _aggregate(self, node: Node) -> int:
        """Bring the components together; one of weight 0 takes no part, a percentage enters an index as points."""
        taken = [component for component in node.components if _takes_part(component)]
        arguments = tuple(self._entering(node, component, Origin(component.path, "points")) for component in taken)
        weights = tuple(component.weight for component in taken if component.weight is not None) or None
        origin = Origin(node.path, "aggregate")
        setting = Pool(weights, node.min_available, equal=node.redistribute == "equal")
        operator = OPERATORS[node.aggregate]
        return self.assembly.add(operator, arguments, setting, origin=origin, unit=of_node(node.unit))

    def _entering(self, node: Node, component: Node, origin: Origin) -> int:
        value = self.at[component.path]
        if not (node.unit == INDEX and component.unit == PERCENT):
            return value
        hundred = self.assembly.add(operators.CONSTANT, (), Held(HUNDRED), origin=origin)
        return self.assembly.add(operators.MULTIPLY, (value, hundred), None, origin=origin, unit=INDEX)

    def _contribution(self, kind: NodeContribution) -> None:
        """
        Add what a component contributes: the weighted mean in which all the others are 0, and excluded where it is.

        A state of another component stays one, so that the mean is redistributed, or unavailable, as the whole is.
        """
        node, unit = kind.whole, of_node(kind.whole.unit)
        origin = Origin(kind.path, "contribution")
        zero = self.assembly.add(operators.CONSTANT, (), Held((0, 1)), origin=origin)
        if not _takes_part(kind.node):
            self.at[kind.path] = zero
            return
        taken = [component for component in node.components if _takes_part(component)]
        entering = [self._entering(node, component, origin) for component in taken]
        nothing = [
            self.assembly.add(operators.MULTIPLY, (value, zero), None, origin=origin, unit=unit) for value in entering
        ]
        place = taken.index(kind.node)
        arguments = (*nothing[:place], entering[place], *nothing[place + 1 :])
        weights = tuple(component.weight for component in taken if component.weight is not None)
        setting = Pool(weights, node.min_available, equal=node.redistribute == "equal")
        mean = self.assembly.add(operators.WEIGHTED_MEAN, arguments, setting, origin=origin, unit=unit)
        self.at[kind.path] = self.assembly.add(operators.ADD, (mean, nothing[place]), None, origin=origin, unit=unit)

    def _target(self, of: Achievement) -> tuple[int, ...]:
        """Add what *of* is measured against, a range with its upper end, and return the positions."""
        node = of.node
        if isinstance(of, ComparedAchievement) and of.name == PREVIOUS:
            goal = lower_earlier(self.assembly, node)
        else:
            target = node.compare[of.name] if isinstance(of, ComparedAchievement) else node.target
            stated = goal_of(self.definition, node, target, self.year, self.span)
            about = str(self.year) if self.span is None or stated == "no-target" else self.span.period
            goal = lower_goal(self.assembly, stated, node, self._scope(node, "target", of.path), about)
        for index, position in enumerate(goal):
            self.at[TargetValue(of, upper=index > 0).path] = position
        return goal

    def _achievement(self, kind: Achievement) -> None:
        """
        Add an achievement and its label on a scale; one against another target with that target.

        A comparison with the previous year has no floor and cap, and inside the range of a target it is no decline.
        """
        node = kind.node
        goal = self._target(kind) if isinstance(kind, ComparedAchievement) else self._ends(node)
        earlier = isinstance(kind, ComparedAchievement) and kind.name == PREVIOUS
        ends = self._ends(node) if earlier else ()
        inside = ends if len(ends) > 1 else ()
        scope = self._scope(node, "target", kind.path)
        absent = self._not_measured(goal[0])
        if absent is not None:  # nobody expects one, so that it matters not whether there is a result
            origin = Origin(kind.path, "achievement")
            value = self.assembly.add(operators.CONSTANT, (), absent, origin=origin, unit=PERCENT)
        else:
            value = lower_achievement(self.assembly, node, self._measured(kind), goal, scope, inside)
            value = value if earlier else lower_bounds(self.assembly, node, value, scope)
        self.at[kind.path] = value
        if isinstance(kind, NodeAchievement):
            self._label(ScaleLabel(kind), self.at[kind.path])

    def _ends(self, node: Node) -> tuple[int, ...]:
        """Return the positions of the target of *node*, both ends of a range."""
        of = NodeAchievement(node)
        paths = (TargetValue(of, upper=upper).path for upper in (False, True))
        return tuple(self.at[path] for path in paths if path in self.at)

    def _not_measured(self, target: int) -> Held | None:
        """Return the state that is there in the place of a target, where there is none of this part of the year."""
        setting = self.assembly.steps[target].setting
        match setting:
            case Held(State(reasons=(reason,))) if reason.code in NOT_MEASURED:
                return setting
            case _:
                return None

    def _measured(self, kind: Achievement) -> int:
        """Return the result that an achievement is of; to date that may be the one of the last period by itself."""
        node = kind.node
        is_previous = isinstance(kind, ComparedAchievement) and kind.name == PREVIOUS
        if self.span is None or is_previous or not measured_by_itself(node, self.span):
            return self.at[node.path]
        return lower_earlier(self.assembly, node, of_period(node, self.span))[0]

    def _label(self, label: ScaleLabel, value: int) -> None:
        """Add the label of *value*, where a scale gives it one."""
        if label.scale is not None:
            scale, labelled = self.definition.scales[label.scale], self.outputs[label.of.path]
            self.at[label.path] = lower_scale(self.assembly, scale, labelled, label.path, value)

    def _average(self, kind: Average, parts: list[str]) -> None:
        arguments = tuple(self.at[part] for part in parts)
        origin = Origin(kind.path, "average")
        self.at[kind.path] = self.assembly.add(operators.MEAN, arguments, Pool(), origin=origin, unit=PERCENT)

    def _averaged(self) -> list[str]:
        """Return the paths of the achievements that make the overall one."""
        objectives = self.definition.objectives.values()
        if self.definition.average == "objectives":
            return [ObjectiveAchievement(objective).path for objective in objectives if objective.indicators]
        return [self._achievement_path(name) for objective in objectives for name in objective.indicators]

    def _achievement_path(self, indicator: str) -> str:
        return NodeAchievement(self.nodes[indicator]).path
