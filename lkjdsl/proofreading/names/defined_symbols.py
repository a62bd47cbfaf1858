"""What the symbols of a report stand for, as it defines them: ``Indeks kualitas layanan (K1)``, ``A = jumlah …``."""

import re
from collections.abc import Callable, Sequence

from attrs import define, field

from lkjdsl.proofreading.names.entities import Entity, is_in
from lkjdsl.proofreading.names.vocabulary import Vocabulary

SYMBOL = re.compile(r"\(\s*(?P<symbol>[A-Z]{1,3}_?\d{0,2})\s*\)")
"""A symbol behind the name that it stands for: ``Indeks kualitas layanan (K1)``."""
LEGEND = re.compile(
    r"(?:^|[;,.:\n]\s*|\b(?:dimana|keterangan|where)\s*:?\s*)(?P<symbol>[A-Z][A-Za-z]{0,4}_?\d{0,2})\s*[=:]\s*"
    r"(?P<name>[^\W\d_][^=;\n]{4,})"
)
"""A symbol before its meaning: ``A = jumlah perkara yang diputus``."""


@define(eq=False)
class DefinedSymbols:
    """What each symbol stands for, by the node that it is used in; nothing where a report has two meanings of one."""

    vocabulary: Vocabulary
    _meanings: dict[tuple[str, str], Entity] = field(factory=dict, init=False)
    _doubtful: set[tuple[str, str]] = field(factory=set, init=False)

    def find(self, symbol: str, lineage: Sequence[Entity]) -> Entity | None:
        """Return what *symbol* stands for in the nodes of *lineage*: as the report says, or a component."""
        key = _key(symbol)
        for owner in lineage:
            entity = self._meanings.get((owner.path, key))
            if entity is not None and (owner.path, key) not in self._doubtful:
                return entity
            node = self.vocabulary.nodes.get(owner.path)
            for part in () if node is None else node.components:
                if _key(part.path.rpartition(".")[2]) == key:
                    return self.vocabulary.by_path[part.path]
        return None

    def read(self, string: str, lineage: Sequence[Entity], titles: Callable[[str], Sequence[str]]) -> None:
        """Keep what symbols the text defines; *titles* are the names that a part of it may be."""
        root, at = lineage[-1].path if lineage else "", 0
        for hit in SYMBOL.finditer(string):
            name = re.sub(r"\([^()]*\)|\(?\s*bobot\b.*", " ", string[at : hit.start()], flags=re.IGNORECASE)
            self._keep(hit["symbol"], titles(name.strip(" ,;:")), root)
            at = hit.end()
        for hit in LEGEND.finditer(string):
            if len(hit["name"].split()) > 1:
                self._keep(hit["symbol"], titles(hit["name"]), root)

    def _keep(self, symbol: str, names: Sequence[str], root: str) -> None:
        inside = [path for path in self.vocabulary.nodes if is_in(path, root)] if root else None
        entity = self.vocabulary.best(names, ("node",), inside) if inside else None
        if entity is None and root:
            entity = self.vocabulary.best(names, ("input",), sorted(self.vocabulary.inputs_of(root)))
        if entity is None:
            entity = self.vocabulary.best(names)
        if entity is not None:
            owner = entity.path.rpartition(".")[0] if entity.sort == "node" else root
            key = (owner or entity.path, _key(symbol))
            if self._meanings.get(key, entity) is entity:
                self._meanings[key] = entity
            else:
                self._doubtful.add(key)  # as the abbreviation of a word in several names


def _key(symbol: str) -> str:
    return symbol.replace("_", "").casefold()
