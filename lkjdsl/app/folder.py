"""The folder that the server works in: its files of the kinds that the page knows, and no file elsewhere."""

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import open_file, unreadable, write_whole

SUFFIXES = (".toml", ".xlsx", ".csv", ".tsv", ".docx", ".txt", ".md")
"""Of the files that are listed."""
MOST_LISTED = 200
LOOKED_EVERY = 0.5
"""Seconds between two looks at the folder."""
LONGEST_WAIT = 4.0
"""Seconds after which who waits for a change is told that there was none."""

Stamps = Mapping[str, str]
"""When each file was changed last, and its size, as a text: JavaScript has no whole numbers of that length."""


@frozen
class Folder:
    """A folder and what is below it, without hidden files; links that lead out of it lead nowhere."""

    root: Path

    def stamps(self) -> Stamps:
        """Return the files of the folder, at most 200 of them, by name."""
        stamps: dict[str, str] = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__", "node_modules")))
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix.casefold() in SUFFIXES and not name.startswith(".") and self._inside(path) is not None:
                    status = path.stat()
                    stamps[path.relative_to(self.root).as_posix()] = f"{status.st_mtime_ns} {status.st_size}"
                if len(stamps) == MOST_LISTED:
                    return stamps
        return stamps

    def changed_from(self, stamps: Stamps) -> Stamps:
        """Return what the folder has as soon as that is something else than *stamps*, or after a while."""
        end = monotonic() + LONGEST_WAIT
        while (now := self.stamps()) == stamps and monotonic() < end:
            sleep(LOOKED_EVERY)
        return now

    def read(self, name: str) -> str | Diagnostic:
        """Return a file in base64, or why it cannot be had."""
        path = self._inside(self.root / name)
        if path is None:
            return problem("app-outside", name=name)
        try:
            with open_file(path) as file:
                return b64encode(file.read()).decode()
        except (OSError, ValueError) as error:
            return unreadable(name, error)

    def save(self, name: str, content: str, *, force: bool) -> Diagnostic | None:
        """Write a file whole or not at all; return why it could not be. What is there stays, unless *force*."""
        path = self._inside(self.root / name)
        if path is None or not path.parent.is_dir():
            return problem("app-outside", name=name)
        return write_whole(str(path), b64decode(content), force=force)

    def _inside(self, path: Path) -> Path | None:
        """Return the file that *path* leads to in the end, or None where that is outside of the folder."""
        try:
            real = path.resolve()
        except (OSError, ValueError):
            return None
        return real if real.is_relative_to(self.root) and real != self.root else None
