"""What each number of a place is printed from, in the order in which a reader of the document finds it."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from lkjdsl.documents.word.written_numbers import NUMERAL, WrittenNumber, WrittenUnit, words_of
from lkjdsl.domains.typeset.tree import (
    Cases,
    Chain,
    EquationTree,
    Fence,
    Fraction,
    FunctionCall,
    PathTree,
    PlainWord,
    Power,
    Prefix,
    PrintedNumber,
    Root,
    Summation,
    Tree,
)
from lkjdsl.render.chart import Chart, Mark
from lkjdsl.render.figure_text import figure, figures_of
from lkjdsl.render.word.charts import reference_series, row_names
from lkjdsl.report.blocks import (
    CaptionedTable,
    ChapterBlock,
    ChapterFigure,
    ChapterParagraph,
    ChapterPlace,
    EquationLines,
    Signatures,
)


def written_units(place: ChapterPlace, year: int) -> list[WrittenUnit]:
    """Return the units of a *place* with what their numerals are printed from; *year* is the one reported."""
    return [unit(texts) for block in place.blocks for texts in _texts(block, year)]


def unit(texts: Sequence[str]) -> WrittenUnit:
    """Return the unit of *texts*, whose figures know what they are printed from."""
    return WrittenUnit(words_of(texts), [number for text in texts for number in _numbers(text)])


def _numbers(text: str) -> Iterator[WrittenNumber]:
    whole = [
        text_figure
        for text_figure in figures_of(text)
        if text_figure.path and len(NUMERAL.findall(text[text_figure.start : text_figure.end])) == 1
    ]
    for hit in NUMERAL.finditer(text):
        of = [
            text_figure for text_figure in whole if text_figure.start <= hit.start() < text_figure.end
        ]  # neither number of 1/9 is the value
        yield WrittenNumber(hit[0], of[0].path, of[0].year) if of else WrittenNumber(hit[0])


def _texts(block: ChapterBlock, year: int) -> Iterator[Sequence[str]]:
    match block:
        case ChapterParagraph(text=text):
            yield [text]
        case EquationLines(equations=chain):
            yield list(_of_equations(chain, year))
        case CaptionedTable(grid=grid):
            yield from grid.rows
        case ChapterFigure(chart=chart):
            yield from _of_chart(chart)
        case Signatures():
            pass  # nobody asks what the numbers of an official are of
        case _:
            assert_never(block)


def _of_chart(chart: Chart) -> Iterator[Sequence[str]]:
    everything = [*chart.series, *reference_series(chart)]
    for at, name in enumerate(row_names(chart)):
        marks = [series.marks[at] for series in everything]
        yield [name, *(_point(mark) for mark in marks if mark.value is not None)]


def _point(mark: Mark) -> str:
    """Return the numeral of a point: a chart shows its numbers in a form of its own."""
    numeral = NUMERAL.search(mark.printed)
    of = figures_of(mark.printed)
    assert numeral is not None, "what has a value has a numeral"
    return figure(numeral[0], of[0].path, of[0].year) if of else numeral[0]


def _of_equations(chain: Sequence[EquationTree], year: int) -> Iterator[str]:
    """Yield the texts of equations; a left side that stays the same is written once."""
    last = None
    for tree in chain:
        if tree.left != last:
            yield from _leaves(tree.left, year)
        yield from _leaves(tree.right, year)
        last = tree.left


def _leaves(tree: Tree, year: int) -> Iterator[str]:  # noqa: PLR0912 - a case for each kind of tree
    """Yield the texts of *tree* as they follow each other where an equation of Word is read as a line."""
    match tree:
        case PrintedNumber(text=text, path=path) | PathTree(text=text, path=path, filled=True):
            earlier = path.removeprefix("previous(").removesuffix(")")
            yield figure(text, earlier, year if earlier == path else year - 1) if path else text
        case PlainWord(text=text) | PathTree(text=text):
            yield text
        case Chain(sign=sign, terms=terms):
            for at, argument in enumerate(terms):
                yield sign if at else ""
                yield from _leaves(argument, year)
        case Prefix(sign=sign, operand=operand):
            yield sign
            yield from _leaves(operand, year)
        case Fraction(above=first, below=second) | Power(base=first, exponent=second):
            yield from (*_leaves(first, year), *_leaves(second, year))
        case Root(radicand=radicand, degree=degree):
            is_square = degree == 2  # noqa: PLR2004 - its degree is not written
            yield "sqrt" if is_square else "root"
            yield from _leaves(radicand, year)
            yield "" if is_square else f"{degree}"
        case Fence(inner=inner) | Summation(term=inner):
            yield from _leaves(inner, year)
        case FunctionCall(function=function, arguments=arguments):
            yield function
            for argument in arguments:
                yield from _leaves(argument, year)
        case Cases(rows=rows, otherwise=otherwise, words=(when, last)):
            for value, condition in rows:
                yield from (*_leaves(value, year), when, *_leaves(condition, year))
            yield from (*_leaves(otherwise, year), last)
        case _:
            assert_never(tree)
