"""What the row that counts the columns says of how they are worked out: ``(5) = (4) : (3) x 100%``."""

import re
from collections.abc import Mapping

from lkjdsl.documents.blocks import Table
from lkjdsl.documents.table_shape import COUNTED, is_count_of_columns
from lkjdsl.proofreading.printed.checks import added
from lkjdsl.proofreading.relations.column_operations import (
    ColumnRelation,
    difference_of,
    growth_of,
    product_of,
    ratio_of,
)

HUNDREDFOLD = re.compile(r"[x×*]100%?\Z|%\Z")
MARK = r"\(?(\d{1,2}|[a-z])\)?"
QUOTIENT, DIFFERENCE = re.compile(rf"\(?{MARK}[/:÷]{MARK}\)?"), re.compile(rf"{MARK}[-–]{MARK}")
PRODUCT, GROWTH = re.compile(rf"{MARK}[x×*]{MARK}"), re.compile(rf"\(?\(?{MARK}[-–]{MARK}\)[/:÷]{MARK}\)?")
SUM = re.compile(rf"{MARK}(?:\+{MARK})+")


def column_formulas(table: Table) -> list[tuple[int, ColumnRelation]]:
    """Return the columns of *table* whose numbers have a formula, with what it says."""
    row = table.rows[table.header_rows - 1] if table.header_rows else []
    if not is_count_of_columns(row):
        return []
    marks = {match["mark"].casefold(): cell.column for cell in row if (match := COUNTED.match(cell.string.strip()))}
    formulas = []
    for cell in row:
        match = COUNTED.match(cell.string.strip())
        relation = None if match is None or not match["formula"] else _relation(match["formula"], marks)
        if relation is not None and cell.column not in relation.columns:
            formulas.append((cell.column, relation))
    return formulas


def _relation(formula: str, marks: Mapping[str, int]) -> ColumnRelation | None:
    """Return what a *formula* over the *marks* of columns says, None where it is of another form."""
    plain = HUNDREDFOLD.sub("", re.sub(r"\s", "", formula).casefold())
    named = re.findall(r"\d+|[a-z]", plain)
    if not named or any(mark not in marks for mark in named):
        return None
    columns = tuple(marks[mark] for mark in named)
    if SUM.fullmatch(plain):
        return ColumnRelation("sum", columns, added, is_named=True)
    if DIFFERENCE.fullmatch(plain):
        return ColumnRelation("difference", columns, difference_of, is_named=True)
    if QUOTIENT.fullmatch(plain):
        return ColumnRelation("ratio", columns, ratio_of, is_named=True)
    if PRODUCT.fullmatch(plain):
        return ColumnRelation("product", columns, product_of, is_named=True)
    if GROWTH.fullmatch(plain) and columns[1] == columns[2]:
        return ColumnRelation("growth", columns[:2], growth_of, is_named=True)
    return None
