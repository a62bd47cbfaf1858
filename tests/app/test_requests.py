"""What the page asks is answered as the command line answers, and what is typed is read as Indonesians type it."""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lkjdsl.app.requests import run
from tests.support.browser import DATA, EDITION, OFFICES, encoded

FILES = {"2025.toml": encoded(EDITION.read_bytes()), "data.toml": encoded(DATA.read_bytes())}


def asked(ask: str, **more: Any) -> dict[str, Any]:
    answer = run({"ask": ask, "files": FILES, **more})
    json.dumps(answer)
    return answer


def typed(**fields: str) -> dict[str, Any]:
    entries = asked("entries", edition="2025.toml", data="data.toml")["typed"]
    return {
        **entries,
        "fields": {**entries["fields"], **{key.replace("__", "."): text for key, text in fields.items()}},
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("eval", "2025.toml", "data.toml", "--format", "json"),
        ("explain", "2025.toml", "data.toml", "IKK1", "--format", "html"),
        ("what-if", "2025.toml", "data.toml", "--set", "paspor.tepat_waktu=6000", "--format", "html"),
        ("reach", "IKK1", "98,30", "2025.toml", "data.toml", "--by", "paspor.tepat_waktu", "--format", "html"),
        ("diff", "2025.toml", "2025.toml", "data.toml", "--format", "html"),
        ("check", "2025.toml", "--format", "html"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_answers_as_on_the_command_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(b64decode(content))
    there = subprocess.run(
        [sys.executable, "-m", "lkjdsl", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    answer = asked("command", arguments=list(arguments))

    assert (answer["text"], answer["status"]) == (there.stdout, there.returncode)
    assert [problem["text"] for problem in answer["problems"] if problem["text"] not in there.stderr] == []


@pytest.mark.parametrize("name", ["hasil.html", "hasil.csv", "bab-iii.docx", "bab-iii.html", "kosong.toml"])
def test_a_file_is_the_one_that_the_command_line_writes(name: str, tmp_path: Path) -> None:
    command = "report" if name.startswith("bab") else "template" if name == "kosong.toml" else "eval"
    arguments = [command, "2025.toml", *([] if command == "template" else ["data.toml"]), "--output", name]
    for file, content in FILES.items():
        (tmp_path / file).write_bytes(b64decode(content))
    subprocess.run([sys.executable, "-m", "lkjdsl", *arguments], cwd=tmp_path, capture_output=True, check=False)

    answer = asked("command", arguments=arguments)

    assert list(answer["files"]) == [name]
    assert b64decode(answer["files"][name]) == (tmp_path / name).read_bytes()


def test_what_a_data_file_says_can_be_typed_and_gives_the_same_results() -> None:
    text = asked("data", edition="2025.toml", typed=typed())["text"]
    arguments = ["eval", "2025.toml", "data.toml", "--format", "json"]
    before, after = (
        json.loads(run({"ask": "command", "arguments": arguments, "files": files})["text"])
        for files in (FILES, {**FILES, "data.toml": encoded(text.encode())})
    )

    assert after["values"] == before["values"]
    assert [problem["message"] for problem in after["problems"]] == [one["message"] for one in before["problems"]]


READ: Mapping[str, tuple[str, str, str]] = {
    "paspor.terbit": ("7.630", "7.630", "7630"),
    "paspor.ditolak": (" 17 ", "17", "17"),
    "paspor.batal": ("NIHIL", "0", "nihil"),
    "kantor.tpi": ("ya", "ya", "true"),
    "nka.cro": ("89,88", "89,88", "89.88"),
    "nka.penggunaan_sbk": ("1.234,5000", "1.234,5", "1234.5"),
    "dipa.pagu_awal": ("Rp3.820.648.000", "Rp3.820.648.000", "3820648000"),
    "pnbp.target": ("tidak tersedia", "tidak tersedia", "tidak tersedia"),
    "pnbp.realisasi": ("Tidak Berlaku", "tidak berlaku", "tidak berlaku"),
}
REFUSED = {
    "paspor.terbit": "6,858",
    "paspor.ditolak": "17,5",
    "paspor.batal": "7.630.5",
    "nka.cro": "89.88",
    "dipa.pagu_awal": "453,966",
    "pnbp.target": "banyak",
    "kantor.tpi": "mungkin",
}


@pytest.mark.parametrize("path", READ)
def test_what_is_typed_is_read_as_indonesians_type_it(path: str) -> None:
    text, shown, plain = READ[path]

    assert asked("data", edition="2025.toml", typed={"fields": {path: text}})["read"][path] == {
        "shown": shown,
        "plain": plain,
    }


@pytest.mark.parametrize("path", REFUSED)
def test_what_cannot_be_meant_is_said_at_its_field_and_is_no_value(path: str) -> None:
    answer = asked("data", edition="2025.toml", typed=typed(**{path.replace(".", "__"): REFUSED[path]}))
    files = {**FILES, "data.toml": encoded(answer["text"].encode())}
    evaluated = run({"ask": "command", "arguments": ["eval", "2025.toml", "data.toml"], "files": files})

    assert answer["read"][path]["problem"]
    assert path in [one["at"] for one in evaluated["problems"] if one["severity"] == "error"]


@pytest.mark.parametrize(
    "request_",
    [
        {"ask": "command", "arguments": ["eval", "../2025.toml"]},
        {"ask": "command", "arguments": ["eval", "2025.toml", "data.toml", "--output=/tmp/lkjdsl-outside"]},
        {"ask": "command", "arguments": ["app"]},
        {"ask": "command", "arguments": []},
        {"ask": "form", "edition": "none.toml"},
        {"ask": "form"},
        {"ask": "anything"},
        {},
        {"ask": "editions", "files": {"../evil.toml": ""}},
        {"ask": "editions", "files": {"C:\\evil.toml": ""}},
    ],
    ids=str,
)
def test_what_makes_no_sense_or_leads_elsewhere_is_said_and_not_done(request_: dict[str, Any]) -> None:
    here = Path.cwd()
    answer = run({"files": FILES, **request_})

    assert answer["problems"]
    assert answer["status"] in (1, 2)
    assert Path.cwd() == here
    assert not Path("/tmp/lkjdsl-outside").exists()  # noqa: S108 - nothing is written there


@pytest.mark.parametrize(
    "request_",
    [
        {"ask": "form", "edition": "/etc/hostname"},
        {"ask": "form", "edition": "../../../etc/hostname"},
        {"ask": "entries", "edition": "2025.toml", "data": "/etc/hostname"},
        {"ask": "data", "edition": "/etc/hostname", "typed": {}},
    ],
    ids=str,
)
def test_no_file_is_read_from_elsewhere(request_: dict[str, Any]) -> None:
    answer = run({"files": FILES, **request_})

    assert [(one["code"], one.get("file")) for one in answer["problems"]] == [("app-outside", None)]


def test_the_editions_that_ship_have_a_form_and_an_example() -> None:
    for edition in asked("editions")["editions"]:
        data = {f"data{number}.toml": content for number, content in enumerate(edition["example"])}
        files = {edition["name"]: edition["file"], **data}
        results = run({"ask": "command", "arguments": ["eval", edition["name"], *data], "files": files})
        assert results["text"]
        form = run({"ask": "form", "edition": edition["name"], "files": files})["form"]

        assert form["title"] == edition["title"]
        assert set(form["of_offices"]).isdisjoint({"Anggaran", "SK1.budget"}), "they run over rows"
        assert ("IKK1.K1.D1" in form["of_offices"]) == (edition["name"] == "2025.toml")
        assert all(field["label"] and field["kind"] for group in form["groups"] for field in group["fields"])


SUGGESTED = (
    ("paspor.terbit", "Rp7.630,-", "Tulis 7.630 saja."),
    ("paspor.terbit", "7.630,-", "Tulis 7.630 saja."),
    ("paspor.terbit", "1e3", "“1e3” adalah angka yang dipendekkan."),
    ("nka.cro", "nihil", "“nihil” hanya untuk jumlah dan rupiah."),
    ("year", "", "dipakai 2025"),
    ("year", "2031", "tidak memuat target untuk tahun 2031, hanya untuk 2025"),
    ("year", "2025", ""),
)


@pytest.mark.parametrize(("path", "text", "said"), SUGGESTED)
def test_what_is_said_of_a_text_leads_to_one_that_is_taken(path: str, text: str, said: str) -> None:
    entries = {"year": text} if path == "year" else {"fields": {path: text}}
    read = asked("data", edition="2025.toml", typed=entries)["read"]

    assert said in read.get(path, {}).get("problem", "")
    assert bool(said) == (path in read)


def test_a_number_beyond_its_end_is_printed_as_its_end_is() -> None:
    text = asked("data", edition="2025.toml", typed=typed(nka__cro="1.011,61"))["text"]
    files = {**FILES, "data.toml": encoded(text.encode())}
    answer = run({"ask": "command", "arguments": ["eval", "2025.toml", "data.toml", "--lang", "id"], "files": files})

    beyond = [one["message"] for one in answer["problems"] if one["code"] == "above-maximum"]
    assert beyond[0] == "`nka.cro` bernilai 1.011,61, lebih dari batas atas 100"


def test_an_office_that_breaks_a_condition_is_told_of_it_in_words() -> None:
    files = {**FILES, "kantor.csv": encoded(OFFICES.encode())}
    arguments = ["eval", "2025.toml", "kantor.csv", "--locale", "id", "--lang", "id"]
    problems = run({"ask": "command", "arguments": arguments, "files": files})["problems"]
    broken = [one for one in problems if one["code"] == "broken-row"]

    assert [(one["row"], one["condition"].split(" = ")[-1]) for one in broken] == [
        ("2", "paspor.permohonan"),
        ("3", "paspor.permohonan"),
    ]
    assert [one["severity"] for one in problems if one["code"] == "rows-absent"] == ["warning"]


def test_what_results_break_names_the_data_that_it_is_of() -> None:
    files = {"2025.toml": FILES["2025.toml"], "kantor/a.toml": FILES["data.toml"], "kantor/b.toml": FILES["data.toml"]}
    arguments = ["eval", "2025.toml", "kantor", "--lang", "id"]
    problems = run({"ask": "command", "arguments": arguments, "files": files})["problems"]
    broken = [one for one in problems if one.get("condition", "").endswith("SK2.budget")]

    assert [one["data"] for one in broken] == ["kantor/a.toml", "kantor/b.toml"]
    assert [one["notes"] for one in broken] == [["kiri Rp238.264.000, kanan Rp238.184.000: selisih Rp80.000"]] * 2


def test_a_table_that_nobody_filled_in_is_that_again_from_a_workbook() -> None:
    data = b"year = 2025\n[paspor]\nterbit = 1\n[[tindakan]]\n[[belanja]]\njenis = 'Barang'\n"
    arguments = ["eval", "2025.toml", "data.toml", "--output", "kantor.xlsx"]
    written = run({"ask": "command", "arguments": arguments, "files": {**FILES, "data.toml": encoded(data)}})
    files = {**FILES, "kantor.xlsx": written["files"]["kantor.xlsx"]}
    entries = run({"ask": "entries", "edition": "2025.toml", "data": "kantor.xlsx", "files": files})["typed"]

    assert entries["rows"] == {"tindakan": [{}], "belanja": [{"jenis": "Barang"}]}


def test_what_was_typed_for_another_edition_is_left_out() -> None:
    other = {"fields": {"lain.x": "1", "paspor.terbit": "2"}, "rows": {"lain": [{"a": "1"}], "tindakan": [{"b": "1"}]}}

    answer = asked("data", edition="2025.toml", typed=other)

    assert answer["problems"] == []
    assert "lain" not in answer["text"]
    assert "terbit = 2" in answer["text"]
    assert "b = " not in answer["text"]


UNTOUCHED: Mapping[str, Any] = {"no line": None, "an empty line": [{}], "blanks": [{"jenis": " "}, {"jumlah": ""}]}


@pytest.mark.parametrize("lines", UNTOUCHED.values(), ids=UNTOUCHED)
def test_a_table_that_nobody_filled_in_is_missing_as_an_input_is(lines: Any) -> None:
    assert _of_actions({} if lines is None else {"tindakan": lines}) == ("unavailable", ["tindakan"])


def test_a_table_that_has_nothing_by_the_planners_word_adds_up_to_nothing() -> None:
    assert _of_actions({"tindakan": []}) == ("ok", None)
    opened = {**FILES, "data.toml": encoded(b"tindakan = []\nyear = 2025\n")}
    entries = run({"ask": "entries", "edition": "2025.toml", "data": "data.toml", "files": opened})["typed"]
    assert entries["rows"] == {"tindakan": []}, "as it was saved, it is opened again"


def _of_actions(rows: dict[str, Any]) -> tuple[str, Any]:
    """Return what becomes of the number of administrative actions, a sum over the rows of a table."""
    text = asked("data", edition="2025.toml", typed={"fields": {"paspor.terbit": "1"}, "rows": rows})["text"]
    files = {**FILES, "data.toml": encoded(text.encode())}
    arguments = ["eval", "2025.toml", "data.toml", "--format", "json"]
    result = json.loads(run({"ask": "command", "arguments": arguments, "files": files})["text"])["values"]
    return result["Tindakan_administratif"]["status"], result["Tindakan_administratif"].get("missing")


def test_a_condition_is_said_in_words_with_its_sides_and_their_difference() -> None:
    text = asked("data", edition="2025.toml", typed=typed(paspor__terbit="6.958"))["text"]
    files = {**FILES, "data.toml": encoded(text.encode())}
    answer = run({"ask": "command", "arguments": ["eval", "2025.toml", "data.toml", "--lang", "id"], "files": files})
    broken = [(one["condition"], one["notes"]) for one in answer["problems"] if one["code"] == "constraint-broken"]

    assert (
        "jumlah(penerbitan.l + penerbitan.p) = paspor.terbit", ["kiri 6.858, kanan 6.958: selisih 100"]
    ) in broken  # fmt: skip


def test_rows_that_stand_in_a_file_of_their_own_stay_there() -> None:
    edition = (
        "lkjdsl = 1\ntitle = 'Survei'\nyear = 2025\n[rows.responden]\nnilai = { kind = 'number', label = 'Nilai' }\n"
        "[indicator.IKM]\nunit = 'index'\nformula = 'mean(responden.nilai)'\n"
    )
    data = "year = 2025\nresponden = { file = 'responden.csv', locale = 'id', values = { 'Baik' = 3.25 } }\n"
    texts = {"e.toml": edition, "d.toml": data, "responden.csv": "nilai\n3,5\nBaik\n4,5\n"}
    files = {name: encoded(text.encode()) for name, text in texts.items()}

    entries = run({"ask": "entries", "edition": "e.toml", "data": "d.toml", "files": files})["typed"]
    entries = json.loads(json.dumps(entries))
    text = run({"ask": "data", "edition": "e.toml", "typed": entries, "files": files})["text"]
    files["data.toml"] = encoded(text.encode())
    arguments = ["eval", "e.toml", "data.toml", "--format", "json"]
    results = json.loads(run({"ask": "command", "arguments": arguments, "files": files})["text"])

    assert results["values"]["IKM"]["printed"] == "3,75"


def test_what_a_data_file_says_and_no_field_asks_for_is_said() -> None:
    files = {**FILES, "data.toml": encoded(DATA.read_bytes().replace(b"ditolak       = 17", b"ditolakk      = 17"))}

    answer = run({"ask": "entries", "edition": "2025.toml", "data": "data.toml", "files": files})

    assert ("unknown-input", "paspor.ditolakk") in [(one["code"], one["at"]) for one in answer["problems"]]


def test_a_data_file_that_was_opened_keeps_its_comments() -> None:
    files = {**FILES, "data.toml": encoded(DATA.read_bytes())}
    entries = run({"ask": "entries", "edition": "2025.toml", "data": "data.toml", "files": files})["typed"]

    assert asked("data", edition="2025.toml", typed=entries)["text"] == DATA.read_text("utf-8")
    entries["fields"]["paspor.terbit"] = "6.859"
    changed = DATA.read_text("utf-8").replace("terbit        = 6858", "terbit        = 6859", 1)
    assert asked("data", edition="2025.toml", typed=entries)["text"] == changed


@pytest.mark.parametrize(
    ("data", "loses"),
    [
        ("# a\nyear = 2025\noffice = '# no comment'\n[paspor]\nterbit = 1 # b\n", False),
        ("paspor = { terbit = 1 } # b\n", False),
        ("paspor = {\n  terbit = 1, # b\n}\n", True),
        ("program = [\n  { kegiatan = 'A', pagu = 1 }, # b\n]\n", True),
        ("[given.IKK4]\nK1 = 90 # b\n", True),
    ],
)
def test_a_data_file_says_when_its_comments_cannot_be_kept(data: str, loses: bool) -> None:
    files = {**FILES, "data.toml": encoded(data.encode())}
    entries = run({"ask": "entries", "edition": "2025.toml", "data": "data.toml", "files": files})["typed"]
    entries["fields"]["paspor.ditolak"] = "17"
    entries["given"]["IKK3"] = {"value": "91", "from": ""}
    entries["rows"]["program"] = [{"kegiatan": "A", "pagu": "2"}] if "program" in data else []

    answer = asked("data", edition="2025.toml", typed=entries)

    assert answer["loses"] == loses
    assert ("# b" not in answer["text"]) == loses


def test_given_values_keep_the_keys_that_they_were_given_by() -> None:
    files = {**FILES, "data.toml": encoded(b"# a\n[given.IKK1]\nK1 = 90 # b\n[given]\n'IKK1.K2' = 80 # c\n")}
    entries = run({"ask": "entries", "edition": "2025.toml", "data": "data.toml", "files": files})["typed"]
    entries["given"]["IKK1.K1"]["value"] = "91"
    text = asked("data", edition="2025.toml", typed=entries)["text"]

    assert "# a\n[given.IKK1]\nK1 = 91 # b\n[given]\n'IKK1.K2' = 80 # c\n" in text
