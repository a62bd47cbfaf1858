"""The public face: editions that are loaded once and evaluated any number of times."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.syntax.toml_files import LkjdslError, PathLike, path_of_file, wrong_argument

if TYPE_CHECKING:
    from lkjdsl.evaluate.data_rows import FileRows
    from lkjdsl.model.definition import Rows
    from lkjdsl.source import Source
    from lkjdsl.syntax.extending import ExtendedTables

LANGUAGES = ("id", "en")


def _refuse_others(name: str, given: Iterable[object], known: Sequence[str], language: Language) -> None:
    """Raise LkjdslError where an option is *given* something else than None or one of the words *known*."""
    for one in given:
        if one is not None and not (isinstance(one, str) and one in known):
            raise wrong_argument(one, name, language)


@frozen(eq=False, getstate_setstate=False)  # what is pickled is said below, in CheckedEdition
class Edition(CheckedEdition):
    """
    A checked edition. Immutable: it can be pickled, shared between threads, and evaluated any number of times.

    ``problems`` are the warnings and notes of the check. Whole tables of offices can be evaluated too.
    """

    def rows_in_file(self, rows: "Rows", stated: Mapping[str, Any], source: "Source | None") -> "FileRows":
        """Return the rows of one office that its data *stated* to be in a file."""
        from lkjdsl.tables.reading.rows_file import file_rows

        return file_rows(rows, stated, source, self.definition.language)

    def evaluate_table(  # noqa: PLR0913 - each says one thing about how the table is read
        self,
        table: Any,
        *,
        only: Sequence[str] | None = None,
        previous: Any = None,
        key: Sequence[str] = (),
        printed: Language | None = None,
        locale: Language | Mapping[str, Language] | None = None,
        percent: Literal["ratio", "points"] | None = None,
        problems: list[Diagnostic] | None = None,
    ) -> Any:
        """
        Return an Arrow table of the results for a *table* of offices: a row each, in its order.

        A table is anything that speaks the Arrow C stream, or a mapping of arrays; columns headed as inputs
        (``paspor.terbit``; lists for those of rows) are read, others pass through. A float64 is the shortest decimal
        that it stands for, if that has at most 15 digits; one that needs more was computed, not typed, and cannot be
        read. Texts are numbers as spelled in *locale*, or as a mapping says of each column (``""`` of all others);
        numbers of percentages are read as *percent* says.

        For each path of *only* (all where None) there is the float64 nearest to the value, ``PATH.status``,
        ``PATH.reason``, and ``PATH.printed`` in the language *printed*. States and printed digits are those of the
        exact evaluation, always. A row with a cell that cannot be read is invalid.

        *previous* is the table of the previous year, joined by the columns *key*, and by the year before where both
        have a ``year``: one table of several years is its own *previous*. *problems* takes what is told of rows: the
        first hundred cells that cannot be read, and rows that break a constraint or an input's ``min`` or ``max``,
        which is looked into only where it is given.

        Raises LkjdslError for headers, paths and keys that are unknown. Needs the extra ``batch``.
        """
        from lkjdsl.tables.reading.cells import reading
        from lkjdsl.tables.running.asking import Asking
        from lkjdsl.tables.running.table import evaluate_table

        language = self.definition.language
        spellings = locale.values() if isinstance(locale, Mapping) else (locale,)
        for name, given, known in (("printed", (printed,), LANGUAGES), ("locale", spellings, LANGUAGES)):
            _refuse_others(name, given, known, language)
        _refuse_others("percent", (percent,), ("ratio", "points"), language)
        for name, texts in (("only", only), ("key", key)):
            if texts is not None and not (
                isinstance(texts, list | tuple) and all(isinstance(text, str) for text in texts)
            ):
                raise wrong_argument(texts, name, language)
        for name, spelling in (("locale", locale), ("percent", percent)):
            if isinstance(spelling, Mapping) and not all(isinstance(column, str) for column in spelling):
                raise wrong_argument(spelling, name)
        if not isinstance(problems, list | None):
            raise wrong_argument(problems, "problems")
        asking = Asking(only, printed, reading(locale, percent))
        return evaluate_table(self, table, asking, previous, key, problems)


def load(path: PathLike | None = None, *, text: str | None = None) -> Edition:
    """
    Return the edition of a formula file, or of a *text*.

    Raises LkjdslError carrying every diagnostic where there is an error; warnings and notes are in the
    edition's ``problems``.
    """
    edition, problems = try_load(path, text=text)
    if edition is None:
        raise LkjdslError(problems)
    return edition


def try_load(path: PathLike | None = None, *, text: str | None = None) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """Return the edition, or None where there is an error, and all its problems."""
    from lkjdsl.syntax.extending import ExtendedTables, read_written

    if text is None:
        path = path_of_file("path", path)
    elif text.__class__ is not str or path is not None:
        raise wrong_argument(text, "text")
    found = read_written(path, text=text)
    if isinstance(found, ExtendedTables):
        return of_tables(found)
    return None, found


def of_tables(written: "ExtendedTables") -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """Return the edition that tables make, or None where there is an error, and all its problems."""
    from lkjdsl.check.definition import definition_of

    definition, problems = definition_of(written)
    return None if definition is None else Edition(definition, problems, written.source), problems
