"""
README.md and docs/ do what they say: their blocks are executed, document by document, in order.

- ``python``: executed; a block that begins with ``>>>`` is a doctest.
- ``toml`` or ``python`` whose first line is ``# file: NAME``: written to that file, first line and all.
- ``console``: every line ``$ command`` is run by a shell; what it prints on both streams must be what
  stands under it. ``...`` stands for anything, ``$ echo $?`` shows the last exit status.

Each document has a folder of its own to work in, with copies of formulas/ and examples/.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from doctest import ELLIPSIS, REPORT_NDIFF, OutputChecker
from doctest import Example as Wanted
from pathlib import Path

import pytest
from sybil import Document, Example, Region
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.typing import Parser

from tests.support.paths import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
PROMPT = "$ "
COMPARISON = ELLIPSIS | REPORT_NDIFF


def write_file(example: Example) -> None:
    """Write a block that names its file."""
    named = re.match(r"# file: (\S+)\n", example.parsed)
    if named:
        path = Path(named[1])
        assert not path.is_absolute(), path
        assert ".." not in path.parts, path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example.parsed, encoding="utf-8")


def run_console(example: Example) -> str | None:
    """Run the commands of a console block; return how the first that prints something else differs."""
    status, checker = 0, OutputChecker()
    for command, expected in commands(example.parsed):
        status, printed = run(command, status)
        if "Traceback (most recent call last)" in printed:
            return f"{PROMPT}{command}\n{printed}"
        if not checker.check_output(expected, printed, COMPARISON):
            difference = checker.output_difference(Wanted(command, expected), printed, COMPARISON)
            return f"{PROMPT}{command}\n{difference}"
    return None


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block and what it should print."""
    before, *sessions = re.split(rf"^{re.escape(PROMPT)}", block, flags=re.MULTILINE)
    assert not before, f"a console block begins with `{PROMPT}`"
    for session in sessions:
        command, _, expected = session.partition("\n")
        yield command, trimmed(expected)


def run(command: str, last_status: int) -> tuple[int, str]:
    """Return the exit status of *command* and what it prints, run in the current folder after *last_status*."""
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {
        "PATH": scripts + os.pathsep + os.environ["PATH"],
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",  # both streams in the order in which a person sees them
    }
    finished = subprocess.run(
        ["/bin/sh", "-c", f"(exit {last_status})\n{command}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return finished.returncode, trimmed(finished.stdout)


def trimmed(text: str) -> str:
    """Return *text* without blanks at line ends and empty lines at its end, which nobody sees."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()).rstrip()
    return lines and lines + "\n"


def python_blocks(document: Document) -> Iterator[Region]:
    """Yield the blocks of Python, to be executed, or to be written where they name a file."""
    for region in PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)(document):
        if str(region.parsed).startswith("# file: "):
            region.evaluator = write_file
        yield region


PARSERS: list[Parser] = [
    python_blocks,
    CodeBlockParser("toml", write_file),
    CodeBlockParser("console", run_console),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_does_what_it_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("formulas", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for example in Document.parse(str(path), *PARSERS):
        example.evaluate()
