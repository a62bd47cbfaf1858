"""Page → CSV, as a spreadsheet under Indonesian settings opens it."""

import csv
import io
from collections.abc import Mapping

from lkjdsl.diagnostic import Language
from lkjdsl.render.page import Page
from lkjdsl.spreadsheet_text import harmless

DELIMITER: Mapping[str, str] = {"id": ";", "en": ","}
MARK = "\ufeff"
"""By which a spreadsheet knows that a CSV is in UTF-8."""


def page_csv(page: Page, language: Language, locale: str | None = None) -> str:
    """
    Return the tables of *page* as CSV, one below the other, each with its heading and its columns.

    With a *locale* it is as a spreadsheet with such settings opens it by a double click.
    """
    text = io.StringIO()
    text.write(MARK * (locale is not None))
    writer = csv.writer(text, delimiter=DELIMITER[locale or language], lineterminator="\n")
    for section in page.sections:
        if section.grid is None:
            continue
        if section.heading:
            writer.writerow([harmless(section.heading)])
        writer.writerow([harmless(column.heading) for column in section.grid.columns])
        writer.writerows([harmless(cell) for cell in row] for row in section.grid.rows)
        writer.writerow([])
    return text.getvalue()
