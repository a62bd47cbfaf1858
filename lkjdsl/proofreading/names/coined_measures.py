"""What a report itself calls the achievement of its objectives or indicators: ``Nilai Pencapaian Sasaran (NPS)``."""

import re
from collections.abc import Iterable, Mapping

from lkjdsl.proofreading.printed.forms import form

PLAIN = {"sasaran": "capaian sasaran", "tujuan": "capaian tujuan", "indikator": "capaian indikator"}
"""What is said of the achievement of each in words that every report uses."""


def coined_measures(texts: Iterable[str], names: Iterable[str]) -> Mapping[str, str]:
    """
    Return the abbreviations that *texts* define for an achievement, with plain words; none that stands in *names*.

    >>> coined_measures(["Rata-rata Nilai Pencapaian Sasaran (NPS) tahun 2025"], ["Nilai SAKIP"])
    {'NPS': 'capaian sasaran'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for hit in form("coined_measure").finditer(text):
            found.setdefault(hit["short"], PLAIN[hit["of"].casefold()])
    known = {word for name in names for word in re.findall(r"[^\W_]+", name)}
    return {short: plain for short, plain in found.items() if short not in known}


def in_plain_words(text: str, coined: Mapping[str, str]) -> str:
    """Return *text* with what each coined abbreviation stands for in its place."""
    return re.sub(r"(?<!\w)[A-Z]{2,6}(?!\w)", lambda hit: coined.get(hit[0], hit[0]), text)
