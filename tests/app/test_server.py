"""`lkjdsl app`: the page of this computer answers its own browser, works in its folder, and can be stopped."""

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest

from lkjdsl.app.requests import run
from tests.support.browser import DATA, EDITION, Site, encoded, served


def ask(site: Site, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    """Return the status of a request and what its JSON says; *headers* stand over those of the page."""
    sent = {"Host": site.host, "X-Lkjdsl-Token": site.token, "Origin": f"http://{site.host}"}
    sent |= {name.replace("_", "-"): text for name, text in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    with closing(HTTPConnection(site.host, timeout=60)) as connection:
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
    shutil.copy(EDITION, folder)
    shutil.copy(DATA, folder)
    (folder / ".rahasia.toml").write_text("a = 1")
    (root / "lain.toml").write_text("b = 1")
    (folder / "tautan.toml").symlink_to(root / "lain.toml")
    with served(folder) as running:
        yield running


def test_it_answers_as_the_page_without_a_server_does(site: Site) -> None:
    files = {"2025.toml": encoded(EDITION.read_bytes()), "data.toml": encoded(DATA.read_bytes())}
    request = {"ask": "command", "arguments": ["eval", "2025.toml", "data.toml", "--format", "json"], "files": files}

    assert ask(site, "/run", request) == (200, run(request))


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
    assert ask(site, "/files", **headers)[0] == status


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_request_is_refused(site: Site, body: bytes) -> None:
    assert ask(site, "/run", body)[0] == 400


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
    assert {"2025.toml", "data.toml"} <= set(ask(site, "/files")[1]["files"])
    assert not {".rahasia.toml", "tautan.toml"} & set(ask(site, "/files")[1]["files"])
    assert b64decode(ask(site, "/read", {"name": "data.toml"})[1]["content"]) == DATA.read_bytes()
    for name in ("../lain.toml", "tautan.toml", "/etc/passwd", "none.toml", "", "a\0b"):
        assert ask(site, "/read", {"name": name})[1]["problems"], name
    content = encoded(b"a = 1\n")
    for name in ("../baru.toml", "/tmp/lkjdsl-baru.toml", "tautan.toml", "none/baru.toml", ""):  # noqa: S108 - refused
        assert ask(site, "/save", {"name": name, "content": content, "force": True})[1]["problems"], name
    assert ask(site, "/save", {"name": "baru.toml", "content": content})[1]["problems"] == []
    assert ask(site, "/save", {"name": "baru.toml", "content": content})[1]["problems"][0]["code"] == "file-exists"
    assert ask(site, "/save", {"name": "baru.toml", "content": content, "force": True})[1]["problems"] == []
    assert (site.folder / "baru.toml").read_bytes() == b"a = 1\n"
    assert (site.folder.parent / "lain.toml").read_text() == "b = 1"


def test_a_change_of_the_folder_is_told_to_every_page(site: Site) -> None:
    known = ask(site, "/changes")[1]["known"]
    answers: list[Any] = []
    waiting = [Thread(target=lambda: answers.append(ask(site, "/changes", {"known": known}))) for _ in range(2)]
    for one in waiting:
        one.start()
    sleep(1)
    (site.folder / "data.toml").write_bytes(DATA.read_bytes() + b"\n")
    for one in waiting:
        one.join(30)

    assert [(status, answer["files"]) for status, answer in answers] == [(200, ["data.toml"])] * 2


def test_what_takes_too_long_is_stopped_and_the_next_question_is_answered(site: Site) -> None:
    deep = "\n".join(["lkjdsl = 1", "title = 'a'", "year = 2025", *_slow_inputs()])
    files = {"a.toml": encoded(deep.encode()), "d.toml": encoded(b"year = 2025\n")}
    command = ["sensitivity", "a.toml", "d.toml", "I"]
    answers: list[Any] = []
    asking = Thread(
        target=lambda: answers.append(ask(site, "/run", {"ask": "command", "arguments": command, "files": files}))
    )
    begun = monotonic()
    asking.start()
    sleep(0.5)
    ask(site, "/stop")
    asking.join(60)

    assert monotonic() - begun < 60
    assert answers[0][0] == 200
    assert ask(site, "/run", {"ask": "editions"})[1]["editions"]


def _slow_inputs() -> Iterator[str]:
    yield "[input.a]"
    yield from (f"x{number} = {{ kind = 'number' }}" for number in range(300))
    yield "[indicator.I]\nname = 'I'\nunit = 'index'\nformula = '" + " + ".join(f"a.x{n} ^ 2" for n in range(300)) + "'"
