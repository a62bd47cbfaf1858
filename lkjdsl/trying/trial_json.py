"""What ``test`` found → JSON."""

import json
from collections.abc import Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.render.json import VERSION
from lkjdsl.syntax.toml_writer import toml_text
from lkjdsl.trying.cases import TriedCase
from lkjdsl.trying.coverage import Coverage
from lkjdsl.trying.drawn_data import shortened
from lkjdsl.trying.properties import SENTENCES
from lkjdsl.trying.search import SearchResult


def trials_json(tried: Sequence[TriedCase], searched: SearchResult, coverage: Coverage, language: Language) -> str:
    """Return cases, counterexamples with their data as TOML, what is proved, and coverage as JSON text."""
    document = {
        "lkjdsl": VERSION,
        "cases": [
            {
                "name": case.case.name,
                "passed": not case.misses,
                "misses": [{"what": miss.path, "expected": miss.expected, "found": miss.found} for miss in case.misses],
            }
            for case in tried
        ],
        "examples": searched.examples,
        "out_of_time": searched.out_of_time,
        "refuted": [
            {
                "claim": counterexample.claim.kind,
                "about": counterexample.claim.about,
                "text": SENTENCES[counterexample.claim.kind].text(language),
                "remark": counterexample.claim.remark,
                "data": toml_text(shortened(counterexample.tables)),
            }
            for counterexample in searched.refuted
        ],
        "proved": [{"claim": one.kind, "about": one.about} for one in searched.proved],
        "coverage": {
            "percent": coverage.percent,
            "rules": len(coverage.rules),
            "never": [
                {"rule": place.what, "path": place.path, "which": place.which, "taken": place.taken}
                for place in coverage.never
            ],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
