"""No page shows a word of the engine: a code, the name of an operator, a word of Python."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl import cli
from lkjdsl.catalogue import entries, reasons
from lkjdsl.commands import parsing
from lkjdsl.core.operators import OPERATORS
from lkjdsl.diagnostic import Language
from lkjdsl.model.definition import Definition
from lkjdsl.proving.findings import check_edition
from lkjdsl.proving.proofs_page import checked_page
from lkjdsl.render.notation.text import line
from lkjdsl.render.results_page import results_page
from lkjdsl.render.text import page_text
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import (
    CaptionedTable,
    Chapter,
    ChapterFigure,
    ChapterHeading,
    ChapterParagraph,
    EquationLines,
    Signatures,
)
from lkjdsl.report.chapter import chapter
from lkjdsl.syntax import vocabulary
from lkjdsl.testing import data_for, edition_tables, toml_text
from lkjdsl.units import WRITTEN_PERCENT
from lkjdsl.words import FOLDER, Words
from tests.proofreading.test_own_reports import REPORTS, own_report
from tests.support.strategies import few

LANGUAGES: tuple[Language, ...] = ("id", "en")
EDITION, DATA, PRINTED = "formulas/2025.toml", "examples/bontang-2025/data.toml", "examples/bontang-2025/printed.toml"

AUTHORS = {word for key in ("aggregate", "polarity") for word in vocabulary.INDICATOR[key].words} | {"half-up"}  # type: ignore[union-attr] # both are a choice
"""Words with a hyphen that an author writes, and so may read."""
INTERNAL = {
    *(code for code in (*entries(), *reasons(), *OPERATORS, WRITTEN_PERCENT) if "-" in code and code not in AUTHORS),
    *("None", "True", "False", "nan", "NaN", "inf", "Infinity", "Traceback", "Fraction", "Decimal", "object at 0x"),
    *("node", "nodes", "simpul", "operand", "lambda"),
}  # fmt: skip
SHOWN = re.compile(rf"(?<![\w.`'-])({'|'.join(map(re.escape, sorted(INTERNAL)))})(?![\w-])")


def internal(text: str) -> list[str]:
    """Return the lines of *text* with a word of the engine; what a page quotes of a formula stands in backquotes."""
    return [line for line in text.splitlines() if SHOWN.search(line)]


def test_the_search_finds_what_it_is_for() -> None:
    assert internal("IKK1: missing-inputs") == ["IKK1: missing-inputs"]
    assert internal("bound-below(a)\n: written-percent\nRounded to None decimals") != []
    assert internal("belum diisi: 3 dari 4; rata-rata") == []


def test_no_text_is_written_with_a_word_of_the_engine() -> None:
    texts = [
        text
        for room in FOLDER.glob("*.toml")
        for language in LANGUAGES
        for text in Words(room.stem).spoken(language).values()
    ]
    for entry in entries().values():
        if entry.code == "float-refused":  # that a Python program gave a float is said to its programmer
            continue
        for words in entry.words.values():
            texts += [words.headline, *words.labels.values(), *words.notes.values(), *words.helps.values()]
    texts += [text for reason in reasons().values() for text in reason.words.values()]
    written = [re.sub(r"\{\w+\}|`[^`]*`", "…", text) for text in texts]
    assert internal("\n".join(written)) == []


COMMANDS = {
    "eval": (EDITION, DATA),
    "explain": (EDITION, DATA, "--exact"),
    "audit": (EDITION, DATA, PRINTED),
    "check": (EDITION,),
    "check range": (EDITION, "--explain-range", "IKK1"),
    "diff": ("examples/bontang-2025/2025.toml", EDITION, DATA),
    "what-if": (EDITION, DATA, "--set", "paspor.terbit=1", "--set", "IKK1.cap=90"),
    "sensitivity": (EDITION, DATA, "IKK1"),
    "reach": ("IKK1", "99", EDITION, DATA, "--by", "paspor.terbit"),
    "template": (EDITION,),
    "test": (EDITION, "formulas/2025-cases.toml", "--examples", "5"),
    "--help": (),
    **{f"{command} --help": () for command in parsing.COMMANDS},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_shows_no_word_of_the_engine(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*command.removesuffix(" range").split(), *COMMANDS[command], "--lang", language]
    try:
        cli.main(arguments)
    except SystemExit as end:
        assert end.code == 0  # noqa: PT017 - so argparse ends after a help
    text = capsys.readouterr().out
    assert text
    assert internal(text) == []


def texts_of(page: Chapter) -> Iterator[str]:
    """Yield every text that a chapter prints, whatever its form."""
    for block in page.blocks():
        match block:
            case ChapterParagraph(text=text) | ChapterHeading(text=text):
                yield text
            case EquationLines(equations=chain):
                yield from (f"{line(one.left)} {one.sign} {line(one.right)}" for one in chain)
            case CaptionedTable(title=title, grid=grid):
                yield from (title, *(one.heading for one in grid.columns), *(cell for row in grid.rows for cell in row))
            case ChapterFigure(chart=chart):
                yield from (chart.title, *chart.rows, *(one.name for one in chart.series))
            case Signatures():
                pass  # what it says is in the data, or a blank
            case _:
                assert_never(block)


TOKEN = re.compile(r"[^\W\d][\w.@-]*\w")


def written_names(definition: Definition, paths: Iterable[str]) -> set[str]:
    """Return the names that only those who write editions know: paths, and codes of several words."""
    names = {*paths, *definition.inputs, *definition.scales, *definition.rows, *definition.tables}
    names |= {part for path in definition.nodes() for part in path.path.split(".")}
    return {name for name in names if "." in name or "_" in name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_no_chapter_shows_a_word_of_the_engine_or_a_name_of_the_edition(name: str, language: Language) -> None:
    account = own_report(name).account
    outcome = account.outcome
    text = "\n".join(texts_of(chapter(Account(account.outcomes, language))))
    assert internal(text) == []
    tokens = set(TOKEN.findall(text))
    assert tokens & written_names(outcome.definition, outcome.program.outputs) == set()
    assert (
        language == "en" or tokens & {"previous", "achievement", "compare", "cap", "floor", "missing", "given"} == set()
    )


@few
@given(st.data(), st.sampled_from(LANGUAGES))
def test_no_edition_brings_a_word_of_the_engine_to_a_page(data: st.DataObject, language: Language) -> None:
    edition = lkjdsl.load(text=toml_text(data.draw(edition_tables())))
    outcome = edition.evaluate(data.draw(data_for(edition)))
    for text in (
        "\n".join(texts_of(chapter(Account([outcome], language)))),
        page_text(results_page(outcome, language), 120),
        page_text(checked_page(check_edition(edition), language), 120),
        lkjdsl.explain(outcome, *outcome.paths, language=language).text(width=120, exact=True),
    ):
        assert internal(text) == []
