"""``lkjdsl proofread``: a finished report, with a comment at each figure that is wrong."""

from argparse import ArgumentParser, Namespace
from pathlib import PurePath
from typing import TYPE_CHECKING

from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of, over_input
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.year_files import add_previous, evaluated
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.reading import read_file, write_copy
from lkjdsl.editions.years import by_office, by_year
from lkjdsl.proofreading.printed.findings import Proofreading
from lkjdsl.proofreading.printed.memory import Memory, read_memory
from lkjdsl.syntax.toml_files import LkjdslError, read_toml_file
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.proofreading.names.known_edition import KnownEdition

HEAD = Words("proofreading.transcript")["head"]
FORMATS = ("table", "json", "markdown", "html")
COMMENTED = ".docx"
"""The ending of an output that is the report itself, with comments."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``proofread``."""
    parser.add_argument("files", metavar="[EDITION [DATA ...]] REPORT", nargs="+", help=words("proofread.files"))
    add_previous(parser, words)
    parser.add_argument("--comments", metavar="FILE", help=words("proofread.comments"))
    parser.add_argument("--transcript", metavar="FILE", help=words("proofread.transcript"))
    parser.add_argument("--memory", metavar="FILE", help=words("proofread.memory"))
    add_common(parser, words, FORMATS)
    parser.set_defaults(documents=(COMMENTED,))


def run(arguments: Namespace) -> Answer:
    """Return what is found, and write the report with comments where it is asked for."""
    *sources, name = arguments.files
    if PurePath(arguments.output or "").suffix.casefold() == COMMENTED:
        arguments.comments, arguments.output = arguments.comments or arguments.output, None
    language = language_of(arguments, None)
    document = read_file(name)
    if isinstance(document, Diagnostic):
        return refused((document,), language)
    from lkjdsl.proofreading.names.known_edition import KnownEdition
    from lkjdsl.proofreading.proofreading import proofread_document

    known, memory, problems = None, Memory(), tuple[Diagnostic, ...]()
    if arguments.memory and not sources:
        return Answer("", (problem("memory-without-edition", name=arguments.memory),), WRONG_USE, language)
    if sources:
        edition, problems = opened(sources[0])
        language = language_of(arguments, edition)
        if edition is None:
            return refused(problems, language)
        try:
            offices = list(by_office(edition.read_all(sources[1:]))) if len(sources) > 1 else []
            if len(offices) > 1:
                many = problem("proofread-too-many-files", names=", ".join(arguments.files))
                return Answer("", (many,), WRONG_USE, language)
            before = None if arguments.previous is None else evaluated(edition, arguments.previous)
            outcomes = by_year(edition, offices[0], before) if offices else []
            earlier = [*([] if before is None else [before]), *outcomes[:-1]]
            known = KnownEdition.of(edition, outcomes[-1] if outcomes else None, earlier)
            if arguments.memory:
                memory = memory_of(arguments.memory, known)
        except LkjdslError as error:
            return refused(error.diagnostics, language)
        problems = (*problems, *memory.problems)
    result = proofread_document(document, known, memory.entries)
    problems = (*problems, *filter(None, [result.misfit]))
    refusal = written_files(arguments, document, result, known, language)
    if refusal is not None:
        return Answer("", (*problems, refusal), WRONG_USE, language)
    status = OK if not result.findings and status_of(problems) == OK else FINDINGS
    return Answer(rendered(result, arguments, document, problems), problems, status, language)


def memory_of(name: str, known: "KnownEdition") -> Memory:
    """Return the transcript in the file *name*, as it was corrected; raises LkjdslError where it cannot be read."""
    source, tables = read_toml_file(name, known.language)
    return read_memory(tables, source, lambda path: known.quantities.find(path) is not None)


def written_files(
    arguments: Namespace, document: Document, result: Proofreading, known: "KnownEdition | None", language: Language
) -> Diagnostic | None:
    """Write the comments and the transcript where they are asked for; return why one could not be written."""
    beside = [name for name in (arguments.comments, arguments.transcript) if name and name != arguments.memory]
    refusal = next((over for name in beside if name != document.name and (over := over_input(name, arguments))), None)
    if arguments.comments and refusal is None:
        from lkjdsl.proofreading.comments import write_commented

        refusal = write_commented(document, result, arguments.comments, language, force=arguments.force)
    if arguments.transcript and refusal is None:
        from lkjdsl.proofreading.transcript import transcript_of
        from lkjdsl.syntax.toml_writer import toml_text

        text = toml_text(transcript_of(result, None if known is None else known.year))
        head = "".join(f"# {line}\n" for line in HEAD.text(language).splitlines())
        data = f"{head}\n{text}".encode()
        refusal = write_copy(arguments.transcript, data, document.name, force=arguments.force)
    return refusal


def rendered(
    result: Proofreading, arguments: Namespace, document: Document, problems: tuple[Diagnostic, ...] = ()
) -> str:
    """Return what is found in the format asked for."""
    language = language_of(arguments, None)
    if arguments.format == "json":
        from lkjdsl.proofreading.proofreading_json import json_text

        return json_text(result, language, problems)
    from lkjdsl.proofreading.proofreading_page import proofreading_page
    from lkjdsl.render.forms import written

    with_text = document if arguments.format == "html" else None
    page = proofreading_page(result, PurePath(document.name).name, language, with_text)
    return written(page, arguments.format, language, arguments.width)
