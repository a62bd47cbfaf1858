"""Every value that moves when something is set otherwise."""

import json
from typing import Any

import pytest

from lkjdsl import cli
from lkjdsl.edition import load
from lkjdsl.editions.command_settings import Settings, settings_of, typed
from lkjdsl.syntax.extending import ExtendedTables, read_written
from tests.support.paths import ROOT

EDITION = str(ROOT / "formulas/2025.toml")
DATA = str(ROOT / "examples/bontang-2025/data.toml")

SET = [
    (["paspor.batal=400"], "IKK1", "98,28", "98,30"),
    (["paspor.batal = 400"], "IKK1.K1.D1", "95,29%", "95,35%"),
    (["IKK2.K1.zero_over_zero=exclude"], "IKK2", "60,00", "75,00"),
    (["rules.zero_over_zero=1"], "IKK2", "60,00", "96,00"),
    (["rules.zero_over_zero=exclude"], "IKK2", "60,00", "100,00"),
    (["IKK1.K1.weight=60%", "IKK1.K2.weight=40%"], "IKK1", "98,28", "97,93"),
    (["IKK1.target.2025=95.20"], "IKK1.achievement", "108,00%", "103,23%"),
    (["IKK1.target=95,20"], "IKK1.achievement", "108,00%", "103,23%"),
    (["IKK1.K1.D1.round=0"], "IKK1.K1.D1", "95,29%", "95%"),
    (["IKK2.K3.cap="], "IKK2.K3", None, None),
    (["IKK4=3.90"], "IKK4", "3,78", "3,90"),
    (["belanja.1.realisasi=126525000"], "Anggaran", "Rp3.471.304.072", "Rp3.471.603.426"),
    (["kantor.tpi=ya"], "IKK2.K6", "tidak berlaku", "0,00"),
    (["rb.terlaksana=9", "rb.total=10"], "IKK3", "tidak tersedia", "90,00%"),
    (["penyidikan.spdp=nihil"], "IKK2", None, None),
]


@pytest.mark.parametrize(("texts", "path", "now", "then"), SET)
def test_what_is_set_moves_what_hangs_on_it(
    texts: list[str], path: str, now: str | None, then: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [part for text in texts for part in ("--set", text)]
    assert cli.main(["what-if", EDITION, DATA, *options, "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    if now is None:
        assert path not in values
        return
    sides = [values[path][side] for side in ("now", "then")]
    words = {"unavailable": "tidak tersedia", "excluded": "tidak berlaku"}
    assert [side.get("printed") or words[side["status"]] for side in sides] == [now, then]


BAD = [
    ("paspor.terbti=7000", 2, "set-unknown", "paspor.terbti"),
    ("IKK2.K1.zero_over_zer=exclude", 2, "set-unknown", "IKK2.K1.zero_over_zer"),
    ("IKK9=3", 2, "set-unknown", "IKK9"),
    ("=3", 2, "set-without-value", "=3"),
    ("paspor.terbit", 2, "set-without-value", "paspor.terbit"),
    ("paspor.terbit=7.630", 2, "count-not-whole", "7.630"),
    ("paspor.terbit=7,630", 2, "number-as-text", "7,630"),
    ("paspor.terbit=banyak", 2, "text-for-number", "banyak"),
    ("kantor.tpi=mungkin", 2, "not-a-flag", "mungkin"),
    ("belanja.1.pagi=3", 2, "set-unknown", "belanja.1.pagi"),
    ("IKK1.K1.weight=60%", 1, "weights-not-100", "weight = '60%'"),
    ("IKK2.K3.formula=intelijen.x / 2", 1, "unknown-name", "intelijen.x"),
    ("IKK2.K3.zero_over_zero=sometimes", 1, "bad-choice", "'sometimes'"),
    ("paspor.terbit=7631", 1, "constraint-broken", "terbit"),
]


@pytest.mark.parametrize(("text", "status", "code", "shown"), BAD)
def test_what_cannot_be_set_is_said(
    text: str, status: int, code: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["what-if", EDITION, DATA, "--set", text]) == status
    told = capsys.readouterr().err
    assert f"[{code}]" in told
    assert shown in told


TYPED: list[tuple[str, Any]] = [("7_630", 7630), (" 5 ", 5), ("99%", "99%"), ("7,630", "7,630"), ("nihil", "nihil")]


@pytest.mark.parametrize(("text", "value"), TYPED)
def test_a_value_is_read_as_it_is_typed(text: str, value: object) -> None:
    assert typed(text) == value


def test_settings_leave_the_edition_as_it_is() -> None:
    written = read_written(EDITION)
    assert isinstance(written, ExtendedTables)
    before = dict(written.tables)
    settings = settings_of(written, load(EDITION), ["IKK1.K1.D1.cap=90%", "paspor.batal=1"])
    assert isinstance(settings, Settings)
    assert (len(settings.edits), len(settings.data)) == (1, 1)
    assert written.tables == before
