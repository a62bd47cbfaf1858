"""The tables of a printed file → figures and lines, with everything that is wrong with how they are written."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from lkjdsl import kinds
from lkjdsl.auditing.audit import ArithmeticLine, Figure
from lkjdsl.diagnostic import Detail, Diagnostic, collect, nearest
from lkjdsl.numbers.numerals import Locale
from lkjdsl.shape import FLAG, TEXT, WHOLE, Shape
from lkjdsl.source import Path, Place, PlacePart, Source
from lkjdsl.words import Words

KEYS = ("locale", "year", "office", "truncate", "figure", "line")
LINE_KEYS = ("what", "printed", "place", "year", "locale", "truncate", "note")
ENTRY_KEYS = (*LINE_KEYS, "exact", "text", "number")
"""The last two are those of a transcript: where a number stands."""
WITHOUT_PATH = ("", "-")
SHAPES: Mapping[str, Shape] = {
    "what": TEXT, "printed": TEXT, "place": TEXT, "year": WHOLE, "truncate": FLAG, "exact": FLAG, "locale": TEXT,
}  # fmt: skip
EXAMPLES = {"what": "'IKK1'", "printed": "'87,91%'"}
LOCALES: tuple[Locale, ...] = ("id", "en")

WORDS = Words("auditing.printed-file")


@define(eq=False)
class Printed:
    """A printed file; ``year`` is None where it does not say, ``without_path`` counts entries that name no quantity."""

    figures: list[Figure] = field(factory=list)
    lines: list[ArithmeticLine] = field(factory=list)
    year: int | None = None
    office: str = ""
    without_path: int = 0
    problems: list[Diagnostic] = field(factory=list)


def read_printed_file(tables: Mapping[str, Any], source: Source | None = None) -> Printed:
    """Return what *tables*, of a printed file or of a Python mapping, hold; nothing is read as a number yet."""
    return _Reading(source).read(tables)


@define(eq=False)
class _Reading:
    source: Source | None
    printed: Printed = field(factory=Printed)
    locale: Locale = "id"
    is_declared: bool = False
    """Whether the file says its locale."""
    truncate: bool = False

    def read(self, tables: Mapping[str, Any]) -> Printed:
        self._unknown_keys(tables, KEYS, (), "printed")
        if self._typed(tables, "locale", (), TEXT):
            self.locale = self._locale(tables["locale"], ("locale",))
            self.is_declared = tables["locale"] in LOCALES
        if self._typed(tables, "truncate", (), FLAG):
            self.truncate = tables["truncate"]
        if self._typed(tables, "year", (), WHOLE):
            self.printed.year = tables["year"]
        if self._typed(tables, "office", (), TEXT):
            self.printed.office = tables["office"]
        for at, entry in self._entries(tables, "figure"):
            if self._complete(entry, at, "figure", ("what", "printed")):
                if entry["what"] in WITHOUT_PATH:
                    self.printed.without_path += 1
                    continue
                self.printed.figures.append(Figure(**self._values(entry, at)))
        for at, entry in self._entries(tables, "line"):
            if self._complete(entry, at, "line", ("printed",)):
                self.printed.lines.append(ArithmeticLine(**{"what": "", **self._values(entry, at)}))
        entries = self.printed.figures or self.printed.lines or self.printed.without_path
        if not (entries or self.printed.problems):
            self._report("nothing-printed", ())
        return self.printed

    def _entries(self, tables: Mapping[str, Any], key: str) -> Iterable[tuple[Path, Mapping[str, Any]]]:
        raw = tables.get(key, [])
        if not isinstance(raw, list | tuple):
            raw = [None]
        for index, entry in enumerate(raw):
            if isinstance(entry, Mapping):
                yield (key, index), entry
            else:
                expected = WORDS["entries"].filled(key=key)
                self._report("wrong-type", (key,), key=key, expected=expected, found=kinds.shown(tables[key]))

    def _complete(self, entry: Mapping[str, Any], at: Path, inside: str, needed: Iterable[str]) -> bool:
        self._unknown_keys(entry, ENTRY_KEYS if inside == "figure" else LINE_KEYS, at, f"[[{inside}]]")
        sound = True
        for key in needed:
            if key not in entry:
                self._report("missing-key", at, key=key, inside=f"[[{inside}]]", example=EXAMPLES[key])
                sound = False
        for key, shape in SHAPES.items():
            sound = (key not in entry or self._typed(entry, key, at, shape)) and sound
        return sound

    def _values(self, entry: Mapping[str, Any], at: Path) -> dict[str, Any]:
        values = {key: entry[key] for key in ("what", "printed", "place", "year", "exact") if key in entry}
        values["locale"] = self._locale(entry["locale"], (*at, "locale")) if "locale" in entry else self.locale
        values["doubt"] = "none" if self.is_declared or entry.get("locale") in LOCALES else "decimals"
        values["truncate"] = entry.get("truncate", self.truncate)
        values["at"] = None if self.source is None else Place(self.source, at)
        return values

    def _typed(self, table: Mapping[str, Any], key: str, at: Path, shape: Shape) -> bool:
        """Return whether *key* is there with a value of its kind; report one of another kind."""
        if key not in table:
            return False
        raw = table[key]
        if shape.accepts(raw):
            return True
        # A number without quotes has lost how it was printed: 7.630 and 7.63 are the same to a TOML reader.
        code = "printed-without-quotes" if key == "printed" else "wrong-type"
        self._report(code, (*at, key), helps=("write",), key=key, expected=shape.expected, found=kinds.shown(raw))
        return False

    def _locale(self, raw: str, at: Path) -> Locale:
        if raw in LOCALES:
            return raw
        self._report("unknown-locale", at, found=raw[:40])
        return self.locale

    def _unknown_keys(self, table: Mapping[str, Any], known: Iterable[str], at: Path, inside: str) -> None:
        for key in table:
            if key not in known:
                near = nearest(str(key), known)
                self._report("unknown-key", (*at, key), part="key", near=near, key=str(key), inside=inside)

    def _report(self, code: str, at: Path, part: PlacePart = "value", **details: Detail) -> None:
        place = None if self.source is None else Place(self.source, at, part)
        collect(self.printed.problems, code, place, **details)
