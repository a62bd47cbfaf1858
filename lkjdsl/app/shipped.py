"""The editions that come with lkjdsl, and data to try each of them with."""

from base64 import b64encode
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
FOLDERS = (PACKAGE / "app/shipped", PACKAGE.parent)
"""Where they stand: in an installed lkjdsl, and in its repository."""
EDITIONS = {"formulas/2025.toml": "examples/bontang-2025/data.toml"}
"""Each edition with its example."""


def editions() -> list[dict[str, Any]]:
    """Return each edition: its name, its title, its file, and that of its example; files as base64."""
    import tomli

    listed = []
    for name, example in EDITIONS.items():
        text = _file(name)
        title = str(tomli.loads(text.decode())["title"])
        listed.append(
            {
                "name": Path(name).name,
                "title": title,
                "file": b64encode(text).decode(),
                "example": b64encode(_file(example)).decode(),
            }
        )
    return listed


def _file(name: str) -> bytes:
    found = next(folder / name for folder in FOLDERS if (folder / name).is_file())
    return found.read_bytes()
