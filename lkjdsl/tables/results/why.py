"""Why a row has no result, in words, or as the code of it."""

from collections.abc import Mapping

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.reasons import sentence
from lkjdsl.model.results import Output, subject_of
from lkjdsl.model.values import Reason
from lkjdsl.tables.kernel.two_years import in_its_year
from lkjdsl.words import Words

UNREADABLE = "unreadable-cell"
"""The reason of every result of a row that has a cell which cannot be read."""
WORDS = Words("tables.reasons")


def why(reason: Reason, outputs: Mapping[str, Output], language: Language | None) -> str:
    """Return the sentence of a reason that names what it is about; its code where there is no *language*."""
    if language is None:
        return reason.code
    if reason.code == UNREADABLE:
        return WORDS["unreadable"].text(language)
    where, about = (in_its_year(path)[0] for path in (reason.where, reason.about))
    return sentence(reason.code, subject_of(outputs, where), about, language)
