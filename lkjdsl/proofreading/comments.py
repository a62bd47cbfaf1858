"""A Word document with a comment at each finding; nothing else of it changes."""

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.documents.blocks import Document
from lkjdsl.documents.reading import write_copy
from lkjdsl.documents.word.comments import Comment, commented
from lkjdsl.proofreading.printed.findings import Proofreading, ReportFault
from lkjdsl.words import Words

WORDS = Words("proofreading.page")
FAULTS = Words("proofreading.fault")


def write_commented(
    document: Document, result: Proofreading, name: str, language: Language, *, force: bool = False
) -> Diagnostic | None:
    """Write *document* with its findings as comments into the file *name*, never over itself."""
    if document.package is None or document.format != "docx":
        return problem("comments-only-in-word", name=document.name)
    comments = [comment_of(finding, language) for finding in result.findings]
    data = commented(document.package, comments)
    return data if isinstance(data, Diagnostic) else write_copy(name, data, document.name, force=force)


def comment_of(finding: ReportFault, language: Language) -> Comment:
    """Return a finding as a comment round its number, or round the whole text."""
    start, end = span_of(finding)
    return Comment(finding.site.text, start, end, message(finding, language))


def span_of(finding: ReportFault) -> tuple[int, int]:
    """Return where the characters stand that a finding is about: its number, or the whole text."""
    start = max(finding.start, 0)
    end = start + len(finding.printed) if finding.start >= 0 else len(finding.site.text.string)
    return start, max(end, start + 1)


def message(finding: ReportFault, language: Language, between: str = "\n") -> str:
    """Return what a comment says: printed, computed, cause; *between* stands before the cause."""
    words = WORDS.spoken(language)
    lines = [f"{FAULTS[finding.kind].text(language)}: {words['printed'].lower()} {finding.printed}"]
    if finding.computed:
        lines[0] += f", {words['computed'].lower()} {finding.computed}"
    if finding.cause is not None:
        lines.append(finding.cause.text(language))
    return between.join(lines)
