"""The numbers of sentences → paths: by the name before them and the word that says what is printed of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import define, field, frozen

from lkjdsl.documents.blocks import Heading, Paragraph
from lkjdsl.documents.headings import typed_number
from lkjdsl.proofreading.clauses import Clause, plain_words, weak_words
from lkjdsl.proofreading.forms import form
from lkjdsl.proofreading.genre import ROLES, genre, pattern, phrase
from lkjdsl.proofreading.named_spans import NamedSpan, named_spans
from lkjdsl.proofreading.numbers import NumberInText, Site
from lkjdsl.proofreading.other_subjects import counts_others, is_change, is_elsewhere, is_of_another, names_another
from lkjdsl.proofreading.other_times import years_in
from lkjdsl.proofreading.rows_in_prose import rows_in_sentence
from lkjdsl.proofreading.sentences import CHAIN, spans
from lkjdsl.proofreading.similarity import words_of
from lkjdsl.proofreading.topics import SYMBOL, Topics
from lkjdsl.proofreading.vocabulary import EXACT, Entity, Vocabulary
from lkjdsl.units import PERCENT, RUPIAH

PATH = re.compile(r"(?P<path>[^\W\d]\w*(?:\.\w+)*)\s[^:]*:\s*")
"""The path that our own reports put before a name and its result."""
AMOUNT = re.compile(r"(?:Rp\.?\s?)?\d[\d.,]*")


@cache
def _limit() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, genre().limit))})\s*(?:sebesar|adalah)?\s*\Z", re.IGNORECASE)


@frozen(eq=False)
class MatchedNumber:
    """A number with the paths that it may be the value of; of several nothing tells which."""

    number: NumberInText
    paths: Sequence[str]


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
        self._read_list(site)
        if not any(number.measures for number in site.numbers):
            return
        string, topic = site.text.string, self.topics.of(site.block)
        before: Entity | None = None
        chains = [found.span() for one in (CHAIN, form("rule")) for found in one.finditer(string)]
        for start, end in spans(string):
            numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
            numbers = [number for number in numbers if not any(first <= number.start < last for first, last in chains)]
            if not numbers:
                continue
            rows = dict(rows_in_sentence(self.vocabulary, string[start:end], start, numbers))
            yield from (MatchedNumber(number, [path]) for number, path in rows.items())
            mentions = named_spans(self.vocabulary, string, start, end, [number.start for number in numbers])
            taken: dict[str, Entity] = {}
            for at, number in enumerate(numbers):
                last = numbers[at - 1].end if at else start
                if number in rows:
                    continue
                if not mentions and at == 0:
                    mentions = self._subject(string, start, number)
                said = start if form("progress").search(string, last, number.start) else last
                comparison = self.topics.comparison(string[said : number.end + 40]) or topic.comparison
                clause = Clause(string, start, end, number, last, topic, comparison, mentions)
                mention = self._mention(mentions, number, last)
                path = self._own_path(clause)
                if path:
                    yield MatchedNumber(number, [path])
                    continue
                if mention is not None and mention.is_other:
                    continue
                claim = self._claim(clause, mention, before, taken) or self._named_behind(clause)
                if claim is not None:
                    yield claim
            if mentions:
                nodes = {
                    id(one.entity): one.entity for one in mentions if one.entity.sort == "node" and not one.is_other
                }
                before = next(iter(nodes.values())) if len(nodes) == 1 else None

    def _own_path(self, clause: Clause) -> str:
        """Return the path that our own reports put before a name and its result; nothing before any other number."""
        found = PATH.match(clause.string)
        is_there = found is not None and found.end() == clause.number.start
        return (
            found["path"] if found is not None and is_there and self.vocabulary.quantities.find(found["path"]) else ""
        )

    @staticmethod
    def _mention(mentions: Sequence[NamedSpan], number: NumberInText, last: int) -> NamedSpan | None:
        """
        Return the name before a number; of an indicator and what it counts the one that its marks go with.

        What stands just behind the number before is its own: ``dari 122 penugasan yang direncanakan, sebanyak 118``.
        """
        before = [one for one in mentions if one.end <= number.start]
        if not before:
            return None
        near = [one for one in before if one.end > before[-1].start]
        if any(one.entity.sort == "input" and 0 < one.start - last <= 1 for one in near):
            return None
        of_marks = [one for one in near if (one.entity.unit == PERCENT) == number.percent]
        return (of_marks or near)[-1]

    def _read_list(self, site: Site) -> None:
        """Keep what a lead-in says of the numbers in the list behind it: ``dengan capaian:``."""
        string, block = site.text.string, site.block
        if string.rstrip().endswith(":"):
            hits = [(found.end(), role) for role in ROLES for found in phrase(role).finditer(string)]
            last = max(hits, default=None)
            is_near = last is not None and len(string[last[0] :].split()) <= 4  # noqa: PLR2004
            self._list_role = last[1] if last is not None and is_near else ""
        elif isinstance(block, Heading) or not (
            isinstance(block, Paragraph) and (block.number or typed_number(string) is not None)
        ):
            self._list_role = ""

    def _claim(
        self, clause: Clause, mention: NamedSpan | None, before: Entity | None, taken: dict[str, Entity]
    ) -> MatchedNumber | None:
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
        if phrase("average").search(lead) or form("average").search(clause.plain_lead):
            return self._average(clause, mention)
        if is_change(clause):
            return None
        entity = mention.entity if mention is not None else before or clause.topic.node
        if entity is None:
            return None
        if entity.sort == "objective":
            return self._of_objective(clause, mention, entity)
        if entity.sort == "input":
            claim = self._of_input(clause, mention, entity)
            if claim is not None:
                taken[entity.path] = entity
            return claim or self._of_share(clause, entity, taken)
        return self._of_node(clause, mention, entity, taken)

    def _of_node(
        self, clause: Clause, mention: NamedSpan | None, entity: Entity, taken: dict[str, Entity]
    ) -> MatchedNumber | None:
        if counts_others(clause, entity):
            return None
        role, number = self._role(clause, mention), clause.number
        is_same_amount = (
            form("same_amount").fullmatch(clause.lead) is not None
            and number.percent
            and taken.get(entity.roles["value"]) is entity
        )
        if is_same_amount:
            role = "achievement"
        elif role == "base":
            is_part = form("part_behind").match(clause.follow) is not None
            role = "target" if entity.unit == RUPIAH and not is_part else ""
        if mention is None and role not in entity.roles:
            entity = clause.topic.with_role("achievement" if role == "either" else role) or entity
        roles = self._either(clause, entity, taken) if role == "either" else [role]
        if not role and mention is not None and self._is_beside(clause, mention):
            roles = ["value", "achievement", "target", "weight"]
            of_percent = ("achievement", "weight")
            roles = [one for one in roles if one in entity.roles and (one not in of_percent or number.percent)]
        is_loose = mention is None or mention.end < clause.last
        of_target = role == "value" and self._is_of_target(clause, entity)
        if is_loose and mention is None and not of_target and names_another(clause, entity, self.vocabulary.office):
            return None
        clear = len(roles) == 1 and (self._is_clear(entity, roles[0], clause.lead) or of_target)
        if is_loose and not is_same_amount and not clear:
            return None
        paths = [path for one in roles if (path := self._path(entity, one, clause))]
        if len(paths) == 1:
            taken[paths[0]] = entity
        return MatchedNumber(number, paths) if paths else None

    @staticmethod
    def _is_of_target(clause: Clause, entity: Entity) -> bool:
        """Return whether a count stands before its target, and what is counted is what *entity* counts."""
        counted = form("count_of_target").match(clause.follow)
        if counted is None or clause.number.percent or clause.number.rupiah:
            return False
        known = {word for name in entity.names for word in words_of(name)}
        return counted["noun"].casefold() == entity.unit.casefold() or not known.isdisjoint(words_of(counted["noun"]))

    def _is_beside(self, clause: Clause, mention: NamedSpan) -> bool:
        """Return whether nothing but the year stands between a name and its number."""
        between = clause.string[mention.end : clause.number.start]
        if clause.number.rupiah or len(clause.string[mention.start : mention.end].split()) < 2:  # noqa: PLR2004
            return False  # a single word may name anything
        if re.fullmatch(r"\s*\(\s*", between):
            return re.match(r"\s*[);]", clause.follow) is not None
        beside = form("behind_name").fullmatch(between)
        return beside is not None and beside["year"] in (None, str(self.vocabulary.year))

    def _path(self, entity: Entity, role: str, clause: Clause) -> str:
        """Return the path of a *role*, of a comparison where the place speaks of one."""
        compared = clause.comparison
        if compared and compared in entity.roles:
            if role == "target":
                return entity.roles[f"{compared}.target"]
            if role == "achievement":
                return entity.roles[compared]
        return entity.roles.get(role, "")

    def _weight(self, clause: Clause, mention: NamedSpan | None) -> MatchedNumber | None:
        """Return a weight: of the symbol beside it, of the name before it, or of what its heading is about."""
        around = clause.string[clause.last : clause.number.end + 16]
        symbols = [self.topics.symbol(found["symbol"], clause.topic) for found in SYMBOL.finditer(around)]
        entity = symbols[0] if symbols else None
        if entity is None and mention is not None and mention.entity.sort == "node":
            entity = mention.entity
        if entity is None and isinstance(clause.number.site.block, Heading):
            entity = clause.topic.node
        path = "" if entity is None else entity.roles.get("weight", "")
        return MatchedNumber(clause.number, [path]) if path else None

    def _average(self, clause: Clause, mention: NamedSpan | None) -> MatchedNumber | None:
        """Return a mean of achievements: of all, or of the objective that is named."""
        if not (phrase("average").search(clause.lead) and clause.number.percent):
            return None
        objective = mention.entity if mention is not None and mention.entity.sort == "objective" else None
        if objective is None and form("this_objective").search(clause.lead):
            objective = clause.topic.group
        path = "achievement" if objective is None else objective.roles.get("achievement", "")
        of_all = phrase("all").search(clause.lead) is not None
        if objective is None and (
            (mention is not None and mention.end > clause.last and mention.entity.sort != "objective")
            or (not of_all and self._other_average().search(clause.lead))
        ):
            return None
        return MatchedNumber(clause.number, [path]) if path and self.vocabulary.quantities.find(path) else None

    def _of_objective(self, clause: Clause, mention: NamedSpan | None, entity: Entity) -> MatchedNumber | None:
        """Return the mean of an objective in a list of them, whose lead-in says what is listed."""
        path = entity.roles.get("achievement", "")
        between = "" if mention is None else clause.string[max(mention.end, clause.last) : clause.number.start]
        words, said = set(words_of(between)) - weak_words(), set(words_of("capaian"))
        is_near = mention is not None and clause.last <= mention.start and words <= said
        is_listed = (bool(words) or self._list_role in ("achievement", "either")) and clause.number.percent
        return MatchedNumber(clause.number, [path]) if path and is_near and is_listed else None

    def _of_input(self, clause: Clause, mention: NamedSpan | None, entity: Entity) -> MatchedNumber | None:
        if mention is not None and form("denied_behind").match(clause.string, mention.end):
            return None
        near = (
            mention is not None
            and clause.last <= mention.end
            and len(clause.string[mention.end : clause.number.start].split()) <= 4  # noqa: PLR2004
        )
        ending = form("amounts_to").search(clause.lead)
        is_beside = mention is not None and not clause.string[mention.end : clause.number.start].strip()
        between = clause.string[mention.end : clause.number.start] if mention is not None else ""
        if clause.number.rupiah and not plain_words() | weak_words() >= set(words_of(AMOUNT.sub(" ", between))):
            return None  # the budget of a part
        is_amount = is_beside or (clause.number.rupiah and entity.unit == RUPIAH)
        named_years = {one for name in entity.names for one, _ in years_in(name)} - {self.vocabulary.year}
        if (
            mention is not None
            and named_years
            and not any(str(one) in clause.string[mention.start : clause.number.end + 30] for one in named_years)
        ):
            return None  # *Sisa perkara tahun 2024* is no other year's
        if clause.number.rupiah and form("spent").fullmatch(clause.lead):
            spent = self.vocabulary.spent.get(entity.path, "")
            return MatchedNumber(clause.number, [spent]) if spent else None
        if near and (ending or is_amount) and not clause.number.percent:
            return MatchedNumber(clause.number, [entity.roles["value"]])
        return None

    def _of_share(self, clause: Clause, entity: Entity, taken: dict[str, Entity]) -> MatchedNumber | None:
        """Return the percentage behind an amount as the indicator that the amount is the numerator of."""
        path = self.vocabulary.shares.get(entity.path, "")
        is_share = (
            clause.number.percent
            and entity.path in taken
            and form("same_amount").fullmatch(clause.units_left) is not None
        )
        return MatchedNumber(clause.number, [path]) if is_share and path else None

    def _either(self, clause: Clause, entity: Entity, taken: dict[str, Entity]) -> list[str]:
        """Return what *capaian* and *mencapai* may say: the units tell it, or what else the sentence prints."""
        value, achieved = entity.roles["value"], entity.roles.get("achievement")
        if achieved is None or value == achieved:
            return ["value"]
        if entity.unit != PERCENT:
            return ["achievement" if clause.number.percent else "value"]
        if value in taken or self._list_role == "achievement":
            return ["achievement"]
        if phrase("achievement").search(clause.follow):
            return ["value"]
        is_noun = self._list_role == "either" or form("capaian").search(clause.lead) is not None
        return ["achievement"] if is_noun and self.capaian_is_achievement else ["value", "achievement"]

    def _subject(self, string: str, start: int, number: NumberInText) -> list[NamedSpan]:
        """Return what the clause before the first number is about, as a row of a table is named."""
        clause = re.split(r"[,;:]\s", string[start : number.start])[-1]
        found = form("subject").match(clause)
        if found is None:
            return []
        name = form("subject_role").sub("", found["name"].strip())
        entity = self.vocabulary.best([found["name"], name]) or self.vocabulary.best([found["name"], name], ("node",))
        at = number.start - len(clause)
        if entity is None or is_of_another(name, entity) or pattern(tuple(genre().places)).search(name):
            return []
        return [NamedSpan(entity, at + found["name"].find(name), at + found.end("name"))]

    def _named_behind(self, clause: Clause) -> MatchedNumber | None:
        """Return a counted number with the input that the words behind it name to the letter."""
        number = clause.number
        named = re.match(r"\s+([^\d,.;:()]{8,90}?)(?=\s*(?:[,.;:()\d]|\Z))", clause.follow)
        if (
            named is None
            or number.percent
            or number.decimals
            or number.rupiah
            or is_elsewhere(clause, self.vocabulary.year, self.vocabulary.office)
        ):
            return None
        words = named[1].split()
        for size in range(len(words), 1, -1):
            name = " ".join(words[:size])
            for path, score in self.vocabulary.scores(name).items():
                entity = self.vocabulary.by_path[path]
                if entity.sort == "input" and entity.unit == "count" and score >= EXACT:
                    rest = " ".join(words[size:])
                    return None if rest else MatchedNumber(number, [entity.roles["value"]])
        return None

    def _is_clear(self, scope: Entity, role: str, lead: str) -> bool:
        """Return whether a clause that names nothing speaks of its section: it has few words of its own."""
        if role in ("", "either", "weight"):
            return False
        known = {word for name in scope.names for word in words_of(name)}
        strange = [word for word in words_of(lead) if word not in known and word not in plain_words()]
        return len(strange) <= 2  # noqa: PLR2004

    def _other_average(self) -> re.Pattern[str]:
        """Return the words of a mean that is not the one of the edition."""
        if self.vocabulary.definition.average == "indicators":
            return form("mean_of_others")
        return form("mean_of_objective")

    def _role(self, clause: Clause, mention: NamedSpan | None) -> str:
        """Return the role that the last word of one says, the name itself left out."""
        text = clause.lead
        if mention is not None and clause.last <= mention.start:
            outside = clause.string[max(clause.last, mention.start - 40) : mention.start]
            text = f"{outside.rpartition(',')[2]} {clause.string[mention.end : clause.number.start]}"
        elif mention is not None and clause.last < mention.end:
            text = clause.string[mention.end : clause.number.start]
        hits = []
        for rank, role in enumerate(ROLES):
            hits += [(found.end(), -rank, role) for found in phrase(role).finditer(text)]
        said = max(hits)[2] if hits else ""
        if said in ("", "target") and clause.number.percent and form("is_of_target").match(clause.follow):
            return "value"
        if said == "target":
            on_target = form("on_target").search(text)
            if on_target is not None and on_target["weak"] and not form("behind_target").match(clause.follow):
                return "achievement"
        if said:
            return said
        if mention is None and form("against_target").search(clause.string, clause.start, clause.last):
            return "achievement"
        if form("count_of_target").match(clause.follow) and not clause.number.percent:
            return "value"
        if mention is None or mention.end < clause.last:
            return ""
        name = clause.string[mention.start : mention.end]
        if clause.number.rupiah and phrase("base").search(name) and not phrase("value").search(name):
            return "base"
        if not phrase("weak").search(text):
            return ""
        return self._list_role or ("either" if clause.number.percent else "value")
