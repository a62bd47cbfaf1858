"""A bar that shows how far long work is: on a terminal only, and where the extra ``tampil`` is installed."""

import contextlib
from collections.abc import Callable, Iterator

from lkjdsl.diagnostic import Language
from lkjdsl.words import Words


@contextlib.contextmanager
def bar(total: int | None, language: Language) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many more rows are done, of *total* where that is known."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        yield lambda _: None
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(Words("tables.progress")["rows"].text(language), total=total)
        yield lambda rows: progress.advance(task, rows)
