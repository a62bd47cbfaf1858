"""Findings about scales: values that no band holds, bands that no value reaches."""

from collections.abc import Iterator

from lkjdsl.core.program import Bands
from lkjdsl.diagnostic import problem
from lkjdsl.proving.finding import Finding, number
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.witness import Search, is_state
from lkjdsl.units import PERCENT


def bands(proofs: Proofs, search: Search) -> Iterator[Finding]:
    """Yield what can be said of every use of a scale."""
    for path, index in proofs.program.results.items():
        setting = proofs.program.steps[index].setting
        if isinstance(setting, Bands):
            yield from _scale(proofs, search, path, setting)


def _scale(proofs: Proofs, search: Search, path: str, setting: Bands) -> Iterator[Finding]:
    of = path.removesuffix(".scale")
    node = proofs.nodes[of.removesuffix(".achievement")]
    unit = node.unit if of == node.path else PERCENT
    place = node.place_of("scale" if of == node.path else "achievement_scale")
    found = proofs.range(path)
    witness = search.find(path, is_state("below-all-bands"), toward="falls") if "unavailable" in found.states else None
    if witness is not None:
        lowest = number(setting.bands[-1].start, unit)
        yield Finding(problem("scale-not-covered", place, path=of, lowest=lowest, data=str(witness)), witness)
    for band in setting.bands:
        if found.texts is not None and band.label not in found.texts:
            start = number(band.start, unit)
            yield Finding(problem("band-never-reached", place, path=of, label=band.label, start=start))
