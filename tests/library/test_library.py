"""The national formulas: each file is sound, proved, and tried at every rule; what comes out is used at its place."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from lkjdsl.edition import Edition, load
from lkjdsl.library import library_names
from lkjdsl.proving.findings import check_edition
from lkjdsl.trying.cases import try_case
from lkjdsl.trying.coverage import Coverage

every_file = pytest.mark.parametrize("name", library_names())

EXPECTED = {
    "lkjdsl:skm-2017": ["scale-not-covered"] * 2,  # printed weights of 0.11 and 0.111 lead below the lowest grade
    "lkjdsl:ikpa-2022": ["falls-with-work"],  # dispensations lower the value
    # scores of 110 and 120 for components, and what lowers the value: dispensations, deposits of unused advances
    "lkjdsl:ikpa-2024": ["falls-with-work", *["can-leave-range"] * 3, "falls-with-work", "can-leave-range"],
    "lkjdsl:skp-2021": ["can-leave-range"] * 3,  # an achievement may be above its target
}
"""The warnings of `check`, each of which the file explains in a comment."""

POINTS = {"AKIP", "AKIP_poin", "NKA", "NKA_nilai", "SMART", "SMART_e", "IKPA", "IKPA_nilai", "IKPA_omspan", "RB_65_35"}
"""Indicators that are from 0 to 100 whatever the data."""


@cache
def file(name: str) -> Edition:
    return load(name)


@every_file
def test_a_file_says_what_it_rests_on(name: str) -> None:
    definition = file(name).definition
    assert definition.basis
    assert definition.valid != (None, None)
    assert definition.unconfirmed
    for node in definition.indicators.values():
        assert node.basis, node.path
        assert node.name != node.path, node.path


@every_file
def test_no_rule_is_left_to_a_default(name: str) -> None:
    rules = file(name).definition.rules
    assert None not in (rules.zero_over_zero, rules.over_zero, rules.missing, rules.rounding, rules.digits)


@every_file
def test_every_warning_of_the_check_is_expected(name: str) -> None:
    problems = [one.code for one in check_edition(file(name)).problems if one.severity != "note"]
    assert sorted(problems) == sorted(EXPECTED.get(name, []))


@every_file
def test_points_are_proved_to_stay_between_0_and_100(name: str) -> None:
    proofs = check_edition(file(name)).proofs
    for path in POINTS & set(file(name).indicators):
        numbers = proofs.steps[proofs.program.results[path]].meaning.range.numbers
        assert numbers is not None, path
        ends = (numbers.low, numbers.high)
        assert all(end is not None and 0 <= Fraction(*end) <= 100 for end in ends), (path, numbers)


@every_file
def test_each_case_comes_out_and_each_rule_is_at_work_in_one(name: str) -> None:
    edition = file(name)
    coverage = Coverage.of(edition.program())
    for case in edition.definition.cases:
        tried = try_case(edition, case)
        assert not tried.misses, (case.name, tried.misses)
        coverage.see(tried.outcome)
    assert coverage.never == []


@every_file
def test_each_definition_can_be_used_by_itself(name: str, tmp_path: Path) -> None:
    for node in file(name).indicators:
        year = file(name).definition.year
        own = f"lkjdsl = 1\ntitle = 'Kantor'\nyear = {year}\n[indicator.IKK1]\nuse = '{name}/{node}'\n"
        path = tmp_path / f"{node}.toml"
        path.write_text(own, encoding="utf-8")
        used = load(path)
        assert [one.code for one in used.problems if one.severity == "error"] == []
        cases = used.definition.cases
        assert cases, node
        assert not [case.name for case in cases if try_case(used, case).misses], node


def test_definitions_of_several_regulations_go_together(tmp_path: Path) -> None:
    """Also one inside another: the execution of the budget in NKA is IKPA."""
    uses = {
        "IKK1": "skm-2017/IKM", "IKK2": "akip-2021/AKIP", "IKK3": "spbe-2020/SPBE", "IKK4": "nka-2023/NKA",
        "IKK5": "rb-2023/Rencana_aksi_RB", "IKK6": "capaian-2017/Capaian",
    }  # fmt: skip
    own = "lkjdsl = 1\ntitle = 'Kantor'\nyear = 2025\n"
    own += "".join(f"[indicator.{node}]\nuse = 'lkjdsl:{used}'\n" for node, used in uses.items())
    own += "[indicator.IKK4.Pelaksanaan]\nuse = 'lkjdsl:ikpa-2024/IKPA_nilai'\n"
    path = tmp_path / "edition.toml"
    path.write_text(own, encoding="utf-8")
    names = ("revisi_dipa", "deviasi", "penyerapan", "kontraktual", "tagihan", "up_tup", "capaian_output")
    data = {f"nilai_ikpa.{name}": 100 for name in names}
    data |= {"nka.cro": 80, "nka.penggunaan_sbk": 80, "nka.efisiensi_sbk": 80, "nilai_ikpa.dispensasi_spm": 0}
    assert load(path).evaluate(data)["IKK4"].printed == "90,00"
