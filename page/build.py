"""
The page as one file that opens from a disk: the Python runtime, lkjdsl and the page itself.

``npm install --prefix page`` first, then ``python page/build.py lkjdsl.html``. The bytes are the same whenever the
files are. What npm brought is compared with the SHA-512 sums kept in ``page/sums.json``, which ``--sums`` writes anew:
of the tarball of each package that ``page/package.json`` names, as npm checked it, and of each file that is taken.
"""

import gzip
import json
import sys
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
    """Return the SHA-512 sum of each tarball that npm unpacked into *modules*, and of each part of the runtime."""
    named = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    unpacked = json.loads((modules / ".package-lock.json").read_text("utf-8"))["packages"]
    tarballs = {name: str(unpacked[f"node_modules/{name}"]["integrity"]) for name in named}
    return tarballs | {name: sha512((modules / RUNTIME / name).read_bytes()).hexdigest() for name in PARTS}


def unknown(modules: Path) -> list[str]:
    """Return the names of what npm brought into *modules* and is not what this repository knows."""
    known = json.loads(SUMS.read_text("utf-8"))
    return [name for name, value in sums(modules).items() if known.get(name) != value]


def build(target: Path) -> None:
    """Write the page; raises SystemExit where the runtime is not the one that this repository knows."""
    if other := unknown(MODULES):
        message = f"not what {SUMS.name} says: {', '.join(other)}"
        raise SystemExit(message)
    parts = {name: (MODULES / RUNTIME / name).read_bytes() for name in PARTS}
    with TemporaryDirectory() as folder:
        bundle(Path(folder) / "bundle.zip")
        parts["bundle.zip"] = (Path(folder) / "bundle.zip").read_bytes()
    packed = {name: b64encode(gzip.compress(content, 9, mtime=0)).decode() for name, content in parts.items()}
    target.write_text(page(packed), "utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "--sums":
        SUMS.write_text(json.dumps(sums(MODULES), indent=1) + "\n", "utf-8")
    else:
        build(Path(sys.argv[1]))
