"""Means of achievements in sentences: of all indicators, or of those of an objective."""

import re
from functools import cache

from lkjdsl.proofreading.names.clauses import Clause, plain_words, weak_words
from lkjdsl.proofreading.names.coined_measures import in_plain_words
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.numbered_objectives import objectives_in
from lkjdsl.proofreading.names.offices import without_office
from lkjdsl.proofreading.names.spoken_names import opening_name
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.spelled import spelled_number, whole_number


def is_mean(vocabulary: Vocabulary, clause: Clause, mention: NamedSpan | None) -> bool:
    """Return whether a number is said to be a mean, and the section is not about an indicator that is called one."""
    said = phrase("average")
    if said.search(in_plain_words(clause.lead, vocabulary.coined)) or (
        clause.counted is not None and said.search(clause.counted.lead)
    ):
        return True
    node = clause.topic.node if mention is None else None
    is_own = node is not None and any(form("average").search(name) for name in node.names)
    return form("average").search(clause.plain_lead) is not None and not is_own


def average(vocabulary: Vocabulary, clause: Clause, mention: NamedSpan | None) -> str:
    """Return a mean of achievements: of all, or of the objective that is named."""
    lead = clause.lead if clause.counted is None else f"{clause.counted.lead} {clause.lead}"
    lead = in_plain_words(lead, vocabulary.coined)
    said = phrase("average").search(lead)
    if said is None or not clause.number.percent or form("of_the_others").search(lead):
        return ""
    if clause.counted is not None and clause.counted.number.value != len(vocabulary.definition.indicators):
        return ""
    if form("some_of_them").search(lead) or _says_more(vocabulary, lead[said.end() :]):
        return ""  # rata-rata capaian ketiga IKK yang mencapai target; rata-rata capaian SPM
    objective = mention.entity if mention is not None and mention.entity.sort == "objective" else None
    numbered = list(objectives_in(vocabulary, clause.string, clause.start, clause.number.start))
    objective = objective or (numbered[0].entity if len(numbered) == 1 else None)
    if objective is None and form("this_objective").search(lead):
        objective = clause.topic.group
    opened = opening_name(vocabulary, clause.string) if objective is None else None
    objective = opened if opened is not None and opened.sort == "objective" else objective
    path = "achievement" if objective is None else objective.roles.get("achievement", "")
    of_all = phrase("all").search(lead) is not None or _counts_all(vocabulary, lead)
    if form("extreme").search(lead) or form("objective_before").search(lead[: said.start()]):
        return ""
    if objective is None and (
        (mention is not None and mention.end > clause.last and mention.entity.sort == "node")
        or (not of_all and _other_average(vocabulary).search(lead))
    ):
        return ""
    return path if path and vocabulary.quantities.find(path) else ""


def _says_more(vocabulary: Vocabulary, text: str) -> bool:
    """Return whether words behind *rata-rata capaian* tell of what it is, other than of all."""
    objectives = (entity.names[0] for entity in vocabulary.entities if entity.sort == "objective")
    known = _words_of_means().union(words_of(vocabulary.office), *map(words_of, objectives))
    said = form("brackets").sub(" ", re.split(r"[,;:]\s", without_office(text, vocabulary.office))[0])
    return any(word not in known for word in words_of(said) if not spelled_number(word))


@cache
def _words_of_means() -> frozenset[str]:
    texts = *genre().phrase["all"], *genre().phrase["compared"], *genre().counted, *genre().averaged
    return frozenset(word for one in texts for word in words_of(one)) | weak_words() | plain_words() | light_words()


def _counts_all(vocabulary: Vocabulary, lead: str) -> bool:
    """Return whether a mean is said to be of as many objectives as there are: *capaian keempat sasaran*."""
    match = form("all_objectives").search(lead)
    if match is None or vocabulary.definition.average == "indicators":
        return False
    return whole_number(match["each"] or match["number"]) == len(vocabulary.definition.objectives)


def _other_average(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the words of a mean that is not the one of the edition."""
    if vocabulary.definition.average == "indicators":
        return form("mean_of_others")
    return form("mean_of_objective")
