"""
The page as one file that opens from a disk: the Python runtime, lkjdsl and the page itself.

``npm ci --prefix page`` first, then ``python page/build.py``, which writes ``lkjdsl.html`` or the file named. The bytes
are the same whenever the files are. npm checks each tarball against its SHA-512 sum in ``page/package-lock.json``, of
all that is brought and not only of what ``page/package.json`` names; here what it brought is compared with that once
more, and each file that is taken with ``page/sums.json``, which ``--sums`` writes anew.
"""

import gzip
import json
import sys
from argparse import ArgumentParser
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from lkjdsl.app.page import page  # noqa: E402 - of this repository, wherever it is called from
from page.bundle import bundle  # noqa: E402

MODULES = HERE / "node_modules"
RUNTIME = "python-3.14"
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""The files of the runtime that the page takes."""
SUMS = HERE / "sums.json"


def sums(modules: Path) -> dict[str, str]:
    """Return the SHA-512 sum of each part of the runtime in *modules*."""
    return {name: sha512((modules / RUNTIME / name).read_bytes()).hexdigest() for name in PARTS}


def unknown(modules: Path) -> list[str]:
    """Return the names of what npm brought into *modules* and is not what this repository knows."""
    locked, brought = map(_tarballs, (HERE / "package-lock.json", modules / ".package-lock.json"))
    packages = [name for name in locked | brought if locked.get(name) != brought.get(name) or not locked.get(name)]
    known = json.loads(SUMS.read_text("utf-8"))
    return packages + [name for name, value in sums(modules).items() if known.get(name) != value]


def _tarballs(lock: Path) -> dict[str, str | None]:
    """Return the sum of each tarball that a lock file of npm names, by where its package is unpacked."""
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    return {path.removeprefix("node_modules/"): one.get("integrity") for path, one in packages.items() if path}


def build(target: Path) -> None:
    """Write the page; raises SystemExit where the runtime is not the one that this repository knows."""
    if other := unknown(MODULES):
        message = f"not what package-lock.json and {SUMS.name} say: {', '.join(other)}"
        raise SystemExit(message)
    parts = {name: (MODULES / RUNTIME / name).read_bytes() for name in PARTS}
    with TemporaryDirectory() as folder:
        bundle(Path(folder) / "bundle.zip")
        parts["bundle.zip"] = (Path(folder) / "bundle.zip").read_bytes()
    packed = {name: b64encode(gzip.compress(content, 9, mtime=0)).decode() for name, content in parts.items()}
    target.write_text(page(packed), "utf-8")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, nargs="?", default=Path("lkjdsl.html"))
    parser.add_argument("--sums", action="store_true")
    given = parser.parse_args()
    if given.sums:
        SUMS.write_text(json.dumps(sums(MODULES), indent=1) + "\n", "utf-8")
    else:
        build(given.target)
