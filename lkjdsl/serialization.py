"""
Values of lkjdsl → JSON text and back: reading it runs no code but what sets the fields of frozen classes of lkjdsl.

The text is a list of classes and a list of records, each after those it refers to: a leaf itself, or a list of what it
is and the places of its parts. What occurs twice stands there once, and is one object again when it is read.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any

from attrs import fields, has

TUPLE, MAPPING, LIST, DECIMAL, FIRST_CLASS = range(5)
"""What a record is; a class is FIRST_CLASS and its place in the list of classes."""


class NotSerializable(TypeError):  # noqa: N818 - not an error: what cannot be written is not kept
    """A value of a type that has no form here."""


def serialized(value: Any) -> bytes:
    """
    Return *value*: texts, numbers, flags, None, tuples, lists, mappings and objects of attrs classes of lkjdsl.

    Raises NotSerializable for anything else.
    """
    writer = _Writer()
    writer.place(value)
    classes = [f"{class_.__module__}:{class_.__qualname__}" for class_ in writer.classes]
    return json.dumps([classes, writer.records], separators=(",", ":")).encode()


class _Writer:
    def __init__(self) -> None:
        self.classes: dict[type, int] = {}
        self.records: list[Any] = []
        self.leaves: dict[tuple[type, Any], int] = {}
        self.known: dict[int, tuple[int, Any]] = {}
        """By identity, with the object itself: one that is gone could give its identity to another."""

    def place(self, value: Any) -> int:
        """Return the place of *value* among the records."""
        if value is None or type(value) in (str, int, bool):
            place = self.leaves.setdefault((type(value), value), len(self.records))
            if place == len(self.records):
                self.records.append(value)
            return place
        if id(value) not in self.known:
            record = self._record(value)
            self.known[id(value)] = len(self.records), value
            self.records.append(record)
        return self.known[id(value)][0]

    def _record(self, value: Any) -> list[int]:
        kind = type(value)
        if kind is tuple:
            return [TUPLE, *map(self.place, value)]
        if isinstance(value, Mapping):
            return [MAPPING, *(self.place(one) for pair in value.items() for one in pair)]
        if kind is list:
            return [LIST, *map(self.place, value)]
        if kind is Decimal:
            return [DECIMAL, self.place(str(value))]
        if not (has(kind) and kind.__module__.startswith("lkjdsl.")):
            raise NotSerializable(kind.__name__)
        number = self.classes.setdefault(kind, len(self.classes))
        return [FIRST_CLASS + number, *(self.place(getattr(value, field.name)) for field in fields(kind))]


def deserialized(data: bytes) -> Any:
    """
    Return the value that :func:`serialized` made *data* of.

    Raises ValueError, or whatever else comes of a text that was not made so: no code but lkjdsl's own runs.
    """
    names, records = json.loads(data)
    classes: list[tuple[type[Any], Sequence[Any]]] = [_class(name) for name in names]
    values: list[Any] = []
    for record in records:
        if type(record) is not list:
            values.append(record)
            continue
        kind = record[0]
        parts = [values[place] for place in record[1:]]
        if kind >= FIRST_CLASS:
            made, setters = classes[kind - FIRST_CLASS]
            value = object.__new__(made)
            for put, part in zip(setters, parts, strict=True):
                put(value, part)
            values.append(value)
        elif kind == TUPLE:
            values.append(tuple(parts))
        elif kind == MAPPING:
            values.append(dict(zip(parts[::2], parts[1::2], strict=True)))
        elif kind == LIST:
            values.append(parts)
        else:
            values.append(Decimal(parts[0]))
    return values[-1]


def _class(name: str) -> tuple[type[Any], Sequence[Any]]:
    """Return a class of lkjdsl and what sets its fields."""
    module, _, text = name.partition(":")
    if not module.startswith("lkjdsl."):
        raise ValueError(name)
    found = getattr(import_module(module), text)
    if not (isinstance(found, type) and has(found)):
        raise ValueError(name)
    return found, [getattr(found, field.name).__set__ for field in fields(found)]
