"""
One wrong digit, and reports as they come: samples of what ``tests/support`` runs in full.

``wrong_digits.py`` and ``perturbed.py`` print what docs/explanation/testing.md tells of all reports.
"""

from pathlib import Path
from random import Random

import pytest

from tests.support.perturbed import misread, proofread, reordered, reworded, without_captions
from tests.support.wrong_digits import run, slips, tried

EACH = 14
"""Of how many numbers with a path one gets a wrong digit: all of them would take minutes."""


@pytest.mark.parametrize("name", ["desa", "agama-lain", "perpustakaan", "lapas"])
def test_a_wrong_digit_is_found_at_its_place_and_nothing_elsewhere(name: str) -> None:
    sample = list(slips(name))[::EACH]
    assert len(sample) > 2
    results = [tried(name, slip) for slip in sample]
    assert [(result["printed"], result["found"], result["others"]) for result in results] == [
        (slip.printed, True, []) for slip in sample
    ]


def test_a_run_over_all_digits_goes_on_where_it_was_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(slips("agama-lain"))
    monkeypatch.setattr("tests.support.wrong_digits.slips", lambda _: iter([first]))
    record = tmp_path / "record.jsonl"
    entries = run(["agama-lain"], record, 1)
    written = record.read_text("utf-8")
    assert run(["agama-lain"], record, 1) == entries
    assert record.read_text("utf-8") == written


@pytest.mark.parametrize(("change", "name"), [
    ("no captions", "kesehatan"), ("no captions", "statistik"),
    ("columns in another order", "agama"), ("columns in another order", "lapas"),
    ("no heading in three of ten places", "desa"), ("no heading in three of ten places", "kesehatan"),
    ("words left out of headings", "desa"), ("a wrong letter in 10% of the words", "lapas"),
    ("rows of tables as lines of text", "kesehatan"), ("a letter for a digit in 5% of the numbers", "desa"),
])  # fmt: skip
def test_what_is_lost_makes_no_alarm(change: str, name: str) -> None:
    assert [finding.printed for finding in proofread(name, change, 0).findings] == []


def test_only_what_is_said_is_changed() -> None:
    chance = Random(0)  # noqa: S311 - the same every time
    text = "1. Capaian kinerja utama dan lain\nTabel 3.1 Realisasi\nA\tB\tC\nx\t12,5\t7.630\n"
    assert sorted(reordered(text, chance).split()) == sorted(text.split())
    assert without_captions(text, chance) == text.replace("Tabel 3.1 Realisasi\n", "")
    assert reworded(text, chance).startswith("1. Capaian")
    changed = misread(text, chance, share=1.0)
    assert [len(word) for word in changed.split()] == [len(word) for word in text.split()]
    assert changed.endswith("\t12,5\t7.630\n")
