"""What is worked out of texts is kept for so many of them and no more: one process may read many documents."""

import inspect
import pkgutil
from functools import _lru_cache_wrapper
from importlib import import_module

import pytest

import lkjdsl.proofreading
from lkjdsl.proofreading.printed.kept_texts import TEXTS

OF_OUR_DATA = ("key",)
"""What asks for a pattern of our data by its name; there are only as many as are written there."""


def _keeping() -> "list[_lru_cache_wrapper[object]]":
    """Return the functions of proofreading that keep what they returned for different arguments."""
    room = lkjdsl.proofreading
    modules = [import_module(one.name) for one in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    found = [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, _lru_cache_wrapper) and one.__module__ == module.__name__
    ]
    return [one for one in found if tuple(inspect.signature(one).parameters) not in ((), OF_OUR_DATA)]


@pytest.mark.parametrize("function", _keeping(), ids=lambda one: f"{one.__module__}.{one.__qualname__}")
def test_what_is_kept_of_texts_has_a_bound(function: "_lru_cache_wrapper[object]") -> None:
    """Each keeps as many as a long report has."""
    assert function.cache_info().maxsize == TEXTS
