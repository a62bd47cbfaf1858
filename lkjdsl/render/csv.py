"""Page → CSV, as a spreadsheet under Indonesian settings opens it."""

import csv
import io

from lkjdsl.diagnostic import Language
from lkjdsl.render.page import Page

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


def harmless(cell: str) -> str:
    """
    Return *cell* so that no spreadsheet takes it for a formula.

    A text that begins with = + - @ or a control character gets an apostrophe in front, unless it is a number.
    """
    if cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not cell[1:2].isdigit() and cell[1:3] != "Rp"):
        return f"'{cell}"
    return cell
