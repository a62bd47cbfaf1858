"""The chapter in Word: filled into the office's own document, or as a new one."""

from collections.abc import Collection, Mapping

from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.documents.ooxml.package import Package, opened
from lkjdsl.documents.word.filling import Content, Filling, fill
from lkjdsl.documents.word.reader import word_parts
from lkjdsl.documents.word.requests import requests_of
from lkjdsl.documents.word.styles import styles_of
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import Chapter, ChapterPlace
from lkjdsl.report.new_document import blank_document
from lkjdsl.report.places import keys, place, value, value_keys
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
    requests = requests_of(parts.root)
    asked = {one.key for one in requests}
    unknown = [
        problem("overwrite-unknown", name=package.name, key=key, near=nearest(key, asked))
        for key in overwrite
        if key not in asked
    ]
    if unknown:
        return Filling(None, unknown)
    styles = parts.of_type("styles")
    form = WordForm(account, package, parts.main, styles_of(None if styles is None else styles[1]))
    contents: dict[str, Content] = {}
    for one in requests:
        text = value(account, one.key)
        found = (
            None if text is not None or one.key in contents else (ready or {}).get(one.key) or place(account, one.key)
        )
        if text is not None:
            contents[one.key] = Content(text)
        elif found is not None:
            contents[one.key] = Content(blocks=form.content(found, one.captions))
    known = () if asked <= contents.keys() else (*keys(account), *value_keys(account))
    return fill(package, contents, overwrite=overwrite, added=form.added, known=known)


def new_document(account: Account, chapter: Chapter) -> bytes:
    """Return a new document with the *chapter*, each place in a control of its own."""
    package = opened("bab-iii.docx", blank_document(chapter, account.language))
    assert isinstance(package, Package), package
    filling = fill_document(
        account, package, ready={one.key: one for one in chapter.items if isinstance(one, ChapterPlace)}
    )
    assert filling.data is not None, filling.problems
    return filling.data
