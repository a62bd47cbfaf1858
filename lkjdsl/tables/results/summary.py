"""What a table of results comes to: for each of them how many are what, the least, the median, the greatest."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from lkjdsl.diagnostic import Language
from lkjdsl.numbers import numerals
from lkjdsl.tables.results.requested import STATUS, RequestedResult

MOST_DIFFERENT = 1_000_000
"""Printed values of one result that are told apart; beyond, there is no median."""


@define(eq=False)
class Summary:
    """The summary of one result; ``counts`` says how often each printed value occurs, in units of its last decimal."""

    asked: RequestedResult
    statuses: list[int] = field(factory=lambda: [0] * len(STATUS))
    counts: dict[int, int] = field(factory=dict)
    overflow: bool = False

    def count(self, statuses: Sequence[int], values: Iterable[tuple[int, int]]) -> None:
        """Count rows: how many have which status, and how often each printed value occurs among those that are ok."""
        for rank, number in enumerate(statuses):
            self.statuses[rank] += number
        if self.asked.printed is None or self.overflow:
            return
        for value, number in values:
            self.counts[value] = self.counts.get(value, 0) + number
        self.overflow = len(self.counts) > MOST_DIFFERENT

    def shown(self, language: Language) -> Mapping[str, str]:
        """Return least, median and greatest as they are printed; empty where there are none."""
        if not self.counts:
            return {"least": "", "median": "", "greatest": ""}
        values = sorted(self.counts)
        middle = "" if self.overflow else self.printed(_median(values, self.counts), language)
        return {
            "least": self.printed((values[0], 1), language),
            "median": middle,
            "greatest": self.printed((values[-1], 1), language),
        }

    def printed(self, units: tuple[int, int], language: Language) -> str:
        """Return a number of units of the last decimal as it is printed."""
        return printed(self.asked, units, language)


def printed(asked: RequestedResult, units: tuple[int, int], language: Language) -> str:
    """Return a number of units of the last printed decimal of a result as it is printed."""
    assert asked.printed is not None
    digits = asked.printed.digits - (2 if asked.unit == "percent" else 0)
    return numerals.printed(
        (units[0], units[1] * 10**asked.printed.digits), asked.unit, digits, asked.rounding, language
    )


def _median(values: Sequence[int], counts: Mapping[int, int]) -> tuple[int, int]:
    total = sum(counts.values())
    found = []
    for wanted in ((total - 1) // 2, total // 2):
        seen = 0
        for value in values:
            seen += counts[value]
            if seen > wanted:
                found.append(value)
                break
    return sum(found), 2
