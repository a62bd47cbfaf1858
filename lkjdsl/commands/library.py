"""``lkjdsl library``: the national formulas that come with lkjdsl, or the rules and sources of one of them."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import Answer, refused
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.library import PREFIX, is_of_library

FORMATS = ("table", "json", "markdown", "html")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``library``."""
    parser.add_argument("name", metavar="NAME", nargs="?", help=words("library.name"))
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what there is, or the rules of the file that is named."""
    from lkjdsl.editions.library_page import file_markdown, file_page, library_files, library_json, library_page
    from lkjdsl.render.forms import written

    language = language_of(arguments, None)
    if arguments.name is None:
        files = library_files()
        if arguments.format == "json":
            return Answer(library_json(files), language=language)
        return Answer(
            written(library_page(files, language), arguments.format, language, arguments.width), language=language
        )
    name = arguments.name if is_of_library(arguments.name) else f"{PREFIX}{arguments.name}"
    edition, problems = opened(name)
    if edition is None:
        return refused(problems, language)
    match arguments.format:
        case "markdown":
            text = file_markdown(name, edition, language)
        case "json":
            text = library_json([file for file in library_files() if file.name == name])
        case form:
            text = written(file_page(name, edition, language), form, language, arguments.width)
    return Answer(text, language=language)
