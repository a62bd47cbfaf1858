"""A table by its lines, as it is read or turned: what each line is called, and what its numbers stand under."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from attrs import define

from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers


class TableLines(Protocol):
    """What is read of lines: ``numbers[line][place]`` under ``titles[place]``."""

    @property
    def titles(self) -> Sequence[str]:
        """Return what the numbers of all lines stand under."""

    @property
    def is_titled(self) -> bool:
        """Return whether something stands above the numbers."""

    @property
    def caption(self) -> str:
        """Return the caption of the table."""

    @property
    def numbers(self) -> Sequence[Sequence[NumberInText | None]]:
        """Return the numbers of each line."""

    @property
    def labels(self) -> Sequence[str]:
        """Return the words of each line."""

    @property
    def names(self) -> Sequence[Sequence[str]]:
        """Return what each line may be named by."""

    @property
    def own_names(self) -> Sequence[Sequence[str]]:
        """Return the words of each line that are of no other one."""

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a line of one, else nothing."""

    def site_at(self, row: int, column: int) -> Site | None:
        """Return the only text at a place of a line, None where there is none or several."""


@define(eq=False, slots=False)
class TurnedTable:
    """A table whose columns are read as lines, and the names of whose rows as titles."""

    view: TableNumbers
    is_titled: bool = True

    @property
    def titles(self) -> Sequence[str]:
        """Return the names of the rows."""
        return self.view.labels

    @property
    def caption(self) -> str:
        """Return the caption."""
        return self.view.caption

    @cached_property
    def numbers(self) -> Sequence[Sequence[NumberInText | None]]:
        """Return the numbers of each column."""
        return list(zip(*self.view.numbers, strict=True)) or [()] * len(self.view.titles)

    @property
    def labels(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self.view.titles

    @property
    def names(self) -> Sequence[Sequence[str]]:
        """Return the titles of the columns that have numbers, each as what names one."""
        return [[title] if any(numbers) else [] for title, numbers in zip(self.view.titles, self.numbers, strict=True)]

    @property
    def own_names(self) -> Sequence[Sequence[str]]:
        """Return the same: no two columns share a title."""
        return self.names

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a column of one, else nothing."""
        plain = self.view.titles[row].strip(" .:").casefold()
        return next((kind for kind, words in genre().row.items() if plain in words), "")

    def site_at(self, row: int, column: int) -> Site | None:
        """Return the only text of the cell in this column and row."""
        return self.view.site_at(column, row)
