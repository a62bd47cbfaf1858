"""The page as one HTML file: its scripts, styles and words, and the parts of a Python where it carries them."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import get_args

from lkjdsl.diagnostic import Language
from lkjdsl.render.html import STYLE
from lkjdsl.words import Words

SCRIPTS = (
    "engine.js",
    "elements.js",
    "problems.js",
    "rebuilt.js",
    "state.js",
    "files.js",
    "rows.js",
    "form.js",
    "results.js",
    "trial.js",
    "edition.js",
    "reports.js",
    "offices.js",
    "page.js",
)
"""The scripts in their order; they share one scope, and the last one starts the page."""


def page(parts: Mapping[str, str]) -> str:
    """
    Return the page: with the *parts* of a Python it runs that, each gzipped and in base64; without, it asks its server.

    Nothing but its own script is run, which the policy says by its sum, and no connection is made but to that server.
    """
    words = {language: Words("app.page").spoken(language) for language in get_args(Language)}
    constants = {"WORDS": words, "WORKER": _own("worker.js"), "DARK": _own("dark.css")}
    script = "".join(f"const {name} = {_literal(value)};\n" for name, value in constants.items())
    script = '"use strict";\n' + script + "".join(map(_own, SCRIPTS))
    style = files("lkjdsl.render.explanation").joinpath("page.css").read_text("utf-8") + STYLE
    style += _own("page.css") + _own("dark.css")
    carried = "".join(
        f'<script type="text/plain" data-part="{name}">{content}</script>\n' for name, content in parts.items()
    )
    filled = {"POLICY": policy(script, alone=bool(parts)), "STYLE": style, "PARTS": carried, "SCRIPT": script}
    text = _own("index.html")
    for name, content in filled.items():
        text = text.replace(f"<!--{name}-->", content)
    return text


def policy(script: str, *, alone: bool) -> str:
    """Return what the browser lets the page do: run *script*, and, unless it is *alone*, ask the server it is from."""
    own = b64encode(sha256(script.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{own}' 'wasm-unsafe-eval' blob:",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "worker-src blob:",
            "connect-src 'none'" if alone else "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _own(name: str) -> str:
    return files("lkjdsl.app").joinpath("page", name).read_text("utf-8")


def _literal(value: object) -> str:
    """Return a constant of JavaScript that ends no script."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
