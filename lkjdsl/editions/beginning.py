"""A new edition of an office, begun with definitions of the library or of other files."""

from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.syntax.naming import is_name
from lkjdsl.syntax.toml_writer import comment_text, value_text
from lkjdsl.words import Words

WORDS = Words("editions.beginning")
NAMELESS = "Indikator"
"""The name of an indicator whose definition has none that could be one."""


def begun(year: int, uses: Sequence[str], language: Language) -> str:
    """Return an edition for *year* with an indicator for each of the definitions *uses*, ``lkjdsl:skm-2017/IKM``."""
    words = WORDS.spoken(language)
    lines = [f"# {comment_text(words['head'].format(year=year))}", ""]
    lines += ["lkjdsl   = 1", f"title    = {value_text(words['title'])}", f"year     = {year}"]
    lines += [f"language = {value_text(language)}", ""]
    lines += ["[rules]", *(f"# {line}" for line in words["rules"].split("\n")), ""]
    lines += ["[objective.SK1]", f"name = {value_text(words['objective'])}", ""]
    for name, use in zip(_names(uses), uses, strict=True):
        lines += [f"[indicator.{name}]", f"use       = {value_text(use)}", "objective = 'SK1'"]
        lines += [f"# {line}" for line in words["own"].format(year=year).split("\n")]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _names(uses: Sequence[str]) -> Iterator[str]:
    """Yield a name for each indicator: that of the definition, with a number where it is taken."""
    taken: set[str] = set()
    for use in uses:
        last = use.rpartition("/")[2].rpartition(".")[2]
        name = last if is_name(last, capital=True) else NAMELESS
        number, free = 2, name
        while free in taken:
            free, number = f"{name}_{number}", number + 1
        taken.add(free)
        yield free
