"""Word's equations (OMML) as text in lines: ``D1 = 6.858 / 7.630 * 100%``, what is compound in parentheses."""

import re
from collections.abc import Iterable

from lkjdsl.documents.linear import grouped, subscripted
from lkjdsl.documents.ooxml.xml import Element

SIGNS = {
    "×": "*",
    "⋅": "*",
    "·": "*",
    "\u2217": "*",
    "÷": "/",
    "\u2215": "/",
    "\u2061": "",
    "\u200b": "",
    "\u00a0": " ",
}
PROPERTIES = {"m:rPr", "m:ctrlPr", "w:rPr", "m:oMathParaPr", "w:del", "w:moveFrom"}


def equation_lines(element: Element) -> list[str]:
    """Return the lines of an equation (``m:oMath`` or ``m:oMathPara``): its rows, broken where it says so."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in _text(element).split("\n"))
    return [line for line in lines if line]


def _text(element: Element) -> str:  # noqa: C901, PLR0912 - a case for each kind of object of ECMA-376 part 1, 22.1.2
    if element.name in PROPERTIES or element.name.endswith("Pr"):
        return ""
    match element.name:
        case "m:t" | "w:t":
            return "".join(SIGNS.get(character, character) for character in element.text)
        case "w:tab":
            return " "
        case "m:br" | "w:br":
            return "\n"
        case "m:f":
            return f"{_group(element.child('m:num'))} / {_group(element.child('m:den'))}"
        case "m:d":
            return _fenced(element)
        case "m:rad":
            degree = _of(element.child("m:deg"))
            return (
                f"sqrt({_of(element.child('m:e'))})" if not degree else f"root({_of(element.child('m:e'))}, {degree})"
            )
        case "m:sSup":
            return f"{_group(element.child('m:e'))}^{_group(element.child('m:sup'))}"
        case "m:sSub":
            return f"{_of(element.child('m:e'))}{subscripted(_of(element.child('m:sub')))}"
        case "m:sSubSup":
            base = f"{_of(element.child('m:e'))}{subscripted(_of(element.child('m:sub')))}"
            return f"{base}^{_group(element.child('m:sup'))}"
        case "m:nary":
            sign = element.value("m:naryPr", "m:chr", of="m:val") or "∫"
            return f"{sign} {_of(element.child('m:e'))}"
        case "m:eqArr" | "m:m" | "m:oMathPara":
            return "\n".join(_text(child) for child in element.children if not child.name.endswith("Pr"))
        case "m:mr":
            return " ".join(map(_text, element.children))
    return _joined(element.children)


def _of(element: Element | None) -> str:
    return "" if element is None else _text(element).strip()


def _joined(elements: Iterable[Element]) -> str:
    return "".join(map(_text, elements)).replace("&", "")  # marks where rows are aligned


def _group(element: Element | None) -> str:
    return grouped(_of(element))


def _fenced(element: Element) -> str:
    properties = element.child("m:dPr")
    signs = [
        default if properties is None or (sign := properties.value(name, of="m:val")) is None else sign
        for name, default in (("m:begChr", "("), ("m:sepChr", "|"), ("m:endChr", ")"))
    ]
    return f"{signs[0]}{signs[1].join(_text(child) for child in element.children if child.name == 'm:e')}{signs[2]}"
