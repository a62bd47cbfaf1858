"""What was read of a report, number by number: a printed file that a person can check, correct and audit."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lkjdsl.proofreading.printed.findings import Proofreading
from lkjdsl.proofreading.printed.multiples import MULTIPLES
from lkjdsl.proofreading.printed.numbers import NumberInText, counted

if TYPE_CHECKING:
    from lkjdsl.numbers.numerals import Locale


def transcript_of(result: Proofreading, year: int | None) -> Mapping[str, Any]:
    """Return the tables of a printed file that has every number of the report which may be a quantity."""
    named = {figure.number: figure for figure in result.figures}
    numbers = [number for site in result.sites for number in counted(site)]
    locales: Counter[Locale] = Counter(number.locale for number in numbers)
    usual: Locale = max(locales, key=lambda locale: locales[locale], default="id")
    entries = []
    for site in result.sites:
        for at, number in enumerate(counted(site), 1):
            entry: dict[str, Any] = {
                "place": site.address.text("id"),
                "text": site.context,
                "number": at,
                "printed": printed_text(number),
                "what": named[number].what if number in named else "",
            }
            if number in named and named[number].year is not None:
                entry["year"] = named[number].year
            entries.append(entry | ({} if number.locale == usual else {"locale": number.locale}))
    return {"locale": usual} | ({} if year is None else {"year": year}) | {"figure": entries}


def printed_text(number: NumberInText) -> str:
    """Return a number as it is printed, with the word of its multiple."""
    if number.multiple == 1:
        return number.text
    word = next(word for word, multiple in MULTIPLES.items() if multiple == number.multiple)
    return f"{number.text} {word}"
