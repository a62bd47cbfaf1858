"""What the codes of rows and columns stand for, as a text says below the table: ``Keterangan: U1 Persyaratan; …``."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from lkjdsl.proofreading.names.row_names import FEWEST, SectionKey
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site

CODE = re.compile(r"(?<!\w)(?P<letters>[A-Z]{1,3})[ .-]?(?P<at>\d{1,2})(?![\w%]|[.,]\d)")


def legends(sites: Iterable[Site]) -> Mapping[SectionKey, Mapping[str, str]]:
    """Return the meanings of codes, by the sections of texts that are nothing but these: U1, U2, U3 in their order."""
    found: dict[SectionKey, dict[str, str]] = {}
    for site in sites:
        string = site.text.string
        hits = list(CODE.finditer(string)) if site.is_prose else []
        is_counted = all(
            (other["letters"], int(other["at"])) == (one["letters"], int(one["at"]) + 1)
            for one, other in pairwise(hits)
        )
        if len(hits) >= FEWEST and is_counted and form("legend_lead").fullmatch(string, 0, hits[0].start()):
            ends = [*(hit.start() for hit in hits[1:]), len(string)]
            texts = {hit[0]: string[hit.end() : end].strip() for hit, end in zip(hits, ends, strict=True)}
            if all(text[:1] in "=:–-" for text in texts.values()) or all(
                text[-1:] == ";" for text in [*texts.values()][:-1]
            ):
                meanings = found.setdefault(tuple(site.address.section), {})
                meanings |= {code: text.strip(" =:–-;,.()") for code, text in texts.items()}
    return found
