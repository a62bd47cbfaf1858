"""Problems → text for people: one headline, the lines concerned with carets, notes, and something to type."""

from collections.abc import Iterable

from lkjdsl.catalogue import entry
from lkjdsl.diagnostic import Diagnostic, Label, Language, filled
from lkjdsl.syntax.places import Spot, spot
from lkjdsl.visible import HIDDEN, visible
from lkjdsl.words import Words

WORDS = Words("problems.head")

WIDEST = 160
"""A longer source line is shown around the place."""


def full(diagnostic: Diagnostic, language: Language) -> str:
    """Return *diagnostic* with the source lines it is about."""
    words = entry(diagnostic.code).words[language]
    lines = [f"{WORDS[diagnostic.severity].text(language)}[{diagnostic.code}]: {diagnostic.message(language)}"]
    spots = [(label, spot(label.place)) for label in _worded(diagnostic)]
    width = max((len(str(one.line)) for _, one in spots), default=0)
    margin = " " * width
    for file in dict.fromkeys(one.file for _, one in spots):
        here = [(label, one) for label, one in spots if one.file == file]
        arrow = "┌─" if file == spots[0][1].file else "├─"
        first = here[0][1]
        lines += [f"{margin} {arrow} {visible(first.where)}", f"{margin} │"]
        shown: int | None = None
        for label, one in sorted(here, key=lambda pair: (pair[1].line, pair[1].column)):
            if not one.text.strip():
                continue
            if one.line != shown:
                if shown is not None and one.line > shown + 1:
                    lines.append(f"{margin} ·")
                lines.append(f"{one.line:>{width}} │ {_cut(one)[0]}".rstrip())
                shown = one.line
            lines.append(f"{margin} │ {_underlined(diagnostic, label, one, words.labels, language)}".rstrip())
        lines.append(f"{margin} │")
    if spots and not lines[-1].strip(" │"):
        lines.pop()
    tail = [(WORDS["note"].text(language), text) for text in diagnostic.notes_in(language)]
    tail += [(WORDS["help"].text(language), text) for text in diagnostic.helps_in(language)]
    if tail and spots:
        lines.append(f"{margin} │")
    lines += [f"{margin} = {what}: {text}" for what, text in tail]
    return "\n".join(lines)


def by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return *diagnostics* by file, line and column; those without a place come last, in the order they were met."""

    def key(diagnostic: Diagnostic) -> tuple[int, str, int, int]:
        if not diagnostic.labels:
            return 1, "", 0, 0
        one = spot(diagnostic.labels[0].place)
        return 0, one.file, one.line, one.column

    return sorted(diagnostics, key=key)


def _worded(diagnostic: Diagnostic) -> tuple[Label, ...]:
    """Return the labels; a main one that only repeats the place of another is left to it."""
    main, others = diagnostic.labels[:1], diagnostic.labels[1:]
    return others if any(other.place == label.place for label in main for other in others) else diagnostic.labels


def _underlined(diagnostic: Diagnostic, label: Label, one: Spot, texts: object, language: Language) -> str:
    mark = "^" if label is diagnostic.labels[0] else "-"
    _, column, end_column = _cut(one)
    template = texts.get(label.words, "") if isinstance(texts, dict) else ""
    words = filled(template, {**diagnostic.values, **label.values}, language) if template else ""
    # A tab in the line above must be a tab here, or the caret stands under something else.
    before = "".join("\t" if character == "\t" else " " for character in _cut(one)[0][: column - 1])
    return f"{before}{mark * (end_column - column)} {words}"


def _cut(one: Spot) -> tuple[str, int, int]:
    """Return the line, shortened around the place where it is too long, and the columns in it."""
    text = one.text
    if len(text) <= WIDEST:
        return _seen(text), one.column, one.end_column
    start = max(0, one.column - WIDEST // 2)
    head = "… " if start else ""
    piece = head + _seen(text[start : start + WIDEST]) + (" …" if start + WIDEST < len(text) else "")
    column = one.column - start + len(head)
    return piece, column, min(one.end_column - start + len(head), len(piece) + 1)


def _seen(text: str) -> str:
    """Return a piece of a line in which a blank that is none of the keyboard's is seen, too; a tab stays."""
    return "".join(character if character.isprintable() or character == "\t" else HIDDEN for character in text)
