"""What of an edition has names: the indicators, components, objectives and inputs, with what is printed of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from attrs import evolve, frozen

from lkjdsl.auditing.quantities import Quantities
from lkjdsl.model.definition import Node, Target
from lkjdsl.model.expressions import Formula, InputReference
from lkjdsl.model.results import FundingAspect
from lkjdsl.proofreading.names.coined_names import coined_names
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.similarity import words_of

ABBREVIATION = re.compile(r"\s*\(([A-Z][A-Za-z]*[A-Z])\)")


LONG = 3
"""Words of a name at most that may be part of another."""


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


def is_in(path: str, root: str) -> bool:
    """Return whether *path* is *root* or one of its components."""
    return path == root or path.startswith(f"{root}.")


def named_entities(quantities: Quantities, year: int) -> list[Entity]:
    """Return what is named in an edition, with the heads of names and the words coined for them where those tell."""
    entities = list(_by_own_names(quantities, year))
    words = {entity.path: [frozenset(words_of(name)) for name in entity.names] for entity in entities}
    longer = []
    for entity in entities:
        others = [word for other in entities if other.quantity != entity.quantity for word in words[other.path]]
        heads = [head for name in entity.names if (head := _head(name))]
        telling = [head for head in heads if not any(set(words_of(head)) <= one for one in others)]
        coined = coined_names(entity.names, others)
        longer.append(evolve(entity, names=list(dict.fromkeys([*entity.names, *telling, *coined]))))
    return longer


def _by_own_names(quantities: Quantities, year: int) -> Iterator[Entity]:
    definition = quantities.definition
    yield from (_of_node(node, quantities, year) for node in definition.nodes())
    for objective in definition.objectives.values():
        path = f"{objective.path}.achievement"
        roles = {"achievement": path} if quantities.find(path) is not None else {}
        roles |= _funding(objective.path, quantities)
        yield Entity(objective.path, [objective.name], roles, "objective", "percent")
    for path, input_ in definition.inputs.items():
        if input_.kind not in ("text", "flag"):
            names = _forms([input_.label or path.replace(".", " ").replace("_", " "), *input_.alias])
            yield Entity(path, names, {"value": path}, "input", input_.kind)


def _of_node(node: Node, quantities: Quantities, year: int) -> Entity:
    same = only_input(node.formula)
    is_part = "." in node.path
    roles = {"value": same if same and is_part else node.path}
    aims = {"target": (f"{node.path}.target", node.target)}
    aims |= {f"{name}.target": (f"{node.path}.compare.{name}.target", aim) for name, aim in node.compare.items()}
    for role, (path, aim) in aims.items():
        if quantities.find(path) is not None:
            roles[role] = _repeated_by(aim, year) or path
    others = {role: role for role in ("achievement", "weight", "contribution")}
    others |= {name: f"compare.{name}" for name in node.compare}
    for role, end in others.items():
        if quantities.find(f"{node.path}.{end}") is not None:
            roles[role] = f"{node.path}.{end}"
    roles |= _funding(node.path, quantities)
    scales = [f"{node.path}.achievement.scale", f"{node.path}.scale"]
    rated = [path for path in scales if quantities.find(path) is not None]
    if len(rated) == 1:  # of two nothing tells which one a column of ratings prints
        roles["label"] = rated[0]
    return Entity(node.path, _forms([node.name, *node.alias]), roles, "node", node.unit, same)


def _funding(path: str, quantities: Quantities) -> Mapping[str, str]:
    """Return the paths of what an indicator or an objective is paid from."""
    paths = {aspect: f"{path}.{aspect}" for aspect in get_args(FundingAspect)}
    return {aspect: path for aspect, path in paths.items() if quantities.find(path) is not None}


def _repeated_by(aim: Target | None, year: int) -> str:
    """Return the path of the input that a target only repeats, or nothing."""
    goal = None if aim is None else aim.of(year)
    return only_input(goal[0]) if goal is not None and len(goal) == 1 else ""


def only_input(formula: Formula | None) -> str:
    """Return the input that a formula only repeats, or nothing."""
    expression = None if formula is None else formula.expression
    return expression.input if isinstance(expression, InputReference) and not expression.previous else ""


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


def initials(entity: Entity) -> frozenset[str]:
    """Return what words of the names of *entity* are shortened to: IKM for *Indeks Kepuasan Masyarakat*."""
    found = set[str]()
    for name in entity.names:
        letters = "".join(word[0] for word in re.findall(r"[^\W\d]+", name) if word not in genre().stop)
        found |= {letters[at:end].upper() for at in range(len(letters)) for end in range(at + 2, len(letters) + 1)}
    return frozenset(found)


def has_whole_name(text: str, entity: Entity) -> bool:
    """Return whether *text* has a name of *entity* as it is, of more words than may be part of another."""
    folded = " ".join(text.casefold().split())
    return any(name.casefold() in folded for name in entity.names if len(name.split()) > LONG)


def is_short_for(word: str, entity: Entity) -> bool:
    """Return whether a *word* has a letter of each word of a name, and its first: TGM, *Tingkat Kegemaran Membaca*."""
    for name in entity.names:
        words = [one for one in re.findall(r"[^\W\d]+", name.casefold()) if one not in genre().stop]
        letters = zip(word.casefold(), words, strict=False)
        if len(words) == len(word) > 2 and word[0].casefold() == words[0][0]:  # noqa: PLR2004 - two may be anything
            return all(letter in one for letter, one in letters)
    return False


def abbreviations(entities: Sequence[Entity]) -> Mapping[str, Entity]:
    """Return the only indicator that each word in capitals is short for, or that has it in a name: IKM, SAKIP."""
    generic = {word for text in (*genre().phrase["plain"], *genre().counted) for word in text.upper().split()}
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.sort == "node" and "." not in entity.path:
            own = {hit for name in entity.names for hit in re.findall(r"\b[A-Z]{4,}\b", name)}
            for word in own | {short for short in initials(entity) if len(short) > 2}:  # noqa: PLR2004 - two letters may be anything
                found.setdefault(word, []).append(entity)
    return {word: ones[0] for word, ones in found.items() if len(ones) == 1 and word not in generic}
