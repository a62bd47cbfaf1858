"""How a result was computed, as ``explain`` says it: name, definition, equations, and what the rules did."""

from collections.abc import Iterator

from lkjdsl.render.explanation import explain
from lkjdsl.render.explanation.content import ResultSection, every
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterBlock, ChapterParagraph, EquationLines


def calculation(account: Account, path: str) -> list[ChapterBlock]:
    """Return the derivation of the result at *path*, and of all that it rests on."""
    explanation = explain(account.outcome, path, language=account.language)
    sections = every((*explanation.sections, *explanation.others))
    return [block for section in sections for block in _section(section)]


def _section(section: ResultSection) -> Iterator[ChapterBlock]:
    yield ChapterParagraph(f"{section.path} {section.name}: {section.printed}", "lead")
    if section.definition:
        yield ChapterParagraph(" ".join(section.definition.split()))
    if section.lines:
        yield EquationLines([line.equation for line in section.lines])
    for remark in section.remarks:
        yield ChapterParagraph(remark.text, "item")
