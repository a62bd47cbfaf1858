"""Every Python that lkjdsl supports gives the same results, to the byte: the newer ones run under Node."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from page.bundle import bundle

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "page"
PACKAGES = json.loads((PAGE / "package.json").read_text("utf-8"))["dependencies"]
PYTHONS = [name for name in PACKAGES if name.startswith("python-")]
EXAMPLE = ("eval", "formulas/2025.toml", "examples/bontang-2025/data.toml")
COMMANDS: Sequence[Sequence[str]] = (
    EXAMPLE,
    (*EXAMPLE, "--format", "json"),
    (*EXAMPLE, "--format", "csv", "--lang", "en"),
    ("explain", *EXAMPLE[1:], "IKK1", "--format", "markdown"),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "bundle.zip"
    bundle(file)
    return file


def ran(*command: str, folder: Path = ROOT) -> tuple[int, bytes, bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "LKJDSL_TRACEBACK"}
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=environment)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("name", PYTHONS)
def test_the_example_is_evaluated_alike(name: str, archive: Path) -> None:
    if shutil.which("node") is None or not (PAGE / "node_modules" / name).exists():
        if os.environ.get("CI"):
            pytest.fail("CI installs Node and `npm ci --prefix page`")
        pytest.skip("needs Node, and `npm ci --prefix page`")
    for command in COMMANDS if name == PYTHONS[-1] else COMMANDS[:1]:
        here = ran(sys.executable, "-m", "lkjdsl", *command)
        assert ran("node", str(PAGE / "python.mjs"), name, str(archive), *command) == here
        assert len(here[1]) > 1_000


def test_a_report_is_written_alike(archive: Path, tmp_path: Path) -> None:
    """Word and HTML need nothing that is compiled."""
    if shutil.which("node") is None or not (PAGE / "node_modules" / PYTHONS[-1]).exists():
        pytest.skip("needs Node, and `npm ci --prefix page`")
    for name in EXAMPLE[1:]:
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for suffix in ("docx", "html"):
        command = ("report", *EXAMPLE[1:], "--output")
        here = ran(sys.executable, "-m", "lkjdsl", *command, f"a.{suffix}", folder=tmp_path)
        node = ("node", str(PAGE / "python.mjs"), PYTHONS[-1], str(archive), *command, f"b.{suffix}")
        assert ran(*node, folder=tmp_path) == here
        assert (tmp_path / f"b.{suffix}").read_bytes() == (tmp_path / f"a.{suffix}").read_bytes()


def test_the_conformance_suite_passes_in_the_python_of_the_page() -> None:
    if shutil.which("node") is None or not (PAGE / "node_modules" / PYTHONS[-1]).exists():
        pytest.skip("needs Node, and `npm ci --prefix page`")
    libraries = Path(pytest.__file__).parents[1]
    status, out, _ = ran("node", str(PAGE / "pytest.mjs"), str(libraries), "-q", "tests/test_conformance.py")

    assert status == 0, out.decode()[-2_000:]
    assert int(re.findall(rb"([0-9]+) passed", out)[0]) > 1_400


def test_a_bundle_is_the_same_whenever_it_is_made(archive: Path, tmp_path: Path) -> None:
    bundle(tmp_path / "again.zip")

    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
