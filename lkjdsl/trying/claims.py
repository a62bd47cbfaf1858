"""What is tried of an edition beside its cases: its claims, each proved, or searched for data that refute it."""

from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.proving.claims import proved_claims
from lkjdsl.proving.proofs import prove
from lkjdsl.trying.coverage import Coverage
from lkjdsl.trying.properties import properties
from lkjdsl.trying.search import SearchResult, search

EXAMPLES, SECONDS, SEED = 1000, 60, 1


def try_claims(
    edition: CheckedEdition, coverage: Coverage, *, examples: int = EXAMPLES, seconds: float = SECONDS, seed: int = SEED
) -> SearchResult:
    """Search for data on which a claim about *edition* fails; what is proved is not searched. *coverage* sees all."""
    proved = proved_claims(prove(edition))
    claims = list(properties(edition))
    settled = [claim for claim in claims if (claim.kind, claim.about) in proved]
    waiting = [claim for claim in claims if (claim.kind, claim.about) not in proved]
    searched = search(edition, waiting, examples=examples, seed=seed, seconds=seconds, seen=coverage.see)
    searched.proved = settled
    return searched
