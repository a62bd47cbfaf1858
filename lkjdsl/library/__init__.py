"""
The library: definitions of what every office of the country reports, ``lkjdsl:NAME``, a file for each regulation.

They are ordinary formula files, and are read as any other; only where they stand is known here.
"""

from pathlib import Path

PREFIX = "lkjdsl:"
"""How the name of a file of the library begins."""
FOLDER = Path(__file__).parent
SUFFIX = ".toml"


def library_names() -> list[str]:
    """Return the name of each file of the library, ``lkjdsl:skm-2017``."""
    files = (file.name for file in FOLDER.iterdir())
    return sorted(f"{PREFIX}{name.removesuffix(SUFFIX)}" for name in files if name.endswith(SUFFIX))


def is_of_library(name: str) -> bool:
    """Return whether *name* is that of a file of the library, there or not."""
    return name.startswith(PREFIX)


def library_text(name: str) -> str | None:
    """Return the text of the file *name* of the library, or None where there is none."""
    if name not in library_names():
        return None
    return (FOLDER / f"{name.removeprefix(PREFIX)}{SUFFIX}").read_text("utf-8")
