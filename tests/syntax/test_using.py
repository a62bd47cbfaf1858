"""Definitions that an edition uses: what comes of them, where it is said to stand, and what is refused."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.edition import Edition, load, try_load
from lkjdsl.editions.edits import checked
from lkjdsl.files import read_source
from lkjdsl.source import Place, Source
from lkjdsl.syntax import named_files
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.places import spot
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_writer import toml_text
from lkjdsl.trying.cases import try_case
from tests.support.survey_edition import SURVEY

HEAD = "lkjdsl = 1\ntitle = 'Kantor'\nyear = 2025\n"


def files(folder: Path, own: str, **others: str) -> Path:
    """Write the definitions, *others*, and an edition; return its path."""
    for name, text in {"skm": SURVEY, **others}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "edition.toml").write_text(own, encoding="utf-8")
    return folder / "edition.toml"


def edition(folder: Path, own: str, **others: str) -> Edition:
    return load(files(folder, HEAD + own, **others))


def written(folder: Path, own: str, **others: str) -> ExtendedTables:
    found = read_written(files(folder, HEAD + own, **others))
    assert isinstance(found, ExtendedTables), found
    return found


def problems(folder: Path, own: str, **others: str) -> tuple[Diagnostic, ...]:
    return try_load(files(folder, HEAD + own, **others))[1]


USE = "[indicator.IKK4]\nuse = 'skm.toml/IKM'\n"


def test_a_definition_comes_with_what_it_needs_and_nothing_else(tmp_path: Path) -> None:
    tables = written(tmp_path, USE).tables
    assert set(tables["input"]["survei"]) == {"n", "jumlah"}
    assert (tables["constant"], set(tables["scale"])) == ({"konversi": 25}, {"mutu"})
    assert tables["constraint"] == {"wajar": "survei.jumlah <= 4 * survei.n"}
    assert tables["invariant"] == {"atas": {"that": "IKK4 <= 100 or IKK4.N > 4"}}
    assert "rows" not in tables
    assert tables["case"] == [
        {
            "name": "contoh",
            "data": {"survei": {"n": 10, "jumlah": 35}},
            "values": {"IKK4": read("x = 87.5")["x"], "IKK4.scale": "D"},
        }
    ]


def test_the_rules_of_the_file_hold_for_the_definition(tmp_path: Path) -> None:
    used = edition(tmp_path, f"[rules]\nzero_over_zero = 0\n{USE}")
    assert used.evaluate({"survei.n": 0, "survei.jumlah": 0})["IKK4"].status == "unavailable"
    assert used.evaluate({"survei.n": 3, "survei.jumlah": 10})["IKK4"].printed == "83,333"


def test_what_the_edition_says_of_its_own_stands_over_the_definition(tmp_path: Path) -> None:
    used = edition(
        tmp_path,
        "[objective.SK1]\nname = 'S'\n[rules]\naverage = 'objectives'\n"
        f"{USE}name = 'Survei'\nobjective = 'SK1'\ntarget = {{ 2025 = 90 }}\ndigits = 1\ncompare = {{ RPJMN = 95 }}\n",
    )
    outcome = used.evaluate({"survei.n": 100, "survei.jumlah": 380})
    node = used.indicators["IKK4"]
    assert (node.name, outcome["IKK4"].printed) == ("Survei", "95,0")
    assert outcome["IKK4.achievement"].printed == "105,6%"


def test_indicators_stay_in_the_order_of_the_edition(tmp_path: Path) -> None:
    own = "[indicator.A]\nunit = 'index'\n[indicator.B]\nuse = 'skm.toml/IKM'\n[indicator.C]\nunit = 'index'\n"
    assert list(edition(tmp_path, own).indicators) == ["A", "B", "C"]


def test_a_component_may_be_a_definition(tmp_path: Path) -> None:
    own = (
        "[indicator.I]\nunit = 'index'\n[indicator.I.K1]\nunit = 'index'\nweight = '40%'\n"
        "[indicator.I.K2]\nuse = 'skm.toml/IKM'\nweight = '60%'\n[indicator.I.K3]\nunit = 'index'\nweight = '0%'\n"
    )
    used = edition(tmp_path, own)
    assert [node.path for node in used.indicators["I"].components] == ["I.K1", "I.K2", "I.K3"]
    data = {"survei.n": 100, "survei.jumlah": 380, "given": {"I.K1": {"value": 90, "from": "x"}}}
    assert used.evaluate(data)["I"].exact == 93


def test_a_component_of_a_definition_can_be_used(tmp_path: Path) -> None:
    used = edition(tmp_path, "[indicator.Mean]\nuse = 'skm.toml/IKM.N'\n")
    assert used.evaluate({"survei.n": 4, "survei.jumlah": 14})["Mean"].exact == Fraction(7, 2)


def test_a_component_of_what_is_used_can_be_another_definition_and_keeps_its_weight(tmp_path: Path) -> None:
    nka = f"{HEAD}[indicator.NKA]\nunit = 'index'\n" + "".join(
        f"[indicator.NKA.{name}]\nunit = 'index'\nweight = '50%'\nname = '{name}'\n" for name in ("Plan", "Doing")
    )
    own = "[indicator.Q]\nuse = 'nka.toml/NKA'\n[indicator.Q.Doing]\nuse = 'skm.toml/IKM'\n"
    used = edition(tmp_path, own, nka=nka)
    assert set(used.inputs) == {"survei.n", "survei.jumlah"}
    data = {"survei.n": 100, "survei.jumlah": 380, "given": {"Q.Plan": {"value": 90, "from": "x"}}}
    assert used.evaluate(data)["Q"].printed == "92,50"
    assert used.indicators["Q"].components[1].name == "Doing"


def test_two_surveys_are_two_uses_with_other_names(tmp_path: Path) -> None:
    own = f"{USE}[indicator.IKK5]\nuse = 'skm.toml/IKM'\nrename = {{ survei = 'paspor', konversi = 'faktor' }}\n"
    used = edition(tmp_path, own)
    data = {"survei.n": 10, "survei.jumlah": 35, "paspor.n": 10, "paspor.jumlah": 38}
    outcome = used.evaluate(data)
    assert (outcome["IKK4"].printed, outcome["IKK5"].printed) == ("87,500", "95,000")
    assert set(used.definition.constraints) == {"wajar", "wajar_IKK5"}
    assert [case.values for case in used.definition.cases][1].keys() == {"IKK5", "IKK5.scale"}


def test_one_input_can_be_renamed(tmp_path: Path) -> None:
    used = edition(tmp_path, f"{USE}rename = {{ 'survei.n' = 'responden.jumlah' }}\n")
    assert set(used.inputs) == {"survei.jumlah", "responden.jumlah"}


def test_rows_come_with_their_report_table(tmp_path: Path) -> None:
    used = written(tmp_path, "[indicator.U]\nuse = 'skm.toml/Unsur'\nrename = { unsur = 'unsur_paspor' }\n").tables
    assert used["table"]["unsur"]["rows"] == "unsur_paspor"
    assert used["table"]["unsur"]["columns"]["nilai"] == "unsur_paspor.nilai"
    assert used["indicator"]["U"]["formula"] == "mean(unsur_paspor.nilai)"


def test_the_same_declaration_is_one_and_an_entry_without_its_kind_a_change(tmp_path: Path) -> None:
    own = (
        f"{USE}[input.survei]\nn = {{ kind = 'count' }}\njumlah = {{ alias = 'Total' }}\n"
        "[indicator.IKK5]\nuse = 'skm.toml/IKM.N'\n"
    )
    used = edition(tmp_path, own)
    assert used.inputs["survei.jumlah"].alias == ("Total",)


def test_a_definition_that_is_changed_brings_no_cases(tmp_path: Path) -> None:
    assert edition(tmp_path, f"{USE}cap = 90\n").definition.cases == ()


def test_own_cases_come_first_and_keep_their_places(tmp_path: Path) -> None:
    own = f"{USE}[[case]]\nname = 'own'\nvalues = {{ IKK4 = 'unavailable' }}\n"
    cases = edition(tmp_path, own).definition.cases
    assert [(case.name, spot(case.place).file.rpartition("/")[2]) for case in cases if case.place] == [
        ("own", "edition.toml"),
        ("contoh", "skm.toml"),
    ]


def test_an_edition_that_extends_one_may_change_remove_and_use_anew(tmp_path: Path) -> None:
    base = f"{HEAD}{USE}name = 'Lama'\ntarget = {{ 2025 = 90 }}\n[indicator.IKK4.N]\ndigits = 1\n"
    own = (
        "extends = 'base.toml'\nyear = 2026\nremove = ['wajar', 'IKK4.scale']\n"
        "[indicator.IKK4]\ntarget = { 2026 = 91 }\n"
    )
    used = load(files(tmp_path, own, base=base))
    assert (used.definition.constraints, used.indicators["IKK4"].scale) == ({}, None)
    assert used.indicators["IKK4"].components[0].digits == 1
    anew = "extends = 'base.toml'\nremove = 'IKK4.N'\n[indicator.IKK4]\nuse = 'skm.toml/Unsur'\n"
    other = load(files(tmp_path, anew, base=base))
    assert (other.indicators["IKK4"].name, set(other.inputs)) == ("Lama", set())


def test_a_file_is_looked_for_beside_the_one_that_says_it(tmp_path: Path) -> None:
    (tmp_path / "lama").mkdir()
    files(tmp_path / "lama", HEAD + USE)
    (tmp_path / "baru.toml").write_text("extends = 'lama/edition.toml'\nyear = 2026\n")
    assert load(tmp_path / "baru.toml").indicators["IKK4"].unit == "index"


def test_what_is_shown_whole_is_the_same_edition(tmp_path: Path) -> None:
    whole = toml_text(written(tmp_path, USE).tables)
    assert "use" not in read(whole)["indicator"]["IKK4"]
    assert load(text=whole).evaluate({"survei.n": 10, "survei.jumlah": 35})["IKK4"].exact == Fraction(175, 2)


PLACES = {
    "own name": (("indicator", "IKK4", "name"), None, "edition.toml", "name = 'Survei'"),
    "formula": (("indicator", "IKK4", "formula"), None, "skm.toml", "formula = 'N * konversi'"),
    "component": (("indicator", "IKK4", "N"), None, "skm.toml", "[indicator.IKM.N]"),
    "rule": (("indicator", "IKK4", "digits"), None, "skm.toml", "digits = 3"),
    "input": (("input", "paspor", "n"), None, "skm.toml", "n = { kind = 'count' }"),
    "constraint": (("constraint", "wajar"), None, "skm.toml", "wajar = 'survei.jumlah <= 4 * survei.n'"),
    "case": (("case", 0, "values"), None, "skm.toml", "values = { IKM = 87.5, 'IKM.scale' = 'D', Lain = 91.5 }"),
}


@pytest.mark.parametrize("name", PLACES)
def test_places_are_in_the_file_that_says_the_thing(name: str, tmp_path: Path) -> None:
    path, span, file, line = PLACES[name]
    source = written(tmp_path, f"{USE}name = 'Survei'\nrename = {{ survei = 'paspor' }}\n").source
    found = spot(Place(source, path, span=span))
    assert (found.file.rpartition("/")[2], found.text) == (file, line)


# paspor.jumlah / p.n: what stands there as survei.jumlah / survei.n
SPANS = {(0, 13): (12, 25), (16, 24): (28, 36), (14, 15): (26, 27), (0, 24): (12, 36), (20, 24): (28, 36)}


@pytest.mark.parametrize("span", SPANS)
def test_characters_of_a_renamed_formula_are_those_of_the_original(span: tuple[int, int], tmp_path: Path) -> None:
    source = written(tmp_path, f"{USE}rename = {{ survei = 'paspor' }}\n").source
    found = spot(Place(source, ("indicator", "IKK4", "N", "formula"), span=span))
    assert (found.column, found.end_column) == SPANS[span]


REFUSED: Mapping[str, tuple[str, str, str]] = {
    "no file": ("[indicator.I]\nuse = 'skn.toml/IKM'\n", "file-missing", "use = 'skn.toml/IKM'"),
    "no definition": ("[indicator.I]\nuse = 'skm.toml'\n", "use-without-definition", "use = 'skm.toml'"),
    "an unknown one": ("[indicator.I]\nuse = 'skm.toml/IKN'\n", "use-unknown", "use = 'skm.toml/IKN'"),
    "an attribute": ("[indicator.I]\nuse = 'skm.toml/IKM.target'\n", "use-unknown", "use = 'skm.toml/IKM.target'"),
    "outside": ("[indicator.I]\nuse = '../skm.toml/IKM'\n", "extends-outside", "use = '../skm.toml/IKM'"),
    "itself": ("[indicator.I]\nuse = 'edition.toml/I'\n", "extends-circle", "use = 'edition.toml/I'"),
    "a number": ("[indicator.I]\nuse = 3\n", "wrong-type", "use = 3"),
    "not in the library": ("[indicator.I]\nuse = 'lkjdsl:x/I'\n", "library-unknown", "use = 'lkjdsl:x/I'"),
    "another indicator": ("[indicator.I]\nuse = 'skm.toml/Lain'\n", "use-needs-other", "use = 'skm.toml/Lain'"),
    "another scale": (
        f"{USE}[scale.mutu]\nbands = [{{ at_least = 0, label = 'A' }}]\n",
        "use-clash",
        "[scale.mutu]",
    ),
    "another constant": (f"{USE}[constant]\nkonversi = 20\n", "use-clash", "konversi = 20"),
    "another input": (
        f"{USE}[input.survei]\nn = {{ kind = 'rupiah' }}\n",
        "use-clash",
        "n = { kind = 'rupiah' }",
    ),
    "a misspelt component": (f"{USE}[indicator.IKK4.M]\ndigits = 1\n", "change-unknown", "[indicator.IKK4.M]"),
    "an unknown new name": (f"{USE}rename = {{ survai = 'b' }}\n", "rename-unknown", "rename = { survai = 'b' }"),
    "a bad new name": (f"{USE}rename = {{ survei = 'B' }}\n", "bad-name", "rename = { survei = 'B' }"),
    "a new name of two parts": (f"{USE}rename = {{ survei = 'b.c' }}\n", "bad-name", "rename = { survei = 'b.c' }"),
    "new names as a text": (f"{USE}rename = 'b'\n", "wrong-type", "rename = 'b'"),
    "a new name that is none": (f"{USE}rename = {{ survei = 3 }}\n", "wrong-type", "rename = { survei = 3 }"),
    "new names of nothing": ("[indicator.I]\nunit = 'index'\nrename = {}\n", "rename-without-use", "rename = {}"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    own, code, line = REFUSED[name]
    found = [problem for problem in problems(tmp_path, own) if problem.severity == "error"]
    assert [one.code for one in found] == [code]
    assert spot(found[0].labels[0].place).text == line


@pytest.mark.parametrize("name", ["skm-2017", "skm-2017.toml"])
def test_a_file_of_the_library_is_suggested_where_its_prefix_is_left_out(name: str, tmp_path: Path) -> None:
    found = problems(tmp_path, f"[indicator.I]\nuse = '{name}/IKM'\n")
    assert [(each.code, each.values["nearest"]) for each in found] == [("file-missing", "lkjdsl:skm-2017")]


def test_a_removal_of_what_nobody_has_is_told(tmp_path: Path) -> None:
    own = f"{HEAD}remove = 'IKK4.K9'\n{USE}"
    assert [one.code for one in try_load(files(tmp_path, own))[1]] == ["remove-unknown"]


def test_a_file_that_is_no_edition_is_told_in_its_own_words(tmp_path: Path) -> None:
    found = problems(tmp_path, USE, skm=SURVEY.replace("unit = 'index'", "unti = 'index'"))
    assert {one.code for one in found} == {"unknown-key", "missing-key"}
    assert spot(found[0].labels[0].place).file.endswith("skm.toml")


@pytest.mark.parametrize(("year", "told"), [(2016, True), (2017, False), (2025, False), (2026, True)])
def test_a_definition_for_other_years_is_told(year: int, *, told: bool, tmp_path: Path) -> None:
    own = HEAD.replace("2025", str(year)) + USE
    found = try_load(files(tmp_path, own))[1]
    assert ("use-outside-validity" in [one.code for one in found]) is told


def test_an_edition_with_definitions_can_be_changed_before_the_check(tmp_path: Path) -> None:
    assert checked(written(tmp_path, USE))[0] is not None


ROUNDED = f"""{HEAD}[rules]
digits = 3
[input.a]
x = {{ kind = 'number' }}
[indicator.I]
unit = 'index'
[indicator.I.K1]
unit = 'index'
weight = '100%'
round = 0
[indicator.I.K1.D1]
unit = 'index'
weight = '100%'
formula = 'a.x'
[[case]]
data = {{ a = {{ x = 2.34567 }} }}
values = {{ I = '2,000', 'I.K1' = '2', 'I.K1.D1' = '2,346' }}
"""


def test_a_definition_prints_the_digits_of_its_own_file(tmp_path: Path) -> None:
    """There those of `[rules]` come after `round`, and are not handed down from a node that is rounded."""
    for used in (load(text=ROUNDED), edition(tmp_path, "[indicator.J]\nuse = 'other.toml/I'\n", other=ROUNDED)):
        outcome = used.evaluate({"a.x": Decimal("2.34567")})
        top = next(iter(used.indicators))
        printed = [outcome[path].printed for path in (top, f"{top}.K1", f"{top}.K1.D1")]
        assert printed == ["2,000", "2", "2,346"]
        assert not try_case(used, used.definition.cases[0]).misses


def test_files_that_double_at_every_step_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    node = "[indicator.I]\nunit = 'index'\n"
    (tmp_path / "0.toml").write_text(f"{HEAD}{node}", encoding="utf-8")
    for level in range(1, 20):
        parts = [f"[indicator.I.K{n}_{level}]\nuse = '{level - 1}.toml/I'\nweight = '50%'\n" for n in (1, 2)]
        (tmp_path / f"{level}.toml").write_text(HEAD + node + "".join(parts), encoding="utf-8")
    assert [one.code for one in try_load(tmp_path / "19.toml")[1]] == ["use-too-large"]


def test_a_file_that_many_use_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a lattice of files each of which uses both of the next step, the roads double at every step."""
    for level in range(12):
        for side in "ab":
            below = "".join(
                f"[indicator.{side.upper()}{one}]\nuse = '{one}{level - 1}.toml/I'\n" for one in ("ab" if level else "")
            )
            text = f"{HEAD}[indicator.I]\nunit = 'index'\n{below}"
            (tmp_path / f"{side}{level}.toml").write_text(text, encoding="utf-8")
    read: list[str] = []

    def counted(name: str, asked_by: str = "") -> Source | Diagnostic:
        read.append(name)
        return read_source(name, asked_by)

    monkeypatch.setattr(named_files, "read_source", counted)
    assert load(tmp_path / "a11.toml").indicators
    assert len(read) <= 4 * 12


def test_what_is_set_on_top_of_an_edition_leaves_places_where_they_are(tmp_path: Path) -> None:
    """`what-if` puts a text of its own over the edition: what that does not say is still found."""
    above = Source("--set", "x = 1", base=written(tmp_path, USE).source)
    found = spot(Place(above, ("indicator", "IKK4", "N", "formula")))
    assert (found.file.rpartition("/")[2], found.text) == ("skm.toml", "formula = 'survei.jumlah / survei.n'")


def test_what_is_removed_of_a_definition_needs_no_inputs(tmp_path: Path) -> None:
    own = f"{HEAD}remove = ['IKK4.formula', 'IKK4.N']\n{USE}[indicator.IKK4.K1]\nunit = 'index'\nweight = '100%'\n"
    used = load(files(tmp_path, own))
    assert (set(used.inputs), used.definition.constraints, used.definition.cases) == (set(), {}, ())
    assert [node.path for node in used.indicators["IKK4"].components] == ["IKK4.K1"]
