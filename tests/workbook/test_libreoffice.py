"""
Workbooks that LibreOffice works out: every printed text and state is the engine's, wherever it says *pasti*.

A sample runs always (where LibreOffice is installed); ``LKJDSL_WORKBOOKS=60`` says over how many random editions.
"""

import io
import os
import re
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from lkjdsl import Edition, load
from lkjdsl.edition import try_load
from lkjdsl.editions.blank_data import needed_inputs
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.workbook_results import is_same, path_of
from lkjdsl.model.values import State, Value
from lkjdsl.testing import data_for, editions
from lkjdsl.words import Words
from lkjdsl.workbook.writing import workbook
from tests.support.libreoffice import converted, soffice
from tests.support.paths import ROOT

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed"),
]
WORDS = Words("workbook.workbook")
EDITIONS = int(os.environ.get("LKJDSL_WORKBOOKS", "6"))
MOST = 10**14
"""Numbers from here on leave no digits of a spreadsheet to their decimals."""
DATA = 5
"""Data sets of an edition."""
ROWS = 6
MOST_DIGITS = 10**15
Drawn = list[tuple[str, Edition, dict[str, Any]]]


def drawn(count: int, each: int) -> Drawn:
    """Return random editions with data, the same at every run."""
    found: Drawn = []

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def draw(data: Any) -> None:
        edition, _ = try_load(text=data.draw(editions(roots=False)))
        assume(edition is not None)
        assert edition is not None
        found.extend((f"e{len(found)}", edition, data.draw(data_for(edition))) for _ in range(each))

    draw()
    return found[: count * each]


def unworked(data: bytes) -> bytes:
    """Return a workbook in which every formula has a wrong value."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>12345</v>", text) if "/sheet" in name else text)
    return found.getvalue()


def has_long_numbers(outcome: Outcome) -> bool:
    """Return whether a number that results hang on has more digits than a spreadsheet keeps."""
    return any(isinstance(value, tuple) and (abs(value[0]) >= MOST * value[1]) for value in outcome.values)


def changed_inputs(written: Outcome, read: Outcome) -> list[str]:
    """Return the inputs that are not read back as they were written, of those that a cell can hold."""
    names = written.definition.inputs
    pairs = zip(names, written.data.facts.inputs, read.data.facts.inputs, strict=True)
    needed = needed_inputs(written.definition)
    return [
        f"{name}: {old} {new}" for name, old, new in pairs if name in needed and is_kept(old) and not same(old, new)
    ]


def is_kept(value: Value | None) -> bool:
    """Return whether a cell can hold a value: a number of 15 digits at most."""
    if not isinstance(value, tuple):
        return not isinstance(value, State) or value.kind == "excluded"
    return abs(value[0]) < MOST * value[1] and Fraction(repr(value[0] / value[1])) == Fraction(*value)


def same(old: Value | None, new: Value | None) -> bool:
    """Return whether two values are the same, numbers in lowest terms."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return Fraction(*old) == Fraction(*new)
    left, right = (None if value == "" else getattr(value, "kind", value) for value in (old, new))
    return bool(left == right)


def compared(edition: Edition, path: Path, tally: Counter[str]) -> list[str]:
    """Return how a workbook that was worked out differs from the results of what it says."""
    outcome = edition.evaluate(path)
    book = outcome.data.workbook
    assert book is not None
    long = has_long_numbers(outcome)
    wrong: list[str] = []
    for one in book.results:
        shown, certain = book.shown(one), book.certain(one)
        at = path_of(outcome, book, one.path)
        if at is None or at not in outcome:
            wrong += [f"{one} shows {shown}"] if shown not in {None, ""} else []
            continue
        result = outcome.result(at, "id")
        tally["cells"] += 1
        if shown == WORDS["declined"].id:
            tally["declined"] += 1
        elif certain == WORDS["uncertain"].id:
            tally["unsure of long numbers" if long else "unsure"] += 1
        elif certain != WORDS["certain"].id or not is_same(result, outcome.output(at), shown):
            wrong.append(f"{at} {one.sheet}!{one.cell} {shown!r} ({certain}), but {result.printed} {result.status}")
    return wrong


def test_every_result_that_is_certain_is_that_of_the_engine(tmp_path: Path) -> None:
    real = load(ROOT / "formulas" / "2025.toml")
    told = [("bontang", real, ROOT / "examples" / "bontang-2025" / "data.toml")]
    random = drawn(EDITIONS, DATA)
    books, of = {}, {}
    for name, edition, data in [*told, *random]:
        outcome = edition.evaluate(data)  # type: ignore[arg-type] # a path or a mapping
        books[name], of[name] = unworked(workbook(edition, "id", outcome, ROWS)), (edition, outcome)
    tally: Counter[str] = Counter()
    wrong = []
    for name, path in converted(books, tmp_path).items():
        edition, outcome = of[name]
        wrong += [f"{name}: {one}" for one in compared(edition, path, tally)]
        wrong += [f"{name}: {one}" for one in changed_inputs(outcome, edition.evaluate(path))]
    print(dict(tally))  # noqa: T201 - the share that is declined or in doubt is recorded
    assert not wrong, "\n".join(wrong[:20])
    assert tally["cells"] > 100 * min(EDITIONS, 3)
    assert tally["unsure"] <= tally["cells"] * 0.01
    assert tally["declined"] <= tally["cells"] * 0.03
