"""The words of a page of results, in both languages."""

from lkjdsl.diagnostic import Both, Language

WORDS = {
    "path": Both("Path", "Jalur"),
    "name": Both("Objective, indicator, component", "Sasaran, indikator, komponen"),
    "indicator": Both("Indicator", "Indikator"),
    "weight": Both("Weight", "Bobot"),
    "target": Both("Target", "Target"),
    "result": Both("Actual", "Realisasi"),
    "achievement": Both("Achievement", "Capaian"),
    "rating": Both("Rating", "Predikat"),
    "overall": Both("Average achievement", "Rata-rata capaian"),
    "others": Both("Other indicators", "Indikator lain"),
    "indicators": Both("Indicators", "Indikator kinerja"),
    "comparisons": Both("Comparisons", "Perbandingan"),
    "compared": Both("Compared with", "Pembanding"),
    "happened": Both("What the rules did", "Aturan yang bekerja"),
    "unavailable_section": Both("Not available", "Tidak tersedia"),
    "excluded": Both("not applicable", "tidak berlaku"),
    "unavailable": Both("not available", "tidak tersedia"),
    "invalid": Both("cannot be computed", "tidak dapat dihitung"),
    "total": Both("Total", "Jumlah"),
    "office": Both("Office", "Kantor"),
    "year": Both("Year", "Tahun"),
    "previous": Both("previous year", "tahun sebelumnya"),
    "zero-over-zero": Both(
        "0/0 = {value} by the rule zero_over_zero: {paths}", "0/0 = {value} menurut aturan zero_over_zero: {paths}"
    ),
    "over-zero": Both(
        "x/0 = {value} by the rule over_zero: {paths}", "x/0 = {value} menurut aturan over_zero: {paths}"
    ),
    "missing": Both(
        "missing = {value} by the rule missing: {paths}", "belum diisi = {value} menurut aturan missing: {paths}"
    ),
    "cap": Both("capped at {value}: {paths}", "dibatasi paling tinggi {value} (cap): {paths}"),
    "floor": Both("raised to {value}: {paths}", "dinaikkan ke {value} (floor): {paths}"),
    "round": Both("rounded to {value}: {paths}", "dibulatkan menjadi {value}: {paths}"),
    "given": Both("{paths} = {value} as given by the data{source}", "{paths} = {value} menurut data (given){source}"),
    "not-applicable": Both("does not apply: {paths}", "tidak berlaku: {paths}"),
    "reweighted": Both(
        "{paths}: the weight of what is excluded goes to the others: {value}",
        "{paths}: bobot yang dikecualikan dibagi ke yang lain: {value}",
    ),
}


def word(key: str, language: Language) -> str:
    """Return the word for *key*."""
    return WORDS[key].text(language)
