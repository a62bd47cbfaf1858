"""
Counts of sentences that are inputs of the indicator of their section: by the noun behind, and the words around them.

``Sebanyak 292 dari 456 mata kuliah telah menerapkan metode kasus``: what the label of the numerator has and that of the
denominator has not stands in the sentence. ``diterima 1.284 masukan``, ``1.247 masukan telah ditindaklanjuti``: of the
inputs with that noun the one whose own words all stand in the clause, the most specific one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import define

from lkjdsl.core.operators import OPERATORS
from lkjdsl.model.expressions import Apply, InputReference
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures
from lkjdsl.proofreading.prose.stated_certainty import StatedFigure
from lkjdsl.units import COUNT

NOUN = re.compile(r"\s*(?:\([^()\d]*\)\s*)?(?P<noun>[^\W\d]{3,})")


@define(eq=False)
class StatedOperands:
    """Reads one sentence after the other for the inputs of what its section is about."""

    figures: SpokenFigures

    def of(self, site: Site, span: tuple[int, int], numbers: Sequence[NumberInText]) -> list[StatedFigure]:
        """Return the *numbers* of a sentence that are inputs."""
        lineage, (start, end) = self.figures.topics.of(site.block).lineage, span
        string, counts = site.text.string, [one for one in numbers if _is_count(one)]
        if not lineage or not counts or not self._is_of_year(string[start:end]):
            return []
        found = list(self._pairs(site, span, counts, lineage[-1]))
        taken = {one.number for one in found}
        for number in counts:
            path = "" if number in taken else self._named(site, span, number, lineage[-1])
            found += [self._stated(number, path, lineage[-1], is_alone=True)] if path else []
        return found

    def _is_of_year(self, sentence: str) -> bool:
        """Return whether a sentence is of the whole year and office, and denies nothing."""
        years = {year for year, _ in years_in(sentence)} - {self.figures.known.year}
        is_part = form("operand_of_part").search(sentence) or phrase("denied").search(sentence)
        is_part = is_part or phrase("previous").search(sentence) or phrase("target").search(sentence)
        return not years and not is_part

    def _pairs(
        self, site: Site, span: tuple[int, int], counts: Sequence[NumberInText], root: Entity
    ) -> Iterator[StatedFigure]:
        """Yield both numbers of *A dari B* that are the numerator and the denominator of an indicator or component."""
        string, said = site.text.string, set(words_of(site.text.string[slice(*span)]))
        for part, whole in pairwise(counts):
            noun = NOUN.match(string, whole.end)
            if form("operand_pair").fullmatch(string[part.end : whole.start]) is None or noun is None:
                continue
            if has_strange_name(f"  {string[span[0] : whole.end]}", root, self.figures.vocabulary.office):
                continue
            for above, below in self._quotients(root):
                its, all_ = self._label(above), self._label(below)
                own = its - all_
                if set(words_of(noun["noun"])) & (all_ or its) and own and len(own & said) * 2 >= len(own):
                    yield self._stated(part, above, root, is_alone=not below)
                    yield from [self._stated(whole, below, root, is_alone=False)] if below else []
                    break

    def _named(self, site: Site, span: tuple[int, int], number: NumberInText, root: Entity) -> str:
        """Return the input whose own words all stand in the clause of *number*, with its noun just behind it."""
        string, (start, end) = site.text.string, span
        noun = NOUN.match(string, number.end)
        words = set() if noun is None else set(words_of(noun["noun"])) - light_words() - weak_words() - plain_words()
        before = [hit.end() for hit in form("operand_break").finditer(string, start, number.start)]
        behind = form("operand_break").search(string, number.end, end)
        clause = string[before[-1] if before else start : end if behind is None else behind.start()]
        said = set(words_of(clause))
        inputs = {path: self._label(path) for path in self.figures.vocabulary.inputs_of(root.path)}
        among = {path: label for path, label in inputs.items() if words & label and self._is_counted(path)}
        shared = frozenset.intersection(*among.values()) if len(among) > 1 else frozenset()
        own = {path: label - shared for path, label in among.items()}
        full = [path for path, ones in own.items() if ones <= said]
        best = [path for path in full if all(own[other] < own[path] for other in full if other != path)]
        if has_strange_name(f"  {string[start : number.end]}", root, self.figures.vocabulary.office):
            return ""
        if len(best) != 1 or re.search(r"\d", clause.replace(number.text, "", 1)):
            return ""
        label = among[best[0]]
        return best[0] if len(label & said) * 2 >= len(label) and len(label & said) > 1 else ""

    def _is_counted(self, path: str) -> bool:
        return self.figures.vocabulary.definition.inputs[path].kind == COUNT

    def _label(self, path: str) -> frozenset[str]:
        names = self.figures.vocabulary.by_path[path].names if path in self.figures.vocabulary.by_path else ()
        return frozenset(word for word in words_of(names[0]) if word not in light_words()) if names else frozenset()

    def _quotients(self, root: Entity) -> Iterator[tuple[str, str]]:
        """Yield the inputs that an indicator or component divides, with that which it divides by, if it is one."""
        for node in self.figures.vocabulary.nodes[root.path].walk():
            formula = None if node.formula is None else node.formula.expression
            if isinstance(formula, Apply) and OPERATORS[formula.operator].written == "/":
                above, below = formula.arguments
                if isinstance(above, InputReference) and not above.previous:
                    yield above.input, below.input if isinstance(below, InputReference) else ""

    def _stated(self, number: NumberInText, path: str, root: Entity, *, is_alone: bool) -> StatedFigure:
        roles: Mapping[str, str] = {"value": path}
        entity = Entity(root.path, root.names, roles, "input", COUNT)
        return StatedFigure(number, entity, [path], self.figures.known.year, is_alone=is_alone)


def _is_count(number: NumberInText) -> bool:
    return not (number.percent or number.rupiah or number.decimals) and number.multiple == 1
