"""Proofs → page: the range of every indicator and component, how it moves, its cap; and denominators that can be 0."""

from collections.abc import Iterator

from lkjdsl.diagnostic import Language
from lkjdsl.domains.direction.moves import Direction
from lkjdsl.model.definition import Node
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proving.findings import EditionFindings
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.range_words import listed, range_text
from lkjdsl.proving.turning_points import turning
from lkjdsl.proving.witness import WitnessSearch, values_text
from lkjdsl.proving.zero_denominators import rule_text, zeros
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.words import word
from lkjdsl.words import Words

WORDS = Words("proving.page")
WAYS: tuple[Direction, ...] = ("rises", "falls")


def checked_page(checked: EditionFindings, language: Language) -> Page:
    """Return the page that ``check`` prints."""
    definition = checked.proofs.definition
    rows, indents = [], []
    for indicator in definition.indicators.values():
        for node in indicator.walk():
            rows.append(_row(checked.proofs, node, language))
            indents.append(node.path.count("."))
    columns = [
        PageColumn(word("path", language), leading=True),
        PageColumn(word("name", language), wide=True),
        PageColumn(WORDS["range"].text(language)),
        PageColumn(WORDS["rises"].text(language), wide=True),
        PageColumn(WORDS["falls"].text(language), wide=True),
        PageColumn(WORDS["bounds"].text(language)),
    ]
    counts = dict.fromkeys(("errors", "warnings", "notes"), 0)
    for finding in checked.findings:
        counts[f"{finding.diagnostic.severity}s"] += 1
    summary = WORDS["summary"].text(language).format(**counts)
    section = Section(WORDS["proved"].text(language), Grid(columns, rows, indents))
    more = (*_turning(checked.search, language), *_zeros(checked.proofs, language))
    return Page(definition.title, [summary, WORDS["assumed"].text(language)], [section, *more])


def _turning(search: WitnessSearch, language: Language) -> list[Section]:
    """Return what was shown to go both ways; where nothing is proved and nothing shown there is nothing to read."""
    lines = []
    for turning_point in turning(search):
        if len(turning_point.shown) == len(WAYS):
            ways = (
                WORDS[f"{way}-where"].text(language).format(values=values_text(turning_point.shown[way]))
                for way in WAYS
            )
            lines.append(
                WORDS["one-more"]
                .text(language)
                .format(path=turning_point.path, input=turning_point.input, ways="; ".join(ways))
            )
    return [Section(WORDS["turning"].text(language), lines=lines)] if lines else []


def _zeros(proofs: Proofs, language: Language) -> list[Section]:
    rows = []
    for zero in zeros(proofs, language):
        rules = [rule_text(rule, zero.unit, language) for rule in (zero.zero_over_zero, zero.over_zero)]
        rows.append([zero.path, zero.denominator, *rules])
    columns = [
        PageColumn(word("path", language)),
        PageColumn(WORDS["denominator"].text(language), wide=True),
        PageColumn(WORDS["zero-over-zero"].text(language)),
        PageColumn(WORDS["over-zero"].text(language)),
    ]
    return [Section(WORDS["zeros"].text(language), Grid(columns, rows))] if rows else []


def _row(proofs: Proofs, node: Node, language: Language) -> list[str]:
    bounds = ["" if one is None else shortest(one, node.unit, language) for one in (node.floor, node.cap)]
    return [
        node.path,
        node.name,
        range_text(proofs.range(node.path), node.unit, language),
        listed(list(moving(proofs, node.path, "rises"))),
        listed(list(moving(proofs, node.path, "falls"))),
        " – ".join(bounds) if all(bounds) else "".join(bounds),
    ]


def moving(proofs: Proofs, path: str, direction: Direction) -> Iterator[str]:
    """Yield the inputs in which a result moves in *direction*."""
    for name, moved in proofs.moves(path).items():
        if moved == direction:
            yield name
