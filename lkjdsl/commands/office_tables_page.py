"""What a run over tables came to → a page: a summary of each result, a ranking, groups of offices."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from lkjdsl.diagnostic import Language
from lkjdsl.model.values import State, Value
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.words import word
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.commands.table_run import TableRun
    from lkjdsl.tables.results.ranking import Ranking
    from lkjdsl.tables.results.requested import RequestedResult
    from lkjdsl.tables.results.rollup import GroupKey, Rollup
    from lkjdsl.tables.results.rows import RowBatch
    from lkjdsl.tables.results.tally import Tally

WORDS = Words("tables.page")
Spoken = Mapping[str, str]
GAP = "*"
"""After a pooled result in which offices are left out."""
MARK = "†"
"""After the number of offices of a group with a row that has a remark."""


def page(run: "TableRun") -> Page:
    """Return the page of a run."""
    words, tally = WORDS.spoken(run.language), run.tally
    about = [words["rows"].format(rows=tally.rows, good=tally.rows - tally.refused, refused=tally.refused)]
    if run.arguments.stats:
        about.append(words["exact"].format(exact=tally.exact, rows=tally.rows))
    sections = [Section("", _summary(tally, words, run.language))]
    if tally.ranking is not None:
        sections.append(_ranking(tally.ranking, run, words))
    if tally.rollup is not None:
        sections.append(_groups(run, tally.rollup, words))
    return Page(run.edition.definition.title, about, sections)


def _summary(tally: "Tally", words: Spoken, language: Language) -> Grid:
    states = (word(status, language) for status in ("excluded", "unavailable", "invalid"))
    headings = (words["path"], "ok", *states, words["least"], words["median"], words["greatest"])
    rows = []
    for path, summary in tally.summaries.items():
        shown = summary.shown(language)
        rows.append([path, *map(str, summary.statuses), shown["least"], shown["median"], shown["greatest"]])
    return Grid([PageColumn(heading, "left" if at == 0 else "right") for at, heading in enumerate(headings)], rows)


def _ranking(ranking: "Ranking", run: "TableRun", words: Spoken) -> Section:
    from lkjdsl.tables.results.summary import printed

    asked = run.tally.summaries[ranking.path].asked
    places = ranking.places()
    shown = places[: run.arguments.top]
    rows = []
    for ranked_office in shown:
        row = ranked_office.row
        text = word(row.status, run.language) if row.units is None else printed(asked, (row.units, 1), run.language)
        rows.append([f"{ranked_office.rank or ''}{'=' if ranked_office.shared else ''}", text, *row.names, row.remark])
    columns = [PageColumn(words["rank"], "right"), PageColumn(ranking.path, "right"), *map(PageColumn, ranking.headers)]
    if any(office.row.remark for office in shown):
        columns.append(PageColumn(words["remark"]))
    else:
        rows = [row[:-1] for row in rows]
    ties = words["ties-exact" if ranking.is_exact else "ties"]
    lines = [ties] if any(office.shared for office in shown) else []
    if len(places) > len(shown):
        lines.append(words["more"].format(more=len(places) - len(shown)))
    order = "ranking" if ranking.order.by == ranking.path else "ranking-achievement"
    heading = words["ranking-least" if ranking.order.least_first else order]
    return Section(heading.format(path=ranking.path), Grid(columns, rows), lines)


def _groups(run: "TableRun", rollup: "Rollup", words: Spoken) -> Section:
    headings = [rollup.by, words["offices"], words["path"], words["pooled"], words["mean"]]
    columns = [PageColumn(heading, "right" if at in (1, 3, 4) else "left") for at, heading in enumerate(headings)]
    rows = list(_group_rows(run, rollup, words))
    for at, heading in ((2, words["period"]), (1, words["year"])):
        if any(row[at] for row in rows):
            columns.insert(1, PageColumn(heading))
        else:
            rows = [[*row[:at], *row[at + 1 :]] for row in rows]
    lines = [words["gaps"]] if any(row[-2].endswith(GAP) for row in rows) else []
    lines += [words["marked"]] if any(row[-4].endswith(MARK) for row in rows) else []
    return Section(words["by"].format(column=rollup.by), Grid(columns, rows), [*lines, words["differ"]])


def group_rows(run: "TableRun", rollup: "Rollup") -> "RowBatch":
    """Return what is shown of groups as rows of a file; the pooled results are numbers too."""
    from lkjdsl.tables.results.rows import FileColumn, RowBatch

    words = WORDS.spoken(run.language)
    columns: list[FileColumn] = [
        (rollup.by, "text"), (words["year"], "whole"), (words["period"], "text"), (words["offices"], "whole"),
        (words["path"], "text"), (words["pooled"], "number"), (f"{words['pooled']}.printed", "text"),
        (f"{words['mean']}.printed", "text"),
    ]  # fmt: skip
    return RowBatch(
        columns,
        [[*row.key, row.offices, row.path, row.number, row.pooled, row.mean or None] for row in _grouped(run, rollup)],
    )


def _group_rows(run: "TableRun", rollup: "Rollup", words: Spoken) -> Iterator[list[str]]:
    """Yield a row for each group and result: name, year, period, offices, path, pooled, mean."""
    for row in _grouped(run, rollup):
        name, year, period = row.key
        offices = f"{row.offices}{MARK * row.is_marked}"
        pooled = f"{row.pooled}{GAP * row.has_gaps}"
        yield [
            name or words["unnamed"],
            "" if year is None else str(year),
            period or "",
            offices,
            row.path,
            pooled,
            row.mean,
        ]


@frozen
class GroupedResult:
    """A result of a group: pooled, as a number and as printed, and the mean of the offices' printed ones."""

    key: "GroupKey"
    offices: int
    path: str
    number: float | None
    pooled: str
    mean: str
    has_gaps: bool
    is_marked: bool


def _grouped(run: "TableRun", rollup: "Rollup") -> Iterator[GroupedResult]:
    """Yield the results of each group."""
    from lkjdsl.domains.float_error.bounds import as_float
    from lkjdsl.tables.results.summary import printed

    assert run.program is not None
    periods = run.edition.definition.periods
    for key in sorted(rollup.groups, key=lambda key: (key[0], key[1] or 0, periods.index(key[2]) if key[2] else 0)):
        group = rollup.groups[key]
        if not group.offices:
            continue
        program = run.program(key[1])
        steps = {request.path: request.step for request in program.asked}
        for requested_result, value in _pooled(run, rollup, key):
            pooled = word(value.kind, run.language) if isinstance(value, State) else str(value)
            if isinstance(value, tuple) and requested_result.printed is not None:
                pooled = printed(
                    requested_result, (value[0] * 10**requested_result.printed.digits, value[1]), run.language
                )
            total, number = group.results.get(requested_result.path, (0, 0))
            mean = printed(requested_result, (total, number), run.language) if number else ""
            number_value = as_float(value) if isinstance(value, tuple) else None
            step = steps[requested_result.path.replace("@", "", 1)]
            has_gaps = rollup.lacks_rows(key) or rollup.has_gaps(key, program, step)
            has_gaps = has_gaps and number_value is not None
            is_marked = bool(group.marked)
            yield GroupedResult(
                key,
                group.offices,
                requested_result.path,
                number_value,
                pooled,
                mean,
                has_gaps=has_gaps,
                is_marked=is_marked,
            )


def _pooled(run: "TableRun", rollup: "Rollup", key: "GroupKey") -> "Iterator[tuple[RequestedResult, Value]]":
    """Yield what is asked of a group with its value."""
    assert run.program is not None
    if key[2] is None or run.requests is None:
        program = run.program(key[1])
        values = rollup.pooled(key, program)
        yield from ((request, values[request.step]) for request in program.asked)
        return
    outcomes = rollup.outcomes(key, run.edition)[key[2]]
    yield from zip(run.requests.asked, run.requests.values(outcomes), strict=True)
