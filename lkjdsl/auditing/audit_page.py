"""Audit → page: what disagrees, worst first; what is printed differently in several places; lines; the rest."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lkjdsl.auditing.audit import Audit, Conflict, Figure, FigureResult, LineResult, Quantity, Unprinted, Verdict
from lkjdsl.auditing.names import name_of_quantity, named
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.numerals import printed
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.words import of_whom, word
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import INDEX, PERCENT, RUPIAH
from lkjdsl.words import Words

WORDS = Words("auditing.page")
MOST_LISTED = 1000
"""Figures with nothing wrong that are listed; a table of offices may have a hundred thousand."""
MOST_DIGITS = 12
"""Decimals, of differences and ends of intervals that fewer would hide."""


def audit_page(audit: Audit, language: Language, only: Verdict | None = None) -> Page:
    """Return the page of *audit*, with the figures of all verdicts or of one."""
    return _Pages(audit, language).page(audit, only)


def said(diagnostic: Diagnostic, language: Language) -> str:
    """Return a finding in one line, with what there is to add to it."""
    return "; ".join((diagnostic.message(language), *diagnostic.helps_in(language)))


def badness(result: FigureResult) -> tuple[int, Fraction]:
    """Return how bad a figure is, the worst least: by how far off it is, then by its other faults."""
    if result.difference is None:
        return 1, Fraction(0)
    known = [result.computed] if isinstance(result.computed, tuple) else [end for end in result.between or () if end]
    scale = 100 if result.quantity.unit == PERCENT else 1
    size = max((abs(Fraction(*value)) * scale for value in known), default=Fraction(0))
    return 0, -abs(Fraction(*result.difference)) / (size or 1)


def computed_text(result: FigureResult, language: Language) -> str:
    """Return the computed value as a report prints it, the interval it lies in, or why there is none."""
    if result.between is None or isinstance(result.computed, tuple):
        return _value(result, result.computed, language)
    digits = _digits(result)
    ends = [_value(result, end, language, digits) for end in result.between]
    while ends[0] == ends[1] and result.between[0] != result.between[1] and digits < MOST_DIGITS:
        digits += 1
        ends = [_value(result, end, language, digits) for end in result.between]
    return "–".join(end or "…" for end in dict.fromkeys(ends))


def _value(result: FigureResult, value: Value | None, language: Language, digits: int | None = None) -> str:
    return value_text(result.quantity, value, language, _digits(result) if digits is None else digits)


def value_text(quantity: Quantity, value: Value | None, language: Language, digits: int) -> str:
    """Return a value as a report prints it, with so many *digits* behind the decimal sign; or why there is none."""
    match value:
        case None:
            return ""
        case State(kind=kind):
            return word(kind, language)
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case _:
            return printed(value, quantity.unit, digits, quantity.rounding, language)


def _digits(result: FigureResult) -> int:
    """Return as many decimals as the edition prints, and as were printed; of rupiah those are perhaps of millions."""
    numeral = None if result.reading is None or result.quantity.unit == RUPIAH else result.reading.numeral
    return max(result.quantity.digits, 0 if numeral is None else numeral.decimals)


def difference_text(result: FigureResult, language: Language) -> str:
    """Return printed minus computed, signed, with enough decimals to show it."""
    if result.difference is None:
        return ""
    number = result.difference
    digits = _digits(result)
    while digits < MOST_DIGITS and abs(number[0]) * 10**digits * 2 < number[1]:
        digits += 1
    unit = "number" if result.quantity.unit in (PERCENT, INDEX) else result.quantity.unit
    text = NumberWord(number, unit, digits).text(language)
    points = f" {WORDS['points'].text(language)}" if result.quantity.unit == PERCENT else ""
    return f"{text if text.startswith('-') else f'+{text}'}{points}"


class _Row(NamedTuple):
    """Figures that are one finding, shown as the first of them."""

    result: FigureResult
    several: Sequence[FigureResult]


def _alike(results: Sequence[FigureResult], reason: Callable[[FigureResult], str]) -> list[list[FigureResult]]:
    """Return figures together that are of one quantity, print one number, and are wrong for one reason."""
    groups: dict[tuple[object, ...], list[FigureResult]] = {}
    for result in results:
        number = result.figure.printed if result.reading is None else (result.reading.numeral, result.reading.said)
        groups.setdefault((result.quantity.path, result.figure.year, number, reason(result)), []).append(result)
    return list(groups.values())


class _Pages:
    def __init__(self, audit: Audit, language: Language) -> None:
        self.language = language
        self._names = {figure.quantity.path: named(figure.quantity, language) for figure in audit.figures}

    def word(self, key: str) -> str:
        return WORDS[key].text(self.language)

    def page(self, audit: Audit, only: Verdict | None) -> Page:
        def of(verdict: Verdict) -> list[FigureResult]:
            return [figure for figure in audit.figures if figure.verdict == verdict and only in (None, verdict)]

        sections = []
        if only in (None, "disagrees"):
            sections.append(self._disagreeing(sorted(of("disagrees"), key=badness)))
            sections.append(
                Section(self.word("conflicts"), lines=[self._conflict(conflict) for conflict in audit.conflicts])
            )
            sections.append(
                Section(
                    self.word("constraints"),
                    lines=[said(constraint.finding, self.language) for constraint in audit.broken],
                )
            )
        lines = [line for line in audit.lines if line.verdict != "agrees" or line.notes]
        lines = [line for line in lines if only in (None, line.verdict)]
        sections.append(Section(self.word("lines"), lines=[self._line(line) for line in lines]))
        sections.append(Section(self.word("notes"), lines=[said(note, self.language) for note in audit.notes]))
        sections.append(self._unprinted(audit.unprinted))
        sections.append(self._others("unverifiable", of("unverifiable")))
        sections.append(self._others("agrees", of("agrees")))
        shown = [section for section in sections if section.lines or (section.grid is not None and section.grid.rows)]
        return Page(f"{self.word('title')}: {audit.title}", list(self._about(audit)), shown)

    def _about(self, audit: Audit) -> Iterator[str]:
        yield from of_whom(audit.office, audit.year, self.language)
        if audit.figures:
            verdicts = [figure.verdict for figure in audit.figures]
            yield f"{len(verdicts)} {self.word('figures')}: {self._counts(verdicts)}"
        if audit.lines:
            verdicts = [line.verdict for line in audit.lines]
            yield f"{len(verdicts)} {self.word('line-count')}: {self._counts(verdicts)}"
        if audit.broken:
            yield f"{len(audit.broken)} {self.word('broken-count')}"
        if audit.conflicts:
            yield f"{len(audit.conflicts)} {self.word('conflict-count')}"

    def _counts(self, verdicts: Sequence[Verdict]) -> str:
        order: tuple[Verdict, ...] = ("agrees", "disagrees", "unverifiable")
        return ", ".join(f"{verdicts.count(path)} {self.word(path).lower()}" for path in order if path in verdicts)

    def _grid(self, rows_of: "Sequence[_Row]", *, numbered: bool = False, compared: bool = True) -> Grid:
        columns = [PageColumn(self.word("number"), "right")] if numbered else []
        columns += [
            PageColumn(self.word("place"), wide=True),
            PageColumn(self.word("what")),
            PageColumn(self.word("printed"), "right"),
        ]
        columns += [PageColumn(self.word("computed"), "right")] if compared else []
        columns += [PageColumn(self.word("difference"), "right")] if numbered else []
        rows = []
        for number, (result, several) in enumerate(rows_of, 1):
            row = [str(number)] if numbered else []
            places = "; ".join(dict.fromkeys(self._place(each.figure) for each in several))
            row += [places, result.figure.what, result.figure.printed]
            row += [computed_text(result, self.language)] if compared else []
            row += [difference_text(result, self.language)] if numbered else []
            rows.append(row)
        return Grid(columns, rows)

    def _place(self, figure: Figure) -> str:
        """Return where a figure stands; of one of another year, that too."""
        if figure.year is None:
            return figure.place
        year = f"{self.word('year')} {figure.year}"
        return f"{figure.place} ({year})" if figure.place else year

    def _unprinted(self, unprinted: Sequence[Unprinted]) -> Section:
        columns = [
            PageColumn(self.word("name"), wide=True),
            PageColumn(self.word("what")),
            PageColumn(self.word("computed"), "right"),
        ]
        rows = [
            [
                name_of_quantity(one.quantity, self.language),
                one.quantity.path,
                value_text(one.quantity, one.computed, self.language, digits),
            ]
            for one in unprinted
            for digits in (one.quantity.digits,)
        ]
        return Section(self.word("unprinted"), Grid(columns, rows))

    def _disagreeing(self, results: Sequence[FigureResult]) -> Section:
        """Return the table of what disagrees, and below it, for each row, what is wrong and why it may be."""
        rows = [_Row(several[0], several) for several in _alike(results, self._reason)]
        lines, unexplained = [], []
        for number, row in enumerate(rows, 1):
            reason = self._reason(row.result)
            name = named(row.result.quantity, self.language)
            if reason:
                lines.append(f"[{number}] {name} {row.result.figure.printed.strip('[]')}: {reason}")
            else:
                unexplained.append(str(number))
        if unexplained:
            lines.append(f"[{', '.join(unexplained)}] {self.word('no-cause')}")
        return Section(self.word("disagrees"), self._grid(rows, numbered=True), lines)

    def _reason(self, result: FigureResult) -> str:
        """Return what is wrong with a figure, and its likely causes, in one sentence."""
        sentences = [
            said(finding, self.language)
            for finding in (*result.findings, *result.notes)
            if finding.code != "audit-is-the-data"
        ]
        causes = [said(cause.words, self.language) for cause in result.causes]
        return "; ".join((*sentences, *([f"{self.word('cause')}: {self.word('or').join(causes)}"] if causes else ())))

    def _conflict(self, conflict: Conflict) -> str:
        places: dict[str, list[str]] = {}
        for figure in conflict.figures:
            places.setdefault(figure.printed, []).append(self._place(figure))
        return f"{self._names.get(conflict.what, conflict.what)}: " + "; ".join(
            f"{text} ({', '.join(dict.fromkeys(where))})" for text, where in places.items()
        )

    def _line(self, result: LineResult) -> str:
        sentences = [said(finding, self.language) for finding in (*result.findings, *result.notes)]
        value = result.value
        if value is not None and value.verdict == "disagrees":
            ends = self.word("ends").format(printed=value.figure.printed, computed=computed_text(value, self.language))
            sentences += [ends, *(said(finding, self.language) for finding in value.findings)]
        elif value is not None and result.verdict == "unverifiable":
            sentences += [said(note, self.language) for note in value.notes]
        line = result.line
        where = f"{line.place}, {line.what}" if line.what else line.place
        return f"{where}: {line.printed}" + (f" — {'; '.join(sentences)}" if sentences else "")

    def _others(self, verdict: Verdict, results: Sequence[FigureResult]) -> Section:
        listed = results[:MOST_LISTED]
        lines: dict[str, list[str]] = {}
        for problem in listed:
            for note in problem.notes:
                # Of figures that are the data themselves there are as many as inputs: to name them says nothing.
                where = "" if note.code == "audit-is-the-data" else f"{problem.figure.what} ({problem.figure.place})"
                lines.setdefault(said(note, self.language), []).append(where)
        facts = [
            ": ".join(filter(None, (sentence, ", ".join(filter(None, dict.fromkeys(where))))))
            for sentence, where in lines.items()
        ]
        if len(listed) < len(results):
            facts.append(self.word("not-listed").format(number=len(results) - len(listed)))
        return Section(self.word(verdict), self._grid([_Row(result, [result]) for result in listed]), facts)
