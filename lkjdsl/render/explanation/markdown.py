"""ExplanationContent → Markdown: formulas between ``$$`` as LaTeX, tables, sentences, places."""

from collections.abc import Mapping, Sequence

from lkjdsl.render.explanation.content import ExplanationContent, Remark, ResultSection
from lkjdsl.render.explanation.text import inputs_grid, parts_grid, places
from lkjdsl.render.markdown import escaped, grid_markdown
from lkjdsl.render.notation.latex import equation
from lkjdsl.visible import visible
from lkjdsl.words import Words

DEEPEST = 6
"""Markdown has no headings below this level."""


def explanation_markdown(explanation: ExplanationContent, *, exact: bool) -> str:
    """Return *explanation* as Markdown; what a name contains is shown and never taken for markup."""
    words = Words("explanation").spoken(explanation.language)
    parts = [f"# {escaped(explanation.title)}", ""]
    head = [f"{words['heading.title']}, {explanation.year}"]
    head += [explanation.office] if explanation.office else []
    parts += [*(line for one in head for line in (escaped(one), "")), escaped(words["remark.printed"]), ""]
    for section in explanation.sections:
        parts += _section(section, words, 2, exact=exact)
    if explanation.others:
        parts += [f"## {words['heading.others']}", ""]
    for section in explanation.others:
        parts += _section(section, words, 3, exact=exact)
    parts += [
        f"- {words[f'heading.{sheet.role}']}: {escaped(sheet.name)} (SHA-256 `{sheet.sha256}`)"
        for sheet in explanation.sheets
    ]
    return "\n".join(visible(line).rstrip() for line in parts).rstrip() + "\n"


def _section(section: ResultSection, words: Mapping[str, str], level: int, *, exact: bool) -> list[str]:
    heading = f"{section.path} {section.name}: {section.printed}"
    lines = [f"{'#' * min(level, DEEPEST)} {escaped(heading)}", ""]
    lines += [escaped(section.definition), ""] if section.definition else []
    for line in section.lines:
        lines += ["$$", equation(line.equation), "$$", ""]
    lines += [f"{words['heading.exact']}: {escaped(section.exact)}", ""] if exact and section.exact else []
    if section.parts:
        lines += [
            f"**{words['heading.components']}**",
            "",
            *grid_markdown(parts_grid(section.parts, words, bars=False)),
            "",
        ]
    lines += _sentences(words["heading.remarks"], section.remarks)
    if section.inputs:
        lines += [f"**{words['heading.inputs']}**", "", *grid_markdown(inputs_grid(section, words)), ""]
    lines += _sentences(words["heading.rules"], section.rules)
    if section.basis:
        lines += [f"**{words['heading.basis']}:** {escaped('; '.join(section.basis))}", ""]
    if section.note:
        lines += [f"**{words['heading.note']}:** {escaped(section.note)}", ""]
    for inner in section.sections:
        lines += _section(inner, words, level + 1, exact=exact)
    return lines


def _sentences(heading: str, remarks: Sequence[Remark]) -> list[str]:
    if not remarks:
        return []
    return [f"**{heading}**", "", *(f"- {escaped(remark.text + places(remark.at))}" for remark in remarks), ""]
