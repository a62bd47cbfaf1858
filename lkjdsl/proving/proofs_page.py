"""Proofs → page: the range of every indicator and component, how it moves, its cap; and denominators that can be 0."""

from collections.abc import Iterator

from lkjdsl.diagnostic import Both, Language
from lkjdsl.domains.direction.moves import Direction
from lkjdsl.model.definition import Node
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proving.findings import Checked
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.range_words import listed, range_text
from lkjdsl.proving.turning_points import turning
from lkjdsl.proving.witness import Search, values_text
from lkjdsl.proving.zero_denominators import rule_text, zeros
from lkjdsl.render.page import Column, Grid, Page, Section
from lkjdsl.render.words import word

ASSUMED = Both(
    "What is proved holds for data that are complete, fulfil every constraint, and give no computed value.",
    "Yang terbukti berlaku untuk data yang lengkap, memenuhi semua syarat, dan tidak memberi nilai hitungan (given).",
)
SUMMARY = Both(
    "errors: {errors}, warnings: {warnings}, notes: {notes}",
    "galat: {errors}, peringatan: {warnings}, catatan: {notes}",
)
PROVED = Both("Proved", "Yang terbukti")
RANGE = Both("Range", "Rentang")
RISES = Both("Rises with", "Naik dengan")
FALLS = Both("Falls with", "Turun dengan")
BOUNDS = Both("Floor – cap", "Floor – cap")
ZEROS = Both("Denominators that can be 0", "Penyebut yang dapat bernilai 0")
DENOMINATOR = Both("Denominator", "Penyebut")
ZERO_OVER_ZERO = Both("0/0 gives", "0/0 menjadi")
OVER_ZERO = Both("x/0 gives", "x/0 menjadi")
TURNING = Both("Neither rises nor falls throughout", "Tidak selalu naik, tidak selalu turun")
ONE_MORE = Both("{path}, with one more of {input}: {ways}", "{path}, bila {input} bertambah satu: {ways}")
WAYS: dict[Direction, Both] = {
    "rises": Both("rises where {values}", "naik bila {values}"),
    "falls": Both("falls where {values}", "turun bila {values}"),
}


def checked_page(checked: Checked, language: Language) -> Page:
    """Return the page that ``check`` prints."""
    definition = checked.proofs.definition
    rows, indents = [], []
    for indicator in definition.indicators.values():
        for node in indicator.walk():
            rows.append(_row(checked.proofs, node, language))
            indents.append(node.path.count("."))
    columns = [
        Column(word("path", language), leading=True),
        Column(word("name", language), wide=True),
        Column(RANGE.text(language)),
        Column(RISES.text(language), wide=True),
        Column(FALLS.text(language), wide=True),
        Column(BOUNDS.text(language)),
    ]
    counts = dict.fromkeys(("errors", "warnings", "notes"), 0)
    for finding in checked.findings:
        counts[f"{finding.diagnostic.severity}s"] += 1
    summary = SUMMARY.text(language).format(**counts)
    section = Section(PROVED.text(language), Grid(columns, rows, indents))
    more = (*_turning(checked.search, language), *_zeros(checked.proofs, language))
    return Page(definition.title, [summary, ASSUMED.text(language)], [section, *more])


def _turning(search: Search, language: Language) -> list[Section]:
    """Return what was shown to go both ways; where nothing is proved and nothing shown there is nothing to read."""
    lines = []
    for one in turning(search):
        if len(one.shown) == len(WAYS):
            ways = (words.text(language).format(values=values_text(one.shown[way])) for way, words in WAYS.items())
            lines.append(ONE_MORE.text(language).format(path=one.path, input=one.input, ways="; ".join(ways)))
    return [Section(TURNING.text(language), lines=lines)] if lines else []


def _zeros(proofs: Proofs, language: Language) -> list[Section]:
    rows = []
    for one in zeros(proofs, language):
        rules = [rule_text(rule, one.unit, language) for rule in (one.zero_over_zero, one.over_zero)]
        rows.append([one.path, one.denominator, *rules])
    columns = [
        Column(word("path", language)),
        Column(DENOMINATOR.text(language), wide=True),
        Column(ZERO_OVER_ZERO.text(language)),
        Column(OVER_ZERO.text(language)),
    ]
    return [Section(ZEROS.text(language), Grid(columns, rows))] if rows else []


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
    for name, found in proofs.moves(path).items():
        if found == direction:
            yield name
