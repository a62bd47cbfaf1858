"""What ``test`` found → page: cases, counterexamples with the data that show them, rules that were never at work."""

from collections.abc import Iterator, Mapping, Sequence

from lkjdsl.diagnostic import Both, Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.render.page import Column, Grid, Page, Section
from lkjdsl.trying.cases import Tried
from lkjdsl.trying.coverage import Coverage, Rule, What
from lkjdsl.trying.properties import SENTENCES
from lkjdsl.trying.search import Refuted, Searched

TITLE = Both("Trying the edition out", "Pengujian edisi")
CASES = Both("Cases", "Kasus uji")
CASE = Both("Case", "Kasus")
WHAT = Both("What", "Yang diuji")
EXPECTED = Both("Expected", "Diharapkan")
FOUND = Both("Found", "Diperoleh")
AS_EXPECTED = Both("as expected", "sesuai")
SEARCHED = Both("{number} examples were tried", "{number} contoh dicoba")
PROVED = Both("{number} claims are proved and were not searched", "{number} pernyataan terbukti dan tidak dicari lagi")
TIME = Both("the time was used up before all were", "waktu habis sebelum semuanya dicoba")
NONE = Both("no claim was refuted", "tidak ada pernyataan yang tersangkal")
REFUTED = Both("Refuted", "Tersangkal")
REMARKS = Both("Worth knowing", "Perlu diketahui")
NOT_SO = Both("not so: {about} {claim}", "tidak benar bahwa {about} {claim}")
AFTER = Both("{values}; with one more of {input}: {after}", "{values}; bila {input} bertambah satu: {after}")
DATA = Both("data: {data}", "data: {data}")
COVERAGE = Both(
    "Rules at work in {percent}% ({seen} of {rules})", "Aturan yang pernah bekerja: {percent}% ({seen} dari {rules})"
)
NEVER = Both("{path}, never at work: {rule}", "{path}, tidak pernah bekerja: {rule}")
RULES: Mapping[What, Both] = {
    "zero-over-zero": Both("the rule for 0/0 in `{which}`", "aturan 0/0 dalam `{which}`"),
    "cap": Both("the cap", "batas maksimum"),
    "floor": Both("the floor", "batas minimum"),
    "round": Both("the rounding", "pembulatan"),
    "not-applicable": Both("a condition applies_if that is false", "syarat applies_if yang salah"),
    "reweighted": Both("the weights where a component is excluded", "bobot bila ada komponen yang dikecualikan"),
    "branch": Both("`{which}` with a condition that is {taken}", "`{which}` dengan syarat yang {taken}"),
    "band": Both("the band {which}", "kelas {which}"),
}
FLAGS = {True: Both("true", "benar"), False: Both("false", "salah")}


def trials_page(
    tried: Sequence[Tried], searched: Searched | None, coverage: Coverage | None, language: Language
) -> Page:
    """Return the page that ``test`` prints; without what was not asked for, which is None."""
    sections = [_cases(tried, language)] if tried else []
    about = []
    if searched is not None:
        about = _about(searched, language)
        sections += _counterexamples(searched, language)
    if coverage is not None:
        sections.append(_rules(coverage, language))
    return Page(TITLE.text(language), about, sections)


def _about(searched: Searched, language: Language) -> list[str]:
    said = [SEARCHED.text(language).format(number=searched.examples)]
    said += [PROVED.text(language).format(number=len(searched.proved))] if searched.proved else []
    said += [TIME.text(language)] if searched.out_of_time else []
    return said + ([] if any(not one.claim.remark for one in searched.refuted) else [NONE.text(language)])


def _counterexamples(searched: Searched, language: Language) -> Iterator[Section]:
    for heading, remark in ((REFUTED, False), (REMARKS, True)):
        found = [one for one in searched.refuted if one.claim.remark == remark]
        if found:
            yield Section(heading.text(language), lines=[_line(one, language) for one in found])


def _rules(coverage: Coverage, language: Language) -> Section:
    counts = {"percent": coverage.percent, "seen": len(coverage.seen), "rules": len(coverage.rules)}
    never = [NEVER.text(language).format(rule=_name(one, language), path=one.path) for one in coverage.never]
    return Section(COVERAGE.text(language).format(**counts), lines=never)


def _name(rule: Rule, language: Language) -> str:
    taken = "" if rule.taken is None else FLAGS[rule.taken].text(language)
    return RULES[rule.what].text(language).format(which=rule.which, taken=taken)


def _cases(tried: Sequence[Tried], language: Language) -> Section:
    rows = []
    for one in tried:
        rows += [[one.case.name, miss.path, miss.expected, miss.found] for miss in one.misses]
        if not one.misses:
            rows.append([one.case.name, "", "", AS_EXPECTED.text(language)])
    columns = [
        Column(CASE.text(language), wide=True),
        Column(WHAT.text(language)),
        Column(EXPECTED.text(language), "right"),
        Column(FOUND.text(language), "right"),
    ]
    return Section(CASES.text(language), Grid(columns, rows))


def _line(one: Refuted, language: Language) -> str:
    """Return a counterexample on a line: the claim, and the values of the data that are not the plainest."""
    said = NOT_SO.text(language).format(about=one.claim.about, claim=SENTENCES[one.claim.kind].text(language))
    values = _values(one.outcome, one.claim.paths, language)
    if one.after is not None:
        after = _values(one.after, one.claim.paths, language)
        values = AFTER.text(language).format(values=values, input=one.claim.raised, after=after)
    return f"{said}{f' ({values})' if values else ''}; {DATA.text(language).format(data=_telling(one))}"


def _values(outcome: Outcome, paths: Sequence[str], language: Language) -> str:
    results = [outcome.result(path, language) for path in paths]
    return ", ".join(
        f"{one.path}: {one.reason}" if one.printed is None else f"{one.path} = {one.printed}" for one in results
    )


def _telling(one: Refuted) -> str:
    """Return the inputs whose values matter: those that are not at their plainest."""
    parts = []
    for group, inside in one.told.items():
        if isinstance(inside, dict):
            parts += [f"{group}.{name} = {value}" for name, value in inside.items() if value not in (0, "0%", False)]
        elif inside:
            parts.append(f"{group}: {inside}")
    return ", ".join(parts) or "0"
