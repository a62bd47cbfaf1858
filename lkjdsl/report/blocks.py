"""What a report says, whatever form it is given: paragraphs, equations, tables, charts, signatures."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.domains.typeset.tree import EquationTree
from lkjdsl.render.chart import Chart
from lkjdsl.render.page import Grid


@frozen
class ChapterParagraph:
    """
    A paragraph.

    A ``lead`` names what follows, a ``definition`` says what its equations are, an ``item`` is one of a list, a
    ``blank`` waits for a writer.
    """

    text: str
    style: Literal["text", "lead", "definition", "item", "blank"] = "text"


@frozen(eq=False)
class EquationLines:
    """The lines of one derivation, below each other."""

    equations: Sequence[EquationTree]


@frozen(eq=False)
class CaptionedTable:
    """A table with its title, which is numbered where it stands."""

    title: str
    grid: Grid


@frozen(eq=False)
class ChapterFigure:
    """A chart, numbered where it stands; its title is that of the chart."""

    chart: Chart


@frozen
class Signatory:
    """Who signs: the lines above the room for a signature, and those below; each a paragraph, perhaps blank."""

    above: Sequence[ChapterParagraph]
    below: Sequence[ChapterParagraph]


@frozen
class Signatures:
    """Signatories side by side, one or two."""

    signatories: Sequence[Signatory]


ChapterBlock = ChapterParagraph | EquationLines | CaptionedTable | ChapterFigure | Signatures


@frozen
class ChapterHeading:
    """A heading, the chapter's own being of level 1; an annex ``starts_page``."""

    text: str
    level: int
    starts_page: bool = False


@frozen(eq=False)
class ChapterPlace:
    """What is filled in under a key such as ``tabel:capaian``."""

    key: str
    blocks: Sequence[ChapterBlock]


@frozen(eq=False)
class Chapter:
    """Headings, blanks, and the places between them; ``about`` says whose chapter it is, and of which year."""

    title: str
    about: Sequence[str]
    items: Sequence[ChapterHeading | ChapterParagraph | ChapterPlace]

    def blocks(self) -> "Sequence[ChapterHeading | ChapterBlock]":
        """Return everything in the order of reading, places opened."""
        return [block for item in self.items for block in (item.blocks if isinstance(item, ChapterPlace) else (item,))]
