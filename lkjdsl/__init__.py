"""
lkjdsl: a declarative language for performance indicators, evaluated exactly.

>>> import lkjdsl
>>> edition = lkjdsl.load("formulas/2025.toml")
>>> outcome = edition.evaluate("examples/bontang-2025/data.toml")
>>> outcome["IKK1.achievement"].printed
'108,00%'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lkjdsl.auditing.audit import Audit
    from lkjdsl.diagnostic import Diagnostic
    from lkjdsl.edition import Edition, load
    from lkjdsl.evaluate.outcome import Outcome, Result
    from lkjdsl.proofread import audit
    from lkjdsl.render.explanation import Explanation, explain
    from lkjdsl.syntax.toml_files import LkjdslError

VERSION = "0.1.0"

__all__ = [
    "Audit",
    "Diagnostic",
    "Edition",
    "Explanation",
    "LkjdslError",
    "Outcome",
    "Result",
    "audit",
    "explain",
    "load",
]

_HOMES = {
    "Audit": "lkjdsl.auditing.audit",
    "Diagnostic": "lkjdsl.diagnostic",
    "Edition": "lkjdsl.edition",
    "Explanation": "lkjdsl.render.explanation",
    "LkjdslError": "lkjdsl.syntax.toml_files",
    "Outcome": "lkjdsl.evaluate.outcome",
    "Result": "lkjdsl.evaluate.outcome",
    "audit": "lkjdsl.proofread",
    "explain": "lkjdsl.render.explanation",
    "load": "lkjdsl.edition",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: ``import lkjdsl`` alone costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return __all__
