"""``lkjdsl eval``: the results of an edition for the data of an office."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from attrs import evolve

from lkjdsl.commands import office_tables as tables
from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, add_rows, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.office_files import is_many
from lkjdsl.commands.one_office import office_data
from lkjdsl.commands.output_form import EVAL_FORMS, WORKBOOK, form_of
from lkjdsl.commands.year_files import add_previous
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.editions.years import by_office, by_year
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.answerable import EXCUSES, answerable
from lkjdsl.syntax.toml_files import LkjdslError

Problems = tuple[Diagnostic, ...]
FORMATS = ("table", "json", "csv", "markdown", "html")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``eval``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.formula-file"))
    parser.add_argument("data", metavar="DATA", nargs="+", help=words("eval.data"))
    add_previous(parser, words)
    tables.configure(parser, words)
    add_rows(parser, words)
    parser.add_argument("--points", action="store_true", help=words("eval.points"))
    parser.add_argument("--office", metavar="NAME", help=words("tables.office"))
    add_common(parser, words, FORMATS)
    parser.set_defaults(formats=())  # the ending of a workbook is not that of a format


def run(arguments: Namespace) -> Answer:
    """Return the results as text in the format asked for."""
    edition, problems = opened(arguments.edition)
    language: Language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    edition = edition.with_contributions if arguments.points else edition
    if is_many(arguments.data) and arguments.office is None:
        arguments.format = arguments.format or FORMATS[0]
        arguments.previous = (arguments.previous or [None])[-1]  # a table may have several years
        return tables.run(arguments, edition, problems, language)
    form = form_of(arguments, EVAL_FORMS, FORMATS[0])
    if isinstance(form, Diagnostic):
        return Answer("", (form,), WRONG_USE, language)
    idle = tuple(tables.idle_for_one(arguments, form))
    if idle:
        return Answer("", idle, WRONG_USE, language)
    try:
        before = None if arguments.previous is None else edition.evaluate(arguments.previous)
        found_data = [office_data(name, arguments, edition) for name in arguments.data]
        problems = (*problems, *(remark for _, remarks in found_data for remark in remarks))
        several = [one for data, _ in found_data for one in edition.read_all(data)]
        offices = [by_year(edition, years, before) for years in by_office(several)]
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    outcomes = [outcome for years in offices for outcome in years]
    diagnostics = (*problems, *(diagnostic for outcome in outcomes for diagnostic in outcome.problems))
    text: str | bytes
    if form == WORKBOOK:
        if len(outcomes) > 1 or any(data.cumulative for data in several):
            return Answer("", (problem("workbook-of-one", name=arguments.output),), WRONG_USE, language)
        from lkjdsl.workbook.entered import lost_digits
        from lkjdsl.workbook.writing import PREPARED, workbook

        try:
            diagnostics = (*diagnostics, *lost_digits(outcomes[0]))
            text = workbook(edition, language, outcomes[0], arguments.rows or PREPARED)
        except LkjdslError as error:
            return refused(error.diagnostics, language)
    else:
        text = "\n".join(
            years_text(years, form, language, problems, arguments.width, arguments.output_locale)
            if len(years) > 1
            else rendered(years[0], form, language, problems, arguments.width, arguments.output_locale)
            for years in offices
        )
    status = max(status_of(diagnostics), *(outcome_status(outcome) for outcome in outcomes))
    return Answer(text, diagnostics, status, language)


def rendered(
    outcome: Outcome, form: str, language: Language, problems: Problems, width: int, locale: str | None = None
) -> str:
    """Return *outcome* in the format *form*; *problems* are those of the edition."""
    if form == "json":
        from lkjdsl.render.json import outcome_text

        return outcome_text(outcome, language, (*problems, *outcome.problems))
    from lkjdsl.render.results_page import results_page

    page = results_page(outcome, language)
    if outcome.definition.has_contributions:
        from lkjdsl.render.contributions_page import contributions_section

        first, *others = page.sections
        page = evolve(page, sections=[first, contributions_section(outcome, language), *others])
    if outcome.spans:
        from lkjdsl.editions.periods_page import periods_sections

        first, *others = page.sections
        page = evolve(page, sections=[first, *periods_sections(outcome, language), *others])
    if form == "html":
        from lkjdsl.render.html import page_html

        return page_html(page, language)
    if form == "csv":
        from lkjdsl.render.csv import page_csv

        return page_csv(page, language, locale)
    if form == "markdown":
        from lkjdsl.render.markdown import page_markdown

        return page_markdown(page)
    from lkjdsl.render.text import page_text

    return page_text(page, width)


def years_text(
    outcomes: Sequence[Outcome],
    form: str,
    language: Language,
    problems: Problems,
    width: int,
    locale: str | None = None,
) -> str:
    """Return the outcomes of several years side by side in the format *form*."""
    from lkjdsl.editions.years_page import years_json, years_page
    from lkjdsl.render.forms import written

    if form == "json":
        return years_json(outcomes, language, problems)
    return written(years_page(outcomes, language), form, language, width, locale)


def outcome_status(outcome: Outcome) -> int:
    """
    Return 1 where an indicator, component, objective or cell is unavailable or invalid (language.md section 7).

    Not for an achievement that has no target, and not for nodes of weight 0 or below a given value.
    """
    if outcome.spans:
        return max(map(outcome_status, outcome.spans.values()))
    given = outcome.data.facts.given
    paths = [path for path, above in answerable(outcome.definition).items() if not any(one in given for one in above)]
    paths.extend(cell.path for cell in outcome.cells())
    for path in paths:
        result = outcome.result(path)
        if result.status in ("unavailable", "invalid") and not _for_want_of_a_target(outcome, path):
            return FINDINGS
    return OK


def _for_want_of_a_target(outcome: Outcome, path: str) -> bool:
    result = outcome.result(path)
    reasons = getattr(result.value, "reasons", ())
    return result.is_not_measured or (bool(reasons) and all(reason.code in EXCUSES for reason in reasons))
