"""What a planner calls a quantity: ``Capaian Indeks Penegakan Hukum``; its path stands beside it."""

from typing import assert_never

from attrs import frozen

from lkjdsl.auditing.audit import Quantity
from lkjdsl.diagnostic import Language
from lkjdsl.render.result_names import name_of_result
from lkjdsl.words import Words

WORDS = Words("auditing.names")


def name_of_quantity(quantity: Quantity, language: Language) -> str:
    """Return the name of what a figure is of, empty where the edition gives none."""
    match quantity.kind:
        case "input":
            return quantity.name
        case "fixed":
            return WORDS["weight"].filled(name=quantity.name).text(language)
        case "result":
            assert quantity.output is not None
            return name_of_result(quantity.output.kind, language)
        case _:
            assert_never(quantity.kind)


def named(quantity: Quantity, language: Language) -> str:
    """Return the name with the path behind it."""
    name = name_of_quantity(quantity, language)
    return f"{name} ({quantity.path})" if name else quantity.path


@frozen
class NamedQuantity:
    """A quantity as a word of a message: its name with its path."""

    quantity: Quantity

    def text(self, language: Language) -> str:
        """Return them."""
        return named(self.quantity, language)
