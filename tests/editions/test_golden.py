"""What the commands on editions print for the example, to the character."""

import pytest

from lkjdsl import cli
from tests.support.paths import ROOT

GOLDEN = ROOT / "tests/golden"
EDITION, EXAMPLE = "formulas/2025.toml", "examples/bontang-2025"

CASES = {
    "diff.txt": ["diff", EDITION, f"{EXAMPLE}/as-printed.toml", f"{EXAMPLE}/data.toml"],
    "diff.en.md": [
        *("diff", EDITION, f"{EXAMPLE}/as-printed.toml", f"{EXAMPLE}/data.toml"),
        *("--format", "markdown", "--lang", "en"),
    ],
    "reach.txt": [
        *("reach", "IKK1", "99", EDITION, f"{EXAMPLE}/data.toml"),
        *("--by", "paspor.batal", "--by", "paspor.terbit", "--by", "paspor.tepat_waktu"),
    ],
    "what-if.txt": [
        *("what-if", EDITION, f"{EXAMPLE}/data.toml"),
        *("--set", "paspor.terbit=7000", "--set", "IKK2.K1.zero_over_zero=exclude"),
    ],
    "sensitivity.txt": ["sensitivity", EDITION, f"{EXAMPLE}/data.toml", "IKK2"],
    "sensitivity.svg": ["sensitivity", EDITION, f"{EXAMPLE}/data.toml", "IKK2", "--format", "svg"],
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
