"""``lkjdsl proofread``: a finished report, with a comment at each figure that is wrong."""

from argparse import ArgumentParser, Namespace
from pathlib import PurePath

from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.reading import read_file
from lkjdsl.proofreading.findings import Proofreading
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("table", "json", "markdown", "html")
MOST_FILES = 3


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``proofread``."""
    parser.add_argument("files", metavar="[EDITION [DATA]] REPORT", nargs="+", help=words("proofread.files"))
    parser.add_argument("--comments", metavar="FILE", help=words("proofread.comments"))
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what is found, and write the report with comments where it is asked for."""
    *sources, name = arguments.files
    language = language_of(arguments, None)
    if len(arguments.files) > MOST_FILES:
        return Answer("", (problem("proofread-too-many-files", names=", ".join(arguments.files)),), WRONG_USE, language)
    document = read_file(name)
    if isinstance(document, Diagnostic):
        return refused((document,), language)
    from lkjdsl.proofreading.proofreading import KnownEdition, proofread_document

    known, problems = None, tuple[Diagnostic, ...]()
    if sources:
        edition, problems = opened(sources[0])
        language = language_of(arguments, edition)
        if edition is None:
            return refused(problems, language)
        try:
            outcome = edition.evaluate(sources[1]) if len(sources) > 1 else None
        except LkjdslError as error:
            return refused(error.diagnostics, language)
        known = KnownEdition.of(edition, outcome)
    result = proofread_document(document, known)
    if arguments.comments:
        from lkjdsl.proofreading.comments import write_commented

        refusal = write_commented(document, result, arguments.comments, language, force=arguments.force)
        if refusal is not None:
            return Answer("", (*problems, refusal), WRONG_USE, language)
    status = OK if not result.findings and status_of(problems) == OK else FINDINGS
    return Answer(rendered(result, arguments, PurePath(name).name), problems, status, language)


def rendered(result: Proofreading, arguments: Namespace, name: str) -> str:
    """Return what is found in the format asked for."""
    language = language_of(arguments, None)
    if arguments.format == "json":
        from lkjdsl.proofreading.proofreading_json import json_text

        return json_text(result, language)
    from lkjdsl.proofreading.proofreading_page import proofreading_page
    from lkjdsl.render.forms import written

    return written(proofreading_page(result, name, language), arguments.format, language, arguments.width)
