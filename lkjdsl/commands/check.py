"""``lkjdsl check``: what can be proved about an edition without data, and what is found in it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.commands.answer import WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import Words, add_common, language_of
from lkjdsl.commands.opening import opened
from lkjdsl.diagnostic import Language, nearest, problem

if TYPE_CHECKING:
    from lkjdsl.proving.findings import Checked

FORMATS = ("table", "json", "markdown")
LOOKED_EVERY = 0.3
"""Seconds between two looks at a watched file."""


def configure(parser: ArgumentParser, words: Words) -> None:
    """Add the arguments of ``check``."""
    parser.add_argument("edition", metavar="EDITION", help=words("the edition", "edisi (berkas rumus)"))
    explain = words("show how the range of a result is derived", "tunjukkan asal rentang sebuah hasil")
    parser.add_argument("--explain-range", metavar="PATH", help=explain)
    again = words("check again at every change", "ulangi setiap ada perubahan")
    parser.add_argument("--watch", action="store_true", help=again)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what is proved and found; with ``--watch`` the answer is followed by another when the file changes."""
    answer = once(arguments)
    return evolve(answer, following=_following(arguments)) if arguments.watch else answer


def once(arguments: Namespace) -> Answer:
    """Return what is proved and found now."""
    edition, problems = opened(arguments.edition)
    language: Language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    from lkjdsl.proving.findings import check_edition

    checked = check_edition(edition)
    path = arguments.explain_range
    if path is not None and path not in checked.proofs.program.results:
        near = nearest(path, checked.proofs.program.results)
        return Answer("", (problem("unknown-path", name=path, near=near),), WRONG_USE, language)
    text = rendered(checked, path, arguments.format, language, arguments.width)
    return Answer(text, checked.problems, status_of(checked.problems), language)


def rendered(checked: "Checked", path: str | None, form: str, language: Language, width: int) -> str:
    """Return the proofs, or how the range at *path* is derived, in the format *form*."""
    if form == "json":
        from lkjdsl.proving.json import checked_text, derivation_text

        return checked_text(checked, language) if path is None else derivation_text(checked.proofs, path, language)
    if path is None:
        from lkjdsl.proving.page import checked_page

        page = checked_page(checked, language)
    else:
        from lkjdsl.proving.derivation import derivation_page

        page = derivation_page(checked.proofs, path, language)
    if form == "markdown":
        from lkjdsl.render.markdown import page_markdown

        return page_markdown(page)
    from lkjdsl.render.text import page_text

    return page_text(page, width)


def _following(arguments: Namespace) -> Callable[[], Answer]:
    """Return what waits for the file to change and then checks it again."""
    seen = _stamp(arguments.edition)

    def wait() -> Answer:
        while _stamp(arguments.edition) == seen:
            sleep(LOOKED_EVERY)
        return run(arguments)

    return wait


def _stamp(name: str) -> tuple[int, int] | None:
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
