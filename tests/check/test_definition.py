"""What an edition says is what its definition holds: each attribute, its place, and the parts of a formula."""

from collections.abc import Mapping
from functools import reduce
from typing import Any

import pytest

from lkjdsl.edition import load
from lkjdsl.model.definition import Definition
from lkjdsl.model.expressions import Expression, walk
from lkjdsl.model.scales import Band
from lkjdsl.numbers.numerals import exact_text

EVERYTHING = """
lkjdsl = 1
title = 'Indikator kinerja'
year = 2025
language = 'en'
basis = ['Perjanjian kinerja', 'Renstra']
[rules]
zero_over_zero = 'exclude'
over_zero = '100%'
missing = 'exclude'
rounding = 'half-even'
digits = 1
average = 'indicators'
[constant]
faktor = '1/3'
batas = '90%'
[input.paspor]
permohonan = { kind = 'count', label = 'Permohonan', note = 'SIMKIM', rollup = 'sum', min = 1, max = 9000, default = 7 }
terbit = { kind = 'count', rollup = 'last' }
survei = { kind = 'percent', min = '10%', max = '100%', default = '50%' }
ada = { kind = 'flag', default = false }
ditunggu = { kind = 'count', default = '-' }
tidak = { kind = 'rupiah', default = 'tidak berlaku' }
[rows.belanja]
jenis = { kind = 'text', label = 'Jenis belanja' }
pagu = { kind = 'rupiah', min = 0 }
pakai = { kind = 'rupiah' }
[constraint]
status = 'paspor.terbit <= paspor.permohonan'
[objective.SK1]
name = 'Layanan'
[objective.SK2]
[scale.mutu]
lookup = 'printed'
bands = [{ at_least = 90, label = 'A' }, { above = 75, label = 'B' }, { at_least = 0, label = 'C' }]
[scale.capaian]
bands = [{ at_least = '0%', label = 'ada' }]
[indicator.IKK1]
name = 'Indeks layanan'
unit = 'index'
objective = 'SK1'
aggregate = 'geometric-mean'
target = { 2024 = 80, 2025 = 91 }
compare = { RPJMN = 95.20, target = 'target' }
polarity = 'minimize'
achievement = 'target / result'
achievement_cap = '120%'
achievement_floor = '0%'
scale = 'mutu'
achievement_scale = 'capaian'
definition = 'Rata-rata'
basis = 'Perjanjian kinerja'
note = 'Lihat lampiran'
min_available = 1
zero_over_zero = 1
[indicator.IKK1.K1]
name = 'Penyelesaian'
unit = 'percent'
weight = '60%'
formula = 'paspor.terbit / paspor.permohonan'
applies_if = 'paspor.ada'
cap = '100%'
floor = '0%'
round = 1
digits = 3
over_zero = 0
[indicator.IKK1.K2]
unit = 'percent'
weight = '40%'
min_available = '50%'
K3 = { unit = 'percent', weight = '100%', formula = 'paspor.survei', missing = 'unavailable', rounding = 'half-up' }
[indicator.IKK2]
unit = 'permohonan'
polarity = 'range'
target = [10, 'paspor.terbit']
formula = 'paspor.permohonan'
[invariant.naik]
that = 'IKK1 <= 100'
[invariant.turun]
of = 'IKK1'
rises_with = ['paspor.terbit', 'paspor.survei']
falls_with = 'paspor.permohonan'
unchanged_by = 'paspor.ada'
[[case]]
name = 'kosong'
data = { paspor = { terbit = 1 } }
previous = { paspor = { terbit = 2 } }
values = { IKK1 = 80 }
problems = 'count-negative'
[[case]]
data = {}
[table.belanja]
name = 'Belanja'
rows = 'belanja'
note = 'Tanpa pendapatan'
columns.jenis = { name = 'Jenis', formula = 'jenis' }
columns.serapan = { formula = 'pakai / pagu', digits = 2, unit = 'percent' }
columns.pakai = 'pakai'
columns.pagu = 'pagu'
total = { pagu = 'sum', pakai = 'sum', serapan = 'formula', jenis = 'count' }
"""

PLAIN = """
lkjdsl = 1
title = 'Uji'
year = 2025
[input.a]
b = { kind = 'number' }
[indicator.N]
unit = 'percent'
target = '90%'
formula = 'a.b'
[[case]]
data = {}
"""


@pytest.fixture(scope="module")
def everything() -> Definition:
    return load(text=EVERYTHING).definition


@pytest.fixture(scope="module")
def plain() -> Definition:
    return load(text=PLAIN).definition


def at(told: Any, path: str) -> Any:
    """Return what stands at a dotted *path* of attributes, keys and positions."""

    def inside(value: Any, key: str) -> Any:
        if isinstance(value, tuple):
            return value[int(key)]
        return value[int(key) if key.isdigit() else key] if isinstance(value, Mapping) else getattr(value, key)

    return reduce(inside, path.split("/"), told)


def spelled(value: Any) -> Any:
    """Return a number, a pair of ints, as it is written in lowest terms, and anything else as it is."""
    is_number = isinstance(value, tuple) and [*map(type, value)] == [int, int]
    return exact_text(value) if is_number else value


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("title", "Indikator kinerja"),
        ("year", 2025),
        ("language", "en"),
        ("basis", ("Perjanjian kinerja", "Renstra")),
        ("average", "indicators"),
        ("rules/zero_over_zero", "exclude"),
        ("rules/over_zero", "1"),
        ("rules/missing", "exclude"),
        ("rules/rounding", "half-even"),
        ("rules/digits", 1),
        ("constants/faktor/text", "1/3"),
        ("constants/faktor/expression/value", "1/3"),
        ("constants/faktor/expression/unit", "plain"),
        ("constants/batas/expression/unit", "written-percent"),
        ("constraints/status/text", "paspor.terbit <= paspor.permohonan"),
        ("inputs/paspor.permohonan/label", "Permohonan"),
        ("inputs/paspor.permohonan/note", "SIMKIM"),
        ("inputs/paspor.permohonan/rollup", "sum"),
        ("inputs/paspor.permohonan/minimum", "1"),
        ("inputs/paspor.permohonan/maximum", "9000"),
        ("inputs/paspor.permohonan/default", "7"),
        ("inputs/paspor.terbit/kind", "count"),
        ("inputs/paspor.survei/minimum", "1/10"),
        ("inputs/paspor.survei/default", "1/2"),
        ("inputs/paspor.ada/default", False),
        ("inputs/paspor.ditunggu/default", None),
        ("inputs/paspor.tidak/default", None),
        ("rows/belanja/name", "belanja"),
        ("rows/belanja/columns/jenis/path", "jenis"),
        ("rows/belanja/columns/jenis/label", "Jenis belanja"),
        ("rows/belanja/columns/pagu/minimum", "0"),
        ("objectives/SK1/name", "Layanan"),
        ("objectives/SK1/indicators", ("IKK1",)),
        ("objectives/SK2/name", "SK2"),
        ("objectives/SK2/indicators", ()),
        ("scales/mutu/name", "mutu"),
        ("scales/mutu/lookup", "printed"),
        ("scales/mutu/bands", (Band((90, 1), False, "A"), Band((75, 1), True, "B"), Band((0, 1), False, "C"))),
        ("scales/capaian/lookup", "exact"),
        ("indicators/IKK1/name", "Indeks layanan"),
        ("indicators/IKK1/objective", "SK1"),
        ("indicators/IKK1/aggregate", "geometric-mean"),
        ("indicators/IKK1/polarity", "minimize"),
        ("indicators/IKK1/achievement/text", "target / result"),
        ("indicators/IKK1/achievement_cap", "6/5"),
        ("indicators/IKK1/achievement_floor", "0"),
        ("indicators/IKK1/scale", "mutu"),
        ("indicators/IKK1/achievement_scale", "capaian"),
        ("indicators/IKK1/definition", "Rata-rata"),
        ("indicators/IKK1/basis", ("Perjanjian kinerja",)),
        ("indicators/IKK1/note", "Lihat lampiran"),
        ("indicators/IKK1/min_available", 1),
        ("indicators/IKK1/target/always", None),
        ("indicators/IKK1/target/by_year/2024/0/text", "80"),
        ("indicators/IKK1/target/by_year/2025/0/expression/value", "91"),
        ("indicators/IKK1/compare/RPJMN/always/0/expression/value", "476/5"),
        ("indicators/IKK1/compare/target/by_year/2025/0/text", "91"),
        ("indicators/IKK1/rules/zero_over_zero", "1"),
        ("indicators/IKK1/rules/over_zero", "1"),
        ("indicators/IKK1/components/0/path", "IKK1.K1"),
        ("indicators/IKK1/components/0/name", "Penyelesaian"),
        ("indicators/IKK1/components/0/weight", "3/5"),
        ("indicators/IKK1/components/0/cap", "1"),
        ("indicators/IKK1/components/0/floor", "0"),
        ("indicators/IKK1/components/0/round", 1),
        ("indicators/IKK1/components/0/digits", 3),
        ("indicators/IKK1/components/0/applies_if/text", "paspor.ada"),
        ("indicators/IKK1/components/0/rules/zero_over_zero", "1"),
        ("indicators/IKK1/components/0/rules/over_zero", "0"),
        ("indicators/IKK1/components/1/name", "IKK1.K2"),
        ("indicators/IKK1/components/1/digits", None),
        ("indicators/IKK1/components/1/min_available", "1/2"),
        ("indicators/IKK1/components/1/components/0/path", "IKK1.K2.K3"),
        ("indicators/IKK1/components/1/components/0/rules/missing", "unavailable"),
        ("indicators/IKK1/components/1/components/0/rules/rounding", "half-up"),
        ("indicators/IKK2/unit", "permohonan"),
        ("indicators/IKK2/target/always/0/expression/value", "10"),
        ("indicators/IKK2/target/always/1/text", "paspor.terbit"),
        ("invariants/naik/name", "naik"),
        ("invariants/naik/that/text", "IKK1 <= 100"),
        ("invariants/naik/of", ""),
        ("invariants/turun/that", None),
        ("invariants/turun/of", "IKK1"),
        ("invariants/turun/rises_with", ("paspor.terbit", "paspor.survei")),
        ("invariants/turun/falls_with", ("paspor.permohonan",)),
        ("invariants/turun/unchanged_by", ("paspor.ada",)),
        ("cases/0/name", "kosong"),
        ("cases/0/data", {"paspor": {"terbit": 1}}),
        ("cases/0/previous", {"paspor": {"terbit": 2}}),
        ("cases/0/values", {"IKK1": 80}),
        ("cases/0/problems", ("count-negative",)),
        ("cases/1/name", "case 2"),
        ("cases/1/previous", None),
        ("cases/1/values", {}),
        ("cases/1/problems", None),
        ("tables/belanja/title", "Belanja"),
        ("tables/belanja/rows", "belanja"),
        ("tables/belanja/note", "Tanpa pendapatan"),
        ("tables/belanja/columns/0/title", "Jenis"),
        ("tables/belanja/columns/0/total", "count"),
        ("tables/belanja/columns/1/name", "serapan"),
        ("tables/belanja/columns/1/title", "serapan"),
        ("tables/belanja/columns/1/digits", 2),
        ("tables/belanja/columns/1/unit", "percent"),
        ("tables/belanja/columns/1/total", None),
        ("tables/belanja/columns/1/on_totals/text", "pakai / pagu"),
        ("tables/belanja/columns/2/total", "sum"),
        ("tables/belanja/columns/2/on_totals", None),
    ],
)
def test_what_is_told_is_defined(path: str, expected: object, everything: Definition) -> None:
    assert spelled(at(everything, path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("language", "id"),
        ("basis", ()),
        ("average", None),
        ("rules/zero_over_zero", None),
        ("rules/digits", None),
        ("inputs/a.b/label", ""),
        ("inputs/a.b/note", ""),
        ("inputs/a.b/default", None),
        ("inputs/a.b/minimum", None),
        ("inputs/a.b/maximum", None),
        ("inputs/a.b/rollup", None),
        ("indicators/N/name", "N"),
        ("indicators/N/aggregate", "weighted-mean"),
        ("indicators/N/polarity", "maximize"),
        ("indicators/N/definition", ""),
        ("indicators/N/basis", ()),
        ("indicators/N/note", ""),
        ("indicators/N/target/always/0/expression/unit", "written-percent"),
        ("indicators/N/target/by_year", {}),
        ("indicators/N/objective", None),
        ("indicators/N/scale", None),
        ("cases/0/name", "case 1"),
    ],
)
def test_what_is_not_told_has_its_usual_value(path: str, expected: object, plain: Definition) -> None:
    assert spelled(at(plain, path)) == expected


@pytest.mark.parametrize(
    ("path", "part", "expected"),
    [
        ("constants/faktor", "value", "constant.faktor"),
        ("constraints/status", "value", "constraint.status"),
        ("inputs/paspor.terbit", "key", "input.paspor.terbit"),
        ("rows/belanja", "key", "rows.belanja"),
        ("rows/belanja/columns/pagu", "key", "rows.belanja.pagu"),
        ("objectives/SK1", "key", "objective.SK1"),
        ("scales/mutu", "key", "scale.mutu"),
        ("indicators/IKK1", "key", "indicator.IKK1"),
        ("indicators/IKK1/target", "key", "indicator.IKK1.target"),
        ("indicators/IKK1/target/by_year/2025/0", "value", "indicator.IKK1.target.2025"),
        ("indicators/IKK1/compare/RPJMN", "key", "indicator.IKK1.compare.RPJMN"),
        ("indicators/IKK1/compare/RPJMN/always/0", "value", "indicator.IKK1.compare.RPJMN"),
        ("indicators/IKK1/achievement", "value", "indicator.IKK1.achievement"),
        ("indicators/IKK1/components/0", "key", "indicator.IKK1.K1"),
        ("indicators/IKK1/components/0/formula", "value", "indicator.IKK1.K1.formula"),
        ("indicators/IKK1/components/0/applies_if", "value", "indicator.IKK1.K1.applies_if"),
        ("indicators/IKK2/target/always/1", "value", "indicator.IKK2.target.1"),
        ("invariants/naik", "key", "invariant.naik"),
        ("invariants/naik/that", "value", "invariant.naik.that"),
        ("cases/0", "key", "case.0"),
        ("tables/belanja", "key", "table.belanja"),
        ("tables/belanja/columns/1/formula", "value", "table.belanja.columns.serapan.formula"),
        ("tables/belanja/columns/1/on_totals", "value", "table.belanja.columns.serapan.formula"),
        ("tables/belanja/columns/2/formula", "value", "table.belanja.columns.pakai"),
    ],
)
def test_everything_knows_where_it_is_written(path: str, part: str, expected: str, everything: Definition) -> None:
    place = at(everything, path).place
    assert (place.part, ".".join(map(str, place.path))) == (part, expected)


@pytest.mark.parametrize(
    ("node", "key", "expected"),
    [
        ("indicators/IKK1", "zero_over_zero", "indicator.IKK1.zero_over_zero"),
        ("indicators/IKK1/components/0", "zero_over_zero", "indicator.IKK1.zero_over_zero"),
        ("indicators/IKK1/components/0", "over_zero", "indicator.IKK1.K1.over_zero"),
        ("indicators/IKK1/components/0", "digits", "indicator.IKK1.K1.digits"),
        ("indicators/IKK1/components/1/components/0", "rounding", "indicator.IKK1.K2.K3.rounding"),
        ("indicators/IKK2", "missing", "rules.missing"),
    ],
)
def test_a_rule_is_known_where_it_is_stated(node: str, key: str, expected: str, everything: Definition) -> None:
    assert ".".join(at(everything, node).rules.stated[key].path) == expected


NAMES = """
lkjdsl = 1
title = 'Uji'
year = 2025
rules = { average = 'objectives', zero_over_zero = 0 }
constant = { faktor = 3 }
input.a = { b = { kind = 'count' }, c = { kind = 'count' }, nama = { kind = 'text' }, ada = { kind = 'flag' } }
rows.r = { x = { kind = 'count' }, y = { kind = 'count' } }
objective.SK1 = {}
[indicator.P]
unit = 'count'
objective = 'SK1'
target = 90
compare = { RPJMN = 95 }
formula = 'a.b'
K = { unit = 'count', formula = '3' }
[table.t]
rows = 'r'
"""


def characters(text: str, expression: Expression) -> list[str]:
    """Return the characters of an expression and of each part of it, outermost first."""
    return [text[slice(*part.span)] for part in walk(expression)]


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        (" 1234.5 ", "1234.5"),
        ("a.b*25%  - a.c", "a.b*25%  - a.c | a.b*25% | a.c | a.b | 25%"),
        ("if(a.ada = true, 1, faktor)", "if(a.ada = true, 1, faktor) | a.ada = true | 1 | faktor | a.ada | true"),
        ('if(a.nama = "x", -1, 2)', 'if(a.nama = "x", -1, 2) | a.nama = "x" | -1 | 2 | a.nama | "x" | 1'),
        ("previous(a.b) / a.b", "previous(a.b) / a.b | previous(a.b) | a.b"),
        ("round(a.b / 7, 1 + 1)", "round(a.b / 7, 1 + 1) | a.b / 7 | 1 + 1 | a.b | 7"),
        ("sum(r.x) + 1", "sum(r.x) + 1 | sum(r.x) | 1 | r.x"),
        ("P + P.target", "P + P.target | P | P.target"),
        ("P.K * P.achievement", "P.K * P.achievement | P.K | P.achievement"),
        ("P.compare.RPJMN * 2", "P.compare.RPJMN * 2 | P.compare.RPJMN | 2"),
        ("P.compare.previous * 2", "P.compare.previous * 2 | P.compare.previous | 2"),
        ("SK1.achievement / achievement", "SK1.achievement / achievement | SK1.achievement | achievement"),
    ],
)
def test_each_part_of_a_formula_knows_its_characters(formula: str, parts: str) -> None:
    told = f"[indicator.N]\nunit = 'count'\nformula = '{formula}'\n"
    found = load(text=f"{NAMES}columns.satu = 'x'\n{told}").definition.indicators["N"].formula
    assert found is not None
    assert characters(formula, found.expression) == parts.split(" | ")


@pytest.mark.parametrize(
    ("achievement", "parts"),
    [("min(result / target, 1)", "min(result / target, 1) | result / target | 1 | result | target")],
)
def test_each_part_of_an_achievement_knows_its_characters(achievement: str, parts: str) -> None:
    told = f"[indicator.N]\nunit = 'ratio'\ntarget = 1\nformula = '1'\nachievement = '{achievement}'\n"
    found = load(text=f"{NAMES}columns.satu = 'x'\n{told}").definition.indicators["N"].achievement
    assert found is not None
    assert characters(achievement, found.expression) == parts.split(" | ")


@pytest.mark.parametrize(("column", "parts"), [("x / r.y", "x / r.y | x | r.y")])
def test_each_part_of_a_column_knows_its_characters(column: str, parts: str) -> None:
    (found,) = load(text=f"{NAMES}columns.satu = '{column}'\n").definition.tables["t"].columns
    assert found.formula is not None
    assert characters(column, found.formula.expression) == parts.split(" | ")
