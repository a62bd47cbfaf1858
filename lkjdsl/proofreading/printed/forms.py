"""The forms in which sentences and titles of reports state things; they are data (``forms.toml``)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def form(key: str) -> re.Pattern[str]:
    """Return what finds the statement *key*."""
    written = _forms()[key]
    return re.compile(written if isinstance(written, str) else "".join(written), re.IGNORECASE)


def written_forms() -> Iterator[str]:
    """Yield all patterns as they are written."""
    for written in _forms().values():
        yield from (written,) if isinstance(written, str) else written


@cache
def _forms() -> Mapping[str, str | Sequence[str]]:
    import tomli

    return tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
