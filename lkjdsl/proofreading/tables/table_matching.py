"""
The numbers of tables → paths: by the names of rows, the titles of columns, captions and headings.

A table is read in several ways, each as a whole; the way that names most of its numbers is taken.
"""

from collections.abc import Sequence

from attrs import define, field

from lkjdsl.proofreading.names.topics import Topic, Topics, titles
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.other_times import is_elsewhere, years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.placeholders import is_blank
from lkjdsl.proofreading.tables.data_rows import DataRowsMatcher
from lkjdsl.proofreading.tables.funding_rows import funding_matches
from lkjdsl.proofreading.tables.indicator_blocks import IndicatorBlocks
from lkjdsl.proofreading.tables.indicator_columns import IndicatorColumns
from lkjdsl.proofreading.tables.indicator_rows import IndicatorRows
from lkjdsl.proofreading.tables.joint_names import JointNames
from lkjdsl.proofreading.tables.objective_tables import objective_matches_alone
from lkjdsl.proofreading.tables.table_matches import Matches, PrintedText, is_index
from lkjdsl.units import INDEX


@define(eq=False)
class TableMatcher:
    """Matches one table after the other."""

    vocabulary: Vocabulary
    topics: Topics
    _data: DataRowsMatcher = field(init=False)
    _rows: IndicatorRows = field(init=False)
    _blocks: IndicatorBlocks = field(init=False)
    _columns: IndicatorColumns = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Share the names."""
        joint = JointNames(self.vocabulary)
        self._data, self._columns = DataRowsMatcher(self.vocabulary), IndicatorColumns(self.vocabulary)
        self._rows, self._blocks = IndicatorRows(self.vocabulary, joint), IndicatorBlocks(self.vocabulary, joint)

    def matches(self, view: TableNumbers, *, whatever_year: bool = False) -> Matches:
        """Return the numbers and ratings of a table with what they are of; of another year only if asked for."""
        if not view.numbers or not view.sites:
            return []
        topic, year = self.topics.of(view.table), self.vocabulary.year
        is_of_year = any(one == year for title in view.titles for one, _ in years_in(title))
        if is_elsewhere(form("by_part").sub("", view.caption), year) and not is_of_year and not whatever_year:
            return self._blocks.of_quarters(view, topic)
        named = [title for text in (view.caption, view.heading) if text for title in titles(text)]
        about = self.vocabulary.best(named, ("node",))
        if about is not None:
            topic = Topic(list(self.topics.lineage(about)), topic.comparison, topic.group)
        readings = [
            self._of_data(view),
            funding_matches(self.vocabulary, view),
            self._rows.matches(view, topic),
            self._rows.turned(view, topic),
            self._blocks.matches(view, topic),
            self._columns.matches(view, topic),
            objective_matches_alone(self.vocabulary, view),
        ]
        return max(readings, key=len)

    def _of_data(self, view: TableNumbers) -> Matches:
        """Read a table as the rows of a table of the data."""
        data = self._data.rows(view)
        if data is None:
            return []
        found = Matches()
        for row, column, path in self._data.places(data):
            number, site = view.numbers[row][column], view.site_at(row, column)
            if number is not None:
                found.append((number, path))
            elif site is not None and is_blank(site.text.string):
                found.append(PrintedText(site, path, is_blank=True))
        rest = [at for at in range(len(view.labels)) if at not in data.rows and not view.row_kind(at)]
        return found + ([] if data.is_turned else self._units_of_rows(view, rest))

    def _units_of_rows(self, view: TableNumbers, rows: Sequence[int]) -> Matches:
        """Return the results of indicators among other rows, which only their unit tells: ``81,29 (indeks)``."""
        found: Matches = []
        for at in rows:
            numbers = [number for number in view.numbers[at] if number is not None]
            entity = self.vocabulary.best(view.names[at], ("node",)) if len(numbers) == 1 else None
            if entity is not None and entity.unit == INDEX and is_index(numbers[0]):
                found.append((numbers[0], entity.roles["value"]))
        return found


def prints_both(view: TableNumbers) -> bool:
    """Return whether a table has results beside achievements that are headed by *capaian*."""
    roles = [role_of(title) for title in view.titles]
    return "value" in roles and any("capaian" in title.casefold() for title in view.titles)
