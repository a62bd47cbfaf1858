"""Outcome → page: the table of indicators, the comparisons, the report tables, and what the rules did."""

from collections.abc import Iterator

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.rounding_difference import difference_of_total
from lkjdsl.model.definition import Node, Table
from lkjdsl.model.periods import YearSpan, measured_by_itself
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeValue,
    ObjectiveAchievement,
    OfTable,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
    has_total,
)
from lkjdsl.model.values import State
from lkjdsl.numbers.numerals import share_text, shortest
from lkjdsl.render.figure_text import joined
from lkjdsl.render.funding import funding_grid
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.result_names import name_of_comparison
from lkjdsl.render.words import of_whom, printed_as, shown, shown_result, word, year_text
from lkjdsl.units import FLAG, PERCENT, TEXT
from lkjdsl.words import Words

PERIODS = Words("results.periods")


def results_page(outcome: Outcome, language: Language) -> Page:
    """Return the page that ``eval`` prints."""
    definition = outcome.definition
    about = of_whom(outcome.data.office, year_text(outcome.data, language), language)
    sections = [_indicators(outcome, language)]
    further = [("comparisons", _comparisons(outcome, language)), ("funding", funding_grid(outcome, language))]
    sections += [Section(word(heading, language), grid) for heading, grid in further if grid.rows]
    sections += [
        Section(f"{table.title} (table.{table.name})", table_grid(outcome, table, language))
        for table in definition.tables.values()
    ]
    reasons = list(reasons_of(outcome, language))
    happened = list(_happened(outcome, language))
    sections += [Section(word("unavailable_section", language), lines=reasons)] if reasons else []
    sections += [Section(word("happened", language), lines=happened)] if happened else []
    return Page(definition.title, about, sections)


def _indicators(outcome: Outcome, language: Language) -> Section:
    definition = outcome.definition
    kinds = [output.kind for output in outcome.program.outputs.values()]
    rated = any(isinstance(kind, ScaleLabel) for kind in kinds)
    rows: list[list[str]] = []
    indents: list[int] = []

    def add(indent: int, path: str, name: str, *cells: str) -> None:
        rows.append([path, name, *cells, *([""] if rated and len(cells) < 5 else [])])  # noqa: PLR2004 - the columns after the name
        indents.append(indent)

    for objective in definition.objectives.values():
        average = shown(outcome, ObjectiveAchievement(objective).path, language)
        add(0, objective.path, objective.name, "", "", "", average)
        for name in objective.indicators:
            for row in _nodes(outcome, definition.indicators[name], language, rated=rated):
                add(row[0] + 1, *row[1])
    overall = OverallAchievement().path
    if overall in outcome.program.results:
        add(0, overall, word("overall", language), "", "", "", shown(outcome, overall, language))
    others = [indicator for indicator in definition.indicators.values() if indicator.objective is None]
    if others and definition.objectives:
        add(0, "", word("others", language), "", "", "", "")
    for other in others:
        for row in _nodes(outcome, other, language, rated=rated):
            add(row[0] + bool(definition.objectives), *row[1])
    headings = ["weight", "target", "result", "achievement", *(["rating"] if rated else [])]
    columns = [
        PageColumn(word("path", language), leading=True),
        PageColumn(word("name", language), wide=True),
        *(PageColumn(word(heading, language), "left" if heading == "rating" else "right") for heading in headings),
    ]
    grid = Grid(columns, rows, indents)
    return Section(word("indicators", language), grid, list(_measured_by_themselves(outcome, language)))


def _measured_by_themselves(outcome: Outcome, language: Language) -> Iterator[str]:
    """Yield what is said of indicators whose result is that to date, and whose achievement is of the last period."""
    span = outcome.data.span
    if span is None or not outcome.spans:
        return
    alone, text = outcome.spans[YearSpan(span.period)], PERIODS["measured-by-itself"].text(language)
    for node in outcome.definition.indicators.values():
        if measured_by_itself(node, span) and node.target is not None:
            yield text.format(path=node.path, period=span.period, result=shown(alone, node.path, language))


def _nodes(outcome: Outcome, indicator: Node, language: Language, *, rated: bool) -> Iterator[tuple[int, list[str]]]:
    for node in indicator.walk():
        weight = "" if node.weight is None else share_text(node.weight, language)
        target = achievement = ""
        if node is indicator:
            target = target_text(outcome, NodeAchievement(node), language)
            # Without a target nobody expects an achievement; a table full of "not available" would hide what matters.
            achievement = shown(outcome, NodeAchievement(node).path, language) if node.target is not None else ""
        cells = [node.path, node.name, weight, target, shown(outcome, node.path, language), achievement]
        if rated:
            scales = [ScaleLabel(of).path for of in (NodeValue(node), NodeAchievement(node))]
            cells.append(
                " / ".join(shown(outcome, scale, language) for scale in scales if scale in outcome.program.results)
            )
        yield node.path.count("."), cells


def target_text(outcome: Outcome, of: Achievement, language: Language) -> str:
    """Return what an achievement is measured against as it is printed, both ends of a range."""
    ends = [TargetValue(of, upper=upper).path for upper in (False, True)]
    known = [
        end for end in ends if end in outcome.program.results and outcome.result(end, language).printed is not None
    ]
    return joined((shown(outcome, end, language) for end in known), " – ")


def _comparisons(outcome: Outcome, language: Language) -> Grid:
    rows = []
    for indicator in outcome.definition.indicators.values():
        names = [*indicator.compare, *([PREVIOUS] if outcome.previous is not None else [])]
        for name in names:
            compared = ComparedAchievement(indicator, name)
            label = name_of_comparison(name, language)
            rows.append(
                [
                    compared.path,
                    indicator.name,
                    label,
                    target_text(outcome, compared, language),
                    shown(outcome, compared.path, language),
                ]
            )
    columns = [
        PageColumn(word("path", language)),
        PageColumn(word("indicator", language), wide=True),
        PageColumn(word("compared", language)),
        PageColumn(word("target", language), "right"),
        PageColumn(word("achievement", language), "right"),
    ]
    return Grid(columns, rows)


def table_grid(outcome: Outcome, table: Table, language: Language) -> Grid:
    """Return a report table with its line of totals, where it has one."""
    length = outcome.length(table)
    rows = [
        [_cell(outcome, TableCellResult(table, column, row), language) for column in table.columns]
        for row in range(1, length + 1)
    ]
    totalled = any(column.total or column.on_totals for column in table.columns)
    if totalled:
        last = [
            _cell(outcome, TableTotal(table, column), language) if has_total(column) else "" for column in table.columns
        ]
        if not last[0]:
            last[0] = word("total", language)
        rows += _rounding_differences(outcome, table, language)
        rows.append(last)
    columns = [
        PageColumn(column.title, "left" if column.unit in (TEXT, FLAG) else "right", wide=column.unit == TEXT)
        for column in table.columns
    ]
    return Grid(columns, rows, total=totalled)


def _cell(outcome: Outcome, kind: OfTable, language: Language) -> str:
    return shown_result(outcome.cell(kind, language), language)


def _rounding_differences(outcome: Outcome, table: Table, language: Language) -> Iterator[list[str]]:
    """Yield a row of what the printed total of each column is more than its printed rows; none where all add up."""
    totals = [TableTotal(table, column) for column in table.columns]
    differences = [difference_of_total(outcome, total) for total in totals]
    if not any(differences):
        return
    row = [
        "" if difference is None else printed_as(outcome, total.path, difference, language)
        for total, difference in zip(totals, differences, strict=True)
    ]
    row[0] = " ".join(filter(None, (word("rounding-difference", language), row[0])))
    yield row


def reasons_of(outcome: Outcome, language: Language) -> Iterator[str]:
    """Yield a line for each indicator and average that is unavailable or cannot be computed, with its reason."""
    paths = [*outcome.definition.indicators]
    paths += [ObjectiveAchievement(objective).path for objective in outcome.definition.objectives.values()]
    paths += [path for path in (OverallAchievement().path,) if path in outcome.program.results]
    paths += [path for path, output in outcome.program.outputs.items() if isinstance(output.kind, FundingFigure)]
    for path in paths:
        result = outcome.result(path, language)
        if result.is_not_measured:
            continue
        if result.status in ("unavailable", "invalid"):
            yield f"{path}: {result.reason}"
        node = outcome.definition.indicators.get(path)
        if node is not None and node.target is not None and result.status == "ok":
            achievement = outcome.result(NodeAchievement(node).path, language)
            if achievement.status != "ok" and not achievement.is_not_measured:
                yield f"{achievement.path}: {achievement.reason}"


def _happened(outcome: Outcome, language: Language) -> Iterator[str]:
    """Yield a line for each kind of thing that the rules did, with the nodes it happened at."""
    lines: dict[tuple[str, str], list[str]] = {}
    for event in outcome.events:
        path = event.origin.path
        if event.kind == "points" or event.origin.role in ("achievement", "funding") or _has_no_say(outcome, path):
            continue
        if event.kind == "missing" and isinstance(event.after, State):
            continue
        node = outcome.nodes.get(path)
        unit = node.unit if node is not None else PERCENT
        value = "" if not isinstance(event.after, tuple) else shortest(event.after, unit, language)
        if isinstance(event.after, State):
            value = word(event.after.kind, language)
        if event.kind == "missing":
            path = f"{path} ({event.about})"
        if event.kind == "reweighted":
            steps = outcome.program.steps
            value = "; ".join(
                f"{steps[index].origin.path} {share_text(before, language)} → "
                + (word("excluded", language) if after is None else share_text(after, language))
                for index, before, after in event.kept
            )
        if event.kind == "given":
            source = outcome.data.given_from.get(path, "")
            path = f"{path}\0{source}"
        lines.setdefault((event.kind, value), []).append(path)
    for (kind, value), paths in lines.items():
        if kind == "given":
            for path in paths:
                name, _, source = path.partition("\0")
                yield word(kind, language).format(value=value, paths=name, source=f": {source}" if source else "")
        else:
            yield word(kind, language).format(value=value, paths=", ".join(dict.fromkeys(paths)), source="")


def _has_no_say(outcome: Outcome, path: str) -> bool:
    """Return whether the node at *path* lies below one that does not apply: what its rules did changes nothing."""
    above = path.rpartition(".")[0]
    if above not in outcome.nodes:
        return False
    value = outcome.values[outcome.program.results[above]]
    return isinstance(value, State) and any(reason.code == "not-applicable" for reason in value.reasons)
