"""Who signs, as ``[report]`` of the data says it; a marked blank for what is not said."""

from datetime import date

from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterParagraph, Signatory, Signatures
from lkjdsl.words import Words

WORDS = Words("report.signature")
MONTHS = Words("report.months")


def signed_by_official(account: Account) -> Signatures:
    """Return the place for the official's signature, with where and when."""
    return Signatures(
        [Signatory([_place_and_date(account), _said(account, "position")], _names(account, "official", "nip"))]
    )


def signed_by_both(account: Account) -> Signatures:
    """Return the places for an agreement: the superior as the second party, the official as the first."""
    second = Signatory(
        [ChapterParagraph(""), _word(account, "second-party"), _said(account, "superior_position")],
        _names(account, "superior", "superior_nip"),
    )
    first = Signatory(
        [_place_and_date(account), _word(account, "first-party"), _said(account, "position")],
        _names(account, "official", "nip"),
    )
    return Signatures([second, first])


def _place_and_date(account: Account) -> ChapterParagraph:
    details = account.outcome.data.report
    place = details.get("place", WORDS["place"].text(account.language))
    day = _day(account, details["date"]) if "date" in details else WORDS["date"].text(account.language)
    text = WORDS["place-date"].text(account.language).format(place=place, date=day)
    return ChapterParagraph(text, "text" if {"place", "date"} <= details.keys() else "blank")


def _day(account: Account, text: str) -> str:
    """Return a date of TOML with the name of its month; any other text is what somebody wrote out."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {MONTHS[f'month-{day.month}'].text(account.language)} {day.year}"


def _names(account: Account, name: str, number: str) -> list[ChapterParagraph]:
    details = account.outcome.data.report
    blank = WORDS["no-nip"].text(account.language)
    text = WORDS["nip"].text(account.language).format(number=details.get(number, blank))
    return [_said(account, name), ChapterParagraph(text, "text" if number in details else "blank")]


def _said(account: Account, key: str) -> ChapterParagraph:
    details = account.outcome.data.report
    if key in details:
        return ChapterParagraph(details[key])
    blank = "position" if key.endswith("position") else "official"
    return ChapterParagraph(WORDS[blank].text(account.language), "blank")


def _word(account: Account, key: str) -> ChapterParagraph:
    return ChapterParagraph(WORDS[key].text(account.language))
