"""
Replaces each rule of each domain by the rule of another operator, and tells which replacements the laws find.

Run it as ``python -m tests.replaced_rules [DOMAIN ...]``. A replacement is found where the law of the operator whose
rule was replaced fails. Where the law holds, many more cases say whether the replacement changes any answer at all:
then it was missed; else the two rules are the same for this operator.
"""

import sys
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Literal, cast

from attrs import frozen

from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Operator
from tests.operator_laws.domains import Domain
from tests.test_operator_laws import DOMAINS

MANY = 600
"""Cases on which a replacement that the law does not find is looked at again."""

Verdict = Literal["found", "missed", "equal"]


@frozen
class Replacement:
    """In a table of a domain, the rule of an operator by that of another."""

    domain: Domain
    table: str
    operator: Operator
    by: Operator

    def __str__(self) -> str:
        """Return the names."""
        return f"{self.domain.name} {self.table}: {self.operator.name} by {self.by.name}"


def replacements(domain: Domain) -> Iterator[Replacement]:
    """Yield each rule of *domain* with each other operator that has a rule and can take as many operands."""
    for name, table in domain.tables.items():
        with_rules = [operator for operator, known in table.items() if known is not None]
        for operator in with_rules:
            for by in with_rules:
                if table[by] is not table[operator] and _alike(operator, by):
                    yield Replacement(domain, name, operator, by)


def _alike(one: Operator, other: Operator) -> bool:
    """Return whether there is a number of operands that both can take."""
    most = min(len(OPERATORS) if each.most is None else each.most for each in (one, other))
    return max(one.least, other.least) <= most


@contextmanager
def replaced(replacement: Replacement) -> Iterator[None]:
    """Put the rule of the other operator into the table."""
    table = cast("MutableMapping[Operator, object]", replacement.domain.tables[replacement.table])
    before = table[replacement.operator]
    table[replacement.operator] = table[replacement.by]
    try:
        yield
    finally:
        table[replacement.operator] = before


def verdict(replacement: Replacement) -> Verdict:
    """Return whether the law of the operator finds *replacement*."""
    domain, operator = replacement.domain, replacement.operator
    domain.check(domain.cases(operator))
    with replaced(replacement):
        try:
            domain.check(domain.cases(operator))
        except Exception:  # noqa: BLE001 - whatever a rule of another operator runs into: it is found
            return "found"
    more = domain.cases(operator, MANY, "more")
    before = [domain.answer(case) for case in more]
    with replaced(replacement):
        try:
            same = all(domain.answer(case) == answer for case, answer in zip(more, before, strict=True))
        except Exception:  # noqa: BLE001 - as above
            same = False
    return "equal" if same else "missed"


def main(names: Sequence[str]) -> None:
    """Print a line for each domain, and each replacement that is not found."""
    for domain in DOMAINS:
        if names and domain.name not in names:
            continue
        verdicts = [(verdict(one), one) for one in replacements(domain)]
        counts: dict[Any, int] = {key: len(list(group)) for key, group in groupby(sorted(one for one, _ in verdicts))}
        print(f"{domain.name}: {len(verdicts)} replacements, {counts}")  # noqa: T201 - a script
        for found, one in verdicts:
            if found != "found":
                print(f"  {found}: {one}")  # noqa: T201 - a script


if __name__ == "__main__":
    main(sys.argv[1:])
