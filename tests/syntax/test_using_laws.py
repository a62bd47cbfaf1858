"""A law: what a definition comes to, and what is printed, is the same wherever it is used, under whatever names."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from lkjdsl.edition import Edition, load, try_load
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.numbers.numerals import exact_text
from lkjdsl.numbers.rational import Approximate
from lkjdsl.syntax.toml import read
from lkjdsl.testing import data_for, edition_tables, toml_text
from lkjdsl.trying.cases import try_case
from tests.support.strategies import few
from tests.support.survey_edition import SURVEY

RULES = {
    "zero_over_zero": "unavailable",
    "over_zero": "error",
    "missing": "unavailable",
    "rounding": "half-up",
    "digits": 2,
}
"""Where a file does not state a rule, that of the edition holds; the law is about files that state them."""


@few
@given(edition_tables(roots=False), st.data())
def test_a_definition_means_the_same_wherever_it_is_used(tables: dict[str, Any], drawn: st.DataObject) -> None:
    tables = {**tables, "rules": {**RULES, **tables.get("rules", {})}}
    tables.pop("case", None)
    edition = load(text=toml_text(tables))
    name = drawn.draw(st.sampled_from(list(edition.indicators)))
    data = drawn.draw(data_for(edition))
    outcome = edition.evaluate(data)
    tables["case"] = [
        {"name": "values", "data": data, "values": dict(_exact(edition, outcome, name))},
        {"name": "printed", "data": data, "values": dict(_printed(edition, outcome, name))},
    ]
    names = [*tables.get("input", {}), *tables.get("rows", {}), *tables.get("constant", {}), *tables.get("scale", {})]
    renamed = drawn.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    own = {"use": f"file.toml/{name}", "rename": {one: f"{one}_lain" for one in renamed}}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "file.toml").write_text(toml_text(tables), encoding="utf-8")
        head = {"lkjdsl": 1, "title": "Lain", "year": tables["year"], "language": tables.get("language", "id")}
        rules = {"rules": {"digits": 7, "zero_over_zero": 0, "missing": 0}}
        (Path(folder) / "own.toml").write_text(toml_text({**head, **rules, "indicator": {"J": own}}), encoding="utf-8")
        used, problems = try_load(Path(folder) / "own.toml")
    assume("use-needs-other" not in [problem.code for problem in problems])
    assert used is not None, problems
    assert len(used.definition.cases) == len([case for case in tables["case"] if case["values"]])
    for case in used.definition.cases:
        assert not try_case(used, case).misses


def _exact(edition: Edition, outcome: Outcome, name: str) -> Iterator[tuple[str, Any]]:
    for node in edition.indicators[name].walk():
        value = outcome[node.path].value
        if isinstance(value, Approximate):
            continue
        text = exact_text(value) if isinstance(value, tuple) else outcome[node.path].status
        yield node.path, text if "/" in text or text.isalpha() else int(text)


def _printed(edition: Edition, outcome: Outcome, name: str) -> Iterator[tuple[str, Any]]:
    for node in edition.indicators[name].walk():
        printed = outcome[node.path].printed
        if printed is not None:
            yield node.path, printed


STRANGE: tuple[Any, ...] = (1, "", "x", "a.b", "IKM", [], ["x"], {}, {"x": 1}, {"K9": {"use": 3}}, True, [{"x": {}}])


@given(st.data())
def test_whatever_a_used_file_holds_it_gives_an_edition_or_problems(drawn: st.DataObject) -> None:
    tables = read(SURVEY)
    for _ in range(drawn.draw(st.integers(1, 3))):
        paths = list(_paths(tables))
        path = drawn.draw(st.sampled_from(paths))
        tables = _put(tables, path, drawn.draw(st.sampled_from(STRANGE)))
    own = "lkjdsl = 1\ntitle = 'Kantor'\nyear = 2025\n[indicator.J]\nuse = 'file.toml/IKM'\nrename = { survei = 'b' }\n"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "file.toml").write_text(toml_text(tables), encoding="utf-8")
        (Path(folder) / "own.toml").write_text(own, encoding="utf-8")
        edition, problems = try_load(Path(folder) / "own.toml")
    assert edition is not None or problems


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from _paths(one, (*path, key))


def _put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    if not path:
        return new
    first, *rest = path
    if isinstance(value, list):
        return [_put(one, tuple(rest), new) if index == first else one for index, one in enumerate(value)]
    return {key: _put(one, tuple(rest), new) if key == first else one for key, one in value.items()}
