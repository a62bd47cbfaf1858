"""Files in and out: ordinary files only, read within limits, written whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.library import is_of_library, library_names, library_text
from lkjdsl.source import Place, Source

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

UNREADABLE = ("file-missing", "file-is-folder", "file-irregular", "file-unreadable")
"""Codes for a file that is not there or cannot be opened: wrong use of the command, exit status 2."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened: one that turns out to be a pipe is not waited for."""
TEMPORARY = ".lkjdsl-unfinished-"
"""How the name of a file begins that is not yet in its place: no user calls one so."""


class IrregularFile(OSError):  # noqa: N818 - beside FileNotFoundError it is what the file is
    """A pipe, a device or a socket where a file should be: it may never end, or never begin."""


def open_file(name: str | os.PathLike[str]) -> BinaryIO:
    """Return the ordinary file *name*, opened; raises OSError, of anything else IrregularFile, or ValueError."""
    handle = os.open(name, READING)
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise IsADirectoryError if stat.S_ISDIR(mode) else IrregularFile


def inside(folder: Path, name: str) -> Path | None:
    """Return the file that is called *name* in a *folder* or in one in it, None where it would be anywhere else."""
    # A network path is refused before anybody touches the network.
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or "\0" in name:
        return None
    if not Path(os.path.realpath(folder / name)).is_relative_to(os.path.realpath(folder)):
        return None
    return Path(os.path.normpath(folder / name))


def read_source(name: str, asked_by: str = "") -> Source | Diagnostic:
    """
    Return the text of the file *name*, or why it cannot be had. A byte order mark and CRLF are taken as written.

    The file that it is *asked_by* is not what was meant by a name that no file has.
    """
    if is_of_library(name):
        text = library_text(name)
        return _not_in_library(name) if text is None else Source(name, text)
    try:
        with open_file(name) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(limits.FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        return unreadable(name, error, asked_by)
    if len(data) > limits.FILE_BYTES:
        size = max(size, len(data))
        return _refused("file-too-large", name, size=f"{size // 2**20}", limit=f"{limits.FILE_BYTES // 2**20}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _refused("file-not-utf8", name, line=f"{line}")
    if not text.strip():
        return _refused("file-empty", name)
    return Source(name, text)


def _not_in_library(name: str) -> Diagnostic:
    from lkjdsl.diagnostic import nearest

    return problem("library-unknown", name=name, near=nearest(name, library_names()))


def unreadable(name: str, error: OSError | ValueError, asked_by: str = "") -> Diagnostic:
    """Return why the file *name* could not be opened."""
    match error:
        case FileNotFoundError():
            return _missing(name, asked_by)
        case IsADirectoryError():
            return problem("file-is-folder", name=name)
        case IrregularFile():
            return problem("file-irregular", name=name)
        case _:
            return problem("file-unreadable", name=name)


def encodable(name: str) -> str:
    """Return the name of a file as it can be written in UTF-8, whatever bytes it is made of."""
    return name.encode(errors="replace").decode()


def _refused(code: str, name: str, **values: str) -> Diagnostic:
    return problem(code, Place(Source(name, ""), span=(0, 0)), name=name, also=values)


def _missing(name: str, asked_by: str) -> Diagnostic:
    from lkjdsl.diagnostic import nearest

    folder = Path(name).parent
    try:
        near = nearest(Path(name).name, sorted(file.name for file in folder.iterdir() if file != Path(asked_by)))
    except OSError:
        near = None
    return problem("file-missing", name=name, near=str(folder / near) if near else None)


def write_whole(name: str, text: str | bytes, *, force: bool = False) -> Diagnostic | None:
    """
    Write *text*, or bytes, to the file *name*, whole or not at all; return why it could not be.

    What is there stays there, unless *force* says otherwise; a device or a pipe is written to in any case.
    """
    target = Path(name)
    # The name of a file that is no UTF-8 may stand in a text.
    data = text.encode(errors="replace") if isinstance(text, str) else text
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return None
        with replacing(target, force=force) as beside:
            beside.write_bytes(data)
    except (OSError, ValueError) as error:
        return unwritable(name, error)
    return None


def unwritable(name: str, error: OSError | ValueError) -> Diagnostic:
    """Return why the file *name* could not be written."""
    if isinstance(error, FileExistsError):
        return problem("file-exists", name=name)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return problem("no-room", name=name)
    return problem("file-not-written", name=name)


@contextmanager
def replacing(target: Path, *, force: bool, mode: int | None = None) -> Iterator[Path]:
    """
    Give the path of an empty file beside *target*, which is put in its place once all went well.

    A link is followed; the permissions are *mode*, else those of the file that was there. Raises OSError, without
    *force* FileExistsError where there is a file, or is one by the end: of two runs at once one alone may have it.
    What runs that were killed left in the folder is removed.
    """
    target = Path(os.path.realpath(target))
    if not force and os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    _sweep(target.parent)
    with _temporary(target) as beside:
        yield beside
        beside.chmod(_mode(target, mode))
        if force:
            beside.replace(target)
        else:
            _put(beside, target)


@contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    """Give a new file beside *target*, locked for as long: one without a lock is what a dead run left."""
    import tempfile

    while True:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=TEMPORARY, suffix=target.suffix[:20])
        if _lock(handle) and os.fstat(handle).st_nlink:
            break
        os.close(handle)  # another run took it for one of those, before it was locked
        Path(name).unlink(missing_ok=True)
    if fcntl is None:  # Windows moves no file that is open
        os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
        if fcntl is not None:
            os.close(handle)


def _put(beside: Path, target: Path) -> None:
    """Put a file in a place that must be free."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # not every file system has links, nor has a browser: an empty file comes first
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        beside.replace(target)


def _mode(target: Path, mode: int | None) -> int:
    """Return the permissions of a file that is written: *mode*, else those it has, else those of any new file."""
    if mode is not None:
        return mode
    with suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _lock(handle: int) -> bool:
    """Lock an open file for as long as it is open; return whether it was free."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(folder: Path) -> None:
    """Remove the files of runs that are no more: a run that lives holds the lock of its file."""
    if fcntl is None:
        return
    for file in folder.glob(f"{TEMPORARY}*"):
        with suppress(OSError):
            handle = os.open(file, READING | getattr(os, "O_NOFOLLOW", 0))
            try:
                if stat.S_ISREG(os.fstat(handle).st_mode) and _lock(handle):
                    file.unlink()
            finally:
                os.close(handle)
