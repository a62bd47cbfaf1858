"""One law for each operator in each domain: it agrees with the exact domain, and says as much as it can."""

import pytest

from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Operator
from tests.operator_laws.direction import DIRECTION
from tests.operator_laws.domains import Domain
from tests.operator_laws.exact import COMPILED, EXACT
from tests.operator_laws.float_error import FLOAT_ERROR
from tests.operator_laws.float_program import FLOAT_PROGRAM
from tests.operator_laws.interval import INTERVAL
from tests.operator_laws.sheet import SHEET
from tests.operator_laws.typeset import TYPESET

DOMAINS = (EXACT, COMPILED, INTERVAL, DIRECTION, TYPESET, FLOAT_ERROR, FLOAT_PROGRAM, SHEET)


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS)
@pytest.mark.parametrize("domain", DOMAINS, ids=[domain.name for domain in DOMAINS])
def test_an_operator_means_in_each_domain_what_it_means_exactly(domain: Domain, operator: Operator) -> None:
    domain.check(domain.cases(operator))
