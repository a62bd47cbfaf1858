"""Files in and out: read within limits, written whole or not at all."""

import os
from pathlib import Path

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.source import Place, Source

UNREADABLE = ("file-missing", "file-is-folder", "file-unreadable")
"""Codes for a file that is not there or cannot be opened: wrong use of the command, exit status 2."""


def read_source(name: str, asked_by: str = "") -> Source | Diagnostic:
    """
    Return the text of the file *name*, or why it cannot be had. A byte order mark and CRLF are taken as written.

    The file that it is *asked_by* is not what was meant by a name that no file has.
    """
    try:
        with Path(name).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.FILE_BYTES:
                return _refused("file-too-large", name, size=f"{size // 2**20}", limit=f"{limits.FILE_BYTES // 2**20}")
            data = file.read(limits.FILE_BYTES + 1)
    except FileNotFoundError:
        return _missing(name, asked_by)
    except IsADirectoryError:
        return problem("file-is-folder", name=name)
    except (OSError, ValueError):
        return problem("file-unreadable", name=name)
    if len(data) > limits.FILE_BYTES:  # a pipe or a device has no size of its own
        return _refused(
            "file-too-large", name, size=f"{limits.FILE_BYTES // 2**20}", limit=f"{limits.FILE_BYTES // 2**20}"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _refused("file-not-utf8", name, line=f"{line}")
    if not text.strip():
        return _refused("file-empty", name)
    return Source(name, text)


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


def cache_folder() -> Path | None:
    """
    Return where things are kept between runs, or None where there is no such place.

    The user's own cache folder and not the shared temporary one: what is kept are pickles, and whoever could plant one
    there could run code. For the same reason a folder that belongs to somebody else is none.
    """
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118 - pathlib raises where there is no home
    folder = Path(base) / "lkjdsl"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except OSError:
        return None
    is_ours = not hasattr(os, "getuid") or owner == os.getuid()  # Windows has none, and no shared folder here
    return folder if is_ours and os.access(folder, os.W_OK) else None


def write_whole(name: str, text: str | bytes, *, force: bool = False) -> Diagnostic | None:
    """
    Write *text*, or bytes, beside the file *name* first, then in its place, so that no half-written file is ever seen.

    What is there stays there, unless *force* says otherwise; a device or a pipe is written to in any case.
    """
    target = Path(name)
    data = text.encode() if isinstance(text, str) else text
    if target.exists() and not target.is_file():
        return _write_through(target, data)
    if target.exists() and not force:
        return problem("file-exists", name=name)
    try:
        replace_whole(target, data)
    except OSError:
        return problem("file-not-written", name=name)
    return None


def replace_whole(target: Path, data: bytes) -> None:
    """Write *data* beside *target* first, then in its place; raises OSError where that cannot be."""
    import tempfile

    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _write_through(target: Path, data: bytes) -> Diagnostic | None:
    try:
        target.write_bytes(data)
    except OSError:
        return problem("file-not-written", name=str(target))
    return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
