"""What is still to be filled in, and numbers in another spelling than the rest of the report."""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import listed
from lkjdsl.proofreading.findings import ReportFault
from lkjdsl.proofreading.numbers import NumberInText, Site, is_marked
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FAULTS = re.compile(
    r"#(?:REF|DIV/0|N/A|VALUE|NAME|NUM)[!?]?|Error! [A-Z][^.]{5,50}\.|\bTBD\b|\bTBA\b|\blorem ipsum\b"
    r"|\[(?:bulan|tanggal|tahun|nama|jumlah|angka|persen|lengkapi)\b[^\[\]]{0,20}\]"
    r"|(?-i:\bX{2,}(?=\s*(?:%|persen\b|orang\b|unit\b|kegiatan\b|dokumen\b|laporan\b|paket\b|buah\b|juta\b|miliar\b)))",
    re.IGNORECASE,
)
BLANK = re.compile(
    r"(?:(?<=Rp)|(?<=Rp\.)|(?<=Rp\. )|(?<=Rp )|(?<=sebesar )|(?<=mencapai )|(?<=sebanyak )|(?<=menjadi )"
    r"|(?<==)|(?<== ))"
    r"\s?(?:[.…_]{2,}|…|\[\s*[.…_]*\s*\])\s?%?"
    r"|\[?(?:\.{2,}|…|_{2,})\]?\s?%|\b[xX]{2,}[.,][xX]+\s?%?|\b[xX]{2,}\s?%|\b0?[xX]{2,}\.[xX]{3}\b"
)
WHOLE = re.compile(r"[\[(]?\s*(?:\.{2,}|…+|_{2,}|[xX]{2,}([.,][xX]+)?|\?+)\s*%?\s*[\])]?")
MARKED = re.compile(r"(?:Rp\.?\s*\d+(?:[.,]\d+){2,}|(?<![\w.,])\d+(?:[.,]\d+){2,}\s?%)(?![.,]?\d|[\w/])", re.IGNORECASE)
"""An amount or percentage with several marks."""
FEW = 3
BRACKETS = re.compile(r"\[\s*(?:Rp\.?\s*)?\d[\d.,]*\d\s*%?\.?\s*\]")


def is_blank(string: str) -> bool:
    """Return whether a cell is still to be filled in: ``[Rp]``, ``...%``; a dash says that there is nothing."""
    plain = string.strip(" []()")
    return bool(re.fullmatch(r"(?:Rp\.?\s*)?(?:\.{2,}|…+|_{2,}|[xX]{2,}([.,][xX]+)?)?\s*%?", plain)) and bool(plain)


def placeholders(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield each place where something is still to be filled in, and the first of the numbers left in brackets."""
    bracketed: list[tuple[Site, re.Match[str]]] = []
    for site in sites:
        string = site.text.string
        found = list(FAULTS.finditer(string)) + list(BLANK.finditer(string))
        if site.table is not None and not found:
            whole = WHOLE.fullmatch(string.strip())
            found = [] if whole is None else [whole]
        for one in found:
            text = one[0].strip()
            yield ReportFault("placeholder", site, text, cause=WORDS["placeholder"], start=string.find(text))
        bracketed += [
            (site, one) for one in BRACKETS.finditer(string) if "," in one[0] or "%" in one[0] or "Rp" in one[0]
        ]
    if bracketed:
        site, first = bracketed[0]
        also = [other.address for other, _ in bracketed[1:]]
        cause = WORDS["brackets-also" if also else "brackets"].filled(number=len(bracketed), places=listed(also))
        yield ReportFault("placeholder", site, first[0], cause=cause, start=first.start())


def unreadable(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield each amount or percentage whose marks make no number: ``Rp3.471.30.071``."""
    for site in sites:
        for found in MARKED.finditer(site.text.string):
            if not any(number.start <= found.start() < number.end for number in site.numbers):
                yield ReportFault("marks", site, found[0], cause=WORDS["unreadable"], start=found.start())


def mixed_marks(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield the numbers spelled as the other language has them, one by one where they are few, else once."""
    both: dict[str, list[NumberInText]] = {"id": [], "en": []}
    for site in sites:
        for number in () if site.of_chart else site.numbers:
            if is_marked(number):
                both[number.locale].append(number)
    rare, common = sorted(both.values(), key=len)
    few = rare if len(rare) <= FEW and len(rare) * 2 <= len(common) else rare[:1]
    for number in few:
        also = [] if len(few) == len(rare) else [one.site.address for one in rare[1:30]]
        cause = WORDS["marks-also" if also else "marks"].filled(number=len(common), places=listed(also))
        yield ReportFault("marks", number.site, number.text, cause=cause, start=number.start, number=number)
