"""
What is kept between runs, in the user's own cache folder and in no other place.

Whoever could write there could put figures of their own in the place of an edition's: what is not surely the user's own
is not read. The folder is given by an absolute path; neither it nor a file in it is a link, belongs to anybody else, or
may be written to by anybody else.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from lkjdsl.files import READING, replacing

MOST_BYTES = 20 * 2**20
"""Of all files together; what was used longest ago goes first."""
FOR_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def cache_folder() -> Path | None:
    """Return the folder, made where it is not there yet; None where no place is surely the user's own."""
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib raises where there is no home
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not Path(base).is_absolute():  # as the XDG specification has it: a relative one is to be ignored
        base = os.path.join(home, ".cache")  # noqa: PTH118 - the same
    folder = Path(base) / "lkjdsl"
    if not folder.is_absolute():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        above, found = folder.parent.stat(), folder.lstat()
    except (OSError, ValueError):
        return None
    replaceable = above.st_mode & FOR_OTHERS and not above.st_mode & stat.S_ISVTX
    return folder if stat.S_ISDIR(found.st_mode) and _is_own(found) and not replaceable else None


def kept(name: str) -> bytes | None:
    """Return what was kept under *name*, or None where nothing was, or not by this user."""
    folder = cache_folder()
    if folder is None:
        return None
    with suppress(OSError):
        handle = os.open(folder / name, READING | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if stat.S_ISREG(found.st_mode) and _is_own(found) and found.st_size <= MOST_BYTES:
                return file.read(MOST_BYTES)
    return None


def keep(name: str, data: bytes) -> None:
    """Keep *data* under *name*, where there is a place for it."""
    folder = cache_folder()
    if folder is None or len(data) > MOST_BYTES:
        return
    file = folder / name
    with suppress(OSError):
        if file.is_symlink():
            file.unlink()
        with replacing(file, force=True, mode=0o600) as beside:
            beside.write_bytes(data)
        _made_room(folder)


def _made_room(folder: Path) -> None:
    files = [(file.lstat(), file) for file in folder.iterdir()]
    total = 0
    for found, file in sorted(files, key=lambda pair: -pair[0].st_mtime_ns):
        total += found.st_size
        if total > MOST_BYTES and stat.S_ISREG(found.st_mode):
            file.unlink(missing_ok=True)


def _is_own(found: os.stat_result) -> bool:
    """Return whether a file or folder belongs to the user, and nobody else may write to it."""
    if not hasattr(os, "getuid"):  # Windows keeps the folders of its users apart
        return True
    return found.st_uid == os.getuid() and not found.st_mode & FOR_OTHERS
