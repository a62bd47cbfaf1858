"""The form of an output by the ending of its file: never text under the name of something else."""

from argparse import Namespace
from pathlib import Path

from lkjdsl.diagnostic import Diagnostic, problem

WORKBOOK = "workbook"
EVAL_FORMS = {
    ".xlsx": WORKBOOK, ".html": "html", ".md": "markdown", ".csv": "csv", ".json": "json", ".txt": "table",
}  # fmt: skip
"""What `eval` writes into a file of each ending."""
TEMPLATE_FORMS = {".xlsx": WORKBOOK, ".toml": "toml", ".csv": "csv"}
"""The same of `template`."""
ENDINGS = {
    "table": ".txt", "text": ".txt", "json": ".json", "csv": ".csv", "markdown": ".md", "html": ".html", "svg": ".svg",
}  # fmt: skip
"""The ending of a file in each format of a command that writes text."""
REPORTS = (".docx", ".pdf")
"""Endings of reports, which another command writes."""
OTHERS = (".doc", ".xls", ".xlsm", ".ods", ".odt", ".rtf", ".parquet")
"""Endings of files that are no text either."""


def form_of(arguments: Namespace, forms: dict[str, str], usual: str) -> str | Diagnostic:
    """Return the form that `--output` and `--format` ask for together, or what is wrong with them."""
    ending = Path(arguments.output or "").suffix.casefold()
    wanted = ", ".join(forms)
    if ending in REPORTS:
        return problem("output-is-report", name=arguments.output, wanted=wanted)
    if ending in OTHERS or (ending in EVAL_FORMS and ending not in forms):
        return problem("output-ending", name=arguments.output, wanted=wanted)
    by_ending: str | None = forms.get(ending)
    asked: str | None = arguments.format
    if by_ending is not None and asked is not None and asked != by_ending:
        return problem("output-contrary", name=arguments.output, format=asked, ending=ending)
    return by_ending or asked or usual


def choose_format(arguments: Namespace) -> Diagnostic | None:
    """
    Give a command that writes text the format by the ending of its output; return what is wrong with that.

    An ending among the ``documents`` of a command is one that it writes itself.
    """
    formats = getattr(arguments, "formats", ())
    if not formats:
        return None
    if Path(arguments.output or "").suffix.casefold() in getattr(arguments, "documents", ()):
        arguments.format = arguments.format or formats[0]
        return None
    form = form_of(arguments, {ENDINGS[one]: one for one in formats}, formats[0])
    if isinstance(form, Diagnostic):
        return form
    arguments.format = form
    return None
