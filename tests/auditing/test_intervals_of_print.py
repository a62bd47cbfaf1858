"""Without data, printed figures are intervals: open and closed ends are kept through sums, signs and touching ends."""

import pytest

import lkjdsl

EDITION = lkjdsl.load(
    text="""
lkjdsl = 1
title = 'Selang'
year = 2025
language = 'id'
[rules]
zero_over_zero = 0
over_zero = 'error'
[input.x]
a = { kind = 'number' }
b = { kind = 'number' }
n = { kind = 'count' }
[indicator.Sama]
name = 'a'
unit = 'ratio'
formula = 'x.a'
[indicator.Jumlah]
name = 'a + b'
unit = 'ratio'
formula = 'x.a + x.b'
[indicator.Kurang]
name = 'a - b'
unit = 'ratio'
formula = 'x.a - x.b'
[indicator.Lawan]
name = '-a'
unit = 'ratio'
formula = '-x.a'
[indicator.Bagian]
name = 'a terhadap n'
unit = 'percent'
formula = 'x.a / x.n'
[indicator.Nol]
name = 'tidak tergantung'
unit = 'ratio'
formula = 'x.a - x.a'
"""
)

CASES = [
    # what is computed, its printed text, whether digits were cut off, inputs, verdict
    ("Sama", "2", False, {"x.a": "1"}, "agrees"),  # [0,5 .. 1,5] touches [1,5 .. 2,5]
    ("Sama", "2", True, {"x.a": "1"}, "disagrees"),  # [1 .. 2) does not touch [2 .. 3)
    ("Sama", "1", True, {"x.a": "1,9"}, "agrees"),
    ("Sama", "1,0", True, {"x.a": "1"}, "agrees"),
    ("Jumlah", "3,6", True, {"x.a": "1,2", "x.b": "2,3"}, "agrees"),
    ("Jumlah", "3,7", True, {"x.a": "1,2", "x.b": "2,3"}, "disagrees"),  # [3,5 .. 3,7)
    ("Jumlah", "3,4", True, {"x.a": "1,2", "x.b": "2,3"}, "disagrees"),
    ("Jumlah", "3,6", False, {"x.a": "1,2", "x.b": "2,3"}, "agrees"),  # [3,4 .. 3,6] and [3,55 .. 3,65]
    ("Jumlah", "3,7", False, {"x.a": "1,2", "x.b": "2,3"}, "disagrees"),
    ("Jumlah", "3,70", False, {"x.a": "1,25", "x.b": "2,44"}, "agrees"),  # [3,68 .. 3,70]
    ("Kurang", "1", True, {"x.a": "3", "x.b": "1"}, "agrees"),  # (1 .. 3)
    ("Kurang", "3", True, {"x.a": "3", "x.b": "1"}, "disagrees"),
    ("Kurang", "0", True, {"x.a": "3", "x.b": "1"}, "disagrees"),  # (-1 .. 1) and (1 .. 3)
    ("Kurang", "1", False, {"x.a": "3", "x.b": "1"}, "agrees"),
    ("Lawan", "-1", True, {"x.a": "1"}, "agrees"),  # (-2 .. -1]
    ("Lawan", "-2", True, {"x.a": "1"}, "disagrees"),  # (-3 .. -2] ends where (-2 .. -1] does not reach
    ("Lawan", "-2", False, {"x.a": "1"}, "agrees"),
    ("Lawan", "0", True, {"x.a": "-0,5"}, "agrees"),
    ("Bagian", "50%", False, {"x.a": "1,0", "x.n": "2"}, "agrees"),
    ("Bagian", "53%", False, {"x.a": "1,0", "x.n": "2"}, "agrees"),  # up to 52,5%
    ("Bagian", "54%", False, {"x.a": "1,0", "x.n": "2"}, "disagrees"),
    ("Bagian", "30%", False, {"x.a": "1,0"}, "unverifiable"),
    ("Nol", "0,5", False, {"x.a": "7"}, "disagrees"),  # what operands share is not lost
]


@pytest.mark.parametrize(("what", "printed", "cut", "inputs", "verdict"), CASES)
def test_a_figure_agrees_when_the_intervals_share_a_point(
    what: str, printed: str, cut: bool, inputs: dict[str, str], verdict: str
) -> None:
    figures = [{"what": path, "printed": text} for path, text in inputs.items()]
    found = lkjdsl.audit(EDITION, {"truncate": cut, "figure": [{"what": what, "printed": printed}, *figures]})
    assert found.problems == ()
    assert found.figures[0].verdict == verdict


def test_truncation_may_be_said_of_one_figure() -> None:
    figures = [{"what": "x.a", "printed": "1,9"}, {"what": "Sama", "printed": "1"}]
    assert [figure.verdict for figure in lkjdsl.audit(EDITION, {"figure": figures}).figures][1] == "disagrees"
    figures[1]["truncate"] = True  # type: ignore[assignment] # a flag, as in a file
    assert [figure.verdict for figure in lkjdsl.audit(EDITION, {"figure": figures}).figures][1] == "agrees"


def test_the_same_quantity_printed_differently_is_one_finding_and_all_of_it_is_possible() -> None:
    figures = [("x.a", "1,0"), ("x.a", "1"), ("x.a", "3,0"), ("Sama", "2,0"), ("Sama", "3,2")]
    found = lkjdsl.audit(EDITION, {"figure": [{"what": what, "printed": text} for what, text in figures]})
    assert [(conflict.what, [each.printed for each in conflict.figures]) for conflict in found.conflicts] == [
        ("x.a", ["1,0", "1", "3,0"]),
        ("Sama", ["2,0", "3,2"]),
    ]
    assert [figure.verdict for figure in found.figures][3:] == ["agrees", "disagrees"]
