"""
The page on this computer: ``lkjdsl app`` serves it to the browser of the person who started it, and to nobody else.

It listens on 127.0.0.1 alone. Every question carries the token of the address that was opened; a request with another
Host is one that a web site sent here by a name of its own, one with another Origin comes from the page of a web site.
"""

import json
import secrets
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjdsl.app.folder import Folder
from lkjdsl.app.page import page
from lkjdsl.app.process import Process
from lkjdsl.app.requests import problem_json
from lkjdsl.diagnostic import Diagnostic

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
MOST_BYTES = 64 * 2**20
"""Of a request: reports of hundreds of pages have pictures."""

Handler = Callable[[Any], Any]


class Server:
    """The page of a folder at a port; ``address`` is what a browser opens."""

    def __init__(self, folder: str, port: int) -> None:
        """Take the port, any free one where it is 0; raises OSError where it is in use."""
        self.folder = Folder(Path(folder).resolve())
        self.token = secrets.token_urlsafe(24)
        self.socket = socket.create_server((HOST, port))  # it listens from here on: a browser may be faster than we are
        self.hosts = [f"{name}:{self.socket.getsockname()[1]}" for name in (HOST, "localhost")]
        self.process = Process()

    @property
    def address(self) -> str:
        """Return the address with its token, which a browser sends to nobody."""
        return f"http://{self.hosts[0]}/#token={self.token}"

    def serve(self) -> None:
        """Serve until somebody ends it."""
        import uvicorn

        settings = uvicorn.Config(
            self.application(), log_level="error", ws="none", lifespan="off", server_header=False,
            timeout_graceful_shutdown=1,  # second: whoever waits for a change of the folder would hold it up
        )  # fmt: skip
        try:
            uvicorn.Server(settings).run(sockets=[self.socket])
        finally:
            self.process.close()

    def application(self) -> Any:
        """Return the application, as ASGI has it."""
        from starlette.applications import Starlette
        from starlette.responses import HTMLResponse
        from starlette.routing import Route

        text = page({})

        async def whole(request: "Request") -> "Response":
            refusal = self._refusal(request, needs_token=False)
            return refusal or HTMLResponse(text, headers={"cache-control": "no-store", "x-frame-options": "DENY"})

        routes: dict[str, Handler] = {
            "run": self.process.ask,
            "stop": lambda _: self.process.stop(),
            "read": self._read,
            "save": self._save,
            "files": lambda _: {"folder": self.folder.root.name, "files": list(self.folder.stamps())},
            "changes": self._changes,
        }
        return Starlette(
            routes=[
                Route("/", whole),
                *(Route(f"/{name}", self._answering(handler), methods=["POST"]) for name, handler in routes.items()),
            ]
        )

    def _answering(self, handler: Handler) -> "Callable[[Request], Awaitable[Response]]":
        """Return what answers a request by *handler*, which works in a thread of its own."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse, PlainTextResponse

        async def answer(request: "Request") -> "Response":
            refusal = self._refusal(request, needs_token=True)
            if refusal is not None:
                return refusal
            body = b""
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    return PlainTextResponse("", 413)
            try:
                asked = json.loads(body)
            except ValueError:
                asked = None
            if not isinstance(asked, dict):
                return PlainTextResponse("", 400)
            return JSONResponse(await run_in_threadpool(handler, asked))

        return answer

    def _refusal(self, request: "Request", *, needs_token: bool) -> "Response | None":
        """Return the refusal of a request that does not come from the page of this server."""
        from starlette.responses import PlainTextResponse

        origin = request.headers.get("origin")
        if request.headers.get("host") not in self.hosts:
            return PlainTextResponse("", 421)
        if origin is not None and origin not in [f"http://{host}" for host in self.hosts]:
            return PlainTextResponse("", 403)
        given = request.headers.get("x-lkjdsl-token", "")
        if needs_token and not secrets.compare_digest(given.encode(), self.token.encode()):
            return PlainTextResponse("", 401)
        return None

    def _read(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = str(asked.get("name"))
        content = self.folder.read(name)
        return _refused(content, asked) if isinstance(content, Diagnostic) else {"name": name, "content": content}

    def _save(self, asked: dict[str, Any]) -> dict[str, Any]:
        name, content = str(asked.get("name")), str(asked.get("content"))
        refusal = self.folder.save(name, content, force=asked.get("force") is True)
        return {"name": name, "problems": []} if refusal is None else _refused(refusal, asked)

    def _changes(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what changed from what is ``known``, as soon as something did, or nothing after a while."""
        before = asked.get("known")
        if not isinstance(before, dict):
            return {"files": [], "known": self.folder.stamps()}
        now = self.folder.changed_from(before)
        changed = [name for name in before.keys() | now.keys() if before.get(name) != now.get(name)]
        return {"files": sorted(changed), "known": now}


def _refused(problem: Diagnostic, asked: dict[str, Any]) -> dict[str, Any]:
    return {"problems": [problem_json(problem, "en" if asked.get("language") == "en" else "id")]}
