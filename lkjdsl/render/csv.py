"""Page → CSV, as a spreadsheet under Indonesian settings opens it."""

import csv
import io

from lkjdsl.diagnostic import Language
from lkjdsl.render.page import Page
from lkjdsl.spreadsheet_text import harmless

DELIMITER = {"id": ";", "en": ","}


def page_csv(page: Page, language: Language) -> str:
    """Return the tables of *page* as CSV, one below the other, each with its heading and its columns."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITER[language], lineterminator="\n")
    for section in page.sections:
        if section.grid is None:
            continue
        if section.heading:
            writer.writerow([harmless(section.heading)])
        writer.writerow([harmless(column.heading) for column in section.grid.columns])
        writer.writerows([harmless(cell) for cell in row] for row in section.grid.rows)
        writer.writerow([])
    return text.getvalue()
