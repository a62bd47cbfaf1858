"""Values are put in the place of others, and nothing else of a file moves; what cannot be had so is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjdsl.syntax import toml
from lkjdsl.syntax.toml_splicing import agree, spliced
from lkjdsl.syntax.toml_writer import toml_text
from tests.support.paths import ROOT

FILE = """\
# kantor
year = 2025 # tahun

[paspor]     # Tabel 1
terbit = 7_630   # dari SIMKIM
  batal  = 2.50

[given]
IKK4 = { value = 3.78, from = 'survei' }

# anggaran
[[program]]  # satu
nama = 'A'
pagu = 1     # rupiah
[[program]]  # dua
nama = 'B'
pagu = 2
"""


@pytest.mark.parametrize(("old", "new"), [
    ("terbit = 7_630", "terbit = 7000"),
    ("year = 2025", "year = 2024"),
    ("value = 3.78, from = 'survei'", "value = 3.80, from = 'survei'"),
    ("pagu = 1 ", "pagu = 9 "),
    ("  batal  = 2.50\n", ""),
    ("  batal  = 2.50\n", "  batal  = 2.50\n  ditolak = 'nihil'\n"),
    ("pagu = 2\n", "pagu = 2\n[[program]]\nnama = 'C'\n\n"),
    ("[[program]]  # satu\nnama = 'A'\npagu = 1     # rupiah\n", ""),
    ("[[program]]  # satu", "[[program]]\nnama = 'O'\n\n[[program]]  # satu"),
    ("year = 2025 # tahun\n", "year = 2025 # tahun\noffice = 'Uji'\n"),
    ("pagu = 2\n", "pagu = 2\n\n[izin]\nn = 1\n"),
    ("pagu = 2\n", "pagu = 2\n\n[[risiko]]\n"),
    ("year = 2025 # tahun\n", "year = 2025 # tahun\nrisiko = []\n"),
])  # fmt: skip
def test_only_what_changes_is_written(old: str, new: str) -> None:
    changed = FILE.replace(old, new, 1)
    assert changed != FILE
    assert spliced(FILE, toml.read(changed)) == changed


def test_a_number_that_is_the_same_keeps_its_spelling() -> None:
    tables = toml.read(FILE.replace("7_630", "7630").replace("2.50", "2.5"))
    assert spliced(FILE, tables) == FILE


def test_dotted_keys_gain_dotted_keys() -> None:
    assert spliced("p.a = 1 # x\nq = 2\n", {"p": {"a": 1, "b": 3}, "q": 2}) == "p.a = 1 # x\np.b = 3\nq = 2\n"


def test_rows_that_all_go_leave_an_empty_list() -> None:
    headed = "a = 1 # x\n[[r]] # one\nb = 1\n[[r]]\nb = 2\n[t]\nc = 3\n"
    assert spliced(headed, {"a": 1, "r": [], "t": {"c": 3}}) == "a = 1 # x\nr = []\n[t]\nc = 3\n"


def test_what_is_added_at_the_end_stands_in_its_order() -> None:
    tables = {"a": 1, "b": 2, "t": {"c": 3, "d": 4}, "u": {"e": 5}}
    assert spliced("a = 1 # x\nb = 2\n[t]\nc = 3\n", tables) == "a = 1 # x\nb = 2\n[t]\nc = 3\nd = 4\n\n[u]\ne = 5\n"
    assert spliced("a = 1 # x\n", tables) == f"a = 1 # x\nb = 2\n\n{toml_text({key: tables[key] for key in 'tu'})}"


def test_a_table_that_goes_takes_its_heading_with_it() -> None:
    assert spliced("a = 1\n[t]\nb = [\n 1,\n 2,\n]\n[u]\nc = 1\n", {"a": 1, "u": {"c": 1}}) == "a = 1\n[u]\nc = 1\n"


def test_what_cannot_be_had_line_by_line_is_refused() -> None:
    assert spliced("a = { b = 1, c = 2 }\n", {"a": 3, "d": 4}) == "a = 3\nd = 4\n"
    assert spliced("[a.b]\nc = 1\n", {"a": {"b": {"c": 1}, "d": 2}}) is None


PLAIN = st.one_of(st.integers(-9, 9), st.booleans(), st.sampled_from(["x", "it's", "1 # 2"]))
TABLE = st.dictionaries(st.sampled_from("abc"), PLAIN, max_size=3)
TABLES = st.fixed_dictionaries(
    {},
    optional={
        "year": PLAIN,
        "office": PLAIN,
        "p": TABLE,
        "q": TABLE,
        "given": st.dictionaries(st.sampled_from("kl"), st.one_of(PLAIN, TABLE), max_size=2),
        "r": st.lists(TABLE, min_size=1, max_size=4),
    },
)


@given(old=TABLES, new=TABLES)
def test_the_text_says_what_was_wanted(old: dict[str, Any], new: dict[str, Any]) -> None:
    text = spliced(toml_text(old), new)
    assert text is None or agree(toml.read(text), new)


@given(old=TABLES)
def test_what_is_the_same_stays(old: dict[str, Any]) -> None:
    assert spliced(toml_text(old), old) == toml_text(old)


def test_every_comment_of_a_real_file_is_kept() -> None:
    text = (ROOT / "examples/bontang-2025/data.toml").read_text("utf-8")
    tables = toml.read(text)
    tables["paspor"]["terbit"] = 6859
    assert spliced(text, tables) == text.replace("terbit        = 6858", "terbit        = 6859", 1)
