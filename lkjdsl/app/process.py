"""
A Python that answers requests, which its server can stop: lines of JSON in, lines of JSON out.

What the page asks may come from the files of strangers; whatever they make it do, killing the process ends it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

STOPPED = {"stopped": True, "problems": [], "files": {}}
"""The answer of a process that was stopped."""


class Process:
    """Answers one request at a time; it is begun with the first one, and anew after it was stopped."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._turn = Lock()
        self._folder = TemporaryDirectory(prefix="lkjdsl-", ignore_cleanup_errors=True)
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer to *request*, or that the process was stopped."""
        with self._turn:
            running = self._begun()
            assert running.stdin is not None
            assert running.stdout is not None
            try:
                running.stdin.write(json.dumps(request).encode() + b"\n")
                running.stdin.flush()
                line = running.stdout.readline()
            except OSError:  # it has ended, and its pipe with it
                line = b""
        answer: Mapping[str, Any] = json.loads(line) if line else STOPPED
        return answer

    def stop(self) -> None:
        """End whatever the process is doing."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    def close(self) -> None:
        """End the process, and remove what it worked with."""
        self.stop()
        self._folder.cleanup()

    def _begun(self) -> "subprocess.Popen[bytes]":
        if self._running is None or self._running.poll() is not None:
            command = [sys.executable, "-m", "lkjdsl.app.process"]
            environment = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)}
            self._running = subprocess.Popen(  # noqa: S603 - our own
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
        return self._running


def answer_lines() -> None:
    """Answer each line of the standard input on the standard output, which nothing else may write to."""
    from lkjdsl.app.requests import run

    output = open(1, "wb", closefd=False)  # noqa: SIM115 - for as long as the process lives
    for line in open(0, "rb", closefd=False):  # noqa: SIM115 - the same
        output.write(json.dumps(run(json.loads(line))).encode() + b"\n")
        output.flush()


if __name__ == "__main__":
    answer_lines()
