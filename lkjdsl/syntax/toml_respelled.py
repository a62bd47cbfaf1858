"""Numbers as a report writes them, where TOML wants its own spelling: ``Rp 1.250,-``, ``98,5%``, ``1 000``."""

import re

from lkjdsl.syntax.toml_fault import Fault, TomlError, quoted

_DOTS = r"[1-9]\d{0,2}(?:\.\d{3})"  # 3.471, and more groups as a pattern asks
_NUMERALS = {  # the first that is the whole of what is written
    "toml-bare-rupiah": r"-?(?i:rp)\.?\s*-?\d[\d.,_\s]*(?:,-)?",
    "toml-bare-percent": r"[-+]?[\d.,_]*\d\s*%",
    "toml-thousands-dots": rf"[-+]?(?:{_DOTS}{{2,}}(?:,\d+|,-)?|{_DOTS}+(?:,\d+|,-))",
    "toml-ambiguous-comma": r"[-+]?[1-9]\d{0,2},\d{3}",
    "toml-decimal-comma": r"[-+]?\d+,\d+",
    "toml-number-spelling": r"[-+−–—]?\s*(?:\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?|0\d+(?:\.\d+)?|\.\d+|\d+\.)"
    r"|[−–—]\s*[\d_.,]*\d",
}


def numeral(fault: Fault) -> TomlError | None:
    """Return how a number is to be written that tomli could not read."""
    if not fault.reason.startswith(("Invalid value", "Unclosed ", "Expected newline", "Expected '='")):
        return None
    start, end = fault.written
    written = fault.text[start:end]
    code = next((code for code, pattern in _NUMERALS.items() if re.fullmatch(pattern, written)), None)
    if code is None:
        return None
    bare = re.sub(r"(?i)rp\.?\s*|\s*%$|,-$", "", written).strip()
    return fault.error(
        code,
        start,
        end,
        meant=_respelled(bare, money=code == "toml-bare-rupiah"),
        quoted=quoted(re.sub(r"\s*%$", "%", written)),
        thousands=bare.replace(",", "_"),
    )


def _respelled(number: str, *, money: bool) -> str:
    """Write an Indonesian, English or half-typed *number* as TOML does; three digits of money are never decimals."""
    number = re.sub(r"^([-+]?)[−–—]?\s*", lambda sign: "-" if sign[0].strip(" +") else "", number)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", number) and (money or number.count(".") > 1 or "," in number):
        return number.replace(".", "_").replace(",", ".")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", number) and (money or number.count(",") > 1 or "." in number):
        return number.replace(",", "_")
    number = re.sub(r"(?<=\d)\s(?=\d)", "_", number.replace(",", "."))
    number = re.sub(r"^(-?)0+(?=\d)", r"\1", number)
    return re.sub(r"^(-?)\.", r"\g<1>0.", re.sub(r"\.$", "", number))
