"""Findings about scales: values that no band holds, bands that no value reaches."""

from collections.abc import Iterator

from lkjdsl.core.program import Bands
from lkjdsl.diagnostic import problem
from lkjdsl.model.results import NodeValue, ScaleLabel
from lkjdsl.proving.finding import Finding, number
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.witness import WitnessSearch, is_state


def bands(proofs: Proofs, search: WitnessSearch) -> Iterator[Finding]:
    """Yield what can be said of every use of a scale."""
    for path, index in proofs.program.results.items():
        setting, kind = proofs.program.steps[index].setting, proofs.program.outputs[path].kind
        if isinstance(setting, Bands) and isinstance(kind, ScaleLabel):
            yield from _scale(proofs, search, kind, setting)


def _scale(proofs: Proofs, search: WitnessSearch, kind: ScaleLabel, setting: Bands) -> Iterator[Finding]:
    path, of = kind.path, kind.of.path
    unit = proofs.program.outputs[of].unit
    place = kind.node.place_of("scale" if isinstance(kind.of, NodeValue) else "achievement_scale")
    possible = proofs.range(path)
    witness = (
        search.find(path, is_state("below-all-bands"), toward="falls") if "unavailable" in possible.states else None
    )
    if witness is not None:
        lowest = number(setting.bands[-1].start, unit)
        yield Finding(problem("scale-not-covered", place, path=of, lowest=lowest, data=str(witness)), witness)
    for band in setting.bands:
        if possible.texts is not None and band.label not in possible.texts:
            start = number(band.start, unit)
            yield Finding(problem("band-never-reached", place, path=of, label=band.label, start=start))
