"""The numbers of sentences → paths: by the name before them and the word that says what is printed of it."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from attrs import define, frozen

from lkjdsl.proofreading.genre import ROLES, genre, pattern, phrase
from lkjdsl.proofreading.numbers import NumberInText, Site
from lkjdsl.proofreading.scope import scope_of, years_in
from lkjdsl.proofreading.sentences import CHAIN, spans
from lkjdsl.proofreading.similarity import words_of
from lkjdsl.proofreading.vocabulary import EXACT, MARGIN, Entity, Vocabulary
from lkjdsl.units import INDEX, PERCENT, RUPIAH

COVERED = 0.8
"""Which part of a name must stand before a number, by the weight of its words."""


@cache
def _limit() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, genre().limit))})\s*(?:sebesar|adalah)?\s*\Z", re.IGNORECASE)


@cache
def _plain_words() -> frozenset[str]:
    """Return the words of a clause that name nothing."""
    texts = [word for words in genre().role.values() for word in words] + list(genre().phrase["plain"])
    return frozenset(word for text in texts for word in words_of(text))


@cache
def _attained() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(genre().phrase['attained'])})(?:\s+sebesar)?\s*\Z", re.IGNORECASE)


@frozen(eq=False)
class NamedSpan:
    """A name in a sentence, and where it ends."""

    entity: Entity
    start: int
    end: int


@frozen(eq=False)
class MatchedNumber:
    """A number with the paths that it may be the value of, the first one the likeliest."""

    number: NumberInText
    paths: Sequence[str]
    is_certain: bool = False


@define(eq=False)
class ProseMatcher:
    """Matches one paragraph after the other."""

    vocabulary: Vocabulary

    def claims(self, site: Site) -> Iterator[MatchedNumber]:
        """Yield the numbers of a paragraph with what they may be the value of."""
        if not any(number.measures for number in site.numbers):
            return
        string = site.text.string
        scope = scope_of(site.headings, self.vocabulary)
        before: Entity | None = None
        chains = [found.span() for found in CHAIN.finditer(string)]
        for start, end in spans(string):
            numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
            numbers = [number for number in numbers if not any(first <= number.start < last for first, last in chains)]
            mentions = self._mentions(string, start, end)
            taken: set[str] = set()
            for number in numbers:
                if not mentions and number is numbers[0]:
                    mentions = self._subject(string, start, number)
                mention = next((one for one in reversed(mentions) if one.end <= number.start), None)
                claim = self._claim(string, start, end, number, mention, before or scope, taken)
                if claim is None:
                    claim = self._named_behind(string[number.end : end], number)
                if claim is not None:
                    taken.update(claim.paths[:1])
                    yield claim
            if mentions:
                nodes = {id(one.entity): one.entity for one in mentions if one.entity.sort == "node"}
                before = next(iter(nodes.values())) if len(nodes) == 1 else None

    def result_of(self, site: Site) -> Iterator[MatchedNumber]:
        """Yield the number that printed arithmetic ends in, by the name before its first equals sign."""
        string = site.text.string
        name, sign, rest = string.partition("=")
        last = site.numbers[-1] if site.numbers else None
        if not sign or last is None or CHAIN.search(string) is None or "=" not in rest:
            return
        if string[last.end :].strip(" .;)") or not string[: last.start].rstrip().endswith("="):
            return
        scope, plain = scope_of(site.headings, self.vocabulary), name.strip().casefold()
        entity = self.vocabulary.best([name], ("node",))
        if entity is not None:
            yield MatchedNumber(last, [entity.roles["value"]])
        elif scope is not None and plain in {"realisasi", "capaian", "capaian kinerja"}:
            role = "value" if plain == "realisasi" else "achievement"
            if role in scope.roles:
                yield MatchedNumber(last, [scope.roles[role]])

    def _claim(
        self,
        string: str,
        start: int,
        end: int,
        number: NumberInText,
        mention: NamedSpan | None,
        scope: Entity | None,
        taken: AbstractSet[str],
    ) -> MatchedNumber | None:
        numbers = [one for one in number.site.numbers if one.measures and start <= one.start < number.start]
        last = numbers[-1].end if numbers else start
        lead = string[max(last, start) : number.start]
        follow = string[number.end : end]
        if (
            self._is_elsewhere(string, start, end, number, lead)
            or _limit().search(lead)
            or re.match(r"\s*(?:poin|–|-\s*\d|sampai|s\.?d)", follow)
        ):
            return None
        if (
            phrase("average").search(lead)
            and number.percent
            and mention is None
            and not re.search(self._other_average(), lead, re.IGNORECASE)
        ):
            path = "achievement"
            return MatchedNumber(number, [path]) if self.vocabulary.quantities.find(path) is not None else None
        if re.search(r"rata-rata", lead, re.IGNORECASE):
            return None
        is_changed = pattern_any(genre().change, re.split(r"[,;]\s", lead)[-1])
        if is_changed and not re.search(r"\bmenjadi\b", lead, re.IGNORECASE):
            return None
        if re.search(r"\bdari\b\s*(?:sebesar\s*)?\Z", lead, re.IGNORECASE) and re.match(
            r"[^.;]{0,40}\bmenjadi\b", follow
        ):
            return None
        entity = mention.entity if mention is not None else scope
        if entity is None:
            return None
        if entity.sort == "input":
            near = mention is not None and last <= mention.end and len(string[mention.end : number.start].split()) <= 4  # noqa: PLR2004
            ending = re.search(r"(?:sebanyak|sebesar|adalah|yaitu|berjumlah|mencapai|:|=|\()\s*\Z", lead)
            return MatchedNumber(number, [entity.roles["value"]]) if near and ending and not number.percent else None
        role = self._role(
            lead if mention is None or mention.start <= last else string[mention.start : number.start],
            mention,
            string,
            number,
        )
        if role == "either" and entity.roles["value"] in taken and "achievement" in entity.roles:
            role = "achievement"  # its value stands before it in the sentence
        is_loose = mention is None or mention.end < last
        if (is_loose and not self._is_clear(entity, role, lead)) or (role == "either" and entity.unit == RUPIAH):
            return None
        if role == "either" and number.percent and entity.unit == INDEX and "achievement" in entity.roles:
            role = "achievement"
        if role == "either" and not number.percent and entity.unit != PERCENT:
            role = "value"
        return self._of_role(entity, role, number, lead)

    def _subject(self, string: str, start: int, number: NumberInText) -> list[NamedSpan]:
        """Return what the clause before the first number is about, as a row of a table is named."""
        clause = re.split(r"[,;:]\s", string[start : number.start])[-1]
        found = re.match(
            r"(?P<name>.*?)\s*(?:(?:pada |di )?tahun \d{4}\s*)?"
            r"(?:sebesar|adalah|mencapai|yaitu|dengan|sebanyak|memperoleh)\b",
            clause,
        )
        if found is None:
            return []
        roles = (
            r"^(?:capaian|realisasi|target|hasil|persentase capaian|tingkat capaian)(?: kinerja)?\s+(?:indikator\s+)?"
        )
        name = re.sub(roles, "", found["name"].strip(), flags=re.IGNORECASE)
        entity = self.vocabulary.best([found["name"], name]) or self.vocabulary.best([found["name"], name], ("node",))
        at = number.start - len(clause)
        return [] if entity is None else [NamedSpan(entity, at + found["name"].find(name), at + found.end("name"))]

    def _named_behind(self, follow: str, number: NumberInText) -> MatchedNumber | None:
        """Return a counted number with the input that the words behind it name to the letter."""
        named = re.match(r"\s+([^\d,.;:()]{8,90}?)(?=\s*(?:[,.;:()\d]|\Z))", follow)
        if named is None or number.percent or number.decimals or number.rupiah:
            return None
        words = named[1].split()
        for size in range(len(words), 1, -1):
            name = " ".join(words[:size])
            for entity in self.vocabulary.entities:
                if entity.sort == "input" and entity.unit == "count" and self.vocabulary.score(name, entity) >= EXACT:
                    rest = " ".join(words[size:])
                    return None if rest else MatchedNumber(number, [entity.roles["value"]])
        return None

    def _is_clear(self, scope: Entity, role: str, lead: str) -> bool:
        """Return whether a clause that names nothing speaks of its section: it has few words of its own."""
        if role in ("", "either", "weight"):
            return False
        known = {word for name in scope.names for word in words_of(name)}
        strange = [word for word in words_of(lead) if word not in known and word not in _plain_words()]
        return len(strange) <= 2  # noqa: PLR2004

    def _other_average(self) -> str:
        """Return the words of a mean that is not the one of the edition."""
        if self.vocabulary.definition.average == "indicators":
            return r"sasaran|tujuan|program"
        return r"(?:sasaran|tujuan)\s+(?:ini|tersebut|strategis|kegiatan|\d|pertama|kedua|ketiga)|indikator|program"

    def _role(self, lead: str, mention: NamedSpan | None, string: str, number: NumberInText) -> str:
        """Return the role that the last word of one says, the name itself left out."""
        text = lead
        if mention is not None and mention.end <= number.start and string[mention.start : number.start] == lead:
            outside = string[max(0, mention.start - 40) : mention.start]
            text = f"{outside.rpartition(',')[2]} {string[mention.end : number.start]}"
        hits = []
        for rank, role in enumerate(ROLES):
            hits += [(found.end(), -rank, role) for found in phrase(role).finditer(text)]
        return max(hits)[2] if hits else "either" if phrase("weak").search(text) else ""

    def _of_role(self, entity: Entity, role: str, number: NumberInText, lead: str) -> MatchedNumber | None:
        if not role:
            return None
        if role == "either":
            paths = [entity.roles[one] for one in ("value", "achievement") if one in entity.roles]
            return MatchedNumber(number, paths, is_certain=bool(_attained().search(lead))) if paths else None
        return MatchedNumber(number, [entity.roles[role]]) if role in entity.roles else None

    def _is_elsewhere(self, string: str, start: int, end: int, number: NumberInText, lead: str) -> bool:
        """Return whether a number is of another year, period, plan or place."""
        year = self.vocabulary.year
        behind = years_in(string[number.end : min(end, number.end + 30)])
        first = re.match(
            r"\s*(?:%|persen)?\s*(?:\(|pada\s+tahun\s+|di\s+tahun\s+|tahun\s+)?(?=20\d\d)", string[number.end : end]
        )
        if first is not None and behind and behind[0][0] != year:
            return True
        in_front = years_in(string[start : number.start])
        if in_front and in_front[-1][0] != year:
            return True
        clause = re.split(r"[;,]\s", lead)[-1]
        words = pattern(tuple(genre().other))
        tail = re.match(r"[^,;.]{0,40}", string[number.end : end])
        return (
            words.search(clause) is not None
            or words.search(lead[-60:]) is not None
            or (tail is not None and words.search(tail[0]) is not None)
        )

    def _mentions(self, string: str, start: int, end: int) -> list[NamedSpan]:
        """Return the names in a sentence, in its order; of those that overlap the best, where there is one."""
        words = [found.span() for found in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", string[start:end])]
        stems = [words_of(string[start + one : start + other]) for one, other in words]
        found: list[tuple[float, float, NamedSpan]] = []
        vocabulary = self.vocabulary
        for entity in vocabulary.entities:
            best: tuple[float, float, NamedSpan] | None = None
            for name in entity.names:
                its = words_of(name)
                size = len(name.split()) + 2
                firsts = set(its)
                if not its or not any(set(one) & firsts for one in stems):
                    continue
                for at in range(len(words)):
                    if not set(stems[at]) & firsts:
                        continue
                    window = [stem for one in stems[at : at + size] for stem in one]
                    covered = vocabulary.weights.covered(window, name)
                    if covered < COVERED:
                        continue
                    last = max(place for place in range(at, min(at + size, len(words))) if set(stems[place]) & firsts)
                    mention = NamedSpan(entity, start + words[at][0], start + words[last][1])
                    mass = vocabulary.weights.total(its) * covered
                    rank = (mass, -float(last - at))
                    if best is None or rank > best[:2]:
                        best = (*rank, mention)
            if best is not None:
                found.append(best)
        found.sort(key=lambda one: (-one[0], one[2].start))
        kept: list[tuple[float, NamedSpan]] = []
        dropped: set[int] = set()
        for mass, _, mention in found:
            rivals = [other for other in kept if other[1].start < mention.end and mention.start < other[1].end]
            if not rivals:
                kept.append((mass, mention))
            else:
                near = [other for other in rivals if abs(other[0] - mass) <= MARGIN * mass]
                dropped |= {id(other[1]) for other in near if not _says_more(other[1].entity, mention.entity)}
        return sorted((mention for _, mention in kept if id(mention) not in dropped), key=lambda mention: mention.end)


def _says_more(one: Entity, other: Entity) -> bool:
    """Return whether a name of *one* has all words of a name of *other* and more."""
    return any(set(words_of(mine)) > set(words_of(its)) for mine in one.names for its in other.names)


def pattern_any(words: Sequence[str], text: str) -> bool:
    """Return whether one of *words* begins a word of *text*."""
    return any(re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) for word in words)
