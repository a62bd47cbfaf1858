"""
Writes the pages of docs/reference/ that are made from lkjdsl itself: ``python docs/generate.py``.

What they say is changed where it stands: in the catalogue of problems, in the table of operators, in the library.
"""
# ruff: noqa: INP001 - docs are no package

from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

import tomli

from lkjdsl import catalogue
from lkjdsl.core.operators import NEGATE, OPERATORS, Operator
from lkjdsl.diagnostic import Language
from lkjdsl.edition import load
from lkjdsl.editions.library_page import file_markdown
from lkjdsl.library import PREFIX, library_names
from lkjdsl.words import Words

REFERENCE = Path(__file__).with_name("reference")
NOTICE = "<!-- Made by docs/generate.py: change {source} and run it again. -->"

PARTS = {
    "files.toml": "Files",
    "toml.toml": "Files that are not TOML",
    "document.toml": "Tables, keys and names",
    "expression.toml": "Formulas",
    "check.toml": "What an edition defines",
    "editions.toml": "Editions that extend one another",
    "data.toml": "Data and results",
    "periods.toml": "Periods of a year",
    "trials.toml": "Cases and invariants",
    "tables.toml": "Tables of offices",
    "audit.toml": "Printed reports",
    "causes.toml": "Likely causes of a figure that disagrees",
    "documents.toml": "Documents of Office programs",
    "report.toml": "The chapter of the report",
    "proofreading.toml": "Proofreading",
    "usage.toml": "The command line",
}
"""Files of the catalogue, in the order of a reader's road; others come at the end under their own name."""


def diagnostics() -> Iterator[str]:
    """Yield the lines of the page of problems and reasons."""
    yield NOTICE.format(source="lkjdsl/catalogue/*.toml")
    yield "# Diagnostics"
    yield ""
    yield "Every kind of problem has a code that never changes, and is told in Indonesian and in English."
    yield "An *error* keeps a file from being used or a result from being worked out; a *warning* and a *note* do not."
    folder = files(catalogue)
    named = [file.name for file in folder.iterdir() if file.name.endswith(".toml") and file.name != catalogue.REASONS]
    for name in sorted(named, key=[*PARTS, *sorted(named)].index):
        yield ""
        yield f"## {PARTS.get(name, name.removesuffix('.toml').capitalize())}"
        for code in tomli.loads(folder.joinpath(name).read_text("utf-8")):
            yield from _problem(catalogue.entry(code))
    yield ""
    yield "## Why a result has no value"
    yield ""
    yield "A result that is excluded, unavailable or invalid says why, and of what it was made."
    yield ""
    yield "| code | English | Indonesian | why |"
    yield "| --- | --- | --- | --- |"
    for reason in catalogue.reasons().values():
        yield f"| `{reason.code}` | {reason.words['en']} | {reason.words['id']} | {reason.why} |"


def _problem(entry: catalogue.Entry) -> Iterator[str]:
    yield ""
    yield f"### {entry.code}"
    yield ""
    yield f"*{entry.severity}*: {entry.why}"
    yield ""
    yield f"- {entry.words['en'].headline}"
    yield f"- {entry.words['id'].headline}"
    for title, example in (("Instead of", entry.bad), ("write", entry.good)):
        if example:
            yield from ("", title, "", "```text", example.strip(), "```")


def functions() -> Iterator[str]:
    """Yield the lines of the page of operators and functions."""
    yield NOTICE.format(source="lkjdsl/core/operators.py")
    yield "# Operators and functions"
    yield ""
    yield "What can be written in a formula. Numbers are exact: the examples give fractions in lowest terms."
    yield "[The language](language.md) says which units go together, and what happens to values that are none."
    written = [operator for operator in OPERATORS.values() if operator.written and operator is not NEGATE]
    signs = [operator for operator in written if not operator.is_function]
    for title, operators in (("Signs and words", signs), ("Functions", [one for one in written if one.is_function])):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| written | arguments | what it gives | for example |"
        yield "| --- | --- | --- | --- |"
        for operator in operators:
            examples = ", ".join(f"`{expression}` → `{value}`" for expression, value in operator.examples)
            yield f"| `{operator.written}` | {_arguments(operator)} | {operator.doc} | {examples} |"
    yield ""
    yield "`score(x, scale.X)` is the value of the band that a number lies in: a choice for each band of a scale."


def _arguments(operator: Operator) -> str:
    return f"{operator.least}" if operator.least == operator.most else f"{operator.least} or more"


def national_formulas(name: str) -> Iterator[str]:
    """Yield the lines of the page of a file of the library, in the language of its users."""
    yield NOTICE.format(source=f"lkjdsl/library/{name.removeprefix(PREFIX)}.toml")
    yield from file_markdown(name, load(name), "id").rstrip().split("\n")


def sentences(language: Language) -> Iterator[str]:
    """Yield the lines of the page of sentences in a *language*."""
    told = tomli.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))
    head = {key: words[language] for key, words in told["page"].items()}
    yield NOTICE.format(source="lkjdsl/words/report.toml and docs/sentences.toml")
    yield from (f"# {head['title']}", "", head["lead"], "", head["keys"], "| --- | --- | --- |")
    for key, sentence in Words("report.sentences").spoken(language).items():
        yield f"| `{key}` | {told['when'][key][language]} | {sentence} |"
    yield from ("", head["names"], "| --- | --- |")
    yield from (f"| `{{{name}}}` | {one[language]} |" for name, one in told["field"].items())


PAGES = {
    "diagnostics.md": diagnostics,
    "functions.md": functions,
    "sentences.md": partial(sentences, "en"),
    "id/kalimat.md": partial(sentences, "id"),
    **{f"library/{name.removeprefix(PREFIX)}.md": partial(national_formulas, name) for name in library_names()},
}


def page(name: str) -> str:
    """Return the text of a page."""
    return "\n".join(PAGES[name]()) + "\n"


def main() -> None:
    """Write every page."""
    for name in PAGES:
        (REFERENCE / name).write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    main()
