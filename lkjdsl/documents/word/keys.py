"""What an unknown key was most likely meant for."""

import re
from collections.abc import Collection

from lkjdsl.diagnostic import nearest

SHOWN = 8
"""More keys than this are not listed."""


def nearest_key(key: str, known: Collection[str]) -> str | None:
    """
    Return the known key that *key* most likely stands for: of its own kind, or the same of another kind.

    The same in other letters comes first. One number beside another is no misspelling.

    >>> nearest_key("nilai:SK1", ["nilai:IKK1", "nilai:SK1.achievement"])
    'nilai:SK1.achievement'
    >>> nearest_key("nilai:ikk1", ["nilai:IKK6.D1", "nilai:IKK1", "nilai:IKK1.achievement"])
    'nilai:IKK1'
    >>> nearest_key("narasi:IKK9", ["narasi:IKK4"]) is None
    True
    """
    same = next((one for one in known if one.casefold() == key.casefold()), None)
    if same is not None:
        return same
    kind, _, path = key.partition(":")
    paths = {one.partition(":")[2]: one for one in known if one.partition(":")[0] == kind}
    if not paths:
        of_path = {one.partition(":")[0]: one for one in known if one.partition(":")[2] == path}
        near = nearest(kind, of_path) if of_path else None
        return nearest(key, known) if near is None else of_path[near]
    further = next((one for one in paths if one.startswith(f"{path}.")), None)
    near = further or nearest(path, [one for one in paths if _letters(one) != _letters(path)])
    return None if near is None else paths[near]


def keys_like(key: str, known: Collection[str]) -> str:
    """Return the keys of the kind of *key*, as many as can be read; empty where there are none."""
    kind = key.partition(":")[0]
    same = [one for one in dict.fromkeys(known) if one.partition(":")[0] == kind]
    return ", ".join(same[:SHOWN]) + (", …" if len(same) > SHOWN else "")


def _letters(path: str) -> str:
    return re.sub(r"\d+", "0", path.casefold())
