"""The front door is one screen, and what stands on it is there."""

import lkjdsl


def test_the_public_names_change_on_purpose_only() -> None:
    assert lkjdsl.__all__ == [
        "Audit", "Diagnostic", "Edition", "Explanation", "LkjdslError", "Outcome", "Result", "audit", "explain", "load",
    ]  # fmt: skip


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    assert not [name for name in lkjdsl.__all__ if not getattr(lkjdsl, name).__doc__]
