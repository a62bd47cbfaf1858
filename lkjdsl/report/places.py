"""
What each key asks for: ``tabel:capaian``, ``hitung:IKK1``, ``narasi:ringkasan``, ``grafik:belanja``, ``nilai:IKK1``.

``places`` lists every key that an account has with what writes its blocks, and ``place`` makes the one asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial

from lkjdsl.model.definition import Node, Table, funded
from lkjdsl.model.results import PREVIOUS, ComparedAchievement, TargetValue, funding_figures
from lkjdsl.render.chart import Chart
from lkjdsl.render.figure_text import joined
from lkjdsl.report import charts, sentences, tables
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import CaptionedTable, ChapterBlock, ChapterFigure, ChapterParagraph, ChapterPlace, Signatures
from lkjdsl.report.budget_table import efficiency
from lkjdsl.report.calculations import calculation
from lkjdsl.report.signing import signed_by_both, signed_by_official

ACHIEVEMENTS, MEASUREMENT, AGREEMENT, ACTION_PLAN = "capaian", "pengukuran", "perjanjian", "rencana-aksi"
EFFICIENCY = "efisiensi"
"""The table of budgets, where the edition says of any."""
SUMMARY = "ringkasan"
PERIODS = ".periode"
"""What stands behind the name of an indicator, or of the table of all, for the table or the chart by period."""
FUNDING = ".anggaran"
"""What stands behind the name of an indicator or objective for the sentences about its budget."""
FORMS = (ACHIEVEMENTS, MEASUREMENT, AGREEMENT, ACTION_PLAN)
"""Tables that every report has; a report table of the edition with such a name is asked for as ``table.capaian``."""
VALUE = "nilai"

PlaceWriter = Callable[[], Sequence[ChapterBlock]]
"""What writes the blocks of a place when somebody asks for it."""


@lru_cache(maxsize=1)  # a chapter asks for one place after the other
def places(account: Account) -> Mapping[str, PlaceWriter]:
    """Return what writes the blocks of every key but those of values, in the order of the report."""
    definition, has_periods = account.outcome.definition, bool(account.parts)
    is_beside = bool(definition.objectives and account.others)
    beside = [partial(tables.achievements_without_objective, account)] if is_beside else []
    by_key: dict[str, PlaceWriter] = {
        f"narasi:{SUMMARY}": _said(partial(sentences.summary, account)),
        f"tabel:{ACHIEVEMENTS}": _table(partial(tables.achievements, account), *beside),
        f"tabel:{MEASUREMENT}": _table(partial(tables.measurement, account), partial(signed_by_official, account)),
        f"tabel:{AGREEMENT}": _table(partial(tables.agreement, account), partial(signed_by_both, account)),
        f"tabel:{ACTION_PLAN}": _table(partial(tables.action_plan, account), partial(signed_by_official, account)),
        f"grafik:{ACHIEVEMENTS}": _figure(account, partial(charts.achievements, account)),
    }
    if has_periods:
        by_key[f"tabel:{ACHIEVEMENTS}{PERIODS}"] = _table(partial(tables.all_by_period, account))
    for name, objective in definition.objectives.items():
        by_key[f"narasi:{name}"] = _said(partial(sentences.of_objective, account, objective))
    for node in account.indicators:
        by_key |= _of_indicator(account, node)
        if has_periods:
            by_key[f"narasi:{node.path}{PERIODS}"] = _said(partial(sentences.of_period, account, node))
            by_key[f"tabel:{node.path}{PERIODS}"] = _table(partial(tables.by_period, account, node))
            by_key[f"grafik:{node.path}{PERIODS}"] = _figure(account, partial(charts.by_period, account, node), node)
    owners = [owner for owner in funded(definition) if any(funding_figures(owner))]
    for owner in owners:
        by_key[f"narasi:{owner.path}{FUNDING}"] = _said(partial(sentences.of_funding, account, owner))
    if owners:
        by_key[f"tabel:{EFFICIENCY}"] = _table(partial(efficiency, account))
    for table in definition.tables.values():
        by_key[f"tabel:{table_key(table.name)}"] = _table_of_report(account, table)
        if charts.money_columns(table):
            by_key[f"grafik:{table_key(table.name)}"] = _figure(account, partial(charts.money, account, table))
    for path in account.outcome.single_paths:
        by_key[f"hitung:{path}"] = partial(calculation, account, path)
    return by_key


def _of_indicator(account: Account, node: Node) -> Mapping[str, PlaceWriter]:
    """Return what is written of an indicator: against its target, each comparison, and the year before."""
    paths = {name: ComparedAchievement(node, name).path for name in (*node.compare, PREVIOUS)}
    by_key = {f"narasi:{node.path}": _said(lambda: [joined(sentences.of_indicator(account, node), " ")])}
    by_key |= {
        f"narasi:{path}": _said(partial(sentences.of_comparison, account, node, name))
        for name, path in paths.items()
        if name != PREVIOUS
    }
    by_key[f"narasi:{paths[PREVIOUS]}"] = _said(partial(sentences.of_earlier, account, node))
    by_key[f"tabel:{node.path}"] = _table(partial(tables.against_target, account, node))
    by_key |= {
        f"tabel:{path}": _table(partial(tables.against, account, node, name))
        for name, path in paths.items()
        if name != PREVIOUS
    }
    by_key[f"tabel:{paths[PREVIOUS]}"] = _table(partial(tables.by_year, account, node))
    by_key[f"grafik:{node.path}"] = _figure(account, partial(charts.by_year, account, node), node)
    return by_key


def _said(sentences_of: Callable[[], Iterable[str]]) -> PlaceWriter:
    return lambda: [ChapterParagraph(text) for text in sentences_of()]


def _table(table_of: Callable[[], CaptionedTable], *below: Callable[[], CaptionedTable | Signatures]) -> PlaceWriter:
    return lambda: [table_of(), *(block_of() for block_of in below)]


def _table_of_report(account: Account, table: Table) -> PlaceWriter:
    """Return what writes a report table, or says that it has no rows, or that these are not filled in."""
    is_absent = bool(table.rows) and account.outcome.data.facts.rows[table.rows].absent
    if account.outcome.length(table) and not is_absent:
        return _table(partial(tables.of_report, account, table))
    key = "rows-absent" if is_absent else "no-rows"
    return lambda: [ChapterParagraph(account.word(key, title=table.title))]


def _figure(account: Account, chart_of: Callable[[], Chart], node: Node | None = None) -> PlaceWriter:
    """Return what draws a chart, or says of its *node* or by its title why there is nothing to draw."""

    def blocks() -> Sequence[ChapterBlock]:
        chart = chart_of()
        drawn = chart.series[:1] if chart.kind == "trend" else chart.series  # a target alone is no trend
        if any(mark.value is not None for series in drawn for mark in series.marks):
            return [ChapterFigure(chart)]
        if node is not None and account.is_excluded(node):
            return [ChapterParagraph(joined(sentences.of_indicator(account, node), " "))]
        return [ChapterParagraph(account.word("no-chart", title=chart.title))]

    return blocks


def value_keys(account: Account) -> list[str]:
    """Return the key of every printed value that can stand inside a sentence."""
    targets = [path for path, output in account.outcome.program.outputs.items() if isinstance(output.kind, TargetValue)]
    return [f"{VALUE}:{path}" for path in (*account.outcome.paths, *targets)]


def table_key(name: str) -> str:
    """Return how a report table is asked for."""
    return f"table.{name}" if name in (*FORMS, EFFICIENCY) else name


def value(account: Account, key: str) -> str | None:
    """Return the printed text that a key such as ``nilai:IKK1.achievement`` asks for; None for any other key."""
    kind, _, path = key.partition(":")
    return account.shown(path) if kind == VALUE and path in account.outcome else None


def place(account: Account, key: str) -> ChapterPlace | None:
    """Return the place of *key*, which is one of ``places``; None for any other."""
    writer = places(account).get(key)
    return None if writer is None else ChapterPlace(key, writer())
