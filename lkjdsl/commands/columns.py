"""``lkjdsl columns``: the headers of a table as a file that maps them to inputs; guesses in it count for nothing."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from lkjdsl.commands.answer import OK, WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_language, add_output, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.table_reading import configure as configure_reading
from lkjdsl.commands.table_reading import options_of, wrong_reading
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.edition import Edition
from lkjdsl.syntax.toml_writer import value_text
from lkjdsl.words import Words

WORDS = Words("tables.columns")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``columns``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    parser.add_argument("table", metavar="TABLE", help=words("columns.table"))
    configure_reading(parser, words)
    add_output(parser, words)
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the file of columns."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    wrong = tuple(wrong_reading(arguments))
    if wrong:
        return Answer("", wrong, WRONG_USE, language)
    names = _headers(arguments, edition)
    if isinstance(names, Diagnostic):
        return refused((names,), language)
    lines = list(columns_file(edition, names, Path(arguments.table).name, language))
    return Answer("\n".join(lines) + "\n", (), OK, language)


def _headers(arguments: Namespace, edition: Edition) -> Sequence[str] | Diagnostic:
    """Return the headers of the table."""
    from lkjdsl.model.known_headers import known_headers
    from lkjdsl.tables.reading.cells import CellFormat

    known, reading, options = known_headers(edition.definition), CellFormat(), options_of(arguments)
    if Path(arguments.table).suffix.casefold() == ".parquet":
        from lkjdsl.tables.reading.files import opened as opened_table

        file = opened_table(arguments.table, reading, known, options)
        return file if isinstance(file, Diagnostic) else list(file.schema.names)
    from lkjdsl.tables.reading.small_table import small_table

    table = small_table(arguments.table, edition.definition, reading, known, options)
    return table if isinstance(table, Diagnostic) else table.headers.names


def columns_file(edition: Edition, names: Sequence[str], table: str, language: Language) -> Iterator[str]:
    """Yield the lines of the file: what is known of the headers, guesses behind a mark, inputs that have none."""
    from lkjdsl.model.known_headers import known_headers

    words = WORDS.spoken(language)
    known = known_headers(edition.definition)
    paths = {name: known.path(name) for name in names}
    missing = [path for path in edition.inputs if path not in paths.values()]
    yield f"# {words['about'].format(table=table)}"
    yield f"# {words['marks']}"
    yield ""
    for name, path in paths.items():
        several = known.several(name)
        if path is not None:
            yield f"{value_text(name)} = {value_text(path)}"
        elif several:
            yield f"# {value_text(name)} = {value_text(several[0])}  # {', '.join(several)}?"
        else:
            guess = known.nearest(name, missing)
            yield f"# {value_text(name)} = {value_text(guess or '-')}"
    if missing:
        yield ""
        yield f"# {words['missing']}"
        for path in missing:
            label = edition.inputs[path].label
            yield f"#   {path}{f'  ({label})' if label else ''}"
