"""Why a value is none, in words: the reasons, and the way from them up to the result that was asked for."""

from collections.abc import Sequence

from lkjdsl.catalogue import reasons as catalogue
from lkjdsl.core.program import Program
from lkjdsl.diagnostic import Language, filled
from lkjdsl.model.results import subject_of
from lkjdsl.model.values import Reason, State, Value

SHOWN = 6
"""More reasons than this are counted, not told."""


def reason_text(program: Program, values: Sequence[Value], path: str, value: State, language: Language) -> str:
    """
    Return the reasons of *value*, one sentence each, and the chain of nodes from the first of them up to *path*.

    *values* are those of the steps of *program*.
    """
    links = chain(program, values, path, value.reasons[0])
    way = f" ({' ← '.join(links)})" if len(links) > 1 else ""
    return cause_text(program, value, language) + way


def cause_text(program: Program, value: State, language: Language) -> str:
    """Return the reasons of *value*, a value of *program*, one sentence each."""
    by_case: dict[tuple[str, str], list[Reason]] = {}
    for reason in value.reasons:
        # What does not say where it arose is said once, of everything it is about.
        where = reason.where if "{where}" in catalogue()[reason.code].words[language] else ""
        by_case.setdefault((reason.code, where), []).append(reason)
    sentences = []
    for (code, where), reasons in list(by_case.items())[:SHOWN]:
        about = ", ".join(dict.fromkeys(reason.about for reason in reasons if reason.about))
        sentences.append(sentence(code, subject_of(program.outputs, where), about, language))
    if len(by_case) > SHOWN:
        sentences.append(filled(catalogue()["more-reasons"].words[language], {"more": len(by_case) - SHOWN}, language))
    return "; ".join(sentences)


def sentence(code: str, where: str, about: str, language: Language) -> str:
    """Return the sentence of one reason, that arose *where*, about something."""
    return filled(catalogue()[code].words[language], {"where": where, "about": about}, language)


def chain(program: Program, values: Sequence[Value], path: str, reason: Reason) -> list[str]:
    """Return the results from *path* down to where *reason* arose, each needing the next."""
    if path not in program.results:
        return []
    links = [path]
    index = program.results[path]
    while True:
        step = program.steps[index]
        below = [argument for argument in step.arguments if _has(values[argument], reason)]
        if not below:
            break
        index = below[0]
        origin = program.steps[index].origin
        if origin.role != "points" and origin.path != links[-1]:
            links.append(origin.path)
    return list(dict.fromkeys(links))


def _has(value: Value, reason: Reason) -> bool:
    return isinstance(value, State) and reason in value.reasons
