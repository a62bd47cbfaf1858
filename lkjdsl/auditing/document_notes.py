"""What is said once of a whole report: brackets left round figures, places to be filled in, mixed marks."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lkjdsl.auditing.audit import PrintedEntry
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.auditing.printed_numbers import is_placeholder
from lkjdsl.diagnostic import Diagnostic, problem

MOST_PLACES = 12


def document_notes(printed: Printed) -> Iterator[Diagnostic]:
    """Yield a note for each of them, with the places where they stand."""
    if printed.without_path:
        yield problem("report-without-path", number=printed.without_path)
    entries: list[PrintedEntry] = [*printed.figures, *printed.lines]
    blank = [figure for figure in printed.figures if is_placeholder(figure.printed)]
    if blank:
        yield problem("report-placeholders", number=len(blank), places=_places(blank))
    bracketed = [figure for figure in printed.figures if figure.printed.strip().startswith("[") and figure not in blank]
    if bracketed:
        yield problem("report-brackets", number=len(bracketed), places=_places(bracketed))
    marked = [entry for entry in entries if _has_mark(entry.printed)]
    locales = Counter(one.locale for one in marked)
    if len(locales) > 1:
        (usual, number), *_ = locales.most_common()
        others = [one for one in marked if one.locale != usual]
        yield problem("report-mixed-marks", number=len(others), usual=number, places=_places(others))


def _has_mark(printed: str) -> bool:
    """Return whether a decimal or thousands mark stands between two digits."""
    pairs = zip(printed, printed[1:], printed[2:], strict=False)
    return any(before.isdigit() and sign in ".," and after.isdigit() for before, sign, after in pairs)


def _places(entries: Sequence[PrintedEntry]) -> str:
    places = list(dict.fromkeys(entry.place or entry.what for entry in entries))
    more = f" … (+{len(places) - MOST_PLACES})" if len(places) > MOST_PLACES else ""
    return "; ".join(places[:MOST_PLACES]) + more
