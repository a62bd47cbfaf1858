"""Proofreading → page: findings, questions, and what was read of the report."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.proofreading.findings import Proofreading, ReportFault
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.words import Words

WORDS = Words("proofreading.page")
FAULTS = Words("proofreading.fault")


def proofreading_page(result: Proofreading, name: str, language: Language) -> Page:
    """Return the page of what is found in the report *name*."""
    words = WORDS.spoken(language)
    sections = []
    if result.findings:
        sections.append(Section(words["findings"], _grid(result.findings, words, language)))
    if result.questions:
        sections.append(Section(words["questions"], _grid(result.questions, words, language)))
    if result.unread:
        lines = [f"{one.section.text(language)}: {words['unread'].format(number=one.numbers)}" for one in result.unread]
        sections.append(Section(words["coverage"], lines=lines))
    return Page(f"{words['title']}: {name}", list(_about(result, words)), sections)


def _about(result: Proofreading, words: Mapping[str, str]) -> Sequence[str]:
    verdicts = Counter(one.verdict for one in result.figures)
    about = [words["count"].format(number=len(result.findings))]
    if verdicts:
        about.append(words["recognised"].format(number=len(result.figures), agrees=verdicts["agrees"]))
    return about


def _grid(findings: Sequence[ReportFault], words: Mapping[str, str], language: Language) -> Grid:
    keys = ("place", "kind", "printed", "computed", "cause")
    rows = []
    for one in findings:
        cause = "" if one.cause is None else one.cause.text(language)
        path = f" ({one.what})" if one.what else ""
        rows.append(
            [
                one.site.address.text(language),
                FAULTS[one.kind].text(language),
                one.printed,
                one.computed,
                f"{cause}{path}",
            ]
        )
    return Grid([PageColumn(words[key], wide=key in ("place", "cause")) for key in keys], rows)
