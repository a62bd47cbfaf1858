"""
lkjdsl and what it needs to read and evaluate, as one archive of pure Python: for a Python without a compiler.

``python page/bundle.py bundle.zip`` takes the libraries as they are installed beside the Python that runs it. The bytes
are the same whenever the files are.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lkjdsl.app.shipped import EDITIONS

ROOT = Path(__file__).parents[1]
LIBRARIES = ("attrs", "et_xmlfile", "lark", "openpyxl", "tomli", "xlsxwriter")
SUFFIXES = {".py", ".toml", ".lark", ".css", ".js", ".typed", ".xml", ".rels"}
"""Of what is read at run time; compiled parts of a library are left out, and its Python is used in their place."""
NOT_THERE = {"testing", "trying", "spark.py"}
"""Parts of lkjdsl that need hypothesis or Spark."""
MOMENT = (1980, 1, 1, 0, 0, 0)


def bundle(target: Path) -> None:
    """Write the archive."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, file in sorted(_files()):
            archive.writestr(ZipInfo(name, MOMENT), file.read_bytes(), ZIP_DEFLATED)


def _files() -> Iterator[tuple[str, Path]]:
    for file in (ROOT / "lkjdsl").rglob("*"):
        name = file.relative_to(ROOT)
        if file.suffix in SUFFIXES and name.parts[1] not in NOT_THERE:
            yield name.as_posix(), file
    for edition, example in EDITIONS.items():
        for shipped in (edition, *example):
            yield f"lkjdsl/app/shipped/{shipped}", ROOT / shipped
    for library in LIBRARIES:
        for part in files(library) or ():
            if part.suffix in SUFFIXES and ".." not in part.parts:
                yield part.as_posix(), Path(str(part.locate()))


if __name__ == "__main__":
    bundle(Path(sys.argv[1]))
