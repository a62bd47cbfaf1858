"""ExplanationContent → text for a terminal: formulas set on several lines, tables, sentences, places."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from lkjdsl.numbers.rational import Number, compare
from lkjdsl.render.explanation.content import At, ComponentShare, ExplanationContent, Remark, ResultSection
from lkjdsl.render.notation.text import equations
from lkjdsl.render.page import Grid, PageColumn
from lkjdsl.render.text import grid_lines
from lkjdsl.visible import visible
from lkjdsl.words import Words

INDENT = "  "
BAR = 20
"""Characters of the longest bar."""
EIGHTHS = " ▏▎▍▌▋▊▉█"


def explanation_text(explanation: ExplanationContent, width: int, *, exact: bool) -> str:
    """Return *explanation* as text of about *width* characters a line."""
    page = _TextPage(Words("explanation").spoken(explanation.language), width, exact=exact)
    lines = [explanation.title, _about(explanation, page.phrases), ""]
    lines += textwrap.wrap(page.phrases["remark.printed"], width)
    for section in explanation.sections:
        lines += page.section(section, 0)
    if explanation.others:
        lines += ["", page.phrases["heading.others"].upper()]
    for section in explanation.others:
        lines += page.section(section, 0)
    return "\n".join(visible(line).rstrip() for line in lines).rstrip() + "\n"


def _about(explanation: ExplanationContent, words: Mapping[str, str]) -> str:
    head = [words["heading.title"], explanation.year]
    return " · ".join([*head, explanation.office] if explanation.office else head)


class _TextPage:
    def __init__(self, words: Mapping[str, str], width: int, *, exact: bool) -> None:
        self.phrases = words
        self.width = width
        self.exact = exact

    def section(self, section: ResultSection, depth: int) -> list[str]:
        rule = "═" if depth == 0 else "─"
        heading = textwrap.wrap(f"{section.path}  {section.name}: {section.printed}", self.width)
        lines = ["", *heading, rule * min(self.width, max(map(len, heading))), ""]
        for paragraph in self._paragraphs(section):
            lines += [*paragraph, ""]
        lines = [line for place, line in enumerate(lines) if line or place == 0 or lines[place - 1]]
        for inner in section.sections:
            lines += self.section(inner, depth + 1)
        return lines

    def _paragraphs(self, section: ResultSection) -> Iterator[list[str]]:
        words = self.phrases
        if section.definition:
            yield textwrap.wrap(section.definition, self.width)
        if section.lines:
            formulas = equations([line.equation for line in section.lines], self.width - len(INDENT))
            yield [INDENT + line for line in formulas]
        if self.exact and section.exact:
            yield textwrap.wrap(f"{words['heading.exact']}: {section.exact}", self.width, subsequent_indent=INDENT)
        if section.parts:
            yield [
                words["heading.components"],
                *self._indented(grid_lines(parts_grid(section.parts, words), self.width)),
            ]
        if section.remarks:
            yield [words["heading.remarks"], *self._sentences(section.remarks)]
        if section.inputs:
            yield [
                words["heading.inputs"],
                *self._indented(grid_lines(inputs_grid(section, words), self.width - len(INDENT))),
            ]
        if section.rules:
            yield [words["heading.rules"], *self._sentences(section.rules)]
        if section.basis:
            yield textwrap.wrap(
                f"{words['heading.basis']}: {'; '.join(section.basis)}", self.width, subsequent_indent=INDENT
            )
        if section.note:
            yield textwrap.wrap(f"{words['heading.note']}: {section.note}", self.width, subsequent_indent=INDENT)

    def _indented(self, lines: Sequence[str]) -> list[str]:
        return [INDENT + line for line in lines]

    def _sentences(self, remarks: Sequence[Remark]) -> list[str]:
        lines: list[str] = []
        for remark in remarks:
            sentence = remark.text + places(remark.at)
            lines += textwrap.wrap(sentence, self.width, initial_indent=f"{INDENT}- ", subsequent_indent=f"{INDENT}  ")
        return lines


def places(at: Sequence[At]) -> str:
    """Return places in brackets after a sentence."""
    return f" [{', '.join(one.short for one in at)}]" if at else ""


def parts_grid(parts: Sequence[ComponentShare], words: Mapping[str, str], *, bars: bool = True) -> Grid:
    """Return the table of components: weights where there are any, both where some changed, and a bar for each."""
    weighted = any(part.weight for part in parts)
    spread = any(part.weight_after and part.weight_after != part.weight for part in parts)
    shared = any(part.contribution for part in parts)
    columns = [
        PageColumn(words["heading.symbol"]),
        PageColumn(words["heading.name"], wide=True),
        PageColumn(words["heading.value"], "right"),
    ]
    if weighted:
        columns += [PageColumn(words["heading.weight-before" if spread else "heading.weight"], "right")]
    if spread:
        columns += [PageColumn(words["heading.weight-after"], "right")]
    if shared:
        columns += [PageColumn(words["heading.contribution"], "right"), *([PageColumn("")] if bars else [])]
    rows = []
    longest = widest(parts)
    for part in parts:
        row = [part.symbol, part.name, part.value]
        row += [part.weight] if weighted else []
        row += [part.weight_after] if spread else []
        row += [part.contribution or "–", *([_bar(part.share, longest)] if bars else [])] if shared else []
        rows.append(row)
    return Grid(columns, rows)


def widest(parts: Sequence[ComponentShare]) -> Number | None:
    """Return the number that the longest bar stands for."""
    found: Number | None = None
    for part in parts:
        for one in (part.share, part.most):
            if one is not None:
                size = (abs(one[0]), one[1])
                found = size if found is None or compare(size, found) > 0 else found
    return found if found is not None and found[0] else None


def _bar(share: Number | None, longest: Number | None) -> str:
    """Return a bar of eighths of a character; one below 0 is hollow."""
    if share is None or longest is None:
        return ""
    eighths = abs(share[0]) * longest[1] * BAR * 8 // (share[1] * longest[0])
    if share[0] < 0:
        return "░" * max(1, eighths // 8)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def inputs_grid(section: ResultSection, words: Mapping[str, str]) -> Grid:
    """Return the table of inputs."""
    columns = [
        PageColumn(words["heading.name"], wide=True),
        PageColumn(words["heading.value"], "right"),
        PageColumn(words["heading.symbol"]),
        PageColumn(words["heading.place"]),
    ]
    rows = []
    for shown in section.inputs:
        where = [shown.at.short] if shown.at else []
        rows.append(
            [shown.label, shown.value, shown.path, ", ".join([*where, *([shown.source] if shown.source else [])])]
        )
    return Grid(columns, rows)
