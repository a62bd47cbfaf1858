"""The words behind numbers that multiply them: juta, miliar, and what they are shortened to behind rupiah."""

MULTIPLES = {
    "ribu": 10**3,
    "juta": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "triliun": 10**12,
    "million": 10**6,
    "billion": 10**9,
}
OF_RUPIAH = {"rb": 10**3, "jt": 10**6, "m": 10**9, "t": 10**12}


def multiple_of(word: str, *, is_rupiah: bool) -> int:
    """
    Return what the *word* behind a number multiplies it by.

    >>> multiple_of("miliar", is_rupiah=False), multiple_of("M", is_rupiah=True), multiple_of("m", is_rupiah=False)
    (1000000000, 1000000000, 1)
    """
    said = word.casefold()
    return MULTIPLES.get(said) or (OF_RUPIAH.get(said, 1) if is_rupiah else 1)
