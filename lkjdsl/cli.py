"""The command line: argv → a command's answer → output, problems, exit status. Only this module prints."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, NoReturn, TextIO

from lkjdsl import VERSION
from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer
from lkjdsl.commands.arguments import NO_NUMBER, HelpText, help_in
from lkjdsl.diagnostic import Diagnostic, Language, nearest, problem
from lkjdsl.visible import visible_lines

COMMANDS: dict[str, str] = {
    "eval": "lkjdsl.commands.eval",
    "explain": "lkjdsl.commands.explain",
    "report": "lkjdsl.commands.report",
    "audit": "lkjdsl.commands.audit",
    "proofread": "lkjdsl.commands.proofread",
    "check": "lkjdsl.commands.check",
    "test": "lkjdsl.commands.test",
    "diff": "lkjdsl.commands.diff",
    "what-if": "lkjdsl.commands.what_if",
    "reach": "lkjdsl.commands.reach",
    "sensitivity": "lkjdsl.commands.sensitivity",
    "new": "lkjdsl.commands.new",
    "template": "lkjdsl.commands.template",
    "columns": "lkjdsl.commands.columns",
    "fmt": "lkjdsl.commands.fmt",
    "show": "lkjdsl.commands.show",
}
"""Each command with its module, imported when it is used."""

EXTRAS = {
    "openpyxl": "excel",
    "xlsxwriter": "excel",
    "typst": "pdf",
    "numpy": "batch",
    "pyarrow": "batch",
    "pyspark": "spark",
}
"""The extra that brings each library which is not always there."""

TRACEBACK = "LKJDSL_TRACEBACK"
"""With this in the environment a defect of lkjdsl shows where it arose; users are told in a sentence."""

COLLECTED_AFTER = 200_000  # objects

WIDTH = 120
"""Of the output where it is not a terminal."""

COLOUR = {"error": "31;1", "warning": "33;1", "note": "36;1"}


class WrongUse(Exception):  # noqa: N818 - it is not an error of the program
    """Arguments that make no sense, as a diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Take the diagnostic that says what is wrong."""
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class OutputLost(Exception):  # noqa: N818 - the machine's fault, told as a problem
    """Standard output is closed or takes nothing more."""


class Parser(argparse.ArgumentParser):
    """argparse, whose own English sentences never reach a user."""

    def speak(self, words: HelpText) -> None:
        """Give the headings of the help their words, and add ``--help`` itself."""
        self._positionals.title = words("help.arguments")
        self._optionals.title = words("help.options")
        self.usage_word = words("help.usage")
        self.add_argument("-h", "--help", action="help", help=words("help.help"))

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Take files behind an option for more of those before it, where argparse would end their list."""
        found, left = super().parse_known_args(args, namespace)
        several = [action.dest for action in self._actions if not action.option_strings and action.nargs in ("*", "+")]
        if several and not any(one.startswith("-") for one in left):
            setattr(found, several[-1], [*getattr(found, several[-1]), *left])
            left = []
        return found, left

    def format_help(self) -> str:
        """Return the help in the language that the parser speaks."""
        return super().format_help().replace("usage", self.usage_word, 1)

    def print_help(self, file: Any = None) -> None:
        """Write the help to standard output."""
        del file
        _print(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse in the place of argparse's message."""
        raise WrongUse(_wrong_use(self, message))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that *argv* names and return the exit status."""
    # A command lives for a fraction of a second and makes no rubbish to speak of: collecting it would take a tenth.
    gc.set_threshold(COLLECTED_AFTER)
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _language(arguments)
    _steady_streams()
    try:
        return _run(arguments, language)
    except WrongUse as wrong:
        _tell((wrong.diagnostic,), language)
        return WRONG_USE
    except BrokenPipeError:
        # Whoever read the output has gone, `lkjdsl eval … | head`; the rest is for nobody.
        _give_up(sys.stdout)
        return OK
    except OutputLost:
        _give_up(sys.stdout)
        _tell((problem("output-lost"),), language)
        return WRONG_USE
    except (OSError, MemoryError) as error:
        if os.environ.get(TRACEBACK):
            raise
        _tell((_refusal(error),), language)
        return WRONG_USE
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as missing:
        module = (missing.name or "").partition(".")[0]
        if module not in EXTRAS:
            raise
        _tell((problem("extra-missing", name=module, extra=EXTRAS[module]),), language)
        return WRONG_USE
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        _tell((problem("defect", what=f"{type(error).__name__}: {error}"[:200]),), language)
        return FINDINGS


def _refusal(error: OSError | MemoryError) -> Diagnostic:
    """Return what is said where the machine, and neither lkjdsl nor a file, is at fault."""
    if isinstance(error, MemoryError):
        return problem("no-memory")
    try:
        os.getcwd()  # noqa: PTH109 - whether there is one
    except FileNotFoundError:
        return problem("folder-gone")
    from lkjdsl.files import NO_ROOM

    if error.errno in NO_ROOM:
        return problem("no-room", name=str(error.filename or "-"))
    named = f" ({error.filename})" if error.filename else ""
    return problem("system-refused", what=f"{error.strerror or type(error).__name__}{named}")


def _run(arguments: list[str], language: Language) -> int:
    parser = _parser(arguments, language)
    parsed = parser.parse_args(arguments)
    if parsed.command is None:
        _print(parser.format_help())
        return WRONG_USE
    parsed.width = _width()
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
        from lkjdsl.files import write_whole

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


def _parser(arguments: list[str], language: Language) -> Parser:
    """Return the parser; only the command that is used has its arguments added."""
    words = help_in(language)
    about = words("help.about")
    parser = Parser("lkjdsl", description=about, add_help=False, allow_abbrev=False)
    parser.speak(words)
    parser.add_argument("--version", action="version", version=f"lkjdsl {VERSION}", help=words("help.version"))
    parser.add_argument("--lang", choices=("id", "en"), default=argparse.SUPPRESS, help=words("help.language"))
    # With a name of its own, argparse does not write out its usage to find one.
    subparsers = parser.add_subparsers(
        dest="command", metavar=words("help.command"), parser_class=Parser, prog="lkjdsl"
    )
    named = next((one for one in arguments if one in COMMANDS), None)
    # Which other commands there are is of no use behind the name of one.
    commands = {named: COMMANDS[named]} if named is not None and arguments[0] == named else COMMANDS
    for name, module in commands.items():
        sentence = words(f"command.{name}")
        one = subparsers.add_parser(name, help=sentence, description=sentence, add_help=False, allow_abbrev=False)
        if name == named:
            one.speak(words)
            import_module(module).configure(one, words)
    return parser


def _language(arguments: Sequence[str]) -> Language:
    """Return the language asked for, before anything is parsed: help and wrong use need it too."""
    for index, one in enumerate(arguments):
        if one.startswith("--lang="):
            return "en" if one == "--lang=en" else "id"
        if one == "--lang" and index + 1 < len(arguments):
            return "en" if arguments[index + 1] == "en" else "id"
    return "id"


def _wrong_use(parser: argparse.ArgumentParser, message: str) -> Diagnostic:
    """Return a diagnostic for what argparse found wrong, without its words."""
    if message.startswith("the following arguments are required"):
        return problem("missing-argument", name=message.partition(": ")[2])
    if message.startswith("unrecognized arguments"):
        name = message.partition(": ")[2].split()[0]
        # Compared without their dashes, which every option has: --warna is not near to --lang.
        options = {option.strip("-"): option for option in _options(parser)} if name.startswith("-") else {}
        near = nearest(name.strip("-"), options)
        return problem("unknown-option", name=name, near=None if near is None else options[near])
    if "invalid choice" in message:
        argument, _, rest = message.partition(": ")
        written = rest.partition("invalid choice: ")[2].partition(" (")[0].strip("'\"")
        if argument.removeprefix("argument ") in ("command", "PERINTAH", "COMMAND"):
            near = nearest(written, COMMANDS)
            return problem(
                "unknown-command",
                name=written,
                near=near,
                wanted=", ".join(COMMANDS),
            )
        wanted = message.partition("(choose from ")[2].rstrip(")").replace("'", "")
        near = nearest(written, wanted.split(", "))
        return problem(
            "bad-format",
            name=argument.removeprefix("argument "),
            found=written,
            wanted=wanted,
            near=near,
        )
    name, _, rest = message.removeprefix("argument ").partition(": ")
    if rest.startswith(NO_NUMBER):
        found, least, most = rest.removeprefix(NO_NUMBER).rsplit("|", 2)
        return problem("bad-number", name=name, found=found, least=least, most=most)
    return problem("missing-argument", name=name)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the options of *parser* and of the commands below it."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list of its options
        yield from action.option_strings
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                yield from _options(inner)


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
    for one in by_place(problems):
        text = full(one, language)
        if coloured:
            head, separator, rest = text.partition(": ")
            text = f"\x1b[{COLOUR[one.severity]}m{head}\x1b[0m{separator}{rest}"
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
