"""The editions that come with lkjdsl, and data to try each of them with."""

from base64 import b64encode
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
FOLDERS = (PACKAGE / "app/shipped", PACKAGE.parent)
"""Where they stand: in an installed lkjdsl, and in its repository."""
EDITIONS = {
    "formulas/2025.toml": ("examples/bontang-2025/data.toml",),
    "examples/pengadilan-agama/2025.toml": ("examples/pengadilan-agama/data.toml",),
    "examples/dinas-kesehatan/2025.toml": tuple(f"examples/dinas-kesehatan/tw{number}.toml" for number in range(1, 5)),
    "examples/dana-desa/2025.toml": ("examples/dana-desa/data.toml",),
}
"""Each edition with the data files of its example."""


def editions() -> list[dict[str, Any]]:
    """Return each edition: its name, its title, its year, its file, and those of its example; files as base64."""
    import tomli

    listed = []
    for path, example in EDITIONS.items():
        text = _file(path)
        written = tomli.loads(text.decode())
        folder, name = path.split("/")[-2:]
        listed.append(
            {
                "name": name if folder == "formulas" else f"{folder}-{name}",
                "title": str(written["title"]),
                "year": int(written["year"]),
                "file": b64encode(text).decode(),
                "example": [b64encode(_file(one)).decode() for one in example],
            }
        )
    return listed


def _file(name: str) -> bytes:
    file = next(folder / name for folder in FOLDERS if (folder / name).is_file())
    return file.read_bytes()
