"""What a place of the report is about: the indicator of its headings, and whether it is of another year or plan."""

import re
from collections.abc import Sequence

from lkjdsl.proofreading.genre import genre, pattern
from lkjdsl.proofreading.vocabulary import Entity, Vocabulary

YEARS = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,]|\.\d)")
LAW = re.compile(r"(?:Nomor|No\.?)\s*\S+\s+Tahun\s+\d{4}|20\d\d\s*[-–]\s*20\d\d", re.IGNORECASE)


def years_in(text: str) -> list[tuple[int, int]]:
    """Return the years named in *text* with their places, those of laws and of plans left out."""
    laws = [found.span() for found in LAW.finditer(text)]
    return [
        (int(found[0]), found.start())
        for found in YEARS.finditer(text)
        if not any(start <= found.start() < end for start, end in laws)
    ]


def is_elsewhere(text: str, year: int) -> bool:
    """Return whether a title is of another year, a part of the year, or of another plan or place."""
    years = [one for one, _ in years_in(text)]
    if years and year not in years:
        return True
    return pattern(tuple(genre().other)).search(text) is not None


def scope_of(headings: Sequence[str], vocabulary: Vocabulary) -> Entity | None:
    """Return the indicator that the deepest heading names that names one."""
    for heading in reversed(headings):
        entity = named(heading, vocabulary)
        if entity is not None:
            return entity
    return None


def named(title: str, vocabulary: Vocabulary) -> Entity | None:
    """Return the indicator that *title* names with a margin, its number and the words before it left out."""
    plain = re.sub(r"^\W*(?:\d+|[A-Za-z]|[IVX]+)(?:\.\d+)*[.)]\s*", "", title)
    plain = re.sub(r"^(?:tabel|gambar|grafik)\s+[\dIVX.]+\.?\s*\d*\s*", "", plain, flags=re.IGNORECASE)
    plain = re.sub(
        r"^(?:sasaran|indikator)(?: kinerja)?(?: (?:strategis|kegiatan|utama|program))?\s*(?:\d+|[IVX]+)?\s*[:.]?\s*",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    texts = [title, plain]
    within = re.sub(
        r"^(?:target|realisasi|capaian|perkembangan|perbandingan|analisis|perhitungan|komponen|rincian)"
        r"(?:(?:,| dan| serta)? (?:target|realisasi|capaian|kinerja))*\s+",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    texts.append(
        re.sub(r"\s+(?:pada )?(?:tahun|ta)?\s*20\d\d(?:\s*[-–]\s*20\d\d)?\s*$", "", within, flags=re.IGNORECASE)
    )
    return vocabulary.best(texts, ("node",))
