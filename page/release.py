"""
What a release is: the wheel, the page as one file, and a folder for Windows that needs no installation.

``python page/release.py dist`` writes them and prints their sizes. The folder for Windows has everything but Python;
``--python python-3.13.9-embed-amd64.zip``, the embeddable package of python.org, puts that in as well.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from shutil import copy, make_archive, rmtree
from zipfile import ZipFile

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from page.build import build  # noqa: E402 - of this repository, wherever it is called from

CHECKLIST = HERE.parent / "docs/how-to/id/pc-kantor.md"
WINDOWS_PYTHON = "3.13"
START = """@echo off
rem lkjdsl with the Python of this folder, or with the one of this computer: lkjdsl eval 2025.toml data.toml
chcp 65001 >nul
set "PYTHONPATH=%~dp0lib"
set "PYTHONUTF8=1"
if exist "%~dp0python\\python.exe" goto own
py -m lkjdsl %*
exit /b %errorlevel%
:own
"%~dp0python\\python.exe" -m lkjdsl %*
"""
READ_ME = """lkjdsl

Buka lkjdsl.html dengan klik ganda: tidak perlu memasang apa pun, dan tidak ada data yang keluar dari komputer ini.
Perintah: buka folder ini di Command Prompt, lalu ketik  lkjdsl eval RUMUS.toml DATA.toml

Open lkjdsl.html by a double click: nothing to install, and nothing leaves this computer.
Commands: open this folder in the Command Prompt and type  lkjdsl eval FORMULAS.toml DATA.toml
"""


def release(target: Path, python: Path | None) -> list[Path]:
    """Write the three parts of a release into the folder *target* and return them."""
    rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    _pip("wheel", "--no-deps", "--wheel-dir", str(target), str(HERE.parent))
    wheel = next(target.glob("lkjdsl-*.whl"))
    build(target / "lkjdsl.html")
    windows = target / "lkjdsl-windows"
    _pip(
        *("install", "--no-compile", "--target", str(windows / "lib"), "--platform", "win_amd64"),
        *("--python-version", WINDOWS_PYTHON, "--only-binary=:all:", f"{wheel}[app,excel]"),
    )
    if python is not None:
        with ZipFile(python) as archive:
            archive.extractall(windows / "python")
        for paths in (windows / "python").glob("python*._pth"):  # which says where that Python looks, and nowhere else
            paths.write_text(paths.read_text("utf-8") + "../lib\n", "utf-8")
    (windows / "lkjdsl.bat").write_text(START, "utf-8", newline="\r\n")
    (windows / "BACA-SAYA.txt").write_text(READ_ME, "utf-8", newline="\r\n")
    copy(target / "lkjdsl.html", windows)
    copy(CHECKLIST, windows / "PERIKSA-DI-PC-KANTOR.md")
    archive_name = make_archive(str(windows), "zip", target, windows.name)
    rmtree(windows)
    return [wheel, target / "lkjdsl.html", Path(archive_name)]


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-q", *arguments], check=True)  # noqa: S603 - our own


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--python", type=Path)
    given = parser.parse_args()
    for part in release(given.target, given.python):
        sys.stdout.write(f"{part.stat().st_size / 10**6:6.1f} MB  {part.name}\n")
