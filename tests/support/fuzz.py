"""
Looks for bytes that raise anything but diagnostics, guided by what code they reach. Needs `pip install atheris`.

    python tests/support/fuzz.py TARGET -runs=100000 [other options of libFuzzer]

TARGET is edition, data, printed, expression, csv, sheet or terminal.
"""

import sys
import tempfile
from pathlib import Path

WORDS = (
    "lkjdsl = 1", "title = ", "year = 2025", "[rules]", "[input.a]", "kind = 'count'", "'percent'", "'index'",
    "[rows.b]", "[constraint]", "[objective.SK1]", "[indicator.IKK1]", "[indicator.IKK1.K1]", "unit = ", "formula = ",
    "weight = ", "target = ", "cap = ", "'''", "if(", "sum(", "previous(", " <= ", " and ", "100%", "1e9", "[[figure]]",
    "[given]", "[[line]]", "what = ", "printed = ", "tidak berlaku", "nihil", "paspor.a", "IKK1.achievement",
)  # fmt: skip
"""Whole words, which chance would take long to spell."""


def main(target: str, options: list[str]) -> None:
    """Run atheris on *target* with *options* of libFuzzer until it has done what they say, or something was raised."""
    import atheris

    with atheris.instrument_imports(include=["lkjdsl"]):
        from tests.support.hostile import TARGETS, seeds

        for seed in seeds(target):  # modules that are imported where they are used are instrumented too
            TARGETS[target](seed.encode())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index, seed in enumerate(seeds(target)):
            (folder / f"seed-{index}").write_text(seed, "utf-8")
        words = Path(f"{name}.words")
        words.write_text("".join(f'"{word}"\n' for word in WORDS), "utf-8")
        given = [f"-dict={words}", "-max_len=4000", "-timeout=60", "-rss_limit_mb=4096", *options, name]
        atheris.Setup([sys.argv[0], *given], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
