"""An edition's cases and claims as pytest items, for those who keep formula files in a repository."""

from collections.abc import Callable, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Language, is_error
from lkjdsl.edition import load
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.model.cases import Case
from lkjdsl.render.page import Page
from lkjdsl.render.text import page_text
from lkjdsl.syntax.toml_files import LkjdslError, PathLike
from lkjdsl.trying.cases import try_case
from lkjdsl.trying.claims import EXAMPLES, SECONDS, SEED, try_claims
from lkjdsl.trying.coverage import Coverage
from lkjdsl.trying.files import cases_of_file
from lkjdsl.trying.properties import Property, properties
from lkjdsl.trying.search import SearchResult
from lkjdsl.trying.trial_page import trials_page

WIDTH = 100
"""Characters of a line of the page that a failing item prints."""


def edition_tests(
    edition: CheckedEdition | PathLike,
    *cases: PathLike,
    examples: int = EXAMPLES,
    seconds: float = SECONDS,
    seed: int = SEED,
    require_coverage: int = 0,
    language: Language | None = None,
) -> Callable[..., None]:
    """
    Return a pytest test with an item for each case and each claim of an edition, as ``lkjdsl test`` tries them.

    In a test file: ``test_edition = edition_tests('2025.toml', 'cases.toml')``. *edition* is the path of its file,
    or loaded already; *cases* are paths. Claims are the invariants of the edition and what is to hold of any; one
    search of so many *examples* serves all. A failing item prints the page of ``lkjdsl test``, in *language* (the
    edition's where None). With *require_coverage* another item asks that so many percent of the rules were at work.

    Raises LkjdslError where the edition or a file of cases has an error.
    """
    import pytest

    loaded = edition if isinstance(edition, CheckedEdition) else load(edition)
    tried = _Tried(loaded, _cases(loaded, cases), language or loaded.definition.language, (examples, seconds, seed))
    items: list[tuple[str, Callable[[], Page | None]]] = [
        *((f"case {at}: {case.name}", tried.case(case)) for at, case in enumerate(tried.cases, start=1)),
        *((f"{claim.kind}: {claim.about}", tried.claim(claim)) for claim in properties(loaded) if not claim.remark),
        *([("coverage", tried.covering(require_coverage))] if require_coverage else []),
    ]

    @pytest.mark.parametrize("failure", [item for _, item in items], ids=[name for name, _ in items])
    def test(failure: Callable[[], Page | None]) -> None:
        page = failure()
        if page is not None:
            pytest.fail(page_text(page, WIDTH), pytrace=False)

    return test


def _cases(edition: CheckedEdition, names: Sequence[PathLike]) -> list[Case]:
    """Return the cases of the edition and of the files that have more."""
    cases = list(edition.definition.cases)
    for name in names:
        read, problems = cases_of_file(edition, str(name))
        if any(map(is_error, problems)):
            raise LkjdslError(problems)
        cases += read
    return cases


@frozen(eq=False, slots=False)
class _Tried:
    """An edition with its cases; each method returns what gives the page of a failure, None where there is none."""

    edition: CheckedEdition
    cases: Sequence[Case]
    language: Language
    options: tuple[int, float, int]
    coverage: Coverage = field(init=False)

    @coverage.default
    def _(self) -> Coverage:
        return Coverage.of(self.edition.program())

    @cached_property
    def searched(self) -> SearchResult:
        """Return the one search that all claims share; it is made when the first of them is asked for."""
        examples, seconds, seed = self.options
        return try_claims(self.edition, self.coverage, examples=examples, seconds=seconds, seed=seed)

    def case(self, case: Case) -> Callable[[], Page | None]:
        def failure() -> Page | None:
            tried = try_case(self.edition, case)
            return trials_page([tried], None, None, self.language) if tried.misses else None

        return failure

    def claim(self, claim: Property) -> Callable[[], Page | None]:
        def failure() -> Page | None:
            same = [
                refutation
                for refutation in self.searched.refuted
                if (refutation.claim.kind, refutation.claim.about) == (claim.kind, claim.about)
            ]
            return trials_page([], evolve(self.searched, refuted=same), None, self.language) if same else None

        return failure

    def covering(self, percent: int) -> Callable[[], Page | None]:
        def failure() -> Page | None:
            _ = self.searched  # the coverage is that of the search, and of the cases
            for case in self.cases:
                self.coverage.see(try_case(self.edition, case).outcome)
            enough = self.coverage.percent >= percent
            return None if enough else trials_page([], None, self.coverage, self.language)

        return failure
