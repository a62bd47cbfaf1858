"""Beside each command of an Indonesian page stands the same for the Command Prompt of Windows."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PAGES = sorted([*ROOT.glob("docs/how-to/id/*.md"), *ROOT.glob("docs/tutorial/id/*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END = re.compile(r"\s*(?:\d?>|\||;)")
"""Where a command of a shell ends and something begins that tells where its output goes."""


def unix_commands(block: str) -> list[list[str]]:
    lines = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith(("$ lkjdsl ", "lkjdsl "))]
    return [shlex.split(END.split(line)[0]) for line in lines if not re.match(r"lkjdsl\s*=", line)]


def windows_commands(block: str) -> list[list[str]]:
    """Return the words of each command; what has quotes keeps its ``/``, a backslash parts folders."""
    lines = [line for line in block.splitlines() if not line.startswith("rem ")]
    return [[word.strip('"').replace("\\", "/") for word in re.findall(r'"[^"]*"|\S+', line)] for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_has_its_windows_form_beside_it(page: Path) -> None:
    blocks = [match.groups() for match in BLOCK.finditer(page.read_text("utf-8"))]
    for (language, text), (following, form) in pairwise([*blocks, ("", "")]):
        if language in ("console", "sh", "") and (commands := unix_commands(text)):
            assert following == "bat", text
            assert windows_commands(form) == commands
            assert not re.search(r"^(?!rem ).*(?:'|/dev/null|\b(?:grep|sed|head|ls|printf)\b)", form, re.MULTILINE), (
                form
            )


def test_there_are_such_pages() -> None:
    assert sum(page.read_text("utf-8").count("```bat") for page in PAGES) > 20
