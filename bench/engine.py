"""
How fast the exact engine is, as ratios in one run against the best alternative on the same work.

    python bench/engine.py

Each figure is the fastest of several rounds; the alternatives run between the rounds, so that a busy machine
slows both. Processes find what a user's find: the bytecode of all modules, and the edition as it was checked last.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from attrs import frozen

import lkjdsl
from lkjdsl.syntax.toml import read

ROOT = Path(__file__).parents[1]
EDITION = ROOT / "formulas" / "2025.toml"
DATA = ROOT / "examples" / "bontang-2025" / "data.toml"
RATIOS = 10
ROUNDS = 15

INDEX = "\n".join(
    [
        "lkjdsl = 1\ntitle = 'index of ten ratios'\nyear = 2025\n[rules]\nzero_over_zero = 0\n[input.d]",
        *(f"a{i} = {{ kind = 'count' }}\nb{i} = {{ kind = 'count' }}" for i in range(RATIOS)),
        "[indicator.X]\nunit = 'index'",
        *(
            f"[indicator.X.K{i}]\nunit = 'percent'\nweight = '10%'\nformula = 'd.a{i} / d.b{i}'\ncap = '100%'"
            for i in range(RATIOS)
        ),
    ]
)
INPUTS = {f"d.{name}{i}": 6858 + 13 * i + 772 * (name == "b") for i in range(RATIOS) for name in "ab"}


def by_hand(inputs: dict[str, int]) -> Fraction:
    """Return the same index as a programmer writes it with Fraction."""
    total = Fraction(0)
    for i in range(RATIOS):
        a, b = inputs[f"d.a{i}"], inputs[f"d.b{i}"]
        ratio = Fraction(a, b) if b else Fraction(0)
        total += Fraction(1, 10) * min(ratio, Fraction(1)) * 100
    return total


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the seconds of one call, over *times* calls."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def fastest(works: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Return the least seconds of each work; the works take turns, and the first turn is not counted."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS + 1):
        for name, (work, times) in works.items():
            found[name].append(seconds(work, times))
    return {name: min(times[1:]) for name, times in found.items()}


@frozen
class Users:
    """Runs processes as a user's: what they keep between runs is in a folder of its own."""

    folder: Path

    def process(self, *arguments: str) -> Callable[[], object]:
        """Return the work of running this Python with *arguments* to its end."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"), "XDG_CACHE_HOME": str(self.folder)}
        command = [sys.executable, *arguments]
        return lambda: subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)  # noqa: S603 - our own command

    def changed(self) -> None:
        """Evaluate the example with an edition that no run has seen."""
        with tempfile.TemporaryDirectory() as folder:
            edition = Path(folder) / "2025.toml"
            edition.write_text(EDITION.read_text("utf-8"), "utf-8")
            self.process("-m", "lkjdsl", "eval", str(edition), str(DATA))()


def large(components: int) -> str:
    """Return an edition of one indicator with many components."""
    parts = [
        f"[indicator.X.K{i}]\nunit = 'percent'\nformula = 'd.a{i % 10} / d.b{i % 10}'\ncap = '100%'"
        for i in range(components)
    ]
    return INDEX.split("[indicator.X]")[0] + "[indicator.X]\nunit = 'index'\naggregate = 'mean'\n" + "\n".join(parts)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        of_evaluation()
        of_processes(Users(Path(folder)))
        of_size()


def of_evaluation() -> None:
    """Print how long evaluations take in a running Python."""
    index = lkjdsl.load(text=INDEX)
    edition = lkjdsl.load(EDITION)
    data = read(DATA.read_text("utf-8"))
    for _ in range(10):  # past the point where a program is compiled
        assert index.evaluate(INPUTS)["X"].exact == by_hand(INPUTS)
        edition.evaluate(data)
    found = fastest(
        {
            "index": (lambda: index.evaluate(INPUTS), 2000),
            "fraction": (lambda: by_hand(INPUTS), 500),
            "edition": (lambda: edition.evaluate(data), 200),
        }
    )
    micro = {name: 1e6 * one for name, one in found.items()}
    share = found["index"] / found["fraction"]
    show(
        "index of 10 ratios",
        f"{micro['index']:.1f} µs",
        f"{share:.2f} of Fraction by hand ({micro['fraction']:.1f} µs)",
    )
    show("the 2025 edition", f"{micro['edition']:.1f} µs", f"{1 / found['edition']:,.0f} evaluations a second")


def of_processes(users: Users) -> None:
    """Print how long whole commands take."""
    process, libraries = users.process, "import lark, attrs, tomli"
    runs = fastest(
        {
            "python": (process("-c", "pass"), 1),
            "libraries": (process("-c", libraries), 1),
            "lkjdsl": (process("-c", f"{libraries}, lkjdsl"), 1),
            "eval": (process("-m", "lkjdsl", "eval", str(EDITION), str(DATA)), 1),
            "changed": (users.changed, 1),
            "check": (process("-m", "lkjdsl", "check", str(EDITION)), 1),
        }
    )
    milli = {name: 1e3 * one for name, one in runs.items()}
    show(
        "import lark attrs tomli",
        f"{milli['libraries']:.1f} ms",
        f"whole process; bare Python {milli['python']:.1f} ms",
    )
    show("  and lkjdsl", f"{milli['lkjdsl'] - milli['libraries']:.1f} ms", "more")
    times = f"{runs['eval'] / runs['libraries']:.2f} times the imports"
    show("lkjdsl eval, the example", f"{milli['eval']:.1f} ms", times)
    times = f"{runs['changed'] / runs['libraries']:.2f} times the imports"
    show("  of a changed edition", f"{milli['changed']:.1f} ms", times)
    beyond = milli["check"] - milli["libraries"]
    show("lkjdsl check, 2025", f"{milli['check']:.1f} ms", f"{beyond:.0f} ms more than the imports")
    searching = seconds(process("-m", "lkjdsl", "test", str(EDITION)), 3)
    show("lkjdsl test, 2025", f"{searching:.1f} s", "1,000 examples")


def of_size() -> None:
    """Print how long an edition takes that is ten times as large."""
    sizes = {}
    for components in (1_000, 10_000):
        text = large(components)
        start = time.perf_counter()
        lkjdsl.load(text=text).evaluate(INPUTS)
        sizes[components] = time.perf_counter() - start
    ratio = sizes[10_000] / sizes[1_000]
    show("10,000 components", f"{sizes[10_000]:.2f} s", f"{ratio:.1f} times 1,000 components (10 is linear)")


def show(what: str, measured: str, beside: str) -> None:
    """Print one figure."""
    print(f"{what:25}{measured:>12}   {beside}")


if __name__ == "__main__":
    main()
