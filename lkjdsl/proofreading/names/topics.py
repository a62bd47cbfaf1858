"""What each block of a report is about: the indicator that its headings and lead-ins name, and what symbols mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import define, field, frozen

from lkjdsl.documents.blocks import Block, Chart, Document, Heading, Paragraph
from lkjdsl.documents.headings import typed_number
from lkjdsl.proofreading.names.coined_measures import coined_measures
from lkjdsl.proofreading.names.defined_symbols import DefinedSymbols
from lkjdsl.proofreading.names.entities import Entity, is_in
from lkjdsl.proofreading.names.ordered_headings import LeveledTitle, by_order
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import TABBED
from lkjdsl.proofreading.printed.torn_rows import torn_rows
from lkjdsl.render.codes import spoken_path

YEARS_OF_PLAN = re.compile(r"\b20\d\d\s*[-–]\s*(20\d\d)\b")
CODED = re.compile(r"\A\s*(?:\[[A-Z]{1,6}[ .-]?\d[\d.]*\]|[A-Z]{2,6}[ .-]?\d[\d.]*\s*[:.–-]*\s)\s*(?=[^\W\d])")
"""The code of an indicator before its name: ``[IKU 1.1] Persentase …``."""
LONGEST = 30
"""Words of a paragraph that leads into what follows it."""
PURE = 0.85
"""How alike a paragraph must be to a name that it only states."""


@frozen(eq=False)
class Topic:
    """
    What stands around a block.

    ``lineage`` are the nodes that it is about, the nearest first, each with what it is a component of; ``comparison``
    is the name of another target, ``group`` the objective.
    """

    lineage: Sequence[Entity] = ()
    comparison: str = ""
    group: Entity | None = None

    @property
    def node(self) -> Entity | None:
        """Return the nearest node."""
        return self.lineage[0] if self.lineage else None

    def with_role(self, role: str) -> Entity | None:
        """Return the nearest node of which *role* is printed."""
        return next((entity for entity in self.lineage if role in entity.roles), None)


@frozen(eq=False)
class _Open:
    """A heading or a lead-in that what follows stands under."""

    level: float
    entity: Entity | None = None
    comparison: str = ""
    is_brief: bool = False
    """Whether it ends with the next sentence: no heading will end it."""


@define(eq=False)
class Topics:
    """The topic of each block of a document."""

    vocabulary: Vocabulary
    _of: dict[int, Topic] = field(factory=dict, init=False)
    _open: list[_Open] = field(factory=list, init=False)
    _symbols: DefinedSymbols = field(init=False)
    _heading: float = field(default=0, init=False)
    _codes: Mapping[str, str] = field(init=False)
    _coded: re.Pattern[str] = field(init=False)

    @_symbols.default
    def _(self) -> DefinedSymbols:
        return DefinedSymbols(self.vocabulary)

    @_codes.default
    def _(self) -> Mapping[str, str]:
        """Return the paths of the nodes by their codes."""
        return {spoken_path(path): path for path in self.vocabulary.nodes}

    @_coded.default
    def _(self) -> re.Pattern[str]:
        """Return what finds the codes of a node, the longest first."""
        codes = sorted(map(re.escape, self._codes), key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(codes) or '(?!)'})(?=[\s:])")

    def read(self, document: Document) -> None:
        """Take in every block in its order."""
        texts = [text.string for _, text in document.texts()]
        self.vocabulary.coined = coined_measures(
            texts, (one for entity in self.vocabulary.entities for one in entity.names)
        )
        placed = self._placed(document)
        torn = {id(one) for one in torn_rows([block for block in document.blocks if isinstance(block, Paragraph)])}
        for block in document.blocks:
            match block:
                case Heading(level=level, text=text):
                    self._heading = level
                    self._enter(level, text.string, placed.get(id(block)))
                case Paragraph(text=text, number=number) if not number and not typed_number(text.string):
                    self._lead("" if TABBED.search(text.string) or id(block) in torn else text.string)
                case _:
                    pass
            if isinstance(block, Paragraph):
                self._path(block.text.string)
            topic = self._topic()
            if isinstance(block, Heading | Paragraph):
                self._symbols.read(block.text.string, topic.lineage, titles)
            self._of[id(block)] = topic
            if isinstance(block, Chart):
                self._of[id(block.table)] = topic

    def of(self, block: Block) -> Topic:
        """Return what *block* is about."""
        return self._of[id(block)]

    def symbol(self, symbol: str, topic: Topic) -> Entity | None:
        """Return what *symbol* stands for under *topic*: as the report says, or the component of that name."""
        return self._symbols.find(symbol, topic.lineage)

    def _topic(self) -> Topic:
        comparison = next((one.comparison for one in reversed(self._open) if one.comparison), "")
        named = [one.entity for one in self._open if one.entity is not None]
        group = next((entity for entity in reversed(named) if entity.sort == "objective"), None)
        nearest = next((entity for entity in reversed(named)), None)
        if nearest is not None and nearest is group:
            objective = self.vocabulary.definition.objectives.get(group.path)
            only = objective.indicators if objective is not None and len(objective.indicators) == 1 else ()
            nearest = self.vocabulary.by_path[only[0]] if only else None
        lineage = [] if nearest is None else list(self.lineage(nearest))
        return Topic(lineage, comparison, group)

    def lineage(self, entity: Entity) -> Iterator[Entity]:
        """Yield a node and what it is a component of."""
        path = entity.path
        while path:
            yield self.vocabulary.by_path[path]
            path = path.rpartition(".")[0]

    def _placed(self, document: Document) -> Mapping[int, Entity]:
        """Return what headings that name nothing clearly are about by their places among the others."""
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        titled = [LeveledTitle(one.level, one.text.string, self._of_title(one.text.string)) for one in headings]
        return {id(headings[at]): entity for at, entity in by_order(titled, self.vocabulary).items()}

    def _of_title(self, title: str) -> Entity | None:
        return None if form("chapter").match(title) else self._named(title)

    def _enter(self, level: float, title: str, placed: Entity | None) -> None:
        self._open = [one for one in self._open if 1 <= one.level < level]  # what leads in on a cover ends with it
        self._open.append(_Open(level, self._of_title(title) or placed, self.comparison(title)))

    def _path(self, string: str) -> None:
        """Take a paragraph that begins with the codes of a component, as our own reports have them, as a lead-in."""
        coded = self._coded.match(string)
        if coded is not None:
            level = self._heading + 0.5
            self._open = [one for one in self._open if one.level < level]
            self._open.append(_Open(level, self.vocabulary.by_path[self._codes[coded[0]]], is_brief=not self._heading))

    def _lead(self, string: str) -> None:
        """Take a paragraph that only states a name, or leads into what follows, as a heading under its heading."""
        if re.search(r"[^=]{12}\.\s*\Z", string):
            self._open = [one for one in self._open if not one.is_brief]
        if len(string.split()) > LONGEST:
            return
        is_lead, within = string.rstrip().endswith(":"), self._topic()
        entity = None
        if is_lead or not re.search(r"[.;!?]\s*\Z|\d%", string):
            entity = self._named(string, within)
            if entity is not None and not is_lead and not self._only_states(string, entity):
                entity = None
        comparison = self.comparison(string) if is_lead or len(string.split()) <= LONGEST // 2 else ""
        if entity is not None or (comparison and not re.search(r"[.;]\s*\Z|\d", string)):
            level = self._heading + 0.5
            self._open = [one for one in self._open if one.level < level]
            self._open.append(_Open(level, entity, comparison, is_brief=is_lead and not self._heading))

    def _only_states(self, string: str, entity: Entity) -> bool:
        return max(self.vocabulary.score(text, entity) for text in titles(string)) >= PURE

    def _named(self, title: str, within: Topic | None = None) -> Entity | None:
        """Return the indicator, component or objective that *title* names with a margin; under a topic, its parts."""
        texts = titles(title)
        within = self._topic() if within is None else within
        entity = self.vocabulary.best(texts, ("node", "objective"))
        if entity is not None and not _is_chapter(texts, within, entity):
            return entity
        for text in texts:
            found = self.symbol(text, within) if re.fullmatch(r"[A-Z]{1,3}_?\d{0,2}", text) else None
            if found is not None and found.sort == "node":
                return found
        if within.lineage:
            root = within.lineage[-1].path
            return self.vocabulary.best(texts, ("node",), [path for path in self.vocabulary.nodes if is_in(path, root)])
        return None

    def comparison(self, title: str) -> str:
        """Return the comparison of the edition that *title* speaks of."""
        ended = [int(hit[1]) for hit in YEARS_OF_PLAN.finditer(title)]
        if ended and max(ended) < self.vocabulary.year:
            return ""
        words = set(re.findall(r"[^\W_]+", title.casefold()))
        named = [name for name in self.vocabulary.comparisons if set(name.casefold().split("_")) <= words]
        return named[0] if len(named) == 1 else ""


def _is_chapter(texts: Sequence[str], within: Topic, entity: Entity) -> bool:
    """Return whether a title, or what it names, is one that every report has, and no component of its section."""
    if not any(" ".join(text.casefold().split()) in genre().chapters for text in (*texts, *entity.names)):
        return False
    return not any(is_in(entity.path, one.path) for one in within.lineage)


@lru_cache(TEXTS)
def titles(string: str) -> Sequence[str]:
    """Return *string* and what is left of it without numbers and without the genre's words before and behind names."""
    number = typed_number(string)
    plain = string if number is None else string[number.title_start :]
    plain = CODED.sub("", plain)
    texts = [string, plain]
    texts += [plain[hit.end() :] for hit in phrase("indicator").finditer(plain)]
    for text in list(texts):
        before, shorter = "", text
        while before != shorter:
            before = shorter
            shorter = phrase("title_end").sub("", phrase("title_start").sub("", shorter).strip(" :.–-")).strip(" :.–-")
        texts.append(shorter)
        texts.append(re.sub(r"\s*\([^()]*\)", "", shorter))
    return tuple(text for text in dict.fromkeys(texts) if text)
