"""Two measures of nearness: a suggestion may be wrong, a match may not, since it gives a figure its path."""

import pytest

from lkjdsl.diagnostic import nearest
from lkjdsl.proofreading.printed.similarity import NameWeights, same, words_of


@pytest.mark.parametrize(
    ("written", "known"),
    [("izin", "ijin"), ("terbit", "terbitan"), ("anggota", "anggaran"), ("IKK1", "IKK2")],
)
def test_a_suggestion_is_made_where_a_match_would_blame_the_wrong_figure(written: str, known: str) -> None:
    """A wrong suggestion is read and passed over; a word taken for another one gives a number a wrong path."""
    assert nearest(written, [known]) == known
    assert not same(written, known)


@pytest.mark.parametrize(("written", "known"), [("permohonna", "permohonan"), ("keimigrasain", "keimigrasian")])
def test_a_slip_in_a_long_word_is_neither_for_a_suggestion_nor_for_a_match(written: str, known: str) -> None:
    assert nearest(written, [known]) == known
    assert same(written, known)


def test_words_weigh_the_same_in_any_order() -> None:
    """Names come as sets of words; rounded sums of their weights would make two equal names differ by chance."""
    names = ["Jumlah desa", "Jumlah desa aktif", "Persentase desa yang aktif dibina", "Omzet usaha desa"]
    weights = NameWeights(names)
    words = words_of(" ".join(names))
    orders = [words[at:] + words[:at] for at in range(len(words))]
    assert len({weights.total(order) for order in orders}) == 1
