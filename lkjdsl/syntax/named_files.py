"""The file that an edition names by ``extends`` or ``use``: of its own folder, or of the library."""

import os
from pathlib import Path as File

from attrs import evolve

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, Label, problem
from lkjdsl.files import inside, read_source
from lkjdsl.library import PREFIX, is_of_library, library_names
from lkjdsl.source import Path, Place, Source

FileChain = tuple[str, ...]
"""The files that led to one, by what :func:`identity` returns."""


def named_file(source: Source, path: Path, name: str, chain: FileChain) -> Source | Diagnostic:
    """Return the file *name* that *source* asks for at *path*, or why it cannot be had."""
    place = Place(source, path)
    if not is_of_library(name):
        if not source.is_file:
            return problem("extends-without-folder", place, name=name)
        folder = File(source.name).parent
        file = None if is_of_library(source.name) else inside(folder, name)
        if file is None:
            return problem("extends-outside", place, name=name, folder=str(folder))
        name = str(file)
    if identity(name) in chain:
        circle = " → ".join(map(os.path.basename, (*chain, name)))
        return problem("extends-circle", place, chain=circle)
    if len(chain) > limits.EXTENDS:
        return problem("extends-too-long", place, limit=limits.EXTENDS)
    found = read_source(name, asked_by=source.name)
    if isinstance(found, Diagnostic):
        shipped = f"{PREFIX}{File(name).name}".removesuffix(".toml")
        if found.code == "file-missing" and shipped in library_names():
            return problem("file-missing", place, name=name, near=shipped)
        return found if found.labels else evolve(found, labels=(Label(place),))
    return found


def identity(name: str) -> str:
    """Return what tells a file from others, however it is named."""
    return name if is_of_library(name) else os.path.realpath(name)
