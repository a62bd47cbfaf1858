"""``lkjdsl fmt``: a formula, data or printed file, laid out as it should be; what it says stays."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import FINDINGS, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_language, add_output, language_of
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.editions.formatting import formatted
from lkjdsl.files import read_source
from lkjdsl.syntax.toml import read_tables


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``fmt``."""
    parser.add_argument("edition", metavar="EDITION", help=words("fmt.file"))
    parser.add_argument("--write", action="store_true", help=words("fmt.write"))
    parser.add_argument("--check", action="store_true", help=words("fmt.check"))
    add_output(parser, words)
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the file laid out."""
    language = language_of(arguments, None)
    source = read_source(arguments.edition)
    if isinstance(source, Diagnostic):
        return refused((source,), language)
    tables = read_tables(source)
    if isinstance(tables, Diagnostic):
        return refused((tables,), language)
    text = formatted(source.text)
    if arguments.check:
        if text == source.text:
            return Answer("", language=language)
        return Answer("", (problem("not-formatted", name=arguments.edition),), FINDINGS, language)
    if arguments.write:
        arguments.output, arguments.force = arguments.edition, True
        text = "" if text == source.text else text  # nothing to write
    return Answer(text, language=language)
