"""The codes of indicators and components as they are spoken: their paths are for those who write editions."""

BELOW = " › "  # noqa: RUF001 - from the whole to its part


def spoken_code(path: str) -> str:
    """
    Return the code of an indicator or component, the last part of its *path*, as it is spoken.

    >>> spoken_code("IKU4.Nilai_total")
    'Nilai total'
    """
    return path.rpartition(".")[2].replace("_", " ")


def spoken_path(path: str) -> str:
    """Return the codes on a *path*, from the indicator down to the component."""
    return BELOW.join(map(spoken_code, path.split(".")))


def titled(path: str, name: str) -> str:
    """
    Return the *name* of what is at a path behind the codes on it; it is not said twice.

    >>> titled("IKK1", "Kualitas"), titled("Nilai_total", "Nilai total"), titled("Nilai_total", "Nilai akhir")
    ('IKK1 Kualitas', 'Nilai total', 'Nilai total: Nilai akhir')
    """
    codes, code = spoken_path(path), spoken_code(path)
    if code.casefold() == name.casefold():
        return codes
    return f"{codes}: {name}" if " " in code else f"{codes} {name}"
