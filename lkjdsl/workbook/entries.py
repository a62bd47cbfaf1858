"""Formulas that read what somebody typed into a cell, as strictly as a data file is read."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl import kinds
from lkjdsl.domains.sheet.cells import MISSING, NO_GRID, STATES, UNIT, StepCells, constant, nothing, text
from lkjdsl.domains.sheet.choices import either
from lkjdsl.evaluate.typed_cell import FLAGS
from lkjdsl.model.definition import Input
from lkjdsl.units import FLAG, TEXT, of_kind

SLIP = STATES["unavailable"]
"""The state of what is typed and is no value of its kind: unavailable, whatever the rule for missing ones."""
MOST = "1E+15"
"""A spreadsheet keeps 15 digits."""
YES, NO = "ya", "tidak"
"""How a flag is typed: Excel spells TRUE as its language does."""


@frozen
class EntryFormulas:
    """The formulas of what a cell says: its value, its state, its denominator, its error."""

    value: str
    state: str
    denominator: str
    error: str


def words_of(cell: str) -> str:
    """Return the words in a cell, however they are spaced and whatever their case."""
    return f"LOWER(TRIM({cell}))"


def is_blank(cell: str) -> str:
    """Return whether a cell says that there is no value."""
    return _says(cell, ("", *kinds.MISSING_WORDS))


def _says(cell: str, words: Sequence[str]) -> str:
    """Return whether a cell says one of *words*."""
    return f"OR({','.join(f'{words_of(cell)}={text(word)}' for word in words)})"


def entry(cell: str, input_: Input, separator: str) -> EntryFormulas:
    """Return how *cell* is read as a value of *one*; *separator* is a cell with the decimal separator in use."""
    unit = of_kind(input_.kind)
    default = StepCells(nothing(unit), MISSING) if input_.default is None else constant(input_.default, unit)
    excluded = f"{words_of(cell)}={text(kinds.NOT_APPLICABLE_WORD)}"
    otherwise = f"IF({is_blank(cell)},{default.state},IF({excluded},{STATES['excluded']},"
    match unit:
        case _ if unit == FLAG:
            yes, no = (_says(cell, [word for word, flag in FLAGS.items() if flag is said]) for said in (True, False))
            value = f"IF(ISLOGICAL({cell}),{cell},IF({is_blank(cell)},{default.value},{yes}))"
            return EntryFormulas(value, f"IF(ISLOGICAL({cell}),0,{otherwise}IF(OR({yes},{no}),0,{SLIP}))))", "1", "0")
        case _ if unit == TEXT:
            value = f'IF({is_blank(cell)},{default.value},IF(ISTEXT({cell}),{cell},""))'
            return EntryFormulas(value, f"{otherwise}IF(ISTEXT({cell}),0,{SLIP})))", "1", "0")
        case _:
            return _number(cell, input_, default, otherwise, separator)


def _number(cell: str, input_: Input, default: StepCells, otherwise: str, separator: str) -> EntryFormulas:
    """Return how a number is read: how many decimals were typed is what its text says, of 15 digits."""
    nil = "0" if input_.kind in kinds.NIL_KINDS else SLIP
    is_exponent, is_decimal = f'ISNUMBER(SEARCH("E",{cell}&""))', f'ISNUMBER(FIND({separator},{cell}&""))'
    decimals = f'LEN({cell}&"")-FIND({separator},{cell}&"")'
    slips = [f"ABS({cell})>={MOST}"]
    slips += [f"{cell}<0", is_decimal, is_exponent] if input_.kind == "count" else []
    thousands = f"IF({is_decimal},{decimals}={kinds.THOUSANDS},FALSE)"
    slips += [thousands] if input_.kind == "rupiah" else []
    state = f"IF(OR({','.join(slips)}),{SLIP},0)"
    said = f"{words_of(cell)}={text(kinds.NIL_WORD)}"
    # LibreOffice takes TRUE for a number, too
    state = f"IF(ISLOGICAL({cell}),{SLIP},IF(ISNUMBER({cell}),{state},{otherwise}IF({said},{nil},{SLIP}))))"
    value = f"IF(ISNUMBER({cell}),{cell},{either(is_blank(cell), default.value, '0')})"
    if input_.kind == "count":
        return EntryFormulas(value, state, "1", "0")
    typed = f"IF({is_exponent},{NO_GRID},IF({is_decimal},10^({decimals}),1))"
    error = f"IF(ISNUMBER({cell}),IF(OR({is_exponent},{is_decimal}),ABS({cell})*{UNIT},0),{default.error})"
    return EntryFormulas(value, state, f"IF(ISNUMBER({cell}),{typed},{default.denominator})", error)
