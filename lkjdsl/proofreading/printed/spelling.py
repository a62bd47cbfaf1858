"""A whole number in Indonesian words, as it should stand behind its digits."""

from collections.abc import Iterator

from lkjdsl.proofreading.printed.spelled import ONES

GROUPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def in_words(number: int) -> str:
    """
    Return *number* in words.

    >>> in_words(299), in_words(11), in_words(1_100), in_words(420_000_000)
    ('dua ratus sembilan puluh sembilan', 'sebelas', 'seribu seratus', 'empat ratus dua puluh juta')
    """
    return " ".join(_words(number)) or ONES[0]


def _words(number: int) -> Iterator[str]:
    for size, name in GROUPS:
        group, number = divmod(number, size)
        if group == 1 and name == "ribu":
            yield "seribu"
        elif group:
            yield from (*_words(group), name)
    hundreds, rest = divmod(number, 100)
    if hundreds:
        yield from ("seratus",) if hundreds == 1 else (ONES[hundreds], "ratus")
    tens, ones = divmod(rest, 10)
    if tens == 1:
        yield {0: "sepuluh", 1: "sebelas"}.get(ones, f"{ONES[ones]} belas")
        return
    if tens:
        yield from (ONES[tens], "puluh")
    if ones:
        yield ONES[ones]
