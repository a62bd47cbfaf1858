"""What an edition calls its quantities: the names that the figures of a report are recognised by."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import get_args

from attrs import define, evolve, field, frozen

from lkjdsl.auditing.quantities import Quantities
from lkjdsl.core.operators import OPERATORS
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition, Node, Target
from lkjdsl.model.expressions import Apply, Formula, InputReference, walk
from lkjdsl.model.results import FundingAspect
from lkjdsl.proofreading.names.coined_names import coined_names
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.similarity import NameWeights, light_words, words_of
from lkjdsl.units import PERCENT

ENOUGH = 0.62
"""How alike a text must be to the name that it is taken for, and how much more than to any other."""
MARGIN = 0.1
EXACT = 0.95


@frozen(eq=False)
class Entity:
    """
    Something with names; ``roles`` has the path of each thing printed of it, ``unit`` is that of its value.

    ``same`` is the path of the input that an indicator only repeats: that names both is no doubt.
    """

    path: str
    names: Sequence[str]
    roles: Mapping[str, str]
    sort: str
    unit: str = ""
    same: str = ""

    @property
    def quantity(self) -> str:
        """Return what tells whether two entities are the same quantity."""
        return self.same or self.path


CODE = re.compile(r"\[?[A-Z][A-Za-z]{0,5}[ .-]?\d{1,2}(?:\.\d{1,2})*\]?")
"""What a report may call an indicator by: ``IKU 1.1``, ``[IKU 1.1]``."""
ABBREVIATION = re.compile(r"\s*\(([A-Z][A-Za-z]*[A-Z])\)")


def _forms(names: Sequence[str]) -> list[str]:
    """
    Return *names*, those with something in brackets also without it, and with an abbreviation in place of its words.

    >>> _forms(["Penggunaan Standar Biaya Keluaran (SBK)"])[1:]
    ['Penggunaan Standar Biaya Keluaran', 'Penggunaan SBK']
    """
    short = [re.sub(r"\s*\([^()]*\)", "", name) for name in names]
    return list(dict.fromkeys([*names, *(name for name in short if len(name.split()) > 1), *_abbreviated(names)]))


def _head(name: str) -> str:
    """
    Return what a name is short for without what it is by, of or in; nothing where it has no such end.

    >>> _head("Nilai SAKIP oleh Inspektorat Utama")
    'Nilai SAKIP'
    """
    head = phrase("adjunct").split(name, maxsplit=1)[0].strip()
    return head if head != name and len(head.split()) > 1 else ""


def _abbreviated(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for hit in ABBREVIATION.finditer(name):
            words, letters = name[: hit.start()].split(), hit[1]
            initials = "".join(word[0] for word in words).upper()
            capitals = "".join(letter for letter in letters if letter.isupper())
            kept = words[: -len(capitals)] if initials.endswith(capitals) else []
            if len(letters) > 2:  # noqa: PLR2004 - two letters may be anything
                yield " ".join([*kept, letters])


@define(eq=False, slots=False)
class Vocabulary:
    """All names of an edition and its data."""

    definition: Definition
    quantities: Quantities
    outcome: Outcome | None
    year: int
    codes: dict[str, str] = field(factory=dict)
    """What the report calls indicators beside their names: the path of each by its code, as it is learned."""
    _harmless: dict[str, frozenset[str]] = field(factory=dict, init=False)
    _scores: dict[str, Mapping[str, float]] = field(factory=dict, init=False)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Return the indicators and components by their paths."""
        return {node.path: node for node in self.definition.nodes()}

    @cached_property
    def comparisons(self) -> frozenset[str]:
        """Return the names of the other targets that the edition compares with."""
        return frozenset(name for node in self.nodes.values() for name in node.compare)

    @cached_property
    def entities(self) -> Sequence[Entity]:
        """Return the indicators, components, objectives and inputs, with the heads of their names where those tell."""
        entities = self._named
        words = {entity.path: [frozenset(words_of(name)) for name in entity.names] for entity in entities}
        longer = []
        for entity in entities:
            others = [word for other in entities if other.quantity != entity.quantity for word in words[other.path]]
            heads = [head for name in entity.names if (head := _head(name))]
            telling = [head for head in heads if not any(set(words_of(head)) <= one for one in others)]
            coined = coined_names(entity.names, others)
            longer.append(evolve(entity, names=list(dict.fromkeys([*entity.names, *telling, *coined]))))
        return longer

    @property
    def _named(self) -> Sequence[Entity]:
        entities = [self._node(node) for node in self.nodes.values()]
        for objective in self.definition.objectives.values():
            path = f"{objective.path}.achievement"
            roles = {"achievement": path} if self.quantities.find(path) is not None else {}
            roles |= self._funding(objective.path)
            entities.append(Entity(objective.path, [objective.name], roles, "objective", "percent"))
        for path, input_ in self.definition.inputs.items():
            names = _forms([input_.label or path.replace(".", " ").replace("_", " "), *input_.alias])
            if input_.kind not in ("text", "flag"):
                entities.append(Entity(path, names, {"value": path}, "input", input_.kind))
        return entities

    @cached_property
    def by_path(self) -> Mapping[str, Entity]:
        """Return the entities by their paths."""
        return {entity.path: entity for entity in self.entities}

    def _node(self, node: Node) -> Entity:
        same = _only_input(node.formula)
        is_part = "." in node.path
        roles = {"value": same if same and is_part else node.path}
        aims = {"target": (f"{node.path}.target", node.target)}
        aims |= {f"{name}.target": (f"{node.path}.compare.{name}.target", aim) for name, aim in node.compare.items()}
        for role, (path, aim) in aims.items():
            if self.quantities.find(path) is not None:
                roles[role] = self._aim(aim) or path
        others = {role: role for role in ("achievement", "weight", "contribution")}
        others |= {name: f"compare.{name}" for name in node.compare}
        for role, end in others.items():
            if self.quantities.find(f"{node.path}.{end}") is not None:
                roles[role] = f"{node.path}.{end}"
        roles |= self._funding(node.path)
        scales = [f"{node.path}.achievement.scale", f"{node.path}.scale"]
        rated = [path for path in scales if self.quantities.find(path) is not None]
        if len(rated) == 1:  # of two nothing tells which one a column of ratings prints
            roles["label"] = rated[0]
        return Entity(node.path, _forms([node.name, *node.alias]), roles, "node", node.unit, same)

    def _funding(self, path: str) -> Mapping[str, str]:
        """Return the paths of what an indicator or an objective is paid from."""
        paths = {aspect: f"{path}.{aspect}" for aspect in get_args(FundingAspect)}
        return {aspect: path for aspect, path in paths.items() if self.quantities.find(path) is not None}

    def _aim(self, aim: Target | None) -> str:
        """Return the path of the input that a target only repeats, or nothing."""
        goal = None if aim is None else aim.of(self.year)
        return _only_input(goal[0]) if goal is not None and len(goal) == 1 else ""

    @property
    def office(self) -> str:
        """Return the name of the office, empty where there is no data."""
        return "" if self.outcome is None else self.outcome.data.office

    @cached_property
    def weights(self) -> NameWeights:
        """Return how much each word of the names tells."""
        return NameWeights([name for entity in self.entities for name in entity.names], self.office)

    def scores(self, text: str) -> Mapping[str, float]:
        """Return how alike *text* and the nearest name of each entity are, by path; those not alike at all left out."""
        if text not in self._scores:
            scores = {
                entity.path: max(self.weights.alike(text, name) for name in entity.names)
                for entity in self.naming(self.weights.words(text))
            }
            symbol = self._by_symbol.get(_symbol(text))
            coded = text.strip("[] ") if CODE.fullmatch(text) else ""
            symbol = self.codes.get(coded, symbol)
            self._scores[text] = scores if symbol is None else {**scores, symbol: 1.0}
        return self._scores[text]

    @cached_property
    def _by_symbol(self) -> Mapping[str, str]:
        """Return the indicators by what they are numbered with: ``IKU 4``; a letter alone may be anything."""
        return {_symbol(path): path for path in self.definition.indicators if re.search(r"[^\W\d].*\d", path)}

    def naming(self, words: Iterable[str]) -> Sequence[Entity]:
        """Return the entities that have one of these *words* in a name, in the order of the edition."""
        paths = {path for word in words for path in self._with_word.get(word, ())}
        return [entity for entity in self.entities if entity.path in paths]

    @cached_property
    def result_at(self) -> Mapping[str, Entity]:
        """Return the only indicator or component whose result is at each path, also at that of an input it repeats."""
        found: dict[str, list[Entity]] = {}
        for path in self.nodes:
            entity = self.by_path[path]
            for at in {entity.roles["value"], entity.quantity}:
                found.setdefault(at, []).append(entity)
        return {path: ones[0] for path, ones in found.items() if len(ones) == 1}

    @cached_property
    def shares(self) -> Mapping[str, str]:
        """Return the percentage that each input is the numerator of, by the path of the input, where it is of one."""
        found: dict[str, list[str]] = {}
        for node in self.nodes.values():
            formula = None if node.formula is None else node.formula.expression
            if node.unit == PERCENT and isinstance(formula, Apply) and OPERATORS[formula.operator].written == "/":
                above = formula.arguments[0]
                if isinstance(above, InputReference) and not above.previous:
                    found.setdefault(above.input, []).append(self.by_path[node.path].roles["value"])
        return {path: ones[0] for path, ones in found.items() if len(ones) == 1}

    @cached_property
    def spent(self) -> Mapping[str, str]:
        """Return what is spent of each budget, by their paths: an indicator divides the one by the other."""
        found: dict[str, set[str]] = {}
        for node in self.nodes.values():
            formula = None if node.formula is None else node.formula.expression
            if isinstance(formula, Apply) and OPERATORS[formula.operator].written == "/":
                above, below = formula.arguments
                if isinstance(above, InputReference) and isinstance(below, InputReference) and not above.previous:
                    found.setdefault(below.input, set()).add(above.input)
        budgets = {path for path in found if any(phrase("base").search(name) for name in self.by_path[path].names)}
        return {path: next(iter(found[path])) for path in budgets if len(found[path]) == 1}

    @cached_property
    def _with_word(self) -> Mapping[str, Sequence[str]]:
        """Return the entities that have a word in a name."""
        found: dict[str, list[str]] = {}
        for entity in self.entities:
            for word in {word for name in entity.names for word in self.weights.words(name)}:
                found.setdefault(word, []).append(entity.path)
        return found

    def score(self, text: str, entity: Entity) -> float:
        """Return how alike *text* and the nearest name of *entity* are."""
        return self.scores(text).get(entity.path, 0.0)

    def learn(self, codes: Mapping[str, str]) -> None:
        """Take what the report calls indicators by."""
        self.codes = dict(codes)
        self._scores.clear()

    def short(self, texts: Sequence[str], among: Iterable[str]) -> Entity | None:
        """Return the only one *among* those whose name has all words of one of *texts*, and more; None where two do."""
        words = [frozenset(self.weights.words(text)) for text in texts]
        telling = [ones for ones in words if any(word in self.weights.counts for word in ones)]
        found = {
            path
            for path in among
            for name in self.by_path[path].names
            if any(ones < frozenset(words_of(name)) for ones in telling)
        }
        return self.by_path[next(iter(found))] if len(found) == 1 else None

    def best(
        self, texts: Sequence[str], sorts: Sequence[str] = ("node", "input"), among: Sequence[str] | None = None
    ) -> Entity | None:
        """Return the entity that one of *texts* names with a margin over every other *among* those, or None."""
        best: dict[str, float] = {}
        whole = max((text for text in texts if self._is_whole(text, sorts, among)), key=len, default="")
        for text in texts:
            if text != whole and text in whole:
                continue  # a part of what is a name as it stands
            for path, score in self.scores(text).items():
                if self.by_path[path].sort in sorts and (among is None or path in among):
                    best[path] = max(score, best.get(path, 0.0))
        ranked = sorted(best.items(), key=lambda one: -one[1])
        if not ranked or ranked[0][1] < ENOUGH:
            return None
        first, score = self.by_path[ranked[0][0]], ranked[0][1]
        margin = MARGIN if score < EXACT else MARGIN / 3
        rival = next((one for path, one in ranked[1:] if self.by_path[path].quantity != first.quantity), 0.0)
        return first if score - rival >= margin else None

    def _is_whole(self, text: str, sorts: Sequence[str], among: Sequence[str] | None) -> bool:
        """Return whether *text* is the name of something among those."""
        return any(
            score == 1 and self.by_path[path].sort in sorts and (among is None or path in among)
            for path, score in self.scores(text).items()
        )

    def harmless(self, entity: Entity) -> frozenset[str]:
        """Return the words that may stand beside a name of *entity* and leave it what it is."""
        if entity.path not in self._harmless:
            inputs = [self.definition.inputs[path].label for path in self.inputs_of(entity.path)]
            texts = [
                *entity.names,
                *inputs,
                entity.unit,
                self.office,
                *genre().phrase["plain"],
                *genre().phrase["weak"],
            ]
            texts += [word for ones in genre().role.values() for word in ones]
            known = {word for text in texts for word in words_of(text)}
            self._harmless[entity.path] = frozenset(known) | light_words()
        return self._harmless[entity.path]

    def own_words(self, entity: Entity) -> frozenset[str]:
        """Return the words of the names of *entity* and of the inputs of its formulas."""
        inputs = [self.definition.inputs[path].label for path in self.inputs_of(entity.path)]
        return frozenset(word for text in (*entity.names, *inputs) for word in words_of(text))

    def shortened(self, text: str, sorts: Sequence[str]) -> Entity | None:
        """Return the only entity of these *sorts* that has all telling words of *text* in one name, or None."""
        words = {word for word in self.weights.words(text) if word not in light_words()}
        if not words:
            return None
        entities = [
            entity
            for entity in self.naming(words)
            if entity.sort in sorts and any(words <= set(words_of(name)) for name in entity.names)
        ]
        return entities[0] if len(entities) == 1 else None

    def inputs_of(self, path: str) -> frozenset[str]:
        """Return the inputs that the formulas of a node and of its components read."""
        node = self.nodes.get(path)
        if node is None:
            return frozenset()
        formulas = [one.formula.expression for one in node.walk() if one.formula is not None]
        return frozenset(
            expression.input
            for formula in formulas
            for expression in walk(formula)
            if isinstance(expression, InputReference)
        )


def _symbol(text: str) -> str:
    """
    Return how a short text names an indicator by its number, however it is spaced.

    >>> _symbol("IKU 4"), _symbol("IKU-4."), _symbol("iku4")
    ('iku4', 'iku4', 'iku4')
    """
    return re.sub(r"[\s._-]", "", text).casefold()


def _only_input(formula: Formula | None) -> str:
    """Return the input that a formula only repeats, or nothing."""
    expression = None if formula is None else formula.expression
    return expression.input if isinstance(expression, InputReference) and not expression.previous else ""
