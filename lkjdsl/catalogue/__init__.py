"""The catalogue: what is said of each kind of problem, in both languages, as data."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from lkjdsl.language import Language, Severity

FOLDER = Path(__file__).parent
REASONS = "reasons.toml"


@frozen(eq=False, repr=False)
class CodeTexts:
    """
    The texts of a code in one language; ``labels``, ``notes`` and ``helps`` are chosen by key.

    The note ``rule`` and the help ``write`` are those of every case; the others apply where a problem names them.
    """

    headline: str
    labels: Mapping[str, str]
    notes: Mapping[str, str]
    helps: Mapping[str, str]


@frozen(eq=False, repr=False)
class Entry:
    """One kind of problem: its stable code, how bad it is, and its texts."""

    code: str
    severity: Severity
    words: Mapping[Language, CodeTexts]
    why: str
    bad: str
    good: str


@frozen(eq=False, repr=False)
class ReasonText:
    """Why a value is none: its stable code and its sentence, with ``{where}`` it arose and what it is ``{about}``."""

    code: str
    words: Mapping[Language, str]
    why: str


@cache
def entries() -> Mapping[str, Entry]:
    """Return every entry of the catalogue by its code."""
    return {code: _entry(code, table) for file in _files() for code, table in _tables(file).items()}


@cache
def reasons() -> Mapping[str, ReasonText]:
    """Return every reason by its code; some problems have the code of a reason, and other words."""
    import tomli

    tables = tomli.loads((FOLDER / REASONS).read_text("utf-8"))
    return {
        code: ReasonText(code, {"en": table["en"], "id": table["id"]}, table["why"]) for code, table in tables.items()
    }


@cache
def entry(code: str) -> Entry:
    """
    Return the entry of *code*; a code without one is a defect of lkjdsl and raises KeyError.

    Most runs tell of few codes: only the file that has the code is read as TOML.
    """
    for file in _files():
        if f"\n[{code}]\n" in _text(file):
            return _entry(code, _tables(file)[code])
    raise KeyError(code)


@cache
def _files() -> Sequence[Path]:
    """Return the files of codes."""
    return sorted(file for file in FOLDER.glob("*.toml") if file.name != REASONS)


@cache
def _text(file: Path) -> str:
    """Return a file of codes as it stands, each code behind the end of a line."""
    return "\n" + file.read_text("utf-8")


@cache
def _tables(file: Path) -> Mapping[str, Any]:
    import tomli

    return tomli.loads(_text(file))


def _entry(code: str, table: dict[str, Any]) -> Entry:
    def words(texts: dict[str, Any]) -> CodeTexts:
        return CodeTexts(texts["headline"], texts.get("label", {}), texts.get("note", {}), texts.get("help", {}))

    return Entry(
        code=code,
        severity=table["severity"],
        words={"en": words(table["en"]), "id": words(table["id"])},
        why=table["why"],
        bad=table.get("bad", ""),
        good=table.get("good", ""),
    )
