"""Proofreading → page: findings, questions, and what was read of the report."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.documents.blocks import Document, Unseen
from lkjdsl.proofreading.document_html import document_html
from lkjdsl.proofreading.printed.findings import Proofreading, ReportFault
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.words import Words

WORDS = Words("proofreading.page")
FAULTS = Words("proofreading.fault")
UNSEEN = Words("proofreading.unseen")


def proofreading_page(result: Proofreading, name: str, language: Language, document: Document | None = None) -> Page:
    """Return the page of what is found in the report *name*; with the text of *document*, marked, where it is given."""
    words = WORDS.spoken(language)
    findings = [(str(number), fault) for number, fault in enumerate(result.findings, 1)]
    questions = [(f"?{number}", fault) for number, fault in enumerate(result.questions, 1)]
    sections = []
    if findings:
        sections.append(Section(words["findings"], _grid(findings, words, language)))
    if questions:
        sections.append(Section(words["questions"], _grid(questions, words, language)))
    if result.forgotten:
        lines = [f"{number.place}: {number.what}" for number in result.forgotten]
        sections.append(Section(words["forgotten"], lines=lines))
    if result.unread:
        lines = [
            f"{unrecognised.section.text(language)}: {words['unread'].format(number=unrecognised.numbers)}"
            for unrecognised in result.unread
        ]
        sections.append(Section(words["coverage"], lines=lines))
    if result.unseen:
        sections.append(Section(words["unseen"], lines=_unseen(result.unseen, language)))
    if document is not None:
        sections.append(Section(words["report"], figure=document_html(document, [*findings, *questions], language)))
    return Page(f"{words['title']}: {name}", list(_about(result, words)), sections)


def _unseen(unseen: Sequence[Unseen], language: Language) -> Sequence[str]:
    """Return what was not read, a line for each kind; of a PDF the pages are told, else the sections."""
    lines = []
    for kind in dict.fromkeys(one.kind for one in unseen):
        own = [one for one in unseen if one.kind == kind]
        places = ", ".join(dict.fromkeys(unseen.address.where(language) for unseen in own))
        count = str(sum(unseen.count for unseen in own))
        lines.append(UNSEEN[kind].filled(count=count, places=places).text(language))
    return lines


def _about(result: Proofreading, words: Mapping[str, str]) -> Sequence[str]:
    verdicts = Counter(figure.verdict for figure in result.figures)
    counted = {"number": len(result.findings), "questions": len(result.questions)}
    about = [words["count-with-questions" if result.questions else "count"].format(**counted)]
    if verdicts:
        about.append(words["recognised"].format(number=len(result.figures), agrees=verdicts["agrees"]))
    unknown = [figure for figure in result.figures if figure.verdict == "unverifiable"]
    years = [figure.year for figure in unknown if figure.year is not None]
    if years:
        about.append(words["unchecked-years"].format(number=len(years), years=", ".join(map(str, sorted({*years})))))
    return about


def _grid(findings: Sequence[tuple[str, ReportFault]], words: Mapping[str, str], language: Language) -> Grid:
    keys = ("number", "place", "kind", "printed", "computed", "cause")
    rows = []
    for number, fault in findings:
        cause = "" if fault.cause is None else fault.cause.text(language)
        path = f" ({fault.what})" if fault.what else ""
        kind = FAULTS[fault.kind].text(language)
        rows.append([number, fault.site.address.text(language), kind, fault.printed, fault.computed, f"{cause}{path}"])
    return Grid([PageColumn(words[key], wide=key in ("place", "cause")) for key in keys], rows)
