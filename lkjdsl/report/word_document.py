"""The chapter in Word: filled into the office's own document, or as a new one."""

from collections.abc import Collection, Mapping

from attrs import evolve

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.ooxml.package import Package, opened
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.word.filling import Content, Filling, changed_keys, fill
from lkjdsl.documents.word.keys import nearest_key
from lkjdsl.documents.word.paragraph_look import look_of_paragraph
from lkjdsl.documents.word.reader import word_parts
from lkjdsl.documents.word.requests import Request, least_widths, requests_of
from lkjdsl.documents.word.styles import styles_of
from lkjdsl.render.grid_layout import WIDTH, grid_layout
from lkjdsl.render.notation.omml import overflows, widest_in
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import CaptionedTable, Chapter, ChapterBlock, ChapterPlace, EquationLines
from lkjdsl.report.figures import written_units
from lkjdsl.report.kept_charts import kept_chart
from lkjdsl.report.new_document import blank_document
from lkjdsl.report.places import place, places, value, value_keys
from lkjdsl.report.word import WordForm


def fill_document(
    account: Account, package: Package, overwrite: Collection[str] = (), ready: Mapping[str, ChapterPlace] | None = None
) -> Filling:
    """
    Return the document *package* with its controls and marks filled from *account*.

    What somebody changed by hand stays, unless *overwrite* names its key; nothing comes out where a key is unknown.
    *ready* are places that have been made already.
    """
    parts = word_parts(package)
    if isinstance(parts, Diagnostic):
        return Filling(None, [parts])
    left = changed_keys(package, parts) - set(overwrite)
    requests = requests_of(parts.root, left)
    asked = {request.key for request in requests}
    unknown = [
        problem("overwrite-unknown", name=package.name, key=key, near=nearest_key(key, asked))
        for key in overwrite
        if key not in asked
    ]
    if unknown:
        return Filling(None, unknown)
    styles = parts.of_type("styles")
    form = WordForm(account, package, parts.main, styles_of(None if styles is None else styles[1]))
    contents: dict[str, Content] = {}
    widths = least_widths(requests)
    placed: dict[str, ChapterPlace] = {}
    for request in requests:
        text = value(account, request.key)
        found = None if text is not None else (ready or {}).get(request.key) or place(account, request.key)
        if text is not None:
            contents[request.key] = Content(text)
        elif found is not None:
            placed[request.key] = found
            before = contents.get(request.key)
            # What is left as it is must not have the data of its chart replaced.
            place_number = 1 if before is None else len(before.further) + 2
            width = widths.get(request.key, WIDTH)
            blocks = b"" if request.key in left else _content(form, found, request, place_number, parts, width)
            contents[request.key] = (
                Content(None, blocks, written_units(found, account.outcome.data.year))
                if before is None
                else evolve(before, further=[*before.further, blocks])
            )
    narrow = [
        problem(code, name=package.name, key=key)
        for key, chapter_place in placed.items()
        if widths.get(key, WIDTH) < WIDTH
        for code in dict.fromkeys(_crammed(block, widths[key]) for block in chapter_place.blocks)
        if code is not None
    ]
    known = () if asked <= contents.keys() else (*places(account), *value_keys(account))
    filling = fill(package, contents, overwrite=overwrite, added=form.added, known=known)
    return filling if filling.data is None else evolve(filling, problems=[*filling.problems, *narrow])


def _crammed(block: ChapterBlock, width: int) -> str | None:
    """Return what is said of a table that has to break words in a *width*, or of equations that go beyond it."""
    match block:
        case CaptionedTable(grid=grid) if grid_layout(grid, width).breaks and not grid_layout(grid).breaks:
            return "place-too-narrow"
        case EquationLines(equations=equations) if overflows(equations, widest_in(width)):
            return "place-too-narrow-for-equations"
        case _:
            return None


def _content(
    form: WordForm, chapter_place: ChapterPlace, request: Request, number: int, parts: Parts, width: int
) -> bytes:
    """Return the content of a place, the *number*-th of its key from 1; a chart keeps the look that it was given."""
    kept = kept_chart(form, chapter_place, request, parts)
    if kept is not None:
        return kept
    look = look_of_paragraph(form.package.parts[parts.main], request.paragraph, form.styles)
    return form.content(chapter_place, request.captions, width, look, number)


def new_document(account: Account, chapter: Chapter) -> bytes:
    """Return a new document with the *chapter*, each place in a control of its own."""
    package = opened("bab-iii.docx", blank_document(chapter, account.language))
    assert isinstance(package, Package), package
    filling = fill_document(
        account, package, ready={item.key: item for item in chapter.items if isinstance(item, ChapterPlace)}
    )
    assert filling.data is not None, filling.problems
    return filling.data
