"""What a law of the operators asks of a domain."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from lkjdsl.core.program import Operator
from tests.operator_laws.cases import COUNT, Case
from tests.operator_laws.cases import cases as cases_of


@frozen(eq=False)
class Domain:
    """
    A domain under its law.

    ``check`` asserts what is true of the cases of an operator in this domain: that it agrees with the exact one, and
    says as much as it can. ``answer`` is all that it says of a case, as something that can be compared: where a wrong
    rule changes it, ``check`` must fail. ``tables`` are its tables of rules, by name. A share of the operands of its
    cases is ``uncertain``: where it matters that an operand may be excluded, and that it hangs on data whether it is.
    """

    name: str
    tables: Mapping[str, Mapping[Operator, object]]
    check: Callable[[Sequence[Case]], None]
    answer: Callable[[Case], object]
    uncertain: float = 0

    def cases(self, operator: Operator, count: int = COUNT, seed: str = "") -> Sequence[Case]:
        """Return the cases of *operator* for this domain."""
        return cases_of(operator, count, seed, self.uncertain)


def each(check: Callable[[Case], None]) -> Callable[[Sequence[Case]], None]:
    """Return the check of cases that are each checked by themselves."""

    def of_all(cases: Sequence[Case]) -> None:
        for case in cases:
            check(case)

    return of_all
