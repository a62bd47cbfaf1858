"""``lkjdsl app``: the page in the browser of this computer, with the files of a folder."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lkjdsl.commands.answer import OK, WRONG_USE, Answer
from lkjdsl.commands.arguments import HelpText, add_language, language_of, numbers
from lkjdsl.diagnostic import problem
from lkjdsl.words import Words

WORDS = Words("app.command")
HIGHEST_PORT = 65_535


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``app``."""
    parser.add_argument("folder", metavar="FOLDER", nargs="?", default=".", help=words("app.folder"))
    parser.add_argument("--port", metavar="N", type=numbers(int, 0, HIGHEST_PORT), default=0, help=words("app.port"))
    parser.add_argument("--no-browser", action="store_true", help=words("app.no-browser"))
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the address of the page; it is served once that is printed."""
    from lkjdsl.app.server import Server

    language = language_of(arguments, None)
    if not Path(arguments.folder).is_dir():
        return Answer("", (problem("app-no-folder", name=arguments.folder),), WRONG_USE, language)
    try:
        server = Server(arguments.folder, arguments.port)
    except OSError:
        return Answer("", (problem("app-port-taken", name=str(arguments.port)),), WRONG_USE, language)

    def serve() -> Answer:
        if not arguments.no_browser:
            import webbrowser

            webbrowser.open(server.address)
        server.serve()
        return Answer("", (), OK, language)

    text = WORDS["serving"].text(language).format(folder=server.folder.root, address=server.address)
    return Answer(f"{text}\n", (), OK, language, serve)
