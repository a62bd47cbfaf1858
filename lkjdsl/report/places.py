"""
What each key asks for: ``tabel:capaian``, ``hitung:IKK1``, ``narasi:ringkasan``, ``grafik:belanja``, ``nilai:IKK1``.

``keys`` lists every key that an account has, and ``place`` makes the one that is asked for.
"""

from lkjdsl.model.definition import Node, funded
from lkjdsl.model.results import PREVIOUS, ComparedAchievement, TargetValue, funding_figures
from lkjdsl.render.chart import Chart
from lkjdsl.report import charts, sentences, tables
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterBlock, ChapterFigure, ChapterParagraph, ChapterPlace
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


def keys(account: Account) -> list[str]:
    """Return every key but those of values, in the order of the report."""
    definition = account.outcome.definition
    found = [f"narasi:{SUMMARY}", *(f"tabel:{name}" for name in FORMS), f"grafik:{ACHIEVEMENTS}"]
    found += [f"tabel:{ACHIEVEMENTS}{PERIODS}"] if account.parts else []
    found += [f"narasi:{name}" for name in definition.objectives]
    for node in account.indicators:
        aspects = [ComparedAchievement(node, name).path for name in (*node.compare, PREVIOUS)]
        found += [f"{kind}:{path}" for kind in ("narasi", "tabel") for path in (node.path, *aspects)]
        found.append(f"grafik:{node.path}")
        found += [f"{kind}:{node.path}{PERIODS}" for kind in ("narasi", "tabel", "grafik") if account.parts]
    owners = [one for one in funded(definition) if any(funding_figures(one))]
    found += [f"narasi:{one.path}{FUNDING}" for one in owners]
    found += [f"tabel:{EFFICIENCY}"] if owners else []
    for table in definition.tables.values():
        found.append(f"tabel:{table_key(table.name)}")
        if charts.money_columns(table):
            found.append(f"grafik:{table_key(table.name)}")
    return [*found, *(f"hitung:{path}" for path in account.outcome.single_paths)]


def value_keys(account: Account) -> list[str]:
    """Return the key of every printed value that can stand inside a sentence."""
    targets = [path for path, one in account.outcome.program.outputs.items() if isinstance(one.kind, TargetValue)]
    return [f"{VALUE}:{path}" for path in (*account.outcome.paths, *targets)]


def table_key(name: str) -> str:
    """Return how a report table is asked for."""
    return f"table.{name}" if name in (*FORMS, EFFICIENCY) else name


def value(account: Account, key: str) -> str | None:
    """Return the printed text that a key such as ``nilai:IKK1.achievement`` asks for; None for any other key."""
    kind, _, path = key.partition(":")
    return account.shown(path) if kind == VALUE and path in account.outcome else None


def place(account: Account, key: str) -> ChapterPlace | None:
    """Return the place of *key*, which is one of ``keys``; None for any other."""
    if key not in keys(account):
        return None
    kind, _, name = key.partition(":")
    match kind:
        case "narasi":
            blocks: list[ChapterBlock] = [ChapterParagraph(text) for text in _sentences(account, name)]
        case "hitung":
            blocks = calculation(account, name)
        case "grafik":
            blocks = [ChapterFigure(_chart(account, name))]
        case _:
            blocks = _table(account, name)
    return ChapterPlace(key, blocks)


def _indicator_of(account: Account, name: str) -> tuple[Node | None, str]:
    """Return the indicator that *name* is about, and with which comparison."""
    path, _, compared = name.partition(".compare.")
    return account.outcome.definition.indicators.get(path), compared


def _sentences(account: Account, name: str) -> list[str]:
    if name == SUMMARY:
        return list(sentences.summary(account))
    if name.endswith(PERIODS):
        return sentences.of_period(account, account.outcome.definition.indicators[name.removesuffix(PERIODS)])
    if name.endswith(FUNDING):
        owners = {one.path: one for one in funded(account.outcome.definition)}
        return sentences.of_funding(account, owners[name.removesuffix(FUNDING)])
    node, compared = _indicator_of(account, name)
    if node is None:
        return sentences.of_objective(account, account.outcome.definition.objectives[name])
    if not compared:
        return [" ".join(sentences.of_indicator(account, node))]
    if compared == PREVIOUS:
        return sentences.of_earlier(account, node)
    return sentences.of_comparison(account, node, compared)


def _table(account: Account, name: str) -> list[ChapterBlock]:
    match name:
        case "capaian":
            return [tables.achievements(account)]
        case "capaian.periode":
            return [tables.all_by_period(account)]
        case "pengukuran":
            return [tables.measurement(account), signed_by_official(account)]
        case "perjanjian":
            return [tables.agreement(account), signed_by_both(account)]
        case "rencana-aksi":
            return [tables.action_plan(account), signed_by_official(account)]
        case "efisiensi":
            return [tables.efficiency(account)]
    if name.endswith(PERIODS):
        return [tables.by_period(account, account.outcome.definition.indicators[name.removesuffix(PERIODS)])]
    node, compared = _indicator_of(account, name)
    if node is None:
        return [tables.of_report(account, account.outcome.definition.tables[name.removeprefix("table.")])]
    if not compared:
        return [tables.against_target(account, node)]
    if compared == PREVIOUS:
        return [tables.by_year(account, node)]
    return [tables.against(account, node, compared)]


def _chart(account: Account, name: str) -> Chart:
    if name == ACHIEVEMENTS:
        return charts.achievements(account)
    node = account.outcome.definition.indicators.get(name.removesuffix(PERIODS))
    if node is not None:
        return charts.by_period(account, node) if name.endswith(PERIODS) else charts.by_year(account, node)
    return charts.money(account, account.outcome.definition.tables[name.removeprefix("table.")])
