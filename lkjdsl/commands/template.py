"""``lkjdsl template``: an empty data file for an edition, ready to be filled in."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_common, add_rows, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.output_form import TEMPLATE_FORMS, WORKBOOK, form_of
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.editions.blank_data import blank_csv, blank_toml
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("toml", "csv")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``template``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    add_rows(parser, words)
    parser.add_argument("--points", action="store_true", help=words("template.points"))
    add_common(parser, words, FORMATS)
    parser.set_defaults(formats=())  # the ending of a workbook is not that of a format


def run(arguments: Namespace) -> Answer:
    """Return the data file: TOML for one office, the header of a CSV for many, or a workbook to fill in."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    form = form_of(arguments, TEMPLATE_FORMS, FORMATS[0])
    if isinstance(form, Diagnostic):
        return Answer("", (form,), WRONG_USE, language)
    if form == WORKBOOK:
        from lkjdsl.workbook.writing import PREPARED, workbook

        edition = edition.with_contributions if arguments.points else edition
        try:
            return Answer(workbook(edition, language, None, arguments.rows or PREPARED), language=language)
        except LkjdslError as error:
            return refused(error.diagnostics, language)
    make = blank_csv if form == "csv" else blank_toml
    return Answer(make(edition.definition, language), language=language)
