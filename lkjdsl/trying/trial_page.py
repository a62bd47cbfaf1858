"""What ``test`` found → page: cases, counterexamples with the data that show them, rules that were never at work."""

from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.words import truth
from lkjdsl.syntax.toml_writer import plain_text
from lkjdsl.trying.cases import TriedCase
from lkjdsl.trying.coverage import Coverage, RuleAtPlace
from lkjdsl.trying.properties import SENTENCES
from lkjdsl.trying.search import Counterexample, SearchResult
from lkjdsl.words import Words

WORDS = Words("trying.page")
RULES = Words("trying.rules")


def trials_page(
    tried: Sequence[TriedCase], searched: SearchResult | None, coverage: Coverage | None, language: Language
) -> Page:
    """Return the page that ``test`` prints; without what was not asked for, which is None."""
    sections = [_cases(tried, language)] if tried else []
    about = []
    if searched is not None:
        about = _about(searched, language)
        sections += _counterexamples(searched, language)
    if coverage is not None:
        sections.append(_rules(coverage, language))
    return Page(WORDS["title"].text(language), about, sections)


def _about(searched: SearchResult, language: Language) -> list[str]:
    said = [WORDS["searched"].text(language).format(number=searched.examples)]
    said += [WORDS["proved"].text(language).format(number=len(searched.proved))] if searched.proved else []
    said += [WORDS["time"].text(language)] if searched.out_of_time else []
    return said + (
        [] if any(not refutation.claim.remark for refutation in searched.refuted) else [WORDS["none"].text(language)]
    )


def _counterexamples(searched: SearchResult, language: Language) -> Iterator[Section]:
    for heading, remark in ((WORDS["refuted"], False), (WORDS["remarks"], True)):
        refutations = [refutation for refutation in searched.refuted if refutation.claim.remark == remark]
        if refutations:
            yield Section(heading.text(language), lines=[_line(refutation, language) for refutation in refutations])


def _rules(coverage: Coverage, language: Language) -> Section:
    counts = {"percent": coverage.percent, "seen": len(coverage.seen), "rules": len(coverage.rules)}
    never = [
        WORDS["never"].text(language).format(rule=_name(rule, language), path=rule.path) for rule in coverage.never
    ]
    return Section(WORDS["coverage"].text(language).format(**counts), lines=never)


def _name(rule: RuleAtPlace, language: Language) -> str:
    taken = "" if rule.taken is None else truth(rule.taken).text(language)
    return RULES[rule.what].text(language).format(which=rule.which, taken=taken)


def _cases(tried: Sequence[TriedCase], language: Language) -> Section:
    rows = []
    for case in tried:
        rows += [[case.case.name, miss.path, miss.expected, miss.found] for miss in case.misses]
        if not case.misses:
            rows.append([case.case.name, "", "", WORDS["as-expected"].text(language)])
    columns = [
        PageColumn(WORDS["case"].text(language), wide=True),
        PageColumn(WORDS["what"].text(language)),
        PageColumn(WORDS["expected"].text(language), "right"),
        PageColumn(WORDS["found"].text(language), "right"),
    ]
    return Section(WORDS["cases"].text(language), Grid(columns, rows))


def _line(counterexample: Counterexample, language: Language) -> str:
    """Return a counterexample on a line: the claim, and the values of the data that are not the plainest."""
    said = (
        WORDS["not-so"]
        .text(language)
        .format(about=counterexample.claim.about, claim=SENTENCES[counterexample.claim.kind].text(language))
    )
    values = _values(counterexample.outcome, counterexample.claim.paths, language)
    if counterexample.after is not None:
        after = _values(counterexample.after, counterexample.claim.paths, language)
        values = WORDS["after"].text(language).format(values=values, input=counterexample.claim.raised, after=after)
    data = WORDS["data"].text(language).format(data=_telling(counterexample))
    return f"{said}{f' ({values})' if values else ''}; {data}"


def _values(outcome: Outcome, paths: Sequence[str], language: Language) -> str:
    results = [outcome.result(path, language) for path in paths]
    return ", ".join(
        f"{result.path}: {result.reason}" if result.printed is None else f"{result.path} = {result.printed}"
        for result in results
    )


def _telling(counterexample: Counterexample) -> str:
    """Return the inputs whose values matter: those that are not at their plainest."""
    parts = []
    for group, inside in counterexample.tables.items():
        if isinstance(inside, dict):
            parts += [
                f"{group}.{name} = {plain_text(value)}"
                for name, value in inside.items()
                if value not in (0, "0%", False)
            ]
        elif inside:
            parts.append(f"{group}: {plain_text(inside)}")
    return ", ".join(parts) or "0"
