"""
Figures that stand under the heading of one indicator and are of another one, whose own heading was lost.

A heading is lost where an indicator has none though most of them have. What follows then is read as going on with the
section before: from some place on, nothing in that is right.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from lkjdsl.auditing.parts_of_year import audit_parts
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.proofreading.audited_figures import AuditedFigures
from lkjdsl.proofreading.figure_findings import figure_of
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import named_spans
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.titles import row_role
from lkjdsl.proofreading.sentences.spans import sentence_at

MOST_ALONE = 1
"""So many figures at the end of a section may be wrong by themselves."""


@frozen(eq=False)
class _IndicatorSection:
    """The texts under the heading of an indicator, up to the next one of another."""

    root: str
    sites: list[Site] = field(factory=list)


@frozen(eq=False)
class StrayedFigures:
    """The figures of a report whose indicator only the heading over them tells."""

    vocabulary: Vocabulary
    topics: Topics
    audited: AuditedFigures

    def numbers(self, sites: Sequence[Site]) -> set[NumberInText]:
        """Return the wrong numbers at the ends of sections that are perhaps of an indicator without a heading."""
        sections = list(self._sections(sites))
        order = list(self.vocabulary.definition.indicators)
        headed = {section.root for section in sections}
        lost = [path for path in order if path not in headed]
        is_headed = len(lost) * 2 <= len(order)
        paths = {one.number: one.what for one in self.audited.recognised if one.number is not None}
        strayed: set[NumberInText] = set()
        for section in sections:
            ending = self._ending(section, paths)
            following = order[order.index(section.root) + 1 :][:1] if section.root in order else []
            is_cut = is_headed and bool(lost) and (len(ending) > MOST_ALONE or not set(following).isdisjoint(lost))
            if is_cut or self._is_of_one(ending, paths, lost):
                strayed.update(ending)
        return strayed

    def _sections(self, sites: Sequence[Site]) -> Iterator[_IndicatorSection]:
        section: _IndicatorSection | None = None
        for site in sites:
            lineage = self.topics.of(site.block).lineage
            root = lineage[-1].path if lineage else ""
            if section is None or section.root != root:
                if section is not None and section.root:
                    yield section
                section = _IndicatorSection(root)
            section.sites.append(site)
        if section is not None and section.root:
            yield section

    def _ending(self, section: _IndicatorSection, paths: Mapping[NumberInText, str]) -> list[NumberInText]:
        """Return the wrong numbers behind the last right one of a section, of those that only its heading names."""
        inputs = self.vocabulary.inputs_of(section.root)
        ending: list[NumberInText] = []
        for site in section.sites:
            for number in site.numbers:
                path = paths.get(number, "")
                if path not in inputs and path != section.root and not path.startswith(f"{section.root}."):
                    continue
                if number in self.audited.right:
                    ending = []
                elif number in self.audited.wrong and not self._is_named(number, section.root):
                    ending.append(number)
        return ending

    def _is_named(self, number: NumberInText, root: str) -> bool:
        """Return whether the sentence of a number, or the row that it stands in, names what it is of."""
        site = number.site
        if site.table is not None and site.cell is not None:
            return not any(row_role(cell.string) for cell in site.table.rows[site.cell.row][:1])
        string = site.text.string
        spans = named_spans(self.vocabulary, string, *sentence_at(string, number.start), [number.start])
        return any(span.entity.path == root or span.entity.path.startswith(f"{root}.") for span in spans)

    def _is_of_one(
        self, numbers: Sequence[NumberInText], paths: Mapping[NumberInText, str], lost: Sequence[str]
    ) -> bool:
        """Return whether *numbers* are what one of the indicators without a heading has in their place."""
        entities = [self.vocabulary.by_path[path] for path in lost]
        return bool(numbers) and any(
            all(self._agrees(number, paths[number], entity) for number in numbers) for entity in entities
        )

    def _agrees(self, number: NumberInText, path: str, other: Entity) -> bool:
        """Return whether a number is right for *other* as what it was taken for by its *path*: target, result."""
        own = self.vocabulary.by_path.get(path.rpartition(".")[0]) or self.vocabulary.by_path.get(path)
        entities = [one for one in (own, self.vocabulary.by_path.get(path)) if one is not None]
        roles = [role for one in entities for role, its in one.roles.items() if its == path and role in other.roles]
        known = self.audited.known
        figures = [figure_of(number, other.roles[role]) for role in roles]
        results = audit_parts(Printed(figures), known.of_part, known.year).figures if figures else ()
        return any(result.verdict == "agrees" for result in results)
