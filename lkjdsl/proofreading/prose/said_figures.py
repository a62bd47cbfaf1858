"""Whether the words around a number of a sentence say that it is a figure, or leave that it is one."""

import re

from lkjdsl.model.results import ComparedAchievement, NodeValue, TargetValue
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigure, SpokenFigures
from lkjdsl.proofreading.sentences.spans import sentence_at

SAID = {
    ".target": "target_said",
    ".achievement": "achieved_said",
    ".contribution": "contribution_said",
    ".weight": "weight_said",
    ".absorption": "absorbed_said",
    ".efficiency": "efficient_said",
}
"""The words for what is printed, by the ends of paths."""
OF_SENTENCE = ("weight_said", "contribution_said")
"""What is said once for all that a sentence lists."""
LISTING = (",", ";")
"""What stands between two numbers of which the second is of what stands behind it."""


def is_said(number: NumberInText, figure: SpokenFigure, figures: SpokenFigures, taken: str = "") -> bool:
    """Return whether the words nearest to *number* speak of *figure*, be it by words that the name *taken* has not."""
    lead, tail = _words_before(number), _words_behind(number)
    if figure.difference:
        is_more = form("more_by").search(lead) or form("points").match(number.site.text.string, number.end)
        return has_any(lead, genre().change) or is_more is not None
    year = _year_said(lead, tail, figures.known.year)
    path, output = figure.quantity.path, figure.quantity.output
    kind = None if output is None else output.kind
    compared = kind.of if isinstance(kind, TargetValue) else kind
    is_of_plan = isinstance(kind, TargetValue) and isinstance(compared, ComparedAchievement)
    is_later = (
        is_of_plan and year is not None and year > figures.known.year
    )  # the edition has no year of its own for it
    if not is_later and (year or figures.known.year) != figure.year:
        return False
    if isinstance(compared, ComparedAchievement) and not is_later:
        return figures.topics.comparison(f"{lead} {tail}") == compared.name
    said = _word_for(path)
    if said is not None:
        start, _ = sentence_at(number.site.text.string, number.start)
        before = number.site.text.string[start : number.start]
        if said == "achieved_said" and figures.topics.comparison(before):
            return False  # dibandingkan dengan RPJMD sebesar 95%, capaiannya …
        is_listed = said in OF_SENTENCE or (said == "target_said" and not _says_role(lead))
        return form(said).search(before if is_listed else lead) is not None
    if isinstance(kind, NodeValue) and (phrase("value").search(lead) or (taken == figure.quantity.name and year)):
        return True
    names = {word for name in figure.entity.names for word in words_of(name)}
    if taken == figure.quantity.name and form("compared_year").search(number.site.text.string, 0, number.start):
        return not names.isdisjoint(words_of(lead))  # dibandingkan tahun 2024, dan menghasilkan indeks 61,61
    telling = names - set(words_of(taken)) - light_words()
    return not telling.isdisjoint(words_of(lead)) or _has_short_name(lead, figure, figures)


def is_left(number: NumberInText, figure: SpokenFigure, figures: SpokenFigures) -> bool:
    """
    Return whether the words of the sentence up to *number* leave that it is *figure*, where its digits speak for it.

    They say no other year and nothing else that is printed; the comparison, or that something was achieved, may stand
    anywhere before it, and a name alone stands for its result.
    """
    string, known = number.site.text.string, figures.known
    start, _ = sentence_at(string, number.start)
    before, lead, tail = string[start : number.start], _words_before(number), _words_behind(number)
    if figure.difference or phrase("condition").search(before):
        return False
    year = _year_said(lead, tail, known.year)
    if year is None and form("from_last").search(before):
        year = known.year - 1
    path, output = figure.quantity.path, figure.quantity.output
    kind = None if output is None else output.kind
    if (year or known.year) != figure.year or isinstance(kind, TargetValue):
        return False
    if isinstance(kind, ComparedAchievement):
        return figures.topics.comparison(before) == kind.name and not _says(lead, "target_said")
    if figures.topics.comparison(before):
        return False
    said = _word_for(path)
    others = [key for key in SAID.values() if key != said and _says(lead, key)]
    if said == "achieved_said":
        is_told = figure.entity.sort != "node" or _says(before, said) or _says(before, "target_said")
        return is_told and others in ([], ["target_said"])
    return isinstance(kind, NodeValue) and not others and not _tells_of_others(before, lead, figure, figures)


def _tells_of_others(before: str, lead: str, figure: SpokenFigure, figures: SpokenFigures) -> bool:
    """Return whether the words in front of a number are of a mean or a place, or strange where it has no name there."""
    own = {word for name in figure.entity.names for word in words_of(name)}
    if phrase("of_others").search(" ".join(word for word in lead.split() if not own & set(words_of(word)))):
        return True
    if (own - light_words()) & set(words_of(before)) or _has_short_name(before, figure, figures):
        return False
    known = own | plain_words() | weak_words() | light_words() | figures.vocabulary.harmless(figure.entity)
    return not set(words_of(lead)) <= known


def _has_short_name(text: str, figure: SpokenFigure, figures: SpokenFigures) -> bool:
    """Return whether *text* has the word in capitals that an indicator is called by."""
    short = (word for word, entity in figures.vocabulary.abbreviations.items() if entity is figure.entity)
    return not set(short).isdisjoint(text.split())


def _word_for(path: str) -> str | None:
    """Return the word for what is printed at *path*, None where it is a result, an input or a cell."""
    return next((key for end, key in SAID.items() if f".{path}".endswith(end)), None)


def _says(words: str, key: str) -> bool:
    return form(key).search(words) is not None


def _says_role(words: str) -> bool:
    """Return whether *words* say themselves what a number is: *menetapkan target A sebesar 78% dan B sebesar 88*."""
    return any(phrase(role).search(words) for role in ("value", "achievement", "either"))


def _year_said(lead: str, tail: str, year: int) -> int | None:
    """Return the year that the words behind a number name, or else the last one before it."""
    for words, at in ((tail, 0), (lead, -1)):
        hits = [hit[0] for hit in form("a_year").finditer(words)]
        if hits:
            return int(hits[at]) if hits[at].isdigit() else year - 1
    return None


def _words_before(number: NumberInText) -> str:
    """Return the words between the last break, or the number before it, and *number*."""
    string = number.site.text.string
    start, _ = sentence_at(string, number.start)
    ends = [other.end for other in number.site.numbers if other.measures and other.end <= number.start]
    last = max([start, *ends])
    begins = [last, *(hit.end() for hit in form("reading_break").finditer(string, last, number.start))]
    while len(begins) > 1 and form("stated_weak").fullmatch(string, begins[-1], number.start):
        if string[begins[-1] : number.start].strip() == "" and string[: begins[-1]].rstrip()[-1:] in LISTING:
            return ""  # 131 rambu, 2.850 meter marka
        begins.pop()
    return string[begins[-1] : number.start]


def _words_behind(number: NumberInText) -> str:
    """Return the words behind *number* up to the next break or number."""
    string = number.site.text.string
    _, end = sentence_at(string, number.start)
    stop = min([end, *(other.start for other in number.site.numbers if other.start >= number.end and other.measures)])
    return re.split(r"[,;:()]", string[number.end : stop])[0]
