"""Page → CSV, as a spreadsheet under Indonesian settings opens it."""

import csv
import io
import re

from lkjdsl.diagnostic import Language
from lkjdsl.render.page import Page

_RISKY = re.compile(r"[-=+@\t\r\n＝＋－＠]")  # noqa: RUF001 - wide ones are signs too where Chinese or Japanese is typed
_NUMBER = re.compile(r"-(?:Rp)?\d[\d.,]*%?\Z", re.ASCII)
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

    A text that begins as a formula does, or with a control character, gets an apostrophe in front; a number does not.
    """
    return f"'{cell}" if _RISKY.match(cell) and not _NUMBER.match(cell) else cell
