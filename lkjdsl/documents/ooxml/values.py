"""Values of attributes that mean the same in Word and in Excel."""

from lkjdsl.documents.ooxml.xml import Element


def is_on(toggle: Element | None) -> bool | None:
    """Return whether a property such as ``w:b`` is switched on; None where it is not mentioned."""
    return None if toggle is None else toggle.attributes.get("w:val", "true") not in ("0", "false", "off")


def whole(text: str | None) -> int | None:
    """Return the whole number that an attribute states, or None where it is none of at most nine digits."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 9 else None  # noqa: PLR2004 - as the docstring says
