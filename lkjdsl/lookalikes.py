"""Characters that only look like those of names and formulas: letters of other alphabets, signs as Word types them."""

import unicodedata

_LETTERS = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеіјорсухԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνι",  # noqa: RUF001 - Cyrillic and Greek letters that look Latin are the point
    "ABESIJKMHOPCTXYaeijopcyxqwhABEZHIKMNOPTYXopvi",
)
SIGNS = {
    other: sign
    for sign, others in {
        "-": "‐‑‒–—―－﹣", "/": "⁄∕／⧸", "*": "·∙⋅•∗＊✕✖", "+": "＋", "(": "（﹙", ")": "）﹚", "=": "＝", "%": "％",  # noqa: RUF001 - the same
        "<": "＜", ">": "＞", "<=": "⩽", ">=": "⩾", ",": "，",  # noqa: RUF001 - the same
    }.items()
    for other in others
}  # fmt: skip
"""Signs and what they look like; × ÷ − ≤ ≥ ≠ are signs of the language itself."""


def latin(text: str) -> str | None:
    r"""
    Return the Latin letters that *text* looks like, without what nobody sees; None where it looks like no other text.

    >>> latin("\u041a1"), latin("K1"), latin("\u65e5")
    ('K1', None, None)
    """
    seen = "".join(one for one in text if not is_unseen(one))
    found = unicodedata.normalize("NFKC", seen.translate(_LETTERS))
    return found if found != text and found.isascii() and found else None


def is_unseen(character: str) -> bool:
    """Return whether nobody sees *character*: a blank that is none of the keyboard's, or one without width."""
    return character not in " \t\r\n" and unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp", "Cc")
