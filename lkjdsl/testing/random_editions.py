"""Random editions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import define, field
from hypothesis import strategies as st

from lkjdsl.syntax.toml_writer import toml_text
from lkjdsl.syntax.unparse import unparse
from lkjdsl.testing.choices import Chooser, Draw
from lkjdsl.testing.random_expressions import expressions, names_in
from lkjdsl.testing.random_nodes import aims, funding, judged, limits_for, number_for, weights
from lkjdsl.units import COUNT, FLAG, INDEX, PERCENT, PLAIN, RATIO, RUPIAH, TEXT, Unit, of_node

YEAR = 2025
KINDS = ("count", "count", "count", "rupiah", "number", "index", "percent", "flag", "text")
NUMERIC = ("count", "rupiah", "number", "index", "percent")
NODE_UNITS = (PERCENT, INDEX, RATIO, COUNT, RUPIAH, "hari")
ENTERING: Mapping[Unit, Sequence[Unit]] = {
    INDEX: (PERCENT, INDEX),
    PERCENT: (PERCENT, RATIO),
    RATIO: (RATIO, PERCENT),
    "hari": ("hari", COUNT),
}
"""The units that the components of a node may have, where there are others than its own."""
AGGREGATES = ("weighted-mean", "weighted-mean", "mean", "median", "sum", "min", "max", "harmonic-mean")
"""Of those that stay rational."""
WEIGHTED = {"weighted-mean": "all", "harmonic-mean": "either", "geometric-mean": "either"}
WAYS = ("formula", "formula", "formula", "components", "components", "components", "both", "given")
"""Where the value of a node comes from."""
RULES = ("exclude", "unavailable", "error", 0, 1, "100%", "50%")
ROUNDINGS = ("half-up", "half-even", "half-down", "down", "up", "floor", "ceiling")
GROUPS, NAMES = ("paspor", "izin", "dana"), ("a", "b", "c", "d")
TABLES, COLUMNS = ("belanja", "laporan"), ("p", "q", "r")
FIXED = ("Belanja Pegawai", "Belanja Barang", "Modal")
"""Names of rows."""
COMPONENTS = ("K", "D", "S")
DEEPEST = len(COMPONENTS)
SCORES = "skor"
SCALES = {
    "mutu": [("88.31%", "Sangat Baik"), ("76.61%", "Baik"), ("65%", "Kurang Baik"), (0, "Tidak Baik")],
    "nilai": [(100, "Istimewa"), ("90.5", "Baik"), (60, "Cukup")],
}


@st.composite
def edition_tables(
    draw: Draw, *, rows: bool = True, previous: bool = False, roots: bool = False, constraints: bool = True
) -> dict[str, Any]:
    """
    Return the tables of an edition that has no errors, as a TOML reader would; ``toml_text`` writes them.

    Anything that the language knows may occur, in few and short nodes; left out where not asked for: *rows* with
    their aggregates and report tables, ``previous(x)``, *roots* (whose values may be approximate), *constraints*.
    """
    choose = Chooser(draw)
    maker = _EditionMaker(choose, previous, roots)
    edition: dict[str, Any] = {"lkjdsl": 1, "title": "Kinerja", "year": YEAR, "language": choose.one_of(("id", "en"))}
    edition["rules"] = maker.rules()
    edition["constant"] = {name: maker.literal() for name in choose.some(("k", "l"))}
    maker.names.update(dict.fromkeys(edition["constant"], "number"))
    edition["input"] = maker.inputs()
    edition["rows"] = maker.rows_tables() if rows else {}
    edition["objective"] = {name: {"name": f"Sasaran {name}"} for name in choose.some(("SK1", "SK2"))}
    if edition["objective"] and choose.chance(2):
        edition["rules"]["average"] = choose.one_of(("objectives", "indicators"))
    edition["indicator"] = {}
    for number in range(1, 2 + choose.below(4)):
        edition["indicator"][f"IKK{number}"] = maker.indicator(f"IKK{number}", list(edition["objective"]))
    for objective in edition["objective"].values():
        objective.update(funding(choose, maker.formula, measured=True))
    edition["scale"] = maker.scales(edition["indicator"].values())
    if f"scale.{SCORES}" in str(edition["indicator"]):
        edition["scale"][SCORES] = maker.scores()
    edition["constraint"] = maker.constraints() if constraints else {}
    edition["table"] = {"tabel": maker.table()} if maker.rows and choose.chance(2) else {}
    edition["table"] |= {"daftar": maker.stated_table()} if choose.chance(4) else {}
    return {key: value for key, value in edition.items() if value != {}}


def editions(**options: Any) -> st.SearchStrategy[str]:
    """Return the texts of :func:`edition_tables`: formula files without errors."""
    return edition_tables(**options).map(toml_text)


@define(eq=False)
class _EditionMaker:
    """Draws the parts of one edition; ``names`` are what a formula may name so far, with their units."""

    choose: Chooser
    previous: bool
    roots: bool
    names: dict[str, Unit] = field(factory=dict)
    rows: dict[str, dict[str, str]] = field(factory=dict)
    inputs_alone: dict[str, Unit] = field(factory=dict)

    def literal(self) -> Any:
        return number_for(self.choose, self.choose.one_of((INDEX, PERCENT)))

    def formula(self, unit: Unit, names: Mapping[str, Unit] | None = None, depth: int = 2) -> str:
        known = self.names if names is None else names
        if unit not in (*known.values(), FLAG):
            unit = PLAIN
        rows = self.rows if names is None else {}
        depth = self.choose.below(depth + 1)
        drawn = expressions(known, unit=unit, depth=depth, rows=rows, previous=self.previous, roots=self.roots)
        return unparse(self.choose.draw(drawn))

    def rules(self) -> dict[str, Any]:
        """Return rules, of the edition or of a node."""
        rules: dict[str, Any] = {}
        for key in ("zero_over_zero", "over_zero", "missing"):
            if self.choose.chance(4):
                rules[key] = self.choose.one_of(RULES)
        if self.choose.chance(4):
            rules["rounding"] = self.choose.one_of(ROUNDINGS)
        if self.choose.chance(4):
            rules["digits"] = self.choose.below(4)
        return rules

    def inputs(self) -> dict[str, Any]:
        groups: dict[str, Any] = {}
        for group in GROUPS[: 1 + self.choose.below(3)]:
            groups[group] = {}
            for name in NAMES[: 1 + self.choose.below(4)]:
                kind = self.choose.one_of(KINDS)
                groups[group][name] = self.declared(kind)
                self.inputs_alone[f"{group}.{name}"] = kind
        self.names.update(self.inputs_alone)
        return groups

    def declared(self, kind: str) -> dict[str, Any]:
        """Return an input of *kind*, now and then with bounds and a default."""
        declaration: dict[str, Any] = {"kind": kind}
        if kind in NUMERIC and self.choose.chance(6):
            declaration |= {"min": "0%", "max": "100%"} if kind == PERCENT else {"min": 0, "max": 1000}
        if kind == FLAG and self.choose.chance(2):
            declaration["default"] = self.choose.chance(2)
        elif kind not in (FLAG, TEXT) and self.choose.chance(6):
            declaration["default"] = "50%" if kind == PERCENT else self.choose.below(3)
        return declaration

    def rows_tables(self) -> dict[str, Any]:
        for table in self.choose.some(TABLES):
            self.rows[table] = {column: self.choose.one_of(KINDS) for column in COLUMNS[: 1 + self.choose.below(3)]}
        tables: dict[str, dict[str, dict[str, Any]]] = {
            table: {column: {"kind": kind} for column, kind in columns.items()} for table, columns in self.rows.items()
        }
        for columns in tables.values():
            texts = [declared for declared in columns.values() if declared["kind"] == TEXT]
            if texts and self.choose.chance(2):
                self.choose.one_of(texts)["fixed"] = list(FIXED[: 1 + self.choose.below(len(FIXED))])
        return tables

    def scales(self, indicators: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the scales that *indicators* name."""
        used = {
            indicator[key] for indicator in indicators for key in ("scale", "achievement_scale") if key in indicator
        }
        scales = {}
        for name in sorted(used):
            start = self.choose.one_of(("at_least", "above"))
            bands = [{start: value, "label": label} for value, label in SCALES[name]]
            scales[name] = {"lookup": self.choose.one_of(("exact", "printed")), "bands": bands}
        return scales

    def scores(self) -> dict[str, Any]:
        """Return a scale whose bands have values."""
        start = self.choose.one_of(("at_least", "above"))
        bands = [
            {start: value, "label": str(value), "value": self.choose.below(120)}
            for value in self.choose.one_of(((100, 1, 0), (3, "0.5", -10), (0,)))
        ]
        if self.choose.chance(2):
            return {"bands": bands}
        return {"lookup": "printed", "digits": self.choose.below(3), "bands": bands}

    def indicator(self, path: str, objectives: Sequence[str]) -> dict[str, Any]:
        unit = self.choose.one_of(NODE_UNITS)
        node = self.node(path, unit, 0)
        keys = aims(self.choose, unit, self.inputs_alone)
        keys |= judged(self.choose, unit, self.formula, keys)
        keys |= funding(self.choose, self.formula, measured="target" in keys)
        if objectives and self.choose.chance(2):
            keys["objective"] = self.choose.one_of(objectives)
        self.names |= {path: unit, f"{path}.achievement": PERCENT}
        target = keys.get("target", [])
        goals = target.values() if isinstance(target, dict) else [target]
        if not any(isinstance(goal, list) for goal in goals):  # which of two ends is meant, a formula has to say
            self.names[f"{path}.target"] = unit
        return node | keys

    def node(self, path: str, unit: Unit, depth: int) -> dict[str, Any]:
        """Return a node that has a formula, components, both, or neither."""
        node: dict[str, Any] = {"name": path, "unit": unit}
        way = self.choose.one_of(WAYS)
        if self.choose.chance(6):
            node["applies_if"] = self.formula(FLAG, depth=1)
        components: dict[str, Any] = {}
        if way in ("components", "both") and depth < DEEPEST:
            components = self.components(path, unit, depth, node, bare=way == "both")
        if way in ("formula", "both") or (way == "components" and not components):
            node["formula"] = self.formula(self.choose.one_of((PLAIN, unit)))
            if self.choose.chance(8):
                node["formula"] = f"score({self.formula(PLAIN)}, scale.{SCORES})"
        if self.choose.chance(3):
            node |= self.rules()
        if self.choose.chance(3):
            node |= limits_for(self.choose, unit)
        return node | components

    def components(self, path: str, unit: Unit, depth: int, node: dict[str, Any], *, bare: bool) -> dict[str, Any]:
        """Return components; how they come together is put into *node*, unless they are *bare*."""
        number = 1 + self.choose.below(4)
        shares: Sequence[str | None] = [None] * number
        if not bare:
            node["aggregate"] = self.choose.one_of((*AGGREGATES, "geometric-mean") if self.roots else AGGREGATES)
            needs = WEIGHTED.get(node["aggregate"])
            if needs == "all" or (needs == "either" and self.choose.chance(2)):
                shares = weights(self.choose, number)
            if self.choose.chance(4):
                node["min_available"] = self.choose.one_of(
                    (self.choose.below(number + 1), f"{self.choose.below(101)}%", "2/3")
                )
            if node["aggregate"] == "weighted-mean" and self.choose.chance(3):
                node["redistribute"] = "equal"
        components = {}
        for index, weight in enumerate(shares, 1):
            key = f"{COMPONENTS[depth]}{index}"
            inner = self.choose.one_of(ENTERING.get(unit, (unit,)))
            components[key] = self.node(f"{path}.{key}", inner, depth + 1)
            if weight is not None:
                components[key]["weight"] = weight
            self.names[f"{path}.{key}"] = inner
        return components

    def constraints(self) -> dict[str, str]:
        """Return what must be true of any data: mostly that parts are not greater than their whole."""
        constraints = {}
        for number in range(self.choose.below(3)):
            kind = self.choose.one_of(NUMERIC)
            alike = [path for path, one in self.inputs_alone.items() if one == kind]
            columns = [
                f"{table}.{column}" for table in self.rows for column, one in self.rows[table].items() if one == kind
            ]
            tables = {path.split(".")[0] for path in columns}
            if len(columns) > 1 and len(tables) == 1 and self.choose.chance(2):
                alike = columns
            if len(alike) > 1:
                *parts, whole = alike[:3]
                constraints[f"c{number}"] = f"{' + '.join(parts)} <= {whole}"
            elif self.choose.chance(2):
                constraints[f"c{number}"] = self.formula(FLAG, depth=1)
        return constraints

    def stated_table(self) -> dict[str, Any]:
        """Return a report table whose lines are stated; the cells of a column have one unit."""
        units = {name: self.choose.one_of((*self.names.values(), PLAIN)) for name in ("u", "v")}
        units = {name: PLAIN if unit in (TEXT, FLAG, "number") else unit for name, unit in units.items()}
        lines = [
            {"line": f"Baris {number}", **{name: self.formula(unit, depth=1) for name, unit in units.items()}}
            for number in range(1, 2 + self.choose.below(3))
        ]
        columns = {name: {"unit": of_node(unit) if unit != PLAIN else "ratio"} for name, unit in units.items()}
        total = {name: self.choose.one_of(("sum", "mean", "median", "min", "max", "count")) for name in units}
        return {"name": "Daftar", "columns": columns, "total": total, "lines": lines}

    def table(self) -> dict[str, Any]:
        """Return a report table: the columns of its rows as they are, and some that are computed from them."""
        rows = self.choose.one_of(list(self.rows))
        columns: dict[str, Any] = dict(zip(self.rows[rows], self.rows[rows], strict=True))
        numeric = {column: kind for column, kind in self.rows[rows].items() if kind in NUMERIC}
        total = {column: "sum" for column, kind in numeric.items() if kind != PERCENT or self.choose.chance(2)}
        for name in self.choose.some(("x", "y")) if numeric else ():
            unit = self.choose.one_of((*numeric.values(), "plain"))
            tree = self.choose.draw(expressions(numeric, unit=unit, depth=self.choose.below(3)))
            columns[name] = (
                unparse(tree) if self.choose.chance(2) else {"formula": unparse(tree), "digits": self.choose.below(4)}
            )
            whole = names_in(tree) <= total.keys()
            total[name] = self.choose.one_of(
                ("sum", "mean", "median", "min", "max", "count", *(["formula"] if whole else []))
            )
        return {"name": "Tabel", "rows": rows, "columns": columns, "total": total}
