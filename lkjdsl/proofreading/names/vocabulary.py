"""What an edition calls its quantities: the names that the figures of a report are recognised by."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property

from attrs import define, field

from lkjdsl.auditing.quantities import Quantities
from lkjdsl.core.operators import OPERATORS
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.expressions import Apply, InputReference, walk
from lkjdsl.proofreading.names.entities import Entity, abbreviations, named_entities
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.similarity import NameWeights, light_words, words_of
from lkjdsl.units import PERCENT

ENOUGH = 0.62
"""How alike a text must be to the name that it is taken for, and how much more than to any other."""
MARGIN = 0.1
EXACT = 0.95


CODE = re.compile(r"\[?[A-Z][A-Za-z]{0,5}[ .-]?\d{1,2}(?:\.\d{1,2})*\]?")
"""What a report may call an indicator by: ``IKU 1.1``, ``[IKU 1.1]``."""


@define(eq=False, slots=False)
class Vocabulary:
    """All names of an edition and its data."""

    definition: Definition
    quantities: Quantities
    outcome: Outcome | None
    year: int
    codes: dict[str, str] = field(factory=dict)
    """What the report calls indicators beside their names: the path of each by its code, as it is learned."""
    coined: Mapping[str, str] = field(factory=dict)
    """What the report calls an achievement, in plain words, as it is learned."""
    _harmless: dict[str, frozenset[str]] = field(factory=dict, init=False)
    _alike: dict[str, Mapping[str, float]] = field(factory=dict, init=False)
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
        """Return the indicators, components, objectives and inputs in the order of the edition."""
        return named_entities(self.quantities, self.year)

    @cached_property
    def by_path(self) -> Mapping[str, Entity]:
        """Return the entities by their paths."""
        return {entity.path: entity for entity in self.entities}

    @cached_property
    def abbreviations(self) -> Mapping[str, Entity]:
        """Return the indicators by the words in capitals that only one of them is called by."""
        return abbreviations(self.entities)

    @property
    def office(self) -> str:
        """Return the name of the office, empty where there is no data."""
        return "" if self.outcome is None else self.outcome.data.office

    @cached_property
    def weights(self) -> NameWeights:
        """Return how much each word of the names tells."""
        return NameWeights([name for entity in self.entities for name in entity.names], self.office)

    def unlearned(self) -> "Vocabulary":
        """Return the same names, with nothing learned of a report; what is worked out of them is shared."""
        fresh = copy(self)
        fresh.coined = {}
        fresh.learn({})
        return fresh

    def scores(self, text: str) -> Mapping[str, float]:
        """Return how alike *text* and the nearest name of each entity are, by path; those not alike at all left out."""
        if text not in self._scores:
            scores, symbol = self._of_names(text), self.numbered.get(symbol_of(text))
            symbol = self.codes.get(text.strip("[] "), symbol) if CODE.fullmatch(text) else symbol
            self._scores[text] = scores if symbol is None else {**scores, symbol: 1.0}
        return self._scores[text]

    def _of_names(self, text: str) -> Mapping[str, float]:
        if text not in self._alike:
            self._alike[text] = {
                entity.path: max(self.weights.alike(text, name) for name in entity.names)
                for entity in self.naming(self.weights.words(text))
            }
        return self._alike[text]

    @cached_property
    def numbered(self) -> Mapping[str, str]:
        """Return the indicators by what they are numbered with: ``IKU 4``; a letter alone may be anything."""
        return {symbol_of(path): path for path in self.definition.indicators if re.search(r"[^\W\d].*\d", path)}

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
        self._scores = {}

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

    def coded(self, text: str) -> Entity | None:
        """Return the indicator or objective that a code stands for, None where it may be anything."""
        path = self.codes.get(text.strip("[] "), self.numbered.get(symbol_of(text)))
        if path is None:
            path = next((one for one in self.definition.objectives if symbol_of(one) == symbol_of(text)), None)
        return None if path is None else self.by_path[path]

    def shortened(self, text: str, sorts: Sequence[str], among: Container[str] | None = None) -> Entity | None:
        """Return the only entity of these *sorts* that has all telling words of *text* in one name, or None."""
        words = {word for word in self.weights.words(text) if word not in light_words()}
        if not words:
            return None
        entities = [
            entity
            for entity in self.naming(words)
            if entity.sort in sorts
            and (among is None or entity.path in among)
            and any(words <= set(words_of(name)) for name in entity.names)
        ]
        return entities[0] if len(entities) == 1 else None

    def root_of(self, path: str) -> str:
        """Return the indicator that *path* is of, or the only one that reads the input there; nothing of others."""
        root = path.partition(".")[0]
        readers = [one for one in self.definition.indicators if path in self.inputs_of(one)]
        return root if root in self.definition.indicators else readers[0] if len(readers) == 1 else ""

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


def symbol_of(text: str) -> str:
    """
    Return how a short text names an indicator by its number, however it is spaced.

    >>> symbol_of("IKU 4"), symbol_of("IKU-4."), symbol_of("iku4")
    ('iku4', 'iku4', 'iku4')
    """
    return re.sub(r"[\s._-]", "", text).casefold()
