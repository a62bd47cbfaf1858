"""All that the page offers runs in the Python that it carries, and answers as any other Python does."""

import json
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from lkjdsl.app.requests import OFFERED, run
from page.build import PARTS, RUNTIME, unknown
from page.bundle import bundle
from tests.support.browser import DATA, EDITION, MODULES, encoded, needed
from tests.support.paths import ROOT

TABLE = (
    "office;provinsi;paspor.permohonan;paspor.terbit;paspor.ditolak;paspor.batal\n"
    "Bontang;Kaltim;7.630;6.858;17;396\nSamarinda;Kaltim;8.000;7.000;10;20\n"
)
FILES = {
    "2025.toml": encoded(EDITION.read_bytes()),
    "data.toml": encoded(DATA.read_bytes()),
    "cetak.toml": encoded((ROOT / "examples/bontang-2025/printed.toml").read_bytes()),
    "kantor.csv": encoded(TABLE.encode()),
    "laporan.txt": encoded((ROOT / "tests/proofreading/kesehatan.txt").read_bytes()),
}
COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "eval": (
        ("2025.toml", "data.toml", "--format", "json"),
        ("2025.toml", "data.toml", "--output", "hasil.html"),
        ("2025.toml", "data.toml", "--output", "kantor.xlsx"),
        ("2025.toml", "kantor.csv", "--locale", "id", "--rank", "IKK1.K1.D1", "--format", "html"),
        ("2025.toml", "kantor.csv", "--locale", "id", "--by", "provinsi", "--output", "hasil.csv"),
    ),
    "explain": (("2025.toml", "data.toml", "IKK1", "--format", "html"),),
    "report": (
        ("2025.toml", "data.toml", "--output", "bab-iii.docx"),
        ("2025.toml", "data.toml", "--output", "bab-iii.html"),
    ),
    "audit": (("2025.toml", "data.toml", "cetak.toml"),),
    "proofread": (("laporan.txt", "--format", "html"), ("2025.toml", "data.toml", "laporan.txt")),
    "check": (("2025.toml", "--format", "html"),),
    "diff": (("2025.toml", "2025.toml", "data.toml", "--format", "html"),),
    "what-if": (("2025.toml", "data.toml", "--set", "paspor.terbit=7000", "--format", "html"),),
    "reach": (("IKK1", "98,30", "2025.toml", "data.toml", "--by", "paspor.tepat_waktu", "--format", "html"),),
    "sensitivity": (("2025.toml", "data.toml", "IKK2", "--format", "html"),),
    "template": (("2025.toml",), ("2025.toml", "--output", "kosong.xlsx")),
    "columns": (("2025.toml", "kantor.csv"),),
    "fmt": (("2025.toml",),),
    "show": (("2025.toml",),),
    "new": (("2026", "--from", "2025.toml"),),
}
TYPED = {"year": "2025", "office": "Uji", "fields": {"paspor.terbit": "7.630", "nka.cro": "89,88", "paspor.batal": "x"}}
REQUESTS: list[dict[str, Any]] = [
    {"ask": "editions"},
    {"ask": "form", "edition": "2025.toml"},
    {"ask": "entries", "edition": "2025.toml", "data": "data.toml"},
    {"ask": "data", "edition": "2025.toml", "typed": TYPED},
    {"ask": "form", "edition": "none.toml"},
    *(
        {"ask": "command", "arguments": [command, *arguments]}
        for command, several in COMMANDS.items()
        for arguments in several
    ),
]


def unpacked(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer with the parts of its packages, which another zlib packs otherwise."""
    files = {
        name: parts(b64decode(content)) if name.endswith((".xlsx", ".docx")) else content
        for name, content in answer.get("files", {}).items()
    }
    return {**answer, "files": files}


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {
            name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"
        }  # when it was made


def test_every_command_that_is_offered_is_tried() -> None:
    assert set(COMMANDS) == set(OFFERED)


def test_the_page_is_answered_by_its_own_python_as_by_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = shutil.which("node")
    needed(node and (MODULES / "python-3.14").exists(), "Node, and `npm ci --prefix page`")
    monkeypatch.delenv("LKJDSL_TRACEBACK", raising=False)
    bundle(tmp_path / "bundle.zip")
    requests, answers = tmp_path / "requests.json", tmp_path / "answers.json"
    requests.write_text(json.dumps([{**request, "files": FILES} for request in REQUESTS]), "utf-8")
    script = [str(node), str(MODULES.parent / "answers.mjs"), str(tmp_path / "bundle.zip"), str(requests), str(answers)]
    subprocess.run(script, check=True, timeout=600)
    given = json.loads(answers.read_text("utf-8"))

    assert len(given) == len(REQUESTS)
    for request, answer in zip(REQUESTS, given, strict=True):
        codes = [problem["code"] for problem in answer["problems"]]
        assert not {"defect", "extra-missing", "system-refused"} & set(codes), (request, answer["problems"])
        assert unpacked(answer) == unpacked(run({**request, "files": FILES})), request


@pytest.mark.parametrize("changed", ["python-3.14", "pyodide.mjs", "ws", "y18n"])
def test_what_npm_brought_is_what_the_repository_knows(tmp_path: Path, changed: str) -> None:
    needed((MODULES / RUNTIME).exists(), "`npm ci --prefix page`")
    assert unknown(MODULES) == []
    (tmp_path / RUNTIME).mkdir()
    for name in PARTS:
        (tmp_path / RUNTIME / name).write_bytes((MODULES / RUNTIME / name).read_bytes())
    brought = json.loads((MODULES / ".package-lock.json").read_text("utf-8"))
    if changed in PARTS:
        (tmp_path / RUNTIME / changed).write_bytes(b"// another")
    else:  # named by package.json, or brought by what is named
        brought["packages"][f"node_modules/{changed}"]["integrity"] = "sha512-AAAA"
    (tmp_path / ".package-lock.json").write_text(json.dumps(brought), "utf-8")

    assert unknown(tmp_path) == [changed]


def test_a_package_that_nobody_asked_for_is_not_known(tmp_path: Path) -> None:
    needed((MODULES / RUNTIME).exists(), "`npm ci --prefix page`")
    (tmp_path / RUNTIME).symlink_to(MODULES / RUNTIME)
    brought = json.loads((MODULES / ".package-lock.json").read_text("utf-8"))
    brought["packages"]["node_modules/stranger"] = {"version": "1.0.0", "integrity": "sha512-AAAA"}
    (tmp_path / ".package-lock.json").write_text(json.dumps(brought), "utf-8")

    assert unknown(tmp_path) == ["stranger"]


def test_every_tarball_has_its_sum_and_no_address() -> None:
    packages = json.loads((ROOT / "page/package-lock.json").read_text("utf-8"))["packages"]

    for path, one in packages.items():
        assert not path or one["integrity"].startswith("sha512-"), path
        assert "resolved" not in one
