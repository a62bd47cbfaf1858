"""The numbers of tables and figures where a form does not count them itself."""

from collections import Counter

from attrs import define, field

from lkjdsl.report.account import Account


@define(eq=False)
class Captions:
    """Counts tables and figures, each by itself."""

    account: Account
    counts: Counter[str] = field(factory=Counter)

    def next(self, kind: str, title: str) -> str:
        """Return the caption of the next ``table`` or ``figure``: ``Tabel 3 Capaian kinerja``."""
        self.counts[kind] += 1
        return f"{self.account.word(kind)} {self.counts[kind]} {title}"
