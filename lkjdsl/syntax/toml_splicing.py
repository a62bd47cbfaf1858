"""Other values in the place of those of a TOML text, in which all else stays as it was: comments, order, spelling."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from attrs import frozen

from lkjdsl.source import Path, Span
from lkjdsl.syntax import toml
from lkjdsl.syntax.toml_fault import TomlError
from lkjdsl.syntax.toml_scan import TomlEntry, scan
from lkjdsl.syntax.toml_writer import key_text, toml_text, value_text

TextEdit = tuple[Span, str]


def spliced(text: str, tables: Mapping[str, Any]) -> str | None:
    r"""
    Return *text* saying what *tables* say; a number that is the same keeps its spelling.

    None where that cannot be had line by line, as of a table within braces that gains a key; raises TomlError
    where *text* is no TOML.

    >>> from decimal import Decimal
    >>> spliced("a = 1 # one\nb = 2.50 # two\n", {"a": 3, "b": Decimal("2.5"), "c": True})
    'a = 3 # one\nb = 2.50 # two\nc = true\n'
    """
    text = text if text.endswith("\n") else text + "\n"
    edits = list(_PlacedText(text, tuple(scan(text).entries)).edits((), toml.read(text), tables))
    pieces, last = [], 0
    for (start, end), new in sorted(edits, key=lambda edit: edit[0]):  # of two at one place the first one stays first
        pieces += [text[last:start], new]
        last = end
    text = "".join(pieces) + text[last:]
    try:
        return text if agree(toml.read(text), tables) else None
    except TomlError:
        return None


def agree(one: Any, other: Any) -> bool:
    """Return whether two values of TOML files say the same: ``2.50`` and ``2.5`` do, ``1`` and ``true`` do not."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(agree(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(agree, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


@frozen
class _PlacedText:
    text: str
    entries: tuple[TomlEntry, ...]

    def edits(self, path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[TextEdit]:
        """Yield what makes the table at *path*, which is *old*, say what *new* says."""
        emptied = {key for key in old.keys() & new.keys() if new[key] == [] and self._is_headed((*path, key))}
        for key, value in old.items():
            here = (*path, key)
            if key not in new or key in emptied:
                yield from self._removal(here)
            elif not agree(value, new[key]):
                yield from self._change(here, value, new[key])
        added = {key: value for key, value in new.items() if key not in old or key in emptied}
        if added:
            yield from self._addition(path, added)

    def _change(self, path: Path, old: Any, new: Any) -> Iterator[TextEdit]:
        if isinstance(old, Mapping) and isinstance(new, Mapping) and not self._is_inline(path):
            yield from self.edits(path, old, new)
        elif self._is_headed(path) and _of_tables(old) and _of_tables(new):
            yield from self._rows(path, old, new)
        else:
            yield from ((entry.value, value_text(new)) for entry in self._at(path))

    def _rows(self, path: Path, old: list[Any], new: list[Any]) -> Iterator[TextEdit]:
        """Yield the changes of an array of tables; a row that is the same keeps its lines, wherever it is now."""
        before, now = ([toml_text(row) for row in rows] for rows in (old, new))
        matcher = SequenceMatcher(None, before, now, autojunk=False)
        for tag, first, end, begin, stop in matcher.get_opcodes():
            if tag == "equal":
                continue
            for number, row in zip(range(first, end), new[begin:stop], strict=False):
                yield from self.edits((*path, number), old[number], row)
            for number in range(first + stop - begin, end):
                yield from self._removal((*path, number))
            more = new[begin + end - first : stop]
            if more:
                start = self._end((*path, end - 1)) if end else self._line(self._at((*path, 0))[0])[0]
                yield (start, start), toml_text({str(path[-1]): more}) + "\n"

    def _removal(self, path: Path) -> Iterator[TextEdit]:
        """Yield the removal of each line that says something of what stands at *path*."""
        lines = {self._line(entry) for entry in self._below(path)}
        last = 0
        for start, end in sorted(lines, key=lambda line: (line[0], -line[1])):
            if start >= last:  # not within a value of several lines
                yield (start, end), ""
            last = max(last, end)

    def _addition(self, path: Path, added: Mapping[str, Any]) -> Iterator[TextEdit]:
        """Yield lines behind the last one of the table, beginning as that does; new tables stand at the end."""
        tables = {key: value for key, value in added.items() if not path and _has_headings(value)}
        plain = {key: value for key, value in added.items() if key not in tables}
        if plain:
            siblings = [entry for entry in self.entries if entry.path[:-1] == path and self._is_line(entry)]
            last = (siblings or self._at(path))[-1:]
            start, end = self._line(last[0]) if last else (0, 0)
            before = self.text[start : last[0].key[0]] if siblings and last[0].key else ""
            yield (
                (end, end),
                "".join(f"{before}{key_text(key)} = {value_text(value)}\n" for key, value in plain.items()),
            )
        if tables:
            yield (len(self.text), len(self.text)), "\n" + toml_text(tables)

    def _at(self, path: Path) -> list[TomlEntry]:
        return [entry for entry in self._below(path) if entry.path == path]

    def _below(self, path: Path) -> list[TomlEntry]:
        return [entry for entry in self.entries if entry.path[: len(path)] == path and not entry.implied]

    def _end(self, path: Path) -> int:
        """Return where the last line ends that says something of what stands at *path*."""
        return max(self._line(entry)[1] for entry in self._below(path))

    def _is_line(self, entry: TomlEntry) -> bool:
        """Return whether an entry is a key with its value behind it, and no heading."""
        return entry.key is not None and not entry.implied and entry.key[1] <= entry.value[0]

    def _is_inline(self, path: Path) -> bool:
        return any(self.text.startswith("{", entry.value[0]) for entry in self._at(path))

    def _is_headed(self, path: Path) -> bool:
        return any(self.text.startswith("[[", entry.value[0]) for entry in self._at((*path, 0)))

    def _line(self, entry: TomlEntry) -> Span:
        """Return the whole lines that *entry* stands on."""
        start, end = (entry.key or entry.value)[0], entry.value[1]
        return self.text.rfind("\n", 0, start) + 1, self.text.index("\n", end - 1) + 1


def _has_headings(value: Any) -> bool:
    """Return whether a new table is written under headings of its own; a list without any has no place for one."""
    return isinstance(value, Mapping) or (_of_tables(value) and bool(value))


def _of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)
