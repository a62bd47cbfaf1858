"""The chapter as a new file, in the form that its name asks for."""

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.report.account import Account
from lkjdsl.report.chapter import chapter

FORMS = (".docx", ".pdf", ".html", ".md")
"""The endings of file names, each with its form."""


def written(account: Account, suffix: str) -> bytes:
    """Return the chapter in one of the FORMS, all letters of which that form can have."""
    form = form_of(account, suffix)
    assert isinstance(form, bytes), form
    return form


def form_of(account: Account, suffix: str) -> bytes | Diagnostic:
    """Return the chapter in one of the FORMS, or why there is none; PDF needs the extra ``pdf``."""
    page = chapter(account)
    match suffix:
        case ".docx":
            from lkjdsl.report.word_document import new_document

            return new_document(account, page)
        case ".pdf":
            from lkjdsl.report.pdf import chapter_pdf

            return chapter_pdf(account, page)
        case ".html":
            from lkjdsl.report.html import chapter_html

            return chapter_html(account, page).encode()
        case _:
            from lkjdsl.report.markdown import chapter_markdown

            return chapter_markdown(account, page).encode()
