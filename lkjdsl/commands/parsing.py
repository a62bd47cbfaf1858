"""argv → the arguments of a command: its parser, in the language of the user, and what is wrong with them."""

import argparse
import re
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

from lkjdsl import VERSION
from lkjdsl.commands.arguments import NO_NUMBER, HelpText, help_in
from lkjdsl.diagnostic import Diagnostic, Language, nearest, problem

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
    "library": "lkjdsl.commands.library",
    "app": "lkjdsl.app.command",
}
"""Each command with its module, imported when it is used."""


class WrongUse(Exception):  # noqa: N818 - it is not an error of the program
    """Arguments that make no sense, as a diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Take the diagnostic that says what is wrong."""
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class HelpWanted(Exception):  # noqa: N818 - the user wants it
    """The help of a command, as text."""


UNMEASURED = partial(argparse.HelpFormatter, width=80)
"""Tries each argument that is added; how wide the terminal is takes long to find out, and only help asks for it."""


class Parser(argparse.ArgumentParser):
    """argparse, whose own English sentences never reach a user."""

    def __init__(self, prog: str, description: str, **_of_later_pythons: Any) -> None:
        """
        Take what the help begins with; all that is in it is added by :meth:`speak` and the commands.

        Python 3.14 hands the parser of a command a ``color`` as well; our help has none, whatever the Python.
        """
        super().__init__(prog, None, description, formatter_class=UNMEASURED, add_help=False, allow_abbrev=False)
        self.color = False

    def speak(self, words: HelpText) -> None:
        """Give the headings of the help their words, and add ``--help`` itself."""
        self._positionals.title = words("help.arguments")
        self._optionals.title = words("help.options")
        self.usage_word = words("help.usage")
        self.add_argument("-h", "--help", action="help", help=words("help.help"))

    def name_values(self, words: HelpText) -> None:
        """Give what stands for a value in the help its word: ``EDITION`` is ``EDISI``."""
        for action in self._actions:
            if isinstance(action.metavar, str):
                action.metavar = re.sub("[A-Z]+", lambda name: words(f"metavar.{name[0]}"), action.metavar)

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
        self.formatter_class = argparse.HelpFormatter
        return super().format_help().replace("usage", self.usage_word, 1)

    def print_help(self, file: Any = None) -> None:
        """Raise HelpWanted with the help."""
        del file
        raise HelpWanted(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse in the place of argparse's message."""
        raise WrongUse(_wrong_use(self, message))


def parser_of(arguments: list[str], language: Language) -> Parser:
    """Return the parser of *arguments*; only the command that is used has its arguments added."""
    words = help_in(language)
    about = words("help.about")
    parser = Parser("lkjdsl", about)
    parser.speak(words)
    parser.add_argument("--version", action="version", version=f"lkjdsl {VERSION}", help=words("help.version"))
    parser.add_argument("--lang", choices=("id", "en"), default=argparse.SUPPRESS, help=words("help.language"))
    # With a name of its own, argparse does not write out its usage to find one.
    subparsers = parser.add_subparsers(
        dest="command", metavar=words("help.command"), parser_class=Parser, prog="lkjdsl"
    )
    named = next((argument for argument in arguments if argument in COMMANDS), None)
    # Which other commands there are is of no use behind the name of one.
    commands = {named: COMMANDS[named]} if named is not None and arguments[0] == named else COMMANDS
    for name, module in commands.items():
        sentence = words(f"command.{name}")
        one = subparsers.add_parser(name, help=sentence, description=sentence)
        if name == named:
            one.speak(words)
            import_module(module).configure(one, words)
            one.name_values(words)
    return parser


def language_in(arguments: Sequence[str]) -> Language:
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
            return problem("unknown-command", name=written, near=near, wanted=", ".join(COMMANDS))
        wanted = message.partition("(choose from ")[2].rstrip(")").replace("'", "")
        near = nearest(written, wanted.split(", "))
        return problem("bad-format", name=argument.removeprefix("argument "), found=written, wanted=wanted, near=near)
    if message.startswith("one of the arguments "):
        return problem("missing-argument", name=" / ".join(one for one in message.split() if one.startswith("-")))
    name, _, rest = message.removeprefix("argument ").partition(": ")
    if rest.startswith("not allowed with argument "):
        return problem("options-exclusive", name=name, other=rest.split()[-1])
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
