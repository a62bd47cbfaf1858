"""
The sentences that an office states in the place of lkjdsl's own: ``[kalimat]``, in an edition or in a file by itself.

Each replaces the one of its key; what stands in braces is filled in with printed texts, and only the names that the
replaced sentence has may stand there.
"""

import string
from collections.abc import Callable, Mapping
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language, nearest, problem
from lkjdsl.source import Place
from lkjdsl.words import Words

TABLE = "kalimat"
WORDS = Words("report.sentences")


def templates(
    stated: Mapping[str, Any], language: Language, place_of: Callable[[str], Place | None]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """
    Return the sentences of the table *stated* by their keys, and what is wrong with it.

    *place_of* gives the place of a key. Keys, values and names in braces that nobody knows are left out.
    """
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    known = WORDS.spoken(language)
    for key, text in stated.items():
        at = place_of(key)
        if key not in known:
            problems.append(problem("sentence-unknown", at, name=key, near=nearest(key, known)))
        elif not isinstance(text, str):
            problems.append(problem("sentence-no-text", at, name=key))
        else:
            allowed = _fields(known[key])
            wrong = [field for field in _fields(text) if field not in allowed]
            names = ", ".join(f"{{{name}}}" for name in allowed) or "-"
            problems += [problem("sentence-field", at, name=key, field=one, wanted=names) for one in wrong]
            if not wrong:
                found[key] = text
    return found, problems


def _fields(text: str) -> list[str]:
    """Return the names in braces, each with what else stands in its braces; ``{`` alone is a name of its own."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        return ["{"]
    return list(
        dict.fromkeys(
            f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"
            for _, name, form, conversion in parsed
            if name is not None
        )
    )
