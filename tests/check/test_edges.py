"""Where a limit of the check lies: the last that is right, and the first that is not, with the code it is told by."""

import pytest

from lkjdsl.edition import try_load

HEAD = """
lkjdsl = 1
title = 'Uji'
year = 2025
rules = { zero_over_zero = 0 }
input.a = { b = { kind = 'number' }, c = { kind = 'count' } }
"""
WEIGHTED = "K1 = { unit = 'index', weight = '50%' }\nK2 = { unit = 'index', weight = '50%' }\n"


def codes(text: str) -> list[str]:
    """Return the codes of what is wrong with an edition."""
    return sorted(one.code for one in try_load(text=HEAD + text)[1])


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("digits = 0", []),
        ("digits = -1", ["digits-out-of-range"]),
        ("digits = 30", []),
        ("digits = 31", ["digits-out-of-range"]),
        ("round = 30", []),
        ("round = 31", ["digits-out-of-range"]),
        ("round = -30", []),
        ("round = -31", ["digits-out-of-range"]),
        ("cap = 300\nround = -2", []),
        ("cap = 350\nround = -2", ["cap-finer-than-round"]),
        ("cap = 99.5\nround = 1", []),
        ("floor = 99.5\nround = 0", ["cap-finer-than-round"]),
        ("cap = 100\nround = 0", []),
        ("cap = '1/3'\nround = 5", ["cap-finer-than-round"]),
    ],
)
def test_of_an_index(attributes: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\nformula = 'a.b'\n{attributes}\n") == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("cap = '99.95%'\nround = 2", []),
        ("cap = '99.95%'\nround = 1", ["cap-finer-than-round"]),
        ("cap = '99%'\nround = 0", []),
        ("cap = '90%'\nround = -1", []),
        ("cap = '95%'\nround = -1", ["cap-finer-than-round"]),
        ("cap = '200%'\nround = -2", []),
        ("cap = '250%'\nround = -2", ["cap-finer-than-round"]),
        ("cap = '2000%'\nround = -3", []),
        ("cap = '2500%'\nround = -3", ["cap-finer-than-round"]),
        ("cap = 0\nround = 0", []),
        ("target = 0", []),
        ("target = 1", ["bare-number-on-percent"]),
        ("zero_over_zero = 0", []),
        ("zero_over_zero = 1", []),
        ("zero_over_zero = 2", ["rule-number-on-percent"]),
        ("zero_over_zero = '2%'", []),
        ("zero_over_zero = -1", ["rule-number-on-percent"]),
        ("zero_over_zero = 'exclude'\nover_zero = 2", ["rule-number-on-percent"]),
        ("zero_over_zero = 2\nover_zero = 2", ["rule-number-on-percent"] * 2),
    ],
)
def test_of_a_percentage(attributes: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'percent'\nformula = 'a.c / a.c'\n{attributes}\n") == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("min_available = 0", []),
        ("min_available = 2", []),
        ("min_available = 3", ["min-available-out-of-range"]),
        ("min_available = -1", ["min-available-out-of-range"]),
        ("min_available = 1.5", ["min-available-out-of-range"]),
        ("min_available = '0%'", []),
        ("min_available = '100%'", []),
        ("min_available = '101%'", ["min-available-out-of-range"]),
        ("min_available = '-1%'", ["min-available-out-of-range"]),
    ],
)
def test_of_a_node_with_two_components(attributes: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\n{attributes}\n{WEIGHTED}") == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (["100%"], []),
        (["0%", "100%"], []),
        (["1/3", "1/3", "1/3"], []),
        (["33.33%", "33.33%", "33.33%"], ["weights-not-100"]),
        (["101%"], ["weight-out-of-range"]),
        (["-1%", "101%"], ["weight-out-of-range"] * 2),
    ],
)
def test_of_weights(weights: list[str], expected: list[str]) -> None:
    components = "".join(f"K{at} = {{ unit = 'index', weight = '{weight}' }}\n" for at, weight in enumerate(weights))
    assert codes(f"[indicator.N]\nunit = 'index'\n{components}") == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("round(a.b, 100)", []),
        ("round(a.b, 101)", ["decimals-not-whole"]),
        ("round(a.b, -100)", []),
        ("round(a.b, -101)", ["decimals-not-whole"]),
        ("round(a.b, 4 / 2)", []),
        ("round(a.b, 5 / 2)", ["decimals-not-whole"]),
        ("round(a.b, a.b)", ["decimals-not-whole"]),
        ("a.b ^ 10000", []),
        ("a.b ^ 10001", ["exponent-too-large"]),
        ("a.b ^ -10000", []),
        ("a.b ^ -10001", ["exponent-too-large"]),
        ("a.b ^ (20000 / 2)", []),
        ("a.b ^ (20001 / 2)", ["exponent-too-large"]),
        ("a.b ^ a.b", []),
        ("interpolate(a.b, 1, 0, 2, 10)", []),
        ("interpolate(a.b, 1, 0, 1, 10)", ["interpolate-not-ascending"]),
        ("interpolate(a.b, 1/2, 0, 2/3, 10)", []),
        ("interpolate(a.b, -1, 0, -2, 10)", []),
        ("interpolate(a.b, 0.5, 0, 0.25, 10)", ["interpolate-not-ascending"]),
        ("interpolate(a.b, 1, 0, 3, 5, 2, 10)", ["interpolate-not-ascending"]),
        ("interpolate(a.b, 1, 0, 2)", ["wrong-argument-count"]),
        ("interpolate(a.b, 1)", ["wrong-argument-count"]),
        ("if(a.b > 1, 1)", ["wrong-argument-count"]),
        ("min(a.b)", []),
        ("max()", ["wrong-argument-count"]),
        ("abs(a.b, 1)", ["wrong-argument-count"]),
        ("-a.b ^ 2", ["minus-before-power"]),
        ("(-a.b) ^ 2", []),
        ("-(a.b * 2)", []),
        ("unknown(a.x)", ["unknown-function", "unknown-name"]),
        ("previous(a.x)", ["unknown-name"]),
        ("previous(1)", ["previous-needs-input"]),
    ],
)
def test_of_a_formula(formula: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'ratio'\nformula = '({formula}) / 1'\n") == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("percnt", ["unit-misspelt"]),
        ("pers", []),
        ("Percent", ["unit-misspelt"]),
        ("persent", ["unit-misspelt"]),
        ("inedx", ["unit-misspelt"]),
        ("indeks", ["unit-misspelt"]),
        ("counts", ["unit-misspelt"]),
        ("paspor", []),
        ("orang", []),
        ("berkas", []),
        ("2 percent", ["unit-misspelt"]),
        ("in percent", []),
        ("percenter", ["unit-misspelt"]),
        ("", ["unit-misspelt"]),
        (" ", ["unit-misspelt"]),
        ("number", ["unit-misspelt"]),
        ("text", ["unit-misspelt"]),
    ],
)
def test_of_a_unit(unit: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = '{unit}'\n") == expected


@pytest.mark.parametrize(
    ("unit", "inner", "expected"),
    [
        ("index", "percent", []),
        ("percent", "index", ["component-unit"]),
        ("percent", "ratio", []),
        ("ratio", "percent", []),
        ("ratio", "index", ["component-unit"]),
        ("ratio", "count", ["component-unit"]),
        ("paspor", "count", []),
        ("paspor", "paspor", []),
        ("count", "paspor", ["component-unit"]),
        ("paspor", "rupiah", ["component-unit"]),
        ("rupiah", "count", ["component-unit"]),
    ],
)
def test_of_a_component(unit: str, inner: str, expected: list[str]) -> None:
    component = f"K1 = {{ unit = '{inner}', weight = '100%' }}\n"
    assert codes(f"[indicator.N]\nunit = '{unit}'\n{component}") == expected
    # Where a formula counts, components may have any unit.
    component = f"K1 = {{ unit = '{inner}', formula = '3' }}\n"
    assert codes(f"[indicator.N]\nunit = '{unit}'\nformula = '7'\n{component}") == []


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ("{ at_least = 90, label = 'A' }, { at_least = 80, label = 'B' }", []),
        ("{ at_least = 90, label = 'A' }, { at_least = 90, label = 'B' }", ["bands-not-descending"]),
        ("{ above = 90, label = 'A' }, { at_least = 90, label = 'B' }", []),
        ("{ above = 90, label = 'A' }, { above = 90, label = 'B' }", ["bands-not-descending"]),
        ("{ at_least = 90, label = 'A' }, { above = 90, label = 'B' }", ["bands-not-descending"]),
        ("{ at_least = 80, label = 'A' }, { at_least = 90, label = 'B' }", ["bands-not-descending"]),
        ("{ at_least = 90, label = 'A' }, { at_least = 80, below = 90, label = 'B' }", []),
        ("{ at_least = 90, label = 'A' }, { at_least = 80, at_most = 90, label = 'B' }", ["scale-gap"]),
        ("{ at_least = 90, label = 'A' }, { at_least = 80, below = 89, label = 'B' }", ["scale-gap"]),
        ("{ above = 90, label = 'A' }, { at_least = 80, at_most = 90, label = 'B' }", []),
        ("{ above = 90, label = 'A' }, { at_least = 80, below = 90, label = 'B' }", ["scale-gap"]),
        ("{ at_least = 90, below = 100, label = 'A' }, { at_least = 80, label = 'B' }", []),
    ],
)
def test_of_bands(bands: str, expected: list[str]) -> None:
    assert codes(f"[scale.mutu]\nbands = [{bands}]\n") == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("[1, 2]", []),
        ("[2, 2]", []),
        ("[3, 2]", ["range-reversed"]),
        ("['a.b', 2]", []),
        ("2", ["range-needs-two"]),
        ("{ 2024 = [3, 2], 2025 = [1, 2] }", ["range-reversed"]),
    ],
)
def test_of_a_range(target: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\npolarity = 'range'\ntarget = {target}\n") == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("target = [1, 2]", []),
        ("target = { 2024 = 1, 2025 = [1, 2] }\npolarity = 'minimize'", []),
        ("target = 1\ncompare = { A = [1, 2] }", []),
        ("target = [2, 1]", ["range-reversed"]),
        ("target = [1, 2]\nachievement = 'result / target.to'", []),
        ("target = 1\nachievement = 'target / target.from'", []),
        ("target = [1, 2]\nachievement = 'target / target'", ["target-has-two-ends"] * 2),
        ("target = 1\ncompare = { A = [1, 2] }\nachievement = 'result / target'", ["target-has-two-ends"]),
        ("target = 1\nachievement = 'result / target.form'", ["unknown-name"]),
    ],
)
def test_of_a_range_under_any_polarity(attributes: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\n{attributes}\n") == expected


@pytest.mark.parametrize(
    ("constants", "expected"),
    [
        ("x = 3, y = '90%', z = '1/3'", []),
        ("x = 'a.b', y = 3, z = 3", ["not-constant"]),
        ("x = '1 / 0', y = 3, z = 3", ["constant-without-value"]),
        ("x = '1 +', y = '2 +', z = 3", ["formula-ends-early"] * 2),
        ("x = '\"teks\"', y = 3, z = 3", ["constant-without-value"]),
        ("x = 'w', y = 3, z = 3", ["unknown-name"]),
    ],
)
def test_of_constants_that_a_formula_uses(constants: str, expected: list[str]) -> None:
    """What is wrong with a constant is not told again where it is used."""
    assert codes(f"constant = {{ {constants} }}\n[indicator.N]\nunit = 'ratio'\nformula = 'x + y + z'\n") == expected


@pytest.mark.parametrize(
    ("compare", "expected"),
    [
        ("RPJMN = 95, RKP_2025 = 94, target = 'target'", []),
        ("previous = 95, RPJMN = '1%'", ["percent-mark-on-index", "reserved-comparison"]),
        ("'R-1' = 95, RPJMN = '1%'", ["bad-name", "percent-mark-on-index"]),
        ("'É' = 95", ["bad-name"]),
        ("RKP = true, RPJMN = '1%'", ["percent-mark-on-index", "wrong-type"]),
        ("RPJMN = { 2024 = 3, 2025 = 'a.b' }", []),
    ],
)
def test_of_comparisons(compare: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\ntarget = 91\ncompare = {{ {compare} }}\n") == expected


RESULTS = """[objective.S]
[scale.mutu]
bands = [{ at_least = 0, label = 'A' }]
[rows.r]
x = { kind = 'count' }
[table.t]
rows = 'r'
columns = { x = 'x' }
total = { x = 'sum' }
[indicator.N]
unit = 'index'
objective = 'S'
target = 91
compare = { RPJMN = 95 }
K1 = { unit = 'index', weight = '100%', formula = 'a.b' }
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("N", []),
        ("N.K1", []),
        ("N.scale", []),
        ("N.K1.scale", []),
        ("N.achievement", []),
        ("N.achievement.scale", []),
        ("N.compare.RPJMN", []),
        ("N.compare.previous", []),
        ("S.achievement", []),
        ("achievement", []),
        ("table.t.total.x", []),
        ("N.K2", ["unknown-name"]),
        ("N.K1.achievement", ["unknown-name"]),
        ("N.compare.RKP", ["unknown-name"]),
        ("a.b", ["unknown-name"]),
    ],
)
def test_of_results_that_a_case_expects(path: str, expected: list[str]) -> None:
    assert codes(f"{RESULTS}[[case]]\ndata = {{}}\nvalues = {{ '{path}' = 1 }}\n") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", []), ("1.5", []), ("'1/3'", []), ("true", ["case-value-expected"]), ("[1]", ["case-value-expected"])],
)
def test_of_values_that_a_case_expects(value: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\n[[case]]\ndata = {{}}\nvalues = {{ N = {value} }}\n") == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("that = 'N <= 100'", []),
        ("that = 'N'", ["flag-expected"]),
        ("that = 'N <='", ["formula-ends-early"]),
        ("that = 'r.x <= 100'", ["column-outside-aggregate"]),
        ("of = 'N', rises_with = 'a.b'", []),
        ("of = 'N', falls_with = ['a.b', 'a.c']", []),
        ("of = 'N', unchanged_by = 'a.b'", []),
        ("of = 'N.achievement', rises_with = 'a.b'", []),
        ("of = 'N'", ["invariant-without-claim"]),
        ("rises_with = 'a.b'", ["invariant-without-claim"]),
        ("of = 'M', rises_with = 'a.b'", ["unknown-name"]),
        ("of = 'N', rises_with = ['a.b', 'a.x']", ["unknown-name"]),
        ("of = 'N', falls_with = 'a.x'", ["unknown-name"]),
        ("of = 'N', unchanged_by = 'a.x'", ["unknown-name"]),
        ("that = 'N <= 100', of = 'M'", ["unknown-name"]),
    ],
)
def test_of_invariants(claim: str, expected: list[str]) -> None:
    assert codes(f"{RESULTS}[invariant]\nnaik = {{ {claim} }}\n") == expected


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ("K1 = { unit = 'index', weight = 60 }\nK2 = { unit = 'index', weight = '40%' }", ["wrong-type"]),
        ("K1 = { unit = 'index' }\nK2 = { unit = 'index', weight = '40%' }", ["weight-missing"]),
        ("K1 = { unit = 'index' }\nK2 = { unit = 'index' }", ["weight-missing"] * 2),
        ("aggregate = 'geometric-mean'\nK1 = { unit = 'index' }\nK2 = { unit = 'index' }", []),
        (
            "aggregate = 'geometric-mean'\nK1 = { unit = 'index' }\nK2 = { unit = 'index', weight = '40%' }",
            ["weight-missing"],
        ),
        ("aggregate = 'mean'\nK1 = { unit = 'index', weight = '40%' }", ["weight-unexpected"]),
        ("aggregate = 'men'\nK1 = { unit = 'index', weight = '40%' }", ["bad-choice"]),
        ("formula = 'K1'\nK1 = { unit = 'index', weight = '40%' }", ["weight-unexpected"]),
        ("weight = '40%'\nformula = 'a.b'", ["weight-unexpected"]),
    ],
)
def test_of_who_has_a_weight(components: str, expected: list[str]) -> None:
    assert codes(f"[indicator.N]\nunit = 'index'\n{components}\n") == expected


@pytest.mark.parametrize("number", [12, 13])
def test_of_weights_that_are_listed_one_by_one(number: int) -> None:
    components = "".join(f"K{at} = {{ unit = 'index', weight = '9%' }}\n" for at in range(number))
    (found,) = try_load(text=f"{HEAD}[indicator.N]\nunit = 'index'\n{components}")[1]
    assert len(found.labels) == 1 + 12


ROWS = """
[rows.r]
nama = { kind = 'text' }
ada = { kind = 'flag' }
x = { kind = 'rupiah' }
y = { kind = 'rupiah' }
n = { kind = 'count' }
[table.t]
"""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("rows = 'r'\ncolumns = { a = 'x', b = 'a + y' }\ntotal = { a = 'sum', b = 'formula' }", ["total-missing"]),
        (
            "rows = 'r'\ncolumns = { y = 'y', b = 'y / x', x = 'x' }\ntotal = { b = 'formula', x = 'sum', y = 'sum' }",
            [],
        ),
        ("rows = 'r'\ncolumns = { b = 'a * 2', a = 'x' }\ntotal = { b = 'formula', a = 'sum' }", []),
        ("rows = 'r'\ncolumns = { b = 'a * 2', a = 'r.x' }\ntotal = { b = 'formula' }", ["total-missing"]),
        ("rows = 'r'\ncolumns = { b = 'a.b * 2', a = 'x' }", []),
        ("rows = 'r'\ncolumns = { c = 'b', b = 'a', a = 'x' }", []),
        ("rows = 'r'\ncolumns = { a = 'b', b = 'a', c = 'x' }", ["cycle"]),
        ("rows = 'r'\ncolumns = { a = 'a' }", ["cycle"]),
        ("rows = 'r'\ncolumns = { a = 'b +', b = 'z' }", ["formula-ends-early", "unknown-name"]),
        ("rows = 'r'\ncolumns = { nama = 'nama' }\ntotal = { nama = 'count' }", []),
        ("rows = 'r'\ncolumns = { nama = 'nama' }\ntotal = { nama = 'max' }", ["text-in-formula"]),
        ("rows = 'r'\ncolumns = { ada = 'ada' }\ntotal = { ada = 'sum' }", ["text-in-formula"]),
        ("rows = 'r'\ncolumns = { x = { name = 'X' }, y = 'y' }", ["missing-key"]),
        ("rows = 'r'\ncolumns = { x = { formula = 'x', unit = 'rupiah' } }", []),
        ("rows = 'r'\ncolumns = { x = { formula = 'x', unit = 'percent' } }", ["unit-not-accepted"]),
        ("rows = 'r'\ncolumns = { x = { formula = 'nama', unit = 'orang' } }", []),
        ("columns = { x = 'x' }", ["missing-key"]),
        ("rows = 's'\ncolumns = { x = 'x' }", ["unknown-name"]),
    ],
)
def test_of_tables(told: str, expected: list[str]) -> None:
    assert codes(f"{ROWS}{told}\n") == expected
    # What is wrong with one table keeps no other from being read.
    other = "[table.z]\nrows = 'r'\ncolumns = { x = 'z' }\n"
    assert codes(f"{ROWS}{told}\n{other}") == sorted([*expected, "unknown-name"])


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("x", "rupiah"),
        ("x / y", "percent"),
        ("x / n", "rupiah"),
        ("n / x", None),
        ("x / 2", "rupiah"),
        ("x / y * 2", "plain"),
        ("1 / 3", "plain"),
        ("50%", "plain"),
        ("nama", "text"),
        ("x + y", "rupiah"),
        ("sum(r.x) / sum(r.y)", "percent"),
    ],
)
def test_of_the_unit_of_a_column(column: str, unit: str | None) -> None:
    edition, problems = try_load(text=f"{HEAD}{ROWS}rows = 'r'\ncolumns = {{ k = '{column}' }}\n")
    if edition is None:
        assert (unit, [problem.code for problem in problems]) == (None, ["units-not-combined"])
    else:
        assert edition.definition.tables["t"].columns[0].unit == unit
