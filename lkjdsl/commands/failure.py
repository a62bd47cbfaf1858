"""What is said where a command could not do its work: the machine refused, a library is missing, lkjdsl is wrong."""

import os

from lkjdsl.commands.answer import FINDINGS, WRONG_USE, Answer
from lkjdsl.commands.parsing import WrongUse
from lkjdsl.diagnostic import Diagnostic, Language, problem

EXTRAS = {
    "openpyxl": "excel",
    "xlsxwriter": "excel",
    "pypdfium2": "pdf",
    "typst": "pdf",
    "numpy": "batch",
    "pyarrow": "batch",
    "pyspark": "spark",
    "starlette": "app",
    "uvicorn": "app",
}
"""The extra that brings each library which is not always there."""


def failure(error: Exception, language: Language) -> Answer:
    """Return the answer of a command that *error* ended; it is raised again where it says nothing to a user."""
    match error:
        case WrongUse():
            return Answer("", (error.diagnostic,), WRONG_USE, language)
        case OSError() | MemoryError():
            return Answer("", (_refused_by_machine(error),), WRONG_USE, language)
        case ModuleNotFoundError():
            module = (error.name or "").partition(".")[0]
            if module not in EXTRAS:
                raise error
            return Answer("", (problem("extra-missing", name=module, extra=EXTRAS[module]),), WRONG_USE, language)
        case _:
            what = f"{type(error).__name__}: {error}"[:200]
            return Answer("", (problem("defect", what=what),), FINDINGS, language)


def _refused_by_machine(error: OSError | MemoryError) -> Diagnostic:
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
