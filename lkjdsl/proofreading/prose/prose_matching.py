"""The numbers of sentences → paths: by the name before them and the word that says what is printed of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import define, evolve, field, frozen

from lkjdsl.documents.blocks import Heading, Paragraph
from lkjdsl.documents.headings import typed_number
from lkjdsl.proofreading.names.clauses import Clause
from lkjdsl.proofreading.names.defined_symbols import SYMBOL
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan, named_spans
from lkjdsl.proofreading.names.qualifiers import is_qualified
from lkjdsl.proofreading.names.short_names import shortened_paths
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import ROLES, genre, pattern, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.prose.other_subjects import (
    is_change,
    is_elsewhere,
    is_of_another,
)
from lkjdsl.proofreading.prose.prose_comparisons import of_comparison
from lkjdsl.proofreading.prose.prose_inputs import named_behind, of_input, of_share
from lkjdsl.proofreading.prose.prose_means import average, is_mean
from lkjdsl.proofreading.prose.prose_results import of_node
from lkjdsl.proofreading.sentences.calculations import CHAIN
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import PERCENT

PATH = re.compile(r"(?P<path>[^\W\d]\w*(?:\.\w+)*)\s[^:]*:\s*")
"""The path that our own reports put before a name and its result."""


@cache
def _limit() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, genre().limit))})\s*(?:sebesar|adalah)?\s*\Z", re.IGNORECASE)


@frozen(eq=False)
class MatchedNumber:
    """
    A number with the paths that it may be the value of; of several nothing tells which.

    ``year`` is that of the figure, where something says it.
    """

    number: NumberInText
    paths: Sequence[str]
    year: int | None = None


@define(eq=False)
class ProseMatcher:
    """
    Matches one paragraph after the other.

    ``capaian_is_achievement`` tells that tables of the report print a result beside a *capaian* of it.
    """

    vocabulary: Vocabulary
    topics: Topics
    capaian_is_achievement: bool = False
    _list_role: str = field(default="", init=False)

    def claims(self, site: Site) -> Iterator[MatchedNumber]:
        """Yield the numbers of a paragraph with what they may be the value of."""
        self.read_list(site)
        string, before = site.text.string, None
        chains = [hit.span() for one in (CHAIN, form("rule")) for hit in one.finditer(string)]
        numbers = [
            number
            for number in site.numbers
            if number.measures
            and not any(first <= number.start < last for first, last in chains)
            and not form("operand_before").match(string, number.end)
            and not form("operand_behind").search(string[: number.start])
        ]
        for start, end in spans(string) if numbers else ():
            inside = [number for number in numbers if start <= number.start < end]
            if not inside:
                continue
            mentions = named_spans(self.vocabulary, string, start, end, [number.start for number in inside])
            if not mentions:
                mentions = self._subject(string, start, inside[0])
            sentence = Clause(string, start, end, inside[0], start, self.topics.of(site.block), "", mentions)
            yield from self._of_sentence(sentence, inside, before)
            before = _only_node(mentions) if mentions else before

    def _of_sentence(
        self, sentence: Clause, numbers: Sequence[NumberInText], before: Entity | None
    ) -> Iterator[MatchedNumber]:
        """Yield the numbers of a *sentence*; *before* is what the one before it names."""
        taken: set[str] = set()
        claim: MatchedNumber | None = None
        clause: Clause | None = None
        for at, number in enumerate(numbers):
            last = numbers[at - 1].end if at else sentence.start
            path = claim.paths[0] if claim is not None and len(claim.paths) == 1 else ""
            previous, claim, clause = clause, None, None
            comparison = self._comparison(sentence, number, last)
            clause = evolve(
                sentence, number=number, last=last, comparison=comparison, taken=taken, previous=previous, before=path
            )
            claim = self._match(clause, before)
            if claim is not None:
                taken |= {path for path in claim.paths if len(claim.paths) == 1}
                yield claim

    def _comparison(self, sentence: Clause, number: NumberInText, last: int) -> str:
        """Return the comparison that the words around a number speak of, or else the section."""
        string, start = sentence.string, sentence.start
        is_compared = form("progress").search(string, last, number.start) or (
            form("achieved_lead").search(string, last, number.start)
            and form("compared_target").search(string, start, last)
            and not phrase("target").search(string, last, number.start)
        )
        said = string[start if is_compared else last : min(sentence.end, number.end + 40)]
        return self.topics.comparison(said) or sentence.topic.comparison

    def _match(self, clause: Clause, before: Entity | None) -> MatchedNumber | None:
        mention = self._mention(clause.names, clause.number, clause.last)
        if (
            mention is not None
            and mention.is_other
            and phrase("average").search(clause.string, mention.start, clause.number.start)
        ):
            mention = None  # Hasil pengukuran memperlihatkan rata-rata capaian
        path = self._own_path(clause) or of_comparison(clause, mention, self.vocabulary.year)
        if path or (mention is not None and mention.is_other):
            return _matched(clause.number, path)
        if form("supposed").search(clause.string, clause.start, clause.number.start) or _is_said_again(clause):
            return None
        claim = self._claim(clause, mention, before)
        if claim is not None or _limit().search(clause.lead):
            return claim
        claim = _matched(clause.number, named_behind(self.vocabulary, clause))
        if claim is None and not is_elsewhere(clause, self.vocabulary.year, self.vocabulary.office):
            paths = shortened_paths(self.vocabulary, clause)
            claim = MatchedNumber(clause.number, paths) if paths else None
        return claim

    def _own_path(self, clause: Clause) -> str:
        """Return the path that our own reports put before a name and its result; nothing before any other number."""
        match = PATH.match(clause.string)
        is_there = match is not None and match.end() == clause.number.start
        return match["path"] if match and is_there and self.vocabulary.quantities.find(match["path"]) else ""

    @staticmethod
    def _mention(mentions: Sequence[NamedSpan], number: NumberInText, last: int) -> NamedSpan | None:
        """
        Return the name before a number; of an indicator and what it counts the one that its marks go with.

        What stands just behind the number before is its own: ``dari 122 penugasan yang direncanakan, sebanyak 118``.
        """
        before = [mention for mention in mentions if mention.end <= number.start]
        if not before:
            return None
        near = [span for span in before if span.end > before[-1].start]
        if any(span.entity.sort == "input" and 0 < span.start - last <= 1 for span in near):
            return None
        of_marks = [span for span in near if (span.entity.unit == PERCENT) == number.percent]
        return (of_marks or near)[-1]

    def read_list(self, site: Site) -> None:
        """Keep what a lead-in says of the numbers in the list behind it: ``dengan capaian:``."""
        string, block = site.text.string, site.block
        if string.rstrip().endswith(":"):
            hits = [(hit.end(), role) for role in ROLES for hit in phrase(role).finditer(string)]
            last = max(hits, default=None)
            is_near = last is not None and len(string[last[0] :].split()) <= 4  # noqa: PLR2004
            self._list_role = last[1] if last is not None and is_near else ""
        elif isinstance(block, Heading) or not (
            isinstance(block, Paragraph) and (block.number or typed_number(string) is not None)
        ):
            self._list_role = ""

    def _claim(self, clause: Clause, mention: NamedSpan | None, before: Entity | None) -> MatchedNumber | None:
        number, lead = clause.number, clause.lead
        if phrase("weight").search(lead) and (number.percent or mention is not None):
            return self._weight(clause, mention)
        if (
            is_elsewhere(clause, self.vocabulary.year, self.vocabulary.office)
            or _limit().search(lead)
            or form("limit").match(clause.follow)
            or (number.percent and form("points").match(clause.follow))
            or re.search(r"\d\s?%?\s?[-–]\s?\Z", clause.string[clause.start : number.start])
        ):
            return None
        if is_mean(self.vocabulary, clause, mention):
            return _matched(number, average(self.vocabulary, clause, mention))
        if is_change(clause):
            return None
        entity = mention.entity if mention is not None else before or clause.topic.node
        carried = self.vocabulary.result_at.get(clause.before)
        is_before = mention is not None and mention.end <= clause.last and mention.entity.sort == "input"
        if carried is not None and (mention is None or is_before):
            entity, mention = carried, None  # 77,21% dengan capaian 104,34%
        is_aimed = mention is None and phrase("target").search(clause.string, clause.start, clause.end)
        if is_aimed and entity is not None and entity.sort == "node" and "target" not in entity.roles:
            entity = clause.topic.with_role("target") or entity
        if entity is None:
            return None
        if is_qualified(self.vocabulary, clause, mention, entity):
            return None
        if mention is None and form("indicators_counted").search(clause.string, clause.start, number.start):
            return None  # 2 indikator mencapai 100%
        if entity.sort == "objective":
            return None
        if entity.sort == "input":
            path = of_input(self.vocabulary, clause, mention, entity) or of_share(self.vocabulary, clause, entity)
            return _matched(number, path)
        paths = of_node(
            self.vocabulary, clause, mention, entity, self._list_role, is_achievement=self.capaian_is_achievement
        )
        return MatchedNumber(number, paths) if paths else None

    def _weight(self, clause: Clause, mention: NamedSpan | None) -> MatchedNumber | None:
        """Return a weight: of the symbol beside it, of the name before it, or of what its heading is about."""
        around = clause.string[clause.last : clause.number.end + 16]
        symbols = [self.topics.symbol(hit["symbol"], clause.topic) for hit in SYMBOL.finditer(around)]
        entity = symbols[0] if symbols else None
        if entity is None and mention is not None and mention.entity.sort == "node":
            entity = mention.entity
        if entity is None and isinstance(clause.number.site.block, Heading):
            entity = clause.topic.node
        path = "" if entity is None else entity.roles.get("weight", "")
        return _matched(clause.number, path)

    def _subject(self, string: str, start: int, number: NumberInText) -> list[NamedSpan]:
        """Return what the clause before the first number is about, as a row of a table is named."""
        clause = re.split(r"[,;:]\s", string[start : number.start])[-1]
        match = form("subject").match(clause)
        if match is None:
            return []
        name = form("subject_role").sub("", match["name"].strip())
        if set(words_of(name)) <= light_words():
            return []  # nilai kinerja organisasi
        entity = self.vocabulary.best([match["name"], name]) or self.vocabulary.best([match["name"], name], ("node",))
        at = number.start - len(clause)
        if entity is None or is_of_another(name, entity) or pattern(tuple(genre().places)).search(name):
            return []
        return [NamedSpan(entity, at + match["name"].find(name), at + match.end("name"))]


def _is_said_again(clause: Clause) -> bool:
    """Return whether a count is that of a sentence or paragraph before: ``Dari 39 instruktur tersebut``."""
    earlier = (one for one in clause.number.site.numbers if one.end <= clause.start)
    is_that = form("that_count").match(clause.string, clause.number.end) is not None
    return is_that and (clause.start == 0 or any(one.value == clause.number.value for one in earlier))


def _matched(number: NumberInText, path: str) -> MatchedNumber | None:
    return MatchedNumber(number, [path]) if path else None


def _only_node(mentions: Sequence[NamedSpan]) -> Entity | None:
    """Return the only indicator or component that is named, None where several are."""
    nodes = {mention.entity.path: mention.entity for mention in mentions if not mention.is_other}
    nodes = {path: entity for path, entity in nodes.items() if entity.sort == "node"}
    return next(iter(nodes.values())) if len(nodes) == 1 else None
