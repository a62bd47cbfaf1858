"""What paragraphs say in words of the results of an edition with data: what rose, what was reached, and how many."""

from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.proofreading.names.known_results import known_result
from lkjdsl.proofreading.names.named_spans import NamedSpan, named_spans
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.results.attainments import worded_fault
from lkjdsl.proofreading.results.counted_indicators import counted_faults
from lkjdsl.proofreading.results.printed_units import UnitsOfResults
from lkjdsl.proofreading.results.ratings import RatedByLabels, rated_by_labels, rating_faults
from lkjdsl.proofreading.results.result_differences import result_difference_checks
from lkjdsl.proofreading.results.stated_targets import count_faults, target_faults
from lkjdsl.proofreading.results.target_progress import progress_checks
from lkjdsl.proofreading.sentences.spans import spans


@frozen(eq=False)
class AboutNode:
    """
    A sentence from its ``span``, with the node that it is ``about``, if one.

    ``named`` are the names of that node and of its inputs, ``mentions`` all names.
    """

    span: tuple[int, int]
    about: Node | None
    named: Sequence[NamedSpan]
    mentions: Sequence[NamedSpan]


@define(eq=False)
class WordedResults:
    """Reads paragraphs for their words, by the names of an edition and the *outcome* of its data."""

    vocabulary: Vocabulary
    topics: Topics
    outcome: Outcome
    _units: UnitsOfResults = field(init=False)
    _rated: RatedByLabels = field(init=False)

    @_units.default
    def _(self) -> UnitsOfResults:
        return UnitsOfResults.of(self.vocabulary, self.outcome)

    @_rated.default
    def _(self) -> RatedByLabels:
        return rated_by_labels(self.outcome)

    def checks(self, site: Site, sentences: Sequence[AboutNode]) -> Iterator[NumberCheck]:
        """Yield what *sentences* of *site* say of how results moved since the year before."""
        for sentence in sentences:
            node, year = sentence.about, self.vocabulary.year
            now = None if node is None else known_result(self.outcome, node)
            yield from result_difference_checks(
                site, sentence.span, node, self.outcome, self.vocabulary, sentence.mentions
            )
            if node is not None and now is not None:
                yield from progress_checks(site, sentence.span, node, now, year)

    def faults(self, site: Site, sentences: Sequence[AboutNode], before: Site | None) -> Iterator[ReportFault]:
        """Yield what *sentences* of *site*, with the paragraph *before* it, say to be reached or missed and was not."""
        yield from counted_faults(site, self.vocabulary, self.outcome, self._counted(site))
        topic = self.topics.of(site.block).node
        yield from self._units.faults(site, None if topic is None else topic.path)
        yield from count_faults(site, self.vocabulary, self._units.results, self.outcome)
        for sentence in sentences:
            span, node = sentence.span, sentence.about
            yield from target_faults(site, span, node, sentence.mentions, self.vocabulary)
            yield from rating_faults(site, span, node, self._rated, self.vocabulary.year, before)
            if node is None:
                continue
            fault = worded_fault(site, span, node, self.outcome, sentence.named)
            if fault is not None:
                yield fault

    def sentences(self, site: Site, last: Node | None = None) -> Iterator[AboutNode]:
        """
        Yield each sentence with the node that it is about, by its names, those of the one before, or the topic.

        The first may go on about the indicator that the paragraph before was about at *last*.
        """
        topic, string = self.topics.of(site.block).node, site.text.string
        about = None if topic is None else self.vocabulary.nodes.get(topic.path)
        if topic is None and last is not None and "." not in last.path and form("said_of_last").match(string):
            about = last
        for start, end in spans(string):
            mentions = named_spans(self.vocabulary, string, start, end, [number.start for number in site.numbers])
            mentions = [mention for mention in mentions if not _is_of_place(mention, string)]
            named = {
                mention.entity.path for mention in mentions if mention.entity.sort == "node" and not mention.is_other
            }
            others = {mention.entity.path for mention in mentions if mention.is_other} - named
            if others or len(named) > 1:
                about = None
            elif named:
                about = self.vocabulary.nodes[next(iter(named))]
            elif form("of_the_whole").match(string, start):
                about = None if topic is None else self.vocabulary.nodes.get(topic.path)
            elif about is not None and topic is not None and about.path.startswith(f"{topic.path}."):
                about = None  # of the component named before, or of the whole: nothing tells
            spans_of = [mention for mention in mentions if about is not None and mention.entity.path == about.path]
            if about is None and not named and not others:
                about = self._of_inputs([mention.entity.path for mention in mentions if mention.entity.sort == "input"])
            inputs = frozenset() if about is None else self.vocabulary.inputs_of(about.path)
            spans_of += [mention for mention in mentions if mention.entity.path in inputs and not mention.is_other]
            yield AboutNode((start, end), about, spans_of, mentions)

    def _of_inputs(self, paths: Sequence[str]) -> Node | None:
        """Return the only indicator whose formulas read one of these inputs, or None."""
        indicators = self.vocabulary.definition.indicators.values()
        nodes = [node for node in indicators if not self.vocabulary.inputs_of(node.path).isdisjoint(paths)]
        return nodes[0] if len(nodes) == 1 else None

    def _counted(self, site: Site) -> Sequence[Node]:
        """Return the indicators with targets that a paragraph counts: of its objective, or all; none under one."""
        topic, definition = self.topics.of(site.block), self.vocabulary.definition
        names: Sequence[str] = list(definition.indicators)
        if topic.group is not None:
            objective = definition.objectives.get(topic.group.path)
            names = [] if objective is None else objective.indicators
        elif topic.node is not None and self.vocabulary.nodes[topic.node.path].target is not None:
            names = []
        nodes = [definition.indicators[name] for name in names]
        return [node for node in nodes if node.target is not None]


def _is_of_place(mention: NamedSpan, string: str) -> bool:
    """Return whether a name is that of what a result is compared with: ``di bawah IPK nasional``."""
    return pattern(tuple(genre().places)).match(string, mention.end + 1) is not None
