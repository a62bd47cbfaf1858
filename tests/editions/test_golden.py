"""What the commands on editions print for the example, to the character."""

from pathlib import Path

import pytest

from lkjdsl import cli

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden"
EDITION, EXAMPLE = "formulas/2025.toml", "examples/bontang-2025"

CASES = {
    "diff.txt": ["diff", EDITION, f"{EXAMPLE}/as-printed.toml", f"{EXAMPLE}/data.toml"],
    "diff.en.md": [
        *("diff", EDITION, f"{EXAMPLE}/as-printed.toml", f"{EXAMPLE}/data.toml"),
        *("--format", "markdown", "--lang", "en"),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_the_example_prints_what_is_expected(
    name: str, update_expected: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    cli.main(CASES[name])
    printed = capsys.readouterr().out
    if update_expected:
        (GOLDEN / name).write_text(printed, encoding="utf-8", newline="\n")
    assert printed == (GOLDEN / name).read_text("utf-8")
