"""Findings about scales: values that no band holds, bands that no value reaches."""

from collections.abc import Iterator

from lkjdsl.core.program import Bands
from lkjdsl.core.scores import bands_of, score_of, unit_looked_up
from lkjdsl.diagnostic import problem
from lkjdsl.model.results import NodeValue, ScaleLabel
from lkjdsl.proving.finding import Finding, number, place_of
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.witness import WitnessSearch, is_state


def bands(proofs: Proofs, search: WitnessSearch) -> Iterator[Finding]:
    """Yield what can be said of every use of a scale."""
    for path, index in proofs.program.results.items():
        setting, kind = proofs.program.steps[index].setting, proofs.program.outputs[path].kind
        if isinstance(setting, Bands) and isinstance(kind, ScaleLabel):
            yield from _scale(proofs, search, kind, setting)
    yield from _scores(proofs, search)


def _scores(proofs: Proofs, search: WitnessSearch) -> Iterator[Finding]:
    """Yield what can be said of every ``score``: one below all bands, bands that are never met."""
    steps = proofs.program.steps
    for step in steps:
        score = score_of(step)
        if score is None:
            continue
        place, path, unit = place_of(step), step.origin.path, unit_looked_up(score)
        witness = search.find_state(path, "no-band") if path in proofs.program.results else None
        if witness is not None:
            lowest, scale = number(score.scale.bands[-1].start, unit), score.scale.name
            yield Finding(problem("score-not-covered", place, scale=scale, lowest=lowest, data=str(witness)), witness)
        for band, condition in bands_of(score, step, steps):
            if True not in proofs.steps[condition].meaning.range.flags:
                start = number(band.start, unit)
                yield Finding(problem("band-never-reached", place, path=path, label=band.label, start=start))


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
