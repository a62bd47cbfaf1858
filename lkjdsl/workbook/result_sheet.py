"""The sheet *Hasil*: what the report prints, laid out as its table, parts of the year side by side, with a chart."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from attrs import Factory, define

from lkjdsl.domains.sheet.cells import text
from lkjdsl.lower.report_tables import lower_conditions
from lkjdsl.model.definition import Node, Objective
from lkjdsl.model.periods import NOT_MEASURED, WORDS, goal_of
from lkjdsl.model.results import (
    ComparedAchievement,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    Output,
    OverallAchievement,
    ScaleLabel,
    TargetValue,
    contributions_in,
    funding_figures,
)
from lkjdsl.numbers.numerals import shortest
from lkjdsl.render.words import word
from lkjdsl.units import PERCENT
from lkjdsl.workbook.book import LINE, Book, fit, for_paper, protect
from lkjdsl.workbook.calculation import letters
from lkjdsl.workbook.results import ACHIEVEMENT, CERTAIN, FIRST_ROW, NAME, REMARK, RESULT, TARGET, UNIT, PartResults

HEADINGS = ("number", "name", "unit", "target", "result", "achievement", "remark", "certainty")
WIDTHS = (20, 60, 15, 16, 18, 16, 30, 11)
"""Of the columns of *Hasil*, in characters."""
CHART_ROWS = 22
"""Lines that the chart takes."""
PERIOD_SCALE = 35
"""Percent, at which a period by itself and to date fit on a page beside the names."""


def write_results(sheet: Any, parts: Sequence[PartResults]) -> None:
    """Write the sheet *Hasil*, the *parts* of a year beside each other."""
    book, definition = parts[0].book, parts[0].definition
    last = CERTAIN + parts[-1].offset
    for column, width in enumerate(WIDTHS[:TARGET]):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 1, column, book.word(HEADINGS[column]), book.format("head"))
    sheet.write_string(0, 0, definition.title, book.format("title"))
    sheet.merge_range(1, 0, 1, CERTAIN, book.word("about-results"), book.format("plain"))
    sheet.set_row(1, 28)
    for part in parts:
        for column in range(TARGET, CERTAIN + 1):
            sheet.set_column(column + part.offset, column + part.offset, WIDTHS[column])
            heading = f"{book.word(HEADINGS[column])} {part.title}".strip()
            sheet.write_string(FIRST_ROW - 1, column + part.offset, heading, book.format("head"))
    lines = _Lines(parts, sheet)
    lines.write()
    row = _constraints(sheet, parts, lines.row + 1)
    _chart(sheet, parts, lines.achievements, row + 1)
    sheet.print_area(0, 0, row + CHART_ROWS, last)
    sheet.freeze_panes(FIRST_ROW, 2)
    for_paper(sheet, FIRST_ROW - 1)
    if len(parts) > 1:  # all of a year on one page would be too small to read
        sheet.set_print_scale(PERIOD_SCALE)
        sheet.set_row(FIRST_ROW - 1, 2 * LINE)
        sheet.repeat_columns(0, UNIT)
        sheet.set_v_pagebreaks([TARGET + part.offset for part in parts[2::2]])
    protect(sheet)


def _chart(sheet: Any, parts: Sequence[PartResults], achievements: Sequence[tuple[str, str, int]], row: int) -> None:
    """Insert a chart of the achievements, to date at each period; what it shows stands beside the table."""
    if not achievements:
        return
    book, title = parts[0].book, sheet.get_name()
    paths, last = CERTAIN + parts[-1].offset + 3, len(achievements) - 1
    grey = book.format("work", font_color="#999999")
    chart = book.file.add_chart({"type": "column"})
    drawn = [part for part in parts if part.span is None or part.span.to_date]
    for at, (name, path, line) in enumerate(achievements):
        cell = f"{letters(ACHIEVEMENT + drawn[0].offset)}{line + 1}"
        if len(drawn) > 1:
            sheet.write_string(at, paths, name, grey)
        else:  # a column of no height says why
            known = drawn[0].cached(drawn[0].program.outputs[path])
            said = f"{name}: {known}" if isinstance(known, str) else name
            book.formula(sheet, at, paths, f'{text(name)}&IF(ISNUMBER({cell}),"",": "&{cell})', grey, said)
    for column, part in enumerate(drawn, paths + 1):
        for at, (_, path, line) in enumerate(achievements):
            cell = f"{letters(ACHIEVEMENT + part.offset)}{line + 1}"
            style = book.format("work", font_color="#999999", num_format="0%")
            known = part.cached(part.program.outputs[path]) if path in part.program.outputs else 0
            shown = known if isinstance(known, int | float) else 0
            book.formula(sheet, at, column, f"IF(ISNUMBER({cell}),{cell},0)", style, shown)
        chart.add_series({
            "name": part.title or book.word("achievement"),
            "categories": [title, 0, paths, last, paths],
            "values": [title, 0, column, last, column],
            "gap": 60,
            **({"fill": {"color": "#1F5F8B"}} if len(drawn) == 1 else {}),
        })  # fmt: skip
    chart.set_title({"name": book.word("chart")})
    chart.set_y_axis({"min": 0, "num_format": "0%"})
    chart.set_legend({"none": True} if len(drawn) == 1 else {"position": "bottom"})
    chart.set_size({"width": 900, "height": 360})
    sheet.insert_chart(row, 1, chart)


def _constraints(sheet: Any, parts: Sequence[PartResults], row: int) -> int:
    """Write which constraints are met and which are broken, and return the row below."""
    book, definition = parts[0].book, parts[0].definition
    if not definition.constraints:
        return row
    sheet.merge_range(row, 0, row, CERTAIN + parts[-1].offset, book.word("constraints"), book.format("group"))
    for at, (name, formula) in enumerate(definition.constraints.items(), row + 1):
        sheet.write_string(at, 0, name, book.format("note"))
        condition = " ".join(formula.text.split())
        sheet.write_string(at, NAME, condition, book.format("text"))
        fit(sheet, at, (name, WIDTHS[0]), (condition, WIDTHS[NAME]))
    for part in parts:
        conditions = lower_conditions(definition, definition.constraints, part.calculation.positions)
        cells = part.calculation.walk(conditions.program)
        for at, name in enumerate(definition.constraints, row + 1):
            part.constraint(sheet, at, name, conditions, cells)
    return row + 1 + len(definition.constraints)


@define(eq=False)
class _Lines:
    """The lines of *Hasil*: objectives, indicators with their components, the average, comparisons."""

    parts: Sequence[PartResults]
    sheet: Any
    row: int = FIRST_ROW
    achievements: list[tuple[str, str, int]] = Factory(list)
    """Of each indicator with a target its path, that of its achievement, and its line."""

    def write(self) -> None:
        definition = self.parts[0].definition
        for objective in definition.objectives.values():
            self.line(objective.path, objective.name, "", {ACHIEVEMENT: ObjectiveAchievement(objective).path}, "group")
            self.funding(objective)
            for name in objective.indicators:
                self.indicator(definition.indicators[name])
        for indicator in definition.indicators.values():
            if indicator.objective is None:
                self.indicator(indicator)
        overall = OverallAchievement().path
        if overall in self.known:
            average = self.book.word("average")
            self.line("", average, "", {ACHIEVEMENT: overall}, "group")
        for indicator in definition.indicators.values():
            for name in indicator.compare:
                compared = ComparedAchievement(indicator, name)
                places = {TARGET: TargetValue(compared).path, ACHIEVEMENT: compared.path}
                self.line(indicator.path, f"{indicator.name} – {name}", "", places, "text")

    def indicator(self, indicator: Node) -> None:
        contributions = contributions_in(indicator.walk())
        for node in indicator.walk():
            places = {RESULT: node.path}
            if node is indicator:
                achievement = NodeAchievement(node)
                if node.target is not None:
                    places |= {TARGET: TargetValue(achievement).path, ACHIEVEMENT: achievement.path}
                    self.achievements.append((node.path, achievement.path, self.row))
            depth = node.path.count(".")
            self.line(node.path, node.name, self._unit(node), places, "text", indent=depth + 1, level=min(depth, 7))
            self.rated(node, contributions.get(node.path))
        self.funding(indicator)

    def funding(self, owner: Node | Objective) -> None:
        """Write the budget, what was absorbed of it and the efficiency, each in a line below."""
        for figure in funding_figures(owner):
            unit = word_of_unit(self.parts[0].program.outputs[figure.path].unit, self.book)
            self.line("", word(figure.aspect, self.book.language), unit, {RESULT: figure.path}, "text", indent=2)

    def rated(self, node: Node, contribution: NodeContribution | None) -> None:
        """Write what a node contributes, the labels of scales, the upper end of a range, each in a line below."""
        if contribution is not None and contribution.path in self.known:
            name = self.book.word("contribution")
            self.line("", name, "", {RESULT: contribution.path}, "text", indent=node.path.count(".") + 2)
        for label in (ScaleLabel(NodeValue(node)), ScaleLabel(NodeAchievement(node))):
            if label.path in self.known:
                column = RESULT if isinstance(label.of, NodeValue) else ACHIEVEMENT
                self.line("", label.scale or "", "", {column: label.path}, "text", indent=node.path.count(".") + 2)
        upper = TargetValue(NodeAchievement(node), upper=True).path
        if upper in self.known:
            self.line("", self.book.word("upper"), "", {TARGET: upper}, "text", indent=2)

    def _unit(self, node: Node) -> str:
        weight = "" if node.weight is None else f" · {shortest(node.weight, PERCENT, self.book.language)}"
        return f"{word_of_unit(node.unit, self.book)}{weight}"

    def line(
        self, path: str, name: str, unit: str, places: Mapping[int, str], style: str, *, indent: int = 0, level: int = 0
    ) -> None:
        book, sheet = self.book, self.sheet
        for column in range(CERTAIN + self.parts[-1].offset + 1):
            sheet.write_blank(self.row, column, None, book.format(style))
        number = book.format("note", text_wrap=False) if style == "text" else book.format(style)
        sheet.write_string(self.row, 0, path, number)
        sheet.write_string(self.row, NAME, name, book.format(style, **({"indent": indent} if indent else {})))
        sheet.write_string(self.row, UNIT, unit, book.format(style))
        for part in self.parts:
            self.figures(part, places)
        fit(sheet, self.row, (" " * 3 * indent + name, WIDTHS[NAME]), level=level)
        self.row += 1

    def figures(self, part: PartResults, places: Mapping[int, str]) -> None:
        """Write the results of a part in the line at hand, and whether they are certain."""
        book, sheet, results = self.book, self.sheet, part.program.results
        certain = []
        for column, at in places.items():
            if at not in results:
                continue
            output, place = part.program.outputs[at], column + part.offset
            reason = _not_measured(part, output)
            if reason is None:
                certain.append(part.show(sheet, self.row, place, part.calculation.main[results[at]], output))
            else:
                said = text(WORDS[reason].text(book.language))
                book.formula(sheet, self.row, place, part.where_filled(said), book.format("centre"), "")
        if certain:
            conditions = ",".join(f"{one}={text(book.word('uncertain'))}" for one in certain)
            found = part.where_filled(part.certainty(f"OR({conditions})"))
            centred = book.format("centre", font_size=8)
            book.formula(sheet, self.row, CERTAIN + part.offset, found, centred, "")
            remark = part.where_filled(f'IF(OR({conditions}),{text(book.word("compute"))},"")')
            book.formula(sheet, self.row, REMARK + part.offset, remark, book.format("note"), "")

    @property
    def book(self) -> Book:
        return self.parts[0].book

    @property
    def known(self) -> AbstractSet[str]:
        """Return the paths of results of any part."""
        return {path for part in self.parts for path in part.program.results}


def _not_measured(part: PartResults, output: Output) -> str | None:
    """Return why nobody expects a target or an achievement in a part of the year; None where it is expected."""
    achievement = output.kind.of if isinstance(output.kind, TargetValue) else output.kind
    if part.span is None or not isinstance(achievement, NodeAchievement):
        return None
    node = achievement.node
    goal = goal_of(part.definition, node, node.target, part.year, part.span)
    return goal if goal in NOT_MEASURED else None


def word_of_unit(unit: str, book: Book) -> str:
    """Return the name of a unit; a word of the author's own is one itself."""
    from lkjdsl.workbook.book import WORDS

    key = f"unit-{unit}"
    return WORDS[key].text(book.language) if key in WORDS else unit
