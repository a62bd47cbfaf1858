"""Which scale a rating in the row of an indicator is of: that of its result, or that of its achievement."""

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form


def rating_path(vocabulary: Vocabulary, entity: Entity, title: str, text: str) -> str:
    """
    Return the path of a rating printed as *text* under *title*, empty where nothing tells.

    Of two scales it is the one that has the word. Under *Status*, which may be of anything, it must be a word of one.
    """
    node = vocabulary.nodes.get(entity.path)
    if node is None:
        return ""
    names = {f"{node.path}.achievement.scale": node.achievement_scale, f"{node.path}.scale": node.scale}
    scales = {path: vocabulary.definition.scales[name] for path, name in names.items() if name is not None}
    said = text.strip().casefold()
    having = [path for path, scale in scales.items() if said in (band.label.casefold() for band in scale.bands)]
    if len(having) == 1:
        return having[0]
    return "" if having or form("any_status").search(title) else entity.roles.get("label", "")
