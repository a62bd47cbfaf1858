"""The row of an office in a table of others: ``KPPN Muara Lentera | A1 | 101,47``, with the slips of the pen in it."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import YEARS, years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.prose.cell_figures import slip_of
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures, is_near

FEWEST = 3
"""Rows of a table of offices."""


@define(eq=False)
class OwnRows:
    """Looks through one table after the other for what it has of the office itself."""

    figures: SpokenFigures
    _paths: Mapping[str, str] = field(init=False)

    @_paths.default
    def _(self) -> Mapping[str, str]:
        """Return the paths of results by what columns may call them, but for what several are called."""
        found: dict[str, set[str]] = {}
        for entity in self.figures.vocabulary.entities:
            path = entity.roles.get("value")
            for name in (*entity.names, entity.path.rpartition(".")[2]) if path is not None else ():
                found.setdefault(_plain(name), set()).add(str(path))
        return {name: next(iter(paths)) for name, paths in found.items() if len(paths) == 1}

    def faults(self, view: TableNumbers) -> Iterator[ReportFault]:
        """Yield the numbers of the only row that the office is named by which are slips of its results."""
        office = set(words_of(self.figures.vocabulary.office))
        named = [{word for name in names for word in words_of(name)} - light_words() for names in view.names]
        own = [row for row, words in enumerate(named) if words and words <= office]
        if len(own) == 1 and len(named) >= FEWEST:
            for title, number in zip(view.titles, view.numbers[own[0]], strict=True):
                path = self._paths.get(_plain(YEARS.sub(" ", title)))
                if path is not None and number is not None:
                    yield from self._of(number, path, [one for one, _ in years_in(title) or years_in(view.caption)])

    def _of(self, number: NumberInText, path: str, years: Sequence[int]) -> Iterator[ReportFault]:
        year = years[0] if len(years) == 1 else self.figures.known.year
        figure = next((one for one in self.figures.at(path) if one.year == year), None)
        if figure is not None and not is_near(number, figure) and is_slip(number, figure.value):
            yield slip_of(number, figure, self.figures.known.language)


def _plain(title: str) -> str:
    return " ".join(words_of(title))
