"""``lkjdsl check``: what can be proved about an edition without data, and what is found in it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.commands.answer import WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.diagnostic import Diagnostic, Language, is_error, nearest, problem
from lkjdsl.edition import Edition

if TYPE_CHECKING:
    from lkjdsl.proving.findings import EditionFindings

FORMATS = ("table", "json", "markdown", "html")
LOOKED_EVERY = 0.3
"""Seconds between two looks at a watched file."""

Stamp = tuple[int, int] | None
"""When a file was changed last, and its size; None for one that is not there."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``check``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    explain = words("check.explain")
    parser.add_argument("--explain-range", metavar="PATH", help=explain)
    again = words("check.watch")
    parser.add_argument("--watch", action="store_true", help=again)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace, known: Sequence[str] = ()) -> Answer:
    """
    Return what is proved and found; with ``--watch`` the answer is followed by another when a file changes.

    *known* are the files that the edition was made of the last time: one that is broken does not say.
    """
    edition, problems = opened(arguments.edition)
    named = [arguments.edition, *known]
    if edition is not None and edition.source is not None:
        named = [source.name for source in edition.source.sources()]
    stamps = {name: _stamp(name) for name in named}
    answer = _answer(arguments, edition, problems)
    return evolve(answer, following=lambda: _next(arguments, stamps)) if arguments.watch else answer


def _answer(arguments: Namespace, edition: Edition | None, problems: tuple[Diagnostic, ...]) -> Answer:
    """Return what is proved and found now."""
    language: Language = language_of(arguments, edition)
    if edition is None:
        answer = refused(problems, language)
        if arguments.format != "json":
            return answer
        from lkjdsl.proving.proofs_json import refused_text

        return evolve(answer, text=refused_text(problems, language))
    from lkjdsl.proving.findings import check_edition

    checked = check_edition(edition)
    path, diagnostics = arguments.explain_range, checked.problems
    if path is not None and path not in checked.proofs.program.results:
        near = nearest(path, checked.proofs.program.results)
        return Answer("", (problem("unknown-path", name=path, near=near),), WRONG_USE, language)
    text = rendered(checked, path, arguments.format, language, arguments.width)
    # Whoever asks for one range need not be told everything else.
    return Answer(
        text, diagnostics if path is None else tuple(filter(is_error, diagnostics)), status_of(diagnostics), language
    )


def _next(arguments: Namespace, stamps: Mapping[str, Stamp]) -> Answer:
    """Wait for one of the files to change and check the edition again."""
    while all(_stamp(name) == stamp for name, stamp in stamps.items()):
        sleep(LOOKED_EVERY)
    return run(arguments, list(stamps))


def rendered(checked: "EditionFindings", path: str | None, form: str, language: Language, width: int) -> str:
    """Return the proofs, or how the range at *path* is derived, in the format *form*."""
    if form == "json":
        from lkjdsl.proving.proofs_json import checked_text, derivation_text

        return checked_text(checked, language) if path is None else derivation_text(checked.proofs, path, language)
    if path is None:
        from lkjdsl.proving.proofs_page import checked_page

        page = checked_page(checked, language)
    else:
        from lkjdsl.proving.derivation import derivation_page

        page = derivation_page(checked.proofs, path, language)
    from lkjdsl.render.forms import written

    return written(page, form, language, width)


def _stamp(name: str) -> Stamp:
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
