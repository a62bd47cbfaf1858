"""
What the page asks, answered: it knows neither the browser nor the server that the page may come from.

A request and its answer are plain JSON. The page asks what the command line asks, so that no figure can differ, and
three things more: which editions ship with lkjdsl, what the form of an edition has, and what is typed into it.
"""

import os
import shutil
from base64 import b64decode, b64encode
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import mkdtemp
from typing import Any

from attrs import evolve

from lkjdsl.app import entries, form, shipped
from lkjdsl.app.conditions import in_words
from lkjdsl.commands.failure import failure
from lkjdsl.commands.parsing import COMMANDS, HelpWanted, WrongUse, language_in, parser_of
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.edition import Edition, load
from lkjdsl.files import write_whole
from lkjdsl.syntax.toml_files import LkjdslError

OFFERED = (
    "eval", "explain", "report", "audit", "proofread", "check", "diff", "what-if", "reach", "sensitivity",
    "template", "columns", "fmt", "show", "new",
)  # fmt: skip
"""The commands that the page may give: none that serves, watches, or searches for long."""
ABOUT_CONDITIONS = ("constraint-broken", "constraint-unchecked")
WIDTH = 100
"""Of what is answered as plain text."""


def run(request: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the answer to a *request*: ``{"ask": …, "files": {name: base64}, "language": "id" | "en", …}``.

    ``command`` takes ``arguments`` as the command line does, and gives ``text``, ``status`` and the ``files`` it wrote.
    ``editions`` lists those that ship. ``form`` says what the form of an ``edition`` has. ``entries`` gives what a
    ``data`` file says as one would type it, ``data`` the data file of what is ``typed``. Every answer has
    ``problems``; a fault of any kind is one of them, and never an exception.
    """
    language: Language = "en" if request.get("language") == "en" else "id"
    here = Path.cwd()
    folder = _folder()
    try:
        os.chdir(folder)
        if refused := _led_out(request):
            answer: dict[str, Any] = {"problems": refused, "status": 2}
        else:
            _put(request.get("files", {}))
            answer = _answered(request, language)
    except HelpWanted as wanted:
        answer = {"problems": (), "status": 0, "text": str(wanted)}
    except LkjdslError as error:
        answer = {"problems": error.diagnostics, "status": 1}
    except Exception as error:  # noqa: BLE001 - whatever it is, the page can say it
        failed = failure(error, language)
        answer = {"problems": failed.problems, "status": failed.status}
    finally:
        os.chdir(here)
    from lkjdsl.render.diagnostics import by_place

    return {**answer, "problems": [problem_json(one, language) for one in by_place(answer["problems"])]}


def problem_json(one: Diagnostic, language: Language) -> dict[str, Any]:
    """
    Return a problem: what it says in one line and in full, where, and ``at``, the path of keys in its file.

    What is about a ``condition`` of the edition has that in words; and the data that it is of, where no place says so.
    """
    from lkjdsl.render.diagnostics import full
    from lkjdsl.render.json import diagnostic

    place = one.labels[0].place if one.labels else None
    at = None if place is None or place.path is None else ".".join(map(str, place.path))
    answer = {**diagnostic(one, language), "text": full(one, language), "at": at, "notes": one.notes_in(language)}
    inner = getattr(one.values.get("why"), "inner", one)  # an office of a table has the problem of a single one
    if inner.code in ABOUT_CONDITIONS:
        notes = evolve(inner, notes=tuple(key for key in inner.notes if key != "data")).notes_in(language)
        answer |= {"condition": in_words(str(inner.values["formula"]), language), "notes": notes}
        answer |= {"data": str(inner.values["data"])} if "data" in inner.notes else {}
        answer |= {} if inner is one else {"row": str(one.values["row"])}
    return answer


_FOLDERS: list[str] = []


def _folder() -> str:
    """
    Return the folder that every request works in, empty; it is always the same, which editions are kept by.

    It lies in one that is nobody else's.
    """
    if not _FOLDERS:
        _FOLDERS.append(mkdtemp(prefix="lkjdsl-"))
    folder = Path(_FOLDERS[0], "files")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return str(folder)


def _led_out(request: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """Return what is said of each file that a request names or brings, and that would stand elsewhere."""
    named = (*request.get("files", {}), *(str(request.get(key, "")) for key in ("edition", "data")))
    return tuple(outside(name) for name in named if leads_out(name))


def _put(files: Mapping[str, str]) -> None:
    """Write the files of a request into the current folder."""
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b64decode(content))


def outside(name: str) -> Diagnostic:
    """Return what is said of a file that lies outside of the folder that the page works in."""
    return problem("app-outside", name=name)


def leads_out(name: str) -> bool:
    r"""
    Return whether *name*, or what stands behind a ``=`` in it, is a file outside of the folder it is in.

    >>> [leads_out(name) for name in ("a/b.toml", "IKK1@..TW2=1/2", "../a", "--output=/a", "C:a", "a\\..\\..\\b")]
    [False, False, True, True, True, True]
    """
    for piece in name.split("="):
        windows = PureWindowsPath(piece)
        if PurePosixPath(piece).is_absolute() or windows.drive or windows.root or ".." in windows.parts:
            return True
    return False


def _answered(request: Mapping[str, Any], language: Language) -> dict[str, Any]:
    match request["ask"]:
        case "command":
            return _command(request["arguments"], request.get("files", {}))
        case "editions":
            return {"editions": shipped.editions(), "problems": ()}
        case "form":
            edition = load(request["edition"])
            return {"form": form.form_of(edition, language), "problems": edition.problems}
        case "entries":
            edition, name = load(request["edition"]), request["data"]
            return {"typed": entries.typed(edition, name, language), "problems": edition.read(name).problems}
        case "data":
            return _data(load(request["edition"]), request, language)
        case other:
            raise WrongUse(problem("unknown-command", name=str(other), wanted="command, data, editions, entries, form"))


def _data(edition: Edition, request: Mapping[str, Any], language: Language) -> dict[str, Any]:
    text, read, loses = entries.data_file(edition.definition, request["typed"], language)
    return {"text": text, "read": read, "loses": loses, "problems": ()}


def _command(arguments: list[str], given: Mapping[str, str]) -> dict[str, Any]:
    """Return what a command answers, and the files that it wrote."""
    refused = tuple(outside(name) for name in arguments if leads_out(name))
    if refused:
        return {"problems": refused, "status": 2}
    if not arguments or arguments[0] not in OFFERED:
        raise WrongUse(problem("unknown-command", name=" ".join(arguments[:1]), wanted=", ".join(OFFERED)))
    parsed = parser_of(arguments, language_in(arguments)).parse_args(arguments)
    parsed.width = WIDTH
    answer = import_module(COMMANDS[parsed.command]).run(parsed)
    output = getattr(parsed, "output", None)
    problems, status, text = answer.problems, answer.status, answer.text
    if output and text:
        failed = write_whole(output, text, force=True)
        problems = problems if failed is None else (*problems, failed)
        text = ""
    assert isinstance(text, str), "bytes have an output"
    new = sorted(path for path in Path().rglob("*") if path.is_file())
    files = {path.as_posix(): b64encode(path.read_bytes()).decode() for path in new}
    written = {name: content for name, content in files.items() if given.get(name) != content}
    return {"problems": problems, "status": status, "text": text, "files": written}
