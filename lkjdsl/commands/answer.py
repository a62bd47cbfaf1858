"""What a command answers: text, problems, and an exit status."""

from typing import TYPE_CHECKING

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, Language, is_error

if TYPE_CHECKING:
    from collections.abc import Callable

OK, FINDINGS, WRONG_USE = 0, 1, 2
"""Exit status: all is well; a result is missing, or an edition or data has an error; wrong use or a missing file."""


@frozen(eq=False)
class Answer:
    """
    What a command has to say.

    ``text`` goes to standard output or a file, bytes to a file only, ``problems`` to standard error in ``language``. An
    answer may have another ``following`` it, which waits until there is something new to say.
    """

    text: str | bytes
    problems: tuple[Diagnostic, ...] = ()
    status: int = OK
    language: Language = "id"
    following: "Callable[[], Answer] | None" = None


def refused(problems: tuple[Diagnostic, ...], language: Language) -> Answer:
    """Return the answer for an edition or a file that cannot be used."""
    from lkjdsl.files import UNREADABLE

    missing = any(problem.code in UNREADABLE for problem in problems)
    return Answer("", problems, WRONG_USE if missing else FINDINGS, language)


def status_of(problems: tuple[Diagnostic, ...]) -> int:
    """Return the exit status that *problems* alone call for."""
    return FINDINGS if any(map(is_error, problems)) else OK
