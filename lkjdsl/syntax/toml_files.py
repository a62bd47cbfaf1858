"""TOML files that are to be used: read with their tables, or refused with every reason."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language, nearest, problem
from lkjdsl.files import read_source
from lkjdsl.kinds import shown
from lkjdsl.source import Source
from lkjdsl.syntax import toml
from lkjdsl.visible import visible
from lkjdsl.words import Words

WORDS = Words("problems.head")
ARGUMENTS = Words("problems.arguments")

PathLike = str | os.PathLike[str]


class LkjdslError(Exception):
    """An edition, or a file of data, that cannot be used; ``diagnostics`` are all the reasons."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], language: Language = "en") -> None:
        """Take the diagnostics and the language that ``str`` tells them in."""
        super().__init__(diagnostics, language)
        self.diagnostics = diagnostics
        self.language = language

    def __str__(self) -> str:
        """Return every diagnostic, with its place."""
        return "\n".join(concise(diagnostic, self.language) for diagnostic in self.diagnostics)


class UnknownPath(LkjdslError, KeyError):  # noqa: N818 - it is both
    """A path without a result; a KeyError as well, as of any mapping."""


def unknown_path(path: str, known: Iterable[str], language: Language) -> UnknownPath:
    """Return what is raised for a *path* that is none of those *known*."""
    return UnknownPath((problem("unknown-path", name=path, near=nearest(path, known)),), language)


def wrong_argument(found: object, name: str, language: Language = "en") -> LkjdslError:
    """Return what is raised where the argument *name* is something that it cannot be."""
    wrong = problem(
        "wrong-argument", name=name, expected=ARGUMENTS[name], found=f"{type(found).__name__} {shown(found)}"
    )
    return LkjdslError((wrong,), language)


def path_of_file(name: str, found: object, language: Language = "en") -> str:
    """Return the path that the argument *name* is; raises LkjdslError where it is none."""
    path = os.fspath(found) if isinstance(found, os.PathLike) else found
    if not isinstance(path, str):
        raise wrong_argument(found, name, language)
    return path


def concise(diagnostic: Diagnostic, language: Language) -> str:
    """Return *diagnostic* on one line: ``file:line:column: error[code] headline``."""
    from lkjdsl.syntax.places import spot

    severity = WORDS[diagnostic.severity].text(language)
    head = f"{severity}[{diagnostic.code}] {diagnostic.message(language)}"
    if not diagnostic.labels:
        return head
    one = spot(diagnostic.labels[0].place)
    return f"{visible(one.where)}: {head}"


def read_toml_file(name: str, language: Language = "en") -> tuple[Source, Mapping[str, Any]]:
    """Return a TOML file with its tables; raises LkjdslError, told in *language*, where it cannot be read."""
    source = read_source(name)
    if isinstance(source, Diagnostic):
        raise LkjdslError((source,), language)
    tables = toml.read_tables(source)
    if isinstance(tables, Diagnostic):
        raise LkjdslError((tables,), language)
    return source, tables
