"""
Paragraphs and tables that stand under one indicator and print figures of another one, whose heading was lost.

What they say without a name is of that other one, or of nothing that is known.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from lkjdsl.documents.blocks import Block, Heading
from lkjdsl.proofreading.names.known_figures import KnownFigures
from lkjdsl.proofreading.names.named_spans import named_spans
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.spans import sentence_at

DIGITS, COUNTED = 3, 4
"""With fewer, numbers with decimals and counts are alike by chance."""


Foreign = Mapping[Site, Collection[NumberInText]]
"""The numbers by which the texts of a block are known to be of another indicator."""


@frozen(eq=False)
class ForeignBlocks:
    """Tells blocks that are of another indicator than their section, by the figures of all of them."""

    vocabulary: Vocabulary
    topics: Topics
    figures: KnownFigures

    def texts(self, sites: Sequence[Site]) -> Foreign:
        """Return the texts of blocks with figures of another indicator, and none of that of their section."""
        blocks: dict[int, list[Site]] = {}
        for site in sites:
            blocks.setdefault(id(site.block), []).append(site)
        found = [(texts, self._of_another(texts[0].block, texts)) for texts in blocks.values()]
        return {site: numbers for texts, numbers in found for site in texts if numbers}

    def doubtful(self, numbers: Mapping[NumberInText, str], foreign: Foreign) -> Iterator[NumberInText]:
        """Yield those of *numbers*, with their paths, in *foreign* texts whose sentences and rows do not name them."""
        for number, path in numbers.items():
            site = number.site
            if is_in_foreign(site, number, foreign):
                span = (0, len(site.context)) if site.cell else sentence_at(site.context, number.start)
                if self._root(path) not in self._named(site.context, span, site.numbers if site.cell is None else ()):
                    yield number

    def _of_another(self, block: Block, sites: Sequence[Site]) -> Collection[NumberInText]:
        """Return the numbers of a block that are of another indicator; nothing where it names or has its own."""
        lineage = self.topics.of(block).lineage
        telling = [number for site in sites for number in site.numbers if _is_telling(number)]
        if not lineage or not telling or isinstance(block, Heading):
            return ()
        own = lineage[-1].path
        inputs = self.vocabulary.inputs_of(own)
        members = {
            one: {figure.member for figure in self.figures.printed_as(one.value, one.decimals)} for one in telling
        }
        if any(self._root(member) == own or member in inputs for found in members.values() for member in found):
            return ()
        numbers = [number for number, found in members.items() if any(map(self._root, found))]
        texts = dict.fromkeys(site.context for site in sites) if numbers else ()
        return () if any(own in self._named(text, (0, len(text)), ()) for text in texts) else numbers

    def _named(self, string: str, span: tuple[int, int], numbers: Iterable[NumberInText]) -> set[str]:
        """Return the indicators that a text names in a *span* of it."""
        named = named_spans(self.vocabulary, string, *span, [number.start for number in numbers])
        return {self._root(one.entity.path) for one in named} - {""}

    def _root(self, path: str) -> str:
        """Return the indicator that a path is of, or nothing."""
        root = path.partition(".")[0].partition("@")[0]
        return root if root in self.vocabulary.definition.indicators else ""


def _is_telling(number: NumberInText) -> bool:
    """Return whether a number is a figure of something hardly by chance."""
    digits = sum(sign.isdigit() for sign in number.text)
    is_long = digits >= (DIGITS if number.decimals else COUNTED)
    return number.measures and is_long and (number.value.denominator > 1 or number.value % 10 != 0)


def is_in_foreign(site: Site, number: NumberInText | None, foreign: Foreign) -> bool:
    """Return whether other numbers than *number* show that a text is of another indicator."""
    return any(other is not number for other in foreign.get(site, ()))
