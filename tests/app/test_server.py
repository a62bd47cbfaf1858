"""`lkjdsl app`: the page of this computer answers its own browser, works in its folder, and can be stopped."""

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import frozen

from lkjdsl.app.requests import run
from tests.support.paths import ROOT

EDITION = (ROOT / "formulas/2025.toml").read_bytes()
DATA = (ROOT / "examples/bontang-2025/data.toml").read_bytes()


@frozen
class Site:
    """A server that runs, and the folder that it serves."""

    folder: Path
    host: str
    token: str

    def ask(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Return the status of a request and what its JSON says; *headers* stand over those of the page."""
        sent = {"Host": self.host, "X-Lkjdsl-Token": self.token, "Origin": f"http://{self.host}"}
        sent |= {name.replace("_", "-"): text for name, text in headers.items()}
        content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        with closing(HTTPConnection(self.host, timeout=60)) as connection:
            connection.putrequest("POST", path, skip_host=True)
            for name, text in {**sent, "Content-Length": str(len(content))}.items():
                connection.putheader(name, text)
            connection.endheaders(content)
            answer = connection.getresponse()
            said = answer.read()
        return answer.status, json.loads(said) if said else None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("site")
    folder = root / "kantor"
    folder.mkdir()
    (folder / "2025.toml").write_bytes(EDITION)
    (folder / "data.toml").write_bytes(DATA)
    (folder / ".rahasia.toml").write_text("a = 1")
    (root / "lain.toml").write_text("b = 1")
    (folder / "tautan.toml").symlink_to(root / "lain.toml")
    command = [sys.executable, "-u", "-m", "lkjdsl", "app", str(folder), "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    line = process.stdout.readline()
    address = urlsplit(line.split(" ada di ")[1].split(" ")[0])
    with process.stdout:
        yield Site(folder, address.netloc, address.fragment.removeprefix("token="))
        process.terminate()
        process.wait(10)


def test_it_answers_as_the_page_without_a_server_does(site: Site) -> None:
    files = {"2025.toml": b64encode(EDITION).decode(), "data.toml": b64encode(DATA).decode()}
    request = {"ask": "command", "arguments": ["eval", "2025.toml", "data.toml", "--format", "json"], "files": files}

    assert site.ask("/run", request) == (200, run(request))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "example.org"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Origin": "http://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"X_Lkjdsl_Token": ""}, 401),
        ({"X_Lkjdsl_Token": "a"}, 401),
        ({}, 200),
    ],
    ids=str,
)
def test_a_stranger_is_refused(site: Site, headers: dict[str, str], status: int) -> None:
    assert site.ask("/files", **headers)[0] == status


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_request_is_refused(site: Site, body: bytes) -> None:
    assert site.ask("/run", body)[0] == 400


def test_it_listens_to_this_computer_alone(site: Site) -> None:
    port = int(site.host.split(":")[1])
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if " 0A " in line]

    assert [one for one in listening if int(one.split(":")[1], 16) == port] == [f"0100007F:{port:04X}"]


def test_the_page_is_served_and_carries_no_python(site: Site) -> None:
    with closing(HTTPConnection(site.host, timeout=60)) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        text = answer.read().decode()

    assert answer.headers["x-frame-options"] == "DENY"
    assert "connect-src 'self'" in text
    assert 'data-part="' not in text
    assert site.token not in text


def test_files_of_the_folder_are_read_and_written_and_no_others(site: Site) -> None:
    assert {"2025.toml", "data.toml"} <= set(site.ask("/files")[1]["files"])
    assert not {".rahasia.toml", "tautan.toml"} & set(site.ask("/files")[1]["files"])
    assert b64decode(site.ask("/read", {"name": "data.toml"})[1]["content"]) == DATA
    for name in ("../lain.toml", "tautan.toml", "/etc/passwd", "none.toml", "", "a\0b"):
        assert site.ask("/read", {"name": name})[1]["problems"], name
    content = b64encode(b"a = 1\n").decode()
    for name in ("../baru.toml", "/tmp/lkjdsl-baru.toml", "tautan.toml", "none/baru.toml", ""):  # noqa: S108 - refused
        assert site.ask("/save", {"name": name, "content": content, "force": True})[1]["problems"], name
    assert site.ask("/save", {"name": "baru.toml", "content": content})[1]["problems"] == []
    assert site.ask("/save", {"name": "baru.toml", "content": content})[1]["problems"][0]["code"] == "file-exists"
    assert site.ask("/save", {"name": "baru.toml", "content": content, "force": True})[1]["problems"] == []
    assert (site.folder / "baru.toml").read_bytes() == b"a = 1\n"
    assert (site.folder.parent / "lain.toml").read_text() == "b = 1"


def test_a_change_of_the_folder_is_told(site: Site) -> None:
    (site.folder / "baru.toml").write_text("a = 2")
    site.ask("/changes")
    answers: list[Any] = []
    waiting = Thread(target=lambda: answers.append(site.ask("/changes")))
    waiting.start()
    sleep(1)
    (site.folder / "data.toml").write_bytes(DATA + b"\n")
    waiting.join(30)

    assert answers == [(200, {"files": ["data.toml"]})]


def test_what_takes_too_long_is_stopped_and_the_next_question_is_answered(site: Site) -> None:
    deep = "\n".join(["lkjdsl = 1", "title = 'a'", "year = 2025", *_slow_inputs()])
    files = {"a.toml": b64encode(deep.encode()).decode(), "d.toml": b64encode(b"year = 2025\n").decode()}
    command = ["sensitivity", "a.toml", "d.toml", "I"]
    answers: list[Any] = []
    asking = Thread(
        target=lambda: answers.append(site.ask("/run", {"ask": "command", "arguments": command, "files": files}))
    )
    begun = monotonic()
    asking.start()
    sleep(0.5)
    site.ask("/stop")
    asking.join(60)

    assert monotonic() - begun < 60
    assert answers[0][0] == 200
    assert site.ask("/run", {"ask": "editions"})[1]["editions"]


def _slow_inputs() -> Iterator[str]:
    yield "[input.a]"
    yield from (f"x{number} = {{ kind = 'number' }}" for number in range(300))
    yield "[indicator.I]\nname = 'I'\nunit = 'index'\nformula = '" + " + ".join(f"a.x{n} ^ 2" for n in range(300)) + "'"
