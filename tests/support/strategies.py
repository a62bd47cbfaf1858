"""Generators that only the tests of lkjdsl itself need; those for everybody are in ``lkjdsl.testing``."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen
from hypothesis import settings
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.testing import edition_tables, toml_text
from lkjdsl.testing.choices import Chooser
from lkjdsl.testing.random_nodes import weights

STANDARD = settings.default or settings()
few = settings(max_examples=max(1, STANDARD.max_examples // 2))
"""For laws whose examples take long; ``--hypothesis-profile=long`` multiplies these too."""
many = settings(max_examples=STANDARD.max_examples * 4)
"""For the law that has the most to find."""

MEANS = ("weighted-mean", "mean", "min", "max", "harmonic-mean")


@frozen
class Pooled:
    """A node of several components: how they come together, their weights (if any), and their values (or None)."""

    aggregate: str
    weights: Sequence[str]
    values: Sequence[Fraction | None]

    def counted(self) -> list[Fraction]:
        """Return the values that count: those that apply and have a weight."""
        weights = self.weights or ["1"] * len(self.values)
        told = zip(self.values, weights, strict=True)
        return [value for value, weight in told if value is not None and not is_zero(weight)]

    def result(self, values: Sequence[Fraction | None] | None = None, worthless: str = "") -> Fraction | None:
        """
        Return what lkjdsl makes of the components, or of other *values* of theirs.

        *worthless* is the formula of those of weight 0, instead of their value.
        """
        values = self.values if values is None else values
        names = [f"k{index}" for index in range(len(values))]
        node: dict[str, Any] = {"unit": "index", "aggregate": self.aggregate}
        for index, name in enumerate(names):
            node[f"K{index}"] = {"unit": "index", "formula": f"x.{name}"}
            if self.weights:
                node[f"K{index}"]["weight"] = self.weights[index]
                if worthless and is_zero(self.weights[index]):
                    node[f"K{index}"]["formula"] = worthless
        inputs = {name: {"kind": "index"} for name in names}
        head = {"lkjdsl": 1, "title": "Uji", "year": 2025}
        edition = lkjdsl.load(text=toml_text({**head, "input": {"x": inputs}, "indicator": {"N": node}}))
        told = {
            f"x.{name}": "tidak berlaku" if value is None else value for name, value in zip(names, values, strict=True)
        }
        return edition.evaluate(told)["N"].exact


def is_zero(weight: str) -> bool:
    """Return whether *weight* is 0% or ``0/9``."""
    return weight.startswith(("0%", "0/"))


@st.composite
def pooled(draw: st.DrawFn, aggregates: Sequence[str] = MEANS) -> Pooled:
    """Return a node of one to five components above 0 of which some may not apply; weights are exact, and may be 0%."""
    number = draw(st.integers(1, 5))
    aggregate = draw(st.sampled_from(aggregates))
    weighted = aggregate == "weighted-mean" or (aggregate == "harmonic-mean" and draw(st.booleans()))
    values = st.none() | st.fractions(Fraction(1, 100), 200, max_denominator=1000)
    return Pooled(
        aggregate,
        weights(Chooser(draw), number) if weighted else [],
        draw(st.lists(values, min_size=number, max_size=number)),
    )


NASTY = (
    "'", '"', '"""', "[", "]]", "{", "}", "=", "\\", "\x00", "\ufeff", "\r", "é", "×", ";", "#", "%", "(", ")" * 3,
    "0/0", "nan", "-inf", "7.630", "1,5", "1e9999", "9" * 2000, "(" * 300, "a." * 50, "[a.b.c]", "[[indicator]]",
    "2025-11-24", "12:30:00", "'tidak berlaku'", "true", "{}", "[]", "0x10", "if(", "previous(", "IKK1", "achievement",
    "'7.630'", "'x'", "'99,5%'", "''", "-1", "0.5", "+", "/", "^", ",", "<", " = ", "and", "1/3", '"Modal"', ".target",
)  # fmt: skip
"""Pieces that slip into files, by hand or by mail."""
SLIPS = ("line lost", "line doubled", "line moved", "byte", "piece", "value", "end lost", *("word", "word in word") * 4)
_WORD = re.compile(rb"[\w.%]+")


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """Return *text* with one to three slips: of lines, of bytes, and mostly of words, so that it still can be TOML."""
    choose = Chooser(draw)
    content = text.encode()
    for _ in range(1 + choose.below(3)):
        content = _slipped(choose, content)
    return content


def _slipped(choose: Chooser, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    here = choose.below(len(lines) + 1)
    before, line, after = lines[:here], lines[here : here + 1], lines[here + 1 :]
    start = end = choose.below(len(content) + 1)
    if (words := list(_WORD.finditer(content))) and choose.chance(2):
        start, end = choose.one_of(words).span()
    piece = choose.one_of(NASTY).encode()
    match choose.one_of(SLIPS):
        case "line lost":
            lines = [*before, *after]
        case "line doubled":
            lines = [*before, *line, *line, *after]
        case "line moved":
            lines = [*before, *after, *line]
        case "value":
            key, equals, _ = b"".join(line).partition(b"=")
            lines = [*before, key + equals + b" " + piece + b"\n", *after]
        case "byte":
            lines = [content[:start], bytes([choose.below(256)]), content[start + 1 :]]
        case "end lost":
            lines = [content[:start]]
        case "word" if words:
            lines = [content[:start], choose.one_of(words).group(), content[end:]]
        case "word in word":
            lines = [content[:start], content[start + 1 :]]
        case _:
            lines = [content[:start], piece, content[end:]]
    return b"".join(lines)


WORDS = (
    "lkjdsl", "title", "year", "language", "rules", "constant", "input", "rows", "constraint", "objective", "indicator",
    "scale", "table", "case", "invariant", "extends", "remove", "profile", "IKK1", "K1", "SK1", "paspor", "a", "mutu",
    "kind", "default", "min", "max", "name", "unit", "formula", "aggregate", "weight", "cap", "floor", "round",
    "digits", "zero_over_zero", "missing", "rounding", "min_available", "applies_if", "target", "compare", "polarity",
    "bands", "achievement", "achievement_cap", "at_least", "label", "lookup", "columns", "total", "average", "2025",
    "RPJMN",
)  # fmt: skip
"""Keys that editions have, for places where they may and may not stand."""
FORMULAS = (
    "paspor.a / paspor.a", "1/0", "0^0", "sqrt(-1)", "9^9^9^9", "true", 'paspor.a = "x"', "sum(paspor.a)", "target",
    "previous(paspor.a)", "IKK1.achievement", "result / target", "achievement", "if(true, 1, 2)", "IKK1.K1", "x" * 200,
)  # fmt: skip
TEXTS = (
    "", "count", "percent", "index", "rupiah", "flag", "text", "hari", "persen", "IKK1", "SK1", "mutu", "exclude",
    "error", "half-up", "range", "objectives", "id", "100%", "1/3", "-5%", "paspor.a", "weighted-mean", *FORMULAS,
)  # fmt: skip

values = st.one_of(
    st.sampled_from(TEXTS),
    st.text(max_size=8),
    st.integers(-3, 130),
    st.sampled_from((10**40, Decimal("0.5"), Decimal("7.630"), Decimal("NaN"), Decimal("Infinity"), date(2025, 1, 1))),
    st.booleans(),
)


keys = st.sampled_from(WORDS) | st.text(max_size=3)
anything_in_toml = st.recursive(
    values, lambda some: st.lists(some, max_size=3) | st.dictionaries(keys, some, max_size=5), max_leaves=25
)


@st.composite
def wild_tables(draw: st.DrawFn) -> dict[str, Any]:
    """Return tables and values that editions have, in any order and at any depth; or an edition with some put in."""
    choose = Chooser(draw)
    if choose.chance(2):
        head = {"lkjdsl": 1, "title": "Uji", "year": 2025} if choose.chance(2) else {}
        return {**head, **draw(st.dictionaries(keys, anything_in_toml, max_size=6))}
    tables: dict[str, Any] = draw(edition_tables(previous=True, roots=True))
    for _ in range(1 + choose.below(2)):
        at = tables
        while inner := [one for one in at.values() if isinstance(one, dict) and one]:
            at = choose.one_of(inner)
            if choose.chance(4):
                break
        at[choose.one_of(list(at)) if choose.chance(2) else draw(keys)] = draw(anything_in_toml)
    return tables


names = st.sampled_from(("permohonan", "terbit", "IKK4", "value", "from", "pagu", "K1")) | st.integers()
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | values | st.floats() | st.fractions() | st.decimals() | st.binary(max_size=3) | st.complex_numbers(),
    lambda some: st.lists(some, max_size=3) | st.tuples(some) | st.dictionaries(names, some, max_size=3),
    max_leaves=8,
)
"""Whatever a program might hand over as a value, or as a group of values."""
