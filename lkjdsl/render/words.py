"""The words of a page of results, in both languages."""

from lkjdsl.diagnostic import Both, Language
from lkjdsl.words import Words

WORDS = Words("results.page")
TRUTH = Words("results.truth")


def word(key: str, language: Language) -> str:
    """Return the word for *key*."""
    return WORDS[key].text(language)


def truth(flag: bool) -> Both:  # noqa: FBT001 - it is what the word is for
    """Return the word for *flag*."""
    return TRUTH["true" if flag else "false"]


def of_whom(office: str, year: int, language: Language) -> list[str]:
    """Return the lines that say whose results a page shows, where that is known, and of which year."""
    return [*([f"{word('office', language)}: {office}"] if office else []), f"{word('year', language)} {year}"]
