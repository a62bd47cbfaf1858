"""Tables with themselves: totals, means, and columns that are worked out from others."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from attrs import define, frozen

from lkjdsl.diagnostic import Both
from lkjdsl.documents.blocks import Table
from lkjdsl.proofreading.achievements import achievement, ratio
from lkjdsl.proofreading.checks import FaultKind, FractionBounds, NumberCheck, added, agrees, bounds, spread
from lkjdsl.proofreading.genre import genre
from lkjdsl.proofreading.numbers import NumberInText, Site

MOST_COLUMNS = 16
MOST_ROWS = 400
COUNTED = re.compile(r"(?:no|nomor|kode|tahun)\b.{0,8}", re.IGNORECASE)
LONGEST_ROLE = 4
"""Words of a row that is named by what it holds, such as ``Realisasi (%)``."""
HUNDRED = Fraction(100)


@define(eq=False, slots=False)
class TableNumbers:
    """A table as numbers: ``numbers[row][column]`` under the heading, None where a cell is no single number."""

    table: Table
    sites: Sequence[Site]

    @cached_property
    def numbers(self) -> list[list[NumberInText | None]]:
        """Return the single number of each cell, at the place where the cell begins."""
        table, by_cell = self.table, dict[int, list[Site]]()
        for site in self.sites:
            by_cell.setdefault(id(site.cell), []).append(site)
        rows: list[list[NumberInText | None]] = []
        for row in table.rows[table.header_rows :]:
            numbers: list[NumberInText | None] = [None] * len(table.columns)
            for cell in row:
                printed = [number for site in by_cell.get(id(cell), ()) for number in site.numbers]
                if len(printed) == 1 and cell.row_span == 1 and is_figure(cell.string, printed[0]):
                    numbers[cell.column] = printed[0]
            rows.append(numbers)
        counted = [column for column in range(len(table.columns)) if self._counts(rows, column)]
        for numbers in rows:
            for column in counted:
                numbers[column] = None
        return rows

    def _counts(self, rows: Sequence[Sequence[NumberInText | None]], column: int) -> bool:
        """Return whether a column only counts the rows, or holds years."""
        if COUNTED.fullmatch(self.table.columns[column].strip()):
            return True
        values = [row[column] for row in rows]
        there = [value.value for value in values if value is not None]
        if column == 0 and len(there) > 1 and all(after - before == 1 for before, after in pairwise(there)):
            return True
        return column == 0 and all(value is None or not value.measures for value in values)

    @cached_property
    def labels(self) -> list[str]:
        """Return the words of each row: its cells that are no numbers, a merged one in each of its rows."""
        grid = self.table.grid()[self.table.header_rows :]
        labels = []
        for row, numbers in zip(grid, self.numbers, strict=True):
            cells = [cell for cell, number in zip(row, numbers, strict=True) if cell is not None and number is None]
            texts = dict.fromkeys(cell.string for cell in cells if re.search(r"[^\W\d_]{2}", cell.string))
            labels.append(" | ".join(texts))
        return labels

    @cached_property
    def names(self) -> list[list[str]]:
        """
        Return what each row may be named by: its own cells that are no numbers; with a group before it, both together.

        A cell with a figure among its words names nothing.
        """
        grid = self.table.grid()[self.table.header_rows :]
        rows = []
        for row, numbers in zip(grid, self.numbers, strict=True):
            cells = {
                id(cell): cell for cell, number in zip(row, numbers, strict=True) if cell is not None and number is None
            }
            texts = [
                cell
                for cell in cells.values()
                if re.search(r"[^\W\d_]{3}", cell.string) and not re.search(r"\d[.,]\d|= *\d", cell.string)
            ]
            own = [_unnumbered(cell.string) for cell in texts if cell.row_span == 1]
            groups = [_unnumbered(cell.string) for cell in texts if cell.row_span > 1]
            rows.append([*own, *(f"{group} {name}" for group in groups for name in own)] if own else groups)
        return rows

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a row of one, else nothing."""
        for text in self.labels[row].split(" | "):
            plain = re.sub(r"\(.*?\)", "", text).strip(" .:*").casefold()
            for kind, words in genre().row.items():
                longer = len(plain.split()) <= 5 and any(plain.startswith(f"{word} ") for word in words)  # noqa: PLR2004
                if plain in words or (longer and self.labels[row].count(" | ") == 0 and row == len(self.labels) - 1):
                    return kind
        return ""


def _unnumbered(text: str) -> str:
    return re.sub(r"^\W*(?:\d+|[A-Za-z]|[IVX]+)(?:\.\d+)*[.)]\s*", "", text)


def is_figure(string: str, number: NumberInText) -> bool:
    """Return whether a cell holds *number* and at most its unit."""
    rest = string.replace(number.text, "", 1).strip(" .[]()*").casefold()
    return number.measures and (not rest or (len(rest.split()) <= 2 and not re.search(r"\d", rest)))  # noqa: PLR2004


@frozen(eq=False)
class ColumnRelation:
    """How the number of a column follows from those of other columns."""

    name: str
    columns: Sequence[int]
    of: Callable[[Sequence[FractionBounds]], FractionBounds | None]
    is_named: bool = False


@frozen(eq=False)
class NumberMatrix:
    """The numbers of a table, either way up: the title of each column, and for each row whether it is a total."""

    numbers: Sequence[Sequence[NumberInText | None]]
    titles: Sequence[str]
    kinds: Sequence[str]

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a row of one, else nothing."""
        return self.kinds[row]


def table_checks(view: TableNumbers) -> Iterator[NumberCheck]:
    """Yield every relation of the table with itself that is one."""
    if len(view.table.columns) > MOST_COLUMNS or not 0 < len(view.numbers) <= MOST_ROWS:
        return
    kinds = [view.row_kind(row) for row in range(len(view.numbers))]
    yield from _column_relations(NumberMatrix(view.numbers, view.table.columns, kinds))
    if len(view.numbers) <= MOST_COLUMNS:
        names = [name if len((name := " ".join(names[:1])).split()) <= LONGEST_ROLE else "" for names in view.names]
        turned = list(zip(*view.numbers, strict=True))
        matrix = NumberMatrix(turned, names, ["total" if _is_total(title) else "" for title in view.table.columns])
        for column, relation in _named(matrix):
            if relation.name != "sum":  # totals of columns are aggregates
                yield from _settled(list(_tried(matrix, column, relation)))
    yield from _aggregates(view)


def _is_total(title: str) -> bool:
    return title.strip(" .:").casefold() in (*genre().row["total"], *genre().row["average"])


def _ratio(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return ratio(one[0], one[1])


def _growth(one: Sequence[FractionBounds]) -> FractionBounds | None:
    ratio = _ratio(one)
    return None if ratio is None else (ratio[0] - HUNDRED, ratio[1] - HUNDRED)


def _difference(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return one[0][0] - one[1][1], one[0][1] - one[1][0]


def _share(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return spread(lambda a, b: a * b / HUNDRED, one[0], one[1])


def _product(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return spread(lambda a, b: a * b, one[0], one[1])


def _sum(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return added(one)


def _mean(one: Sequence[FractionBounds]) -> FractionBounds | None:
    low, high = added(one)
    return low / len(one), high / len(one)


def role_of(title: str) -> str:
    """Return the role of a column or row with this title, the last word of a role that stands in it deciding."""
    plain = re.sub(r"\s+", " ", title).strip().casefold()
    if re.search(r"%?\s*capaian|capaian\s*\(?%", plain) and not re.search(
        r"capaian (kinerja )?(tahun|20\d\d)\b", plain
    ):
        return "achievement"
    hits = []
    for role, words in genre().role.items():
        for word in words:
            hits += [
                (found.start(), len(word), role) for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", plain)
            ]
    return min(hits, key=lambda hit: (hit[0], -hit[1]))[2] if hits else ""


def _named(view: NumberMatrix) -> list[tuple[int, ColumnRelation]]:
    """Return the relations that the titles of the columns name."""
    relations = []
    roles: dict[str, list[int]] = {}
    for column, title in enumerate(view.titles):
        if any(row[column] is not None for row in view.numbers):
            roles.setdefault(role_of(title), []).append(column)
    single = {role: columns[0] for role, columns in roles.items() if len(columns) == 1}
    if {"target", "value", "achievement"} <= single.keys():
        relations.append(
            (single["achievement"], ColumnRelation("ratio", (single["value"], single["target"]), _ratio, is_named=True))
        )
    if {"base", "value"} <= single.keys() and "target" not in roles:
        base, value = single["base"], single["value"]
        share = single.get("absorption", single.get("achievement"))
        if share is not None:
            relations.append((share, ColumnRelation("ratio", (value, base), _ratio, is_named=True)))
        if "difference" in single:
            relations.append(
                (single["difference"], ColumnRelation("difference", (base, value), _difference, is_named=True))
            )
    titles = [title.strip().casefold() for title in view.titles]
    for column, title in enumerate(titles):
        if title in genre().row["total"] and column >= 2:  # noqa: PLR2004 - a total of two at least
            parts = [at for at in range(column) if any(row[at] is not None for row in view.numbers)]
            if len(parts) >= 2 and all(role_of(titles[at]) in ("", "value") for at in parts):  # noqa: PLR2004
                relations.append((column, ColumnRelation("sum", parts, _sum, is_named=True)))
    return relations


def _possible(view: NumberMatrix, column: int) -> Iterator[ColumnRelation]:
    others = [at for at in range(len(view.titles)) if at != column and any(row[at] for row in view.numbers)]
    for first in others:
        for second in others:
            if first != second:
                yield ColumnRelation("ratio", (first, second), _ratio)
                yield ColumnRelation("difference", (first, second), _difference)
                yield ColumnRelation("growth", (first, second), _growth)
                if first < second:
                    yield ColumnRelation("share", (first, second), _share)
                    yield ColumnRelation("product", (first, second), _product)
    for start in range(len(others)):
        for end in range(start + 2, len(others) + 1):
            run = others[start:end]
            if all(after - before == 1 for before, after in pairwise(run)) and (run[-1] < column or run[0] > column):
                yield ColumnRelation("sum", run, _sum)
                yield ColumnRelation("mean", run, _mean)


def _column_relations(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the relations that titles name, then those that most rows show, a result being right of its operands."""
    settled: set[int] = set()
    members: list[frozenset[int]] = []
    for column, relation in _named(view):
        rows = _settled(list(_tried(view, column, relation)))
        if rows:
            settled.add(column)
            members.append(frozenset((column, *relation.columns)))
            yield from rows
    width = [at for at in range(len(view.titles)) if any(row[at] for row in view.numbers)]
    for column in reversed(width):
        if column in settled:
            continue
        best: tuple[int, ColumnRelation, list[NumberCheck]] | None = None
        for relation in _possible(view, column):
            if frozenset((column, *relation.columns)) in members:
                continue  # the same relation, solved for an operand
            rows = list(_tried(view, column, relation))
            held = {one.computed for one in rows if one.holds and _is_telling(one)}
            failed = sum(not one.holds for one in rows)
            if len(held) >= 2 and failed * 2 <= len(held) and (best is None or (len(held) - failed) > best[0]):  # noqa: PLR2004
                best = (len(held) - failed, relation, rows)
        if best is not None:
            members.append(frozenset((column, *best[1].columns)))
            yield from best[2]


def _settled(rows: list[NumberCheck]) -> list[NumberCheck]:
    """Return the checks of a relation that a table names, none where most of them fail."""
    held = sum(one.holds for one in rows)
    return rows if held >= len(rows) / 2 or len(rows) == 1 else []


def _is_telling(check: NumberCheck) -> bool:
    """Return whether that a check holds tells something: the result repeats no operand and is no nought."""
    values = [part.value for part in check.parts]
    return check.result.value != 0 and check.result.value not in values and sum(value != 0 for value in values) > 1


def _tried(view: NumberMatrix, column: int, relation: ColumnRelation) -> Iterator[NumberCheck]:
    for number, row in enumerate(view.numbers):
        result, parts = row[column], [row[at] for at in relation.columns]
        present = [part for part in parts if part is not None]
        if result is None or len(present) < len(parts) or result.is_ambiguous:
            continue
        if relation.name == "sum" and len(present) < 2:  # noqa: PLR2004
            continue
        computed = relation.of([bounds(part) for part in present])
        exact = relation.of([(part.value, part.value) for part in present])
        if computed is None or exact is None:
            continue
        holds = agrees(result, computed) or _otherwise(relation, result, present)
        if not holds and view.row_kind(number) and (not relation.is_named or _is_aggregate(view, number, column)):
            continue  # a total of quotients may have rules of its own
        yield NumberCheck(
            "total" if relation.name == "sum" else "arithmetic",
            result,
            present,
            holds,
            exact[0],
            _words(relation, present),
        )


def _is_aggregate(view: NumberMatrix, row: int, column: int) -> bool:
    """Return whether a number in a row of totals is the sum or the mean of those above it."""
    result = view.numbers[row][column]
    parts = [
        bounds(one) for at in range(row) if not view.row_kind(at) and (one := view.numbers[at][column]) is not None
    ]
    computed = (_sum(parts), _mean(parts)) if parts else ()
    return result is not None and any(one is not None and agrees(result, one) for one in computed)


def _otherwise(relation: ColumnRelation, result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a quotient follows by another way to measure an achievement, or a difference the other way."""
    if relation.name == "difference":
        low, high = spread(lambda a, b: b - a, bounds(parts[0]), bounds(parts[1]))
        return agrees(result, (low, high))
    if relation.name != "ratio":
        return False
    found = achievement(parts, result)
    return found is not None and found[1]


def _words(relation: ColumnRelation, parts: Sequence[NumberInText]) -> Both:
    texts = [part.text for part in parts]
    match relation.name:
        case "ratio":
            line = f"{texts[0]} / {texts[1]} × 100"
        case "difference":
            line = f"{texts[0]} - {texts[1]}"
        case "growth":
            line = f"({texts[0]} - {texts[1]}) / {texts[1]} × 100"
        case "share":
            line = f"{texts[0]} × {texts[1]} / 100"
        case "product":
            line = f"{texts[0]} × {texts[1]}"
        case "mean":
            line = f"({' + '.join(texts)}) / {len(texts)}"
        case _:
            line = " + ".join(texts)
    return Both(line, line)


def _aggregates(view: TableNumbers) -> Iterator[NumberCheck]:
    """Yield the totals and means of columns."""
    kinds = [view.row_kind(row) for row in range(len(view.numbers))]
    for row, kind in enumerate(kinds):
        if not kind:
            continue
        yield from _aggregate(view, kinds, row)
    yield from _weights(view, kinds)


def _segments(view: TableNumbers, kinds: Sequence[str], row: int) -> Iterator[list[int]]:
    """Yield the rows that an aggregate may be of: since the last one of any kind, all plain rows, all totals."""
    kind = kinds[row]
    start = max((at + 1 for at in range(row) if kinds[at] == kind), default=0)
    since = [at for at in range(start, row) if not kinds[at]]
    yield since
    last = max((at + 1 for at in range(row) if kinds[at]), default=0)
    if last != start:
        yield list(range(last, row))
    yield [at for at in range(row) if not kinds[at]]
    yield [at for at in range(row) if kinds[at] == kind]
    if row == 0 or not since:
        yield [at for at in range(row + 1, len(kinds)) if not kinds[at]]
    yield from _levels(view, kinds, row)


def _levels(view: TableNumbers, kinds: Sequence[str], row: int) -> Iterator[list[int]]:
    """Yield rows of one level of a numbering (I., A., 1.) by their first cell, and rows set in bold."""
    firsts = []
    for at, cells in enumerate(view.table.rows[view.table.header_rows :]):
        firsts.append(cells[0].string.strip() if cells and at < len(kinds) else "")
    for form in (
        r"[IVX]+\.?\Z",
        r"[A-Z]\.?\Z",
        r"\d+\.?\Z",
        r"\d+\.\d+\.?\Z",
        r"[a-z][.)]?\Z",
        r"[IVX]+\.\s",
        r"[A-Z]\.\s",
        r"\d+\.\s",
        r"[a-z]\.\s",
    ):
        some = [at for at in range(row) if not kinds[at] and re.match(form, firsts[at])]
        if len(some) > 1:
            yield some


def _aggregate(view: TableNumbers, kinds: Sequence[str], row: int) -> Iterator[NumberCheck]:
    of = _sum if kinds[row] == "total" else _mean
    failed: list[tuple[int, NumberCheck]] = []
    held = 0
    for column, result in enumerate(view.numbers[row]):
        if result is None:
            continue
        choices = []
        for segment in _segments(view, kinds, row):
            parts = [number for at in segment if (number := view.numbers[at][column]) is not None]
            if len(parts) > 1 and not any(part.is_ambiguous for part in parts):
                choices.append((segment, parts))
        if not choices or result.is_ambiguous:
            continue
        checks = []
        for _, parts in choices:
            computed, exact = of([bounds(part) for part in parts]), of([(part.value, part.value) for part in parts])
            assert computed is not None
            assert exact is not None
            kind: FaultKind = "total" if of is _sum else "arithmetic"
            sign = " + ".join(part.text for part in parts)
            words = Both(sign, sign) if of is _sum else Both(f"({sign}) / {len(parts)}", f"({sign}) / {len(parts)}")
            checks.append(NumberCheck(kind, result, parts, agrees(result, computed), exact[0], words))
        right = next((check for check in checks if check.holds), None)
        if right is None and _is_mean_otherwise(view, kinds, row, column, result):
            continue
        if right is not None:
            held += 1
            yield right
        else:
            failed.append((column, checks[0]))
    for column, check in failed:
        if _may_aggregate(view, row, column, kinds, check, held):
            yield check


def _is_mean_otherwise(view: TableNumbers, kinds: Sequence[str], row: int, column: int, result: NumberInText) -> bool:
    """Return whether a number in a row of totals is a mean, or one in a row of means is a total."""
    parts = [number for at in range(row) if not kinds[at] and (number := view.numbers[at][column]) is not None]
    if len(parts) < 2:  # noqa: PLR2004
        return False
    both = [bounds(part) for part in parts]
    other = (_mean if kinds[row] == "total" else _sum)(both)
    return other is not None and agrees(result, other)


def _may_aggregate(
    view: TableNumbers, row: int, column: int, kinds: Sequence[str], check: NumberCheck, held: int
) -> bool:
    """Return whether a column that does not add up was meant to."""
    title = view.table.columns[column]
    size = max(abs(check.computed), Fraction(1, 10**9))
    near = abs(check.result.value - check.computed) / size
    blank = [at for at in range(row) if not kinds[at] and view.numbers[at][column] is None]
    if kinds[row] == "total":
        is_share = check.result.percent or role_of(title) in ("target", "achievement", "weight") or "%" in title
        if is_share and near > Fraction(1, 5):
            return False
        if is_share and role_of(title) == "achievement":
            return False
        return near <= 1 and (held > 0 or not blank or near <= Fraction(1, 2))
    return near <= Fraction(1, 2) and not blank and "tertimbang" not in view.labels[row].casefold()


def _weights(view: TableNumbers, kinds: Sequence[str]) -> Iterator[NumberCheck]:
    """Yield the check that the weights of a column without a total make 100%."""
    for column, title in enumerate(view.table.columns):
        plain = title.strip().casefold()
        if not re.match(r"(bobot|weight)\b(?!.*(nilai|skor|x))", plain):
            continue
        parts = [number for at, row in enumerate(view.numbers) if not kinds[at] and (number := row[column]) is not None]
        if len(parts) < 2 or any(kinds[at] == "total" and row[column] for at, row in enumerate(view.numbers)):  # noqa: PLR2004
            continue
        low, high = added([bounds(part) for part in parts])
        whole = HUNDRED if high > 2 else Fraction(1)  # noqa: PLR2004 - weights as shares make 1
        slack = sum((Fraction(1, 2 * 10**part.decimals) for part in parts if part.decimals), Fraction(0))
        holds = low - slack <= whole <= high + slack
        total = sum((part.value for part in parts), Fraction(0))
        if holds or abs(total - whole) <= whole / 4:
            line = " + ".join(part.text for part in parts)
            yield NumberCheck(
                "weights", parts[-1], parts[:-1], holds, whole, Both(f"{line}, not 100%", f"{line}, bukan 100%")
            )
