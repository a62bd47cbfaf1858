"""
Which results somebody is answerable for: without one of them there is something to put right (language.md).

Not a node of weight 0 or below one, nor one below a given value, nor an achievement for want of a target.
"""

from collections.abc import Iterator, Mapping, Sequence

from lkjdsl.model.definition import Definition, Node, funded
from lkjdsl.model.periods import NOT_MEASURED
from lkjdsl.model.results import ObjectiveAchievement, funding_figures

EXCUSES = ("no-target", "target-zero", "budget-zero", "nothing-absorbed", *NOT_MEASURED)
"""The reasons by which a result is none that nobody has to put right."""


def answerable(definition: Definition, *, is_computed: bool = False) -> Mapping[str, Sequence[str]]:
    """
    Return the paths of such results, each with the nodes above it whose given value excuses it.

    What is only to be *computed*, without an error of the data, are nodes of weight 0 as well.
    """
    paths: dict[str, Sequence[str]] = {}
    for indicator in definition.indicators.values():
        paths.update(_below(indicator, (), is_computed=is_computed))
    paths.update((ObjectiveAchievement(objective).path, ()) for objective in definition.objectives.values())
    for owner in funded(definition):
        paths.update((figure.path, ()) for figure in funding_figures(owner))
    return paths


def _below(node: Node, above: Sequence[str], *, is_computed: bool) -> Iterator[tuple[str, Sequence[str]]]:
    if node.weight is not None and node.weight[0] == 0 and not is_computed:
        return
    yield node.path, above
    if node.formula is None:
        for component in node.components:
            yield from _below(component, (*above, node.path), is_computed=is_computed)
