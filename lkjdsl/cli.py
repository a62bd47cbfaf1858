"""The command line: argv → a command's answer → output, problems, exit status. Only this module prints."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TextIO

from lkjdsl.commands.answer import OK, WRONG_USE, Answer
from lkjdsl.commands.parsing import COMMANDS, HelpWanted, WrongUse, language_in, parser_of
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.visible import visible_lines

TRACEBACK = "LKJDSL_TRACEBACK"
"""With this in the environment a defect of lkjdsl shows where it arose; users are told in a sentence."""

WIDTH = 120
"""Of the output where it is not a terminal."""

COLOUR = {"error": "31;1", "warning": "33;1", "note": "36;1"}


class OutputLost(Exception):  # noqa: N818 - the machine's fault, told as a problem
    """Standard output is closed or takes nothing more."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that *argv* names and return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = language_in(arguments)
    _steady_streams()
    try:
        return _run(arguments, language)
    except BrokenPipeError:
        # Whoever read the output has gone, `lkjdsl eval … | head`; the rest is for nobody.
        _give_up(sys.stdout)
        return OK
    except OutputLost:
        _give_up(sys.stdout)
        _tell((problem("output-lost"),), language)
        return WRONG_USE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get(TRACEBACK) and not isinstance(error, WrongUse):
            raise
        from lkjdsl.commands.failure import failure

        answer = failure(error, language)
        _tell(answer.problems, language)
        return answer.status


def _run(arguments: list[str], language: Language) -> int:
    parser = parser_of(arguments, language)
    try:
        parsed = parser.parse_args(arguments)
    except HelpWanted as wanted:
        _print(str(wanted))
        return OK
    if parsed.command is None:
        _print(parser.format_help())
        return WRONG_USE
    parsed.width = _width()
    if getattr(parsed, "formats", None):
        from lkjdsl.commands.output_form import choose_format

        refusal = choose_format(parsed)
        if refusal is not None:
            _tell((refusal,), language)
            return WRONG_USE
    answer: Answer = import_module(COMMANDS[parsed.command]).run(parsed)
    status = _given(answer, parsed)
    while answer.following is not None:
        answer = answer.following()
        status = _given(answer, parsed)
    return status


def _given(answer: Answer, parsed: argparse.Namespace) -> int:
    """Write an answer where it is to go, and return the exit status."""
    status = answer.status
    if getattr(parsed, "output", None):
        from lkjdsl.commands.arguments import over_input
        from lkjdsl.files import write_whole

        refusal = None if parsed.command == "fmt" else over_input(parsed.output, parsed)
        if refusal is not None:
            _tell((refusal,), answer.language)
            return WRONG_USE
        failed = write_whole(parsed.output, answer.text, force=parsed.force) if answer.text else None
        if failed is not None:
            _tell((failed,), answer.language)
            return WRONG_USE
        parsed.force = True  # an answer that follows may replace what is ours
    else:
        assert isinstance(answer.text, str), "bytes have an output"
        _print(answer.text)
        if answer.text and answer.problems and _is_terminal(sys.stderr):
            print(file=sys.stderr)
    _tell(answer.problems, answer.language)
    return status


def _print(text: str | bytes) -> None:
    """Write *text* to standard output; what an author wrote does not get at a terminal."""
    if not text:
        return
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
            return
        sys.stdout.write(visible_lines(text) if _is_terminal(sys.stdout) else text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, AttributeError, ValueError) as error:  # there is no stream where it was closed from the start
        raise OutputLost from error


def _give_up(stream: TextIO | None) -> None:
    """Let nothing be left in a stream that Python would try to write at its end."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _tell(problems: Sequence[Diagnostic], language: Language) -> None:
    """Write *problems* to standard error, in the order of their places, with colour on a terminal only."""
    if not problems or sys.stderr is None:
        return
    try:
        _tell_all(problems, language)
    except OSError:  # there is nowhere to say so
        _give_up(sys.stderr)


def _tell_all(problems: Sequence[Diagnostic], language: Language) -> None:
    from lkjdsl.render.diagnostics import by_place, full

    coloured = _is_terminal(sys.stderr) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    for diagnostic in by_place(problems):
        text = full(diagnostic, language)
        if coloured:
            head, separator, rest = text.partition(": ")
            text = f"\x1b[{COLOUR[diagnostic.severity]}m{head}\x1b[0m{separator}{rest}"
        print(text, file=sys.stderr, end="\n\n")


def _width() -> int:
    if not _is_terminal(sys.stdout):
        return WIDTH
    from shutil import get_terminal_size

    return max(60, get_terminal_size().columns)


def _steady_streams() -> None:
    """Write UTF-8 whatever the machine's locale is; a terminal that cannot show a character shows another."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
