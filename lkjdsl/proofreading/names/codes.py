"""Codes of indicators, as a report gives them: what stands beside a name once stands for it elsewhere."""

from collections.abc import Iterable, Mapping

from lkjdsl.proofreading.names.topics import titles
from lkjdsl.proofreading.names.vocabulary import CODE, Vocabulary, symbol_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers


def codes(vocabulary: Vocabulary, views: Iterable[TableNumbers]) -> Mapping[str, str]:
    """Return the path of the indicator or component that each code stands for: always the same one, by its name."""
    meant: dict[str, set[str]] = {}
    for view in views:
        for cells in view.table.grid()[view.table.header_rows :]:
            texts = list(dict.fromkeys(cell.string.strip() for cell in cells if cell is not None))
            coded = [text.strip("[] ") for text in texts if CODE.fullmatch(text)]
            if len(coded) != 1:
                continue
            names = [title for text in texts if not CODE.fullmatch(text) for title in titles(text)]
            entity = vocabulary.best(names, ("node",)) if names else None
            if entity is not None:
                meant.setdefault(coded[0], set()).add(entity.path)
    own = {**{symbol_of(path): path for path in vocabulary.definition.objectives}, **vocabulary.numbered}
    meant = {code: ones for code, ones in meant.items() if own.get(symbol_of(code)) in (None, *ones)}
    paths = [path for ones in meant.values() for path in ones]
    return {code: path for code, ones in meant.items() for path in ones if len(ones) == 1 and paths.count(path) == 1}
