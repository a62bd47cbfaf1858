"""Why a file is no table that can be read, whatever its reader raised."""

from pathlib import Path

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import unreadable
from lkjdsl.office_package import PackageRefused
from lkjdsl.tables.reading.layout import UnclearSheet
from lkjdsl.tables.reading.text_file import NotInEncoding


def broken_table(path: Path, error: Exception) -> Diagnostic:
    """Return what is said of a file that made its reader raise *error*."""
    name = str(path)
    match error:
        case ModuleNotFoundError() | MemoryError():
            raise error
        case PackageRefused():
            return problem(error.code, name=name, also=error.values)
        case NotInEncoding() if error.encoding == "utf-8":
            return problem("file-not-utf8", name=name, line=str(error.line))
        case NotInEncoding():
            return problem("file-not-in-encoding", name=name, line=str(error.line), encoding=error.encoding)
        case UnclearSheet():
            return problem(error.code, name=name, sheets=", ".join(f"`{name}`" for name in error.names))
        case OSError():
            return unreadable(name, error)
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return problem("package-broken", name=name)
    return problem("table-broken", name=name, helps=("parquet" if path.suffix.casefold() == ".parquet" else "csv",))
