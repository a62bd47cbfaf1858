"""Ten times as much of the same takes no hundred times as long: what a stranger sends does not hold up the machine."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lkjdsl import cli

HEAD = "lkjdsl = 1\ntitle = 'A'\nyear = 2025\n"
PLAIN = f"{HEAD}input.d.a.kind = 'count'\n[indicator.I]\nunit = 'count'\nformula = 'd.a'\n"
MOST_SECONDS = 2.0
SHARED = 3.0
"""Times as much processor time as on a machine of one's own."""
MOST_TIMES = 40
"""What grows with the square takes 100 times as long; what grows with the size was seen to take 7 to 15 times."""
START = 0.02
"""Seconds that any run takes, or that chance adds."""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def one_line(size: int) -> list[str]:
    names = " + ".join(f"x{number}" for number in range(size))
    Path("e.toml").write_text(f"{HEAD}[indicator.I]\nunit = 'index'\nformula = '{names}'\n")
    return ["check", "e.toml"]


def many_lines(size: int) -> list[str]:
    nodes = "\n".join(f"[indicator.I{number}]\nunit = 'index'\nformula = 'x{number}'" for number in range(size))
    Path("e.toml").write_text(f"{HEAD}{nodes}\n")
    return ["check", "e.toml"]


def broken_rows(size: int) -> list[str]:
    Path("e.toml").write_text(PLAIN)
    rows = "".join(f"A{number},1,2\nB{number},x\n" for number in range(size // 2))
    Path("m.csv").write_text(f"office,d.a\n{rows}")
    return ["eval", "e.toml", "m.csv", "--rejects", f"r{size}.csv"]


def passing_columns(size: int) -> list[str]:
    Path("e.toml").write_text(PLAIN)
    names = ",".join(f"c{number}" for number in range(size))
    Path("m.csv").write_text(f"office,d.a,{names}\nA,1{',x' * size}\n")
    return ["eval", "e.toml", "m.csv", "--output", f"o{size}.csv"]


def input_columns(size: int) -> list[str]:
    inputs = "".join(f"input.d.a{number}.kind = 'count'\n" for number in range(size))
    Path("e.toml").write_text(f"{HEAD}{inputs}[indicator.I]\nunit = 'count'\nformula = 'd.a1'\n")
    names = ",".join(f"d.a{number}" for number in range(size))
    Path("m.csv").write_text(f"office,{names}\nA{',3' * size}\n")
    return ["eval", "e.toml", "m.csv"]


def unknown_key(size: int) -> list[str]:
    Path("e.toml").write_text(f"nonsense = [{','.join(['1'] * size)}]\n{PLAIN}")
    return ["check", "e.toml"]


def unknown_inputs(size: int) -> list[str]:
    Path("e.toml").write_text(PLAIN)
    Path("d.toml").write_text("d.a = 1\n" + "".join(f"d.b{number} = 1\n" for number in range(size)))
    return ["eval", "e.toml", "d.toml"]


def given_nowhere(size: int) -> list[str]:
    Path("e.toml").write_text(PLAIN)
    Path("d.toml").write_text("d.a = 1\n[given]\n" + "".join(f"J{number} = 1\n" for number in range(size)))
    return ["eval", "e.toml", "d.toml"]


def constants(size: int) -> list[str]:
    Path("e.toml").write_text(f"{HEAD}[constant]\n" + "".join(f"c{number} = 'x{number}'\n" for number in range(size)))
    return ["check", "e.toml"]


def quotients(size: int) -> list[str]:
    """A sum of fractions, each with a pole of its own, in formulas as long as they may be."""
    formulas = []
    for start in range(0, size, 500):
        terms = " + ".join(f"1/(d.a+{number + 1})" for number in range(start, min(start + 500, size)))
        formulas.append(f"[indicator.I{start}]\nunit = 'index'\nformula = '{terms}'\n")
    Path("e.toml").write_text(f"{HEAD}input.d.a.kind = 'number'\n{''.join(formulas)}")
    return ["check", "e.toml"]


def choices(size: int) -> list[str]:
    """Conditions inside one another: all of them are known where the innermost is used."""
    formula = "".join(f"if(d.a > {number}, {number}, " for number in range(size)) + "0" + ")" * size
    Path("e.toml").write_text(
        f"{HEAD}input.d.a.kind = 'number'\n[indicator.I]\nunit = 'index'\nformula = '{formula}'\n"
    )
    return ["check", "e.toml"]


def components(size: int) -> list[str]:
    inputs = "".join(f"input.d.a{number}.kind = 'number'\n" for number in range(size))
    parts = "".join(f"K{number} = {{ unit = 'index', formula = 'd.a{number} / 7' }}\n" for number in range(size))
    Path("e.toml").write_text(f"{HEAD}{inputs}[indicator.I]\nunit = 'index'\naggregate = 'mean'\n{parts}")
    Path("d.toml").write_text("".join(f"d.a{number} = {number + 3}\n" for number in range(size)))
    return ["sensitivity", "e.toml", "d.toml", "I"]


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (one_line, 1_000),
        (many_lines, 10_000),
        (broken_rows, 16_000),
        (passing_columns, 2_000),
        (input_columns, 2_000),
        (unknown_key, 10_000),
        (unknown_inputs, 1_000),
        (given_nowhere, 1_000),
        (constants, 1_000),
        (quotients, 1_000),
        (choices, 190),
        (components, 1_600),
    ],
)
def test_ten_times_as_much_does_not_take_a_hundred_times_as_long(make: Callable[[int], list[str]], size: int) -> None:
    seconds: dict[int, float] = {}
    for part in (size // 10, size // 10, size, size):  # the first run imports; of two the quicker one is less disturbed
        arguments = make(part)
        start = time.process_time()
        assert cli.main([*arguments, "--lang", "en"]) in (0, 1)
        seconds[part] = min(seconds.get(part, MOST_SECONDS * SHARED), time.process_time() - start)
        for file in Path().glob("[or]*.csv"):
            file.unlink()

    assert seconds[size] < MOST_SECONDS * SHARED, seconds
    assert seconds[size] < MOST_TIMES * (seconds[size // 10] + START), seconds
