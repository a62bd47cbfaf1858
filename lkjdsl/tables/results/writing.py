"""Results → files: written beside the file first, then in its place, so that none is ever half written."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.files import replacing, unwritable


class Unwritable(Exception):  # noqa: N818 - told as a problem
    """The file cannot be written, or cannot hold the results."""

    def __init__(self, problem: Diagnostic) -> None:
        """Take the problem that says why."""
        super().__init__(problem)
        self.problem = problem


class Form(Protocol):
    """A file that takes batches of the same columns."""

    def write(self, batch: Any) -> None:
        """Write the rows of *batch*."""

    def close(self) -> None:
        """Finish the file."""


Opening = Callable[[str, Path, Any], Form]
"""Opens the file of a name, which says its form, at a path; the first batch says its columns."""


@contextlib.contextmanager
def writing(name: str, opening: Opening, *, force: bool) -> Iterator["Later"]:
    """
    Give a writer for the file *name*; the file is there when all went well, else the one before stays.

    Raises Unwritable.
    """
    with _refusing_by_name(name), contextlib.ExitStack() as stack:
        beside = stack.enter_context(replacing(Path(name), force=force))
        writer = Later(name, beside, opening)
        try:
            yield writer
            writer.close()
        except BaseException:
            with contextlib.suppress(Exception):
                writer.close()
            raise


@contextlib.contextmanager
def _refusing_by_name(name: str) -> Iterator[None]:
    """Tell what the system says of the file *name* as a problem of it."""
    try:
        yield
    except OSError as error:
        raise Unwritable(unwritable(name, error)) from error


class Later:
    """A writer that is opened with the first batch, whose columns it takes."""

    def __init__(self, name: str, path: Path, opening: Opening) -> None:
        """Take the name of the file, the path to write to, and what opens it."""
        self.name, self.path, self.opening = name, path, opening
        self.inner: Form | None = None

    def write(self, batch: Any) -> None:
        """Write the rows of *batch*."""
        with _refusing_by_name(self.name):
            if self.inner is None:
                self.inner = self.opening(self.name, self.path, batch)
            self.inner.write(batch)

    def close(self) -> None:
        """Finish the file."""
        inner, self.inner = self.inner, None
        if inner is not None:
            with _refusing_by_name(self.name):
                inner.close()


def is_csv(name: str) -> bool:
    """Return whether a file is a CSV by its name."""
    return Path(name).suffix.casefold() == ".csv"
