"""A page in the form that was asked for."""

from lkjdsl.diagnostic import Language
from lkjdsl.render.page import Page

FORMS = ("table", "markdown", "csv", "html")


def written(page: Page, form: str, language: Language, width: int, locale: str | None = None) -> str:
    """
    Return *page* in one of the FORMS; *width* is that of the terminal.

    A CSV is for the spreadsheets of a *locale*, where one is given.
    """
    match form:
        case "html":
            from lkjdsl.render.html import page_html

            return page_html(page, language)
        case "csv":
            from lkjdsl.render.csv import page_csv

            return page_csv(page, language, locale)
        case "markdown":
            from lkjdsl.render.markdown import page_markdown

            return page_markdown(page)
        case _:
            from lkjdsl.render.text import page_text

            return page_text(page, width)
