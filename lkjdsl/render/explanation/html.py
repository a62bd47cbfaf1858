"""ExplanationContent → one HTML page that needs no other file and no network: MathML, steps that fold, bars."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from lkjdsl.numbers.rational import Number
from lkjdsl.render.explanation.content import At, ComponentShare, ExplanationContent, Remark, ResultSection
from lkjdsl.render.explanation.text import widest
from lkjdsl.render.notation.mathml import equations, escaped
from lkjdsl.words import Words

OPEN = 1
"""Sections of this depth and above are unfolded when the page is opened."""
BAR_WIDTH, BAR_HEIGHT = 1000, 80
"""Of a bar's own coordinates; the page stretches it to its column."""


def explanation_html(explanation: ExplanationContent, *, exact: bool) -> str:
    """Return *explanation* as a page; every text in it is escaped, whoever wrote it."""
    page = _HtmlPage(Words("explanation").spoken(explanation.language), exact=exact)
    say = page.phrases
    title = f"{say['heading.title']}: {explanation.title}"
    about = [f"{say['heading.year']} {explanation.year}"]
    about += [explanation.office] if explanation.office else []
    sections = "".join(page.section(section, 0) for section in explanation.sections)
    others = "".join(page.section(section, 0) for section in explanation.others)
    rest = f"<h2>{escaped(say['heading.others'])}</h2>{others}" if others else ""
    sheets = "".join(
        f"<tr><th>{escaped(say[f'heading.{sheet.role}'])}</th><td>{escaped(sheet.name)}</td>"
        f"<td>SHA-256 <code>{sheet.sha256}</code></td></tr>"
        for sheet in explanation.sheets
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{explanation.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escaped(title)}</title>\n'
        f"<style>\n{_beside('page.css')}</style>\n</head>\n<body>\n<header>\n"
        f'<p class="kind">{escaped(say["heading.title"])}</p>\n<h1>{escaped(explanation.title)}</h1>\n'
        f"<p>{escaped(' · '.join(about))}</p>\n"
        f'<p class="folding"><button type="button" data-fold="open">{escaped(say["heading.open-all"])}</button>'
        f'<button type="button" data-fold="">{escaped(say["heading.close-all"])}</button></p>\n</header>\n'
        f"{page.contents(explanation.sections)}<main>\n{sections}{rest}</main>\n<footer>\n"
        f"<p>{escaped(say['remark.printed'])}</p>\n<table>{sheets}</table>\n</footer>\n"
        f"<script>\n{_beside('page.js')}</script>\n</body>\n</html>\n"
    )


@cache
def _beside(name: str) -> str:
    return files("lkjdsl.render.explanation").joinpath(name).read_text("utf-8")


class _HtmlPage:
    def __init__(self, words: Mapping[str, str], *, exact: bool) -> None:
        self.phrases = words
        self.exact = exact

    def contents(self, sections: Sequence[ResultSection]) -> str:
        """Return links to what was asked for, where that is more than a screen."""
        if len(sections) < 3:  # noqa: PLR2004 - two are seen at once
            return ""
        items = "".join(
            f'<li><a href="#{anchor(section.path)}"><span>{escaped(section.path)}</span> {escaped(section.name)}</a>'
            f"<b>{escaped(section.printed)}</b></li>"
            for section in sections
        )
        return f"<nav>\n<h2>{escaped(self.phrases['heading.contents'])}</h2>\n<ol>{items}</ol>\n</nav>\n"

    def section(self, section: ResultSection, depth: int) -> str:
        unfolded = " open" if depth < OPEN else ""
        inner = "".join(self.section(result_section, depth + 1) for result_section in section.sections)
        return (
            f'<details id="{anchor(section.path)}" class="depth{min(depth, 3)} {section.status}"{unfolded}>\n'
            f'<summary><span class="path">{escaped(section.path)}</span> '
            f'<span class="name">{escaped(section.name)}</span> '
            f'<b class="result">{escaped(section.printed)}</b></summary>\n'
            f"{''.join(self._paragraphs(section))}{inner}</details>\n"
        )

    def _paragraphs(self, section: ResultSection) -> Iterator[str]:
        say = self.phrases
        if section.definition:
            yield f'<p class="definition">{escaped(" ".join(section.definition.split()))}</p>\n'
        if section.lines:
            yield f'<div class="formula">{equations([line.equation for line in section.lines])}</div>\n'
        if self.exact and section.exact:
            yield f'<p class="exact">{escaped(say["heading.exact"])}: <code>{escaped(section.exact)}</code></p>\n'
        if section.parts:
            yield self._parts(section.parts)
        yield self._sentences("remarks", section.remarks)
        if section.inputs:
            yield self._inputs(section)
        yield self._sentences("rules", section.rules)
        for key, text in (("basis", "; ".join(section.basis)), ("note", section.note)):
            if text:
                heading, paragraph = escaped(say[f"heading.{key}"]), escaped(" ".join(text.split()))
                yield f'<p class="{key}"><b>{heading}</b> {paragraph}</p>\n'

    def _sentences(self, key: str, remarks: Sequence[Remark]) -> str:
        if not remarks:
            return ""
        items = "".join(
            f'<li class="of-{remark.kind}">{escaped(remark.text)}{_places(remark.at)}</li>' for remark in remarks
        )
        return f'<div class="{key}"><h3>{escaped(self.phrases[f"heading.{key}"])}</h3><ul>{items}</ul></div>\n'

    def _parts(self, parts: Sequence[ComponentShare]) -> str:
        say = self.phrases
        weighted = any(part.weight for part in parts)
        spread = any(part.weight_after and part.weight_after != part.weight for part in parts)
        shared = any(part.contribution for part in parts)
        heads = [("", say["heading.name"]), ("number", say["heading.value"])]
        heads += [("number", say["heading.weight-before" if spread else "heading.weight"])] if weighted else []
        heads += [("number", say["heading.weight-after"])] if spread else []
        heads += [("number", say["heading.contribution"]), ("bars", "")] if shared else []
        longest = widest(parts)
        rows = []
        for part in parts:
            cells = [f'<td><a href="#{anchor(part.path)}">{escaped(part.symbol)}</a> {escaped(part.name)}</td>']
            numbers = [part.value, *([part.weight] if weighted else []), *([part.weight_after] if spread else [])]
            numbers += [part.contribution or "–"] if shared else []
            cells += [f'<td class="number">{escaped(number)}</td>' for number in numbers]
            cells += [f'<td class="bars">{self._bar(part, longest)}</td>'] if shared else []
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return _table("parts", say["heading.components"], heads, rows)

    def _bar(self, part: ComponentShare, longest: Number | None) -> str:
        """Return a bar for what a component contributes, on a paler one for the most that it could."""
        if part.share is None or longest is None:
            return ""
        most = (
            ""
            if part.most is None
            else f'<rect class="most" width="{_length(part.most, longest)}" height="{BAR_HEIGHT}"/>'
        )
        kind = "less" if part.share[0] < 0 else "share"
        share = f'<rect class="{kind}" width="{_length(part.share, longest)}" height="{BAR_HEIGHT}"/>'
        title = self.phrases["heading.bar"].format(symbol=part.symbol, contribution=part.contribution)
        return (
            f'<svg viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" preserveAspectRatio="none" role="img">'
            f"<title>{escaped(title)}</title>{most}{share}</svg>"
        )

    def _inputs(self, section: ResultSection) -> str:
        say = self.phrases
        heads = [("", say["heading.name"]), ("number", say["heading.value"]), ("place", say["heading.place"])]
        rows = []
        for shown in section.inputs:
            source = f" {escaped(shown.source)}" if shown.source else ""
            where = (_place(shown.at) if shown.at else "") + source
            rows.append(
                f"<tr><td>{escaped(shown.label)} <code>{escaped(shown.path)}</code></td>"
                f'<td class="number">{escaped(shown.value)}</td><td class="place">{where}</td></tr>'
            )
        return _table("inputs", say["heading.inputs"], heads, rows)


def anchor(path: str) -> str:
    """Return the name that links to the section of *path* use."""
    return escaped(path)


def _length(number: Number, longest: Number) -> int:
    return abs(number[0]) * longest[1] * BAR_WIDTH // (number[1] * longest[0])


def _table(key: str, caption: str, heads: Sequence[tuple[str, str]], rows: Sequence[str]) -> str:
    cells = "".join(
        f'<th class="{kind}">{escaped(text)}</th>' if kind else f"<th>{escaped(text)}</th>" for kind, text in heads
    )
    return (
        f'<table class="{key}"><caption>{escaped(caption)}</caption><thead><tr>{cells}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>\n"
    )


def _places(at: Sequence[At]) -> str:
    return "".join(f" {_place(one)}" for one in at)


def _place(at: At) -> str:
    return f'<span class="at">{escaped(at.short)}</span>'
