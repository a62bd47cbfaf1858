"""The numbers that Word computes for lists and headings (ECMA-376 part 1, 17.9): no text of the document has them."""

import re
from collections.abc import Mapping

from attrs import define, frozen

from lkjdsl.documents.ooxml.values import is_on, whole
from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.word.styles import Styles

LEVELS = 9
BULLET = "•"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
         (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
LONGEST = 9_999
"""The greatest number that is spelled; a list that starts at a billion would take a million letters."""


@frozen(eq=False)
class Level:
    """How a level of a list is numbered: ``text`` has ``%1`` for the number of the first level."""

    start: int
    form: str
    text: str
    style: str | None
    is_legal: bool
    restarts: bool


@frozen(eq=False)
class Numbered:
    """A list (``w:num``): the definition that it shares its counting with, its levels, and where levels start anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@define(eq=False)
class Numbering:
    """The lists of a document, and how far each has been counted: numbers must be asked for in the order of reading."""

    lists: Mapping[str, Numbered]
    styles: Styles
    counters: dict[str, list[int | None]]
    started: set[tuple[str, int]]

    def of_paragraph(self, properties: Element | None) -> tuple[str, int] | None:
        """Return the number of the next paragraph and its level from 0; None where it has none."""
        place = self._place(properties)
        if place is None:
            return None
        list_id, level = place
        numbered = self.lists.get(list_id)
        if numbered is None or level not in numbered.levels:
            return None
        counters = self.counters.setdefault(numbered.abstract, [None] * LEVELS)
        self._count(list_id, numbered, counters, level)
        return _spelled(numbered, counters, level), level

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """Return the list and the level that a paragraph, or else its style, names."""
        direct = None if properties is None else properties.child("w:numPr")
        list_id = None if direct is None else direct.value("w:numId")
        level = None if direct is None else whole(direct.value("w:ilvl"))
        style_id = None if properties is None else properties.value("w:pStyle")
        for style in self.styles.chain(style_id):
            if list_id is None and style.number is not None:
                list_id = style.number[0]
                level = style.number[1] if level is None else level
                level = self._level_of_style(list_id, style.id) if level is None else level
        if list_id is None or list_id == "0":  # 0 takes the number of the style away
            return None
        return list_id, min(level or 0, LEVELS - 1)

    def _level_of_style(self, list_id: str | None, style_id: str) -> int | None:
        numbered = self.lists.get(list_id or "")
        levels = {} if numbered is None else numbered.levels
        return next((number for number, level in levels.items() if level.style == style_id), None)

    def _count(self, list_id: str, numbered: Numbered, counters: list[int | None], level: int) -> None:
        current = counters[level]
        if level in numbered.starts and (list_id, level) not in self.started:
            counters[level] = numbered.starts[level]
        elif current is None:
            counters[level] = numbered.levels[level].start
        else:
            counters[level] = current + 1
        self.started.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            if deeper not in numbered.levels or numbered.levels[deeper].restarts:
                counters[deeper] = None
        for above in range(level):
            if counters[above] is None:
                counters[above] = numbered.levels[above].start if above in numbered.levels else 1


def _spelled(numbered: Numbered, counters: list[int | None], level: int) -> str:
    shown = numbered.levels[level]
    if shown.form == "bullet":
        return BULLET
    if shown.form == "none":
        return shown.text if "%" not in shown.text else ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        form = "decimal" if shown.is_legal or at not in numbered.levels else numbered.levels[at].form
        return spelled_number(counters[at] or 0, form)

    return re.sub(r"%([1-9])", number, shown.text).strip()


def spelled_number(number: int, form: str) -> str:
    """
    Return *number* in a *form* of Word.

    >>> [spelled_number(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'd', '04']
    >>> spelled_number(28, "upperLetter")
    'BB'
    """
    if not 0 < number <= LONGEST:
        return str(number)
    match form:
        case "upperRoman" | "lowerRoman":
            left, digits = number, []
            for value, letters in ROMAN:
                digits.append(letters * (left // value))
                left %= value
            return "".join(digits) if form == "upperRoman" else "".join(digits).lower()
        case "upperLetter" | "lowerLetter":  # after Z comes AA, then BB
            letter = chr(ord("A" if form == "upperLetter" else "a") + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def numbering_of(root: Element | None, styles: Styles) -> Numbering:
    """Return the lists in the part ``numbering.xml``, nothing counted yet."""
    children = () if root is None else root.children
    abstract = {
        child.attributes.get("w:abstractNumId", ""): child for child in children if child.name == "w:abstractNum"
    }
    by_style = {style: element for element in abstract.values() if (style := element.value("w:styleLink")) is not None}
    lists = {
        child.attributes.get("w:numId", ""): _numbered(child, abstract, by_style)
        for child in children
        if child.name == "w:num"
    }
    return Numbering(lists, styles, {}, set())


def _numbered(num: Element, abstract: Mapping[str, Element], by_style: Mapping[str, Element]) -> Numbered:
    abstract_id = num.value("w:abstractNumId") or ""
    definition = abstract.get(abstract_id)
    link = None if definition is None else definition.value("w:numStyleLink")
    if link is not None and link in by_style:
        definition = by_style[link]
    levels = {} if definition is None else _levels(definition)
    starts: dict[int, int] = {}
    for override in (child for child in num.children if child.name == "w:lvlOverride"):
        level = whole(override.attributes.get("w:ilvl"))
        start = whole(override.value("w:startOverride"))
        if level is not None and start is not None:
            starts[level] = start
        levels |= _levels(override)
    return Numbered(abstract_id, levels, starts)


def _levels(parent: Element) -> dict[int, Level]:
    levels = {}
    for element in (child for child in parent.children if child.name == "w:lvl"):
        number, start = whole(element.attributes.get("w:ilvl")), whole(element.value("w:start"))
        if number is not None and number < LEVELS:
            levels[number] = Level(
                1 if start is None else start,
                element.value("w:numFmt") or "decimal",
                element.value("w:lvlText") or "",
                element.value("w:pStyle"),
                bool(is_on(element.child("w:isLgl"))),
                element.value("w:lvlRestart") != "0",
            )
    return levels
