"""The table ``[report]`` of a data file: who signs, where and when; a report leaves a blank for what is not said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lkjdsl import kinds
from lkjdsl.diagnostic import nearest
from lkjdsl.evaluate.input_plan import REPORT
from lkjdsl.evaluate.input_values import InputReader
from lkjdsl.words import Words

WORDS = Words("data.shape")
KEYS = (
    "place", "date",
    "official", "nip", "position",
    "superior", "superior_nip", "superior_position",
)  # fmt: skip
"""Where and when is signed; who signs, with the number as a civil servant (NIP); to whom an agreement is made."""


def report_details(cells: InputReader, raw: Any) -> Mapping[str, str]:
    """Return what the table says, a text for each key; what is wrong with it is reported."""
    if not isinstance(raw, Mapping):
        cells.report("wrong-type", (REPORT,), key=REPORT, expected=WORDS["report"], found=kinds.shown(raw))
        return {}
    details: dict[str, str] = {}
    for key, value in raw.items():
        if key not in KEYS:
            near = nearest(key, KEYS)
            cells.report("report-key-unknown", (REPORT, key), part="key", name=key, near=near, wanted=", ".join(KEYS))
            continue
        # A date of TOML is written out by whoever prints it, in the language of the report.
        text = value.isoformat() if isinstance(value, date) else cells.words(value, (REPORT, key), key)
        if text.strip():
            details[key] = text.strip()
    return details
