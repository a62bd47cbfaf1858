"""``lkjdsl sensitivity``: what a result hangs on, inputs and rules alike, as a table and as a chart."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from lkjdsl.commands.answer import FINDINGS, WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.year_files import add_previous, evaluated, part_of
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.edition import of_tables
from lkjdsl.editions.sensitivity import Sensitivity, sensitivity
from lkjdsl.editions.sensitivity_page import sensitivity_json, sensitivity_page, sensitivity_svg
from lkjdsl.model.results import ScaleLabel
from lkjdsl.render.forms import written
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("table", "json", "csv", "markdown", "html", "svg")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``sensitivity``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    parser.add_argument("data", metavar="DATA", nargs="+", help=words("argument.data"))
    parser.add_argument("path", metavar="PATH", help=words("argument.path"))
    add_previous(parser, words)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what moves the result, in the format asked for."""
    read = read_written(arguments.edition)
    if not isinstance(read, ExtendedTables):
        return refused(read, language_of(arguments, None))
    edition, problems = of_tables(read)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    try:
        now, path = part_of(evaluated(edition, arguments.data, arguments.previous), arguments.path)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    output = now.program.outputs.get(path)
    if output is None or isinstance(output.kind, ScaleLabel):
        near = nearest(path, now.single_paths)
        return Answer("", (problem("unknown-path", name=path, near=near),), WRONG_USE, language)
    result = now.result(path, language)
    if result.exact is None:
        return Answer("", (problem("no-number-to-move", path=path, reason=result.reason or ""),), FINDINGS, language)
    found = sensitivity(read, edition, now, path)
    match arguments.format:
        case "json":
            text = sensitivity_json(found, language)
        case "svg":
            text = sensitivity_svg(found, language)
        case form:
            text = written(sensitivity_page(found, language), form, language, arguments.width)
    return Answer(text, tuple(_left_out(found)), language=language)


def _left_out(found: Sensitivity) -> Iterator[Diagnostic]:
    """Yield that not everything was tried, if so."""
    left = {"input": found.first_input_left, "node": found.first_node_left}
    if any(left.values()):
        names = {key: name for key, name in left.items() if name is not None}
        yield problem("too-many-to-try", path=found.path, notes=tuple(names), also=names)
