"""``lkjdsl what-if``: every value that moves when inputs or attributes are set otherwise."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.one_office import add_office, offices_data
from lkjdsl.diagnostic import Diagnostic, is_error
from lkjdsl.edition import of_tables
from lkjdsl.editions.command_settings import Settings, settings_of
from lkjdsl.editions.what_if import WhatIf, what_if
from lkjdsl.editions.what_if_page import what_if_json, what_if_page
from lkjdsl.render.forms import written
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("table", "json", "csv", "markdown", "html")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``what-if``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    parser.add_argument("data", metavar="DATA", nargs="+", help=words("argument.data"))
    parser.add_argument(
        "--set", metavar="NAME=VALUE", dest="settings", action="append", required=True, help=words("what-if.set")
    )
    add_office(parser, words)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what moves, in the format asked for."""
    read = read_written(arguments.edition)
    if not isinstance(read, ExtendedTables):
        return refused(read, language_of(arguments, None))
    edition, problems = of_tables(read)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    settings = settings_of(read, edition, arguments.settings)
    if not isinstance(settings, Settings):
        return Answer("", settings, WRONG_USE, language)
    try:
        data, _ = offices_data(arguments.data, arguments, edition)
        found = what_if(read, edition, data, settings)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    if not isinstance(found, WhatIf):
        return refused(found, language)
    new = _new_errors(found)
    if arguments.format == "json":
        text = what_if_json(found, language, new)
    else:
        text = written(what_if_page(found, language), arguments.format, language, arguments.width)
    return Answer(text, new, status_of(new), language)


def _new_errors(found: WhatIf) -> tuple[Diagnostic, ...]:
    """Return what would be wrong and is not now, such as a constraint that would be broken."""
    now = {(problem.code, problem.message()) for problem in found.before.problems}
    return tuple(
        problem
        for problem in found.after.problems
        if is_error(problem) and (problem.code, problem.message()) not in now
    )
