"""What planners write for a word of the language: its name in Indonesian, or in spreadsheets."""

from collections.abc import Container, Mapping

MEANT: Mapping[str, tuple[str, ...]] = {
    "average": ("mean",), "avg": ("mean",), "rata": ("mean",), "maks": ("max",), "jumlah": ("sum",), "jika": ("if",),
    "tahun": ("year",), "kantor": ("office",), "judul": ("title",), "bahasa": ("language",), "aturan": ("rules",),
    "masukan": ("input",), "indikator": ("indicator",), "skala": ("scale",), "tabel": ("table",),
    "sasaran": ("objective",), "satuan": ("unit",), "rumus": ("formula",), "bobot": ("weight",), "nama": ("name",),
    "jenis": ("kind",), "keterangan": ("note",), "catatan": ("note",), "definisi": ("definition",),
    "dasar": ("basis",), "dasar_hukum": ("basis",), "pembanding": ("compare",), "capaian": ("achievement",),
    "polaritas": ("polarity",), "polarisasi": ("polarity",), "pembulatan": ("rounding", "round"),
    "desimal": ("digits",), "batas_atas": ("cap", "max"), "batas_bawah": ("floor", "min"), "kelas": ("bands",),
    "baris": ("rows",), "kolom": ("columns",), "total": ("total",), "diberikan": ("given",),
    "semakin besar semakin baik": ("maximize",), "semakin tinggi semakin baik": ("maximize",),
    "makin besar makin baik": ("maximize",), "makin tinggi makin baik": ("maximize",),
    "semakin kecil semakin baik": ("minimize",), "semakin rendah semakin baik": ("minimize",),
    "makin kecil makin baik": ("minimize",), "makin rendah makin baik": ("minimize",),
    "persen": ("percent",), "persentase": ("percent",), "indeks": ("index",), "angka": ("number",),
    "teks": ("text",), "rentang": ("range",), "rata-rata": ("mean",),
}  # fmt: skip
"""The words of the language that each may stand for; the first that is known where it is written is meant."""


def meant(name: str, known: Container[str]) -> str | None:
    """
    Return the one of *known* that *name* is called by planners, if any.

    >>> meant("Satuan", ["unit", "kind"]), meant("satuan", ["kind"])
    ('unit', None)
    """
    return next((word for word in MEANT.get(name.casefold(), ()) if word in known), None)
